"""files / cleaning: what the child takes from itself before it looks at a single byte that somebody sent."""

import ctypes
import os
import resource
import signal
import sys
from typing import Final

from crowdfund.files.core.limits import Limits

_SPARE_SECONDS: Final = 1
_OPEN_FILES: Final = 64
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38

_FORBIDDEN: Final = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.system",
    "shutil.",
    "ctypes.",
)


def die_with_parent(parent: int | None = None) -> None:
    """End when the worker ends, so that nothing goes on examining for nobody; and never gain a privilege.

    `parent` is the worker's number: should it have ended before we could say so, we end at once.
    """
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def bound(limits: Limits) -> None:
    """Bound CPU time, memory and what can be written; no core dump, hardly a file, no further process.

    The kernel ends whoever passes them: CPU time by SIGXCPU, memory by refusing it, writing by an error.
    """
    for kind, soft, hard in (
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + _SPARE_SECONDS),
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_FSIZE, room(limits), room(limits)),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(kind, (soft, hard))


def room(limits: Limits) -> int:
    """Return how many bytes the answer may have: a re-written file may grow, but not without end."""
    return 3 * limits.size + 65_536


def forbid() -> None:
    """Let this interpreter open no connection, start no program and load no library from now on."""

    def refuse(event: str, _: object) -> None:
        if event.startswith(_FORBIDDEN):
            raise PermissionError(event)

    sys.addaudithook(refuse)
