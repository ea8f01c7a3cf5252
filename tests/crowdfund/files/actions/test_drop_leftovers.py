"""files / actions: bytes that no waiting file owns are removed, and no others."""

from datetime import timedelta

import pytest

from crowdfund.files import vault
from crowdfund.files.actions.drop_leftovers import drop_leftovers
from crowdfund.files.core.states import FileState
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotAuthorised
from tests.factories.files import EXAMINER, make_file

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path):
    """A vault of its own: all tests share one, and what the others rolled back in it are leftovers by right.

    To a worker, what waits in the database of another one would be a leftover too.
    """
    usual = settings.STORAGES["default"]
    place = {**usual, "OPTIONS": {**usual["OPTIONS"], "location": str(tmp_path / "files")}}
    settings.STORAGES = {**settings.STORAGES, "default": place}


def kept():
    return set(vault.originals_before(system_now() + SOON))


def test_what_a_rolled_back_upload_and_a_dead_worker_left_is_removed_and_what_waits_stays(founder):
    waiting = make_file(founder, state=FileState.WAITING)
    settled = make_file(founder)
    orphan = vault.keep_original([b"%PDF-"]).key
    assert kept() == {waiting.storage_key, settled.storage_key, orphan}
    assert drop_leftovers(actor=EXAMINER, before=system_now() - SOON) == 0
    assert drop_leftovers(actor=EXAMINER, before=system_now() + SOON) == 2
    assert kept() == {waiting.storage_key}


def test_clean_versions_stay(founder):
    row = make_file(founder)
    drop_leftovers(actor=EXAMINER, before=system_now() + SOON)
    with vault.open_clean(row.storage_key) as served:
        assert served.read()


def test_only_the_platform_removes(officer):
    with pytest.raises(NotAuthorised):
        drop_leftovers(actor=officer.actor, before=system_now())
