"""tests / parallel sign-in: limits and one-time codes hold when everything arrives at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.crowdfund.accounts.test_adapter import code_at, is_signed_in, sign_in
from tests.factories.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def in_parallel(number: int, work: Any) -> list[Any]:
    """Call `work(n)` for each n, eight at a time, each thread with a connection of its own."""

    def run(each: int) -> Any:
        try:
            return work(each)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(run, range(number)))


def test_of_a_hundred_guesses_at_once_few_reach_the_password(monkeypatch: pytest.MonkeyPatch):
    make_user("target@example.com")
    checked: list[str] = []
    lock = threading.Lock()
    inner = AuthenticationBackend._check_password

    def counting(self: Any, user: Any, password: str) -> Any:
        with lock:
            checked.append(password)
        return inner(self, user, password)

    monkeypatch.setattr(AuthenticationBackend, "_check_password", counting)
    in_parallel(100, lambda number: sign_in(Client(), "target@example.com", f"guess {number}"))
    assert 1 <= len(checked) <= 15


def test_one_code_opens_one_session_even_at_the_same_instant():
    user = make_user("codes@example.com", has_mfa=True)
    clients = [Client() for _ in range(4)]
    for client in clients:
        sign_in(client, user.email, PASSWORD)
    with time_machine.travel(time.time() // 30 * 30 + 1, tick=False):
        code = code_at(time.time())
        in_parallel(4, lambda number: clients[number].post(reverse("mfa_authenticate"), {"code": code}))
        assert sum(is_signed_in(client) for client in clients) == 1
