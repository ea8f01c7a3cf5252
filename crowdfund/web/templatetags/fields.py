"""web / template tags: forms: label, hint, refusal beside the field, unit, summary. `{% load fields %}`"""

from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from crowdfund.kernel.money import Currency
from crowdfund.web.components.amounts import unit_text

register = template.Library()


@register.inclusion_tag("_parts/field.html")
def field(bound: BoundField, unit: str = "", hint: str = "", label: str = "") -> dict[str, Any]:
    """`{% field form.target unit="元" %}`: one field; label and hint are the form's unless others are given.

    An amount field shows the unit of its currency; a form may name other units: `units = {"share": "%"}`.
    """
    unit = unit or _unit(bound)
    hint = hint or str(bound.help_text)
    return {
        "field": bound,
        "label": label or bound.label,
        "control": _control(bound, hint=hint, has_unit=bool(unit)),
        "unit": unit,
        "hint": hint,
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
        "described_by": _described_by(bound, hint),
        "kind": _kind(bound),
    }


@register.inclusion_tag("_parts/fields.html")
def form_fields(form: BaseForm) -> dict[str, BaseForm]:
    """`{% form_fields form %}`: the summary of refusals, the hidden fields, then every visible field."""
    return {"form": form}


@register.inclusion_tag("_parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """`{% error_summary form %}`: what was refused, each line a link to its field; nothing while all is well."""
    lines: list[tuple[str, str]] = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        lines += [(_first_control(bound), _line(str(bound.label), str(error))) for error in bound.errors]
    return {"lines": lines}


@register.inclusion_tag("_parts/form_hidden.html", takes_context=True)
def form_hidden(context: Context) -> dict[str, Any]:
    """`{% form_hidden %}`: the CSRF token and the key by which a form sent twice has one effect.

    A key that the view put into the context (a form shown again) is kept, otherwise a new one is drawn.
    """
    return {
        "csrf_token": context.get("csrf_token", ""),
        "idempotency_key": context.get("idempotency_key") or str(uuid4()),
    }


@register.inclusion_tag("_parts/action_button.html", takes_context=True)
def action_button(context: Context, url: str, label: str, kind: str = "decision", explain: str = "") -> dict[str, Any]:
    """`{% action_button url label kind="decision" explain="..." %}`: one verb without fields, as a button."""
    return {**form_hidden(context), "url": url, "label": label, "kind": kind, "explain": explain}


def _first_control(bound: BoundField) -> str:
    """Return the id that a link in the summary jumps to: the control itself, or the first of a group."""
    return bound.id_for_label or bound.subwidgets[0].id_for_label or bound.auto_id


def _unit(bound: BoundField) -> str:
    """Return the unit that the form names for the field, or that of the field's currency."""
    named = getattr(bound.form, "units", {}).get(bound.name)
    if named is not None:
        return str(named)
    currency = getattr(bound.field, "currency", None)
    return unit_text(currency) if isinstance(currency, Currency) else ""


def _line(label: str, error: str) -> str:
    """Put the label before its refusal; a sentence loses its full stop, and a question mark stands for the colon."""
    if label.endswith(("?", "？")):
        return _("{question} {error}").format(question=label, error=error)
    return _("{label}: {error}").format(label=label.rstrip(".。"), error=error)


def _kind(bound: BoundField) -> str:
    """Tell how the control is laid out: a group of choices, a single box to tick, or a line."""
    if bound.use_fieldset:
        return "choices"
    return "tick" if getattr(bound.field.widget, "input_type", "") == "checkbox" else "line"


def _described_by(bound: BoundField, hint: str) -> str:
    parts = [f"{bound.auto_id}_helptext"] if hint else []
    return " ".join([*parts, f"{bound.auto_id}_error"] if bound.errors else parts)


def _forget_echo(bound: BoundField) -> None:
    """Drop a placeholder that only repeats the label: it is pale, and gone as soon as one types."""
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        del bound.field.widget.attrs["placeholder"]


def _control(bound: BoundField, *, hint: str, has_unit: bool) -> SafeString:
    """Draw the control itself; its hint and its refusal are named to screen readers."""
    _forget_echo(bound)
    attributes: dict[str, Any] = {}
    described_by = _described_by(bound, hint)
    if described_by and not bound.use_fieldset:
        attributes["aria-describedby"] = described_by
    if has_unit and "inputmode" not in bound.field.widget.attrs:
        attributes |= {"inputmode": "decimal", "autocomplete": "off"}
    return bound.as_widget(attrs=attributes)
