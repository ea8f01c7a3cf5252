"""Legal days in forms: a browser shows a day that is already known, in each language of the platform."""

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.utils import translation

from crowdfund.web.inputs import DayInput


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_day_is_written_as_browsers_read_it(language: str) -> None:
    with translation.override(language):
        shown = DayInput().render("day", date(2026, 11, 22))
    assert 'type="date"' in shown
    assert 'value="2026-11-22"' in shown


def _subclasses(kind: type[Any]) -> Iterator[type[Any]]:
    for each in kind.__subclasses__():
        yield each
        yield from _subclasses(each)


def test_every_day_of_every_form_is() -> None:
    import_module(settings.ROOT_URLCONF)  # brings in every form of the platform
    days = [
        (f"{form.__module__}.{form.__name__}.{name}", field)
        for form in _subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.DateField) and field.widget.attrs.get("type", field.widget.input_type) == "date"
    ]
    assert days
    assert [name for name, field in days if field.widget.format != "%Y-%m-%d"] == []
