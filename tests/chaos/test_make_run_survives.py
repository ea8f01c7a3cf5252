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

from crowdfund.demo.people import CHEN, PASSWORD
from tests.chaos.house import House
from tests.chaos.visitor import Visitor
from tests.crowdfund.embedded.children import eventually, is_gone

pytestmark = pytest.mark.slow

VICTIMS = ("worker", "redis", "postgres", "beat", "web", "custodian", "screening")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chaos")


@pytest.fixture(scope="module")
def house(state: Path) -> Iterator[House]:
    house = House(state)
    yield house
    house.end()


@pytest.fixture(scope="module")
def founder(house: House) -> Visitor:
    return _chen(house)


def _chen(house: House) -> Visitor:
    """Signed in: a founder of the demo market, who owns a company."""
    visitor = house.visitor()
    entered = visitor.sign_in(email=CHEN.email, password=PASSWORD)
    assert (entered.status, entered.path.startswith("/accounts/")) == (200, False), entered.text
    return visitor


def _company(founder: Visitor) -> str:
    links = re.findall(r'href="(/organisations/[0-9a-f-]+/)"', founder.get("/account/").text)
    assert links
    return str(links[0])


def _invite(founder: Visitor, email: str) -> None:
    """An acknowledged change: the page after the form shows the invitation. Its mail is the work of worker and beat."""
    company = _company(founder)
    answer = founder.submit(company, email=email, role="member")
    assert (answer.status, answer.path) == (200, company), answer.text
    assert email in answer.text


def _is_mailed(house: House, email: str) -> bool:
    return any(f"To: {email}" in file.read_text() for file in house.places.mails.glob("*"))


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
    assert set(house.note().children) >= {"postgres", "redis", "web", "worker", "beat"}


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_killed_part_is_named_and_comes_back_and_nothing_acknowledged_is_lost(
    house: House, founder: Visitor, victim: str
) -> None:
    email = f"{victim}@example.cn"
    _invite(founder, email)

    killed = house.kill(victim)

    assert eventually(lambda: house.is_back(victim, killed), seconds=60), house.text
    assert re.search(rf"{victim} +\| was ended by SIGKILL; starting it again in 0\.2 s", house.text)
    assert eventually(lambda: _serves_pages(house), seconds=90), _parts(house)
    assert email in founder.get(_company(founder)).text


def test_worker_and_beat_work_on_after_all_that_and_every_mail_was_sent(house: House) -> None:
    since = time.monotonic()

    for victim in VICTIMS:
        assert eventually(lambda: _is_mailed(house, f"{victim}@example.cn"), seconds=90), victim  # noqa: B023
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
        chen = _chen(running)
        assert all(f"{victim}@example.cn" in chen.get(_company(chen)).text for victim in VICTIMS)
        processes, started = running.processes(), list(running.note().children)
        assert len(processes) >= 1 + 5

        assert running.end(number) == 0

        assert eventually(lambda: all(is_gone(pid) for pid in processes))
        stopped = (running.places.logs / "postgres.log").read_text().splitlines()[-1]
        assert "database system is shut down" in stopped
        stopping = [line.split()[0] for line in running.said if line.endswith("| stopping")]
        assert stopping == list(reversed(started))
        assert not running.places.running.exists()
    finally:
        running.end()
