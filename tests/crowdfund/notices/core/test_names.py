"""notices / core: names come from the room that owns them, once for each kind."""

from uuid import UUID

import pytest

from crowdfund.kernel.actor import Actor
from crowdfund.notices.core import names
from crowdfund.notices.core.names import install_namer, names_of

ONE, TWO = UUID(int=1), UUID(int=2)
ACTOR = Actor.anonymous("r")


def test_each_kind_is_asked_once_and_unknown_kinds_have_no_name(monkeypatch):
    monkeypatch.setattr(names, "_namers", {})
    asked = []

    def namer(ids, actor):
        asked.append((set(ids), actor))
        return {ONE: "青禾"}

    install_namer(kind="round", namer=namer)
    found = names_of([("round", ONE), ("round", TWO), ("round", ONE), ("moon", ONE)], actor=ACTOR)
    assert found == {("round", ONE): "青禾"}
    assert asked == [({ONE, TWO}, ACTOR)]


@pytest.mark.parametrize("kind", ["organisation", "project", "round"])
@pytest.mark.django_db
def test_a_namer_tells_nothing_to_somebody_unknown(kind):
    assert kind in names._namers
    assert names_of([(kind, ONE)], actor=ACTOR) == {}
