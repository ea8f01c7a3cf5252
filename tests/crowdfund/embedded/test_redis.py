"""tests / embedded: the port and the configuration of our Redis."""

import socket
import stat
from pathlib import Path

import pytest

from crowdfund.embedded import redis
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys
from crowdfund.embedded.places import make, places_of


def test_a_folder_keeps_its_port_as_long_as_it_is_free(tmp_path: Path) -> None:
    first = redis.free_port(tmp_path)
    assert redis.free_port(tmp_path) == first

    with socket.socket() as neighbour:
        neighbour.bind((redis.LOOPBACK, first))
        neighbour.listen()
        assert redis.free_port(tmp_path) not in (first, None)


def test_no_free_port_gives_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redis, "is_free", lambda _: False)

    with pytest.raises(CannotStart, match="No free port"):
        redis.free_port(tmp_path)


@pytest.mark.parametrize(("is_throw_away", "appendonly"), [(False, "yes"), (True, "no")])
def test_it_keeps_its_rows_on_disk_and_never_drops_one(tmp_path: Path, is_throw_away: bool, appendonly: str) -> None:
    places = places_of(tmp_path, state=tmp_path / 'a "quoted" folder')
    make(places)
    queue = redis.redis_of(places, Keys(), is_throw_away=is_throw_away)

    queue.initialise()

    file = places.queue / "redis.conf"
    lines = file.read_text().splitlines()
    assert {"maxmemory-policy noeviction", f"appendonly {appendonly}", f"bind {redis.LOOPBACK}"} <= set(lines)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert queue.keys.queue_password not in " ".join(queue.child().command)


def test_nobody_there_is_not_ready(tmp_path: Path) -> None:
    places = places_of(tmp_path, state=tmp_path)

    assert redis.redis_of(places, Keys()).is_ready() is False
