"""tests / web: servers that are away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection


@pytest.fixture
def database_down(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Let the database be away for the time of a test."""
    connection.close()
    host = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = str(tmp_path)
    yield
    connection.close()
    connection.settings_dict["HOST"] = host


@pytest.fixture
def redis_down(settings, tmp_path: Path) -> None:
    """Let Redis be away for the time of a test."""
    away = {**settings.CACHES["default"], "LOCATION": f"unix://{tmp_path}/nobody.sock"}
    settings.CACHES = {"default": away}
