"""ledger / migrations: accounts, entries and postings, and the functions by which they guard themselves."""

import crowdfund.db.fields
import crowdfund.ledger.models.entry
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


# The functions name their tables with the schema, so that no table of a session can stand in for them.
GUARDS = """
CREATE FUNCTION cf_ledger_entry_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    original record;
BEGIN
    IF NOT EXISTS (SELECT FROM public.ledger_posting WHERE entry_id = NEW.id) THEN
        RAISE EXCEPTION 'entry % has no postings', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_has_postings';
    END IF;
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT reverses_id, effective_at INTO original FROM public.ledger_entry WHERE id = NEW.reverses_id;
        IF original.reverses_id IS NOT NULL OR NEW.effective_at < original.effective_at THEN
            RAISE EXCEPTION 'entry % reverses a reversal, or an entry that takes effect later', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_may_reverse';
        END IF;
    END IF;
    RETURN NULL;
END $$;

-- Lines are numbered without a gap, so whatever is added later stands behind what was there: the sum is taken once an
-- entry, for its last line, and not once a line.
CREATE FUNCTION cf_ledger_entry_sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    off record;
    original uuid;
BEGIN
    IF EXISTS (SELECT FROM public.ledger_posting WHERE entry_id = NEW.entry_id AND line > NEW.line) THEN
        RETURN NULL;
    END IF;
    SELECT asset, sum(units) AS units INTO off FROM public.ledger_posting
        WHERE entry_id = NEW.entry_id GROUP BY asset HAVING sum(units) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not sum to zero: off in % by %', NEW.entry_id, off.asset, off.units
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_sums_to_zero';
    END IF;
    SELECT reverses_id INTO original FROM public.ledger_entry WHERE id = NEW.entry_id;
    IF original IS NOT NULL THEN
        PERFORM FROM public.ledger_posting
            WHERE entry_id IN (NEW.entry_id, original) GROUP BY account_id HAVING sum(units) <> 0 LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'entry % does not undo exactly what it reverses', NEW.entry_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_mirrors_what_it_reverses';
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION cf_ledger_postings_join_their_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    joined record;
    entry record;
BEGIN
    FOR joined IN
        SELECT entry_id, min(effective_at) AS earliest, max(effective_at) AS latest FROM added GROUP BY entry_id
    LOOP
        SELECT made_in, effective_at INTO entry FROM public.ledger_entry WHERE id = joined.entry_id;
        IF entry.made_in IS DISTINCT FROM pg_current_xact_id() THEN
            RAISE EXCEPTION 'entry % takes no postings: only the transaction that makes an entry adds them',
                joined.entry_id USING ERRCODE = 'restrict_violation', CONSTRAINT = 'posting_joins_its_entry';
        END IF;
        IF joined.earliest <> entry.effective_at OR joined.latest <> entry.effective_at THEN
            RAISE EXCEPTION 'a posting of entry % takes effect at another instant', joined.entry_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_effective_with_its_entry';
        END IF;
        IF (SELECT max(line) <> count(*) FROM public.ledger_posting WHERE entry_id = joined.entry_id) THEN
            RAISE EXCEPTION 'the lines of entry % have a gap', joined.entry_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_lines_have_no_gap';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""
NO_GUARDS = """
DROP FUNCTION cf_ledger_postings_join_their_entry();
DROP FUNCTION cf_ledger_entry_sums_to_zero();
DROP FUNCTION cf_ledger_entry_is_whole();
"""
ACCOUNT_AND_ASSET = """
ALTER TABLE ledger_posting ADD CONSTRAINT posting_account_and_asset
    FOREIGN KEY (account_id, asset) REFERENCES ledger_account (id, asset);
"""
NO_ACCOUNT_AND_ASSET = "ALTER TABLE ledger_posting DROP CONSTRAINT posting_account_and_asset;"


class Migration(migrations.Migration):
    """First state."""

    initial = True

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.RunSQL(GUARDS, NO_GUARDS),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=200)),
                ("memo", models.CharField(max_length=500)),
                ("effective_at", models.DateTimeField()),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("fingerprint", models.CharField(max_length=67)),
                (
                    "made_in",
                    crowdfund.ledger.models.entry.TransactionField(
                        db_default=crowdfund.ledger.models.entry.CurrentTransaction(), editable=False
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("line", models.IntegerField()),
                ("asset", models.CharField(max_length=42)),
                ("units", models.BigIntegerField()),
                ("effective_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=120)),
                ("asset", models.CharField(max_length=42)),
                ("kind", crowdfund.db.fields.WordField(max_length=40)),
                ("owner_kind", models.CharField(max_length=40)),
                ("owner_id", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["owner_id", "owner_kind"], name="account_owner")],
                "constraints": [
                    models.UniqueConstraint(fields=("code",), name="account_code_is_its_own"),
                    models.UniqueConstraint(fields=("id", "asset"), name="account_keeps_its_asset"),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[a-z0-9][a-zA-Z0-9:._-]{0,119}$")),
                        name="account_code_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "asset__regex",
                                "^(cash:[A-Z]{3}|units:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
                            )
                        ),
                        name="account_asset_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["asset", "liability", "equity", "income", "expense"])),
                        name="account_kind_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("owner_kind", ""), _negated=True), name="account_has_an_owner"
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="476dcc4be140afa3efd9a0e8d24227a4a3a31da1",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_is_fixed_6c4f2",
                    table="ledger_account",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="reverses",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reversal", to="ledger.entry"
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="account",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to="ledger.account",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="entry",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="postings", to="ledger.entry"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("key",), name="entry_key_posts_once"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(("key", ""), _negated=True), name="entry_has_a_key"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("fingerprint__regex", "^v[0-9]+:[0-9a-f]{64}$")), name="entry_fingerprint_form"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="3e249a01f70127b6b1c6a390ef43948dd5386723",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_af900",
                    table="ledger_entry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="entry",
            trigger=pgtrigger.compiler.Trigger(
                name="is_whole",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="cf_ledger_entry_is_whole()",
                    func="RETURN NULL;",
                    hash="841753ce4826bc3dac6264ef2c679d5c52c1fc00",
                    operation="INSERT",
                    pgid="pgtrigger_is_whole_ee493",
                    table="ledger_entry",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["account", "effective_at"], include=("units",), name="posting_balance"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.UniqueConstraint(fields=("entry", "line"), name="posting_one_a_line"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(condition=models.Q(("line__gte", 1)), name="posting_lines_start_at_one"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("units", 0), _negated=True), name="posting_is_not_zero"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_refuse()",
                    func="RETURN NULL;",
                    hash="f10cb114d0d69dd42c9af3c9df43cce86b82055b",
                    level="STATEMENT",
                    operation="UPDATE OR DELETE OR TRUNCATE",
                    pgid="pgtrigger_append_only_f2ff5",
                    table="ledger_posting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="joins_its_entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_ledger_postings_join_their_entry()",
                    func="RETURN NULL;",
                    hash="25143a2bf3cbdcf1165d8f37e09db73f0bd620a0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_joins_its_entry_d3bc3",
                    referencing="REFERENCING NEW TABLE AS added ",
                    table="ledger_posting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="sums_to_zero",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="cf_ledger_entry_sums_to_zero()",
                    func="RETURN NULL;",
                    hash="45064178147b097c33680ea38968bf28f2b3e05e",
                    operation="INSERT",
                    pgid="pgtrigger_sums_to_zero_0b00c",
                    table="ledger_posting",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(ACCOUNT_AND_ASSET, NO_ACCOUNT_AND_ASSET),
    ]
