"""tests / embedded: servers that live for one command, started from wheels alone."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crowdfund.embedded.throw_away import PREFIX
from tests.crowdfund.embedded.children import PROJECT, eventually, is_gone

TELL = """
ROLE = "select rolcreatedb and not rolsuper from pg_roles where rolname = user"
import json, os, pathlib, psycopg2, redis
def ask(variable, *statements):
    with psycopg2.connect(os.environ[variable]) as line, line.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchone()[0]
def refusal(statement):
    try:
        ask("DATABASE_URL", statement, "select 'done'")
    except psycopg2.Error as error:
        return type(error).__name__
version = ask("DATABASE_URL", "show server_version")
owner = ask("DATABASE_OWNER_URL", "create table t (i int)", ROLE)
refused = [refusal(s) for s in (
    "create table u (i int)", "create temporary table u (i int)", "select * from t", "drop table t", "truncate t",
    "create schema s", "create role r", "set session_replication_role = replica", "alter table t disable trigger all",
    "alter role cf_app createdb", "set role cf_owner", "copy (select 1) to program 'true'",
)]
owned = ask("DATABASE_URL", "select count(*) from pg_class where relowner = user::regrole")
pong = redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
fsync = ask("DATABASE_SUPERUSER_URL", "show fsync")
methods = ask("DATABASE_SUPERUSER_URL", "select string_agg(distinct auth_method, ',') from pg_hba_file_rules")
folder = ask("DATABASE_SUPERUSER_URL", "show data_directory")
pid = int(pathlib.Path(folder, "postmaster.pid").read_text().split()[0])
keys = ("AUDIT_ANCHOR_PATH", "BLIND_INDEX_KEY", "FIELD_KEYS", "SECRET_KEY")
variables = [name for name in keys if name in os.environ]
names = ("version", "owner", "refused", "owned", "pong", "fsync", "methods", "folder", "pid", "variables")
print(json.dumps({name: globals()[name] for name in names}))
"""


@pytest.fixture(scope="module")
def bare_path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which no PostgreSQL and no Redis of this machine can be found."""
    folder = tmp_path_factory.mktemp("bin")
    for program in ("sh", "true", "unshare"):
        if found := shutil.which(program):
            (folder / program).symlink_to(found)
    return str(folder)


def _exec(*command: str, path: str | None = None, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_"))}
    environment |= {"PATH": path or os.environ["PATH"]} | ({"TMPDIR": str(folder)} if folder else {})
    return subprocess.run(
        [sys.executable, "-m", "crowdfund.embedded", "exec", "--", *command],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def told(bare_path: str) -> dict:
    done = _exec(sys.executable, "-c", TELL, path=bare_path)
    assert done.returncode == 0, done.stderr
    told: dict = json.loads(done.stdout)
    return told


def test_both_servers_answer_and_come_from_the_wheels(told: dict) -> None:
    assert told["version"].startswith("18.")
    assert told["pong"] is True


def test_the_application_role_owns_nothing_and_changes_no_structure(told: dict) -> None:
    assert told["refused"] == ["InsufficientPrivilege"] * 12
    assert told["owned"] == 0


def test_the_owner_makes_tables_and_databases_without_being_superuser(told: dict) -> None:
    assert told["owner"] is True


def test_nobody_gets_in_without_a_password(told: dict) -> None:
    assert told["methods"] == "scram-sha-256"


def test_only_throw_away_servers_skip_the_disk(told: dict) -> None:
    assert told["fsync"] == "off"


def test_the_keys_of_the_application_are_given_too(told: dict) -> None:
    assert told["variables"] == ["AUDIT_ANCHOR_PATH", "BLIND_INDEX_KEY", "FIELD_KEYS", "SECRET_KEY"]


def test_nothing_is_left_afterwards(told: dict) -> None:
    assert is_gone(told["pid"])
    assert not Path(told["folder"]).exists()


def test_a_temporary_folder_that_is_too_long_for_a_socket_does_not_matter(tmp_path: Path) -> None:
    long = tmp_path / ("股" * 30)
    long.mkdir()

    done = _exec(sys.executable, "-c", TELL, folder=long)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["folder"].startswith(str(long))
    assert list(long.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs a disguise")
def test_root_without_user_namespaces_runs_the_server_as_nobody(
    bare_path: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As in most containers. Where the checkout is closed to others, one sentence says so."""
    folder = tmp_path_factory.mktemp("without")
    for program in Path(bare_path).iterdir():
        if program.name != "unshare":
            (folder / program.name).symlink_to(program.resolve())

    done = _exec(sys.executable, "-c", TELL + "print(os.stat(folder).st_uid)", path=str(folder))

    is_closed = any(not path.stat().st_mode & 0o001 for path in [Path(sys.prefix), *Path(sys.prefix).parents])
    assert done.stderr.count("is closed to other users") == (1 if is_closed else 0), done.stderr
    assert done.stdout.endswith("\n65534\n") or is_closed


@pytest.mark.parametrize(("script", "status"), [("exit 0", 0), ("exit 7", 7), ("kill -9 $$", 128 + 9)])
def test_the_status_of_the_command_is_passed_on(script: str, status: int) -> None:
    assert _exec("sh", "-c", script).returncode == status


def test_a_command_that_is_not_there_gives_one_sentence() -> None:
    done = _exec("/nowhere/pytest")

    assert done.returncode == 1
    assert done.stderr.strip() == "/nowhere/pytest can't be started: No such file or directory"


PATIENT = """
import os, signal
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
print(os.getppid(), flush=True)
signal.sigwait({signal.SIGTERM})
print("asked", flush=True)
"""


def test_sigterm_reaches_the_command_and_everything_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "crowdfund.embedded", "exec", "--", sys.executable, "-c", PATIENT],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    ) as door:
        assert door.stdout
        assert int(door.stdout.readline()) == door.pid
        door.send_signal(signal.SIGTERM)
        assert door.stdout.readline() == "asked\n"
        assert door.wait() == 0


def test_a_killed_door_leaves_no_server_and_its_folder_goes_with_the_next(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "crowdfund.embedded", "exec", "--", sys.executable, "-c", TELL + "input()"],
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as door:
        assert door.stdout
        told = json.loads(door.stdout.readline())
        door.kill()
        door.wait()

    assert eventually(lambda: is_gone(told["pid"]))
    assert list(tmp_path.glob(f"{PREFIX}*"))
    assert _exec("true", folder=tmp_path).returncode == 0
    assert not list(tmp_path.glob(f"{PREFIX}*"))


NESTED = f"""
import os, subprocess, sys
status = subprocess.call([sys.executable, "-m", "crowdfund.embedded", "exec", "--", "true"])
print(status, len([name for name in os.listdir(os.environ["TMPDIR"]) if name.startswith({PREFIX!r})]))
"""


def test_the_folder_of_a_living_door_is_left_alone(tmp_path: Path) -> None:
    assert _exec(sys.executable, "-c", NESTED, folder=tmp_path).stdout == "0 1\n"
