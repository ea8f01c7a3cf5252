"""Whatever investors and companies do in whatever order, the room of a raise is what live subscriptions leave."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crowdfund.kernel.errors import DomainError
from crowdfund.kernel.ids import new_id
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.cancel_subscription import cancel_subscription
from deals.actions.cancel_unpaid_subscriptions import cancel_unpaid_subscriptions
from deals.actions.confirm_lead import confirm_lead
from deals.actions.decline_lead_offer import decline_lead_offer
from deals.actions.offer_lead import offer_lead
from deals.actions.subscribe import subscribe
from deals.actions.withdraw_lead_offer import withdraw_lead_offer
from deals.core.lead import pay_by
from deals.core.states import RoundState
from deals.models import LeadOffer, Round, RoundCapacity, Subscription
from deals.queries import rooms_that_disagree, unpaid_subscriptions
from tests.factories.deals import NOW, TODAY, make_round, yuan
from tests.factories.leads import A_TENTH, CUSTODIAN, certify, pledge
from tests.personas import Persona

AMOUNTS = st.sampled_from(["1000000.00", "4000000.00", "9999999.99", "12000000.00"])
STEPS = st.one_of(
    st.tuples(st.just("offer"), st.integers(0, 1), AMOUNTS),
    st.tuples(st.sampled_from(["accept", "confirm", "decline", "withdraw", "cancel"]), st.integers(0, 1), st.none()),
    st.tuples(st.just("subscribe"), st.integers(0, 2), AMOUNTS),
    st.tuples(st.just("sweep"), st.just(0), st.none()),
)


class Market:
    """One raise and what people may do to it; a step that the platform refuses changes nothing."""

    def __init__(self, row: Round, founder: Persona, investors: list[Persona]) -> None:
        self.row, self.founder, self.investors = row, founder, investors

    def take(self, step: str, who: int, amount: str | None) -> None:
        with suppress(DomainError):
            getattr(self, step)(self.investors[who], amount)

    def offer(self, investor: Persona, amount: str) -> None:
        offer_lead(actor=investor.actor, now=NOW, round_id=self.row.id, pledge=pledge(amount), carry=A_TENTH)

    def accept(self, investor: Persona, _: Any) -> None:
        accept_lead_offer(actor=self.founder.actor, now=NOW, offer_id=self._offer_of(investor))

    def confirm(self, investor: Persona, _: Any) -> None:
        confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=self._offer_of(investor))

    def decline(self, investor: Persona, _: Any) -> None:
        decline_lead_offer(actor=self.founder.actor, now=NOW, offer_id=self._offer_of(investor))

    def withdraw(self, investor: Persona, _: Any) -> None:
        withdraw_lead_offer(actor=investor.actor, now=NOW, offer_id=self._offer_of(investor))

    def subscribe(self, investor: Persona, amount: str) -> None:
        subscribe(actor=investor.actor, now=NOW, round_id=self.row.id, amount=yuan(amount))

    def cancel(self, investor: Persona, _: Any) -> None:
        own = Subscription.objects.filter(round=self.row, investor=investor.user).order_by("-id").first()
        cancel_subscription(actor=investor.actor, now=NOW, subscription_id=own.id if own else new_id(NOW))

    def sweep(self, *_: Any) -> None:
        day = pay_by(TODAY).replace(year=TODAY.year + 1)
        keys = unpaid_subscriptions(day=day, now=NOW, after=None, limit=9)
        cancel_unpaid_subscriptions(actor=CUSTODIAN, now=NOW, day=day, keys=keys)

    def _offer_of(self, investor: Persona) -> Any:
        newest = LeadOffer.objects.filter(round=self.row, investor=investor.user).order_by("-id").first()
        return newest.id if newest else new_id(NOW)


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=3, max_size=10))
def test_the_counters_agree_after_any_sequence(
    founder: Persona, lead: Persona, follower: Persona, personas: dict[str, Persona], steps: list[Any]
):
    if not Subscription.objects.exists() and not LeadOffer.objects.exists():
        certify(lead, follower, founder)
    row = make_round(founder, state=RoundState.OPEN)
    market = Market(row, founder, [lead, follower, personas["founder"]])
    for step in [("offer", 0, "4000000.00"), ("accept", 0, None), *steps]:
        market.take(*step)
        assert rooms_that_disagree() == []
    taken = sum(each.amount.minor for each in Subscription.objects.live().filter(round=row))
    assert RoundCapacity.objects.get(round_id=row.id).remaining_minor + taken == yuan("20000000.00").minor
