"""The column kept who led: call it so. The general partner is the manager in the terms of the raise."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deals", "0009_split_rights")]

    operations = [migrations.RenameField(model_name="vehicle", old_name="general_partner", new_name="lead")]
