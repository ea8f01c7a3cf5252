"""files / views: the pages; what is served, how, and to whom."""

from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crowdfund.files import vault
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from tests.events import nothing_changes
from tests.factories.files import CLEAN, make_file
from tests.factories.hostile import image_bytes, pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def text(answer):
    return answer.content.decode()


def upload(name="statement.pdf", content=None):
    return SimpleUploadedFile(name, content if content is not None else pdf_bytes(), "text/html")


def test_a_file_that_is_sent_waits_and_its_page_asks_for_itself_again(founder):
    answer = founder.submit("/files/new/", {"file": upload(), "organisation": str(founder.organisation.id)})
    assert answer.status_code == 303
    row = StoredFile.objects.get()
    assert (row.state, row.organisation_id) == ("waiting", founder.organisation.id)
    page = text(founder.client.get(answer["Location"]))
    assert f'hx-get="/files/{row.id}/state/?whole"' in page
    assert "/content/" not in page


def test_the_same_form_sent_twice_is_one_file_and_another_file_under_its_key_is_refused(founder):
    key = uuid4().hex
    for _ in range(2):
        answer = founder.client.post("/files/new/", {"idempotency_key": key, "file": upload()})
        assert answer.status_code == 303
    answer = founder.client.post("/files/new/", {"idempotency_key": key, "file": upload(content=pdf_bytes(pages=2))})
    assert answer.status_code == 422
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-" + b"0" * 20_000_001], ids=["empty", "too large"])
def test_what_can_not_be_taken_is_said_beside_the_field(founder, content):
    with nothing_changes(StoredFile):
        answer = founder.submit("/files/new/", {"file": upload(content=content)})
    assert answer.status_code == 422
    assert "id_file_error" in text(answer)


def test_nobody_sends_for_an_organisation_that_is_not_theirs(lead, founder):
    with nothing_changes(StoredFile):
        answer = lead.submit("/files/new/", {"file": upload(), "organisation": str(founder.organisation.id)})
    assert answer.status_code == 422


def test_the_part_of_a_page_stops_asking_once_the_file_is_settled(founder):
    row = make_file(founder, state=FileState.WAITING)
    assert "every 3s" in text(founder.client.get(f"/files/{row.id}/state/"))
    for state in (FileState.CLEAN, FileState.QUARANTINED):
        assert "hx-get" not in text(founder.client.get(f"/files/{make_file(founder, state=state).id}/state/"))


def test_a_quarantined_file_says_why_and_is_never_served(founder):
    row = make_file(founder, state=FileState.QUARANTINED)
    page = text(founder.client.get(f"/files/{row.id}/"))
    assert "Quarantined" in page
    assert "It holds something active" in page
    assert founder.client.get(f"/files/{row.id}/content/").status_code == 409


@pytest.mark.parametrize("query", ["", "?show"])
def test_a_clean_version_is_served_with_everything_that_keeps_it_harmless(founder, query):
    row = make_file(founder, name="资产 证明.exe")
    answer = founder.client.get(f"/files/{row.id}/content/{query}", headers={"Range": "bytes=0-3"})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == CLEAN
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(CLEAN))
    kind, _, name = answer["Content-Disposition"].partition(";")
    assert kind == ("inline" if query else "attachment")
    assert quote("资产 证明.pdf") in name
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Accept-Ranges"] == "none"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_bytes_that_are_gone_are_no_fault_of_the_reader(founder):
    row = make_file(founder)
    vault._storage().delete(f"clean/{row.storage_key.hex}")
    assert founder.client.get(f"/files/{row.id}/content/").status_code == 409


def test_a_list_shows_one_s_own_and_those_of_one_s_organisations(founder, follower, officer):
    make_file(founder, name="company.pdf", organisation_id=founder.organisation.id)
    make_file(follower, name="own.pdf")
    assert "company.pdf" in text(founder.client.get("/files/"))
    assert "own.pdf" not in text(founder.client.get("/files/"))
    assert "own.pdf" not in text(officer.client.get("/files/"))


def test_a_list_is_read_page_by_page(founder, monkeypatch):
    monkeypatch.setattr("crowdfund.files.views._SHOWN", 2)
    names = [make_file(founder, name=f"number {number}.pdf").name for number in range(3)]
    first = founder.client.get("/files/")
    second = founder.client.get("/files/" + first.context["next_url"])
    assert [row.name for row in (*first.context["files"], *second.context["files"])] == names[::-1]
    assert second.context["next_url"] == ""


def test_no_address_leads_to_the_storage(founder):
    row = make_file(founder)
    for place in (f"/clean/{row.storage_key.hex}", f"/media/clean/{row.storage_key.hex}", f"/files/{row.storage_key}/"):
        assert founder.client.get(place).status_code == 404


@pytest.mark.parametrize("path", ["/files/new/", "/api/v1/files"])
def test_a_body_that_is_too_large_is_refused_before_anybody_reads_it(founder, path):
    answer = founder.client.post(path, {"file": upload(content=b"0" * 21_100_000)})
    assert answer.status_code == 413


def test_a_picture_is_told_by_its_content(founder):
    row = make_file(founder, name="a.pdf", content=image_bytes("PNG"))
    answer = founder.client.get(f"/files/{row.id}/content/?show")
    assert answer["Content-Type"] == "image/png"
    assert "a.png" in answer["Content-Disposition"]
