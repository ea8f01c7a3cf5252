"""The buyer becomes a user who consents, and pays before units move; the unit price is in yuan instead of fen."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A window from before was opened by the company alone. Open ones lapse: the investor has consented to nothing here.
FORWARDS = """
UPDATE exits_exitwindow SET unit_price = round(unit_price / 100, 4), capacity_units = proposed_units, proposed_at = opened_at;
UPDATE exits_exitwindow SET state = 'lapsed', ended_at = now() WHERE state = 'open';
"""


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("exits", "0002_lots"),
    ]

    operations = [
        migrations.RemoveConstraint("exitwindow", "exit_window_state_is_a_word"),
        migrations.RemoveConstraint("exitwindow", "exit_window_has_a_buyer"),
        migrations.RemoveConstraint("exitwindow", "exit_window_capacity_is_positive"),
        migrations.RemoveConstraint("exitwindow", "exit_window_one_open"),
        migrations.RemoveIndex("exitwindow", "exit_window_due"),
        migrations.RenameField("exitwindow", "buyer", "buyer_name"),
        migrations.RenameField("exitwindow", "capacity_units", "proposed_units"),
        migrations.AddField("exitwindow", "buyer", models.ForeignKey(
            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
        migrations.AddField("exitwindow", "capacity_units", models.BigIntegerField(null=True)),
        migrations.AddField("exitwindow", "pay_by", models.DateField(null=True)),
        migrations.AddField("exitwindow", "proposed_at", models.DateTimeField(null=True)),
        migrations.AddField("exitwindow", "allocated_at", models.DateTimeField(null=True)),
        migrations.AddField("exitwindow", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("exitelection", "paid_at", models.DateTimeField(null=True)),
        migrations.AlterField("exitwindow", "opened_at", models.DateTimeField(null=True)),
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
        migrations.AlterField("exitwindow", "proposed_at", models.DateTimeField()),
    ]
