"""files / cleaning: starts the child on one file and understands what became of it.

Original and answer are files without a name: whoever dies in between leaves nothing behind, and the kernel bounds how
much the child writes. The child gets no variable of the platform: neither keys nor addresses.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, Final

from crowdfund.files.core.kinds import Kind, kind_of
from crowdfund.files.core.limits import Limits
from crowdfund.files.core.results import Cleaned, Interrupted, Result
from crowdfund.files.core.states import Reason

_PROJECT: Final = Path(__file__).resolve().parents[3]
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); from crowdfund.files.cleaning.child import main;"
    " sys.exit(main(sys.argv[1:]))"
)
_OUT_OF_TIME: Final = frozenset({-signal.SIGXCPU})
_FROM_OUTSIDE: Final = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT, -signal.SIGHUP})
_WAITS_TIMES: Final = 3
"""On a busy machine the child gets less than a whole CPU; its own limit counts what it got, this one counts all."""


def clean(original: Iterable[bytes], *, limits: Limits) -> Result:
    """Return the clean version of a file, or why there is none. Takes up to three times `limits.seconds`.

    :raises Interrupted: somebody ended the child, or it did not get the CPU time it may have; try again.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        for chunk in original:
            given.write(chunk)
        given.seek(0)
        status = _run(given, answer, limits)
        if status == 0:
            return _understood(answer)
        if status in _FROM_OUTSIDE:
            raise Interrupted(f"ended by signal {-status}")
        return Reason.TOO_HEAVY if status in _OUT_OF_TIME else Reason.UNREADABLE


def _run(given: BinaryIO, answer: BinaryIO, limits: Limits) -> int:
    words = [sys.executable, "-I", "-c", _PROGRAM, str(_PROJECT), json.dumps(asdict(limits)), str(os.getpid())]
    with subprocess.Popen(  # noqa: S603  (every word is ours; what somebody sent comes in as a file)
        words,
        stdin=given,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
        start_new_session=True,
    ) as child:
        try:
            return child.wait(timeout=_WAITS_TIMES * limits.seconds)
        except subprocess.TimeoutExpired:
            raise Interrupted("took too long by the clock on the wall") from None
        finally:
            _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _understood(answer: BinaryIO) -> Result:
    """Return what the child said; it may have been taken over, so its answer is read like any other stranger's."""
    answer.seek(0)
    line, content = answer.readline(1_000), answer.read()
    try:
        said = json.loads(line)
        if "reason" in said:
            return Reason(said["reason"])
        kind, pages = Kind(said["kind"]), int(said["pages"])
    except (ValueError, KeyError, TypeError):
        return Reason.UNREADABLE
    if kind_of(content[:16]) is not kind or pages < 1:
        return Reason.UNREADABLE
    return Cleaned(kind=kind, pages=pages, content=content)
