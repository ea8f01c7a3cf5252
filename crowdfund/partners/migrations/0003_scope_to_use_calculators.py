from django.db import migrations, models

SCOPES = [
    "events:read",
    "rounds:read",
    "rounds:write",
    "organisations:write",
    "determinations:read",
    "calculators:use",
    "files:read",
    "files:write",
]


class Migration(migrations.Migration):

    dependencies = [
        ("partners", "0002_scopes_for_files"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="partnerclient", name="partner_client_scopes_are_words"),
        migrations.AddConstraint(
            model_name="partnerclient",
            constraint=models.CheckConstraint(
                condition=models.Q(("scopes__contained_by", SCOPES), models.Q(("scopes", []), _negated=True)),
                name="partner_client_scopes_are_words",
            ),
        ),
    ]
