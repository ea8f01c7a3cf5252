"""tests / processes: one vault for each test, in which the test and its processes meet."""

from pathlib import Path
from typing import Any

import pytest

from tests.processes.machines import Vault


@pytest.fixture
def own_vault(settings: Any, tmp_path: Path) -> Vault:
    """A vault of this test alone."""
    found = Vault(tmp_path)
    usual = settings.STORAGES["default"]
    place = {**usual, "OPTIONS": {**usual["OPTIONS"], "location": str(found.folder)}}
    settings.STORAGES = {**settings.STORAGES, "default": place}
    return found
