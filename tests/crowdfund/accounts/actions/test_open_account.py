"""tests / open_account: somebody signs up."""

import pytest
from django.db import IntegrityError

from crowdfund.accounts.actions.open_account import open_account
from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.models import User
from crowdfund.kernel.actor import Actor
from tests.events import recorded, verbs
from tests.factories.accounts import LONG_AGO, PASSWORD, make_user


def unsaved(email: str) -> User:
    user = User.unsaved(now=LONG_AGO)
    user.fill(email=email, password=PASSWORD, language=Language.EN)
    return user


def test_anybody_may_sign_up_and_it_is_recorded(db: None):
    with recorded() as events:
        user_id = open_account(actor=Actor.anonymous("r"), now=LONG_AGO, user=unsaved("New@Example.com"))
    user = User.objects.get(id=user_id)
    assert (user.email, user.language, user.is_active) == ("new@example.com", "en", True)
    assert user.check_password(PASSWORD)
    assert verbs(events) == ["user.joined"]
    assert "new@example.com" not in f"{events[0].after}"


def test_an_address_has_one_account(db: None):
    make_user("taken@example.com")
    with pytest.raises(IntegrityError):
        open_account(actor=Actor.anonymous("r"), now=LONG_AGO, user=unsaved("TAKEN@example.com"))
    assert User.objects.filter(email="taken@example.com").count() == 1
