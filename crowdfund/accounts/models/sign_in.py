"""accounts / models: rows of allauth that the system writes itself when it seats somebody."""

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP

from .user import User


def prove_email(user: User) -> None:
    """Store that a user reads their address, without the usual mail."""
    EmailAddress(user=user, email=user.email, verified=True, primary=True).save()


def enrol_one_time_codes(user: User, secret: str) -> None:
    """Store a base32 secret for one-time codes and a seed for recovery codes, both encrypted by the adapter."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
