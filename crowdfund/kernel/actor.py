"""kernel / actor: who acts, and what is known about them at this instant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Self
from uuid import UUID, uuid5

_SYSTEM_NAMES: Final = UUID("6a0c9a5e-4b0e-5a53-9b0a-2f6d1c7e8b41")
"""Namespace in which the name of a part of the system becomes its id; never change it, stored events hold the ids."""


class ActorKind(StrEnum):
    """What sort of somebody acts."""

    PERSON = "person"
    CLIENT = "client"
    """A program of a partner, signed in by itself."""
    SYSTEM = "system"
    """A named part of the platform, such as a sweep."""
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A snapshot of who acts, taken once by the door and handed to every policy.

    Everything that grants something is absent unless it is given, so a forgotten field denies.

    `roles` are words of the platform (founder, officer ...); `memberships` maps an organisation's id to the role held
    in it; `scopes` bound what a client may do and `on_behalf_of` is the person it acts for. `is_checked` means
    real-name checked and confirmed as a specific target (特定对象确定); `has_mfa` that a second factor is set up;
    `is_stepped_up` that it was used lately.

    :raises ValueError: an anonymous actor with an id or a right, or another without an id.
    """

    kind: ActorKind
    id: UUID | None
    request_id: str
    roles: frozenset[str] = frozenset()
    memberships: Mapping[UUID, str] = field(default_factory=dict, hash=False)
    scopes: frozenset[str] = frozenset()
    on_behalf_of: UUID | None = None
    is_checked: bool = False
    has_mfa: bool = False
    is_stepped_up: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(self.roles))
        object.__setattr__(self, "scopes", frozenset(self.scopes))
        object.__setattr__(self, "memberships", MappingProxyType(dict(self.memberships)))
        if self.kind is not ActorKind.ANONYMOUS:
            if self.id is None:
                raise ValueError(f"a {self.kind} has an id")
        elif any((self.id, self.roles, self.memberships, self.scopes, self.on_behalf_of, self.is_checked)):
            raise ValueError("nobody in particular has no id and no rights")

    @classmethod
    def system(cls, name: str, request_id: str) -> Self:
        """Return the part of the platform called `name`; the same name always has the same id."""
        return cls(kind=ActorKind.SYSTEM, id=uuid5(_SYSTEM_NAMES, name), request_id=request_id)

    @classmethod
    def anonymous(cls, request_id: str) -> Self:
        """Return a visitor of whom nothing is known."""
        return cls(kind=ActorKind.ANONYMOUS, id=None, request_id=request_id)

    def has_role(self, role: str) -> bool:
        """Tell whether the platform gave the actor this role."""
        return role in self.roles

    def belongs_to(self, organisation_id: UUID) -> bool:
        """Tell whether the actor is a member of the organisation, in whatever role."""
        return organisation_id in self.memberships
