"""web / components: the life of a thing as steps: what is done, where it stands, what is ahead."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from crowdfund.web.components.words import state_face


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its word and whether it is `done`, `current` or `ahead`."""

    label: Promise | str
    place: str


def life_steps(*, machine: str, current: str, path: Sequence[str]) -> list[Step]:
    """Return the steps along `path`, the usual way through a machine; a state beside the path stands at no step.

    :raises LookupError: a state of the path has no registered face.
    """
    here = list(path).index(str(current)) if str(current) in path else -1
    return [Step(label=state_face(machine, word).label, place=_place(index, here)) for index, word in enumerate(path)]


def _place(index: int, here: int) -> str:
    if index == here:
        return "current"
    return "done" if index < here else "ahead"
