"""compliance / migrations: who applied for a certification as qualified investor, and what was decided."""

import crowdfund.db.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("compliance", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Certification",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("regime", crowdfund.db.fields.WordField(max_length=40)),
                ("evidence", crowdfund.db.fields.WordField(max_length=40)),
                ("statement", crowdfund.db.fields.EncryptedTextField()),
                ("state", crowdfund.db.fields.WordField(default="applied", max_length=40)),
                ("applied_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("approved_on", models.DateField(null=True)),
                ("expires_on", models.DateField(null=True)),
                ("refusal_reason", models.TextField(blank=True, default="")),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "applied_at"], name="certification_queue"),
                    models.Index(fields=["user", "expires_on"], name="certification_of_user"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("regime__in", ["private_fund_2014"])), name="certification_regime_is_a_word"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("evidence__in", ["financial_assets", "annual_income", "net_assets"])),
                        name="certification_evidence_is_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_on__isnull", True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("expires_on__isnull", True),
                                ("refusal_reason", ""),
                                ("state", "applied"),
                            ),
                            models.Q(
                                ("approved_on__isnull", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("expires_on__gt", models.F("approved_on")),
                                ("expires_on__isnull", False),
                                ("refusal_reason", ""),
                                ("state", "approved"),
                            ),
                            models.Q(
                                ("approved_on__isnull", True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("expires_on__isnull", True),
                                ("state", "refused"),
                                models.Q(("refusal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="certification_decision_fits_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="certification_nobody_decides_on_themselves",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "applied")),
                        fields=("user",),
                        name="certification_one_waiting_per_user",
                    ),
                ],
            },
        ),
    ]
