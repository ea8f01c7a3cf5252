"""A warning takes two officers, a referral one; what is cleared counts for the same question and for a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from compliance.actions.determine import determine
from compliance.actions.grant_clearance import SecondOfficerNeeded, grant_clearance
from compliance.actions.propose_clearance import propose_clearance
from compliance.core import parties
from compliance.core.clearance import clearable_in
from compliance.core.outcome import Outcome
from compliance.models import Clearance, Determination
from crowdfund.accounts.core.roles import Role
from crowdfund.db.events import Subject
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, StepUpRequired
from tests.compliance.questions import ENOUGH, NOT_STATED, NOW, TODAY, facts
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import join, make_user
from tests.factories.compliance import make_clearance_request, make_determination
from tests.personas import Persona

UNTIL = TODAY + timedelta(days=10)


@pytest.fixture
def colleague(db) -> Persona:
    return Persona(make_user("second.officer@example.com", roles=[Role.OFFICER], has_mfa=True))


def grant(who, row, *, until=UNTIL, now=NOW):
    grant_clearance(actor=who.actor, now=now, clearance_id=row.id, opinion="Sound.", expires_on=until)


def propose(who, row):
    propose_clearance(actor=who.actor, now=NOW, clearance_id=row.id, opinion="I propose it.", expires_on=UNTIL)


def asked(who, *, about, now=NOW, question=None):
    with unit_of_work(actor=who.actor, now=now):
        return determine(facts=question or facts(NOT_STATED), subject=about, as_of=TODAY)


def referred(who):
    """Let somebody be referred by the rulebook, and ask for a clearance."""
    about = Subject(kind="round", id=uuid4())
    ruling = asked(who, about=about)
    assert (ruling.verdict, ruling.refuses) == (Outcome.REFER, True)
    row = Clearance.request(
        determination_id=ruling.id,
        clears=clearable_in(ruling.findings),
        reason="It will be stated at the notary's.",
        requested_by_id=who.id,
        now=NOW,
    )
    return about, row


def test_a_referral_is_decided_by_one_officer_and_the_same_question_passes(founder, officer):
    about, row = referred(founder)
    with recorded() as events:
        grant(officer, row)
    assert (verbs(events), told(events[0])) == (["clearance.granted"], {founder.id})
    again = asked(founder, about=about)
    assert (again.verdict, again.refuses, again.cleared_by) == (Outcome.REFER, False, row.id)


def test_it_counts_for_nothing_else(founder, lead, officer):
    about, row = referred(founder)
    grant(officer, row)
    assert asked(lead, about=about).refuses
    assert asked(founder, about=Subject(kind="round", id=uuid4())).refuses
    assert asked(founder, about=about, question=facts(ENOUGH, NOT_STATED)).refuses


def test_it_holds_until_its_day(founder, officer):
    about, row = referred(founder)
    grant(officer, row, until=TODAY + timedelta(days=2))
    assert not asked(founder, about=about, now=NOW + timedelta(days=1)).refuses
    assert asked(founder, about=about, now=NOW + timedelta(days=2)).refuses


def test_a_warning_is_not_granted_without_a_proposal(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.WARN, Outcome.REFER)
    with nothing_changes(Clearance), pytest.raises(IllegalMove):
        grant(officer, row)


def test_whoever_proposed_does_not_confirm(founder, officer, colleague):
    row = make_clearance_request(founder.actor, Outcome.WARN)
    propose(officer, row)
    with nothing_changes(Clearance), pytest.raises(SecondOfficerNeeded):
        grant(officer, row)
    grant(colleague, row, until=UNTIL + timedelta(days=5))
    row.refresh_from_db()
    assert (row.state, row.decided_by_id, row.granted_on) == ("granted", colleague.id, TODAY)
    assert row.expires_on == UNTIL, "the confirming officer may bring the day forward only"
    assert row.opinion == "I propose it.\nSound."


def test_the_database_repeats_the_second_officer(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.WARN)
    propose(officer, row)
    row.refresh_from_db()
    with pytest.raises(IntegrityError, match="clearance_warning_takes_two_officers"), transaction.atomic():
        row.grant(officer_id=officer.id, opinion="x", granted_on=TODAY, expires_on=UNTIL, now=NOW)


def test_a_party_to_the_deal_does_not_decide(founder, officer, colleague, monkeypatch):
    row = make_clearance_request(founder.actor, Outcome.REFER, organisation_id=founder.organisation.id)
    about = row.determination.subject_id
    monkeypatch.setitem(parties._installed, "round", lambda id: frozenset({officer.id} if id == about else ()))
    with nothing_changes(Clearance), pytest.raises(NotAuthorised):
        grant(officer, row)
    join(colleague.user, founder.organisation)
    with nothing_changes(Clearance), pytest.raises(NotAuthorised):
        grant(colleague, row)


def test_an_old_second_factor_is_not_enough(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.REFER)
    with nothing_changes(Clearance), pytest.raises(StepUpRequired):
        grant(officer.step_down(), row)


def test_a_denial_can_not_be_marked_as_cleared(founder):
    cleared = make_clearance_request(founder.actor, Outcome.REFER)
    denied = make_determination(founder.actor, Outcome.DENY)
    copy = Determination(**{each.attname: getattr(denied, each.attname) for each in Determination._meta.fields})
    copy.id, copy.cleared_by_id = uuid4(), cleared.id
    with pytest.raises(IntegrityError, match="only_warn_and_refer_are_cleared"), transaction.atomic():
        copy.save(force_insert=True)
