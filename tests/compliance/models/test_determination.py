"""The database itself keeps determinations as they were made. Each guard is violated once by raw SQL."""

import json
from typing import Any
from uuid import UUID, uuid4

import psycopg2
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from compliance.core.policy import may_read
from compliance.models import Determination
from crowdfund.kernel.actor import Actor, ActorKind
from tests.compliance.questions import TOO_LITTLE, ask, facts, person

CHANGES = {
    "update": "UPDATE compliance_determination SET verdict = 'PERMIT'",
    "update of nothing": "UPDATE compliance_determination SET verdict = 'PERMIT' WHERE false",
    "delete": "DELETE FROM compliance_determination",
    "truncate": "TRUNCATE compliance_determination CASCADE",
}
COPY = """
INSERT INTO compliance_determination
SELECT (r).* FROM (
    SELECT jsonb_populate_record(d, jsonb_build_object('id', %s::text) || %s::jsonb) AS r
    FROM compliance_determination d
) AS changed
"""


def insert(**changes: Any) -> None:
    """Insert a copy of the only determination with some columns changed, as the application's role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COPY, [str(uuid4()), json.dumps(changes)])


@pytest.mark.django_db
@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_the_application_may_not_change_a_determination(statement: str):
    ask(facts(TOO_LITTLE))
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Determination.objects.get().verdict == "DENY"


@pytest.mark.django_db
@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("switch", ["", "SET pgtrigger.ignore = '{pgtrigger_append_only_291b1}';"])
def test_nobody_may_change_a_determination(superuser_connection, statement: str, switch: str):
    with (
        pytest.raises(psycopg2.errors.RestrictViolation, match="never changed or removed"),
        superuser_connection.cursor() as cursor,
    ):
        cursor.execute(switch + statement)


@pytest.mark.django_db
def test_a_copy_with_nothing_wrong_is_accepted():
    ask(facts(TOO_LITTLE))
    insert()
    assert Determination.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("determination_verdict_is_a_word", {"verdict": "MAYBE", "findings": [{"outcome": "MAYBE"}]}),
        ("determination_verdict_is_the_worst", {"verdict": "PERMIT"}),
        ("determination_has_findings", {"findings": []}),
        ("determination_actor_kind_is_a_word", {"actor_kind": "ghost"}),
        ("determination_has_an_actor", {"actor_id": None}),
        ("determination_release_is_numbered", {"release": 0}),
        ("determination_hashes_are_sha256", {"book_hash": "x" * 64}),
        ("determination_hashes_are_sha256", {"facts_hash": ""}),
    ],
)
def test_the_database_refuses_what_no_determination_can_be(constraint: str, changes: dict[str, Any]):
    ask(facts(TOO_LITTLE))
    with pytest.raises(IntegrityError, match=constraint):
        insert(**changes)


@pytest.mark.django_db
def test_rows_and_policy_agree_on_who_may_read():
    asker, company = uuid4(), uuid4()
    rulings = [
        ask(by=person(asker)),
        ask(by=person(asker), organisation_id=company),
        ask(organisation_id=company),
        ask(organisation_id=uuid4()),
        ask(),
    ]
    for actor in _actors(asker, company):
        expected = {
            each.id for each in rulings if may_read(actor, asked_by=each.actor_id, organisation_id=each.organisation_id)
        }
        found = set(Determination.objects.visible_to(actor).values_list("id", flat=True))
        assert found == expected, actor


def _actors(asker: UUID, company: UUID) -> list[Actor]:
    return [
        person(asker),
        person(None, member_of=company),
        person(asker, member_of=company),
        person(None, "founder", "investor", "operator", "partner"),
        person(None, "officer"),
        person(None, "auditor"),
        Actor(kind=ActorKind.CLIENT, id=asker, request_id="test", roles=frozenset({"officer"})),
        Actor.anonymous("test"),
        Actor.system("replay", "test"),
    ]
