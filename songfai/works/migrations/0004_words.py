"""An index of the words of works, for one of its words among a million."""

from django.db import migrations

from songfai.kit.word_index import lay_short, lift


def lay_words(apps, schema_editor):
    lay_short(schema_editor, "works_work")


def lift_words(apps, schema_editor):
    lift(schema_editor, "works_work")


class Migration(migrations.Migration):
    dependencies = [("works", "0003_levels")]
    operations = [migrations.RunPython(lay_words, lift_words)]
