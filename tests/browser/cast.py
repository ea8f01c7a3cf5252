"""tests / browser: the people of one raise, each in a window of their own, and how they wait for one another."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import User
from crowdfund.db.clock import business_now
from tests.browser.people import one_time_code
from tests.browser.window import Window
from tests.factories.accounts import PASSWORD, make_organisation, make_user
from tests.factories.compliance import make_certification

PATIENCE = 60.0
"""Seconds for which a busy machine may let somebody wait."""
BUYER = "he@example.com"
COMPANY = "苏州澄光传感科技有限公司"

SignIn = Callable[..., Window]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part: Chen founds, Lin leads, Fang and Gu follow, He buys later, Ou decides, Pan runs the platform."""

    founder: Window
    lead: Window
    followers: tuple[Window, Window]
    buyer: Window
    officer: Window
    operator: Window


def assemble(sign_in: SignIn, language: Language) -> Cast:
    """Store everybody and let them sign in by the page, staff with a one-time code."""

    def investor(name: str) -> Window:
        return enter(name, roles=[Role.INVESTOR], is_checked=True)

    def staff(name: str, role: Role) -> Window:
        return enter(name, code=one_time_code, roles=[role], has_mfa=True)

    def enter(name: str, *, code: Callable[[], str] = str, **given: Any) -> Window:
        user = make_user(f"{name}@example.com", language=language, **given)
        if Role.FOUNDER in given["roles"]:
            make_organisation(user, name=COMPANY)
        return sign_in(user.email, password=PASSWORD, code=code())

    return Cast(
        founder=enter("chen", roles=[Role.FOUNDER, Role.INVESTOR], is_checked=True),
        lead=investor("lin"),
        followers=(investor("fang"), investor("gu")),
        buyer=_certified(investor, BUYER),
        officer=staff("ou", Role.OFFICER),
        operator=staff("pan", Role.OPERATOR),
    )


def _certified(investor: Callable[[str], Window], email: str) -> Window:
    """Let somebody enter who was certified before the story begins; the followers show how that is done."""
    window = investor(email.partition("@")[0])
    make_certification(User.objects.get(email=email), now=business_now())
    return window


def said(window: Window, label: object) -> str:
    """Return a word of the platform as this window's person reads it."""
    with translation.override(window.language):
        return str(label)


def wait_to_read(window: Window, path: str, *labels: object) -> None:
    """Come back to a page until it says all of these; what the platform does by itself takes its moment."""
    wanted = [said(window, label) for label in labels]
    deadline = time.monotonic() + PATIENCE
    window.go(path)
    while not _says(window, wanted):
        assert time.monotonic() < deadline, f"{path} never says {wanted}: {window.words}"
        window.page.wait_for_timeout(200)
        window.page.reload()
    window.look()


def _says(window: Window, wanted: Sequence[str]) -> bool:
    words = window.words
    return all(word in words for word in wanted)
