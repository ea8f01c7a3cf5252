"""Asking stores the whole answer, inside the work of whoever asks."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compliance.actions.determine import determine
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.library import book
from compliance.models import Determination
from crowdfund.db.events import Subject
from crowdfund.db.work import OutsideWork, unit_of_work
from tests.compliance.questions import ENOUGH, NOT_STATED, NOW, TODAY, TOO_LITTLE, ask, facts, person

pytestmark = pytest.mark.django_db


def test_the_determination_keeps_question_book_and_answer():
    me, about, company = person(), Subject(kind="round", id=uuid4()), uuid4()
    ruling = ask(facts(TOO_LITTLE), by=me, about=about, organisation_id=company)
    stored = Determination.objects.get(id=ruling.id)
    assert stored.as_ruling() == ruling
    assert (stored.subject_kind, stored.subject_id, stored.organisation_id) == ("round", about.id, company)
    assert stored.facts == {
        "minimum_ticket": {"amount": "800000.00", "currency": "CNY"},
        "vehicle_form": "limited_partnership",
    }
    assert (stored.as_of, stored.release, stored.book_hash) == (
        TODAY,
        book().latest_release.number,
        book().latest_release.hash,
    )
    assert (stored.verdict, stored.findings[0]["measured"]) == ("DENY", "800000.00")
    assert stored.trace[0]["status"] == "judged"
    assert (stored.actor_kind, stored.actor_id, stored.determined_at) == ("person", me.id, NOW)
    assert ruling.question() == facts(TOO_LITTLE)


@pytest.mark.parametrize(
    ("ticket", "verdict", "refuses"),
    [(ENOUGH, Outcome.PERMIT, False), (TOO_LITTLE, Outcome.DENY, True), (NOT_STATED, Outcome.REFER, True)],
)
def test_the_ruling_says_whether_to_stop(ticket, verdict: Outcome, refuses: bool):
    ruling = ask(facts(ticket))
    assert (ruling.verdict, ruling.refuses) == (verdict, refuses)
    if refuses:
        assert ruling.as_refusal() == Refused(determination_id=ruling.id, verdict=verdict, findings=ruling.findings)
    else:
        with pytest.raises(ValueError, match="refuses nothing"):
            ruling.as_refusal()


def test_the_law_of_the_legal_day_is_asked_not_that_of_today():
    assert ask(as_of=date(2014, 8, 20)).verdict is Outcome.REFER
    assert ask(as_of=date(2014, 8, 21)).verdict is Outcome.PERMIT


def test_nothing_is_stored_outside_of_a_unit_of_work():
    with pytest.raises(OutsideWork):
        determine(facts=facts(), subject=Subject(kind="round", id=uuid4()), as_of=TODAY)
    assert not Determination.objects.exists()


def test_what_fails_after_the_question_leaves_no_determination():
    def fail(_ruling: object) -> None:
        raise RuntimeError("the action went wrong")

    with pytest.raises(RuntimeError, match="went wrong"):
        ask(then=fail)
    assert not Determination.objects.exists()


def test_asking_costs_one_statement():
    with unit_of_work(actor=person(), now=NOW), CaptureQueriesContext(connection) as statements:
        determine(facts=facts(), subject=Subject(kind="round", id=uuid4()), as_of=TODAY)
    assert [each["sql"].split()[0] for each in statements] == ["INSERT"]
