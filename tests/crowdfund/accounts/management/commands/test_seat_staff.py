"""tests / seat_staff: the command by which the first operator gets in."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crowdfund.accounts.models import User
from crowdfund.accounts.queries import has_second_factor, roles_of
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def test_it_opens_an_account_and_prints_the_secret_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STAFF_PASSWORD", PASSWORD)
    out = StringIO()
    call_command("seat_staff", "Boss@Example.com", "--role=operator", "--role=auditor", "--language=en", stdout=out)
    user = User.objects.get(email="boss@example.com")
    assert set(roles_of(user.id)) == {"operator", "auditor"}
    assert has_second_factor(user.id)
    assert re.search(r"otpauth://totp/boss%40example.com\?secret=[A-Z2-7]{32}&issuer=", out.getvalue())


@pytest.mark.parametrize("password", ["short", "qwerty123456"])
def test_a_weak_password_opens_nothing(monkeypatch: pytest.MonkeyPatch, password: str):
    monkeypatch.setenv("STAFF_PASSWORD", password)
    with pytest.raises(CommandError):
        call_command("seat_staff", "boss@example.com", "--role=operator")
    assert not User.objects.exists()


def test_an_account_that_exists_is_left_alone(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("STAFF_PASSWORD", PASSWORD)
    make_user("boss@example.com")
    with pytest.raises(CommandError, match="already"):
        call_command("seat_staff", "boss@example.com", "--role=operator")
    assert roles_of(User.objects.get().id) == []
