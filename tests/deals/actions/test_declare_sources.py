"""A lead answers an officer: another declaration beside the earlier ones, and what follows from it at once."""

import pytest

from crowdfund.db.events import Subject
from crowdfund.files.queries import files_about
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from deals.actions.declare_sources import NobodyAsked, declare_sources
from deals.actions.prove_source import prove_source
from deals.core.lead_money import ReviewKind
from deals.core.states import RoundState
from deals.models import LeadOffer, MoneyDeclaration, MoneySource
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, make_round
from tests.factories.lead_money import SOMEBODY, pay, review, salary_and, statement
from tests.factories.leads import make_accepted_offer, make_offer, salary
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def accepted(founder: Persona, lead: Persona) -> LeadOffer:
    return make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)


def test_who_paid_is_declared_and_shown_so_the_lead_is_confirmed(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    prove_source(actor=lead.actor, now=NOW, offer_id=offer.id, position=0, upload=statement())
    pay(offer, by=SOMEBODY)
    review(offer, officer, ReviewKind.ASKED)
    with recorded() as events:
        ruling = declare_sources(
            actor=lead.actor,
            now=NOW,
            offer_id=offer.id,
            declared=salary_and((SOMEBODY.name, "third_party")),
            evidence={1: [statement()]},
        )
    offer.refresh_from_db()
    assert (ruling.verdict, offer.state) == ("ADVISE", "confirmed")
    assert "lead.confirmed" in verbs(events)
    declared = next(event for event in events if event.verb == "lead.sources_declared")
    assert told(declared) == {officer.id}
    first, second = MoneyDeclaration.objects.filter(offer=offer).order_by("id")
    assert first.as_declared() == salary(), "what was declared before is kept"
    old, kept, new = MoneySource.objects.filter(declaration__in=[first, second]).order_by("declaration_id", "position")
    assert old.evidence_id == kept.evidence_id, "and its document with it"
    assert len(files_about(Subject(kind="lead_source", id=kept.evidence_id))) == 1
    assert len(files_about(Subject(kind="lead_source", id=new.evidence_id))) == 1


def test_a_declared_payer_without_a_document_still_waits(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    pay(offer, by=SOMEBODY)
    review(offer, officer, ReviewKind.ASKED)
    declared = salary_and((SOMEBODY.name, "third_party"))
    ruling = declare_sources(actor=lead.actor, now=NOW, offer_id=offer.id, declared=declared)
    offer.refresh_from_db()
    assert (ruling.verdict, offer.state) == ("REFER", "accepted")
    for position in (0, 1):
        prove_source(actor=lead.actor, now=NOW, offer_id=offer.id, position=position, upload=statement())
    offer.refresh_from_db()
    assert offer.state == "confirmed", "the documents were all that was missing"


@pytest.mark.parametrize("paid", [False, True])
def test_what_is_declared_of_the_founder_ends_the_offer(founder: Persona, lead: Persona, officer: Persona, paid: bool):
    offer = accepted(founder, lead)
    if paid:
        pay(offer, by=SOMEBODY)
    review(offer, officer, ReviewKind.ASKED)
    ruling = declare_sources(
        actor=lead.actor, now=NOW, offer_id=offer.id, declared=salary_and((SOMEBODY.name, "founder"))
    )
    offer.refresh_from_db()
    offer.round.refresh_from_db()
    assert (ruling.verdict, offer.state, offer.round.state) == ("DENY", "lapsed", "open")


def test_an_offer_that_nobody_accepted_lapses_too(founder: Persona, lead: Persona, officer: Persona):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    review(offer, officer, ReviewKind.ASKED)
    declared = salary_and(("E2", "relative"))
    assert declare_sources(actor=lead.actor, now=NOW, offer_id=offer.id, declared=declared).verdict == "DENY"
    offer.refresh_from_db()
    assert offer.state == "lapsed"


def test_unasked_and_once_answered_nothing_is_declared_anew(founder: Persona, lead: Persona, officer: Persona):
    offer, actor = accepted(founder, lead), lead.actor
    with nothing_changes(MoneyDeclaration), pytest.raises(NobodyAsked):
        declare_sources(actor=actor, now=NOW, offer_id=offer.id, declared=salary())
    review(offer, officer, ReviewKind.ASKED)
    declare_sources(actor=actor, now=NOW, offer_id=offer.id, declared=salary())
    with nothing_changes(MoneyDeclaration), pytest.raises(NobodyAsked):
        declare_sources(actor=actor, now=NOW, offer_id=offer.id, declared=salary())


def test_a_confirmed_lead_declares_no_more(founder: Persona, lead: Persona):
    offer, actor = accepted(founder, lead), lead.actor
    pay(offer)
    with nothing_changes(MoneyDeclaration), pytest.raises(IllegalMove):
        declare_sources(actor=actor, now=NOW, offer_id=offer.id, declared=salary())


@pytest.mark.parametrize(
    ("persona", "error"), [("founder", NotAuthorised), ("stranger", NotFound), ("officer", NotAuthorised)]
)
def test_nobody_else_declares(personas: dict[str, Persona], persona: str, error: type[Exception]):
    offer, actor = accepted(personas["founder"], personas["lead"]), personas[persona].actor
    review(offer, personas["officer"], ReviewKind.ASKED)
    with nothing_changes(MoneyDeclaration), pytest.raises(error):
        declare_sources(actor=actor, now=NOW, offer_id=offer.id, declared=salary())
