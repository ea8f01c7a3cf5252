"""tests / chaos: kill -9 of any part of `make run` loses no acknowledged change, and the supervisor brings it back.

One platform serves the whole file: its tests run in order and in one process (`--dist loadfile`).
"""

import json
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.house import House
from tests.crowdfund.embedded.children import eventually, is_gone

pytestmark = pytest.mark.slow

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chaos")


@pytest.fixture(scope="module")
def house(state: Path) -> Iterator[House]:
    house = House(state)
    yield house
    house.end()


def _sign_up(house: House, email: str) -> None:
    """An acknowledged change: the page after the form says that the account was made."""
    answer = house.visitor().submit("/accounts/signup/", email=email, password1=PASSWORD, password2=PASSWORD)
    assert (answer.status, answer.path) == (200, "/accounts/confirm-email/"), answer.text


def _confirmation(house: House, email: str) -> str | None:
    """The address in the mail, which is written to a file."""
    mails = [file.read_text() for file in house.places.mails.glob("*")]
    text = "".join(mail for mail in mails if f"To: {email}" in mail)
    links = re.findall(r"http://localhost:\d+(/accounts/confirm-email/[^/\s]+/)", text)
    return links[0] if links else None


def _assert_known(house: House, email: str) -> None:
    """The account can be confirmed and entered."""
    assert eventually(lambda: _confirmation(house, email) is not None), "no mail"
    visitor = house.visitor()
    confirmed = visitor.submit(_confirmation(house, email) or "")
    assert confirmed.status == 200, confirmed.text
    entered = visitor.sign_in(email=email, password=PASSWORD)
    assert (entered.status, entered.path) == (200, "/"), entered.text


def _parts(house: House) -> dict:
    answer = house.visitor().get("/readyz")
    parts: dict = json.loads(answer.text)["parts"] if answer.status in (200, 503) else {}
    return parts


def _serves_pages(house: House) -> bool:
    parts = _parts(house)
    return [parts.get("database"), parts.get("redis")] == ["ok", "ok"]


def _works_in_the_background(house: House, *, since: float) -> bool:
    """Whether worker and beat have both shown a sign of life after an instant."""
    parts = _parts(house)
    ages = [parts[name]["age_seconds"] for name in ("worker", "beat") if name in parts]
    return len(ages) == 2 and all(age is not None and age < time.monotonic() - since - 1 for age in ages)


def test_every_part_is_there(house: House) -> None:
    assert _serves_pages(house)
    assert set(house.note().children) == {"postgres", "redis", "web", "worker", "beat"}


@pytest.mark.parametrize("victim", ["worker", "redis", "postgres", "beat", "web"])
def test_a_killed_part_is_named_and_comes_back_and_nothing_acknowledged_is_lost(house: House, victim: str) -> None:
    email = f"{victim}@example.cn"
    _sign_up(house, email)

    killed = house.kill(victim)

    assert eventually(lambda: house.is_back(victim, killed), seconds=60), house.text
    assert re.search(rf"{victim} +\| was ended by SIGKILL; starting it again in 0\.2 s", house.text)
    assert eventually(lambda: _serves_pages(house), seconds=90), _parts(house)
    _assert_known(house, email)


def test_worker_and_beat_work_on_after_all_that(house: House) -> None:
    since = time.monotonic()

    assert eventually(lambda: _works_in_the_background(house, since=since), seconds=120), _parts(house)


def test_the_books_are_sound_after_all_that_as_seen_from_a_second_terminal(house: House) -> None:
    for words in (["audit", "verify"], ["ledger", "check"]):
        done = house.manage(*words)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_asked_to_stop_it_ends_every_process_and_the_next_start_has_the_data(
    house: House, state: Path, number: signal.Signals
) -> None:
    running = House(state) if house.has_ended else house
    try:
        processes = running.processes()
        assert len(processes) >= 1 + 5

        assert running.end(number) == 0

        assert eventually(lambda: all(is_gone(pid) for pid in processes))
        stopped = (running.places.logs / "postgres.log").read_text().splitlines()[-1]
        assert "database system is shut down" in stopped
        assert [line.split()[0] for line in running.said if line.endswith("| stopping")] == [
            "beat",
            "worker",
            "web",
            "postgres",
            "redis",
        ]
        assert not running.places.running.exists()
    finally:
        running.end()
