"""Seal the facts and findings of determinations about somebody's own wealth, those that exist included."""

import json
from typing import Any

from django.db import migrations, models
from django.db.models import Q

import crowdfund.db.fields
from compliance.core.canonical import canonical_json
from compliance.core.findings import Finding
from compliance.core.privacy import open_findings

KINDS = ["qualification"]
"""Kinds of facts that were personal when this migration was written."""


def seal(apps: Any, schema_editor: Any) -> None:
    """Move facts and findings of each such row into the sealed column; what stays open has no figures."""
    rows = apps.get_model("compliance", "Determination").objects.using(schema_editor.connection.alias)
    for row in rows.filter(facts_kind__in=KINDS, sealed__isnull=True).order_by("id").iterator(chunk_size=500):
        row.sealed = canonical_json({"facts": row.facts, "findings": row.findings})
        opened = open_findings(Finding.from_plain(each) for each in row.findings)
        row.facts, row.findings = {}, [each.to_plain() for each in opened]
        row.save(update_fields=["sealed", "facts", "findings"])


def unseal(apps: Any, schema_editor: Any) -> None:
    """Put them back into the open."""
    rows = apps.get_model("compliance", "Determination").objects.using(schema_editor.connection.alias)
    for row in rows.filter(sealed__isnull=False).order_by("id").iterator(chunk_size=500):
        whole = json.loads(row.sealed)
        row.facts, row.findings, row.sealed = whole["facts"], whole["findings"], None
        row.save(update_fields=["sealed", "facts", "findings"])


class Migration(migrations.Migration):
    """Adds the column and fills it. The table refuses changes, so its trigger rests while the owner seals."""

    dependencies = [("compliance", "0008_assess_risk")]

    operations = [
        migrations.AddField(
            model_name="determination", name="sealed", field=crowdfund.db.fields.EncryptedTextField(null=True)
        ),
        migrations.RunSQL(
            "ALTER TABLE compliance_determination DISABLE TRIGGER USER",
            "ALTER TABLE compliance_determination ENABLE TRIGGER USER",
        ),
        migrations.RunPython(seal, unseal),
        migrations.RunSQL(
            "ALTER TABLE compliance_determination ENABLE TRIGGER USER",
            "ALTER TABLE compliance_determination DISABLE TRIGGER USER",
        ),
        migrations.AddConstraint(
            model_name="determination",
            constraint=models.CheckConstraint(
                name="determination_personal_facts_are_sealed",
                condition=(~Q(facts_kind__in=KINDS) & Q(sealed__isnull=True))
                | Q(facts_kind__in=KINDS, sealed__isnull=False, facts={}),
            ),
        ),
    ]
