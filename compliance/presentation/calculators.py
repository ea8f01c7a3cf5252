"""compliance / presentation: what the three doors of a calculator share: its answer, or the problem that it is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from compliance.core.calculators import CALCULATORS
from compliance.core.calculators.calculator import Calculator, calculate
from compliance.core.calculators.complaints import Complaint
from compliance.library import book
from crowdfund.kernel.errors import FieldError, Invalid, NotFound
from crowdfund.web.components.language import in_language


def calculator_named(name: str) -> Calculator:
    """Return the calculator.

    :raises NotFound: there is none of that name.
    """
    if name not in CALCULATORS:
        raise NotFound(kind="calculator")
    return CALCULATORS[name]


def work_out(*, name: str, raw: object, today: date) -> dict[str, Any]:
    """Return the answer of a calculator as JSON holds it.

    :param raw: what `raw.read_json` made of the caller's text.
    :param today: the legal day of a question that names none.
    :raises NotFound: there is no calculator of that name.
    :raises Invalid: the input can't be used; every bad place is named, in the current language.
    """
    answer = calculate(calculator=calculator_named(name), raw=raw, book=book(), today=today)
    if isinstance(answer, tuple):
        raise Invalid(field_errors(answer))
    return answer


def field_errors(complaints: Iterable[Complaint], *, below: str = "") -> tuple[FieldError, ...]:
    """Return complaints as the doors say them, in the current language; `below` is the pointer of the whole."""
    return tuple(
        FieldError(f"{below}{each.pointer}", each.code, {"message": in_language(each.detail)}) for each in complaints
    )
