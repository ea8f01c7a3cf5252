"""What people write into the forms of a raise and programs send for it, made from the terms themselves."""

from dataclasses import fields
from datetime import date
from typing import Any

from crowdfund.kernel.money import Money
from deals.core.round import Terms
from deals.core.states import RoundState

#: States into which the factory brings a raise by its verbs.
BROUGHT_ABOUT = (RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN)


def sent(terms: Terms) -> dict[str, Any]:
    """Return the terms as JSON; what is not stated is null."""
    return {field.name: _plain(getattr(terms, field.name)) for field in fields(terms)}


def written(terms: Terms) -> dict[str, str]:
    """Return the terms as a form's fields; what is not stated is left empty."""
    return {name: "" if value is None else str(value) for name, value in sent(terms).items()}


def open_entries(terms: Terms) -> set[str]:
    """Return the JSON pointers of the terms that are not stated."""
    return {f"/{name}" for name, value in sent(terms).items() if value in (None, "")}


def _plain(value: Any) -> str | bool | None:
    if isinstance(value, Money):
        return value.as_text()
    if isinstance(value, bool):
        return value
    return value.isoformat() if isinstance(value, date) else value and str(value)
