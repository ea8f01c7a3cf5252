"""files / actions: a file is taken in whole or not at all, and read by nobody."""

import hashlib

import pytest

from crowdfund.audit import wake as audit_wake
from crowdfund.db.events import Subject
from crowdfund.db.work import unit_of_work
from crowdfund.files import vault
from crowdfund.files.actions import receive_file as module
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.purposes import DOCUMENT, Purpose, UnknownPurpose, install_purpose
from crowdfund.files.core.uploads import Upload
from crowdfund.files.models import StoredFile
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised
from tests.events import nothing_changes, recorded
from tests.factories.files import make_file
from tests.factories.hostile import pdf_bytes
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


def send(persona, *, content=b"%PDF-1.7 x", name="a.pdf", **more):
    return receive_file(
        actor=persona.actor, now=system_now(), upload=Upload.of(name, content), purpose=DOCUMENT, **more
    )


def codes(refused):
    return [(error.pointer, error.code) for error in refused.value.errors]


def test_the_bytes_are_kept_the_row_waits_and_one_event_tells_of_it(founder):
    content = pdf_bytes()
    with recorded() as events:
        file_id = send(founder, content=content, name="../../证明\u202e.pdf", organisation_id=founder.organisation.id)
    row = StoredFile.objects.get(id=file_id)
    assert (row.state, row.kind, row.name, row.size) == ("waiting", "", "证明.pdf", len(content))
    assert row.original_sha256 == hashlib.sha256(content).hexdigest()
    assert (row.uploaded_by_id, row.organisation_id) == (founder.id, founder.organisation.id)
    assert b"".join(vault.original(row.storage_key)) == content
    (event,) = events
    assert event.verb == "file.received"
    assert event.organisation_id == founder.organisation.id
    assert "证明" not in str(event.after)


def test_where_the_bytes_are_says_nothing_of_whose_they_are(founder):
    row = make_file(founder, state=StoredFile().state)
    assert row.storage_key != row.id
    assert row.storage_key.version == 4


def test_the_workers_are_woken_after_the_commit_only(founder, monkeypatch, django_capture_on_commit_callbacks):
    asked: list[str] = []
    monkeypatch.setattr(audit_wake, "hint", asked.append)
    monkeypatch.setattr("crowdfund.files.wake.hint", asked.append)
    with django_capture_on_commit_callbacks(execute=True):
        send(founder)
        assert asked == []
    assert asked == ["files.clean_files"]


def test_the_same_bytes_twice_are_two_files_whoever_sends_them(founder, follower):
    first, second, third = send(founder), send(founder), send(follower)
    keys = set(StoredFile.objects.filter(id__in=[first, second, third]).values_list("storage_key", flat=True))
    assert len(keys) == 3


def test_who_may_not_send_leaves_nothing(stranger, founder, follower):
    with nothing_changes(StoredFile):
        with pytest.raises(NotAuthorised):
            send(stranger)
        with pytest.raises(NotAuthorised):
            send(follower, organisation_id=founder.organisation.id)


def test_nobody_in_particular_is_asked_to_sign_in():
    from crowdfund.kernel.actor import Actor

    with pytest.raises(NotAuthenticated):
        receive_file(
            actor=Actor.anonymous("request-1"), now=system_now(), upload=Upload.of("a", b"x"), purpose=DOCUMENT
        )


LIES = {
    "nothing": (Upload.of("a.pdf", b""), "empty_file"),
    "too much": (Upload.of("a.pdf", b"%PDF-" + b"0" * 20_000_000), "file_too_large"),
    "more than it says": (
        Upload(name="a.pdf", size=5, chunks=lambda: iter([b"%PDF-" + b"0" * 10_000_000] * 3)),
        "file_too_large",
    ),
    "less than it says": (Upload(name="a.pdf", size=500, chunks=lambda: iter([b"%PDF-"])), "file_cut_off"),
}


@pytest.mark.parametrize("name", LIES)
def test_what_is_not_what_it_says_leaves_no_file(founder, name):
    upload, code = LIES[name]
    with nothing_changes(StoredFile), pytest.raises(Invalid) as refused:
        receive_file(actor=founder.actor, now=system_now(), upload=upload, purpose=DOCUMENT)
    assert codes(refused) == [("/file", code)]


def test_an_upload_that_breaks_off_leaves_no_file(founder):
    def breaks_off():
        yield b"%PDF-"
        raise ConnectionResetError

    upload = Upload(name="a.pdf", size=500, chunks=breaks_off)
    with nothing_changes(StoredFile), pytest.raises(ConnectionResetError):
        receive_file(actor=founder.actor, now=system_now(), upload=upload, purpose=DOCUMENT)


def test_a_sender_who_floods_waits(founder, follower, monkeypatch):
    monkeypatch.setattr(module, "WAITING_AT_ONCE", 2)
    send(founder)
    send(founder)
    with pytest.raises(Invalid) as refused:
        send(founder)
    assert codes(refused) == [("/file", "too_many_waiting")]
    send(follower)


def test_a_day_has_so_many_files(founder, monkeypatch):
    monkeypatch.setattr(module, "DAILY_FILES", 1)
    make_file(founder)
    with pytest.raises(Invalid) as refused:
        send(founder)
    assert codes(refused) == [("/file", "too_many_today")]


def test_a_made_up_purpose_or_another_kind_of_subject_is_a_mistake_of_the_program(founder):
    with pytest.raises(UnknownPurpose):
        receive_file(actor=founder.actor, now=system_now(), upload=Upload.of("a", b"x"), purpose="made.up")
    with pytest.raises(ValueError, match="about a"):
        send(founder, subject=Subject(kind="round", id=founder.id))


def test_a_room_says_who_sends_for_its_purpose(founder, follower):
    install_purpose(
        Purpose(
            word="test.received",
            label="x",
            subject_kind="user",
            may_receive=lambda actor: actor.id == follower.id,
        )
    )
    try:
        with pytest.raises(NotAuthorised):
            make_file(founder, purpose="test.received")
        row = make_file(follower, purpose="test.received", subject=Subject(kind="user", id=follower.id))
        assert (row.purpose, row.subject_kind, row.subject_id) == ("test.received", "user", follower.id)
    finally:
        from crowdfund.files.core import purposes

        purposes._installed.pop("test.received")


def test_it_joins_the_work_of_a_room_above(founder):
    now, actor = system_now(), founder.actor
    with pytest.raises(RuntimeError), unit_of_work(actor=actor, now=now):
        receive_file(actor=actor, now=now, upload=Upload.of("a.pdf", b"%PDF-"), purpose=DOCUMENT)
        raise RuntimeError("the room above thinks better of it")
    assert not StoredFile.objects.exists()


def test_a_program_sends_for_its_organisation(founder):
    program = make_program(organisation=founder.organisation)
    answer = program.api().get("/api/v1/files")
    assert answer.json()["results"] == []
