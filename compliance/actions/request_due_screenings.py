"""compliance / actions: a gate has met somebody without a pass that counts, so a check is asked for at once."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from compliance.actions.request_screening import request_company_screening, request_screening
from compliance.core.screening import NEEDS_REQUEST, ScreeningStanding
from crowdfund.db.work import Work, current_work
from crowdfund.kernel.actor import Actor


def request_due_screenings(standings: Mapping[UUID, ScreeningStanding]) -> None:
    """Request a screening, once the current unit of work has committed, for each user whom a new one would help.

    The platform asks, in a unit of work of its own: the one that met them ends with a refusal, which changes nothing.
    Should it get lost, the sweep "rescreening" asks within ten minutes.

    :raises OutsideWork: no unit of work is open.
    """
    work = current_work()
    for user_id, standing in sorted(standings.items()):
        if standing in NEEDS_REQUEST:
            work.after_commit(partial(_request, work, user_id))


def request_due_company_screening(organisation_id: UUID, standing: ScreeningStanding) -> None:
    """Request a company's screening, once the current unit of work has committed, if a new one would help.

    :raises OutsideWork: no unit of work is open.
    """
    work = current_work()
    if standing in NEEDS_REQUEST:
        work.after_commit(partial(_request_for_company, work, organisation_id))


def _request_for_company(work: Work, organisation_id: UUID) -> None:
    actor = Actor.system("compliance.gate", work.actor.request_id)
    request_company_screening(actor=actor, now=work.now, organisation_id=organisation_id)


def _request(work: Work, user_id: UUID) -> None:
    actor = Actor.system("compliance.gate", work.actor.request_id)
    request_screening(actor=actor, now=work.now, user_id=user_id)
