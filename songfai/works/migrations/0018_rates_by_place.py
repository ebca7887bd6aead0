"""Rates of remuneration of a province or a unit beside those of a law, with the minimum wage and who entered them."""

import django.db.models.deletion
import songfai.deadlines.states
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0004_who_bears_a_side'),
        ('works', '0017_recognised_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='payrates',
            name='at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='payrates',
            name='helpers_certainty',
            field=models.CharField(choices=[('sourced', 'Stands in its source'), ('unconfirmed', 'Not confirmed yet'), ('proposal', 'Proposal, no law')], default=songfai.deadlines.states.Certainty['UNCONFIRMED'], max_length=11),
        ),
        migrations.AddField(
            model_name='payrates',
            name='institution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution'),
        ),
        migrations.AddField(
            model_name='payrates',
            name='revision',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='payrates',
            name='wage_currency',
            field=models.CharField(blank=True, choices=[('VND', 'VND'), ('LAK', 'LAK'), ('USD', 'USD'), ('THB', 'THB'), ('EUR', 'EUR')], max_length=3, verbose_name='currency'),
        ),
        migrations.AddField(
            model_name='payrates',
            name='wage_minor',
            field=models.BigIntegerField(blank=True, null=True, verbose_name='minimum wage of a month'),
        ),
        migrations.AddField(
            model_name='payrates',
            name='who',
            field=models.CharField(blank=True, help_text='empty: came with the software', max_length=200),
        ),
        migrations.AddConstraint(
            model_name='payrates',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rates_end_after_they_begin'),
        ),
        migrations.AddConstraint(
            model_name='payrates',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('wage_currency', ''), ('wage_minor', None)), models.Q(('wage_minor__gt', 0), models.Q(('wage_currency', ''), _negated=True)), _connector='OR'), name='rates_wage_has_a_currency'),
        ),
    ]
