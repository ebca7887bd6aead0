"""Times between two versions of a rate table in which no rate applies, with the reason."""

import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0003_payments_and_papers_cross'),
    ]

    operations = [
        migrations.CreateModel(
            name='RateGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('reason', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='reason')),
                ('said_by', models.CharField(max_length=200)),
                ('said_at', models.DateTimeField()),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gaps', to='support.ratetable')),
            ],
            options={
                'verbose_name': 'time without a rate',
                'verbose_name_plural': 'times without a rate',
                'ordering': ['starts_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('table', 'starts_on', 'ends_on'), name='one_reason_per_time_without_a_rate'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='rate_gap_ends_after_it_begins')],
            },
        ),
    ]
