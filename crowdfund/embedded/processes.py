"""embedded / processes: starting a process that can't outlive us, and knowing one again by its id."""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO

from crowdfund.embedded.child import Child

PR_SET_PDEATHSIG = 1
"""`prctl` option: the signal the kernel sends to this process when its parent dies (prctl(2))."""

_libc = ctypes.CDLL(None, use_errno=True)


def spawn(child: Child, *, folder: Path, output: IO[bytes] | int | None) -> subprocess.Popen[bytes]:
    """Start `child` in its own session; the kernel sends it its stop signal when we die, however that happens.

    To be called from the main thread: the kernel watches the thread, not the process. The session keeps a Ctrl-C in the
    terminal away from the child, so that children can be stopped in order.

    :raises OSError: the program can't be executed.
    """
    return subprocess.Popen(
        child.command,
        env=dict(child.environment),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        preexec_fn=tied_to_parent(child.stop_signal),
        user=child.user,
        group=child.group,
        extra_groups=None if child.user is None else [],
    )


def tied_to_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """For `preexec_fn`: ask the kernel for `death_signal` when the process that starts this one dies."""
    parent = os.getpid()

    def tie() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the line above took effect
            os._exit(1)

    return tie


def kill_group(pid: int, number: signal.Signals) -> None:
    """Send a signal to the process group `pid` leads; silently nothing when it is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def birth_of(pid: int) -> str:
    """The start of a process in clock ticks since boot (proc(5), field 22); "" when there is none, or a zombie.

    A process id is used again sooner or later; id and birth together are not.
    """
    try:
        line = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = line.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def is_same(pid: int, birth: str) -> bool:
    """Whether the process `pid` still is the one that was born at `birth`."""
    return bool(birth) and birth_of(pid) == birth
