"""Fields of works are renamed, moved and ended on a page, with their history and the paper each change rests on."""

import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('works', '0018_rates_by_place'),
    ]

    operations = [
        migrations.AddField(
            model_name='workfield',
            name='ended_on',
            field=models.DateField(blank=True, help_text='chosen for no further work from then on', null=True, verbose_name='last day'),
        ),
        migrations.AddField(
            model_name='workfield',
            name='revision',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='WorkFieldChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('added', 'Added'), ('changed', 'Renamed or moved'), ('ended', 'Ended'), ('resumed', 'In use again')], max_length=7)),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('basis', models.CharField(max_length=300, verbose_name='by which paper')),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='works.workfield')),
            ],
            options={
                'verbose_name': 'change of a field of works',
                'verbose_name_plural': 'changes of fields of works',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='field_change_has_a_paper')],
            },
        ),
    ]
