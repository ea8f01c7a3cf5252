"""compliance / actions: a person or a company is to be compared with the register and the lists."""

from datetime import datetime
from uuid import UUID

from compliance.core.policy import may_request_company_screening, may_request_screening
from compliance.core.screening import IdentityNotChecked, Screenee
from compliance.core.states import SCREENING_MACHINE
from compliance.models import Screening
from compliance.queries.screenings import open_screening_of, was_compared_with_register
from compliance.wake import wake_sending
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.queries import is_checked, organisation_by_id
from crowdfund.db.events import Subject, record
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor


def request_screening(*, actor: Actor, now: datetime, user_id: UUID) -> UUID:
    """Store that a person is to be screened (身份核验与名单筛查) and return the screening's id; the drain asks for it.

    While one waits for the provider or for an officer, its id is returned and nothing is stored. The document is
    compared with the register until that has been answered once; afterwards only the lists are asked. The workers are
    woken after the commit, so that the answer is there within seconds.

    :raises NotAuthorised: unless the platform, the person or an officer asks. :raises NotFound: no such active user.
    :raises IdentityNotChecked: their declared identity was not checked. Locks the user.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_request_screening(actor, user_id=user_id), actor=actor)
        user = lock_user(user_id)
        screenee = Screenee.person(user.id)
        if (waiting := open_screening_of(screenee)) is not None:
            return waiting
        if not is_checked(user.id):
            raise IdentityNotChecked
        return _ask(screenee)


def request_company_screening(*, actor: Actor, now: datetime, organisation_id: UUID) -> UUID:
    """Store that a company is to be screened and return the screening's id; otherwise as `request_screening`.

    The register is asked whether its name and its credit code belong together.

    :raises NotAuthorised: unless the platform, the company's people or an officer from outside of it ask.
    :raises NotFound: no such organisation. Locks the screenings of the company.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_request_company_screening(actor, organisation_id=organisation_id), actor=actor)
        screenee = Screenee.company(organisation_by_id(organisation_id).id)
        advisory_lock("screening of a company", organisation_id)
        waiting = open_screening_of(screenee)
        return _ask(screenee) if waiting is None else waiting


def _ask(screenee: Screenee) -> UUID:
    work = current_work()
    asks_register = not was_compared_with_register(screenee)
    row = Screening.request(screenee, asks_register=asks_register, now=work.now)
    record(
        verb="screening.requested",
        subject=Subject(kind="screening", id=row.id),
        after={"state": SCREENING_MACHINE.initial, "asks_register": asks_register},
    )
    work.after_commit(wake_sending)
    return row.id
