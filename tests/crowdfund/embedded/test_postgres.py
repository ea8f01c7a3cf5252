"""tests / embedded: a cluster that is kept: it is made once, survives a crash, and refuses a foreign version."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crowdfund.embedded import postgres
from crowdfund.embedded.addresses import Process
from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.keys import Keys
from crowdfund.embedded.places import make, places_of, remove_outside
from crowdfund.embedded.postgres import Postgres, postgres_of
from crowdfund.embedded.supervisor import Supervisor
from tests.crowdfund.embedded.children import eventually, house_in, is_gone


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Postgres]:
    places = places_of(tmp_path, state=tmp_path / "state")
    make(places)
    yield postgres_of(places, Keys(), is_throw_away=True)
    remove_outside(places)


@pytest.fixture
def seen() -> dict[str, Process]:
    return {}


@pytest.fixture
def house(cluster: Postgres, seen: dict[str, Process]) -> Iterator[Supervisor]:
    cluster.initialise()
    house, _ = house_in(cluster.places.logs, on_change=seen.update)
    with house:
        house.keep(cluster.child())
        house.wait_until_ready("postgres", patience=30)
        cluster.set_up_roles()
        yield house


def _sql(cluster: Postgres, statement: str, *, role: str = postgres.OWNER) -> str:
    command = [str(cluster.programs / "psql"), "-X", "-A", "-t", "-q", "-c", statement, cluster.url(role)]
    done = subprocess.run(command, env=cluster.environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_rows_survive_a_killed_server_that_is_brought_back(
    cluster: Postgres, house: Supervisor, seen: dict[str, Process]
) -> None:
    _sql(cluster, "create table t as select 42 as answer")
    killed = seen["postgres"].pid

    os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: is_gone(killed))
    house.wait_until_ready("postgres", patience=30)

    assert _sql(cluster, "select answer from t") == "42"
    assert seen["postgres"].pid != killed


def test_setting_up_again_changes_nothing_that_matters(cluster: Postgres, house: Supervisor) -> None:
    _sql(cluster, "create table t (i int)")

    assert cluster.initialise() is False
    cluster.set_up_roles()

    assert _sql(cluster, "select count(*) from t") == "0"


def test_a_role_that_was_given_too_much_loses_it(cluster: Postgres, house: Supervisor) -> None:
    _sql(cluster, "alter role cf_app superuser createdb", role=postgres.SUPERUSER)

    cluster.set_up_roles()

    assert _sql(cluster, "select rolsuper or rolcreatedb from pg_roles where rolname = 'cf_app'") == "f"


def test_a_password_that_is_not_the_servers_gives_one_sentence(cluster: Postgres, house: Supervisor) -> None:
    with pytest.raises(CannotStart, match=r"roles of the database could not be set up: .*password auth"):
        replace(cluster, keys=Keys()).set_up_roles()


def test_a_broken_attempt_leaves_no_cluster_and_no_password(cluster: Postgres) -> None:
    broken = replace(cluster, programs=cluster.places.state / "bin")
    shutil.copytree(cluster.programs, broken.programs, ignore=shutil.ignore_patterns("postgres", "initdb"))
    (broken.programs / "initdb").write_text("#!/bin/sh\necho the disk is full >&2\nexit 1\n")
    (broken.programs / "initdb").chmod(0o755)

    with pytest.raises(CannotStart, match="PostgreSQL could not be set up: the disk is full"):
        broken.initialise()

    assert not cluster.places.database.exists()
    assert not list(cluster.places.state.glob("*password*"))
    assert cluster.initialise() is True


def test_a_cluster_of_another_version_is_refused(cluster: Postgres) -> None:
    cluster.places.database.mkdir()
    (cluster.places.database / "PG_VERSION").write_text("16\n")

    with pytest.raises(CannotStart, match="was made by PostgreSQL 16, this is 18"):
        cluster.initialise()


def test_only_throw_away_clusters_may_lose_rows(cluster: Postgres) -> None:
    assert "fsync=off" in cluster.child().command
    assert "fsync=off" not in replace(cluster, is_throw_away=False).child().command


def test_no_password_is_on_a_command_line(cluster: Postgres) -> None:
    line = " ".join(cluster.child().command)

    assert cluster.keys.superuser_password not in line
    assert cluster.keys.app_password not in line


def test_variables_for_another_server_do_not_reach_ours(cluster: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "1")
    monkeypatch.setenv("PGHOST", "elsewhere.example")

    assert not [name for name in cluster.environment() if name.startswith("PG")]
