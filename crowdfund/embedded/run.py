"""embedded / run: the order of a start, from nothing to a page that answers."""

import os
import sys
import urllib.parse
from collections.abc import Mapping
from pathlib import Path

from crowdfund.embedded import postgres, redis
from crowdfund.embedded.addresses import Note, Process, process_of, write_note
from crowdfund.embedded.console import Console
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys, keys_in
from crowdfund.embedded.lock import end_leftovers, only_instance
from crowdfund.embedded.places import Places, make, places_of, remove_outside
from crowdfund.embedded.platform import Platform
from crowdfund.embedded.supervisor import StopAsked, Supervisor

SERVER_PATIENCE, WEB_PATIENCE = 60.0, 90.0
"""Seconds until a start that gets nowhere is given up."""

DEFAULT_PORT = 8000


def run(project: Path) -> int:
    """Start everything and stay until somebody asks to stop; returns the exit status.

    :raises CannotStart: something outside prevents it; everything that had been started is stopped again.
    """
    refuse_production()
    port = wanted_port()
    places = places_of(project)
    make(places)
    with only_instance(places):
        end_leftovers(places)
        refuse_taken_port(port)
        _live(places, port, Console(sys.stdout))
    return 0


def refuse_production() -> None:
    """:raises CannotStart: this is meant to be production, which has servers of its own."""
    if os.environ.get("CROWDFUND_ENV") == "production":
        raise CannotStart(
            "CROWDFUND_ENV is production, and `make run` is for laptops and demonstrations; see docker-compose.yml."
        )


def wanted_port() -> int:
    """The port in `$PORT`.

    :raises CannotStart: it is not a port number.
    """
    text = os.environ.get("PORT") or str(DEFAULT_PORT)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65_535:
        raise CannotStart(f"PORT is {text!r}, which is not a port number; try make run PORT={DEFAULT_PORT + 1}.")
    return int(text)


def refuse_taken_port(port: int) -> None:
    """:raises CannotStart: somebody listens there already, or we may not."""
    if not redis.is_free(port):
        raise CannotStart(
            f"Port {port} is taken by another program; choose another one, for instance make run PORT={port + 1}."
        )


def _live(places: Places, port: int, console: Console) -> None:
    variables = {"PORT": str(port), "AUDIT_ANCHOR_PATH": str(places.anchors), "FILES_PATH": str(places.files)}

    def tell(children: Mapping[str, Process]) -> None:
        write_note(
            places.running, Note(supervisor=process_of(os.getpid()), port=port, children=children, variables=variables)
        )

    try:
        with Supervisor(folder=places.project, logs=places.logs, console=console, on_change=tell) as house:
            _start(house, places, console, variables, port)
            house.watch()
    except StopAsked:
        console.line("Everything has ended.")
    finally:
        places.running.unlink(missing_ok=True)
        remove_outside(places)


def _start(house: Supervisor, places: Places, console: Console, variables: dict[str, str], port: int) -> None:
    keys = keys_in(places.keys)
    variables.update(_unless_given({**keys.variables(), "EMAIL_URL": _mail_folder(places)}))
    _start_servers(house, places, keys, console, variables)
    custodian_port = 0 if _is_given("CUSTODIAN_URL") else redis.free_port(places.custodian)
    if custodian_port:
        variables["CUSTODIAN_URL"] = f"http://{redis.LOOPBACK}:{custodian_port}"
    screening_port = 0 if _is_given("SCREENING_URL") else redis.free_port(places.screening)
    if screening_port:
        variables["SCREENING_URL"] = f"http://{redis.LOOPBACK}:{screening_port}"
    platform = Platform(project=places.project, port=port, variables=variables)
    if custodian_port:
        house.keep(platform.custodian(port=custodian_port, state=places.custodian))
    if screening_port:
        house.keep(platform.screening(port=screening_port, state=places.screening))
    console.progress("preparing database and translations, loading the demo market into an empty database")
    house.keep(platform.web())  # takes as long to start as the step takes, and nobody knows its address yet
    said = house.run_steps(platform.setup())
    console.progress("waiting for the web server, starting worker and beat")
    house.wait_until_ready("web", patience=WEB_PATIENCE)
    for child in (platform.worker(), platform.beat()):
        house.keep(child)
    logins = _after_last_blank(said)
    _welcome(console, places, port, logins)


def _start_servers(house: Supervisor, places: Places, keys: Keys, console: Console, variables: dict[str, str]) -> None:
    """Start the servers nobody has named: PostgreSQL unless DATABASE_URL is set, Redis unless REDIS_URL is."""
    needed = {
        "redis": not _is_given("REDIS_URL"),
        "postgres": not _is_given("DATABASE_URL"),
    }
    if needed["postgres"] is False and not _is_given("DATABASE_OWNER_URL"):
        raise CannotStart(
            "DATABASE_URL is set, so DATABASE_OWNER_URL must be set too: the role that owns the tables and makes them."
        )
    if needed["redis"]:
        console.progress("starting Redis")
        queue = redis.redis_of(places, keys)
        queue.initialise()
        variables["REDIS_URL"] = queue.url()
        house.keep(queue.child())
    if needed["postgres"]:
        console.progress("starting PostgreSQL")
        database = postgres.postgres_of(places, keys)
        if database.initialise():
            console.progress(f"made a database in {os.path.relpath(places.database)}")
        house.keep(database.child())
        house.wait_until_ready("postgres", patience=SERVER_PATIENCE)
        database.set_up_roles()
        variables["DATABASE_URL"] = database.url(postgres.APP)
        variables["DATABASE_OWNER_URL"] = database.url(postgres.OWNER)
    if needed["redis"]:
        house.wait_until_ready("redis", patience=SERVER_PATIENCE)


def _is_given(variable: str) -> bool:
    return bool(os.environ.get(variable) or os.environ.get(f"{variable}_FILE"))


def _unless_given(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if not _is_given(name)}


def _mail_folder(places: Places) -> str:
    """Mails as files: a market full of people writes too many for a terminal. An absolute path needs four slashes."""
    return f"filemail:///{urllib.parse.quote(str(places.mails))}"


def _after_last_blank(lines: list[str]) -> list[str]:
    return lines[max((number for number, line in enumerate(lines) if not line), default=-1) + 1 :]


def _welcome(console: Console, places: Places, port: int, logins: list[str]) -> None:
    console.progress("ready")
    console.line()
    console.line(f"  The platform is running at   http://localhost:{port}")
    console.line()
    for line in logins:
        console.line(f"  {line}")
    console.line()
    console.line(f"  Logs are in {os.path.relpath(places.logs)}, mails in {os.path.relpath(places.mails)}.")
    console.line("  Ctrl-C ends everything; the data stays.")
    console.line()
