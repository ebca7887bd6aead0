"""The table of what is counted for limits (settings.CACHES), where the database keeps it."""

from django.core.management import call_command
from django.db import migrations


def lay(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
