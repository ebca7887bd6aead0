"""Headings of the forms of a unit, which the comparison does not count."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0004_who_bears_a_side'),
        ('works', '0026_home_of_an_author'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='heading')),
                ('basis', models.CharField(max_length=300, verbose_name='by which paper')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('ended_by', models.CharField(blank=True, max_length=200)),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
            ],
            options={
                'verbose_name': 'heading of a form',
                'verbose_name_plural': 'headings of forms',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='heading_has_a_paper')],
            },
        ),
    ]
