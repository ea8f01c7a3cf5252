"""The database itself keeps determinations as they were made. Each guard is violated once by raw SQL."""

import base64
import hashlib
import json
from typing import Any
from uuid import UUID, uuid4

import psycopg2
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import override_settings

from compliance.actions.determine import determine
from compliance.core.canonical import facts_hash
from compliance.core.findings import UNKNOWN
from compliance.core.policy import may_read
from compliance.core.replay import replay
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.library import book
from compliance.models import Determination
from compliance.models.determination import hash_at_rest
from crowdfund.db.events import Subject
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from tests.compliance.core.test_privacy import declared_wealth
from tests.compliance.questions import NOW, TODAY, TOO_LITTLE, ask, facts, person
from tests.personas import Persona

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
        ("determination_personal_facts_are_sealed", {"facts_kind": "qualification"}),
        ("determination_personal_facts_are_sealed", {"facts_kind": "qualification", "sealed": "main:AAAA"}),
        ("determination_personal_facts_are_sealed", {"sealed": "main:AAAA"}),
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


def ask_of_wealth(asker: Actor) -> Ruling:
    with unit_of_work(actor=asker, now=NOW):
        return determine(facts=declared_wealth(), subject=Subject(kind="user", id=uuid4()), as_of=TODAY)


@pytest.mark.django_db
def test_what_somebody_declares_of_their_wealth_is_sealed_at_rest():
    ruling = ask_of_wealth(person())
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM compliance_determination d")
        ((stored,),) = cursor.fetchall()
    assert "3200000" in json.dumps(ruling.facts)
    assert not [figure for figure in ("3200000", "3,200,000", "1234567", "1,234,567") if figure in stored]


@pytest.mark.django_db
def test_from_its_hash_nobody_without_the_key_guesses_the_figures():
    ruling = ask_of_wealth(person())
    stored = Determination.objects.get().facts_hash
    plain = facts_hash(kind="qualification", plain=ruling.facts)
    assert stored not in {plain, hashlib.sha256(plain.encode()).hexdigest()}
    assert stored == hash_at_rest(kind="qualification", plain=ruling.facts)
    with override_settings(BLIND_INDEX_KEY=base64.b64encode(b"k" * 32).decode()):
        assert hash_at_rest(kind="qualification", plain=ruling.facts) != stored
    assert hash_at_rest(kind="round", plain={"a": 1}) == facts_hash(kind="round", plain={"a": 1})


@pytest.mark.django_db
def test_sealed_facts_under_the_hash_of_others_are_noticed():
    ask_of_wealth(person())
    row = Determination.objects.get()
    row.facts_hash = hash_at_rest(kind="qualification", plain={"a": 1})
    with pytest.raises(ValueError, match="not the ones that were hashed"):
        row.as_ruling().question()
    assert "not the ones that were hashed" in replay(row.as_ruling, book=book(), rules=RULES)


@pytest.mark.django_db
def test_the_rules_read_back_what_was_asked():
    ruling = ask_of_wealth(person())
    again = Determination.objects.get().as_ruling()
    assert again == ruling
    assert again.question() == declared_wealth()


@pytest.mark.django_db
def test_who_may_not_read_figures_reads_what_was_decided(auditor: Persona, officer: Persona, follower: Persona):
    ruling = ask_of_wealth(follower.actor)
    row = Determination.objects.get()
    assert row.as_ruling_for(follower.actor) == row.as_ruling_for(officer.actor) == ruling
    seen = row.as_ruling_for(auditor.actor)
    assert (seen.is_withheld, seen.facts, seen.facts_hash) == (True, {}, "")
    assert (seen.verdict, [each.rule for each in seen.findings]) == (
        ruling.verdict,
        [each.rule for each in ruling.findings],
    )
    assert {each.measured for each in seen.findings} == {UNKNOWN}
    with pytest.raises(ValueError, match="withheld"):
        seen.question()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"findings": [{"rule": "x"}]}, "not those of the sealed part"),
        ({}, "can't be read"),
    ],
)
def test_a_falsified_row_is_found(changes: dict[str, Any], trouble: str):
    """A sealed part does not open in another row, and the open part can't say otherwise."""
    ask_of_wealth(person())
    row = Determination.objects.get()
    if changes:
        row.findings = [{**each, "limit": "1.00"} for each in row.findings]
    else:
        row.id = uuid4()
    with pytest.raises(ValueError, match=trouble):
        row.as_ruling()
