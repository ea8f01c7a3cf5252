"""tests / architecture: the world of the matrix is built once and each visit is undone."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.world import World, build, taken_back


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The company with its raises and everybody who might come by; gone after the module's tests."""
    with django_db_blocker.unblock(), taken_back():
        yield build()
