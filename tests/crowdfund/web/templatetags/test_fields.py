"""tests / form tags: label, hint and refusal belong to their field, for eyes and for screen readers."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from crowdfund.web.inputs import AmountField
from tests.crowdfund.web.reading import visible_text


class TicketForm(forms.Form):
    """One field of each layout."""

    units = {"share": "%"}

    target = AmountField(label="Target", help_text="In full.")
    share = forms.CharField(label="Share", required=False)
    form = forms.ChoiceField(label="Form", choices=[("llc", "LLC"), ("jsc", "JSC")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree.")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("share") == "101":
            raise forms.ValidationError("Too <much>.")


def shown(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load fields %}" + source).render(Context(context))


def attribute(html: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', html)
    assert found is not None
    return found[1]


def test_hint_and_refusal_are_named_by_the_control() -> None:
    form = TicketForm({"target": ""})
    html = shown("{% field form.target %}", form=form)
    for part in attribute(html, "aria-describedby").split():
        assert f'id="{part}"' in html
    assert attribute(html, "aria-describedby") == "id_target_helptext id_target_error"
    assert 'aria-invalid="true"' in html
    assert 'for="id_target"' in html
    assert "field--refused" in html


def test_field_without_hint_and_refusal_names_nothing() -> None:
    html = shown("{% field form.share %}", form=TicketForm())
    assert "aria-describedby" not in html
    assert "(optional)" in html


def test_unit_comes_from_the_currency_or_from_the_form() -> None:
    assert '<span class="field__unit">元</span>' in shown("{% field form.target %}", "zh-hans", form=TicketForm())
    assert '<span class="field__unit">CNY</span>' in shown("{% field form.target %}", form=TicketForm())
    assert '<span class="field__unit">%</span>' in shown("{% field form.share %}", form=TicketForm())
    assert "field__unit" not in shown("{% field form.form %}", form=TicketForm())


def test_choices_are_a_group_with_a_legend() -> None:
    html = shown("{% field form.form %}", form=TicketForm({}))
    assert "<fieldset" in html
    assert 'aria-describedby="id_form_error"' in html
    assert "<legend" in html


def test_a_box_to_tick_stands_inside_its_label() -> None:
    html = shown("{% field form.agreed %}", form=TicketForm())
    assert re.search(r'<label class="choice" for="id_agreed"><input type="checkbox"', html)


def test_summary_links_each_refusal_to_its_field_and_escapes_it() -> None:
    form = TicketForm({"share": "101"})
    html = shown("{% error_summary form %}", form=form)
    assert 'href="#id_target"' in html
    assert 'href="#id_form_0"' in html
    assert "I agree:" in visible_text(html)
    assert "Too &lt;much&gt;." in html
    assert 'role="alert"' in html


@pytest.mark.parametrize(
    ("label", "line"), [("How old are you?", "How old are you? Fill this in."), ("Age", "Age: Fill this in.")]
)
def test_a_question_in_the_summary_keeps_its_mark_alone(label: str, line: str) -> None:
    class Asked(forms.Form):
        age = forms.CharField(label=label, error_messages={"required": "Fill this in."})

    assert line in visible_text(shown("{% error_summary form %}", form=Asked({})))


def test_summary_is_empty_while_all_is_well() -> None:
    assert shown("{% error_summary form %}", form=TicketForm()).strip() == ""


def test_form_keeps_what_was_typed_and_its_hidden_fields() -> None:
    html = shown("{% form_fields form %}", form=TicketForm({"target": "12.345", "secret": "s"}))
    assert 'value="12.345"' in html
    assert 'name="secret"' in html
    assert html.count("error-summary__title") == 1


def test_key_of_the_view_is_kept_and_otherwise_a_new_one_is_drawn() -> None:
    kept = shown("{% form_hidden %}", idempotency_key="0123456789abcdef")
    assert 'value="0123456789abcdef"' in kept
    keys = {attribute(shown("{% form_hidden %}"), "value") for _ in range(2)}
    assert len(keys) == 2
    assert all(len(key) >= 16 for key in keys)


@pytest.mark.parametrize(("kind", "css"), [("decision", "button--decision"), ("quiet", "button--quiet")])
def test_one_verb_is_a_form_with_a_button(kind: str, css: str) -> None:
    html = shown("{% action_button url label kind %}", url="/open/", label="Open <it>", kind=kind)
    assert 'method="post" action="/open/"' in html
    assert css in html
    assert "Open &lt;it&gt;" in html
    assert 'name="idempotency_key"' in html
