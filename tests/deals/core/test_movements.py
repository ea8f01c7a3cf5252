"""One room answers for each kind of subject."""

from dataclasses import replace
from uuid import UUID

import pytest

from deals.core import movements
from deals.core.movements import MovementSubject, install_movement_subject, movement_subject
from exits.core.accounts import proceeds_account


def _nothing_happens(subject_id: UUID, money: object) -> None:
    """Do nothing."""


ERRAND = MovementSubject(
    kind="errand", account=proceeds_account, is_awaited=frozenset[UUID]().__contains__, moved=_nothing_happens
)


@pytest.fixture(autouse=True)
def _own_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(movements, "_installed", {})


def test_who_is_installed_answers():
    install_movement_subject(ERRAND)
    install_movement_subject(ERRAND)
    assert movement_subject("errand") == ERRAND


def test_two_rooms_do_not_answer_for_one_kind():
    install_movement_subject(ERRAND)
    with pytest.raises(ValueError, match="errand"):
        install_movement_subject(replace(ERRAND, moved=print))


def test_nobody_answers_for_what_is_not_installed():
    with pytest.raises(LookupError, match="errand"):
        movement_subject("errand")
