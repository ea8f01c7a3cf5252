"""compliance / core: the facts about cooling-off and call-back of everybody who has paid for one raise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidPart:
    """One subscription that is signed and paid in full (已签约并足额缴款的认购).

    `id` is its number and names nobody. `paid_at` is the instant at which both were done, `called_back_at` that of the
    call-back, None while nobody has called back with success.
    """

    id: str
    paid_at: datetime
    called_back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackFacts(Facts):
    """What the rules want to know before investors are called back, and before their money leaves (冷静期与回访确认).

    Before a call-back `parts` is the one subscription, with the instant at which somebody wants to call; before a
    closing it is everybody who has paid.
    """

    kind: ClassVar[str] = "call_back"
    title: ClassVar[Sentence] = Sentence(zh="投资冷静期与回访确认", en="Cooling-off and call-back")
    names: ClassVar[Mapping[str, Sentence]] = {
        "parts": Sentence(zh="已足额缴款的认购", en="subscriptions that are paid in full"),
    }

    parts: tuple[PaidPart, ...] | Unknown
