"""files / actions: a file ends clean or quarantined, once, whoever dies in between."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from crowdfund.files import vault
from crowdfund.files.actions.clean_file import clean_file
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.cleaning.runner import clean as real_clean
from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.limits import ATTEMPTS, LEASE
from crowdfund.files.core.purposes import DOCUMENT
from crowdfund.files.core.results import Cleaned, Interrupted
from crowdfund.files.core.states import FileState, Reason
from crowdfund.files.core.uploads import Upload
from crowdfund.files.models import StoredFile
from crowdfund.files.queries import files_to_clean
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotAuthorised
from tests.crowdfund.files.cleaning.limits import LIMITS
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories import hostile
from tests.factories.files import CLEAN, EXAMINER, make_file, refuses_it, takes_it

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(founder):
    return make_file(founder, organisation_id=founder.organisation.id, state=FileState.WAITING)


def examine(row, clean=takes_it, actor=EXAMINER):
    return clean_file(actor=actor, now=system_now(), file_id=row.id, clean=clean)


def is_kept(row):
    try:
        return bool(b"".join(vault.original(row.storage_key)))
    except vault.Missing:
        return False


def lease_is_over(row):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE files_storedfile SET claimed_until = now() - interval '1 second' WHERE id = %s", [row.id]
        )


def test_a_good_file_becomes_clean_and_its_original_is_deleted(waiting, founder, django_capture_on_commit_callbacks):
    with recorded() as events, django_capture_on_commit_callbacks(execute=True):
        assert examine(waiting) is FileState.CLEAN
    waiting.refresh_from_db()
    assert (waiting.state, waiting.kind, waiting.pages, waiting.reason) == ("clean", "pdf", 1, "")
    assert waiting.clean_sha256 == hashlib.sha256(CLEAN).hexdigest()
    assert waiting.clean_size == len(CLEAN)
    with vault.open_clean(waiting.storage_key) as served:
        assert served.read() == CLEAN
    assert not is_kept(waiting)
    assert verbs(events) == ["file.cleaned"]
    assert told(events[0]) == set()


def test_a_hostile_file_is_quarantined_for_a_reason_and_its_sender_is_told(
    waiting, founder, django_capture_on_commit_callbacks
):
    with recorded() as events, django_capture_on_commit_callbacks(execute=True):
        assert examine(waiting, refuses_it) is FileState.QUARANTINED
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, waiting.kind, waiting.clean_sha256) == ("quarantined", "active", "", "")
    with pytest.raises(vault.Missing):
        vault.open_clean(waiting.storage_key)
    assert not is_kept(waiting)
    (event,) = events
    assert (event.verb, event.after) == ("file.quarantined", {"state": "quarantined", "cause": "active"})
    assert told(event) == {founder.id}


def test_a_settled_file_is_not_examined_again(founder):
    for state in (FileState.CLEAN, FileState.QUARANTINED):
        row = make_file(founder, state=state)
        with nothing_changes(StoredFile):
            assert examine(row, refuses_it) is None


def test_only_the_platform_examines(waiting, officer):
    with nothing_changes(StoredFile), pytest.raises(NotAuthorised):
        examine(waiting, actor=officer.actor)


def test_while_one_worker_examines_nobody_else_does(waiting):
    seen = []

    def clean(original):
        seen.append((examine(waiting), files_to_clean(limit=5)))
        return takes_it(original)

    assert examine(waiting, clean) is FileState.CLEAN
    assert seen == [(None, [])]


def test_an_examination_that_was_ended_from_outside_leaves_it_waiting_and_the_next_one_finishes(waiting):
    def ended(original):
        b"".join(original)
        raise Interrupted("killed")

    with pytest.raises(Interrupted):
        examine(waiting, ended)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts, waiting.claimed_until) == ("waiting", 1, None)
    assert is_kept(waiting)
    assert examine(waiting) is FileState.CLEAN


def test_a_worker_that_died_leaves_it_waiting_until_its_lease_is_over(waiting):
    def dies(original):
        b"".join(original)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        examine(waiting, dies)
    assert files_to_clean(limit=5) == []
    assert examine(waiting) is None
    lease_is_over(waiting)
    assert files_to_clean(limit=5) == [waiting.id]
    assert examine(waiting) is FileState.CLEAN
    waiting.refresh_from_db()
    assert waiting.attempts == 2


def test_a_worker_that_comes_back_after_its_lease_changes_nothing(waiting):
    def overtaken(original):
        content = b"".join(original)
        lease_is_over(waiting)
        assert examine(waiting, refuses_it) is FileState.QUARANTINED
        return Cleaned(kind=Kind.PDF, pages=1, content=content)

    assert examine(waiting, overtaken) is None
    waiting.refresh_from_db()
    assert waiting.state == "quarantined"


def test_the_lease_is_longer_than_examining_may_take():
    assert timedelta(seconds=3 * LIMITS.seconds) < LEASE


def test_what_never_ends_is_given_up_and_is_not_clean(waiting):
    def ended(original):
        b"".join(original)
        raise Interrupted("killed")

    for _ in range(ATTEMPTS):
        with pytest.raises(Interrupted):
            examine(waiting, ended)
    assert examine(waiting) is FileState.QUARANTINED
    waiting.refresh_from_db()
    assert waiting.reason == Reason.NOT_EXAMINED


def test_bytes_that_are_gone_or_are_others_are_no_file(founder):
    gone = make_file(founder, state=FileState.WAITING)
    vault.drop_original(gone.storage_key)
    assert examine(gone, lambda original: takes_it(original)) is FileState.QUARANTINED
    changed = make_file(founder, state=FileState.WAITING)
    vault._storage().save(f"original/{changed.storage_key.hex}", ContentFile(b"%PDF-1.7 others"))
    assert examine(changed) is FileState.QUARANTINED
    for row in (gone, changed):
        row.refresh_from_db()
        assert row.reason == Reason.LOST


def test_with_the_real_child_a_script_goes_and_a_password_is_quarantined(founder):
    def clean(original):
        return real_clean(original, limits=LIMITS)

    ends = {}
    for content in (hostile.pdf_bytes(hostile.with_script), hostile.encrypted_pdf()):
        file_id = receive_file(
            actor=founder.actor, now=system_now(), upload=Upload.of("a.pdf", content), purpose=DOCUMENT
        )
        clean_file(actor=EXAMINER, now=system_now(), file_id=file_id, clean=clean)
        row = StoredFile.objects.get(id=file_id)
        ends[row.state] = row
    assert ends["quarantined"].reason == Reason.ENCRYPTED
    with vault.open_clean(ends["clean"].storage_key) as served:
        content = served.read()
    assert b"20261122" not in content
    assert hashlib.sha256(content).hexdigest() == ends["clean"].clean_sha256
