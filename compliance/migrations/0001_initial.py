"""compliance / migrations: the determinations, which are only ever added."""

import crowdfund.db.fields
import django.db.models.fields.json
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Determination",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("organisation_id", models.UUIDField(help_text="Members of this organisation may read it.", null=True)),
                ("facts_kind", models.CharField(max_length=40)),
                ("facts", models.JSONField()),
                ("facts_hash", models.CharField(max_length=64)),
                ("as_of", models.DateField()),
                ("release", models.PositiveIntegerField()),
                ("book_hash", models.CharField(max_length=64)),
                ("findings", models.JSONField()),
                ("trace", models.JSONField()),
                ("verdict", crowdfund.db.fields.WordField(max_length=40)),
                ("actor_kind", crowdfund.db.fields.WordField(max_length=40)),
                ("actor_id", models.UUIDField(null=True)),
                ("determined_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("subject_kind"),
                        models.F("subject_id"),
                        models.OrderBy(models.F("id"), descending=True),
                        name="determination_subject",
                    ),
                    models.Index(fields=["actor_id", "id"], name="determination_actor"),
                    models.Index(
                        condition=models.Q(("organisation_id__isnull", False)),
                        fields=["organisation_id", "id"],
                        name="determination_organisation",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["PERMIT", "ADVISE", "WARN", "REFER", "DENY"])),
                        name="determination_verdict_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor_kind__in", ["person", "client", "system", "anonymous"])),
                        name="determination_actor_kind_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor_id__isnull", False), ("actor_kind", "anonymous"), _connector="OR"),
                        name="determination_has_an_actor",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("release__gte", 1)), name="determination_release_is_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("facts_hash__regex", "^[0-9a-f]{64}$"), ("book_hash__regex", "^[0-9a-f]{64}$")
                        ),
                        name="determination_hashes_are_sha256",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("findings", []), _negated=True), name="determination_has_findings"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verdict",
                                django.db.models.fields.json.KeyTextTransform(
                                    "outcome", django.db.models.fields.json.KeyTextTransform("0", "findings")
                                ),
                            )
                        ),
                        name="determination_verdict_is_the_worst",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="determination",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="b91a4f45284cd8fe87aec51d98a32ca0179a6327",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_291b1",
                    table="compliance_determination",
                    when="BEFORE",
                ),
            ),
        ),
    ]
