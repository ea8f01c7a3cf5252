"""tests / conftest: the switches that are on for everybody."""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests.database import (
    connect_as,
    drop_worker_database,
    flush_as_superuser,
    prepare_worker_database,
    superuser_settings,
)

# A busy machine is slow, not wrong: no example fails for the time it took.
hypothesis_settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("house")

pytest_plugins = [module for module in ("tests.personas",) if find_spec(module)]


def pytest_configure(config: pytest.Config) -> None:
    """Give each worker its own part of Redis, and compile the translations once."""
    if "DATABASE_SUPERUSER_URL" not in os.environ:
        raise pytest.UsageError("Tests need their servers: run `make test` (ARGS chooses tests).")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    number = int(worker.removeprefix("gw")) + 1 if worker.startswith("gw") else 0
    settings.CACHES["default"]["KEY_PREFIX"] = f"test-{worker}"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = f"test-{worker}:"
    os.environ["CELERY_KEY_PREFIX"] = f"test-{worker}:"
    os.environ["TEST_WORKER_NUMBER"] = str(number)
    if not hasattr(config, "workerinput"):
        call_command("compile_messages", verbosity=0)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Give this worker its own clone of the migrated template; the tests run as the application's role."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        name = prepare_worker_database(worker)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(DatabaseOperations, "execute_sql_flush", flush_as_superuser)
        # What it would write again was not emptied (tests.database.KEPT).
        patched.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield
    with django_db_blocker.unblock():
        drop_worker_database(name)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Start each test without what another one left in Redis (rate limits, used one-time codes).

    Only this worker's keys: Django's own `clear` empties the whole server, under the hands of the other workers.
    """
    redis = cache._cache.get_client(None, write=True)  # type: ignore[attr-defined]
    if keys := redis.keys(cache.make_key("*")):
        redis.delete(*keys)


@pytest.fixture
def superuser_connection(django_db_setup: None) -> Iterator[Any]:
    """Return a raw connection that may do anything, to falsify rows as an intruder with the server's keys would."""
    connection = connect_as(superuser_settings(), connections["default"].settings_dict["NAME"])
    yield connection
    connection.close()


@pytest.fixture
def app_connection(django_db_setup: None) -> Iterator[Any]:
    """Return a raw second connection as the application's role, for races and for guards."""
    connection = connect_as(connections["default"].settings_dict, connections["default"].settings_dict["NAME"])
    yield connection
    connection.close()
