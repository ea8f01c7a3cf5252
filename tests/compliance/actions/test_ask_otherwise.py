"""The questions of deals under way, asked again for another day or of a draft: a list of differences, no write."""

from datetime import date
from uuid import UUID

import pytest

from compliance.actions.ask_otherwise import ask_otherwise
from compliance.core import under_way
from compliance.core.outcome import Outcome
from compliance.core.under_way import install_under_way
from compliance.library import book
from compliance.models import Determination
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from tests.compliance.questions import TODAY, TOO_LITTLE, ask, facts
from tests.events import nothing_changes

pytestmark = pytest.mark.django_db
BEFORE_THE_LAW = date(2014, 8, 20)
OVER = UUID(int=7)


@pytest.fixture(autouse=True)
def _one_room(monkeypatch):
    monkeypatch.setattr(under_way, "_installed", {})
    install_under_way("round", lambda ids: frozenset(ids) - {OVER})


def asked(actor: Actor, day: date = BEFORE_THE_LAW):
    return ask_otherwise(actor=actor, day=day, law=book())


def test_only_the_latest_question_of_deals_under_way_is_asked_and_nothing_is_stored(officer, founder):
    deal = Subject(kind="round", id=UUID(int=1))
    ask(facts(TOO_LITTLE), about=deal)
    latest = ask(about=deal)
    ask(about=Subject(kind="round", id=OVER))
    ask(about=Subject(kind="lot", id=UUID(int=2)))
    with nothing_changes(Determination):
        count, (only,) = asked(officer.actor)
    assert count == 1
    assert (only.ruling.id, only.ruling.verdict, only.verdict) == (latest.id, Outcome.PERMIT, Outcome.REFER)


def test_on_the_same_day_nothing_differs(officer):
    ask()
    assert asked(officer.actor, TODAY) == (1, ())


def test_the_platform_itself_may_ask_and_auditors_too(auditor):
    assert asked(Actor.system("compliance.command", "test")) == asked(auditor.actor) == (0, ())


def test_nobody_else_may(founder, operator, stranger):
    for who in (founder, operator, stranger):
        with pytest.raises(NotAuthorised):
            asked(who.actor)


def test_it_costs_the_same_for_many_deals(officer, django_assert_num_queries):
    for number in range(10, 16):
        ask(about=Subject(kind="round", id=UUID(int=number)))
    actor = officer.actor
    with django_assert_num_queries(1):  # the reader of this test asks nothing
        assert len(asked(actor)[1]) == 6
