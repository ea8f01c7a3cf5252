"""audit / migrations: events, blocks, seals and deliveries."""

import crowdfund.audit.models.event
import crowdfund.db.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# Django knows identity columns only as primary keys. ALWAYS: not even the application may choose a number.
SEQUENCE = """
ALTER TABLE audit_event ALTER COLUMN sequence DROP DEFAULT;
ALTER TABLE audit_event ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY;
"""
NO_SEQUENCE = """
ALTER TABLE audit_event ALTER COLUMN sequence DROP IDENTITY;
ALTER TABLE audit_event ALTER COLUMN sequence SET DEFAULT 0;
"""


class Migration(migrations.Migration):
    """First state."""

    initial = True

    # cf_refuse() stands in the first migration of db.
    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("channel", crowdfund.db.fields.WordField(max_length=40)),
                ("recipient", models.UUIDField()),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_until", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("parked_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(db_default=0, editable=False, unique=True)),
                ("verb", models.CharField(max_length=80)),
                ("outcome", crowdfund.db.fields.WordField(max_length=40)),
                ("actor_kind", crowdfund.db.fields.WordField(max_length=40)),
                ("actor_id", models.UUIDField(null=True)),
                ("on_behalf_of", models.UUIDField(null=True)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                (
                    "organisation_id",
                    models.UUIDField(help_text="Members of this organisation may see the event.", null=True),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True)),
                ("request_id", models.CharField(blank=True, max_length=100)),
                ("occurred_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=crowdfund.audit.models.event.RealTime(), editable=False),
                ),
                (
                    "transaction",
                    models.BigIntegerField(db_default=crowdfund.audit.models.event.TransactionNumber(), editable=False),
                ),
            ],
        ),
        migrations.RunSQL(SEQUENCE, NO_SEQUENCE),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(unique=True)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("events_hash", models.CharField(max_length=64)),
                ("event_count", models.PositiveIntegerField()),
                ("earliest_event", models.UUIDField()),
                ("latest_event", models.UUIDField()),
                ("sealed_at", models.DateTimeField()),
                ("horizon", models.BigIntegerField()),
                ("cluster", models.BigIntegerField()),
                ("format_version", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="block_numbers_start_at_one"),
                    models.CheckConstraint(condition=models.Q(("event_count__gte", 1)), name="block_is_not_empty"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("hash__regex", "^[0-9a-f]{64}$"),
                            ("previous_hash__regex", "^[0-9a-f]{64}$"),
                            ("events_hash__regex", "^[0-9a-f]{64}$"),
                        ),
                        name="block_hashes_are_hashes",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="block",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="b70a150bb30afd6403a8ae9b7d6f75334104b555",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_57566",
                    table="audit_block",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="seal",
                        serialize=False,
                        to="audit.event",
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("event_hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["subject_kind", "subject_id", "sequence"], name="event_subject"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["actor_id", "sequence"], name="event_actor"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                condition=models.Q(("organisation_id__isnull", False)),
                fields=["organisation_id", "sequence"],
                name="event_organisation",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["transaction"], name="event_transaction"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["done", "refused"])), name="event_outcome_is_a_word"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor_kind__in", ["person", "client", "system", "anonymous"])),
                name="event_actor_kind_is_a_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__regex", "^[a-z][a-z_]*(\\.[a-z][a-z_]*)+$")), name="event_verb_is_dotted"
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("actor_id__isnull", False), ("actor_kind", "anonymous"), _connector="OR"),
                name="event_has_an_actor",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="event",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="audit.event"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="event",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="7b99686d1e699bd48585d6343f7da4f5e8e906d1",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_7d947",
                    table="audit_event",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="seal",
            name="block",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="seals", to="audit.block"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("parked_at__isnull", True)),
                fields=["channel", "due_at", "id"],
                name="delivery_open",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("parked_at__isnull", False)), fields=["parked_at"], name="delivery_parked"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["notice", "email", "webhook"])), name="delivery_channel_is_a_word"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("event", "channel", "recipient"), name="delivery_once_each"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at__isnull", True), ("parked_at__isnull", True), _connector="OR"),
                name="delivery_is_done_or_parked",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("block", "position"), name="seal_one_event_a_place"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1)), name="seal_positions_start_at_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.CheckConstraint(
                condition=models.Q(("event_hash__regex", "^[0-9a-f]{64}$")), name="seal_hash_is_a_hash"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="da7b23aea7f43c974092eab57e8b0a6414a4708f",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_4de12",
                    table="audit_seal",
                    when="BEFORE",
                ),
            ),
        ),
    ]
