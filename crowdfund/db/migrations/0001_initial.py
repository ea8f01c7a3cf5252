"""db / migrations: the heartbeat, and the function by which append-only tables refuse."""

from django.db import migrations, models

REFUSE = """
CREATE FUNCTION cf_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are added and never changed or removed', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    """First state."""

    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION cf_refuse();"),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("beat_at", models.DateTimeField(help_text="Real time (UTC), not business time.")),
            ],
        ),
    ]
