"""tests / database: one migrated template, a clone for each worker, and the application's own role in every test.

The owner makes and migrates the template once under a file lock; each xdist worker clones it in a fraction of a
second. Tests then run as the role the application runs as, so a right that is missing in production is missing here.
Flushing between tests that really commit needs a superuser: append-only tables refuse everybody else.
"""

import fcntl
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import environ
import psycopg2
from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

from crowdfund.db.management.commands.prepare_database import grant_application

TEMPLATE = "test_template"
KEPT = {'"django_content_type"', '"auth_permission"'}
"""What migrating writes and no test changes."""
_TABLE = re.compile(r'"\w+"')


def superuser_settings() -> dict[str, Any]:
    """Return where the superuser connects; only `make test`'s throw-away server gives this address."""
    settings: dict[str, Any] = environ.Env().db_url("DATABASE_SUPERUSER_URL")
    return settings


def connect_as(settings: dict[str, Any], database: str) -> Any:
    """Return a raw autocommitting connection."""
    connection = psycopg2.connect(
        host=settings.get("OPTIONS", {}).get("host") or settings["HOST"],
        port=settings["PORT"] or None,
        user=settings["USER"],
        password=settings["PASSWORD"],
        dbname=database,
    )
    connection.autocommit = True
    return connection


def prepare_worker_database(worker: str) -> str:
    """Make the template if no worker has, clone it for `worker`, and point Django there; returns the clone's name."""
    name = f"test_crowdfund_{worker}"
    with _alone():
        with connect_as(superuser_settings(), "postgres") as admin, admin.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            exists = cursor.fetchone() is not None
        if not exists:
            _make_template()
        _as_superuser(
            f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
            f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"',
            *_closed_to_public(name),
        )
    _point_django_at(name)
    return name


def drop_worker_database(name: str) -> None:
    """Remove a worker's clone."""
    connections.close_all()
    _as_superuser(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def flush_as_superuser(_: DatabaseOperations, sql_list: Sequence[str]) -> None:
    """Empty the tables of a test database although triggers forbid it; replaces Django's flush in tests only.

    Emptying the few tables that a test has filled takes a twentieth of the time of truncating all of them. The lock on
    all of them is what TRUNCATE takes too: it waits for whoever is still writing, for instance the server's side of a
    process that a test has killed.
    """
    name = connections["default"].settings_dict["NAME"]
    assert name.startswith("test_"), name
    tables = sorted(set(_TABLE.findall(" ".join(sql_list))) - KEPT)
    connection = connect_as(superuser_settings(), name)
    connection.autocommit = False
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
            cursor.execute(
                " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
            )
            for (filled,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {filled}")
    finally:
        connection.close()


def _make_template() -> None:
    owner = connections["owner"].settings_dict["USER"]
    _as_superuser(
        f'DROP DATABASE IF EXISTS "{TEMPLATE}.new" WITH (FORCE)',
        f'CREATE DATABASE "{TEMPLATE}.new" OWNER "{owner}"',
        *_closed_to_public(f"{TEMPLATE}.new"),
    )
    _point_django_at(f"{TEMPLATE}.new")
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    grant_application(role=connections["default"].settings_dict["USER"])
    connections.close_all()
    _as_superuser(f'ALTER DATABASE "{TEMPLATE}.new" RENAME TO "{TEMPLATE}"')


@contextmanager
def database_of_an_old_release(script: str, *, ask: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Restore an old database from a plain dump, ask it what it holds, and migrate it; Django works on it meanwhile.

    The owner restores and migrates, as on the day of a release; the application comes back with its own rights only.
    """
    usual = connections["default"].settings_dict["NAME"]
    name = f"{usual}.old"
    _as_superuser(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" OWNER "{connections["owner"].settings_dict["USER"]}"',
        *_closed_to_public(name),
    )
    try:
        _point_django_at(name)
        yield _restored_and_migrated(script, ask=ask)
    finally:
        connections.close_all()
        _point_django_at(usual)
        _as_superuser(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _restored_and_migrated(script: str, *, ask: dict[str, str]) -> dict[str, Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(script)
    connections["owner"].close()  # the dump has set a search path of its own
    found = {}
    with connections["owner"].cursor() as cursor:
        for what, question in ask.items():
            cursor.execute(question)
            found[what] = cursor.fetchone()[0]
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    grant_application(role=connections["default"].settings_dict["USER"])
    return found


def _closed_to_public(name: str) -> list[str]:
    app = connections["default"].settings_dict["USER"]
    return [
        f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC',
        f'GRANT CONNECT ON DATABASE "{name}" TO "{app}"',
    ]


def _as_superuser(*statements: str) -> None:
    connection = connect_as(superuser_settings(), "postgres")
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def _point_django_at(name: str) -> None:
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def _alone() -> Iterator[None]:
    """Let one worker at a time through; the lock's name belongs to this run's server."""
    server = hashlib.sha256(os.environ["DATABASE_SUPERUSER_URL"].encode()).hexdigest()[:16]
    place = Path(tempfile.gettempdir()) / f"test-template-{server}.lock"
    with place.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
