"""compliance / actions: a person is to be compared with the identity register and the lists."""

from datetime import datetime
from uuid import UUID

from compliance.core.policy import may_request_screening
from compliance.core.screening import IdentityNotChecked
from compliance.core.states import SCREENING_MACHINE
from compliance.models import Screening
from compliance.queries.screenings import open_screening_of, was_compared_with_register
from compliance.wake import wake_sending
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.locks import lock_user
from crowdfund.accounts.queries import is_checked
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def request_screening(*, actor: Actor, now: datetime, user_id: UUID) -> UUID:
    """Store that a person is to be screened (身份核验与名单筛查) and return the screening's id; the drain asks for it.

    While one waits for the provider or for an officer, its id is returned and nothing is stored. The document is
    compared with the register until that has been answered once; afterwards only the lists are asked. The workers are
    woken after the commit, so that the answer is there within seconds.

    :raises NotAuthorised: unless the platform, the person or an officer asks. :raises NotFound: no such active user.
    :raises IdentityNotChecked: their declared identity was not checked. Locks the user.
    """
    with unit_of_work(actor=actor, now=now) as work:
        require(may_request_screening(actor, user_id=user_id), actor=actor)
        user = lock_user(user_id)
        if (waiting := open_screening_of(user.id)) is not None:
            return waiting
        if not is_checked(user.id):
            raise IdentityNotChecked
        row = Screening.request(user_id=user.id, asks_register=not was_compared_with_register(user.id), now=now)
        record(
            verb="screening.requested",
            subject=Subject(kind="screening", id=row.id),
            after={"state": SCREENING_MACHINE.initial, "asks_register": row.asks_register},
        )
        work.after_commit(wake_sending)
        return row.id
