"""The register of a million works: indexes that carry what it is filtered by, and one of its words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from songfai.kit.word_index import lay_short, lift


def lay_words(apps, schema_editor):
    lay_short(schema_editor, "works_work")


def lift_words(apps, schema_editor):
    lift(schema_editor, "works_work")


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_author_role'),
        ('works', '0003_comparing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
