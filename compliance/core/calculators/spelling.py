"""compliance / core: how the answers of calculators spell values, and what stands for a fact that was not sent."""

from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

from compliance.core.facts import Reason, Unknown
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding, round_decimal

T = TypeVar("T")
NOT_SENT: Final = Unknown(Reason.NOT_SENT)
"""What a rule sees of an optional field that the caller left out."""


def sent(value: T | None) -> T | Unknown:
    """Return a value as a fact: what was not sent is unknown, for that reason."""
    return NOT_SENT if value is None else value


def money_text(amount: Money | None) -> str | None:
    """Return an amount as answers spell it.

    >>> from crowdfund.kernel.money import Currency
    >>> money_text(Money(150, Currency.CNY)), money_text(None)
    ('1.50', None)
    """
    return None if amount is None else amount.as_text()


def percent_text(percent: Fraction | Decimal | None) -> str | None:
    """Return a percentage as answers spell it: two decimals, half up; the exact one is what was compared.

    >>> percent_text(Fraction(20, 3))
    '6.67'
    """
    return None if percent is None else str(round_decimal(percent, 2, Rounding.HALF_UP))


def percent_of(part: Money | None, whole: Money | None) -> Fraction | None:
    """Return one amount as a percentage of another, exactly; None where one of them is missing or the whole is zero."""
    if part is None or whole is None or not whole:
        return None
    return 100 * part.ratio_to(whole)
