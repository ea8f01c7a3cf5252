"""compliance / core: the facts about a raise, its lead and a subscription, as releases 1 to 3 of the book ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, LegalForm, Unknown
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts(Facts):
    """What the rules want to know about a raise (本轮融资) before it may be submitted or opened.

    `minimum_ticket` is the smallest subscription that one investor may make (最低认购金额); `vehicle_form` the legal
    form of the vehicle that pools the followers.
    """

    kind: ClassVar[str] = "round"
    title: ClassVar[Sentence] = Sentence(zh="本轮融资", en="Raise")
    names: ClassVar[Mapping[str, Sentence]] = {
        "minimum_ticket": Sentence(zh="本轮最低认购金额", en="minimum ticket of the raise"),
        "vehicle_form": Sentence(zh="跟投载体的组织形式", en="legal form of the followers' vehicle"),
    }

    minimum_ticket: Money | Unknown
    vehicle_form: LegalForm | Unknown


class Basis(StrEnum):
    """At which moment the share of the lead is judged, and so over what (计算口径)."""

    OPENING = "opening"
    """Over the target of the raise (开放时，以目标金额计)."""
    CLOSE = "close"
    """Over the amount that is allocated (关闭时，以配售总额计)."""
    STEP_UP = "step_up"
    """The whole after a full step-up, over the target (全额行使追加权后，以目标金额计); from release 4 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadFacts(Facts):
    """What the rules want to know about a lead (领投) before it is accepted, and again when the raise closes.

    `commitment` is what the lead puts in; `base` what it is a share of: by `basis` the target at opening or the
    allocated amount at close, all investors.
    """

    kind: ClassVar[str] = "lead"
    title: ClassVar[Sentence] = Sentence(zh="领投", en="Lead")
    names: ClassVar[Mapping[str, Sentence]] = {
        "base": Sentence(zh="领投比例的计算基数", en="amount that the lead is a share of"),
        "commitment": Sentence(zh="领投承诺金额", en="commitment of the lead"),
        "basis": Sentence(zh="领投比例的计算口径", en="moment at which the lead's share is judged"),
    }

    base: Money | Unknown
    commitment: Money | Unknown
    basis: Basis | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionFacts(Facts):
    """What the rules want to know about a subscription (认购) before room in the raise is taken for it.

    `amount` is the ticket of one investor; `vehicle_form` the legal form of the vehicle that pools the followers;
    `is_certified` whether a certification as qualified investor (合格投资者认定) is valid on the legal day.
    """

    kind: ClassVar[str] = "subscription"
    title: ClassVar[Sentence] = Sentence(zh="认购", en="Subscription")
    names: ClassVar[Mapping[str, Sentence]] = {
        "amount": Sentence(zh="认购金额", en="amount of the subscription"),
        "vehicle_form": Sentence(zh="跟投载体的组织形式", en="legal form of the followers' vehicle"),
        "is_certified": Sentence(zh="有效的合格投资者认定", en="valid certification as qualified investor"),
    }

    amount: Money | Unknown
    vehicle_form: LegalForm | Unknown
    is_certified: bool | Unknown
