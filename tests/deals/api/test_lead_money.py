"""A lead's own money over the API: what it says, and to whom."""

import pytest
from django.urls import reverse

from deals.core.states import RoundState
from tests.factories.deals import make_round
from tests.factories.lead_money import SOMEBODY, pay
from tests.factories.leads import RICH, SALARY, make_accepted_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_what_was_declared_shown_and_paid(founder: Persona, lead: Persona, officer: Persona):
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    payment = pay(offer, by=SOMEBODY)
    for reader in (lead, officer):
        told = reader.api.get(reverse("api_lead_money", args=[offer.id])).json()
        assert told["verdict"] == "REFER"
        assert told["determination"] == str(offer.funding_determination_id)
        assert told["tainted_amount"] is None, "it is not settled yet"
        assert told["sources"] == [
            {"position": 0, "from": "E", "to": "L", "kind": "transfer", "amount": RICH, "is_shown": False, "files": []}
        ]
        assert told["payments"] == [
            {"payment": str(payment.id), "amount": "400000.00", "payer": SOMEBODY.name, "match": "undeclared"}
        ]
        assert {each["rule"] for each in told["findings"]} >= {"lead.own_funds.payer", "lead.own_funds.evidence"}


def test_what_can_not_be_read_is_named_by_its_place(founder: Persona, lead: Persona):
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    wrong = lead.send(reverse("api_lead_money_declare", args=[offer.id]), {"funding": {**SALARY, "holds_for": "Q"}})
    assert wrong.status_code == 422
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/funding/holds_for"]
    early = lead.send(reverse("api_lead_money_declare", args=[offer.id]), {"funding": SALARY})
    assert (early.status_code, early.json()["type"].rsplit("/", 1)[-1]) == (409, "conflict")
