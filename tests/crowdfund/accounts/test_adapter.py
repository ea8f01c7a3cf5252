"""tests / adapter: signing up and in, second factors, and what none of it gives away."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import User
from tests.events import recorded, verbs
from tests.factories.accounts import PASSWORD, TOTP_SECRET, make_unverified_user, make_user
from tests.personas import Persona

pytestmark = pytest.mark.django_db
NEW = {"email": "Neu@Example.com", "password1": PASSWORD, "password2": PASSWORD}


def code_at(instant: float) -> str:
    """Return the one-time code of the tests' authenticator at an instant (seconds since 1970)."""
    return str(format_hotp_value(hotp_value(TOTP_SECRET, int(instant) // 30)))


def sign_in(client: Client, email: str, password: str = PASSWORD, **options: Any) -> Any:
    return client.post(reverse("account_login"), {"login": email, "password": password}, **options)


def english(email: str) -> None:
    user = make_user(email)
    user.language = "en"
    user.save()


def language_of_page(client: Client) -> str:
    answer = client.get(reverse("accounts:my_account"))
    assert answer.status_code == 200
    return str(answer.headers["Content-Language"])


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:my_account")).status_code == 200


class TestSignUp:
    """An account by e-mail."""

    def test_an_account_opens_after_the_address_is_proved(self, client: Client):
        with recorded() as events:
            response = client.post(reverse("account_signup"), NEW)
        assert response["Location"] == reverse("account_email_verification_sent")
        assert verbs(events) == ["user.joined"]
        assert not is_signed_in(client)
        link = re.search(r"http://\S+(/accounts/confirm-email/\S+)", str(mail.outbox[0].body))
        assert link is not None
        client.post(link[1])
        sign_in(client, "NEU@example.com")
        assert is_signed_in(client)
        assert User.objects.get(email="neu@example.com").language == "zh-hans"

    def test_the_account_speaks_the_language_of_the_page(self, client: Client):
        client.post(reverse("account_signup"), NEW, headers={"Accept-Language": "en"})
        assert User.objects.get().language == "en"

    def test_a_taken_address_looks_the_same_and_gets_a_mail(self, client: Client):
        make_user("taken@example.com")
        other = Client()
        free = client.post(reverse("account_signup"), NEW)
        taken = other.post(reverse("account_signup"), {**NEW, "email": "taken@example.com"})
        assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
        pages = [_without_tokens(each.get(free["Location"])) for each in (client, other)]
        assert pages[0].replace("neu@", "taken@") == pages[1]
        assert [message.to for message in mail.outbox] == [["neu@example.com"], ["taken@example.com"]]
        assert User.objects.count() == 2

    @pytest.mark.parametrize("password", ["short", "qwerty123456", "neu@example.com", "justinbieber"])
    def test_a_weak_password_is_refused(self, client: Client, password: str):
        client.post(reverse("account_signup"), {**NEW, "password1": password, "password2": password})
        assert not User.objects.exists()


class TestSignIn:
    """A password."""

    def test_the_address_may_be_typed_in_any_case(self, client: Client):
        make_user("case@example.com")
        sign_in(client, " CASE@example.com ".strip())
        assert is_signed_in(client)

    def test_a_wrong_password_and_an_unknown_address_say_the_same(self, client: Client):
        make_user("known@example.com")
        wrong, unknown = (sign_in(client, f"{name}@example.com", "wrong") for name in ("known", "unknown"))
        assert wrong.context["form"].errors == unknown.context["form"].errors
        assert wrong.status_code == unknown.status_code == 200

    def test_an_unproved_address_does_not_sign_in(self, client: Client):
        make_unverified_user("soon@example.com")
        assert sign_in(client, "soon@example.com")["Location"] == reverse("account_email_verification_sent")
        assert not is_signed_in(client)

    def test_a_deactivated_user_does_not_sign_in(self, client: Client):
        user = make_user("gone@example.com")
        user.is_active = False
        user.save()
        sign_in(client, "gone@example.com")
        assert not is_signed_in(client)

    def test_pages_go_on_in_the_account_s_language_where_the_browser_has_chosen_none(self, client: Client):
        english("english@example.com")
        sign_in(client, "english@example.com")
        assert language_of_page(client) == "en"
        client.post(reverse("account_logout"))
        assert "django_language" not in client.cookies
        make_user("chinese@example.com")
        sign_in(client, "chinese@example.com")
        assert language_of_page(client) == "zh-hans"

    @pytest.mark.parametrize("is_sandbox", [True, False])
    def test_a_language_chosen_in_this_browser_wins_whoever_signs_in(
        self, client: Client, settings: Any, is_sandbox: bool
    ):
        settings.IS_SANDBOX = is_sandbox
        make_user("chinese@example.com")
        client.post(reverse("set_language"), {"language": "en", "next": "/"})
        sign_in(client, "chinese@example.com")
        assert language_of_page(client) == "en"
        client.post(reverse("set_language"), {"language": "zh-hans", "next": "/"})
        client.post(reverse("account_logout"))
        english("english@example.com")
        sign_in(client, "english@example.com")
        assert language_of_page(client) == "zh-hans"

    def test_a_cookie_that_names_no_language_chooses_none(self, client: Client):
        english("english@example.com")
        client.cookies["django_language"] = "tlh"
        sign_in(client, "english@example.com")
        assert language_of_page(client) == "en"

    def test_a_reset_of_an_unknown_address_looks_like_one_of_a_known(self, client: Client):
        make_user("known@example.com")
        answers = [
            client.post(reverse("account_reset_password"), {"email": f"{name}@example.com"})
            for name in ("known", "unknown")
        ]
        assert answers[0]["Location"] == answers[1]["Location"]
        assert [message.to for message in mail.outbox] == [["known@example.com"]]

    def test_guessing_is_cut_off_and_the_right_password_too(self, client: Client):
        make_user("target@example.com")
        checked = 0
        for _ in range(20):
            response = sign_in(client, "target@example.com", "guess")
            checked += response.status_code == 200 and not _is_limited(response)
        assert checked <= 5
        sign_in(client, "target@example.com")
        assert not is_signed_in(client), "otherwise the limit would tell when the guess was right"

    def test_guessing_many_accounts_from_one_address_is_cut_off(self, client: Client):
        checked = sum(not _is_limited(sign_in(client, f"user{number}@example.com", "guess")) for number in range(25))
        assert checked <= 10


def _without_tokens(response: Any) -> str:
    """Return a page without what differs from one rendering to the next."""
    return re.sub(r'(name="(csrfmiddlewaretoken|idempotency_key)" value="|<code>)[^"<]+', "", response.content.decode())


def _is_limited(response: Any) -> bool:
    if response.status_code == 429:
        return True
    errors = response.context["form"].errors.as_data().get("__all__", [])
    return any(error.code == "too_many_login_attempts" for error in errors)


@pytest.mark.usefixtures("held_clock")
class TestSecondFactor:
    """One-time codes and recovery codes."""

    @pytest.fixture
    def user(self) -> User:
        return make_user("codes@example.com", has_mfa=True, roles=[Role.OFFICER])

    @pytest.fixture
    def half(self, client: Client, user: User) -> Client:
        """Somebody who knows the password only."""
        assert sign_in(client, user.email)["Location"].startswith(reverse("mfa_authenticate"))
        return client

    def give(self, client: Client, code: str) -> Any:
        return client.post(reverse("mfa_authenticate"), {"code": code})

    def test_the_password_alone_opens_nothing(self, half: Client):
        assert not is_signed_in(half)

    def test_a_code_opens_and_counts_as_step_up(self, half: Client):
        self.give(half, code_at(time.time()))
        assert is_signed_in(half)
        assert half.get("/api/v1/me").json()["is_stepped_up"] is True

    def test_a_wrong_code_does_not(self, half: Client):
        self.give(half, "000000" if code_at(time.time()) != "000000" else "000001")
        assert not is_signed_in(half)

    def test_a_code_works_once(self, half: Client, user: User):
        code = code_at(time.time())
        self.give(half, code)
        assert is_signed_in(half)
        thief = Client()
        sign_in(thief, user.email)
        self.give(thief, code)
        assert not is_signed_in(thief)

    def test_the_code_of_the_last_period_is_too_old(self, half: Client):
        self.give(half, code_at(time.time() - 31))
        assert not is_signed_in(half)

    def test_a_recovery_code_opens_once(self, half: Client, user: User):
        codes = RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes()
        self.give(half, codes[0])
        assert is_signed_in(half)
        thief = Client()
        sign_in(thief, user.email)
        self.give(thief, codes[0])
        assert not is_signed_in(thief)

    def test_guessing_codes_is_cut_off(self, half: Client):
        right = code_at(time.time())
        for number in range(12):
            self.give(half, "111111" if right != "111111" else f"22222{number % 10}")
        self.give(half, code_at(time.time()))
        assert not is_signed_in(half)

    def test_secrets_rest_sealed(self, user: User):
        with connection.cursor() as cursor:
            cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
            stored = cursor.fetchone()[0]
        assert TOTP_SECRET not in stored
        secrets = [row.data.get("secret") or row.data["seed"] for row in Authenticator.objects.all()]
        assert len(secrets) == 2
        assert all(re.fullmatch(r"[^:]+:[\w=-]+", secret) for secret in secrets), "key id, then the sealed value"

    def test_confirming_again_steps_up_and_goes_on(self, officer: Persona):
        officer.step_down()
        address = officer.client.get(reverse("mfa_reauthenticate") + "?next=/people/")
        assert address.status_code == 200
        response = officer.client.post(
            reverse("mfa_reauthenticate"), {"code": code_at(time.time()), "next": "/people/"}
        )
        assert response["Location"] == "/people/"
        assert officer.client.get("/api/v1/me").json()["is_stepped_up"] is True

    def test_the_password_alone_does_not_step_up(self, officer: Persona):
        officer.step_down()
        officer.client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert officer.client.get("/api/v1/me").json()["is_stepped_up"] is False

    def test_an_officer_keeps_the_last_second_factor(self, officer: Persona):
        self.confirm_freshly(officer)
        officer.client.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=officer.user, type="totp").exists()

    def test_anybody_else_may_lay_it_down(self, auditor: Persona):
        self.confirm_freshly(auditor)
        auditor.client.post(reverse("mfa_deactivate_totp"))
        assert not Authenticator.objects.filter(user=auditor.user).exists()

    def confirm_freshly(self, persona: Persona) -> None:
        persona.client.post(reverse("mfa_reauthenticate"), {"code": code_at(time.time())})


@pytest.mark.usefixtures("held_clock")
@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_factor_asks_for_the_password_and_tells_by_mail(stranger: Persona):
    page = reverse("mfa_activate_totp")
    assert stranger.client.get(page)["Location"].startswith(reverse("account_reauthenticate"))
    stranger.client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": page})
    assert stranger.client.get(page).status_code == 200
    secret = stranger.client.session["mfa.totp.secret"]
    stranger.client.post(page, {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))})
    assert stranger.actor.has_mfa
    assert [message.to for message in mail.outbox] == [[stranger.user.email]]
