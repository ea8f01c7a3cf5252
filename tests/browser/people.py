"""tests / browser: people who can sign in by the page, and the one-time code of staff at this moment."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import User
from tests.factories.accounts import TOTP_SECRET, make_user

_PERIOD = 30


def make_officer(language: Language) -> User:
    """Store an officer with one-time codes."""
    return make_user("ou@example.com", roles=[Role.OFFICER], has_mfa=True, language=language)


def make_investor(language: Language) -> User:
    """Store a checked investor."""
    return make_user("fang@example.com", roles=[Role.INVESTOR], is_checked=True, language=language)


def make_stranger(language: Language) -> User:
    """Store somebody who signed up and nothing more."""
    return make_user("si@example.com", language=language)


def one_time_code() -> str:
    """Return the code of staff of this moment."""
    code: str = format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // _PERIOD))
    return code
