# Written on 2026-11-22: who has paid cools off, and is called back before anybody gets units.

import crowdfund.db.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('compliance', '0007_declare_wealth'),
        ('deals', '0014_ask_despite_warning'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ('outcome', crowdfund.db.fields.WordField(max_length=40)),
                ('identity', models.BooleanField()),
                ('own_money', models.BooleanField()),
                ('contract_read', models.BooleanField()),
                ('possible_loss', models.BooleanField()),
                ('risk_fits', models.BooleanField()),
                ('terms_known', models.BooleanField()),
                ('cooling_off_known', models.BooleanField()),
                ('dispute_clause', models.BooleanField()),
                ('note', models.CharField(blank=True, max_length=2000)),
                ('called_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='subscription',
            name='call_back_determination',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.determination'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='called_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='subscription',
            name='cooling_off_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(
            # Who has paid before this cools off like everybody else; the period is that of the book on this day.
            sql="UPDATE deals_subscription SET cooling_off_until = paid_at + interval '24 hours' WHERE state = 'paid'",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name='subscription',
            index=models.Index(condition=models.Q(('called_back_at', None), ('state', 'paid')), fields=['cooling_off_until', 'id'], name='subscription_to_call_back'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'paid'), _negated=True), ('cooling_off_until__isnull', False), _connector='OR'), name='subscription_paid_cools_off'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('call_back_determination', None), ('called_back_at', None)), models.Q(('call_back_determination__isnull', False), ('called_back_at__gte', models.F('cooling_off_until')), ('called_back_at__isnull', False), ('cooling_off_until__isnull', False)), _connector='OR'), name='subscription_called_back_after_cooling_off'),
        ),
        # Raises that closed before this stay as they are.
        AddConstraintNotValid(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'allocated'), _negated=True), ('called_back_at__isnull', False), _connector='OR'), name='subscription_allocated_was_called_back'),
        ),
        migrations.AddField(
            model_name='callback',
            name='determination',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='compliance.determination'),
        ),
        migrations.AddField(
            model_name='callback',
            name='officer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='callback',
            name='subscription',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='deals.subscription'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(fields=['subscription', 'id'], name='call_back_of_subscription'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['confirmed', 'not_reached', 'declined'])), name='call_back_outcome_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'confirmed'), _negated=True), models.Q(('contract_read', True), ('cooling_off_known', True), ('dispute_clause', True), ('identity', True), ('own_money', True), ('possible_loss', True), ('risk_fits', True), ('terms_known', True)), _connector='OR'), name='call_back_confirms_everything'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not_reached'), _negated=True), models.Q(('contract_read', False), ('cooling_off_known', False), ('dispute_clause', False), ('identity', False), ('own_money', False), ('possible_loss', False), ('risk_fits', False), ('terms_known', False)), _connector='OR'), name='call_back_not_reached_asks_nothing'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'declined'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='call_back_declined_is_quoted'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'confirmed')), fields=('subscription',), name='call_back_succeeds_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='callback',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(execute='cf_refuse()', func='RETURN NULL;', hash='4be233ef9ed5de5bd3e6ab4d27da4381593732c4', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_append_only_f497d', table='deals_callback', when='BEFORE')),
        ),
    ]
