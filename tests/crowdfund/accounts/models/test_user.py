"""tests / user: a login by address, whatever its case."""

import pytest

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.models import User
from tests.factories.accounts import LONG_AGO, make_user

pytestmark = pytest.mark.django_db


def test_the_address_is_found_in_any_case():
    user = make_user("Somebody@Example.COM")
    assert user.email == "somebody@example.com"
    assert User.objects.get_by_natural_key("SOMEBODY@example.com") == user


def test_without_a_password_nothing_fits():
    user = make_user(password=None)
    assert not user.has_usable_password()
    assert not user.check_password("")


def test_it_speaks_the_chosen_language():
    user = make_user()
    user.speak(Language.EN)
    assert User.objects.get(id=user.id).language == "en"


def test_there_is_no_superuser():
    user = User.unsaved(now=LONG_AGO)
    for right in ("is_superuser", "is_staff", "has_perm", "groups"):
        assert not hasattr(user, right), right
