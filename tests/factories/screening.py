"""tests / factories: screenings, written by the model's own mutators; the provider's messages, signed and plain."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from compliance.core.screener import Message, MessageKind, Result
from compliance.core.screening import Hit, ListKind, Screenee, expiry_of
from compliance.core.states import ScreeningState
from compliance.models import ListsVersion, Screening
from crowdfund.accounts.models import Membership, Organisation, User
from crowdfund.accounts.queries import is_checked
from crowdfund.kernel import signatures
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from tests.factories.accounts import LONG_AGO, make_user

SCREENER = Actor.system("compliance.screener", request_id="test")
"""The part of the platform that speaks with the provider."""
LISTS = "2026-11-01"
HIT = Hit(list_name="Sandbox sanctions list", kind=ListKind.SANCTIONS, name="JIA Hong", score=96)
REASON = "Another day of birth, another nationality."


def make_request(about: User | Organisation, *, asks_register: bool = True, now: datetime = LONG_AGO) -> Screening:
    """Store a request that nobody was told of."""
    return Screening.request(screenee_of(about), asks_register=asks_register, now=now)


def screenee_of(about: User | Organisation) -> Screenee:
    """Return whom a screening would be about."""
    return Screenee.person(about.id) if isinstance(about, User) else Screenee.company(about.id)


FOR_EVER = date(2100, 1, 1)
"""The first day on which the pass that everybody in the tests has by default no longer counts."""


def pass_screening(user: User) -> None:
    """Let a checked user and their companies have passed for good, unless a screening of theirs is stored already."""
    if is_checked(user.id):
        _pass(user)
    for membership in Membership.objects.active().filter(user=user).select_related("organisation"):
        _pass(membership.organisation)


def _pass(about: User | Organisation) -> None:
    if Screening.objects.about(screenee_of(about)).exists():
        return
    row = make_request(about)
    row.answer(said(row.id), state=ScreeningState.CLEAR, expires_on=FOR_EVER, now=LONG_AGO)


def forget_pass(about: User | Organisation) -> None:
    """Take back what `pass_screening` gave: the user or company was never screened."""
    Screening.objects.about(screenee_of(about)).filter(expires_on=FOR_EVER).delete()


def make_screening(
    about: User | Organisation,
    state: ScreeningState = ScreeningState.CLEAR,
    *,
    version: str = LISTS,
    now: datetime = LONG_AGO,
) -> Screening:
    """Store a screening in a state that was reached at `now`; a clearance counts from that legal day on.

    It takes the place of the pass that people in the tests have by default.
    """
    forget_pass(about)
    row = make_request(about, now=now)
    if state is ScreeningState.REQUESTED:
        return row
    is_decided = state in {ScreeningState.CLEARED, ScreeningState.CONFIRMED}
    answered = ScreeningState.HIT if is_decided else state
    message = said(row.id, result=_RESULTS[answered], version=version)
    row.answer(message, state=answered, expires_on=_end_of(answered, legal_day(now)), now=now)
    if is_decided:
        officer = User.objects.filter(email="screener@example.com").first()
        officer = officer or make_user("screener@example.com", now=now, password=None)
        end = _end_of(state, legal_day(now))
        row.decide(state=state, officer_id=officer.id, reason=REASON, expires_on=end, now=now)
    return row


_RESULTS = {
    ScreeningState.CLEAR: Result.CLEAR,
    ScreeningState.HIT: Result.HIT,
    ScreeningState.MISMATCH: Result.MISMATCH,
    ScreeningState.FAILED: Result.ERROR,
}


def _end_of(state: ScreeningState, day: date) -> date | None:
    return expiry_of(day) if state in {ScreeningState.CLEAR, ScreeningState.CLEARED} else None


def make_lists(version: str = LISTS, *, now: datetime = LONG_AGO) -> ListsVersion:
    """Store that a version of the lists is current."""
    return ListsVersion.learn(version, now=now)


def said(check_id: UUID, *, result: Result | None = Result.CLEAR, version: str = LISTS, id: str = "") -> Message:
    """Return a message about a check: its result, or with None that the provider knows it."""
    kind = MessageKind.COMPLETED if result else MessageKind.ACCEPTED
    has_version = result is not None and result is not Result.ERROR
    return Message(
        id=id or f"msg_{uuid4().hex}",
        kind=kind,
        check_id=check_id,
        result=result,
        lists_version=version if has_version else "",
        hits=(HIT,) if result is Result.HIT else (),
    )


def as_callback(message: Message, settings: Any, *, age: int = 0, secret: str = "") -> dict[str, Any]:
    """Return a message as the provider posts it, signed `age` seconds ago: what a test client's `post` takes."""
    plain = message.as_plain()
    body = json.dumps({"type": plain.pop("type"), "data": plain}, ensure_ascii=False).encode()
    timestamp = str(int(system_now().timestamp()) - age)
    secret = secret or settings.SCREENING_WEBHOOK_SECRET
    signature = signatures.sign(secret=secret, message_id=message.id, timestamp=timestamp, body=body)
    return {
        "data": body,
        "content_type": "application/json",
        "headers": {"webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": signature},
    }
