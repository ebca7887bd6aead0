"""The words of activities are found by an index."""

from django.db import migrations

from songfai.kit.word_index import lay, lift


def lay_words(apps, schema_editor):
    lay(schema_editor, "plans_activity")


def lift_words(apps, schema_editor):
    lift(schema_editor, "plans_activity")


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [migrations.RunPython(lay_words, lift_words)]
