"""tests / factories: the money of leads: who paid their deposit, and what officers say of it."""

from typing import Any

from compliance.core.calculators.funding_look_through import read_declaration
from compliance.core.facts import FundingDeclaration
from crowdfund.accounts.models import Person
from crowdfund.files.core.uploads import Upload
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.actions.review_lead_money import review_lead_money
from deals.core.custody import Payer
from deals.core.lead_money import ReviewKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PaymentState
from deals.models import LeadOffer, Payment
from tests.factories.custody import TREASURER, settled
from tests.factories.deals import NOW
from tests.factories.hostile import pdf_bytes
from tests.factories.leads import RICH

SOMEBODY = Payer(name="远山贸易有限公司", account="6222000000001234")
"""Somebody whom nobody has declared."""


def name(persona: Any, real_name: str) -> None:
    """Give a checked persona another name than everybody else's, who are all called the same in these tests."""
    person = Person.objects.get(user=persona.user)
    person.real_name = real_name
    person.save(update_fields=["real_name"])


def pay(offer: LeadOffer, *, by: Payer | None = None, purpose: PaymentPurpose = PaymentPurpose.DEPOSIT) -> Payment:
    """Let the lead pay what is due from its own account, or let somebody else pay it."""
    payment = Payment.objects.get(
        round_id=offer.round_id, purpose=purpose, state__in=[PaymentState.DUE, PaymentState.INSTRUCTED]
    )
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(payment, payer=by))
    payment.refresh_from_db()
    offer.refresh_from_db()
    return payment


def review(offer: LeadOffer, officer: Any, kind: ReviewKind, opinion: str = "Say who this is.") -> None:
    """Let an officer ask or accept."""
    review_lead_money(actor=officer.actor, now=NOW, offer_id=offer.id, kind=kind, opinion=opinion)
    offer.refresh_from_db()


def statement() -> Upload:
    """Return a small bank statement."""
    return Upload.of("statement.pdf", pdf_bytes())


def salary_and(*parties: tuple[str, str]) -> FundingDeclaration:
    """Return a declaration of a salary, and of money from these others, each a name and what it is."""
    declared, wrong = read_declaration(
        {
            "nodes": [
                {"id": "L", "kind": "lead"},
                {"id": "E", "kind": "employer"},
                *({"id": name, "kind": kind} for name, kind in parties),
            ],
            "edges": [
                {"from": "E", "to": "L", "kind": "transfer", "amount": RICH},
                *({"from": name, "to": "L", "kind": "transfer", "amount": "400000.00"} for name, _ in parties),
            ],
            "holds_for": "L",
        }
    )
    assert declared is not None, wrong
    return declared
