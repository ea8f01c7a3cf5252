"""demo / logins: how to get into the made-up market, as lines for the console."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote, urlencode

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings

from crowdfund.demo.people import EVERYBODY, PASSWORD, Resident

PERIOD: Final = timedelta(seconds=30)
"""For how long a one-time code is valid."""


def login_lines(*, real_now: datetime, known: Collection[str]) -> list[str]:
    """Return one line for each login of which the address is in `known`, and how staff get their codes.

    `real_now` is real time: one-time codes know no other. Nothing comes back for a database without the market.
    """
    residents = [resident for resident in EVERYBODY if resident.email in known]
    return list(_lines(residents, real_now)) if residents else []


def one_time_code(resident: Resident, *, real_now: datetime) -> str:
    """Return the code that is valid for `resident` at the instant."""
    code: str = format_hotp_value(hotp_value(resident.totp_secret, int(real_now.timestamp()) // PERIOD.seconds))
    return code


def seconds_left(*, real_now: datetime) -> int:
    """Return for how many seconds the codes of the instant are still valid."""
    return PERIOD.seconds - int(real_now.timestamp()) % PERIOD.seconds


def _lines(residents: Collection[Resident], real_now: datetime) -> Iterator[str]:
    yield f"Demo logins (the password of all of them is {PASSWORD}):"
    for resident in residents:
        yield f"  {resident.email:<20} {resident.part}{_code(resident, real_now)}"
    if any(resident.office for resident in residents):
        yield "A code is valid for 30 seconds and only once. The next one: .venv/bin/python manage.py demo_logins"
        yield "Or put these into an authenticator:"
        yield from (f"  {_authenticator(resident)}" for resident in residents if resident.office)


def _code(resident: Resident, real_now: datetime) -> str:
    if resident.office is None:
        return ""
    code = one_time_code(resident, real_now=real_now)
    return f"; one-time code {code}, {seconds_left(real_now=real_now)} s left"


def _authenticator(resident: Resident) -> str:
    words = urlencode({"secret": resident.totp_secret, "issuer": settings.MFA_TOTP_ISSUER})
    return f"otpauth://totp/{quote(resident.email)}?{words}"
