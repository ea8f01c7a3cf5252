"""upgrades / conftest: a market as an earlier release left it, before and after the migrations of this one.

`markets/release_4.sql.gz` is what `pg_dump --no-owner --no-privileges --inserts` wrote of the demo market, filled,
swept and sealed by the program as it was with release 4 of the rulebook; `release_4.jsonl` anchors its audit chain.
Nobody edits them: a later release adds a market of its own.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.database import database_of_an_old_release

MARKETS = Path(__file__).parent / "markets"

KEY = "dGhlIGtleSBvZiBhIG1hcmtldCBvZiBsb25nIGFnby4="
"""The key under which the old market was sealed; it opens nothing else."""

ANSWER = '{"own_assets": "3000000.00"}'
"""An answer that was given to a request with a key, as it stood there in the open."""


@pytest.fixture(scope="module")
def anchor() -> Path:
    """The file that knows the heads of the old market's chain."""
    return MARKETS / "release_4.jsonl"


@pytest.fixture(scope="module")
def old_keys(django_db_setup: None) -> Iterator[None]:
    """Keep the key of long ago among those that open, as an operator does who rotates keys."""
    from django.conf import settings

    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "FIELD_KEYS", f"{settings.FIELD_KEYS},long-ago:{KEY}")
    patch.setattr(settings, "BLIND_INDEX_KEY", KEY)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def upgraded(old_keys: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Migrate the old market and point Django at it; returns what stood in the open before."""
    script = gzip.decompress((MARKETS / "release_4.sql.gz").read_bytes()).decode()
    with django_db_blocker.unblock(), database_of_an_old_release(script, ask=BEFORE) as before:
        yield before


BEFORE = {
    "determinations": "SELECT count(*) FROM compliance_determination",
    "facts in the open": "SELECT count(*) FROM compliance_determination"
    " WHERE facts_kind = 'qualification' AND facts <> '{}'",
    "vehicles": "SELECT count(*) FROM deals_vehicle",
    "answer": "SELECT body FROM web_storedanswer",
}
"""What is asked of the old market, in its own words, before anything is migrated."""
