"""tests / db: an event is part of its change; without a writer the change itself fails."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from crowdfund.db import events
from crowdfund.db.events import NoEventWriter, Outcome, Subject, install_event_writer, record
from crowdfund.db.models import Heartbeat
from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.actor import Actor

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ACTOR = Actor.system("a test", "request-0001")
ROUND = Subject(kind="round", id=UUID(int=7))


@pytest.fixture
def written(monkeypatch):
    drafts = []
    monkeypatch.setattr(events, "_writers", [])

    def write(draft, work):
        drafts.append((draft, work))
        return UUID(int=len(drafts))

    install_event_writer(write)
    return drafts


def test_outside_of_a_unit_of_work_nothing_is_recorded(written):
    with pytest.raises(OutsideWork):
        record(verb="round.submitted", subject=ROUND)
    assert written == []


@pytest.mark.django_db(transaction=True)
def test_without_a_writer_the_change_does_not_commit(monkeypatch):
    monkeypatch.setattr(events, "_writers", [])
    with pytest.raises(NoEventWriter), unit_of_work(actor=ACTOR, now=NOW):
        Heartbeat(name="a change", beat_at=NOW).save(force_insert=True)
        record(verb="round.submitted", subject=ROUND)
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db
def test_the_draft_holds_what_was_given_and_each_person_once(written):
    one, other = uuid4(), uuid4()
    with unit_of_work(actor=ACTOR, now=NOW) as work:
        number = record(verb="round.submitted", subject=ROUND, after={"state": "submitted"}, notify=[one, other, one])
        assert work.events_recorded == 1
    assert number == UUID(int=1)
    (draft, seen_by_writer) = written[0]
    assert (draft.verb, draft.subject, draft.outcome) == ("round.submitted", ROUND, Outcome.DONE)
    assert (draft.before, draft.after) == ({}, {"state": "submitted"})
    assert draft.notify == (one, other)
    assert seen_by_writer.actor == ACTOR


@pytest.mark.django_db
def test_a_recorded_refusal_is_no_change_and_may_still_be_refused(written):
    with unit_of_work(actor=ACTOR, now=NOW) as work:
        record(verb="round.submission_refused", subject=ROUND, outcome=Outcome.REFUSED)
        assert work.refused("no") == "no"


@pytest.mark.django_db
def test_a_recorded_change_can_not_be_refused_any_more(written):
    with pytest.raises(RuntimeError, match="before the first change"), unit_of_work(actor=ACTOR, now=NOW) as work:
        record(verb="round.submitted", subject=ROUND)
        work.refused("no")


def test_there_is_one_writer_at_a_time(monkeypatch):
    monkeypatch.setattr(events, "_writers", [])
    install_event_writer(lambda *_: UUID(int=1))
    install_event_writer(lambda *_: UUID(int=2))
    assert len(events._writers) == 1
