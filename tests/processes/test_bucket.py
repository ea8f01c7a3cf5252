"""files: kept in a bucket by setting, on a real server that speaks S3, with the settings that production reads."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from crowdfund.files import vault
from crowdfund.files.bucket import NoAddress
from crowdfund.files.core.configuration import configured
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from crowdfund.files.tasks import clean_files, drop_leftovers
from crowdfund.kernel.clock import system_now
from tests.events import nothing_changes
from tests.factories import hostile
from tests.factories.files import make_file
from tests.processes.machines import bucket

pytestmark = pytest.mark.django_db
NAME = "deal-room-files"


class Shelf:
    """The bucket as whoever has its keys sees it."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.client = boto3.client("s3", endpoint_url=address, region_name="us-east-1")
        self.client.create_bucket(Bucket=NAME)

    def names(self) -> list[str]:
        found = self.client.list_objects_v2(Bucket=NAME).get("Contents", [])
        return sorted(each["Key"] for each in found)

    def empty(self) -> None:
        for name in self.names():
            self.client.delete_object(Bucket=NAME, Key=name)

    def status_for_strangers(self, name: str) -> int:
        """What a stranger gets who has learnt the name of the bucket and of the object."""
        try:
            with urllib.request.urlopen(f"{self.address}/{NAME}/{name}") as answer:  # noqa: S310  (our own address)
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    with ExitStack() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "key-of-the-platform")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret-of-the-platform")
        yield Shelf(running.enter_context(bucket(tmp_path_factory.mktemp("bucket") / "server.log")))


@pytest.fixture(autouse=True)
def _in_the_bucket(shelf: Shelf, settings: Any) -> Iterator[None]:
    given = {"FILES_BUCKET": NAME, "FILES_ENDPOINT": shelf.address, "FILES_REGION": "us-east-1"}
    place = configured(lambda name, usual: given.get(name, usual), home="", is_production=True).storage
    settings.STORAGES = {**settings.STORAGES, "default": place}
    yield
    shelf.empty()


def test_a_file_goes_the_whole_way_through_the_bucket(
    founder, stranger, shelf: Shelf, django_capture_on_commit_callbacks
):
    row = make_file(founder, content=hostile.pdf_bytes(hostile.with_script), state=FileState.WAITING)
    assert shelf.names() == [f"original/{row.storage_key.hex}"]
    with django_capture_on_commit_callbacks(execute=True):
        clean_files()
    row.refresh_from_db()
    assert row.is_clean
    assert shelf.names() == [f"clean/{row.storage_key.hex}"]
    answer = founder.client.get(f"/files/{row.id}/content/?show")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"%PDF-")
    assert b"20261122" not in content
    assert len(content) == row.clean_size == int(answer["Content-Length"])
    assert stranger.client.get(f"/files/{row.id}/content/").status_code == 404
    assert founder.client.get(f"/clean/{row.storage_key.hex}").status_code == 404


def test_a_hostile_file_leaves_nothing_in_the_bucket(founder, shelf: Shelf, django_capture_on_commit_callbacks):
    row = make_file(founder, content=hostile.encrypted_pdf(), state=FileState.WAITING)
    with django_capture_on_commit_callbacks(execute=True):
        clean_files()
    row.refresh_from_db()
    assert (row.state, row.reason) == ("quarantined", "encrypted")
    assert shelf.names() == []


def test_strangers_get_nothing_from_the_bucket_itself(founder, shelf: Shelf):
    row = make_file(founder)
    for name in shelf.names():
        assert shelf.status_for_strangers(name) == 403
    shelf.client.put_object(Bucket=NAME, Key="public", Body=b"x", ACL="public-read")
    assert shelf.status_for_strangers("public") == 200, "the control: this server tells what is public from what is not"
    for grant in shelf.client.get_object_acl(Bucket=NAME, Key=f"clean/{row.storage_key.hex}")["Grants"]:
        assert "URI" not in grant["Grantee"]


def test_no_page_and_no_answer_gives_the_bucket_s_address_away(founder, shelf: Shelf):
    row = make_file(founder)
    for path in ("/files/", f"/files/{row.id}/", f"/api/v1/files/{row.id}", "/api/v1/files"):
        answer = founder.client.get(path)
        said = answer.content.decode() + str(answer.headers)
        assert answer.status_code == 200
        assert not [word for word in (shelf.address, NAME, row.storage_key.hex, "X-Amz") if word in said]
    answer = founder.client.get(f"/files/{row.id}/content/")
    assert not [word for word in (NAME, "X-Amz", row.storage_key.hex) if word in str(answer.headers)]
    b"".join(answer.streaming_content)
    with pytest.raises(NoAddress):
        vault._storage().url(f"clean/{row.storage_key.hex}")


def test_a_clean_version_kept_again_replaces_the_first_and_leftovers_go(founder, shelf: Shelf):
    row = make_file(founder)
    assert vault.keep_clean(row.storage_key, b"%PDF-1.7 again") != row.clean_sha256
    with vault.open_clean(row.storage_key) as again:
        assert again.read() == b"%PDF-1.7 again"
    waiting = make_file(founder, state=FileState.WAITING)
    orphan = vault.keep_original([b"%PDF-"]).key
    drop_leftovers()
    assert len(shelf.names()) == 4
    soon = system_now() + timedelta(minutes=1)
    assert set(vault.originals_before(soon)) == {waiting.storage_key, orphan, row.storage_key}


def test_bytes_that_are_gone_are_no_fault_of_the_reader(founder, shelf: Shelf):
    row = make_file(founder)
    shelf.empty()
    assert founder.client.get(f"/files/{row.id}/content/").status_code == 409
    with pytest.raises(vault.Missing):
        next(vault.original(row.storage_key))


def test_a_bucket_that_refuses_takes_in_no_file_and_lets_one_that_waits_wait(founder, shelf: Shelf, settings: Any):
    waiting = make_file(founder, state=FileState.WAITING)
    usual = settings.STORAGES["default"]
    away = {**usual, "OPTIONS": {**usual["OPTIONS"], "bucket_name": "somebody-else-s"}}
    settings.STORAGES = {**settings.STORAGES, "default": away}
    with nothing_changes(StoredFile), pytest.raises(ClientError):
        make_file(founder)
    clean_files()
    waiting.refresh_from_db()
    assert waiting.state != "clean"
