"""notices / core: where somebody goes on from a message, by the kind of its subject.

The rooms that own these pages stand above this one or beside it, so their addresses stand here as text; a test
compares them with the addresses that really exist.
"""

from typing import Final
from uuid import UUID

_PLACES: Final = {
    "round": "/rounds/{id}/",
    "project": "/projects/{id}/",
    "exit_window": "/exits/{id}/",
    "lot": "/exits/",
    "organisation": "/organisations/{id}/",
    "person": "/account/",
    "certification": "/compliance/certification/",
    "risk_assessment": "/compliance/assessment/",
    "screening": "/compliance/screening/",
    "screening_lists": "/compliance/screening/provider/",
    "clearance": "/compliance/clearances/{id}/",
    "user": "/account/",
    "file": "/files/{id}/",
    "delivery": "/audit/chain/",
    "sweep": "/sweeps/",
    "payment": "/payments/",
    "subscription": "/subscriptions/",
    "lead_offer": "/lead-offers/{id}/",
}

_PLACES_OF_VERBS: Final = {
    # Told to operators, who look after the money of everybody.
    "payment.not_instructed": "/desk/custody/",
    "subscription.call_back_runs_out": "/desk/call-backs/",
    "custody.suspended": "/desk/custody/",
    "custody.contradicted": "/desk/custody/",
    # Told to the lead and to officers, who go on from the lead's money and not from the offer.
    "lead.money_refused": "/lead-offers/{id}/money/",
    "lead.money_questioned": "/lead-offers/{id}/money/",
    "lead.money_set_aside": "/lead-offers/{id}/money/",
    "lead.sources_asked": "/lead-offers/{id}/money/",
    "lead.sources_refused": "/lead-offers/{id}/money/",
    "lead.sources_accepted": "/lead-offers/{id}/money/",
    "lead.sources_declared": "/lead-offers/{id}/money/",
    # Told to those who must decide, who go on from the person and not from their own account.
    "person.declared": "/people/{id}/",
    "certification.applied": "/compliance/certifications/{id}/",
    "screening.hit_found": "/compliance/screenings/{id}/",
    "screening.mismatch_found": "/compliance/screenings/{id}/",
    # Told to operators, who find out why the provider is silent.
    "screening.not_sent": "/compliance/screening/provider/",
    "screening.failed": "/compliance/screening/provider/",
    "screening.contradicted": "/compliance/screening/provider/",
}


def place_of(*, verb: str, kind: str, subject_id: UUID) -> str:
    """Return the path of the page where a reader of this verb goes on, or nothing when there is none.

    >>> place_of(verb="round.opened", kind="round", subject_id=UUID(int=1))
    '/rounds/00000000-0000-0000-0000-000000000001/'
    """
    return _PLACES_OF_VERBS.get(verb, _PLACES.get(kind, "")).format(id=subject_id)


def places() -> tuple[str, ...]:
    """Return every path, with `{id}` where the subject's id stands."""
    return (*_PLACES.values(), *_PLACES_OF_VERBS.values())
