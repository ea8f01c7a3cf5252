"""Offers to lead as pages: the review while writing, the answer, and the ruling where a refusal leads."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.core.facts import InvestorClass
from compliance.models import Determination
from crowdfund.accounts.core.roles import Role
from deals.core.states import RoundState
from deals.models import LeadOffer, Round
from tests.events import nothing_changes, rows_stay
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.factories.deals import changed, make_round, yuan
from tests.factories.leads import CRUMB, FIFTH, PAGE_MONEY, RICH, make_accepted_offer, make_led_round, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def row(founder: Persona) -> Round:
    """An open raise of 20 million."""
    return make_round(founder, state=RoundState.OPEN)


def test_an_investor_offers_and_is_led_to_the_documents_that_are_missing(row: Round, lead: Persona):
    page = lead.client.get(reverse("round", args=[row.id]))
    assert reverse("lead_offer_new", args=[row.id]) in page.content.decode()
    answer = lead.submit(
        reverse("lead_offer_new", args=[row.id]), {"amount": "4,000,000", "carry": "12.5", **PAGE_MONEY}
    )
    offer = LeadOffer.objects.get()
    documents = reverse("lead_money", args=[offer.id])
    assert (answer.status_code, answer["Location"]) == (303, documents)
    assert (offer.amount, str(offer.carry)) == (yuan(FIFTH), "0.1250")
    for place in (documents, reverse("lead_offer", args=[offer.id])):
        missing = lead.client.get(place)
        assert "尚缺证明材料" in _words(missing)
        assert "尚无证明材料" in _words(missing)
        assert documents in missing.content.decode()
    page = lead.client.get(reverse("round", args=[row.id]))
    assert reverse("lead_offer_new", args=[row.id]) not in page.content.decode(), "one offer stands at a time"
    assert reverse("lead_offer_withdraw", args=[offer.id]) in page.content.decode()


@pytest.mark.parametrize(
    ("amount", "share", "verdict"),
    [("4000000.00", "20.00", "ADVISE"), ("200000.00", "1.00", "DENY"), ("11000000.00", "55.00", "DENY")],
)
def test_the_review_says_share_and_answer_and_stores_nothing(
    row: Round, lead: Persona, amount: str, share: str, verdict: str
):
    with nothing_changes(LeadOffer, Determination):
        review = lead.client.get(reverse("lead_review", args=[row.id]), {"amount": amount, "own_assets": RICH})
    assert review.context["answer"].verdict.value == verdict
    assert share in _words(review)
    assert "<html" not in review.content.decode(), "a piece of the page, not a page"


def test_the_review_says_what_would_make_it_pass(row: Round, lead: Persona):
    given = {"amount": "7000000", "own_assets": "10,000,000", "step_up_percent": "51"}
    review = lead.client.get(reverse("lead_review", args=[row.id]), given)
    words = _words(review)
    assert "6,000,000.00 元或以下" in words, "thirty percent of the target"
    assert "3,000,000.00 元或以下" in words, "thirty percent of the own assets"
    assert "10,000,000.00 元或以下" in words, "half of the target, after the step-up"
    assert all(finding.outcome.value != "PERMIT" for finding in review.context["answer"].findings)
    assert review.context["passed"]


def test_without_the_own_assets_the_answer_is_open(row: Round, lead: Persona):
    review = lead.client.get(reverse("lead_review", args=[row.id]), {"amount": "2000000"})
    assert review.context["answer"].verdict.value == "REFER"
    assert "领投人可投资资产" in _words(review)


@pytest.mark.parametrize("amount", ["", "much", "-1", "0"])
def test_while_no_amount_is_written_the_review_asks_for_one(row: Round, lead: Persona, amount: str):
    review = lead.client.get(reverse("lead_review", args=[row.id]), {"amount": amount})
    assert (review.status_code, review.context["answer"]) == (200, None)


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"amount": "1", "carry": "10", **PAGE_MONEY}, {"amount"}),
        ({"amount": FIFTH, "carry": "31", **PAGE_MONEY}, {"carry"}),
        ({"amount": FIFTH, "carry": "1.234", **PAGE_MONEY}, {"carry"}),
        ({}, {"amount", "carry", "own_assets", "__all__"}),
    ],
)
def test_a_wrong_offer_keeps_what_was_typed(row: Round, lead: Persona, form: dict[str, str], wrong: set[str]):
    with nothing_changes(LeadOffer):
        answer = lead.submit(reverse("lead_offer_new", args=[row.id]), form)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == wrong
    assert all(f'value="{text}"' in answer.content.decode() for text in form.values())


def test_a_row_of_the_declaration_comes_and_goes_and_sends_nothing(row: Round, lead: Persona):
    address, given = reverse("lead_offer_new", args=[row.id]), {"amount": FIFTH, "carry": "10", **PAGE_MONEY}
    with nothing_changes(LeadOffer, Determination):
        more = lead.submit(address, {**given, "add": "edges"})
        less = lead.submit(address, {**given, "remove": "nodes.1"})
    assert 'name="edges.1.amount"' in more.content.decode()
    assert 'name="nodes.1.id"' not in less.content.decode()
    assert f'value="{FIFTH}"' in more.content.decode(), "what was typed stays"


def test_what_is_wrong_with_the_declaration_stands_at_its_field(row: Round, lead: Persona):
    given = {"amount": FIFTH, "carry": "10", **PAGE_MONEY, "edges.0.from": "Q", "edges.0.kind": ""}
    with nothing_changes(LeadOffer, Determination):
        page = lead.submit(reverse("lead_offer_new", args=[row.id]), given)
    assert page.status_code == 422
    assert "资金往来方中没有这个名称" in _words(page)
    assert len(page.context["form"].errors["__all__"]) == 1, "said at the top, with everything else that is wrong"


def test_money_of_the_issuer_is_refused_and_seen_as_a_picture(row: Round, lead: Persona, officer: Persona):
    given = {"amount": FIFTH, "carry": "10", **PAGE_MONEY, "nodes.1.kind": "issuer"}
    with rows_stay(LeadOffer):
        answer = lead.submit(reverse("lead_offer_new", args=[row.id]), given)
    ruling = Determination.objects.get(facts_kind="funding")
    assert answer["Location"] == f"{reverse('round', args=[row.id])}?refused={ruling.id}"
    for reader in (lead, officer):
        page = reader.client.get(reverse("compliance:determination", args=[ruling.id]))
        assert "flow-line--refused" in page.content.decode()


def test_the_lead_and_officers_see_where_the_money_comes_from_and_the_company_does_not(
    row: Round, lead: Persona, founder: Persona, officer: Persona
):
    offer = make_offer(row, lead)
    address = reverse("lead_offer", args=[offer.id])
    drawn = ["flow-box" in who.client.get(address).content.decode() for who in (lead, officer, founder)]
    assert drawn == [True, True, False]


def test_the_review_shows_the_money_while_it_is_being_declared(row: Round, lead: Persona):
    given = {"amount": FIFTH, **PAGE_MONEY, "nodes.1.kind": "founder"}
    with nothing_changes(Determination):
        review = lead.client.get(reverse("lead_review", args=[row.id]), given)
    assert review.context["money"].verdict.value == "DENY"
    assert "flow-line--refused" in review.content.decode()


def test_the_founder_finds_each_offer_with_its_share_and_answers(row: Round, founder: Persona, lead: Persona):
    offer = make_offer(row, lead)
    page = founder.client.get(reverse("round", args=[row.id]))
    assert "20.00" in _words(page)
    address = reverse("lead_offer_accept", args=[offer.id])
    assert address in page.content.decode()
    assert founder.client.get(address).context["answer"].verdict.value == "ADVISE"
    assert founder.submit(address)["Location"] == reverse("round", args=[row.id])
    page = founder.client.get(reverse("round", args=[row.id]))
    assert address not in page.content.decode()
    assert founder.submit(address).status_code == 409


def test_a_refused_acceptance_leads_to_its_findings(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN, terms=changed(target=yuan("60000000.00")))
    offer = make_offer(row, lead, amount=CRUMB)
    answer = founder.submit(reverse("lead_offer_accept", args=[offer.id]))
    ruling = Determination.objects.get(subject_id=offer.id, facts_kind="lead_ratio")
    assert answer["Location"] == f"{reverse('round', args=[row.id])}?refused={ruling.id}"
    page = founder.client.get(answer["Location"])
    assert page.context["refusal"].id == ruling.id
    assert "1,200,000.00" in _words(page), "the least that would do"
    assert str(ruling.id) in page.content.decode()
    outsider = lead.client.get(reverse("round", args=[row.id]), {"refused": str(ruling.id)})
    assert outsider.context["refusal"] is None, "the company's question is not the lead's to read"


@pytest.mark.parametrize("given", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_made_up_refusal_shows_nothing(row: Round, founder: Persona, given: str):
    page = founder.client.get(reverse("round", args=[row.id]), {"refused": given})
    assert (page.status_code, page.context["refusal"]) == (200, None)


def test_the_page_of_an_offer_shows_each_side_what_it_can_do(row: Round, founder: Persona, lead: Persona):
    offer = make_offer(row, lead)
    address = reverse("lead_offer", args=[offer.id])
    sides = {"accept": founder, "decline": founder, "withdraw": lead}
    for decision, persona in sides.items():
        place = reverse(f"lead_offer_{decision}", args=[offer.id])
        other = lead if persona is founder else founder
        assert place in persona.client.get(address).content.decode()
        assert place not in other.client.get(address).content.decode()
    make_accepted = founder.submit(reverse("lead_offer_accept", args=[offer.id]))
    assert make_accepted.status_code == 303
    assert "/withdraw" not in lead.client.get(address).content.decode()


def test_a_declined_and_a_withdrawn_offer_end(row: Round, founder: Persona, lead: Persona, follower: Persona):
    first, second = make_offer(row, lead), make_offer(row, follower)
    founder.submit(reverse("lead_offer_decline", args=[first.id]))
    follower.submit(reverse("lead_offer_withdraw", args=[second.id]))
    assert list(LeadOffer.objects.order_by("id").values_list("state", flat=True)) == ["declined", "withdrawn"]


def test_others_do_not_see_who_offers(row: Round, lead: Persona, follower: Persona):
    make_offer(row, lead)
    page = follower.client.get(reverse("round", args=[row.id]))
    assert page.context["offers"] == []
    assert lead.user.email not in page.content.decode()


def test_the_room_is_drawn_as_lead_followers_and_what_is_left(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, lead)
    words = _words(follower.client.get(reverse("round", args=[row.id])))
    assert "4,000,000.00" in words
    assert "16,000,000.00" in words


def test_the_page_of_a_raise_costs_the_same_however_many_offer(row: Round, founder: Persona, lead: Persona):
    make_offer(row, lead)
    address = reverse("round", args=[row.id])
    founder.client.get(address)
    costs = []
    for turn in range(2):
        with CaptureQueriesContext(connection) as cost:
            assert founder.client.get(address).status_code == 200
        costs.append(len(cost))
        for number in range(3):
            name = f"offers-{turn}-{number}@example.com"
            make_offer(row, Persona(make_user(name, roles=[Role.INVESTOR], is_checked=True)))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_stands_in_both_languages(founder: Persona, lead: Persona, follower: Persona, language: str):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_accepted_offer(row, founder, lead)
    pages = [
        (founder, offer.id, ("lead_offer", "lead_offer_accept", "lead_offer_decline")),
        (lead, offer.id, ("lead_offer", "lead_offer_withdraw")),
        (follower, row.id, ("lead_offer_new", "round")),
    ]
    for persona, number, names in pages:
        for name in names:
            answer = persona.client.get(reverse(name, args=[number]), headers={"accept-language": language})
            assert answer.status_code == 200, name


def test_a_lead_whom_the_raise_no_longer_suits_reads_it_on_the_offer_with_the_way_on(
    row: Round, lead: Persona, founder: Persona
):
    Round.objects.filter(id=row.id).update(product_grade="R3")
    make_assessment(lead.user, InvestorClass.C3)
    offer = make_offer(row, lead)
    address, way_on = reverse("lead_offer", args=[offer.id]), reverse("suitability_request", args=[row.id])
    assert way_on not in lead.client.get(address).content.decode()
    Round.objects.filter(id=row.id).update(product_grade="R5")
    with rows_stay(LeadOffer):
        refusal = founder.submit(reverse("lead_offer_accept", args=[offer.id]), {})
    own, told = (Determination.objects.get(facts_kind=kind, verdict="DENY") for kind in ("suitability", "lead_suited"))
    assert refusal["Location"] == f"{reverse('round', args=[row.id])}?refused={told.id}"
    page = lead.client.get(address).content.decode()
    assert way_on in page
    assert reverse("compliance:determination", args=[own.id]) in page
    shown = founder.client.get(address).content.decode()
    assert way_on not in shown, "of which class a lead is, the company never reads"
    assert founder.client.get(reverse("compliance:determination", args=[own.id])).status_code == 404
