"""deals / core: the call-back (回访确认) after the cooling-off: what is asked, how it can end, and what it needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from crowdfund.kernel.errors import FieldError
from deals.core.states import SubscriptionState


class CallBackOutcome(StrEnum):
    """How one attempt to call an investor back ended."""

    CONFIRMED = "confirmed"
    """The investor said yes to every question (确认)."""
    NOT_REACHED = "not_reached"
    """Nobody answered; somebody tries again (未接通)."""
    DECLINED = "declined"
    """The investor does not confirm and is out: a rescission by word of mouth (不确认，解除合同)."""


class Question(StrEnum):
    """What somebody who does not sell asks the investor (回访内容).

    Source: 私募投资基金募集行为管理办法 (2016), article 30, which names these eight and lets more be asked.
    """

    IDENTITY = "identity"
    """本人：受访人即投资者本人"""
    OWN_MONEY = "own_money"
    """为自己购买，资金为自有"""
    CONTRACT_READ = "contract_read"
    """已阅读并理解合同与风险揭示"""
    POSSIBLE_LOSS = "possible_loss"
    """知悉可能承担损失"""
    RISK_FITS = "risk_fits"
    """风险识别能力、承担能力与所投资的产品相匹配"""
    TERMS_KNOWN = "terms_known"
    """知悉主要费用、重要权利以及信息披露的内容、方式与频率"""
    COOLING_OFF_KNOWN = "cooling_off_known"
    """知悉冷静期的起算时间、期间以及享有的权利"""
    DISPUTE_CLAUSE = "dispute_clause"
    """知悉纠纷解决安排"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an investor was asked and said yes to, and what there is to say besides."""

    confirmed: frozenset[Question]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooling:
    """How far the cooling-off of one subscription that is paid in full has come.

    `ends_at` is the first instant at which somebody may call; `called_back_at` that of the call-back with success.
    `last_on` is the last legal day (inclusive) on which a call-back can succeed; None for a lead, whom no term ends.
    """

    paid_at: datetime
    ends_at: datetime
    called_back_at: datetime | None
    last_on: date | None = None

    def is_over(self, now: datetime) -> bool:
        """Tell whether the investor may be called."""
        return now >= self.ends_at

    def called(self, now: datetime) -> "Cooling":
        """Return it as it would be with a call at `now`."""
        return replace(self, called_back_at=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallBackStanding:
    """Who of a raise has paid in full and was not called back: how many, and when the last of them may be called.

    `last_on` is the legal day after which the last of them whom nobody reaches leaves; None where only the lead waits.
    """

    waiting: int
    last_ends_at: datetime | None
    last_on: date | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether nobody waits."""
        return not self.waiting


def call_back_standing(coolings: Iterable[Cooling]) -> CallBackStanding:
    """Return who waits among those who have paid."""
    waiting = [each for each in coolings if each.called_back_at is None]
    return CallBackStanding(
        waiting=len(waiting),
        last_ends_at=max((each.ends_at for each in waiting), default=None),
        last_on=max((each.last_on for each in waiting if each.last_on is not None), default=None),
    )


def may_still_rescind(state: SubscriptionState, cooling: Cooling | None) -> bool:
    """Tell whether a contract can still be rescinded: paid in full, and not called back with success."""
    return state is SubscriptionState.PAID and cooling is not None and cooling.called_back_at is None


def wrong_answers(outcome: CallBackOutcome, answers: Answers) -> tuple[FieldError, ...]:
    """Return what keeps an attempt from being recorded as it was sent.

    A confirmation needs a yes to every question; who was not reached has answered none; who declines is quoted.
    """
    if outcome is CallBackOutcome.CONFIRMED:
        return tuple(FieldError(f"/{each}", "required") for each in Question if each not in answers.confirmed)
    if outcome is CallBackOutcome.NOT_REACHED:
        return tuple(FieldError(f"/{each}", "nobody_was_asked") for each in Question if each in answers.confirmed)
    return () if answers.note.strip() else (FieldError("/note", "required"),)


def answers_of(given: Mapping[str, object]) -> Answers:
    """Return the answers that a form or a serializer has validated."""
    return Answers(
        confirmed=frozenset(each for each in Question if given.get(each)), note=str(given.get("note") or "").strip()
    )
