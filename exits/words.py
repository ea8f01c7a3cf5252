"""exits / words: what states and verbs are called on pages and in the API description."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.core.facts import Board, HolderPart
from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs
from exits.core.next_round import Portion
from exits.core.states import LotState, WindowState

PORTIONS = {
    Portion.NONE: _("Keep everything"),
    Portion.HALF: _("Offer half"),
    Portion.ALL: _("Offer everything"),
}
STATES = {
    WindowState.PROPOSED: StateFace(label=pgettext_lazy("exit window state", "Proposed"), tone=Tone.WAITING),
    WindowState.OPEN: StateFace(label=pgettext_lazy("exit window state", "Open"), tone=Tone.LIVE),
    WindowState.ALLOCATED: StateFace(label=pgettext_lazy("exit window state", "To be paid"), tone=Tone.WAITING),
    WindowState.SETTLED: StateFace(label=pgettext_lazy("exit window state", "Settled"), tone=Tone.ENDED),
    WindowState.DECLINED: StateFace(label=pgettext_lazy("exit window state", "Declined"), tone=Tone.REFUSED),
    WindowState.LAPSED: StateFace(label=pgettext_lazy("exit window state", "Lapsed"), tone=Tone.ENDED),
    WindowState.FAILED: StateFace(label=pgettext_lazy("exit window state", "Not paid"), tone=Tone.ENDED),
}
LOT_STATES = {
    LotState.LOCKED: StateFace(label=pgettext_lazy("lot state", "Locked"), tone=Tone.WAITING),
    LotState.FREE: StateFace(label=pgettext_lazy("lot state", "Free"), tone=Tone.DECIDED),
}
BOARDS = {
    Board.MAIN: _("Main board"),
    Board.CHINEXT: _("ChiNext"),
    Board.STAR: _("STAR Market"),
    Board.BSE: _("Beijing Stock Exchange"),
}
PARTS = {
    HolderPart.OTHER: _("Other shareholder"),
    HolderPart.CONTROLLER: _("Controlling shareholder or actual controller"),
}
VERBS = {
    "exit_window.proposed": _("Window for the next-round exit proposed"),
    "exit_window.proposal_refused": _("Proposal of the next-round exit refused by a rule"),
    "exit_window.opened": _("Window for the next-round exit opened"),
    "exit_window.consent_refused": _("Consent to take units refused by a rule"),
    "exit_window.declined": _("Investor takes no units in the next-round exit"),
    "exit_window.lapsed": _("Proposed next-round exit lapsed"),
    "exit_window.allocated": _("Next-round exit allocated"),
    "exit_window.allocation_refused": _("Next-round exit not allocated yet"),
    "exit_window.failed": _("Next-round exit not paid in time"),
    "exit_election.paid": _("Proceeds of the next-round exit paid"),
    "exit_window.settled": _("Next-round exit settled"),
    "exit_election.made": _("Choice in the next-round exit stored"),
    "listing.refused": _("Listing not recorded, no rule known"),
    "lot.locked": _("Shares locked after a listing"),
    "lot.unlocked": _("Lock-up over, shares may be sold"),
}


def register() -> None:
    """Tell the design system how the room's states look and how its verbs read; called once at the start."""
    register_states("exit_window", {state.value: face for state, face in STATES.items()})
    register_states("lot", {state.value: face for state, face in LOT_STATES.items()})
    register_verbs(VERBS)
