"""embedded / places: every path this room writes to, all below one state folder that only its owner can enter."""

import hashlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from crowdfund.embedded.errors import CannotStart

LONGEST_SOCKET_PATH = 107
"""Bytes that fit into `sun_path` of a Unix socket address on Linux, without the closing zero (unix(7))."""

SOCKET_NAME = ".s.PGSQL.5432"
STATE_VARIABLE = "CROWDFUND_STATE"
NOBODY = 65534


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders and files of one instance."""

    project: Path
    state: Path
    sockets: Path

    @property
    def database(self) -> Path:
        """The cluster of PostgreSQL."""
        return self.state / "postgres"

    @property
    def queue(self) -> Path:
        """The files of Redis."""
        return self.state / "redis"

    @property
    def logs(self) -> Path:
        """One log file for each child."""
        return self.state / "log"

    @property
    def mails(self) -> Path:
        """Mails that would have been sent, one file for each delivery."""
        return self.state / "mail"

    @property
    def custodian(self) -> Path:
        """The journal of the sandbox bank."""
        return self.state / "custodian"

    @property
    def files(self) -> Path:
        """What people have uploaded."""
        return self.state / "files"

    @property
    def screening(self) -> Path:
        """The journal of the sandbox screening provider."""
        return self.state / "screening"

    @property
    def keys(self) -> Path:
        """Passwords and secrets."""
        return self.state / "keys.json"

    @property
    def lock(self) -> Path:
        """Held by the supervisor while it runs."""
        return self.state / "run.lock"

    @property
    def running(self) -> Path:
        """The note of the running instance (see `addresses`)."""
        return self.state / "running.json"

    @property
    def anchors(self) -> Path:
        """The anchor file of the audit log: block heads, outside the database."""
        return self.state / "anchors" / "audit.jsonl"


def places_of(project: Path, *, state: Path | None = None) -> Places:
    """Name the places of the instance that belongs to `project`; touches nothing.

    The state folder is `state`, else `$CROWDFUND_STATE`, else `.local` in the project. Sockets live in it too, unless
    the path would be too long for a socket address: then they move to a short folder, named after a hash of the path.
    """
    chosen = state or Path(os.environ.get(STATE_VARIABLE) or project / ".local")
    chosen = chosen.absolute()
    inside = chosen / "run"
    fits = len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    return Places(project=project.absolute(), state=chosen, sockets=inside if fits else _short_folder(chosen))


def _short_folder(state: Path) -> Path:
    digest = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    name = f"crowdfund-{os.getuid()}-{digest}"
    # Anybody may write to the last two: the folder is made with mode 0700, and one of somebody else is refused.
    for parent in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):  # noqa: S108  # nosec B108
        if (
            parent
            and os.path.isdir(parent)
            and len(os.fsencode(Path(parent, name, SOCKET_NAME))) <= LONGEST_SOCKET_PATH
        ):
            return Path(parent, name)
    raise CannotStart(f"No folder is short enough for a socket: {state} is too long, and so is the temporary folder.")


def make(places: Places) -> None:
    """Create the folders, each open to its owner only.

    :raises CannotStart: a folder can't be made, or belongs to somebody else.
    """
    for folder in (places.state, places.sockets, places.logs, places.queue, places.files, places.anchors.parent):
        private_folder(folder)


def remove_outside(places: Places) -> None:
    """Remove the socket folder when it had to be made outside the state folder."""
    if not places.sockets.is_relative_to(places.state):
        shutil.rmtree(places.sockets, ignore_errors=True)


def private_folder(folder: Path) -> None:
    """Make `folder` with mode 0700, or check that it already is ours.

    :raises CannotStart: it can't be made, is a link, or belongs to another user.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as problem:
        raise CannotStart(
            f"Can't write to {folder}: {problem.strerror}. Another place can be named: {STATE_VARIABLE}=/some/folder."
        ) from problem
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in _ourselves():
        raise CannotStart(
            f"{folder} belongs to another user; start as that user, or set {STATE_VARIABLE}=/some/folder."
        )
    if stat.S_IMODE(found.st_mode) != 0o700:
        folder.chmod(0o700)


def _ourselves() -> set[int]:
    """Our own user id; for root also the one of `nobody`, who may have been given the sockets (see `disguise`)."""
    return {os.geteuid(), NOBODY} if os.geteuid() == 0 else {os.geteuid()}
