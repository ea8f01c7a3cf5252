"""A company accepts who offers to lead, if the rules on the lead's share let it."""

from datetime import timedelta
from uuid import UUID

import pytest

from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from deals.actions.accept_lead_offer import LeadTaken, accept_lead_offer
from deals.actions.decline_lead_offer import decline_lead_offer
from deals.core.lead import DAYS_TO_PAY
from deals.core.lead_money import OwnMoney
from deals.core.states import RoundState
from deals.facts import lead_facts
from deals.models import LeadOffer, Payment, Round, RoundCapacity, Subscription
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import join, make_user
from tests.factories.deals import NOW, TODAY, changed, company_of, make_round, program_of, yuan
from tests.factories.leads import CRUMB, FIFTH, make_accepted_offer, make_offer, pledge, room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CLEAN = OwnMoney(tainted=yuan("0.00"), nominee=False, hidden_leverage=False)
ROWS = (LeadOffer, Subscription, Payment, RoundCapacity, Round, Determination)


def test_the_lead_subscribes_takes_room_and_owes_the_deposit(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer, before = make_offer(row, lead), room_of(row)
    with recorded() as events:
        done = accept_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id)
    assert isinstance(done, UUID)
    offer.refresh_from_db()
    subscription, payment = Subscription.objects.get(id=done), Payment.objects.get()
    ruling = Determination.objects.get(id=subscription.determination_id).as_ruling()
    assert (offer.state, offer.accepted_at) == ("accepted", NOW)
    assert (subscription.kind, subscription.state, subscription.amount) == ("lead", "reserved", yuan(FIFTH))
    assert (subscription.investor_id, offer.determination_id) == (lead.id, ruling.id)
    assert subscription.pay_by == TODAY + timedelta(days=DAYS_TO_PAY)
    assert (payment.purpose, payment.amount, payment.state) == ("deposit", yuan("400000.00"), "due")
    assert payment.subscription_id == subscription.id
    assert ruling.question() == lead_facts(row.snapshot(), pledge=pledge(FIFTH), money=CLEAN)
    assert room_of(row) == (before[0] - yuan(FIFTH).minor, before[1] - 1)
    assert Round.objects.get(id=row.id).state == "open", "only the deposit makes it led"
    assert verbs(events) == ["lead.accepted"]
    assert events[0].after == {"state": "accepted", "subscription": str(done), "determination": str(ruling.id)}
    assert told(events[0]) == {lead.id}


def test_too_small_a_share_is_refused_and_stays_offered(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN, terms=changed(target=yuan("60000000.00")))
    offer = make_offer(row, lead, amount=CRUMB)
    with rows_stay(*ROWS[:-1]), recorded() as events:
        done = accept_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id)
    assert isinstance(done, Refused)
    assert "lead.ratio.minimum" in {finding.rule for finding in done.findings}
    assert verbs(events) == ["lead.acceptance_refused"]
    assert (events[0].outcome, events[0].after["determination"]) == ("refused", str(done.determination_id))


def test_more_than_half_is_refused(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_offer(row, lead, amount="10000000.01")
    done = accept_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id)
    assert isinstance(done, Refused)
    assert "lead.ratio.maximum" in {finding.rule for finding in done.findings}
    offer.refresh_from_db()
    assert offer.state == "offered"


def test_a_second_offer_waits_until_the_first_has_lapsed(founder: Persona, lead: Persona, follower: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    second = make_offer(row, follower)
    make_accepted_offer(row, founder, lead)
    actor = founder.actor
    with nothing_changes(*ROWS), pytest.raises(LeadTaken):
        accept_lead_offer(actor=actor, now=NOW, offer_id=second.id)


def test_an_answered_offer_is_not_accepted(founder: Persona, lead: Persona):
    row, actor = make_round(founder, state=RoundState.OPEN), founder.actor
    offer = make_offer(row, lead)
    decline_lead_offer(actor=actor, now=NOW, offer_id=offer.id)
    with nothing_changes(*ROWS), pytest.raises(IllegalMove):
        accept_lead_offer(actor=actor, now=NOW, offer_id=offer.id)


def test_after_the_last_day_nothing_is_accepted(founder: Persona, lead: Persona):
    row, actor = make_round(founder, state=RoundState.OPEN, terms=changed(closes_on=TODAY)), founder.actor
    offer = make_offer(row, lead)
    with nothing_changes(*ROWS), pytest.raises(IllegalMove):
        accept_lead_offer(actor=actor, now=NOW + timedelta(days=1), offer_id=offer.id)


@pytest.mark.parametrize("persona", ["lead", "officer", "operator", "auditor"])
def test_only_the_company_accepts(personas: dict[str, Persona], persona: str):
    offer = make_offer(make_round(personas["founder"], state=RoundState.OPEN), personas["lead"])
    actor = personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        accept_lead_offer(actor=actor, now=NOW, offer_id=offer.id)


@pytest.mark.parametrize("persona", ["follower", "stranger", "partner"])
def test_for_others_the_offer_does_not_exist(personas: dict[str, Persona], persona: str):
    offer = make_offer(make_round(personas["founder"], state=RoundState.OPEN), personas["lead"])
    actor = personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(NotFound):
        accept_lead_offer(actor=actor, now=NOW, offer_id=offer.id)


def test_neither_a_program_nor_an_unchecked_member_accepts(founder: Persona, lead: Persona):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    member = make_user("unchecked@example.com")
    join(member, company_of(founder))
    for actor in (program_of(company_of(founder).id, "rounds:write"), Persona(member).actor):
        with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
            accept_lead_offer(actor=actor, now=NOW, offer_id=offer.id)
