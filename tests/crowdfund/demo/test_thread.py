"""What to try: each step names who does it and follows what has happened; links lead only where the reader may go."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from crowdfund.accounts.queries import actor_of, ids_by_email
from crowdfund.demo.calendar import DAYS_TO_UNLOCK
from crowdfund.demo.market import load_market
from crowdfund.demo.people import (
    AUDITOR,
    CHEN,
    EVERYBODY,
    FANG,
    HE,
    LIN,
    LUO,
    OFFICER,
    OPERATOR,
    STRANGER,
    TAO,
    XU,
    Resident,
)
from crowdfund.demo.steps import Step
from crowdfund.demo.thread import thread_for
from crowdfund.kernel.actor import Actor
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.offer_lead import offer_lead
from deals.actions.open_round import open_round
from deals.actions.subscribe import subscribe
from deals.core.states import RoundState
from deals.models import LeadOffer, Round, Subscription
from exits.actions.elect_exit import elect_exit
from exits.core.next_round import Portion
from exits.models import ExitWindow
from tests.crowdfund.demo.test_market import swept
from tests.factories.closing import complete
from tests.factories.deals import NOW, yuan
from tests.factories.leads import pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> None:
    load_market(now=NOW)


def acting(resident: Resident) -> Actor:
    (user_id,) = ids_by_email([resident.email]).values()
    return actor_of(user_id, request_id="tests", is_stepped_up=resident.office is not None)


def steps(resident: Resident, *, now: datetime = NOW) -> list[Step]:
    return thread_for(acting(resident), email=resident.email, now=now)


def mine(resident: Resident, *, now: datetime = NOW) -> list[tuple[str, bool]]:
    return [(step.url, step.is_done) for step in steps(resident, now=now) if step.is_mine]


def test_nothing_is_done_at_first_and_everybody_has_the_same_steps(market: None):
    texts = {tuple(step.text for step in steps(resident)) for resident in EVERYBODY}
    assert len(texts) == 1
    assert not any(step.is_done for step in steps(LIN))


def test_each_has_their_own_next_step_and_only_they_have_its_address(market: None):
    for resident in (CHEN, HE, LIN, FANG, OFFICER, OPERATOR):
        own = [step for step in steps(resident) if step.is_mine]
        waits_for_others = 1 if resident is OPERATOR else 0  # the clock after a payment that nobody has made yet
        assert [step.is_next for step in own].index(True) == waits_for_others
        assert sum(step.is_next for step in own) == 1
        assert all(step.url.startswith("/") for step in own)
        assert not any(step.url for step in steps(resident) if not step.is_mine)
    for resident in (LUO, AUDITOR, STRANGER):
        assert mine(resident) == []


def test_a_link_to_look_is_there_for_who_may_look(market: None, client: Any):
    assert not any(step.look for step in steps(STRANGER))
    for resident in (CHEN, LIN, AUDITOR):
        client.force_login(acting_user(resident))
        looks = {step.look for step in steps(resident) if step.look}
        assert looks
        for look in looks:
            assert client.get(look).status_code == 200


def acting_user(resident: Resident) -> Any:
    from crowdfund.accounts.models import User

    return User.objects.get(email=resident.email)


def test_each_address_is_a_page_that_its_owner_may_open(market: None, client: Any):
    for resident in (CHEN, HE, LIN, FANG):
        client.force_login(acting_user(resident))
        for url, _ in mine(resident):
            assert client.get(url).status_code == 200, url


def test_the_raise_and_its_lead_are_followed(market: None):
    angel = Round.objects.get(state=RoundState.APPROVED)
    open_round(actor=acting(HE), now=NOW, round_id=angel.id)
    assert mine(HE)[0][1]
    sensors = Round.objects.get(state=RoundState.OPEN, title__startswith="澄光")
    offer_lead(actor=acting(LIN), now=NOW, round_id=sensors.id, pledge=pledge("2500000.00"), carry=Decimal("0.15"))
    offer = LeadOffer.objects.get(round=sensors)
    assert mine(LIN)[0][1]
    assert (f"/lead-offers/{offer.id}/", False) in mine(CHEN)
    accept_lead_offer(actor=acting(CHEN), now=NOW, offer_id=offer.id)
    assert [done for _, done in mine(CHEN)] == [False, True]
    assert mine(LIN) == [(f"/rounds/{sensors.id}/lead", True), ("/payments/", False)]


def test_nobody_is_sent_where_somebody_else_comes_first(market: None):
    assert not any(step.is_next for resident in (TAO, XU) for step in steps(resident))


def test_the_follower_and_the_clock_are_followed(market: None):
    led = Round.objects.get(state=RoundState.LED)
    subscribe(actor=acting(FANG), now=NOW, round_id=led.id, amount=yuan("1000000.00"))
    assert [done for _, done in mine(FANG)][:2] == [True, False]
    window = ExitWindow.objects.get()
    elect_exit(actor=acting(FANG), now=NOW, window_id=window.id, portion=Portion.HALF)
    assert (f"/exits/{window.id}/elect", True) in mine(FANG)
    assert [done for _, done in mine(OPERATOR)] == [False, False, False]
    swept(NOW + timedelta(days=DAYS_TO_UNLOCK))
    assert [done for _, done in mine(OPERATOR)] == [False, True, False]


def test_after_the_payment_the_clock_then_the_officer_then_the_founder(market: None):
    led = Round.objects.get(state=RoundState.LED)
    done = subscribe(actor=acting(FANG), now=NOW, round_id=led.id, amount=yuan("1000000.00"))
    assert isinstance(done, UUID)
    subscription = Subscription.objects.get(id=done)
    subscription.receive(subscription.amount)
    complete(subscription, uncalled_since=NOW)
    desk, close, later = "/desk/call-backs/", f"/rounds/{led.id}/close", NOW + timedelta(days=1)
    assert [step.url for step in steps(OPERATOR) if step.is_next] == ["/clock/"]
    assert not any(step.is_next for step in steps(TAO))
    assert mine(OPERATOR, now=later)[0] == ("/clock/", True)
    assert (desk, False) in mine(OFFICER, now=later)
    subscription.confirm_call_back(determination_id=subscription.determination_id, now=later)
    assert (desk, True) in mine(OFFICER, now=later)
    assert [step.url for step in steps(TAO, now=later) if step.is_next] == [close]


def test_without_the_market_there_is_nothing_to_try(founder: Any):
    assert thread_for(founder.actor, email=founder.user.email, now=NOW) == []
