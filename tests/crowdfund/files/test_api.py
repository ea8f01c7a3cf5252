"""files / api: the same over REST, for people and for programs."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from tests.events import events_since, nothing_changes
from tests.factories.files import CLEAN, make_file
from tests.factories.hostile import pdf_bytes
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


def send(api, *, key=None, content=None, **fields):
    file = SimpleUploadedFile("statement.pdf", content or pdf_bytes(), "application/pdf")
    headers = {"Idempotency-Key": key or uuid4().hex}
    return api.post("/api/v1/files", {"file": file, **fields}, format="multipart", headers=headers)


def test_a_person_sends_reads_and_fetches(founder):
    answer = send(founder.api, organisation=str(founder.organisation.id))
    assert answer.status_code == 201
    body = answer.json()
    assert (body["state"], body["kind"], body["content"], body["subject"]) == ("waiting", "", None, None)
    assert founder.api.get(answer["Location"]).json() == body
    assert founder.api.get(f"{answer['Location']}/content").status_code == 409


def test_a_program_sends_for_its_organisation_and_reads_only_there(founder, follower):
    program = make_program(organisation=founder.organisation)
    body = send(program.api()).json()
    assert body["organisation"] == str(founder.organisation.id)
    assert StoredFile.objects.get(id=body["id"]).uploaded_by_id is None
    other = make_file(follower)
    api = program.api()
    assert [row["id"] for row in api.get("/api/v1/files").json()["results"]] == [body["id"]]
    assert api.get(f"/api/v1/files/{other.id}").status_code == 404
    assert send(api, organisation=str(uuid4())).status_code == 403


def test_each_scope_opens_its_own_doors(founder):
    program = make_program(organisation=founder.organisation)
    row = make_file(founder, organisation_id=founder.organisation.id)
    reads, writes = program.api(scope="files:read"), program.api(scope="files:write")
    assert reads.get(f"/api/v1/files/{row.id}").status_code == 200
    assert send(reads).status_code == 403
    assert send(writes).status_code == 201
    assert writes.get(f"/api/v1/files/{row.id}").status_code == 403


def test_the_bytes_come_whole_whatever_the_caller_hopes_for(founder):
    row = make_file(founder)
    for accept in ("application/pdf", "text/html", "*/*"):
        answer = founder.api.get(f"/api/v1/files/{row.id}/content", headers={"Accept": accept})
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content) == CLEAN
        assert answer["Content-Disposition"].startswith("attachment")


def test_the_same_key_is_one_file_and_for_another_content_none(founder):
    key, content = uuid4().hex, pdf_bytes()
    first, again = (send(founder.api, key=key, content=content) for _ in range(2))
    assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (201, 201, "true")
    assert first.json() == again.json()
    assert send(founder.api, key=key, content=pdf_bytes(pages=2)).status_code == 422
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [({"purpose": "made.up"}, "/purpose"), ({"organisation": "x"}, "/organisation"), ({"x": "1"}, "/x")],
)
def test_what_is_wrong_is_named(founder, fields, pointer):
    with nothing_changes(StoredFile):
        answer = send(founder.api, **fields)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_json_is_no_file(founder):
    assert founder.send("/api/v1/files", {"file": "x"}).status_code == 415


def test_page_and_api_do_the_same(founder):
    left, content = [], pdf_bytes()  # once: each second gives a PDF another identifier
    for door in ("page", "api"):
        before = len(events_since())
        file = SimpleUploadedFile("statement.pdf", content)
        if door == "page":
            assert founder.submit("/files/new/", {"file": file}).status_code == 303
        else:
            assert send(founder.api, content=content).status_code == 201
        row = StoredFile.objects.order_by("-id")[0]
        (event,) = events_since(before)
        left.append((row.state, row.name, row.purpose, row.uploaded_by_id, row.size, event.verb, event.after))
    assert left[0] == left[1]


def test_quarantined_says_why(founder):
    row = make_file(founder, state=FileState.QUARANTINED)
    body = founder.api.get(f"/api/v1/files/{row.id}").json()
    assert (body["state"], body["reason"], body["content"]) == ("quarantined", "active", None)
