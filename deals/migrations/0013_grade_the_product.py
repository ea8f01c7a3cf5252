# Raises that were approved before an officer gave them a grade are early equity like all others: R5.

import crowdfund.db.fields
from django.db import migrations, models

GRADED = "UPDATE deals_round SET product_grade = 'R5' WHERE state NOT IN ('draft', 'submitted')"


class Migration(migrations.Migration):

    dependencies = [
        ('deals', '0012_when_old_vehicles_are_due'),
    ]

    operations = [
        migrations.AddField(
            model_name='round',
            name='product_grade',
            field=crowdfund.db.fields.WordField(max_length=40, null=True),
        ),
        migrations.AddField(
            model_name='round',
            name='grade_reason',
            field=models.TextField(blank=True, default='', max_length=2000),
        ),
        migrations.RunSQL(GRADED, migrations.RunSQL.noop),
    ]
