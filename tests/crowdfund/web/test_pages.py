"""tests / web: a form shows what is wrong beside the field, loses nothing, and goes on with GET."""

from uuid import uuid4

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.urls import path

from crowdfund.kernel.errors import Busy, Conflict, FieldError, Invalid, NotAuthorised
from crowdfund.web.pages import ActionPage, RefusedAt, fresh_key, put_errors
from tests.crowdfund.web.doors import opened

pytestmark = pytest.mark.django_db


class NameForm(forms.Form):
    """A name."""

    name = forms.CharField(max_length=5)


class Door(ActionPage):
    """Raises what the test wants, or goes on."""

    template_name = "partners/register.html"
    form_class = NameForm
    done_message = "It was done."
    raised = None

    def act(self, request, cleaned):
        if Door.raised is not None:
            raise Door.raised
        if cleaned["name"] == "No":
            return RefusedAt("/refused")
        return f"/done/{cleaned['name']}"


@pytest.fixture(autouse=True)
def _doors(monkeypatch):
    monkeypatch.setattr(Door, "raised", None)
    with opened(path("door", Door.as_view())):
        yield


def test_success_goes_on_with_get_and_says_so(stranger):
    answer = stranger.submit("/door", {"name": "Li"})
    assert (answer.status_code, answer["Location"]) == (303, "/done/Li")
    assert [str(said) for said in get_messages(answer.wsgi_request)] == ["It was done."]


def test_a_refusal_goes_on_and_nobody_says_that_it_was_done(stranger):
    answer = stranger.submit("/door", {"name": "No"})
    assert (answer.status_code, answer["Location"]) == (303, "/refused")
    assert [str(said) for said in get_messages(answer.wsgi_request)] == []


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (Invalid((FieldError("/name", "already_taken"),)), 422),
        (Conflict(), 409),
        (Busy(retry_after=1), 503),
    ],
)
def test_what_can_be_mended_or_tried_again_stays_on_the_form_with_what_was_typed(stranger, monkeypatch, raised, status):
    monkeypatch.setattr(Door, "raised", raised)
    answer = stranger.submit("/door", {"name": "Li"})
    assert answer.status_code == status
    assert 'value="Li"' in answer.content.decode()


def test_an_entry_that_the_verb_refuses_is_named_beside_its_field(stranger, monkeypatch):
    monkeypatch.setattr(
        Door, "raised", Invalid((FieldError("/name", "already_taken"), FieldError("/other", "unknown")))
    )
    form = stranger.submit("/door", {"name": "Li"}).context["form"]
    assert len(form.errors["name"]) == 1
    assert len(form.non_field_errors()) == 1


def test_a_wrong_entry_never_reaches_the_verb(stranger, monkeypatch):
    monkeypatch.setattr(Door, "raised", AssertionError("it was called"))
    assert stranger.submit("/door", {"name": "too long a name"}).status_code == 422


def test_what_is_not_allowed_is_a_page_of_its_own(stranger, monkeypatch):
    monkeypatch.setattr(Door, "raised", NotAuthorised())
    answer = stranger.submit("/door", {"name": "Li"})
    assert answer.status_code == 403
    assert "data-problem" in answer.content.decode()


def test_after_a_short_wait_the_same_key_is_sent_again(stranger, monkeypatch):
    monkeypatch.setattr(Door, "raised", Busy(retry_after=1))
    key = uuid4().hex
    page = stranger.submit("/door", {"name": "Li", "idempotency_key": key}).content.decode()
    assert key in page
    monkeypatch.setattr(Door, "raised", None)
    assert stranger.submit("/door", {"name": "Li", "idempotency_key": key}).status_code == 303


def test_a_fresh_key_is_long_and_new():
    keys = {fresh_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(16 <= len(key) <= 200 for key in keys)


def test_only_errors_of_entries_are_put_beside_fields():
    form = NameForm({"name": "Li"})
    put_errors(form, Conflict())
    assert form.is_valid()
