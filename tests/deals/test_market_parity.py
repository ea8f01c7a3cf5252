"""Page and API do the same to offers and subscriptions: the same rows and the same events come of both."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from compliance.core.facts import InvestorClass
from crowdfund.audit.models import Event
from crowdfund.kernel.clock import system_now
from deals.core.call_back import Question
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, Subscription
from tests.architecture.world import taken_back
from tests.events import events_since, told
from tests.factories.closing import Part
from tests.factories.closing import make_led_round as make_paid_round
from tests.factories.compliance import make_assessment
from tests.factories.deals import NOW, TODAY, changed, make_round, yuan
from tests.factories.leads import (
    API_MONEY,
    CRUMB,
    FIFTH,
    PAGE_MONEY,
    certify,
    make_led_round,
    make_offer,
    make_subscription,
)
from tests.personas import Persona

pytestmark = pytest.mark.django_db

People = dict[str, Persona]
Prepared = tuple[str, Any, dict[str, str], dict[str, str]]
"""Who acts, on what, and what they write on the page and send to the API."""

PAGE_OFFER = {"amount": FIFTH, **PAGE_MONEY}
API_OFFER = {"amount": FIFTH, **API_MONEY}


def _open(people: People, **terms: Any) -> Round:
    return make_round(people["founder"], state=RoundState.OPEN, terms=changed(**terms))


def _to_offer(people: People) -> Prepared:
    return (
        "lead",
        _open(people).id,
        {**PAGE_OFFER, "carry": "15"},
        {**API_OFFER, "carry": "0.15"},
    )


def _offered(who: str) -> Callable[[People], Prepared]:
    return lambda people: (who, make_offer(_open(people), people["lead"]).id, {}, {})


def _too_small(people: People) -> Prepared:
    row = _open(people, target=yuan("60000000.00"))
    return "founder", make_offer(row, people["lead"], amount=CRUMB).id, {}, {}


def _to_subscribe(people: People) -> Prepared:
    certify(people["follower"])
    return _to_be_refused(people)


def _to_be_refused(people: People) -> Prepared:
    row = make_led_round(people["founder"], people["lead"])
    return "follower", row.id, {"amount": CRUMB}, {"amount": CRUMB}


def _subscribed(people: People) -> Prepared:
    certify(people["follower"])
    row = make_led_round(people["founder"], people["lead"])
    return "follower", make_subscription(row, people["follower"]).id, {}, {}


def _to_insist(people: People) -> Prepared:
    row = _open(people)
    make_assessment(people["follower"].user, InvestorClass.C3, on=TODAY)
    body = {"version": "1", "statement": "I insist."}
    return "follower", row.id, body, body


def _paid(people: People) -> Round:
    paid_at = NOW - timedelta(days=1)
    parts = [Part.of(people["lead"], "1000000.00"), Part.uncalled(people["follower"], "4000000.00", paid_at=paid_at)]
    return make_paid_round(people["founder"], parts)


def _to_rescind(people: People) -> Prepared:
    return "follower", Subscription.objects.get(round=_paid(people), kind="follower").id, {}, {}


def _to_call_back(people: People) -> Prepared:
    _, thing, *_ = _to_rescind(people)
    yes: dict[str, Any] = {each.value: True for each in Question}
    return "officer", thing, {**yes, "outcome": "confirmed"}, {**yes, "outcome": "confirmed"}


def _to_call_too_early(people: People) -> Prepared:
    parts = [
        Part.of(people["lead"], "1000000.00"),
        Part.uncalled(people["follower"], "4000000.00", paid_at=system_now()),
    ]
    row = make_paid_round(people["founder"], parts)
    thing = Subscription.objects.get(round=row, kind="follower").id
    return "officer", thing, {"outcome": "not_reached"}, {"outcome": "not_reached"}


DOORS: dict[str, tuple[str, str, Callable[[People], Prepared]]] = {
    "offer_lead": ("lead_offer_new", "api_round_lead_offers", _to_offer),
    "accept_lead_offer": ("lead_offer_accept", "api_lead_offer_accept", _offered("founder")),
    "refused acceptance": ("lead_offer_accept", "api_lead_offer_accept", _too_small),
    "decline_lead_offer": ("lead_offer_decline", "api_lead_offer_decline", _offered("founder")),
    "withdraw_lead_offer": ("lead_offer_withdraw", "api_lead_offer_withdraw", _offered("lead")),
    "subscribe": ("subscribe", "api_round_subscriptions", _to_subscribe),
    "refused subscription": ("subscribe", "api_round_subscriptions", _to_be_refused),
    "cancel_subscription": ("subscription_cancel", "api_subscription_cancel", _subscribed),
    "request_despite_warning": ("suitability_request", "api_round_suitability", _to_insist),
    "rescind_subscription": ("subscription_rescind", "api_subscription_rescind", _to_rescind),
    "record_call_back": ("call_back", "api_subscription_call_backs", _to_call_back),
    "refused call": ("call_back", "api_subscription_call_backs", _to_call_too_early),
}
COMPARED = {verb for verb in DOORS if " " not in verb}


def _outcome(people: People, verb: str, door: str) -> Any:
    page, api, prepare = DOORS[verb]
    who, thing, written, sent = prepare(people)
    before = Event.objects.count()
    if door == "page":
        answer = people[who].submit(reverse(page, args=[thing]), written)
        assert answer.status_code == 303, answer.content
    else:
        answer = people[who].send(reverse(api, args=[thing]), sent)
        assert answer.status_code == (409 if verb.startswith("refused") else answer.status_code), answer.content
        assert answer.status_code in {200, 201, 409}, answer.content
    events = events_since(before)
    return (
        [(event.verb, event.outcome, event.actor_id, sorted({**event.before, **event.after})) for event in events],
        [told(event) for event in events],
        sorted(LeadOffer.objects.values_list("state", "amount", "deposit", "carry")),
        sorted(Subscription.objects.values_list("kind", "state", "amount", "paid", "pay_by")),
        sorted(Payment.objects.values_list("purpose", "state", "amount")),
        sorted(Round.objects.values_list("state", "version")),
    )


@pytest.mark.parametrize("verb", DOORS)
def test_both_doors_leave_the_same_behind(personas: People, verb: str):
    outcomes = []
    for door in ("page", "api"):
        with taken_back():
            outcomes.append(_outcome(personas, verb, door))
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][0]) >= 1


def test_a_key_names_one_effect_at_every_door(personas: People):
    for verb, (_, api, prepare) in DOORS.items():
        who, thing, _, sent = prepare(personas)
        key, address = uuid4().hex, reverse(api, args=[thing])
        first, again = (personas[who].send(address, sent, key=key) for _ in range(2))
        assert (first.status_code, first.content) == (again.status_code, again.content), verb
        assert again["Idempotent-Replayed"] == "true", verb
