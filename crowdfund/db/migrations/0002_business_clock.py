"""db / migrations: the business clock, and the function by which it refuses to go back."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Called for each changed row, and for whole statements that would take the row away.
GOES_FORWARD = """
CREATE FUNCTION cf_clock_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.id = OLD.id AND NEW.offset_us >= OLD.offset_us THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the business clock never goes back'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'business_clock_goes_forward';
END $$;
"""


class Migration(migrations.Migration):
    """The offset between business time and real time."""

    dependencies = [("db", "0001_initial")]

    operations = [
        migrations.RunSQL(GOES_FORWARD, "DROP FUNCTION cf_clock_goes_forward();"),
        migrations.CreateModel(
            name="BusinessClock",
            fields=[
                ("id", models.SmallIntegerField(editable=False, primary_key=True, serialize=False)),
                ("offset_us", models.BigIntegerField(help_text="Microseconds.")),
                ("moved_at", models.DateTimeField(help_text="Real time of the last move.")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="business_clock_is_one"),
                    models.CheckConstraint(
                        condition=models.Q(("offset_us__gte", 0), ("offset_us__lte", 3155760000000000)),
                        name="business_clock_within_bounds",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessclock",
            trigger=pgtrigger.compiler.Trigger(
                name="goes_forward",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_clock_goes_forward()",
                    func="RETURN NULL;",
                    hash="b0652b83d96c2b8233e7947eb55526f536b0bba0",
                    operation="UPDATE",
                    pgid="pgtrigger_goes_forward_2e020",
                    table="db_businessclock",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="businessclock",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="cf_clock_goes_forward()",
                    func="RETURN NULL;",
                    hash="49e6c487dc97804ac9f89ac8448e94d229b6803a",
                    level="STATEMENT",
                    operation="DELETE OR TRUNCATE",
                    pgid="pgtrigger_stays_267a1",
                    table="db_businessclock",
                    when="BEFORE",
                ),
            ),
        ),
    ]
