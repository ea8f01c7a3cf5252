"""What officers can try: each step follows what was decided, and leads to a page that its owner may open."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from compliance.actions.decide_screening_hit import decide_screening_hit
from compliance.actions.grant_clearance import grant_clearance
from compliance.actions.propose_clearance import propose_clearance
from compliance.actions.receive_screening_result import receive_screening_result
from compliance.core.screener import Result
from compliance.core.screening import Decision
from compliance.models import Clearance, Screening
from crowdfund.demo.market import load_market
from crowdfund.demo.officers import officers_thread_for
from crowdfund.demo.people import AUDITOR, CHEN, LUO, OFFICER, OPERATOR, SECOND_OFFICER, WEN, Resident
from crowdfund.demo.steps import Step
from crowdfund.kernel.days import legal_day
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.submit_round import submit_round
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from tests.crowdfund.demo.test_thread import acting, acting_user
from tests.factories.deals import NOW
from tests.factories.screening import SCREENER, said
from tests.personas import Persona

pytestmark = pytest.mark.django_db
GIVEN: dict[str, Any] = {"opinion": "Agreed.", "expires_on": legal_day(NOW) + timedelta(days=30)}


@pytest.fixture
def market() -> None:
    load_market(now=NOW)


def steps(resident: Resident) -> list[Step]:
    return officers_thread_for(acting(resident), email=resident.email)


def done(resident: Resident) -> list[str]:
    return [step.who.name for step in steps(resident) if step.is_done]


def test_only_officers_have_this_list_and_only_with_the_market(officer: Persona):
    assert officers_thread_for(officer.actor, email="officer@example.com") == []
    load_market(now=NOW)
    assert not any(steps(resident) for resident in (AUDITOR, OPERATOR, CHEN))
    assert [step.text for step in steps(OFFICER)] == [step.text for step in steps(SECOND_OFFICER)]
    assert done(OFFICER) == []


def test_each_address_of_an_officer_opens(market: None, client: Any):
    for resident in (OFFICER, SECOND_OFFICER):
        client.force_login(acting_user(resident))
        own = [step for step in steps(resident) if step.is_mine]
        assert own
        for step in own:
            answer = client.get(step.url, follow=True)
            assert answer.status_code == 200, step.url


def test_a_referral_takes_one_officer_and_then_the_founder(market: None):
    assert [step.is_next for step in steps(OFFICER)].index(True) == 0
    row = Clearance.objects.get(needs_two=False)
    grant_clearance(actor=acting(OFFICER), now=NOW, clearance_id=row.id, **GIVEN)
    assert done(OFFICER) == [OFFICER.name] * 3
    submitted = submit_round(actor=acting(LUO), now=NOW, round_id=row.determination.subject_id)
    assert isinstance(submitted, RoundSnapshot)
    assert submitted.state is RoundState.SUBMITTED
    assert done(OFFICER) == [OFFICER.name] * 3 + [LUO.name]


def test_a_warning_takes_a_second_officer(market: None):
    assert not any(step.is_next for step in steps(SECOND_OFFICER))
    row = Clearance.objects.get(needs_two=True)
    propose_clearance(actor=acting(OFFICER), now=NOW, clearance_id=row.id, **GIVEN)
    (following,) = (step for step in steps(SECOND_OFFICER) if step.is_next)
    assert following.url.endswith(f"{row.id}/decision/")
    grant_clearance(actor=acting(SECOND_OFFICER), now=NOW, clearance_id=row.id, **GIVEN)
    assert done(OFFICER) == [OFFICER.name, SECOND_OFFICER.name]
    accepted = accept_lead_offer(actor=acting(LUO), now=NOW, offer_id=row.determination.subject_id)
    assert isinstance(accepted, UUID)


def test_a_hit_is_decided_once_the_provider_has_answered(market: None):
    row = Screening.objects.get(user__email=WEN.email)
    assert not steps(OFFICER)[-1].is_done
    receive_screening_result(actor=SCREENER, now=NOW, message=said(row.id, result=Result.HIT))
    decide_screening_hit(
        actor=acting(OFFICER), now=NOW, screening_id=row.id, decision=Decision.CLEAR, reason="Another person."
    )
    assert steps(OFFICER)[-1].is_done
