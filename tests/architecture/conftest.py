"""tests / architecture: the world of the matrix is built once and each visit is undone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from crowdfund.accounts import stepup
from tests.architecture.world import World, build, taken_back

_AS_LONG_AS_THE_MATRIX = timedelta(hours=2)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The company with its raises and everybody who might come by; gone after the module's tests.

    Everybody used their second factor when it was built; on a busy machine its rows take longer than that lasts.
    """
    with pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock(), taken_back():
        patched.setattr(stepup, "STEP_UP_LASTS", _AS_LONG_AS_THE_MATRIX)
        patched.setattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", int(_AS_LONG_AS_THE_MATRIX.total_seconds()))
        yield build()
