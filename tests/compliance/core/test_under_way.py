"""Rooms say which of their subjects are still under way."""

from uuid import uuid4

import pytest

from compliance.core import under_way
from compliance.core.under_way import install_under_way, installed_under_way

OPEN = uuid4()


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch):
    monkeypatch.setattr(under_way, "_installed", {})


def reader(ids):
    return frozenset(ids) & {OPEN}


def test_the_room_of_the_subject_says_which_are():
    install_under_way("thing", reader)
    assert installed_under_way()["thing"]([OPEN, uuid4()]) == {OPEN}


def test_two_rooms_do_not_speak_for_one_kind():
    install_under_way("thing", reader)
    install_under_way("thing", reader)
    with pytest.raises(ValueError, match="two rooms"):
        install_under_way("thing", lambda ids: frozenset(ids))
