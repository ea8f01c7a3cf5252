"""deals / facts: a raise in the words that the rules understand; the only place where that happens."""

from compliance.core.facts import Basis, LeadFacts, LegalForm, Reason, RoundFacts, Unknown
from deals.core.closing import Standing
from deals.core.round import RoundSnapshot


def round_facts(snapshot: RoundSnapshot) -> RoundFacts:
    """Return what the rules want to know about a raise; what nobody stated is said to be unknown."""
    terms = snapshot.terms
    return RoundFacts(
        minimum_ticket=terms.minimum_ticket or Unknown(Reason.NOT_STATED),
        vehicle_form=LegalForm(terms.vehicle_form) if terms.vehicle_form else Unknown(Reason.NOT_STATED),
    )


def closing_facts(standing: Standing) -> LeadFacts:
    """Return what the rules want to know about the lead at closing: their own money over the allocated amount."""
    return LeadFacts(
        base=standing.total,
        commitment=standing.lead.amount if standing.lead else Unknown(Reason.NOT_STATED),
        basis=Basis.CLOSE,
    )
