"""Seal who gave and paid a lead's money, and key the hash of everything that is sealed, rows that exist included."""

import json
from typing import Any

from django.db import migrations, models
from django.db.models import Q

from compliance.core.canonical import canonical_json, facts_hash
from compliance.core.findings import Finding
from compliance.core.privacy import open_findings
from crowdfund.db.encryption import blind_index

BEFORE = ["qualification"]
KINDS = ["funding", "qualification"]
"""Kinds of facts that were personal before this migration, and when it was written."""
PURPOSE = "compliance.determination.facts"


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal what names people, and key each hash; a row that was altered keeps failing, for its hash stays another's."""
    rows = apps.get_model("compliance", "Determination").objects.using(schema_editor.connection.alias)
    for row in rows.filter(facts_kind__in=KINDS).order_by("id").iterator(chunk_size=500):
        if row.sealed is None:
            row.sealed = canonical_json({"facts": row.facts, "findings": row.findings})
            opened = open_findings(Finding.from_plain(each) for each in row.findings)
            row.facts, row.findings = {}, [each.to_plain() for each in opened]
        row.facts_hash = blind_index(row.facts_hash, purpose=PURPOSE)
        row.save(update_fields=["sealed", "facts", "findings", "facts_hash"])


def unseal(apps: Any, schema_editor: Any) -> None:
    """Give the sealed rows their plain hash again, and put those back into the open that were not sealed before."""
    rows = apps.get_model("compliance", "Determination").objects.using(schema_editor.connection.alias)
    for row in rows.filter(facts_kind__in=KINDS).order_by("id").iterator(chunk_size=500):
        whole = json.loads(row.sealed)
        plain = facts_hash(kind=row.facts_kind, plain=whole["facts"])
        if blind_index(plain, purpose=PURPOSE) == row.facts_hash:
            row.facts_hash = plain
        if row.facts_kind not in BEFORE:
            row.facts, row.findings, row.sealed = whole["facts"], whole["findings"], None
        row.save(update_fields=["sealed", "facts", "findings", "facts_hash"])


def sealed(kinds: list[str]) -> models.CheckConstraint:
    """Return the constraint that these kinds are sealed, and no others."""
    return models.CheckConstraint(
        name="determination_personal_facts_are_sealed",
        condition=(~Q(facts_kind__in=kinds) & Q(sealed__isnull=True))
        | Q(facts_kind__in=kinds, sealed__isnull=False, facts={}),
    )


class Migration(migrations.Migration):
    """The table refuses changes, so its trigger rests while the owner seals."""

    dependencies = [("compliance", "0012_remind_of_assessments")]

    operations = [
        migrations.RemoveConstraint(model_name="determination", name="determination_personal_facts_are_sealed"),
        migrations.RunSQL(
            "ALTER TABLE compliance_determination DISABLE TRIGGER USER",
            "ALTER TABLE compliance_determination ENABLE TRIGGER USER",
        ),
        migrations.RunPython(seal, unseal),
        migrations.RunSQL(
            "ALTER TABLE compliance_determination ENABLE TRIGGER USER",
            "ALTER TABLE compliance_determination DISABLE TRIGGER USER",
        ),
        migrations.AddConstraint(model_name="determination", constraint=sealed(KINDS)),
    ]
