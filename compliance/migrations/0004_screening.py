"""compliance / migrations: screenings of people, what the provider said, and versions of its lists."""

import crowdfund.db.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0003_clearance'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Screening',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('state', crowdfund.db.fields.WordField(default='requested', max_length=40)),
                ('asks_register', models.BooleanField(help_text='Whether the identity is compared too, or only the lists.')),
                ('requested_at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField(help_text='Business time from which the provider may be told.')),
                ('told_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('lists_version', models.CharField(blank=True, default='', max_length=60)),
                ('hits', crowdfund.db.fields.EncryptedTextField(default='[]')),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', crowdfund.db.fields.EncryptedTextField(default='')),
                ('cleared_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ScreeningMessage',
            fields=[
                ('message_id', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('check_id', models.UUIDField()),
                ('body', crowdfund.db.fields.EncryptedTextField()),
                ('received_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ListsVersion',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('version', models.CharField(max_length=60)),
                ('known_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('version', ''), _negated=True), name='lists_version_has_a_name')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='listsversion',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='cf_refuse()', func='RETURN NULL;', hash='3632c42f3ded41c7c8df25f49a66c72a04cd61d7', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_32f8b', table='compliance_listsversion', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='screening',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='screening',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='screeningmessage',
            index=models.Index(fields=['check_id'], name='screening_message_of_check'),
        ),
        migrations.AddConstraint(
            model_name='screeningmessage',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['check.accepted', 'check.completed'])), name='screening_message_kind_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='screeningmessage',
            constraint=models.CheckConstraint(condition=models.Q(('message_id', ''), _negated=True), name='screening_message_has_an_id'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='screeningmessage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='cf_refuse()', func='RETURN NULL;', hash='ea50337629b1d22c83cf989ec5f706301fb008b3', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_43a6b', table='compliance_screeningmessage', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='screening',
            index=models.Index(fields=['user', '-requested_at'], name='screening_of_user'),
        ),
        migrations.AddIndex(
            model_name='screening',
            index=models.Index(condition=models.Q(('state', 'requested'), ('told_at__isnull', True)), fields=['due_at', 'id'], name='screening_to_send'),
        ),
        migrations.AddIndex(
            model_name='screening',
            index=models.Index(condition=models.Q(('state__in', ['hit', 'mismatch'])), fields=['answered_at', 'id'], name='screening_queue'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['requested', 'clear', 'hit', 'mismatch', 'failed', 'cleared', 'confirmed', 'expired'])), name='screening_state_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'requested')), models.Q(models.Q(('state', 'requested'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='screening_answer_fits_state'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['cleared', 'confirmed'])), models.Q(models.Q(('state__in', ['cleared', 'confirmed']), _negated=True), ('decided_at__isnull', True), ('decided_by__isnull', True)), _connector='OR'), name='screening_decision_fits_state'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cleared_on__isnull', False), ('expires_on__gt', models.F('cleared_on')), ('state__in', ['clear', 'cleared'])), models.Q(models.Q(('state__in', ['clear', 'cleared']), _negated=True), ('cleared_on__isnull', True), ('expires_on__isnull', True)), _connector='OR'), name='screening_clearance_has_its_days'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('user')), _negated=True), _connector='OR'), name='screening_nobody_decides_on_themselves'),
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'requested')), fields=('user',), name='screening_one_requested_per_user'),
        ),
    ]
