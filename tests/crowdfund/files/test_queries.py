"""files / queries: who finds what, and what a purpose grants besides."""

from uuid import uuid4

import pytest

from crowdfund.db.events import Subject
from crowdfund.files import queries
from crowdfund.files.core import purposes
from crowdfund.files.core.errors import FileNotServed
from crowdfund.files.core.purposes import Purpose, install_purpose
from crowdfund.files.core.states import FileState
from crowdfund.kernel.errors import NotFound
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db
ABOUT, OTHER = Subject(kind="thing", id=uuid4()), Subject(kind="thing", id=uuid4())


@pytest.fixture(autouse=True)
def purpose(follower):
    def readable(actor, subjects):
        return [each for each in subjects if each == ABOUT.id and actor.id == follower.id]

    install_purpose(
        Purpose(
            word="test.read",
            label="x",
            subject_kind="thing",
            may_receive=lambda actor: actor.is_checked,
            readable=readable,
        )
    )
    yield
    purposes._installed.pop("test.read")


def test_a_purpose_grants_reading_of_what_it_names_and_of_nothing_else(founder, follower, stranger):
    granted = make_file(founder, purpose="test.read", subject=ABOUT)
    other = make_file(founder, purpose="test.read", subject=OTHER)
    loose = make_file(founder)
    assert queries.file_to_serve(follower.actor, granted.id) == granted
    for actor, row in ((follower.actor, other), (follower.actor, loose), (stranger.actor, granted)):
        with pytest.raises(NotFound):
            queries.file_seen_by(actor, row.id)
    assert granted not in queries.visible_files(follower.actor)


def test_a_purpose_that_is_no_longer_installed_grants_nothing(founder, follower):
    granted = make_file(founder, purpose="test.read", subject=ABOUT)
    kept = purposes._installed.pop("test.read")
    with pytest.raises(NotFound):
        queries.file_seen_by(follower.actor, granted.id)
    purposes._installed["test.read"] = kept


def test_files_about_something_come_in_the_order_of_sending(founder):
    rows = [make_file(founder, purpose="test.read", subject=ABOUT) for _ in range(2)]
    bad = make_file(founder, purpose="test.read", subject=ABOUT, state=FileState.QUARANTINED)
    assert list(queries.files_about(ABOUT)) == [*rows, bad]
    assert list(queries.clean_files_about(ABOUT)) == rows
    assert queries.files_about_many("thing", [ABOUT.id, OTHER.id]) == {ABOUT.id: [*rows, bad]}


def test_what_may_be_attached_is_one_s_own_and_about_nothing(founder, follower):
    loose = make_file(founder)
    make_file(founder, purpose="test.read", subject=ABOUT)
    make_file(founder, state=FileState.QUARANTINED)
    make_file(follower)
    assert list(queries.own_unattached_files(founder.actor)) == [loose]


def test_staff_read_everything_and_who_was_staff_nothing(founder, officer, auditor, operator):
    row = make_file(founder, organisation_id=founder.organisation.id)
    assert queries.file_seen_by(officer.actor, row.id) == row
    assert queries.file_seen_by(auditor.actor, row.id) == row
    with pytest.raises(NotFound):
        queries.file_seen_by(operator.actor, row.id)


def test_what_is_not_clean_is_not_served(founder):
    for state in (FileState.WAITING, FileState.QUARANTINED):
        with pytest.raises(FileNotServed):
            queries.file_to_serve(founder.actor, make_file(founder, state=state).id)


def test_names_are_told_to_readers_only(founder, follower):
    row = make_file(founder)
    assert queries.file_names([row.id], founder.actor) == {row.id: row.name}
    assert queries.file_names([row.id], follower.actor) == {}
