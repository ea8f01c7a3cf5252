"""files / actions: the sender says once what a file is about."""

from uuid import uuid4

import pytest

from crowdfund.db.events import Subject
from crowdfund.files.actions.attach_file import attach_file
from crowdfund.files.core import purposes
from crowdfund.files.core.errors import FileAttachedAlready
from crowdfund.files.core.purposes import Purpose, UnknownPurpose, install_purpose
from crowdfund.files.models import StoredFile
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.events import nothing_changes, recorded, verbs
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db
ABOUT = Subject(kind="thing", id=uuid4())


@pytest.fixture(autouse=True)
def purpose():
    install_purpose(
        Purpose(word="test.thing", label="x", subject_kind="thing", may_receive=lambda actor: actor.is_checked)
    )
    yield
    purposes._installed.pop("test.thing")


def attach(persona, row, *, subject=ABOUT, word="test.thing"):
    attach_file(actor=persona.actor, now=system_now(), file_id=row.id, purpose=word, subject=subject)


def test_it_is_about_something_from_then_on_and_saying_so_again_changes_nothing(founder):
    row = make_file(founder)
    with recorded() as events:
        attach(founder, row)
    assert verbs(events) == ["file.attached"]
    row.refresh_from_db()
    assert (row.purpose, row.subject_kind, row.subject_id) == ("test.thing", "thing", ABOUT.id)
    with nothing_changes(StoredFile):
        attach(founder, row)


def test_it_is_about_one_thing_only(founder):
    row = make_file(founder)
    attach(founder, row)
    with nothing_changes(StoredFile), pytest.raises(FileAttachedAlready):
        attach(founder, row, subject=Subject(kind="thing", id=uuid4()))


def test_others_can_not_even_ask(founder, follower, officer):
    row = make_file(founder)
    with nothing_changes(StoredFile):
        with pytest.raises(NotFound):
            attach(follower, row)
        with pytest.raises(NotAuthorised):
            attach(officer, row)


def test_a_purpose_that_is_not_the_sender_s_is_refused(founder):
    install_purpose(Purpose(word="test.closed", label="x", subject_kind="thing", may_receive=lambda _: False))
    try:
        with pytest.raises(NotAuthorised):
            attach(founder, make_file(founder), word="test.closed")
    finally:
        purposes._installed.pop("test.closed")


def test_mistakes_of_the_program_are_named(founder):
    row = make_file(founder)
    with pytest.raises(UnknownPurpose):
        attach(founder, row, word="made.up")
    with pytest.raises(ValueError, match="about a"):
        attach(founder, row, subject=Subject(kind="round", id=uuid4()))
