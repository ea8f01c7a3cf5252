"""The compliance calendar gathers what rooms have installed, and keeps what is overdue in sight."""

from datetime import date

import pytest

from compliance.core import duties
from compliance.core.duties import MOST, Bearing, Duty, Source, Span, agenda_of, install_source, installed_sources
from crowdfund.kernel.actor import Actor

ACTOR = Actor.anonymous("test")
TODAY = date(2026, 11, 22)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


@pytest.fixture(autouse=True)
def _no_other_source(monkeypatch):
    monkeypatch.setattr(duties, "_installed", {})


def source(name, *days, bearing=Bearing.DEADLINE):
    def find(_actor: Actor, span: Span):
        return [Duty(on=day, about=name, page="home", key=str(day)) for day in days if span.contains(day)]

    found = Source(name=name, label=name, bearing=bearing, find=find)
    install_source(found)
    return found


def agenda(month, *, today=TODAY, kinds=()):
    first, last = month
    return agenda_of(ACTOR, first=first, last=last, today=today, kinds=frozenset(kinds))


def test_the_current_month_keeps_every_missed_deadline_and_no_past_turn():
    long_ago = date(2025, 3, 3)
    source("deadline", long_ago, date(2026, 11, 21), TODAY, date(2026, 11, 30), date(2026, 12, 1))
    source("turn", long_ago, date(2026, 11, 1), bearing=Bearing.TURN)
    found = agenda(NOVEMBER)
    assert [each.duty.on for each in found.overdue] == [long_ago, date(2026, 11, 21)]
    assert [(each.source.name, each.duty.on.day) for each in found.ahead] == [
        ("turn", 1),
        ("deadline", 22),
        ("deadline", 30),
    ]


def test_another_month_has_its_own_days_alone():
    source("deadline", date(2026, 11, 21), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1))
    found = agenda(DECEMBER)
    assert found.overdue == ()
    assert [each.duty.on.day for each in found.ahead] == [1, 31]
    assert [each.duty.on.day for each in agenda(NOVEMBER, today=date(2027, 1, 5)).overdue] == [21]


def test_only_the_kinds_that_were_asked_for():
    source("a", TODAY)
    source("b", TODAY)
    assert [each.source.name for each in agenda(NOVEMBER).ahead] == ["a", "b"]
    assert [each.source.name for each in agenda(NOVEMBER, kinds=["b"]).ahead] == ["b"]


def test_a_source_that_finds_too_much_is_cut_and_named():
    def find(_actor: Actor, span: Span):
        return [Duty(on=TODAY, about=f"{number:04}", page="home", key=str(number)) for number in range(span.most)]

    install_source(Source(name="many", label="many", bearing=Bearing.TURN, find=find))
    found = agenda(NOVEMBER)
    assert len(found.ahead) == MOST
    assert [each.name for each in found.cut] == ["many"]


def test_two_sources_do_not_have_one_name():
    first = source("a")
    install_source(first)
    with pytest.raises(ValueError, match="two sources"):
        source("a")
    assert installed_sources() == (first,)
