"""Seal the bodies of stored answers, those that exist included."""

from typing import Any

from django.db import migrations

import crowdfund.db.fields


def seal(apps: Any, schema_editor: Any) -> None:
    """Write each body again, sealed for its row."""
    rows = apps.get_model("web", "StoredAnswer").objects.using(schema_editor.connection.alias)
    for row in rows.order_by("id").iterator(chunk_size=500):
        row.body = str(row.__dict__["body"])
        row.save(update_fields=["body"])


class Migration(migrations.Migration):
    """The column stays text; what stands in it is sealed from now on. Answers are kept for a week only."""

    dependencies = [("web", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="storedanswer", name="body", field=crowdfund.db.fields.EncryptedTextField(blank=True)
        ),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
