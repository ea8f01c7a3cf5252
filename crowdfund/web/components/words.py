"""web / components: the one face of each state and each verb, registered by the room that owns the word.

A room says once, in its `AppConfig.ready`, how its states look; lists, pages and e-mails then all ask here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Tone(StrEnum):
    """The six ways a state can look. Only `REFUSED` is red."""

    DRAFT = "draft"
    """Nobody else has seen it: a dashed line."""
    WAITING = "waiting"
    """Somebody must act: an ink line."""
    DECIDED = "decided"
    """Decided in favour, not yet in effect: a double line."""
    LIVE = "live"
    """In effect: solid ink."""
    REFUSED = "refused"
    """Returned, refused, failed: a seal-red line."""
    ENDED = "ended"
    """Over, without fault: grey."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFace:
    """How one state looks: its translated word and its tone."""

    label: Promise | str
    tone: Tone


_states: dict[str, dict[str, StateFace]] = {}
_verbs: dict[str, Promise | str] = {}


def register_states(machine: str, faces: Mapping[str, StateFace]) -> None:
    """Say how the states of one machine look; a room calls this once for each machine, from `AppConfig.ready`."""
    _states[machine] = {str(word): face for word, face in faces.items()}


def register_verbs(labels: Mapping[str, Promise | str]) -> None:
    """Say how audit verbs read to people, such as ``round.submitted``; called from `AppConfig.ready`."""
    _verbs.update(labels)


def state_face(machine: str, word: str) -> StateFace:
    """Return the face of one state.

    :raises LookupError: nobody registered the machine or the word; a page must not invent a label.
    """
    try:
        return _states[machine][str(word)]
    except KeyError:
        raise LookupError(f"no face is registered for state {word!s} of {machine!r}") from None


def verb_text(verb: str) -> str:
    """Return how an audit verb reads to people; an unregistered verb is shown as it is stored."""
    return str(_verbs.get(verb, verb))


def registered_states() -> Mapping[str, Mapping[str, StateFace]]:
    """Return every registered machine with its faces, for the style guide and for the tests."""
    return _states


def registered_verbs() -> Mapping[str, Promise | str]:
    """Return every registered verb with its label."""
    return _verbs
