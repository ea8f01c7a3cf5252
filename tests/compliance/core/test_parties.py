"""Rooms say who the parties to their subjects are."""

from uuid import uuid4

import pytest

from compliance.core import parties
from compliance.core.parties import install_parties, installed_parties, parties_to

SUBJECT, PARTY = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch):
    monkeypatch.setattr(parties, "_installed", {})


def reader(subject_id):
    return frozenset({PARTY}) if subject_id == SUBJECT else frozenset()


def test_the_room_of_the_subject_says_who_they_are():
    install_parties("thing", reader)
    assert parties_to("thing", SUBJECT) == {PARTY}
    assert parties_to("thing", uuid4()) == frozenset()
    assert list(installed_parties()) == ["thing"]


def test_nobody_speaks_for_a_kind_without_a_room():
    assert parties_to("other", SUBJECT) == frozenset()


def test_two_rooms_do_not_speak_for_one_kind():
    install_parties("thing", reader)
    install_parties("thing", reader)
    with pytest.raises(ValueError, match="two rooms"):
        install_parties("thing", lambda _id: frozenset())
