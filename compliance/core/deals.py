"""compliance / core: what belongs to a deal, and which questions about it are about one person's own step.

This room does not know what a raise or an offer is, so the room that owns deals says when the program starts which
other subjects are parts of one.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol
from uuid import UUID

from compliance.core.facts import (
    CallBackFacts,
    FundingFacts,
    LeadRatioFacts,
    SubscriptionFacts,
    SuitabilityFacts,
)

Part = tuple[str, UUID]
"""A subject by kind and number."""


class Parts(Protocol):
    """Returns the deal of each subject that is a part of one of some deals and still counts for it."""

    def __call__(self, ids: Iterable[UUID], /) -> Mapping[Part, UUID]:
        """Ask; no lock, no write."""


ABOUT_ONE: Final = frozenset({FundingFacts.kind, LeadRatioFacts.kind, SuitabilityFacts.kind})
"""Questions that, asked about a deal itself, are about somebody who wants to come in."""

ABOUT_ONE_UNLESS_OF_A_COMPANY: Final = frozenset({SubscriptionFacts.kind, CallBackFacts.kind})
"""Questions about one subscription, unless a company asks them of its whole deal, as it does before the closing."""

_installed: dict[str, Parts] = {}


def install_deal(kind: str, parts: Parts) -> None:
    """Make known that subjects of one kind are deals, and what belongs to them; called from `AppConfig.ready`.

    :raises ValueError: two rooms speak for one kind.
    """
    if _installed.get(kind, parts) is not parts:
        raise ValueError(f"two rooms say what belongs to a {kind!r}")
    _installed[kind] = parts


def installed_deals() -> Mapping[str, Parts]:
    """Return the readers by kind of deal."""
    return dict(sorted(_installed.items()))
