"""Vehicles from before the day was kept fall due 20 working days after their raise closed, as 私募条例, article 22, says."""

from django.db import migrations

from compliance.core.working_days import working_days_after
from crowdfund.kernel.days import legal_day

_WORKING_DAYS = 20


def set_days(apps, schema_editor):
    """Keep by when each vehicle was to be filed."""
    vehicles = apps.get_model("deals", "Vehicle").objects.using(schema_editor.connection.alias)
    for vehicle in vehicles.filter(filing_due_on=None).order_by("id"):
        vehicle.filing_due_on = working_days_after(legal_day(vehicle.formed_at), _WORKING_DAYS).on
        vehicle.save(update_fields=["filing_due_on"])


class Migration(migrations.Migration):
    dependencies = [("deals", "0011_filing_of_vehicles")]

    operations = [migrations.RunPython(set_days, migrations.RunPython.noop)]
