"""tests / factories: offers to lead, led raises and subscriptions, made by the verbs."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from compliance.core.calculators.funding_look_through import read_declaration
from compliance.core.facts import FundingDeclaration
from compliance.models import RiskAssessment
from crowdfund.kernel.actor import Actor
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.confirm_lead import confirm_lead
from deals.actions.offer_lead import offer_lead
from deals.actions.subscribe import subscribe
from deals.core.lead import Pledge
from deals.core.round import Terms
from deals.core.states import OfferState, RoundState
from deals.models import LeadOffer, Round, RoundCapacity, Subscription
from tests.factories.compliance import make_assessment, make_certification
from tests.factories.deals import COMPLETE, NOW, make_round, yuan

CUSTODIAN = Actor.system("deals.custodian", "custodian-of-the-tests")
FIFTH = "4000000.00"
"""A fifth of the complete raise's target, well within the rules."""
CRUMB = "1000000.00"
"""The smallest subscription; of a target above 50 million it is less than the 2 % that a lead must put in."""
A_TENTH = Decimal("0.1")


RICH = "1000000000.00"
"""Own assets of which no commitment in these tests is too large a part."""


SALARY: dict[str, Any] = {
    "nodes": [{"id": "L", "kind": "lead"}, {"id": "E", "kind": "employer"}],
    "edges": [{"from": "E", "to": "L", "kind": "transfer", "amount": RICH}],
    "holds_for": "L",
}
"""A declaration of money that is all one's own, as programs send it."""
SALARY_ENTRIES = {
    "nodes.rows": "2",
    "nodes.0.id": "L",
    "nodes.0.kind": "lead",
    "nodes.1.id": "E",
    "nodes.1.kind": "employer",
    "edges.rows": "1",
    "edges.0.from": "E",
    "edges.0.to": "L",
    "edges.0.kind": "transfer",
    "edges.0.amount": RICH,
    "holds_for": "L",
}
"""The same as the page sends it."""

API_MONEY: dict[str, Any] = {"own_assets": RICH, "funding": SALARY}
PAGE_MONEY = {"own_assets": RICH, **SALARY_ENTRIES}


def salary() -> FundingDeclaration:
    """Return a declaration of money that is all one's own."""
    declared, wrong = read_declaration(SALARY)
    assert declared is not None, wrong
    return declared


def pledge(amount: str = FIFTH, **more: Any) -> Pledge:
    """Return a pledge of somebody with assets to match and a salary; `more` says something else about them."""
    return Pledge(**{"amount": yuan(amount), "own_assets": yuan(RICH), "funding": salary(), **more})


def assess(*investors: Any) -> None:
    """Let each investor, a persona or a user, be of class C5, unless assessed otherwise."""
    for investor in investors:
        user = getattr(investor, "user", investor)
        if not RiskAssessment.objects.filter(user=user).exists():
            make_assessment(user)


def make_offer(row: Round, investor: Any, *, amount: str = FIFTH, carry: Decimal = A_TENTH) -> LeadOffer:
    """Store an offer of the persona to lead the raise; early equity suits them."""
    assess(investor)
    offer_id = offer_lead(actor=investor.actor, now=NOW, round_id=row.id, pledge=pledge(amount), carry=carry)
    assert isinstance(offer_id, UUID)
    return LeadOffer.objects.get(id=offer_id)


def make_accepted_offer(row: Round, founder: Any, investor: Any, *, amount: str = FIFTH) -> LeadOffer:
    """Store an offer that the founder has accepted and whose deposit is due."""
    offer = make_offer(row, investor, amount=amount)
    assert isinstance(accept_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id), UUID)
    return LeadOffer.objects.get(id=offer.id)


def make_led_round(founder: Any, investor: Any, *, terms: Terms = COMPLETE, amount: str = FIFTH) -> Round:
    """Store a raise whose lead is confirmed, so that followers may subscribe. No money has moved in the ledger."""
    row = make_round(founder, state=RoundState.OPEN, terms=terms)
    offer = make_accepted_offer(row, founder, investor, amount=amount)
    confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=offer.id)
    assert LeadOffer.objects.get(id=offer.id).state == OfferState.CONFIRMED
    return Round.objects.select_related("project__organisation").get(id=row.id)


def certify(*investors: Any) -> None:
    """Let each investor hold a certification as qualified investor from today on, and be assessed as C5."""
    for investor in investors:
        make_certification(investor.user, now=NOW)
    assess(*investors)


def make_subscription(row: Round, investor: Any, *, amount: str = CRUMB) -> Subscription:
    """Store a follower's subscription in a led raise; the persona must be certified."""
    done = subscribe(actor=investor.actor, now=NOW, round_id=row.id, amount=yuan(amount))
    assert isinstance(done, UUID)
    return Subscription.objects.get(id=done)


def room_of(row: Round) -> tuple[int, int]:
    """Return the fen and the places that a raise has left."""
    capacity = RoundCapacity.objects.get(round_id=row.id)
    return capacity.remaining_minor, capacity.holders_left
