"""The page about a lead's own money, its forms, and the officers' queue; both doors of each verb do the same."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from compliance.models import Determination
from crowdfund.audit.models import Event
from deals.actions.close_round import close_round
from deals.core.lead_money import ReviewKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import RoundState
from deals.models import LeadOffer, MoneyDeclaration, MoneyReview
from tests.architecture.world import taken_back
from tests.events import events_since, told
from tests.factories.accounts import make_user
from tests.factories.closing import Part
from tests.factories.closing import make_led_round as make_paid_round
from tests.factories.deals import NOW, make_round
from tests.factories.hostile import pdf_bytes
from tests.factories.lead_money import SOMEBODY, pay, review
from tests.factories.leads import FIFTH, SALARY, SALARY_ENTRIES, make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db

OPINION = {"opinion": "Whose account is this?"}


def accepted(founder: Persona, lead: Persona) -> LeadOffer:
    return make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)


def page(persona: Persona, offer: LeadOffer, name: str = "lead_money", *args: Any) -> str:
    return persona.client.get(reverse(name, args=[offer.id, *args]), HTTP_ACCEPT_LANGUAGE="en").content.decode()


def test_the_lead_and_the_offices_see_both_ratios_sources_payers_and_the_picture(
    founder: Persona, lead: Persona, officer: Persona
):
    offer = accepted(founder, lead)
    pay(offer, by=SOMEBODY)
    for reader in (lead, officer):
        shown = page(reader, offer)
        assert "Nominal lead ratio" in shown
        assert "Effective lead ratio" in shown
        assert "the money is being examined" in shown
        assert SOMEBODY.name in shown
        assert "…1234" in shown
        assert SOMEBODY.account not in shown
        assert "somebody undeclared" in shown
        assert 'class="flow-legend"' in shown
        assert "seen by the bank" in shown
        assert "No document shows this source yet." in shown


def test_an_auditor_reads_what_was_decided_and_neither_names_nor_documents(
    founder: Persona, lead: Persona, auditor: Persona
):
    offer = accepted(founder, lead)
    pay(offer, by=SOMEBODY)
    shown = page(auditor, offer)
    assert "Names are masked" in shown
    assert "the money is being examined" in shown
    assert f"{SOMEBODY.name[0]}＊＊" in shown
    for secret in (SOMEBODY.name, SOMEBODY.account, "…1234", 'class="flow-legend"'):
        assert secret not in shown
    offer.refresh_from_db()
    assert SOMEBODY.name not in page(auditor, offer, "lead_offer")
    address = reverse("compliance:determination", args=[offer.funding_determination_id])
    assert SOMEBODY.name not in auditor.client.get(address).content.decode()
    body = auditor.api.get(reverse("api_lead_money", args=[offer.id])).json()
    assert body["payments"][0]["payer"] == f"{SOMEBODY.name[0]}＊＊"
    assert SOMEBODY.name not in str(body)
    assert SOMEBODY.name in str(lead.api.get(reverse("api_lead_money", args=[offer.id])).json())


def test_whose_money_it_is_stands_nowhere_in_the_open(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    pay(offer, by=SOMEBODY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM compliance_determination d WHERE facts_kind = 'funding'")
        stored = [row for (row,) in cursor.fetchall()]
    assert len(stored) == 2
    assert not [row for row in stored if SOMEBODY.name in row or SOMEBODY.account in row]


def test_what_is_found_of_a_lead_while_somebody_else_acts_is_the_leads_to_read(founder: Persona, lead: Persona):
    row = make_paid_round(founder, [Part.of(lead, FIFTH), Part.of(make_user("other@example.com"), "16000000.00")])
    close_round(actor=founder.actor, now=NOW, round_id=row.id)
    found = Determination.objects.filter(facts_kind="funding")
    assert found.exists()
    assert not found.visible_to(founder.actor).exists(), "the company learns nothing about whose money it is"
    assert set(found.visible_to(lead.actor)) == set(found)


def test_the_company_sees_both_ratios_and_nothing_else_of_it(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    pay(offer)
    shown = founder.client.get(reverse("lead_offer", args=[offer.id]), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Nominal lead ratio" in shown
    assert "Effective lead ratio" in shown
    assert "lead.ratio.effective" in shown or "Effective ratio" in shown
    assert reverse("lead_money", args=[offer.id]) not in shown
    raised = founder.client.get(reverse("round", args=[offer.round_id]), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Effective lead ratio" in raised
    assert founder.client.get(reverse("lead_money", args=[offer.id])).status_code == 403


def test_the_queue_names_what_waits_and_ends_with_a_word_when_nothing_does(
    founder: Persona, lead: Persona, officer: Persona
):
    queue = reverse("leads_money")
    assert "s money waits" in officer.client.get(queue, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    offer = accepted(founder, lead)
    pay(offer, by=SOMEBODY)
    shown = officer.client.get(queue, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert reverse("lead_money", args=[offer.id]) in shown
    assert "1 of 1" in shown
    board = officer.client.get(reverse("compliance:board")).content.decode()
    assert f'href="{queue}"' in board
    assert lead.client.get(queue).status_code == 403


def test_an_officer_asks_and_the_lead_answers_with_what_was_declared_before(
    founder: Persona, lead: Persona, officer: Persona
):
    offer = accepted(founder, lead)
    asked = officer.submit(reverse("lead_money_ask", args=[offer.id]), OPINION)
    assert asked.status_code == 303
    assert OPINION["opinion"] in page(lead, offer)
    form = page(lead, offer, "lead_money_declare")
    assert 'value="E"' in form
    assert 'name="edges.0.amount"' in form
    grown = lead.submit(reverse("lead_money_declare", args=[offer.id]), {**SALARY_ENTRIES, "add": "edges"})
    assert grown.status_code == 200
    assert 'name="edges.1.amount"' in grown.content.decode()
    wrong = lead.submit(reverse("lead_money_declare", args=[offer.id]), {"edges.rows": "1"})
    assert wrong.status_code == 422
    answered = lead.submit(reverse("lead_money_declare", args=[offer.id]), SALARY_ENTRIES)
    assert (answered.status_code, answered["Location"]) == (303, reverse("lead_money", args=[offer.id]))
    shown = page(lead, offer)
    assert "Earlier declarations" in shown
    assert "An officer asks" not in shown


def test_pages_that_came_too_late_say_so(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    pay(offer)
    assert "Not possible now" in page(lead, offer, "lead_money_declare")
    assert "Not possible now" in page(officer, offer, "lead_money_ask")
    assert "Not possible now" in page(lead, offer, "lead_money_evidence", 7)


def _document() -> SimpleUploadedFile:
    return SimpleUploadedFile("statement.pdf", pdf_bytes(), "application/pdf")


DOORS: dict[str, tuple[str, str, str, dict[str, Any], dict[str, Any]]] = {
    "declare_sources": ("lead", "lead_money_declare", "api_lead_money_declare", SALARY_ENTRIES, {"funding": SALARY}),
    "review_lead_money": ("officer", "lead_money_accept", "api_lead_money_accept", OPINION, OPINION),
    "refusing": ("officer", "lead_money_refuse", "api_lead_money_refuse", OPINION, OPINION),
    "asking": ("officer", "lead_money_ask", "api_lead_money_ask", OPINION, OPINION),
}


def _left(before: int) -> Any:
    events = events_since(before)
    return (
        [(event.verb, event.outcome, event.actor_id, sorted({**event.before, **event.after})) for event in events],
        [told(event) for event in events],
        sorted(LeadOffer.objects.values_list("state", "funding_determination__verdict")),
        (MoneyDeclaration.objects.count(), sorted(MoneyReview.objects.values_list("kind", "opinion"))),
    )


@pytest.mark.parametrize("verb", DOORS)
def test_both_doors_leave_the_same_behind(personas: dict[str, Persona], verb: str):
    who, written, sent, entries, body = DOORS[verb]
    outcomes = []
    for door in ("page", "api"):
        with taken_back():
            offer = accepted(personas["founder"], personas["lead"])
            if verb == "declare_sources":
                review(offer, personas["officer"], ReviewKind.ASKED)
            before = Event.objects.count()
            if door == "page":
                assert personas[who].submit(reverse(written, args=[offer.id]), entries).status_code == 303
            else:
                answer = personas[who].send(reverse(sent, args=[offer.id]), body)
                assert answer.status_code == 200, answer.content
            outcomes.append(_left(before))
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0]


def test_a_document_comes_by_both_doors(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    lefts = []
    for name in ("lead_money_evidence", "api_lead_money_evidence"):
        before, address = Event.objects.count(), reverse(name, args=[offer.id, 0])
        with taken_back():
            if name.startswith("api"):
                answer = lead.api.post(
                    address, {"file": _document()}, format="multipart", headers={"Idempotency-Key": uuid4().hex}
                )
                assert answer.status_code == 200, answer.content
                assert answer.json()["sources"][0]["is_shown"]
            else:
                assert lead.submit(address, {"file": _document()}).status_code == 303
            lefts.append(_left(before))
    assert lefts[0] == lefts[1]


def test_an_officer_does_not_judge_for_a_raise_with_their_own_money_in_it(
    founder: Persona, lead: Persona, officer: Persona
):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    offer.investor_id = officer.id
    offer.save(update_fields=["investor"])
    assert officer.client.get(reverse("lead_money_accept", args=[offer.id])).status_code == 403


def test_both_doors_set_the_rest_aside_and_the_desk_finds_it(personas: dict[str, Persona]):
    outcomes, officer = [], personas["officer"]
    for door in ("page", "api"):
        with taken_back():
            offer = accepted(personas["founder"], personas["lead"])
            pay(offer)
            pay(offer, by=SOMEBODY, purpose=PaymentPurpose.SUBSCRIPTION)
            written, before = reverse("lead_money_return", args=[offer.id]), Event.objects.count()
            assert written in page(officer, offer)
            assert written not in page(personas["auditor"], offer)
            if door == "page":
                assert "articles 10 and 45" in page(officer, offer, "lead_money_return")
                assert officer.submit(written, OPINION).status_code == 303
            else:
                answer = officer.send(reverse("api_lead_money_return", args=[offer.id]), OPINION)
                assert answer.status_code == 200, answer.content
                assert [each["amount"] for each in answer.json()["payments"]] == ["400000.00"]
            outcomes.append(_left(before))
            assert written not in page(officer, offer), "nothing more is to go back"
            assert personas["operator"].client.get(reverse("custody")).content.decode().count("CF-")
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0]
