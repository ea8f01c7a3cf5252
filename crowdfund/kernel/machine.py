"""kernel / machine: states and moves as one literal table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from crowdfund.kernel.errors import IllegalMove

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, eq=False)
class Machine(Generic[S, E]):
    """A named table ``(state, event) -> state`` with one initial state.

    The table is the whole truth: what is not in it is refused, and every state in it can be reached.

    >>> class Door(StrEnum):
    ...     OPEN = "open"
    ...     SHUT = "shut"
    >>> class Push(StrEnum):
    ...     OPEN = "open"
    ...     SHUT = "shut"
    >>> door = Machine("door", Door.SHUT, {(Door.SHUT, Push.OPEN): Door.OPEN, (Door.OPEN, Push.SHUT): Door.SHUT})
    >>> door.move(Door.SHUT, Push.OPEN)
    <Door.OPEN: 'open'>
    >>> door.may(Door.OPEN, Push.OPEN)
    False

    :raises ValueError: a state in the table can't be reached from the initial one.
    """

    name: str
    initial: S
    moves: Mapping[tuple[S, E], S]

    def __post_init__(self) -> None:
        object.__setattr__(self, "moves", MappingProxyType(dict(self.moves)))
        reached = {self.initial}
        while arrivals := {to for (state, _), to in self.moves.items() if state in reached} - reached:
            reached |= arrivals
        if lost := [state for state in self.states if state not in reached]:
            raise ValueError(f"{self.name}: no way leads to {', '.join(lost)}")

    @property
    def states(self) -> tuple[S, ...]:
        """Return the states in the order in which the table first names them, the initial one first."""
        named = [self.initial, *(state for (start, _), end in self.moves.items() for state in (start, end))]
        return tuple(dict.fromkeys(named))

    def may(self, state: S, event: E) -> bool:
        """Tell whether `event` is a move from `state`."""
        return (state, event) in self.moves

    def move(self, state: S, event: E) -> S:
        """Return the state after `event`.

        :raises IllegalMove: the table has no such move.
        """
        try:
            return self.moves[state, event]
        except KeyError:
            raise IllegalMove(machine=self.name, state=state, event=event) from None

    def events_from(self, state: S) -> tuple[E, ...]:
        """Return the events that are moves from `state`, in the order of the table; none for a final state."""
        return tuple(event for start, event in self.moves if start == state)

    def mermaid(self) -> str:
        """Return the table drawn as a Mermaid state diagram, for the documents."""
        arrows = [f"    {start} --> {end}: {event}" for (start, event), end in self.moves.items()]
        finals = [f"    {state} --> [*]" for state in self.states if not self.events_from(state)]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.initial}", *arrows, *finals, ""])
