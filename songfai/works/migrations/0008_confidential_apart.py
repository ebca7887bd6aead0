"""Texts that are their authors' again are shut (docs/adr/0142). Their fingerprints are laid by novelty 0004, which comes after."""

from django.db import migrations

CLOSED = ("not_accepted", "refused", "withdrawn", "revoked")


def shut(apps, schema_editor):
    Text = apps.get_model("novelty", "Text")
    closed = apps.get_model("works", "Work").objects.filter(stage__in=CLOSED).values_list("key", flat=True)
    keys = [str(key) for key in closed.iterator()]
    for start in range(0, len(keys), 500):
        Text.objects.filter(key__in=keys[start : start + 500]).update(shut=True)


class Migration(migrations.Migration):
    dependencies = [("works", "0007_parts"), ("novelty", "0003_shut")]
    run_before = [("novelty", "0004_one_number")]

    operations = [migrations.RunPython(shut, migrations.RunPython.noop)]
