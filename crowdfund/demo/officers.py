"""demo / officers: what compliance officers can try: from the board to a finding, a clearance and a second officer."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from compliance.core.screening import UNDECIDED
from compliance.core.states import ClearanceState, ScreeningState
from compliance.models import Clearance
from compliance.queries.clearances import clearances_seen_by
from compliance.queries.screenings import screenings_of
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import actor_of, ids_by_email
from crowdfund.demo import raises
from crowdfund.demo.people import EVERYBODY, LUO, OFFICER, SECOND_OFFICER, WEN, Resident
from crowdfund.demo.steps import Move, Step, as_read
from crowdfund.kernel.actor import Actor
from deals.queries import rounds_seen_by

_WAITING = frozenset({ClearanceState.REQUESTED, ClearanceState.PROPOSED})


def officers_thread_for(actor: Actor, *, email: str) -> list[Step]:
    """Return the steps as an officer reads them who signs in with `email`; none for others or without the market."""
    if not actor.has_role(Role.OFFICER):
        return []
    ids = ids_by_email(resident.email for resident in EVERYBODY)
    if OFFICER.email not in ids:
        return []
    watcher = actor_of(ids[OFFICER.email], request_id=actor.request_id, is_stepped_up=False)
    return as_read(_moves(watcher, ids), actor=actor, email=email)


def _moves(watcher: Actor, ids: Mapping[str, UUID]) -> Iterator[Move]:
    asked = clearances_seen_by(watcher)
    if referral := asked.filter(needs_two=False).last():
        yield from _board(referral, title=raises.BIOTECH_HOLDING)
        yield Move(
            chapter=pgettext("step of an officer", "Clearance"),
            text=_("Lift the referral with a written opinion, or decline; one officer is enough for it."),
            who=OFFICER,
            is_done=referral.state not in _WAITING,
            page=reverse("compliance:clearance_decision", args=[referral.id]),
        )
        yield _again(watcher, referral, title=raises.BIOTECH_HOLDING, founder=LUO)
    if warning := asked.filter(needs_two=True).last():
        yield from _two_officers(warning)
    yield from _screening(watcher, ids)


def _board(row: Clearance, *, title: str) -> Iterator[Move]:
    is_decided = row.state not in _WAITING
    yield Move(
        chapter=pgettext("step of an officer", "Board"),
        text=_("Open the compliance board: what waits and since when, what ends soon, which rule stops which deal."),
        who=OFFICER,
        is_done=is_decided,
        page=reverse("compliance:board"),
    )
    yield Move(
        chapter=pgettext("step of an officer", "Finding"),
        text=_("Read what stops “%(title)s”: its vehicle is a company, and no rule decides on that.")
        % {"title": title},
        who=OFFICER,
        is_done=is_decided,
        page=reverse("compliance:determination", args=[row.determination_id]),
    )


def _two_officers(row: Clearance) -> Iterator[Move]:
    page = reverse("compliance:clearance_decision", args=[row.id])
    yield Move(
        chapter=pgettext("step of an officer", "Clearance"),
        text=_("Read the warning that somebody asks to have lifted, and propose to lift it."),
        who=OFFICER,
        is_done=row.state != ClearanceState.REQUESTED,
        page=page,
    )
    yield Move(
        chapter=pgettext("step of an officer", "Second officer"),
        text=_("Confirm or decline what the first officer proposed: a warning is lifted by two."),
        who=SECOND_OFFICER,
        is_done=row.state not in _WAITING,
        is_ready=row.state == ClearanceState.PROPOSED,
        page=page,
    )


def _again(watcher: Actor, row: Clearance, *, title: str, founder: Resident) -> Move:
    """The founder submits what was cleared; officers see a raise as soon as it was submitted."""
    round_id = row.determination.subject_id
    return Move(
        chapter=pgettext("step of an officer", "Raise"),
        text=_("Submit “%(title)s” again: what was lifted does not stop it any more.") % {"title": title},
        who=founder,
        is_done=rounds_seen_by(watcher).filter(id=round_id).exists(),
        is_ready=row.state == ClearanceState.GRANTED,
        page=reverse("round", args=[round_id]),
        round_id=round_id,
    )


def _screening(watcher: Actor, ids: Mapping[str, UUID]) -> Iterator[Move]:
    row = screenings_of(watcher, ids[WEN.email]).last() if WEN.email in ids else None
    if row is None:
        return
    state = ScreeningState(row.state)
    yield Move(
        chapter=pgettext("step of an officer", "Screening"),
        text=_("Decide whether the name on the list is %(name)s, or somebody else's.") % {"name": WEN.label},
        who=OFFICER,
        is_done=state in {ScreeningState.CLEARED, ScreeningState.CONFIRMED},
        is_ready=state in UNDECIDED,
        page=reverse("compliance:screening", args=[row.id]),
    )
