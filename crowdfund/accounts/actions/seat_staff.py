"""accounts / actions: the system sets up an account that can sign in at once, with its second factor and roles."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from crowdfund.accounts.actions.grant_role import grant_role
from crowdfund.accounts.actions.open_account import open_account
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.policy import may_seat_staff, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import User
from crowdfund.accounts.models.sign_in import enrol_one_time_codes, prove_email
from crowdfund.accounts.models.user import HashedPassword
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def seat_staff(
    *,
    actor: Actor,
    now: datetime,
    email: str,
    password: str | HashedPassword,
    totp_secret: str,
    roles: Collection[Role],
    language: Language = Language.ZH_HANS,
) -> UUID:
    """Open an account whose address counts as proved, enrol one-time codes, give the roles, and return the user's id.

    This is how the first operator gets in; afterwards operators seat each other. `totp_secret` is base32, 160 bits;
    empty for an account without a second factor, which then can't be an officer or operator.

    :raises NotAuthorised: unless the system acts. Errors as in `open_account` and `grant_role`.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_seat_staff(actor), actor=actor)
        user = User.unsaved(now=now)
        user.fill(email=email, password=password, language=language)
        open_account(actor=actor, now=now, user=user)
        prove_email(user)
        if totp_secret:
            enrol_one_time_codes(user, totp_secret)
            record(verb="user.second_factor_enrolled", subject=Subject(kind="user", id=user.id), after={"type": "totp"})
        for role in sorted(roles):
            grant_role(actor=actor, now=now, user_id=user.id, role=role)
        return user.id
