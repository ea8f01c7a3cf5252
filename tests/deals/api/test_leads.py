"""Offers and subscriptions over REST: the whole way, problems that programs can act on, and who sees what."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.models import Determination
from deals.actions.confirm_lead import confirm_lead
from deals.core.states import RoundState
from deals.models import LeadOffer, Round, RoundCapacity, Subscription
from tests.events import nothing_changes, rows_stay
from tests.factories.deals import NOW, changed, company_of, make_round, yuan
from tests.factories.leads import (
    API_MONEY,
    CRUMB,
    CUSTODIAN,
    FIFTH,
    RICH,
    SALARY,
    certify,
    make_led_round,
    make_offer,
    make_subscription,
)
from tests.factories.partners import make_program
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(founder: Persona) -> Round:
    """An open raise of 20 million."""
    return make_round(founder, state=RoundState.OPEN)


def test_the_whole_way_from_an_offer_to_a_cancelled_subscription(
    row: Round, founder: Persona, lead: Persona, follower: Persona
):
    offers = reverse("api_round_lead_offers", args=[row.id])
    offered = lead.send(offers, {"amount": FIFTH, "carry": "0.15", **API_MONEY})
    assert offered.status_code == 201
    assert offered.json() | {"id": "", "round": "", "offered_at": ""} == {
        "id": "",
        "round": "",
        "state": "offered",
        "currency": "CNY",
        "amount": "4000000.00",
        "deposit": "400000.00",
        "carry": "0.1500",
        "own_assets": RICH,
        "company_percent": None,
        "step_up_percent": None,
        "offered_at": "",
        "accepted_at": None,
        "confirmed_at": None,
    }
    place = offered["Location"]
    assert [each["id"] for each in founder.api.get(offers).json()["results"]] == [offered.json()["id"]]
    assert founder.send(f"{place}/accept").json()["state"] == "accepted"
    assert lead.api.get(reverse("api_subscriptions")).json()["results"][0]["kind"] == "lead"
    confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=LeadOffer.objects.get().id)
    certify(follower)
    taken = follower.send(reverse("api_round_subscriptions", args=[row.id]), {"amount": CRUMB})
    assert (taken.status_code, taken.json()["state"], taken.json()["paid"]) == (201, "reserved", "0.00")
    mine = follower.api.get(reverse("api_subscriptions")).json()["results"]
    assert [each["id"] for each in mine] == [taken.json()["id"]]
    assert follower.send(f"{taken['Location']}/cancel").json()["state"] == "cancelled"


def test_a_refused_acceptance_carries_every_finding(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN, terms=changed(target=yuan("60000000.00")))
    offer = make_offer(row, lead, amount=CRUMB)
    answer = founder.send(reverse("api_lead_offer_accept", args=[offer.id]))
    assert (answer.status_code, answer.json()["code"]) == (409, "refused")
    assert "lead.ratio.minimum" in {finding["rule"] for finding in answer.json()["findings"]}


def test_a_refused_subscription_carries_every_finding(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, lead)
    with rows_stay(Subscription, RoundCapacity):
        answer = follower.send(reverse("api_round_subscriptions", args=[row.id]), {"amount": CRUMB})
    assert (answer.status_code, answer.json()["code"], answer.json()["verdict"]) == (409, "refused", "DENY")
    assert "subscription.certified" in {finding["rule"] for finding in answer.json()["findings"]}


@pytest.mark.parametrize(
    ("prepare", "code"),
    [("short of room", "no_room_left"), ("subscribed", "already_subscribed")],
)
def test_a_conflict_has_its_own_code(founder: Persona, lead: Persona, follower: Persona, prepare: str, code: str):
    row = make_led_round(founder, lead)
    certify(follower)
    if prepare == "subscribed":
        make_subscription(row, follower)
    else:
        RoundCapacity.objects.filter(round_id=row.id).update(remaining_minor=1)
    with nothing_changes(Subscription, RoundCapacity):
        answer = follower.send(reverse("api_round_subscriptions", args=[row.id]), {"amount": CRUMB})
    assert (answer.status_code, answer.json()["code"]) == (409, code)


def test_an_offer_that_stands_and_a_lead_that_is_taken_have_their_codes(
    row: Round, founder: Persona, lead: Persona, follower: Persona
):
    first, second = make_offer(row, lead), make_offer(row, follower)
    again = lead.send(reverse("api_round_lead_offers", args=[row.id]), {"amount": FIFTH, "carry": "0.1", **API_MONEY})
    assert (again.status_code, again.json()["code"]) == (409, "offer_stands")
    founder.send(reverse("api_lead_offer_accept", args=[first.id]))
    late = founder.send(reverse("api_lead_offer_accept", args=[second.id]))
    assert (late.status_code, late.json()["code"]) == (409, "lead_taken")


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"amount": FIFTH, "carry": "0.31", **API_MONEY}, "/carry", "too_large"),
        ({"amount": FIFTH, "carry": "-0.1", **API_MONEY}, "/carry", "too_small"),
        ({"amount": FIFTH, **API_MONEY}, "/carry", "required"),
        ({"amount": FIFTH, "carry": "0.1", "funding": SALARY}, "/own_assets", "required"),
        ({"amount": FIFTH, "carry": "0.1", "own_assets": RICH}, "/funding", "required"),
        ({"amount": FIFTH, "carry": "0.1", **API_MONEY, "own_assets": "0.00"}, "/own_assets", "too_small"),
        (
            {"amount": FIFTH, "carry": "0.1", **API_MONEY, "step_up_percent": "19.99"},
            "/step_up_percent",
            "too_small",
        ),
        (
            {"amount": FIFTH, "carry": "0.1", **API_MONEY, "company_percent": "101"},
            "/company_percent",
            "too_large",
        ),
        ({"amount": 4_000_000, "carry": "0.1", **API_MONEY}, "/amount", "invalid"),
        ({"amount": "30000000.00", "carry": "0.1", **API_MONEY}, "/amount", "above_target"),
        ({"amount": FIFTH, "carry": "0.1", **API_MONEY, "friend": "x"}, "/friend", "unknown"),
    ],
)
def test_a_wrong_entry_is_named_by_its_pointer(row: Round, lead: Persona, body: Any, pointer: str, code: str):
    with nothing_changes(LeadOffer):
        answer = lead.send(reverse("api_round_lead_offers", args=[row.id]), body)
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]


def test_a_declaration_is_read_as_strictly_as_the_calculator_reads_it(row: Round, lead: Persona):
    funding = {"nodes": SALARY["nodes"], "edges": [{"from": "E", "to": "Q", "kind": "loan", "amount": 1.5}], "x": 1}
    body = {"amount": FIFTH, "carry": "0.1", **API_MONEY, "funding": funding}
    with nothing_changes(LeadOffer, Determination):
        answer = lead.send(reverse("api_round_lead_offers", args=[row.id]), body)
    assert answer.status_code == 422
    places = {error["pointer"] for error in answer.json()["errors"]}
    assert places == {"/funding/x", "/funding/edges/0/amount", "/funding/edges/0/to"}


def test_money_of_the_issuer_is_refused_with_its_findings_and_nobody_else_reads_them(
    row: Round, lead: Persona, founder: Persona, officer: Persona
):
    nodes = [*SALARY["nodes"], {"id": "I", "kind": "issuer"}]
    edges = [*SALARY["edges"], {"from": "I", "to": "E", "kind": "loan", "amount": "1000000.00"}]
    body = {"amount": FIFTH, "carry": "0.1", **API_MONEY, "funding": {**SALARY, "nodes": nodes, "edges": edges}}
    with rows_stay(LeadOffer):
        answer = lead.send(reverse("api_round_lead_offers", args=[row.id]), body)
    assert (answer.status_code, answer.json()["code"]) == (409, "refused")
    worst = answer.json()["findings"][0]
    assert (worst["rule"], worst["outcome"], worst["measured"]) == ("lead.own_funds.tainted", "DENY", "1000000.00")
    address = reverse("compliance_api:determination", args=[answer.json()["determination"]])
    readers = {"lead": (lead, 200), "officer": (officer, 200), "founder": (founder, 404)}
    assert {name: who.api.get(address).status_code for name, (who, _) in readers.items()} == {
        name: status for name, (_, status) in readers.items()
    }


def test_the_issuer_s_program_reads_what_concerns_it_and_changes_nothing(row: Round, founder: Persona, lead: Persona):
    offer = make_offer(row, lead)
    program = make_program(organisation=company_of(founder)).api()
    assert len(program.get(reverse("api_round_lead_offers", args=[row.id])).json()["results"]) == 1
    headers = {"Idempotency-Key": "a-key-of-the-program"}
    answer = program.post(reverse("api_lead_offer_accept", args=[offer.id]), {}, format="json", headers=headers)
    assert answer.status_code == 403


def test_an_investor_sees_their_own_and_the_company_all(
    founder: Persona, lead: Persona, follower: Persona, stranger: Persona
):
    row = make_led_round(founder, lead)
    certify(follower)
    make_subscription(row, follower)
    address = reverse("api_round_subscriptions", args=[row.id])
    counts = [len(persona.api.get(address).json()["results"]) for persona in (founder, lead, follower)]
    assert counts == [2, 1, 1]
    assert stranger.api.get(address).status_code == 404


@pytest.mark.parametrize("name", ["api_round_lead_offers", "api_round_subscriptions", "api_subscriptions"])
def test_a_list_costs_the_same_however_long(founder: Persona, lead: Persona, follower: Persona, name: str):
    certify(follower)
    row = make_led_round(founder, lead)
    reader = follower if name == "api_subscriptions" else founder
    address = reverse(name, args=[] if name == "api_subscriptions" else [row.id])
    reader.api.get(address)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as cost:
            assert reader.api.get(address).status_code == 200
        costs.append(len(cost))
        if not Subscription.objects.filter(round=row, investor=follower.user).exists():
            make_subscription(row, follower)
        make_subscription(make_led_round(founder, lead), follower)
    assert costs[0] == costs[1]
