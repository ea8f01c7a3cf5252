"""notices / forms: what can't be switched off is no question."""

from crowdfund.audit.core.tickets import Channel
from crowdfund.notices.core.topics import Topic
from crowdfund.notices.forms import PreferencesForm, initial_of, wanted_in


def test_only_free_choices_are_asked():
    form = PreferencesForm()
    assert set(form.fields) == {"raises", "organisations", "operations"}
    assert [box.data["value"] for box in form["operations"].subwidgets] == ["email"]


def test_a_choice_that_is_none_is_refused():
    form = PreferencesForm({"raises": ["pigeon"]})
    assert not form.is_valid()
    assert set(form.errors) == {"raises"}


def test_what_was_ticked_comes_back_as_choices():
    form = PreferencesForm({"raises": ["email"]})
    assert form.is_valid()
    assert wanted_in(form.cleaned_data) == {(Topic.RAISES, Channel.EMAIL)}


def test_the_form_shows_what_was_chosen():
    assert initial_of({(Topic.RAISES, Channel.EMAIL)})["raises"] == ["notice"]
