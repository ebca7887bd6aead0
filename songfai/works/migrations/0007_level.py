"""The level up to which a work is recognised, carried by the indexes of the register as what else it is filtered by."""

from django.conf import settings
from django.db import migrations, models
from django.db.models import Exists, OuterRef

from songfai.kit.word_index import lay_short, lift

IN_FORCE = ("recognised", "certified", "applied", "transferred")


def lay_words(apps, schema_editor):
    lay_short(schema_editor, "works_work")


def lift_words(apps, schema_editor):
    lift(schema_editor, "works_work")


def fill(apps, schema_editor):
    """The highest last: it stays."""
    Work, Submission = apps.get_model("works", "Work"), apps.get_model("works", "Submission")
    for scheme in ("base", "province", "nation"):
        recognised = Submission.objects.filter(work=OuterRef("pk"), scheme=scheme, stage__in=IN_FORCE)
        Work.objects.filter(Exists(recognised)).update(level=scheme)


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_author_role'),
        ('works', '0006_campaigns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # SQLite makes the table anew for a further column, and the triggers of its words go with the old one.
        migrations.RunPython(lift_words, lay_words),
        migrations.RemoveIndex(
            model_name='work',
            name='works_by_day',
        ),
        migrations.RemoveIndex(
            model_name='work',
            name='works_by_stage',
        ),
        migrations.RemoveIndex(
            model_name='work',
            name='works_by_unit',
        ),
        migrations.AddField(
            model_name='work',
            name='level',
            field=models.CharField(blank=True, choices=[('base', 'Base level'), ('province', 'Level of ministry or province'), ('nation', 'National level')], editable=False, help_text='the highest whose recognition is in force', max_length=8, verbose_name='recognised at the level of'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['institution', '-listed_on', '-id', 'unit', 'stage', 'type', 'level', 'entered_by', 'on_behalf'], name='works_by_day'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['institution', 'stage', '-listed_on', '-id', 'unit', 'type', 'level', 'entered_by', 'on_behalf'], name='works_by_stage'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['unit', '-listed_on', '-id', 'stage', 'type', 'level', 'entered_by', 'on_behalf'], name='works_by_unit'),
        ),
        migrations.RunPython(lay_words, lift_words),
    ]
