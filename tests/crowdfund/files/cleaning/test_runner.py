"""files / cleaning: the real child, on good files and on a hostile corpus; it never takes us with it."""

import contextlib
import dataclasses
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from crowdfund.files.cleaning import runner
from crowdfund.files.cleaning.runner import clean
from crowdfund.files.core.kinds import Kind, kind_of
from crowdfund.files.core.limits import ATTEMPTS
from crowdfund.files.core.results import Cleaned, Interrupted
from crowdfund.files.core.states import Reason
from tests.crowdfund.files.cleaning.limits import LIMITS
from tests.factories import hostile

GOOD = {
    "pdf": (lambda: hostile.pdf_bytes(pages=3), Kind.PDF, 3),
    "png": (lambda: hostile.image_bytes("PNG"), Kind.PNG, 1),
    "jpeg": (lambda: hostile.image_bytes("JPEG"), Kind.JPEG, 1),
    "pdf with a script": (lambda: hostile.pdf_bytes(hostile.with_script), Kind.PDF, 1),
    "500 pages": (lambda: hostile.pdf_bytes(pages=500), Kind.PDF, 500),
}
HOSTILE = {
    "empty": (lambda: b"", {Reason.KIND}),
    "svg as png": (lambda: hostile.SVG, {Reason.KIND}),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", {Reason.KIND}),
    "eicar": (lambda: hostile.EICAR.encode(), {Reason.KIND}),
    "zip as pdf": (hostile.zip_bytes, {Reason.KIND}),
    "html before pdf": (hostile.polyglot_html_first, {Reason.KIND}),
    "a program": (lambda: b"MZ\x90\0" + b"\0" * 500, {Reason.KIND}),
    "password": (hostile.encrypted_pdf, {Reason.ENCRYPTED}),
    "10,000 pages": (lambda: hostile.pdf_bytes(pages=10_000), {Reason.TOO_MANY_PAGES}),
    "501 pages": (lambda: hostile.pdf_bytes(pages=501), {Reason.TOO_MANY_PAGES}),
    "deep": (hostile.deep_pdf, {Reason.UNREADABLE}),
    "loop": (hostile.looping_pdf, {Reason.UNREADABLE}),
    "pdf bomb": (lambda: hostile.pdf_bytes(hostile.with_bomb, compress_streams=False), {Reason.TOO_HEAVY}),
    "png bomb": (hostile.png_bomb, {Reason.TOO_MANY_PIXELS}),
    "cut off photo": (lambda: hostile.image_bytes("JPEG", (800, 800))[:3000], {Reason.UNREADABLE}),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, {Reason.UNREADABLE}),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_comes_back_clean(name):
    make, kind, pages = GOOD[name]
    result = clean([make()], limits=LIMITS)
    assert isinstance(result, Cleaned)
    assert (result.kind, result.pages) == (kind, pages)
    assert kind_of(result.content) is kind


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_its_reason(name):
    make, reasons = HOSTILE[name]
    assert clean([make()], limits=LIMITS) in reasons


def test_bytes_that_are_not_all_of_it_never_hang_or_kill():
    """A PDF cut at many places, and one with noise in many places: refused or clean, never more."""
    whole = hostile.pdf_bytes(hostile.with_script, pages=2)
    step = max(1, len(whole) // 12)
    for place in range(1, len(whole) - 40, step):
        assert clean([whole[:place]], limits=LIMITS) in {Reason.UNREADABLE, Reason.KIND}
        noisy = whole[:place] + b"\xff\0<<" + whole[place + 4 :]
        assert isinstance(clean([noisy], limits=LIMITS), Cleaned | Reason)


def run_in_child(monkeypatch, program):
    """Let the child run `program` behind its fence in place of examining a file."""
    prelude = (
        "import sys, json; sys.path.insert(0, sys.argv.pop(1)); from crowdfund.files.cleaning import fence;"
        "from crowdfund.files.core.limits import Limits; limits = Limits(**json.loads(sys.argv[1]));"
        "fence.die_with_parent(); fence.bound(limits); fence.forbid()\n"
    )
    monkeypatch.setattr(runner, "_PROGRAM", prelude + program)


QUICK = dataclasses.replace(LIMITS, seconds=1)


def test_who_takes_too_much_cpu_is_ended_by_the_kernel(monkeypatch):
    """Where others take the CPU the clock on the wall may end it first; then it is tried again, as by a worker."""
    run_in_child(monkeypatch, "while True: pass")
    for _ in range(ATTEMPTS):
        with contextlib.suppress(Interrupted):
            assert clean([b"%PDF-"], limits=QUICK) is Reason.TOO_HEAVY
            return
    pytest.fail("the child never got a second of CPU time")


def test_who_takes_too_much_memory_gets_none(monkeypatch):
    run_in_child(
        monkeypatch,
        'try:\n b = bytearray(limits.memory)\nexcept MemoryError:\n print(\'{"reason": "too_heavy"}\')',
    )
    assert clean([b"%PDF-"], limits=LIMITS) is Reason.TOO_HEAVY


def test_who_writes_without_end_is_stopped(monkeypatch):
    run_in_child(monkeypatch, "while True: sys.stdout.buffer.write(b'x' * 1_000_000)")
    assert clean([b"%PDF-"], limits=dataclasses.replace(LIMITS, size=1_000_000)) is Reason.UNREADABLE


ESCAPES = {
    "a connection": "import socket; socket.create_connection(('127.0.0.1', 1))",
    "a program": "import subprocess; subprocess.run(['/bin/true'])",
    "a shell": "import os; os.system('true')",
    "a fork": "import os; os.fork()",
}


@pytest.mark.parametrize("name", ESCAPES)
def test_the_child_gets_no_further(monkeypatch, name):
    run_in_child(monkeypatch, f'try:\n {ESCAPES[name]}\nexcept PermissionError:\n print(\'{{"reason": "active"}}\')')
    assert clean([b"%PDF-"], limits=LIMITS) is Reason.ACTIVE


def test_the_child_knows_nothing_of_the_platform(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "known-20261122")
    run_in_child(
        monkeypatch,
        "import os\nif not set(os.environ) - {'LANG', 'MALLOC_ARENA_MAX', 'LC_CTYPE'} and os.getcwd() == '/':\n"
        ' print(\'{"reason": "active"}\')',
    )
    assert clean([b"%PDF-"], limits=LIMITS) is Reason.ACTIVE


@pytest.mark.parametrize(
    "said",
    [
        "",
        "nonsense",
        "[]",
        '{"kind": "exe", "pages": 1}',
        '{"kind": "pdf", "pages": 1}\\nMZ',
        '{"kind": "pdf", "pages": 0}\\n%PDF-1.4',
        '{"reason": "made up"}',
        '{"kind": "png", "pages": 1}\\n%PDF-1.4',
    ],
)
def test_a_child_that_was_taken_over_is_not_believed(monkeypatch, said):
    run_in_child(monkeypatch, f"sys.stdout.write('{said}')")
    assert clean([b"%PDF-"], limits=LIMITS) is Reason.UNREADABLE


def test_a_crash_of_the_reader_is_a_verdict(monkeypatch):
    run_in_child(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert clean([b"%PDF-"], limits=LIMITS) is Reason.UNREADABLE


def test_an_end_from_outside_is_none(monkeypatch):
    run_in_child(monkeypatch, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(Interrupted):
        clean([b"%PDF-"], limits=LIMITS)


def test_a_child_that_only_waits_is_ended_by_the_clock_on_the_wall(monkeypatch):
    run_in_child(monkeypatch, "import time; time.sleep(600)")
    began = time.monotonic()
    with pytest.raises(Interrupted):
        clean([b"%PDF-"], limits=QUICK)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime < time.monotonic() - began + 600


def test_the_child_does_not_outlive_a_worker_that_is_killed(tmp_path):
    note = tmp_path / "pid"
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from crowdfund.files.cleaning import runner\n"
        "from tests.crowdfund.files.cleaning.limits import LIMITS\n"
        "runner._PROGRAM = 'import sys; sys.path.insert(0, sys.argv[1]);"
        "from crowdfund.files.cleaning import fence; fence.die_with_parent();"
        f'import os, time; open(\\"{note}\\", \\"w\\").write(str(os.getpid())); time.sleep(600)\'\n'
        "runner.clean([b'%PDF-'], limits=LIMITS)\n"
    )
    root = Path(__file__).resolve().parents[4]
    worker = subprocess.Popen([sys.executable, "-c", program, str(root)], cwd=root)
    try:
        child = _first(lambda: int(note.read_text()) if note.exists() and note.read_text() else None)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        _first(lambda: not _lives(child) or None)
    finally:
        worker.kill()


def _first(found, patience=30.0):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        answer = found()
        if answer is not None:
            return answer
        threading.Event().wait(0.02)
    raise AssertionError("nothing happened")


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_no_file_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    clean([hostile.pdf_bytes()], limits=LIMITS)
    assert os.listdir(tmp_path) == []
