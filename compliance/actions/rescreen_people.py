"""compliance / actions: ask for the screenings that are due; the sweeps "rescreening" and "company-rescreening"."""

from datetime import date, datetime
from uuid import UUID

from compliance.actions.request_screening import request_company_screening, request_screening
from compliance.core.policy import may_run_screenings
from compliance.queries.screenings import which_of_them_need_screening, who_of_them_needs_screening
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.locks import lock_users
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def rescreen_people(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Request a screening for those of these users who still need one, and return how many.

    They were never screened, or their pass ends soon or was made against older lists.

    :raises NotAuthorised: for anybody but the platform itself. Locks the users.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_run_screenings(actor), actor=actor)
        lock_users(keys)
        due = who_of_them_needs_screening(keys, day=day)
        for user_id in due:
            request_screening(actor=actor, now=now, user_id=user_id)
        return len(due)


def rescreen_companies(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Request a screening for those of these organisations that still need another one, and return how many.

    Their pass ends soon or was made against older lists.

    :raises NotAuthorised: for anybody but the platform itself. Locks the screenings of each company.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_run_screenings(actor), actor=actor)
        due = which_of_them_need_screening(keys, day=day)
        for organisation_id in due:
            request_company_screening(actor=actor, now=now, organisation_id=organisation_id)
        return len(due)
