"""demo / context: what pages of a practice platform know besides: who lives here, their codes, what to try.

Production neither installs this nor gets anything from it. Pages look for the name `practice` and, where it is not
there, show nothing; no room knows what stands behind it. Each part is read only on the page that shows it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crowdfund.accounts.queries import taken_emails
from crowdfund.demo.logins import PERIOD, one_time_code, seconds_left
from crowdfund.demo.officers import officers_thread_for
from crowdfund.demo.people import EVERYBODY, FOUNDERS, INVESTORS, PASSWORD, STAFF, STRANGER, Resident
from crowdfund.demo.steps import Step
from crowdfund.demo.thread import thread_for
from crowdfund.kernel.clock import system_now
from crowdfund.web.request import PageRequest

_GROUPS = ((_("Founders"), FOUNDERS), (_("Investors"), (*INVESTORS, STRANGER)), (_("The platform"), STAFF))
_BY_EMAIL = {resident.email: resident for resident in EVERYBODY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Residents of one kind, under one heading."""

    label: Promise
    residents: tuple[Resident, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The one-time code of this moment, for how many seconds it is good, and the one that comes after it."""

    now: str
    left: int
    then: str


class Practice:
    """What a page may ask for; nothing is read before it does."""

    password = PASSWORD

    def __init__(self, request: PageRequest) -> None:
        self._request = request

    @cached_property
    def groups(self) -> list[Group]:
        """The residents who have an account here, none in a database without the market. One query."""
        known = taken_emails(_BY_EMAIL)
        groups = [
            Group(label=label, residents=tuple(each for each in residents if each.email in known))
            for label, residents in _GROUPS
        ]
        return [group for group in groups if group.residents]

    @property
    def me(self) -> Resident | None:
        """The resident who is signed in, if it is one."""
        return _BY_EMAIL.get(self._email)

    @cached_property
    def wanted(self) -> Resident | None:
        """The resident as whom somebody asked to sign in (`?as=chen`). One query where somebody did."""
        name = self._request.GET.get("as", "")
        return next((each for group in self.groups for each in group.residents if name == each.name), None)

    @cached_property
    def codes(self) -> Codes | None:
        """The one-time codes of the member of staff who signs in or confirms; None for anybody else. Few queries."""
        resident = _BY_EMAIL.get(self._email)
        if resident is None or resident.office is None:
            return None
        now = system_now()
        return Codes(
            now=one_time_code(resident, real_now=now),
            left=seconds_left(real_now=now),
            then=one_time_code(resident, real_now=now + PERIOD),
        )

    @cached_property
    def thread(self) -> list[Step]:
        """What can be tried, in order; empty in a database without the market. Some twenty queries."""
        return thread_for(self._request.actor, email=self._email, now=self._request.now)

    @cached_property
    def officers_thread(self) -> list[Step]:
        """What a compliance officer can try besides; empty for anybody else. Some ten queries."""
        return officers_thread_for(self._request.actor, email=self._email)

    @property
    def next_step(self) -> Step | None:
        """What the reader can do now, of the deal first; None while it is somebody else's turn."""
        return next((step for step in (*self.thread, *self.officers_thread) if step.is_next), None)

    @cached_property
    def _email(self) -> str:
        """Return the address of who is signed in, or has given the password and not the code."""
        if self._request.user.is_authenticated:
            return str(self._request.user.email)
        stage = get_pending_stage(self._request)
        return "" if stage is None else str(stage.login.user.email)


def practice(request: PageRequest) -> dict[str, Any]:
    """Return what a practice platform knows besides; nothing in production."""
    return {"practice": Practice(request)} if settings.IS_SANDBOX else {}
