"""files / words: what states, kinds and reasons are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.states import FileState, Reason
from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs

STATES = {
    FileState.WAITING: StateFace(label=pgettext_lazy("file state", "Being examined"), tone=Tone.WAITING),
    FileState.CLEAN: StateFace(label=pgettext_lazy("file state", "Examined"), tone=Tone.DECIDED),
    FileState.QUARANTINED: StateFace(label=pgettext_lazy("file state", "Quarantined"), tone=Tone.REFUSED),
}
KINDS = {Kind.PDF: "PDF", Kind.PNG: "PNG", Kind.JPEG: "JPEG"}
REASONS = {
    Reason.KIND: _("Its content is neither PDF nor PNG nor JPEG, whatever its name says. Send it as PDF."),
    Reason.UNREADABLE: _("It is damaged or cut off. Open it, save or print it as a new PDF, and send that."),
    Reason.ENCRYPTED: _("It is locked by a password. Send a copy without a password."),
    Reason.TOO_MANY_PAGES: _("It has more pages than are taken. Send it in parts."),
    Reason.TOO_MANY_PIXELS: _(
        "One of its pictures or pages is larger than is taken. Scan it with a lower resolution, on paper of usual size."
    ),
    Reason.TOO_HEAVY: _("Reading it takes more time or memory than is given. Print it as a new PDF and send that."),
    Reason.ACTIVE: _("It holds something active that can't be taken out. Print it as a new PDF and send that."),
    Reason.LOST: _("Its content was lost on the way. Send it again."),
    Reason.NOT_EXAMINED: _("It could not be examined to the end, several times. Print it as a new PDF and send that."),
}
VERBS = {
    "file.received": _("File received"),
    "file.cleaned": _("File examined"),
    "file.quarantined": _("File quarantined"),
    "file.attached": _("File attached"),
}


def register() -> None:
    """Tell the design system how the room's states look and how its verbs read; called once at the start."""
    register_states("file", {state.value: face for state, face in STATES.items()})
    register_states("file_reason", {word.value: _plain(said) for word, said in REASONS.items()})
    register_states("file_kind", {word.value: _plain(said) for word, said in KINDS.items()})
    register_verbs(VERBS)


def _plain(said: str | Promise) -> StateFace:
    """Return a word that is never shown as a badge."""
    return StateFace(label=said, tone=Tone.ENDED)
