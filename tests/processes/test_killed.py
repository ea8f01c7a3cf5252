"""files: an upload or an examination that is ended at any byte and between any two steps leaves nothing to be seen."""

import socket
import struct
import time
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from crowdfund.celery import EVERY_SECONDS
from crowdfund.files.core.limits import ORPHAN_AFTER
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from crowdfund.files.tasks import drop_leftovers
from crowdfund.files.wake import CLEAN_TASK
from tests.crowdfund.embedded.children import is_gone
from tests.factories import hostile
from tests.factories.files import make_file
from tests.processes.machines import Vault, answers, ask_for, eventually, server, worker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LARGE = hostile.pdf_bytes() + b"%" * 4_000_000 + b"\n"
"""Large enough that the server keeps it outside of its memory while it comes in."""
SECRET = "c" * 32


def asked(persona, content: bytes) -> bytes:
    """Return the whole request by which a browser sends a file."""
    edge = uuid4().hex
    fields = {"csrfmiddlewaretoken": SECRET, "idempotency_key": uuid4().hex}
    body = b"".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    )
    body += f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'.encode()
    body += content + f"\r\n--{edge}--\r\n".encode()
    session = persona.client.cookies["session"].value
    return (
        "POST /files/new/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        f"Cookie: session={session}; csrf={SECRET}\r\n"
        f"Content-Type: multipart/form-data; boundary={edge}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def send(port: int, request: bytes, *, is_abrupt: bool) -> None:
    """Send so much, and hang up without waiting for an answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(request)
        if is_abrupt:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            line.shutdown(socket.SHUT_WR)
            line.recv(100)


def answer_to(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(request)
        return line.recv(100)


def test_who_hangs_up_at_any_byte_leaves_no_file_and_the_server_goes_on(founder, own_vault: Vault, tmp_path: Path):
    request = asked(founder, LARGE)
    head = request.index(b"\r\n\r\n") + 4
    places = [1, head - 2, head, head + 40, head + 400, len(request) // 3, len(request) - 100, len(request) - 60]
    places += [len(request) - back for back in (45, 38, 10, 4, 2, 1)]
    with server(own_vault.variables(), tmp_path / "server.log") as port:
        for place in places:
            for is_abrupt in (True, False):
                send(port, request[:place], is_abrupt=is_abrupt)
        assert b" 303 " in answer_to(port, asked(founder, LARGE))
        (row,) = StoredFile.objects.all()
        assert row.size == len(LARGE)
        assert own_vault.kept("original") == [row.storage_key.hex]
        assert own_vault.left_beside() == []
        assert answers(port)


@pytest.mark.parametrize("step", ["original half kept", "original kept", "row stored"])
def test_a_server_that_is_killed_before_the_end_leaves_bytes_that_nobody_sees_and_that_go_within_the_hour(
    founder, own_vault: Vault, tmp_path: Path, step: str
):
    with server(own_vault.variables(STOP_AT=step), tmp_path / "server.log") as port:
        send_and_wait(port, asked(founder, LARGE))
        own_vault.kill()
        assert not StoredFile.objects.exists()
        assert founder.client.get("/files/").context["files"] == []
        assert len(own_vault.kept("original")) == 1
        assert own_vault.left_beside() == []
    drop_leftovers()
    assert len(own_vault.kept("original")) == 1
    own_vault.grow_older(ORPHAN_AFTER.total_seconds() + 1)
    drop_leftovers()
    assert own_vault.kept("original") == []


def test_a_server_that_is_killed_after_the_commit_has_received_the_file(founder, own_vault: Vault, tmp_path: Path):
    with server(own_vault.variables(STOP_AT="committed"), tmp_path / "server.log") as port:
        send_and_wait(port, asked(founder, hostile.pdf_bytes()))
        own_vault.kill()
    (row,) = StoredFile.objects.all()
    assert row.is_waiting
    assert founder.client.get(f"/files/{row.id}/content/").status_code == 409
    with worker(own_vault.variables(), tmp_path / "worker.log"):
        ask_for(CLEAN_TASK)
        assert settled(row).is_clean


def test_a_server_that_is_killed_while_a_file_comes_in_leaves_nothing_at_all(founder, own_vault: Vault, tmp_path: Path):
    request = asked(founder, LARGE)
    with (
        server(own_vault.variables(), tmp_path / "server.log") as port,
        socket.create_connection(("127.0.0.1", port), timeout=30) as line,
    ):
        line.sendall(request[: len(request) // 2])
        time.sleep(1)
    assert not StoredFile.objects.exists()
    assert own_vault.kept("original") == []
    assert own_vault.left_beside() == []


def send_and_wait(port: int, request: bytes) -> None:
    """Send all of it and leave the line to whoever kills the server."""
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    line.sendall(request)
    line.setblocking(False)
    _lines.append(line)


_lines: list[socket.socket] = []


def settled(row: StoredFile) -> StoredFile:
    """Wait until a file is examined."""

    def found() -> StoredFile | None:
        row.refresh_from_db()
        return None if row.is_waiting else row

    said: StoredFile = eventually(found, "nobody examined it")
    return said


BEFORE_THE_END = ["claimed", "being examined", "examined", "clean half kept", "clean kept", "settled"]


@pytest.mark.parametrize("step", BEFORE_THE_END)
def test_a_worker_that_is_killed_between_two_steps_shows_nothing_and_the_next_one_finishes(
    founder, own_vault: Vault, tmp_path: Path, step: str
):
    row = make_file(founder, state=FileState.WAITING)
    with worker(own_vault.variables(STOP_AT=step), tmp_path / "first.log") as first:
        ask_for(CLEAN_TASK)
        assert own_vault.stopped() == first.pid
        children = eventually(lambda: children_of(first.pid) or None, "no child") if step == "being examined" else []
        own_vault.kill()
        assert first.wait() < 0
    eventually(lambda: all(is_gone(child) for child in children) or None, "a child lives on")
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert founder.client.get(f"/files/{row.id}/content/?show").status_code == 409
    assert own_vault.left_beside() == []

    let_lease_end(row)
    with worker(own_vault.variables(), tmp_path / "second.log") as second:
        ask_for(CLEAN_TASK)
        assert settled(row).is_clean
        eventually(lambda: own_vault.kept("original") == [] or None, "the original stayed")
        assert second.poll() is None
    assert own_vault.kept("clean") == [row.storage_key.hex]
    answer = founder.client.get(f"/files/{row.id}/content/")
    assert len(b"".join(answer.streaming_content)) == row.clean_size


def test_a_worker_that_is_killed_after_the_end_leaves_an_original_that_goes_within_the_hour(
    founder, own_vault: Vault, tmp_path: Path
):
    row = make_file(founder, state=FileState.WAITING)
    with worker(own_vault.variables(STOP_AT="end stored"), tmp_path / "worker.log"):
        ask_for(CLEAN_TASK)
        own_vault.kill()
    row.refresh_from_db()
    assert row.is_clean
    assert own_vault.kept("original") == [row.storage_key.hex]
    own_vault.grow_older(ORPHAN_AFTER.total_seconds() + 1)
    drop_leftovers()
    assert own_vault.kept("original") == []
    assert own_vault.kept("clean") == [row.storage_key.hex]


def test_half_a_clean_version_goes_with_a_file_that_is_given_up(founder, own_vault: Vault, tmp_path: Path):
    row = make_file(founder, state=FileState.WAITING)
    StoredFile.objects.filter(id=row.id).update(attempts=4)
    with worker(own_vault.variables(STOP_AT="clean half kept"), tmp_path / "first.log"):
        ask_for(CLEAN_TASK)
        own_vault.kill()
    assert own_vault.kept("clean") == [row.storage_key.hex]
    let_lease_end(row)
    with worker(own_vault.variables(), tmp_path / "second.log"):
        ask_for(CLEAN_TASK)
        assert settled(row).reason == "not_examined"
        eventually(lambda: own_vault.kept("original") == [] or None, "the original stayed")
    assert own_vault.kept("clean") == []


def test_what_is_left_over_is_looked_for_often_enough_to_be_gone_within_the_hour():
    assert ORPHAN_AFTER + timedelta(seconds=2 * EVERY_SECONDS["files.drop_leftovers"]) <= timedelta(hours=1)


def let_lease_end(row: StoredFile) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE files_storedfile SET claimed_until = now() - interval '1 second' WHERE id = %s", [row.id]
        )


def children_of(number: int) -> list[int]:
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{number}/task").glob("*/children")
    return [int(each) for task in tasks for each in task.read_text().split()]
