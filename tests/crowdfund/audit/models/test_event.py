"""audit / models: an event is written once, by the database's numbers and clock, and never changes."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from crowdfund.audit.core.policy import sees_event
from crowdfund.audit.models import Event
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor, ActorKind
from tests.factories.audit import SYSTEM, happen

pytestmark = pytest.mark.django_db

TABLES = ["audit_event", "audit_block", "audit_seal"]
CHANGES = ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
COLUMN = {"audit_event": "reason", "audit_block": "hash", "audit_seal": "event_hash"}


def change(statement: str, table: str) -> str:
    return statement.format(table, COLUMN[table], COLUMN[table])


def test_the_database_gives_number_clock_and_transaction():
    first, second = happen(), happen()
    assert first.sequence < second.sequence
    assert first.transaction > 0
    assert first.recorded_at <= second.recorded_at
    assert first.occurred_at != first.recorded_at


def test_not_even_the_application_chooses_a_sequence_number():
    happen()
    with pytest.raises(ProgrammingError, match="GENERATED ALWAYS"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (id, sequence, verb, outcome, actor_kind, actor_id, subject_kind, subject_id,"
            " before, after, reason, request_id, occurred_at) SELECT gen_random_uuid(), 1, verb, outcome, actor_kind,"
            " actor_id, subject_kind, subject_id, before, after, reason, request_id, occurred_at FROM audit_event"
        )


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", CHANGES)
def test_the_application_has_no_right_to_change_what_happened(table, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change(statement, table))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", CHANGES)
def test_the_trigger_refuses_even_the_owner_of_everything(superuser_connection, table, statement):
    cursor = superuser_connection.cursor()
    with pytest.raises(Exception, match="never changed or removed") as caught:
        cursor.execute(change(statement, table))
    assert getattr(caught.value, "pgcode", None) == "23001"


@pytest.mark.parametrize("table", TABLES)
def test_the_switch_that_pgtrigger_reads_does_not_help(superuser_connection, table):
    with superuser_connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        names = [name for (name,) in cursor.fetchall()]
        assert names
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, false)", ["{" + ",".join(names) + "}"])
        with pytest.raises(Exception, match="never changed or removed"):
            cursor.execute(f"DELETE FROM {table}")


INSERT = (
    "INSERT INTO audit_event (id, verb, outcome, actor_kind, actor_id, subject_kind, subject_id, before, after, reason,"
    " request_id, occurred_at) VALUES (gen_random_uuid(), %(verb)s, %(outcome)s, %(kind)s, %(actor)s, 'round',"
    " gen_random_uuid(), '{}', '{}', '', '', now())"
)
GOOD = {"verb": "round.opened", "outcome": "done", "kind": "system", "actor": str(uuid4())}


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("event_outcome_is_a_word", {"outcome": "maybe"}),
        ("event_actor_kind_is_a_word", {"kind": "ghost"}),
        ("event_verb_is_dotted", {"verb": "opened"}),
        ("event_verb_is_dotted", {"verb": "Round.Opened"}),
        ("event_has_an_actor", {"actor": None}),
    ],
)
def test_a_row_that_goes_around_the_application_is_refused(constraint, wrong):
    with connection.cursor() as cursor:
        cursor.execute(INSERT, GOOD)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, {**GOOD, **wrong})


def test_rows_and_policy_agree_on_who_sees_what():
    me, company = uuid4(), uuid4()
    person = Actor(kind=ActorKind.PERSON, id=me, request_id="r", memberships={company: "member"})
    helper = Actor(kind=ActorKind.CLIENT, id=uuid4(), request_id="r", on_behalf_of=me)
    watchers = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r", roles=frozenset({"auditor"}))
    stranger = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r", memberships={uuid4(): "owner"})
    happen(actor=person)
    happen(actor=helper)
    happen(organisation=company)
    happen(organisation=uuid4())
    happen()
    counts = []
    for actor in (person, helper, watchers, stranger, Actor.anonymous("r"), SYSTEM):
        seen = set(Event.objects.visible_to(actor))
        for event in Event.objects.all():
            expected = sees_event(
                actor,
                actor_id=event.actor_id,
                on_behalf_of=event.on_behalf_of,
                organisation_id=event.organisation_id,
            )
            assert (event in seen) is expected
        counts.append(len(seen))
    assert counts == [3, 1, 5, 0, 0, 5]


def test_events_are_found_by_what_they_are_about():
    subject = Subject(kind="round", id=uuid4())
    event = happen(subject=subject)
    happen(subject=Subject(kind="project", id=subject.id))
    assert list(Event.objects.about(subject)) == [event]
    assert event.subject == subject


def test_changes_name_each_key_with_both_values():
    event = Event(id=UUID(int=1), before={"a": 1, "b": 2}, after={"b": 3, "c": 4})
    assert event.changes == [("a", 1, None), ("b", 2, 3), ("c", None, 4)]
