"""The register of a million works: indexes that carry what it is filtered by, one of its words; sheets of works."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import songfai.works.states
from songfai.kit.word_index import lay_short, lift


def lay_words(apps, schema_editor):
    lay_short(schema_editor, "works_work")


def lift_words(apps, schema_editor):
    lift(schema_editor, "works_work")


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('parties', '0003_author_role'),
        ('works', '0004_levels'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('language', models.CharField(max_length=2, verbose_name='language of the sheet')),
                ('step', models.CharField(choices=[('checked', 'Checked'), ('taking', 'Being taken in'), ('taken', 'Taken in')], default=songfai.works.states.SheetStep['CHECKED'], max_length=7)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('works', models.PositiveIntegerField(default=0)),
                ('authors', models.PositiveIntegerField(default=0)),
                ('wrong', models.PositiveIntegerField(default=0)),
                ('problems', models.JSONField(default=list)),
                ('preview', models.JSONField(default=list)),
                ('done', models.PositiveIntegerField(default=0, help_text='works made ready, while it is taken in')),
                ('uploaded_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.seat')),
            ],
            options={
                'verbose_name': 'sheet of works',
                'verbose_name_plural': 'sheets of works',
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveIndex(
            model_name='work',
            name='works_by_day',
        ),
        migrations.RemoveIndex(
            model_name='work',
            name='works_by_stage',
        ),
        migrations.AlterField(
            model_name='work',
            name='entered_by',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='work',
            name='institution',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution'),
        ),
        migrations.AlterField(
            model_name='work',
            name='unit',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.unit'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['institution', '-listed_on', '-id', 'unit', 'stage', 'type', 'entered_by', 'on_behalf'], name='works_by_day'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['institution', 'stage', '-listed_on', '-id', 'unit', 'type', 'entered_by', 'on_behalf'], name='works_by_stage'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['unit', '-listed_on', '-id', 'stage', 'type', 'entered_by', 'on_behalf'], name='works_by_unit'),
        ),
        migrations.RunPython(lay_words, lift_words),
    ]
