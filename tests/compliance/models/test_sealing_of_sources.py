"""Old questions about a lead's money are sealed when the database is migrated, and every sealed hash is keyed."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from compliance.core.canonical import canonical_json, facts_hash, plain_facts
from compliance.core.engine import judge
from compliance.core.facts import Facts
from compliance.core.findings import Finding
from compliance.core.privacy import agrees, open_findings
from compliance.core.rules import RULES
from compliance.library import book
from compliance.models.determination import hash_at_rest
from deals.core.lead_money import KnownNames, first_case, funding_facts_of
from tests.compliance.core.test_privacy import declared_wealth
from tests.compliance.questions import TODAY
from tests.factories.deals import yuan
from tests.factories.lead_money import salary_and

MIGRATION: Any = import_module("compliance.migrations.0013_seal_where_money_comes_from")
GIVER = "远山贸易有限公司"
NAMES = KnownNames(lead="林岚", issuer="某公司", founders=())


def sources() -> Facts:
    declared = salary_and((GIVER, "affiliate"))
    return funding_facts_of(first_case(commitment=yuan("4000000.00"), declared=declared, names=NAMES))


def stored(facts: Facts, *, is_sealed: bool) -> Any:
    """Return a row as it was stored before: with a plain hash, and sealed only if it was about somebody's wealth."""
    findings = judge(facts=facts, view=book().at(TODAY, known_at=book().latest_release.number), rules=RULES).findings
    plain, shown = plain_facts(facts), [each.to_plain() for each in findings]
    opened = [each.to_plain() for each in open_findings(findings)]
    return SimpleNamespace(
        facts_kind=facts.kind,
        facts={} if is_sealed else plain,
        findings=opened if is_sealed else shown,
        sealed=canonical_json({"facts": plain, "findings": shown}) if is_sealed else None,
        facts_hash=facts_hash(kind=facts.kind, plain=plain),
        save=MagicMock(),
    )


def run(step: Any, *rows: Any) -> None:
    apps = MagicMock()
    objects = apps.get_model.return_value.objects.using.return_value
    objects.filter.return_value.order_by.return_value.iterator.return_value = rows
    step(apps, MagicMock())


@pytest.mark.parametrize("is_sealed", [False, True])
def test_it_is_sealed_and_its_hash_is_the_one_that_is_looked_for(is_sealed: bool):
    facts = declared_wealth() if is_sealed else sources()
    row = stored(facts, is_sealed=is_sealed)
    before = vars(row).copy()
    run(MIGRATION.seal, row)
    assert (row.facts, GIVER in str(row.findings)) == ({}, False)
    assert row.facts_hash == hash_at_rest(kind=facts.kind, plain=plain_facts(facts))
    opened, whole = row.findings, MIGRATION.json.loads(row.sealed)
    assert agrees(map(Finding.from_plain, opened), sealed=map(Finding.from_plain, whole["findings"]))
    run(MIGRATION.unseal, row)
    assert {name: value for name, value in vars(row).items() if name != "save"} == {
        name: value for name, value in before.items() if name != "save"
    }


def test_a_row_that_was_altered_before_keeps_failing():
    row = stored(sources(), is_sealed=False)
    row.facts = {**row.facts, "commitment": {"amount": "1.00", "currency": "CNY"}}
    run(MIGRATION.seal, row)
    assert row.facts_hash != hash_at_rest(kind="funding", plain=MIGRATION.json.loads(row.sealed)["facts"])
