"""embedded / disguise: how PostgreSQL is started by root, which it refuses to run as."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from crowdfund.embedded.errors import CannotStart

UNSHARE = ("--user", "--map-user=65534", "--map-group=65534", "--")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disguise:
    """A prefix of the command line and, where that is impossible, another user who also owns the data."""

    prefix: tuple[str, ...] = ()
    user: int | None = None
    group: int | None = None

    def give(self, *paths: Path) -> None:
        """Let the disguised server own `paths` and what is below them; does nothing unless it runs as another user."""
        if self.user is None or self.group is None:
            return
        for path in paths:
            os.chown(path, self.user, self.group)
            for below in path.rglob("*"):
                os.lchown(below, self.user, self.group)


def disguise_for(*, programs: Path, state: Path) -> Disguise:
    """Choose how to run PostgreSQL: as we are, in a user namespace, or as `nobody`.

    A user namespace is preferred for root: no file changes hands, and a home directory of mode 0700 stays closed.

    :raises CannotStart: root, no user namespaces, and `nobody` can't reach the programs or the data.
    """
    if os.geteuid() != 0:
        return Disguise()
    unshare = shutil.which("unshare")
    if unshare and _works((unshare, *UNSHARE, "true")):
        return Disguise(prefix=(unshare, *UNSHARE))
    return _nobody(programs=programs, state=state)


def _works(command: tuple[str, ...]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _nobody(*, programs: Path, state: Path) -> Disguise:
    closed = next((path for path in _way_to(programs) + _way_to(state.parent) if not path.stat().st_mode & 0o001), None)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        entry = None
    if closed is not None or entry is None:
        reason = f"{closed} is closed to other users" if closed else "there is no user called nobody"
        raise CannotStart(
            f"PostgreSQL does not run as root, user namespaces are not allowed, and {reason}: "
            "start as an ordinary user instead."
        )
    state.chmod(0o711)
    return Disguise(user=entry.pw_uid, group=entry.pw_gid)


def _way_to(path: Path) -> list[Path]:
    resolved = path.resolve()
    return [resolved, *resolved.parents]
