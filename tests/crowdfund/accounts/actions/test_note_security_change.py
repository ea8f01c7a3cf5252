"""tests / note_security_change: each change of how somebody signs in leaves its trace."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from crowdfund.accounts.actions.note_security_change import note_security_change
from crowdfund.kernel.actor import Actor
from tests.events import recorded, verbs
from tests.factories.accounts import LONG_AGO, PASSWORD
from tests.personas import Persona


def test_it_names_the_user_and_the_change(stranger: Persona):
    with recorded() as events:
        note_security_change(actor=Actor.anonymous("r"), now=LONG_AGO, user_id=stranger.id, change="password_reset")
    assert verbs(events) == ["user.security_changed"]
    assert (events[0].subject_id, events[0].after) == (stranger.id, {"change": "password_reset"})
    assert events[0].actor_kind == "anonymous"


@pytest.mark.django_db(transaction=True)
def test_a_changed_password_and_a_laid_down_factor_are_recorded(auditor: Persona):
    with recorded() as events:
        auditor.client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"},
        )
        auditor.client.post(reverse("account_reauthenticate"), {"password": PASSWORD + "!"})
        auditor.client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=auditor.user).exists()
    assert verbs(events) == ["user.security_changed"] * 2
    assert [event.after["change"] for event in events] == ["password_changed", "totp_deactivated"]
    assert {event.actor_id for event in events} == {auditor.id}
