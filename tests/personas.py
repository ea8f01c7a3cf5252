"""tests / personas: the people that tests are about. Alice founds, Lin leads, Fang follows, Si is a stranger.

Each fixture is one person with real rows, a signed-in page client and a signed-in API client. Staff have a second
factor and have just used it; `step_down` lets it grow too old. Who is checked has passed the screening, except in
the tests of the compliance room.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from rest_framework.test import APIClient

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import Organisation, User
from crowdfund.accounts.queries import actor_of, has_second_factor
from crowdfund.kernel.actor import Actor
from tests.factories.accounts import make_organisation, make_user
from tests.factories.compliance import make_assessment
from tests.factories.screening import pass_screening


def signed_in(client: Client, user: User, *, used_mfa_at: float | None) -> None:
    """Sign a user in, with the second factor used at an instant (seconds since 1970) or not at all.

    It writes the session that the sign-in page leaves behind in one step; whether the page does so is proved where
    that page is tested.
    """
    records: list[dict[str, Any]] = [{"method": "password", "at": time.time(), "email": user.email}]
    if used_mfa_at is not None:
        records.append({"method": "mfa", "type": "totp", "at": used_mfa_at})
    session = SessionStore()
    session[SESSION_KEY] = user_id_to_str(user)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)


_SIGNING_IN = Lock()
"""Races ask for the same client in several threads at once."""

_BLOCKS: list[list["Persona"]] = []
"""Who was signed in inside each of the blocks whose rows will be taken back."""


@contextmanager
def sign_ins_taken_back() -> Iterator[None]:
    """Forget who is signed in for the first time inside, since the rows of their sessions go with the block."""
    _BLOCKS.append([])
    try:
        yield
    finally:
        for persona in _BLOCKS.pop():
            persona.forget_sign_in()


@dataclass(slots=True)
class Persona:
    """Somebody with a browser and a program, each signed in when it is first asked for: most tests use neither."""

    user: User
    organisation: Organisation | None = None
    is_stepped_up: bool = False
    is_screened: bool = True
    _used_mfa_at: float | None = field(default=None, init=False, compare=False, repr=False)
    _client: Client | None = field(default=None, init=False, compare=False, repr=False)
    _api: APIClient | None = field(default=None, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.is_screened:
            pass_screening(self.user)
        self.is_stepped_up = has_second_factor(self.user.id)
        self._used_mfa_at = time.time() if self.is_stepped_up else None

    @property
    def client(self) -> Client:
        """The browser."""
        with _SIGNING_IN:
            if self._client is None:
                self._client = Client()
                self._sign_in(self._client)
        return self._client

    @property
    def api(self) -> APIClient:
        """The program."""
        with _SIGNING_IN:
            if self._api is None:
                self._api = APIClient()
                self._sign_in(self._api)
        return self._api

    def _sign_in(self, client: Client) -> None:
        signed_in(client, self.user, used_mfa_at=self._used_mfa_at)
        if _BLOCKS:
            _BLOCKS[-1].append(self)

    def forget_sign_in(self) -> None:
        """Sign in anew when either is next asked for."""
        self._client = self._api = None

    @property
    def id(self) -> Any:
        """The user's id."""
        return self.user.id

    @property
    def actor(self) -> Actor:
        """The actor as of now, read from the rows."""
        return actor_of(self.user.id, request_id=uuid4().hex, is_stepped_up=self.is_stepped_up)

    def step_down(self) -> "Persona":
        """Let the last use of the second factor be six minutes ago."""
        self.is_stepped_up = False
        self.user.refresh_from_db()
        self._used_mfa_at = time.time() - 360
        for client in filter(None, (self._client, self._api)):
            signed_in(client, self.user, used_mfa_at=self._used_mfa_at)
        return self

    def submit(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        """Send a page's form, with a fresh idempotency key."""
        return self.client.post(path, {"idempotency_key": uuid4().hex, **(data or {})}, **options)

    def send(self, path: str, body: dict[str, Any] | None = None, *, key: str | None = None, **options: Any) -> Any:
        """Post JSON to the API, with a fresh idempotency key unless one is given."""
        return self.api.post(
            path, body or {}, format="json", headers={"Idempotency-Key": key or uuid4().hex}, **options
        )


@pytest.fixture
def held_clock() -> Iterator[None]:
    """Hold the clock, so that what is about a second is true on a slow machine too.

    It stands a second after the start of a one-time code's period.
    """
    with time_machine.travel(time.time() // 30 * 30 + 1, tick=False):
        yield


@pytest.fixture
def everybody_passes() -> bool:
    """Tell that the checked people of a test have passed the screening; a room whose tests screen them overrides it."""
    return True


@pytest.fixture
def founder(db: None, everybody_passes: bool) -> Persona:
    """Alice, checked, owner of a company."""
    user = make_user("alice@example.com", roles=[Role.FOUNDER, Role.INVESTOR], is_checked=True)
    return Persona(user, organisation=make_organisation(user), is_screened=everybody_passes)


@pytest.fixture
def lead(db: None, everybody_passes: bool) -> Persona:
    """Lin, a checked investor of class C5 who leads, for an organisation of her own."""
    user = make_user("lin@example.com", roles=[Role.INVESTOR], is_checked=True)
    make_assessment(user)
    return Persona(user, organisation=make_organisation(user), is_screened=everybody_passes)


@pytest.fixture
def follower(db: None, everybody_passes: bool) -> Persona:
    """Fang, a checked investor of class C5 who follows."""
    user = make_user("fang@example.com", roles=[Role.INVESTOR], is_checked=True)
    make_assessment(user)
    return Persona(user, is_screened=everybody_passes)


@pytest.fixture
def buyer(db: None, everybody_passes: bool) -> Persona:
    """Bai, a checked investor who comes with the next round."""
    user = make_user("bai@example.com", roles=[Role.INVESTOR], is_checked=True)
    return Persona(user, is_screened=everybody_passes)


@pytest.fixture
def stranger(db: None) -> Persona:
    """Si, signed up and nothing more."""
    return Persona(make_user("si@example.com"))


@pytest.fixture
def officer(db: None) -> Persona:
    """Ou, compliance officer with a second factor just used."""
    return Persona(make_user("ou@example.com", roles=[Role.OFFICER], has_mfa=True))


@pytest.fixture
def operator(db: None) -> Persona:
    """Pan, operator with a second factor just used."""
    return Persona(make_user("pan@example.com", roles=[Role.OPERATOR], has_mfa=True))


@pytest.fixture
def auditor(db: None) -> Persona:
    """Shen, who reads everything and changes nothing."""
    return Persona(make_user("shen@example.com", roles=[Role.AUDITOR], has_mfa=True))


@pytest.fixture
def partner(db: None) -> Persona:
    """Qiao, who looks after a partner's programs; the programs themselves sign in with tokens."""
    return Persona(make_user("qiao@example.com", roles=[Role.PARTNER]))


@pytest.fixture
def personas(
    founder: Persona,
    lead: Persona,
    follower: Persona,
    stranger: Persona,
    officer: Persona,
    operator: Persona,
    auditor: Persona,
    partner: Persona,
) -> dict[str, Persona]:
    """Everybody, by name."""
    return {
        "founder": founder,
        "lead": lead,
        "follower": follower,
        "stranger": stranger,
        "officer": officer,
        "operator": operator,
        "auditor": auditor,
        "partner": partner,
    }
