"""A member opens an approved raise, if the rules of the day let it pass."""

from datetime import timedelta
from typing import Any

import pytest

from compliance.core.outcome import Outcome as Verdict
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.actions.open_round import open_round
from deals.core.policy import WRITE_ROUNDS
from deals.core.round import ManagerForm, RoundSnapshot
from deals.core.states import RoundState
from deals.models import Round, RoundCapacity
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import join, make_user
from tests.factories.deals import COMPLETE, NOW, TODAY, changed, company_of, make_round, program_of, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_an_approved_raise_is_opened_and_judged_again(founder: Persona):
    row = make_round(founder, state=RoundState.APPROVED)
    with recorded() as events:
        done = open_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, RoundSnapshot)
    stored = Round.objects.get(id=row.id)
    assert (done.state, stored.state, stored.opened_at) == ("open", "open", NOW)
    assert stored.opening_determination_id not in {None, stored.submission_determination_id}
    assert verbs(events) == ["round.opened"]
    assert events[0].after == {"state": "open", "determination": str(stored.opening_determination_id)}
    assert told(events[0]) == {founder.id}


def test_what_the_rules_refuse_by_then_stays_closed(founder: Persona):
    row = make_round(founder, state=RoundState.APPROVED)
    Round.objects.filter(id=row.id).update(minimum_ticket=yuan("300000.00"))
    with recorded() as events:
        done = open_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    stored = Round.objects.get(id=row.id)
    assert (stored.state, stored.opening_determination_id) == ("approved", None)
    assert verbs(events) == ["round.opening_refused"]


def test_a_raise_is_not_opened_after_its_last_day(founder: Persona):
    row, actor = make_round(founder, state=RoundState.APPROVED), founder.actor
    assert COMPLETE.closes_on is not None
    later = NOW + (COMPLETE.closes_on - TODAY) + timedelta(days=1)
    with nothing_changes(Round, Determination), pytest.raises(Invalid) as refused:
        open_round(actor=actor, now=later, round_id=row.id)
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/closes_on", "in_the_past")]


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.SUBMITTED, RoundState.OPEN])
def test_only_an_approved_raise_is_opened(founder: Persona, state: RoundState):
    row, actor = make_round(founder, state=state), founder.actor
    with nothing_changes(Round, Determination), pytest.raises(IllegalMove):
        open_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("persona", ["officer", "operator", "auditor"])
def test_the_desk_does_not_open_raises(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.APPROVED), personas[persona].actor
    with nothing_changes(Round, Determination), pytest.raises(NotAuthorised):
        open_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "partner"])
def test_for_outsiders_it_does_not_exist(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.APPROVED), personas[persona].actor
    with nothing_changes(Round, Determination), pytest.raises(NotFound):
        open_round(actor=actor, now=NOW, round_id=row.id)


def test_neither_a_program_nor_an_unchecked_member_opens(founder: Persona):
    row = make_round(founder, state=RoundState.APPROVED)
    member = make_user("unchecked@example.com")
    join(member, company_of(founder))
    for actor in (program_of(company_of(founder).id, WRITE_ROUNDS), Persona(member).actor):
        with nothing_changes(Round, Determination), pytest.raises(NotAuthorised):
            open_round(actor=actor, now=NOW, round_id=row.id)


@pytest.mark.parametrize(
    ("terms", "verdict", "rule"),
    [
        ({"manager_form": ManagerForm.NATURAL_PERSON}, Verdict.DENY, "fund.manager.company_or_partnership"),
        ({"manager_form": ManagerForm.LISTED_COMPANY}, Verdict.DENY, "lp.gp.excluded_entities"),
    ],
)
def test_the_vehicle_needs_a_manager_whom_the_law_lets(founder: Persona, terms: Any, verdict: Verdict, rule: str):
    row = make_round(founder, state=RoundState.APPROVED, terms=changed(**terms))
    with recorded() as events, rows_stay(Round, RoundCapacity):
        done = open_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    assert (done.verdict, done.findings[0].rule) == (verdict, rule)
    assert verbs(events) == ["round.opening_refused"]


def test_the_opening_stores_what_the_rules_said_of_the_vehicle(founder: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    asked = Determination.objects.get(subject_id=row.id, facts_kind="vehicle").as_ruling()
    assert asked.verdict is Verdict.PERMIT
    assert {finding.rule for finding in asked.findings} == {
        "fund.manager.company_or_partnership",
        "fund.manager.registered",
        "lp.gp.excluded_entities",
        "fund.income_rights.splitting",
    }
