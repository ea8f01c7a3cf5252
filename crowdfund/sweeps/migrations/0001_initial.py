"""sweeps / migrations: runs and effects."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    """First state."""

    initial = True

    # cf_refuse() stands in the first migration of db.
    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SweepRun",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sweep", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("started_at", models.DateTimeField(help_text="Business time.")),
                (
                    "finished_at",
                    models.DateTimeField(
                        help_text="Business time; empty while it runs or after it died.", null=True
                    ),
                ),
                ("took_ms", models.PositiveBigIntegerField(help_text="Real milliseconds.", null=True)),
                ("keys", models.PositiveIntegerField(default=0)),
                ("effects", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("sweep"),
                        models.OrderBy(models.F("day"), descending=True),
                        models.OrderBy(models.F("finished_at"), descending=True),
                        name="sweep_run_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at", None), ("took_ms", None)),
                            models.Q(("finished_at__isnull", False), ("took_ms__isnull", False)),
                            _connector="OR",
                        ),
                        name="sweep_run_ends_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_at", None), ("finished_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="sweep_run_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                ("key", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(help_text="Business time.")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key", ""), _negated=True), name="effect_has_a_key"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effect",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="0631ebe2cef867dfea9009337fc8c76edea7420a",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_8fa7e",
                    table="sweeps_effect",
                    when="BEFORE",
                ),
            ),
        ),
    ]
