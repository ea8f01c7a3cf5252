"""compliance / core: the facts about a lead's share of a raise and the source of its money, from release 4 on."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, Stage, Unknown
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class StepUp:
    """The lead's right to add up to a larger share (追加权): `to_percent` of the target at opening, 25 for 25 %.

    `is_met` tells whether the milestone on which it depends was reached; None where nobody said so.
    """

    to_percent: Decimal
    is_met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VehicleShare:
    """What the lead itself puts into the vehicle of the followers (跟投载体), by the part it plays there.

    `capital` is the whole capital of the vehicle, more than nothing.
    """

    capital: Money
    as_general_partner: Money
    as_limited_partner: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRatioFacts(Facts):
    """What the rules want to know about the size of a lead's commitment, over everything that it is a share of.

    `round_target` is the target at opening; `allocated_amount` what was allocated to all investors, None before the
    raise closes; `step_up` is None where no such right was agreed; `tainted_amount` is the part of the commitment that
    was traced to the issuer, its founders, their relatives or affiliates; `company_percent` the stake in the company
    that the lead will hold; `vehicle` is None where the lead is no partner of the vehicle. `tainted_amount`, `nominee`
    and `hidden_leverage` are None where the source of the money is judged by itself, as `FundingFacts`.
    """

    kind: ClassVar[str] = "lead_ratio"
    title: ClassVar[Sentence] = Sentence(zh="领投比例", en="Lead's share")
    names: ClassVar[Mapping[str, Sentence]] = {
        "stage": Sentence(zh="融资阶段", en="stage of the raise"),
        "round_target": Sentence(zh="本轮目标金额", en="target of the raise"),
        "lead_commitment": Sentence(zh="领投承诺金额", en="commitment of the lead"),
        "allocated_amount": Sentence(zh="配售总额", en="allocated amount"),
        "step_up": Sentence(zh="追加权", en="step-up"),
        "tainted_amount": Sentence(zh="来自发行人一方的金额", en="amount traced to the issuer's side"),
        "nominee": Sentence(zh="是否代持", en="whether the lead is a nominee"),
        "hidden_leverage": Sentence(zh="是否有未披露的借款", en="whether money was borrowed without disclosure"),
        "lead_assets": Sentence(zh="领投人可投资资产", en="lead's own investable assets"),
        "company_percent": Sentence(zh="领投人将持有的公司股权比例", en="stake in the company that the lead will hold"),
        "vehicle": Sentence(zh="领投人在跟投载体中的出资", en="lead's own money in the vehicle"),
    }

    stage: Stage | Unknown
    round_target: Money | Unknown
    lead_commitment: Money | Unknown
    allocated_amount: Money | Unknown | None
    step_up: StepUp | Unknown | None
    tainted_amount: Money | Unknown | None
    nominee: bool | Unknown | None
    hidden_leverage: bool | Unknown | None
    lead_assets: Money | Unknown
    company_percent: Decimal | Unknown
    vehicle: VehicleShare | Unknown | None


class PartyKind(StrEnum):
    """Who stands at one end of a movement of money (资金往来方)."""

    LEAD = "lead"
    """领投人"""
    ISSUER = "issuer"
    """发行人"""
    FOUNDER = "founder"
    """创始人"""
    RELATIVE = "relative"
    """近亲属"""
    AFFILIATE = "affiliate"
    """关联方"""
    BANK = "bank"
    """银行"""
    EMPLOYER = "employer"
    """任职单位"""
    THIRD_PARTY = "third_party"
    """第三方"""

    @property
    def is_tainted(self) -> bool:
        """Tell whether money of this party may not be a lead's: the issuer's side."""
        return self in (PartyKind.ISSUER, PartyKind.FOUNDER, PartyKind.RELATIVE, PartyKind.AFFILIATE)


class MovementKind(StrEnum):
    """How money can come from one party to another (资金往来方式)."""

    TRANSFER = "transfer"
    """转账"""
    LOAN = "loan"
    """借款"""
    GUARANTEE = "guarantee"
    """担保: from the guarantor to the lender."""
    RELATION = "relation"
    """关联: from whoever can place money to whoever can hold it for them; any amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party of the graph; `id` is a name that the caller gives."""

    id: str
    kind: PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Money that can come from `source` to `target`, both ids of parties.

    `amount` is None for a relation, which has no amount of its own; `is_disclosed` matters for loans to the lead only.
    """

    source: str
    target: str
    kind: MovementKind
    amount: Money | None
    is_disclosed: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingDeclaration:
    """What a lead declares about where its money comes from; `holds_for` is None where it did not say."""

    parties: tuple[Party, ...]
    movements: tuple[Movement, ...]
    holds_for: str | None


class PayerMatch(StrEnum):
    """Whose account a payment of the lead came from, as the bank says (付款人核对)."""

    OWN = "own"
    """领投人本人账户"""
    DECLARED = "declared"
    """已申报的资金往来方"""
    UNDECLARED = "undeclared"
    """未申报的第三人"""
    ISSUER = "issuer"
    """发行人"""
    FOUNDER = "founder"
    """创始人"""
    UNSAID = "unsaid"
    """银行未告知付款人"""

    @property
    def is_an_edge(self) -> bool:
        """Tell whether such a payment is a movement of its own from the payer to the lead."""
        return self not in (PayerMatch.OWN, PayerMatch.UNSAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingPayment:
    """Money of the lead that the custodian has; `payer` is the id of a party, empty where the bank is silent."""

    payer: str
    match: PayerMatch
    amount: Money


class FundingReview(StrEnum):
    """What an officer last said about the sources as they stand (专员意见)."""

    ASKED = "asked"
    """要求补充，领投人尚未答复"""
    ACCEPTED = "accepted"
    """已核实"""
    REFUSED = "refused"
    """不予认可"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingFacts(Facts):
    """What the rules want to know about where a lead's money comes from (领投资金来源).

    `commitment` is the cheque; `parties` holds exactly one lead; `holds_for` the id of the person for whom the lead
    holds, its own id where it holds for itself. From release 5 on: `unevidenced` are the parties from whom a declared
    movement goes out that no document shows; `payments` what has reached the custodian, and `movements` ends with one
    for each of those that is an edge, in their order; `review` is None where no officer has spoken about just this.
    They name whoever gave or paid the money, so they are sealed.
    """

    kind: ClassVar[str] = "funding"
    is_personal: ClassVar[bool] = True
    title: ClassVar[Sentence] = Sentence(zh="领投资金来源", en="Lead's source of money")
    names: ClassVar[Mapping[str, Sentence]] = {
        "commitment": Sentence(zh="领投承诺金额", en="commitment of the lead"),
        "parties": Sentence(zh="资金往来方", en="parties of the money"),
        "movements": Sentence(zh="资金往来", en="movements of the money"),
        "holds_for": Sentence(zh="代持的实际出资人", en="person for whom the lead holds"),
        "unevidenced": Sentence(zh="没有证明材料的资金来源", en="sources that no document shows"),
        "payments": Sentence(zh="已到账的款项", en="payments that have arrived"),
        "review": Sentence(zh="合规专员的意见", en="what an officer said of the sources"),
    }

    commitment: Money | Unknown
    parties: tuple[Party, ...] | Unknown
    movements: tuple[Movement, ...] | Unknown
    holds_for: str | Unknown
    unevidenced: tuple[str, ...] | Unknown
    payments: tuple[FundingPayment, ...] | Unknown
    review: FundingReview | Unknown | None
