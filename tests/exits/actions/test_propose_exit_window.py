"""A member records the next round and names its investor; nothing opens before that investor consents."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from deals.core.states import RoundState
from deals.models import Vehicle
from exits.actions.propose_exit_window import WindowLiveAlready, propose_exit_window
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_clearance
from tests.factories.deals import NOW, company_of, make_round, program_of, yuan
from tests.factories.exits import NEXT_ROUND, make_allocation, make_proposal, money_has_come, purchase_of
from tests.factories.filings import file_vehicle
from tests.factories.leads import certify
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ExitWindow, ExitElection)


def _propose(persona: Persona, vehicle: Vehicle, *, to: str, **options: Any) -> Any:
    return propose_exit_window(
        actor=persona.actor, now=NOW, round_id=vehicle.round_id, terms=NEXT_ROUND, buyer_email=to, **options
    )


def test_the_named_investor_is_told_and_nobody_may_elect_yet(founder: Persona, buyer: Persona, vehicle: Vehicle):
    certify(buyer)
    with recorded() as events:
        window_id = _propose(founder, vehicle, to=" BAI@example.com ")
    window = ExitWindow.objects.get(id=window_id)
    assert (window.state, window.unit_price, window.proposed_at) == ("proposed", Decimal("0.0300"), NOW)
    assert (window.buyer_id, window.capacity_units, window.opened_at) == (buyer.id, None, None)
    assert not ExitElection.objects.exists()
    assert verbs(events) == ["exit_window.proposed"]
    assert told(events[0]) == {founder.id, buyer.id}


def test_one_live_window_at_a_time(founder: Persona, buyer: Persona, follower: Persona, vehicle: Vehicle):
    window = make_allocation(founder, buyer, vehicle, [follower])
    with nothing_changes(*EVERYTHING), pytest.raises(WindowLiveAlready):
        make_proposal(founder, buyer, vehicle)
    money_has_come(purchase_of(window))
    make_proposal(founder, buyer, vehicle)


def test_an_investor_who_could_not_buy_is_not_named_and_the_answer_is_always_the_same(
    founder: Persona, buyer: Persona, stranger: Persona, vehicle: Vehicle
):
    certify(stranger, founder)
    unchecked = make_user("un@example.com", roles=[Role.INVESTOR])
    for address in ("nobody@example.com", buyer.user.email, stranger.user.email, founder.user.email, unchecked.email):
        with nothing_changes(*EVERYTHING), pytest.raises(Invalid) as refused:
            _propose(founder, vehicle, to=address)
        assert [(error.pointer, error.code) for error in refused.value.errors] == [("/buyer_email", "no_such_investor")]


def test_a_certification_that_has_run_out_names_nobody(founder: Persona, buyer: Persona, vehicle: Vehicle):
    certify(buyer)
    later = NOW + timedelta(days=370)
    with nothing_changes(*EVERYTHING), pytest.raises(Invalid) as refused:
        propose_exit_window(
            actor=founder.actor, now=later, round_id=vehicle.round_id, terms=NEXT_ROUND, buyer_email=buyer.user.email
        )
    assert {error.pointer for error in refused.value.errors} == {"/buyer_email", "/closes_on"}


def test_a_next_round_valued_below_the_completion_proposes_nothing(founder: Persona, buyer: Persona, vehicle: Vehicle):
    with nothing_changes(*EVERYTHING), pytest.raises(Invalid) as refused:
        make_proposal(founder, buyer, vehicle, pre_money=yuan("49999999.99"))
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/pre_money", "below_completion")]


def test_a_raise_that_has_not_closed_has_nothing_to_leave(founder: Persona, buyer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    with nothing_changes(*EVERYTHING), pytest.raises(NotFound):
        propose_exit_window(
            actor=founder.actor, now=NOW, round_id=row.id, terms=NEXT_ROUND, buyer_email=buyer.user.email
        )


def test_only_checked_members_in_person_propose(
    founder: Persona, lead: Persona, stranger: Persona, buyer: Persona, vehicle: Vehicle
):
    certify(buyer)
    program = program_of(company_of(founder).id, "rounds:write")
    for actor, error in [(lead.actor, NotAuthorised), (program, NotAuthorised), (stranger.actor, NotFound)]:
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            propose_exit_window(
                actor=actor, now=NOW, round_id=vehicle.round_id, terms=NEXT_ROUND, buyer_email=buyer.user.email
            )


def test_nobody_leaves_a_vehicle_that_was_not_filed_in_time(
    founder: Persona, officer: Persona, buyer: Persona, vehicle: Vehicle
):
    overdue = NOW + timedelta(days=50)
    certify(buyer)
    terms = replace(NEXT_ROUND, closes_on=legal_day(overdue) + timedelta(days=5))

    def propose() -> Any:
        return propose_exit_window(
            actor=founder.actor, now=overdue, round_id=vehicle.round_id, terms=terms, buyer_email=buyer.user.email
        )

    with recorded() as events:
        refused = propose()
    assert isinstance(refused, Refused)
    worst = refused.findings[0]
    assert (refused.verdict, worst.rule, worst.citation.article) == (Outcome.DENY, "fund.filing.20wd", "22")
    assert dict(worst.remedy)["zh"]
    assert verbs(events) == ["exit_window.proposal_refused"]
    assert not ExitWindow.objects.exists()
    file_vehicle(vehicle, officer=officer, now=overdue)
    late = propose()
    assert isinstance(late, Refused)
    make_clearance(late.determination_id, requested_by=founder.user, now=overdue)
    assert ExitWindow.objects.get(id=propose()).state == "proposed"
