"""The texts that are compared say when they were handed in."""

from django.db import migrations

BATCH = 2000


def fill(apps, schema_editor):
    """Of each compared work the day its latest base submission was filed on, some at a time."""
    Submission, Text = apps.get_model("works", "Submission"), apps.get_model("novelty", "Text")
    last = 0
    while rows := list(Text.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        days = dict(
            Submission.objects.filter(work__key__in=[row.key for row in rows], scheme="base")
            .order_by("id")
            .values_list("work__key", "filed_on")
        )
        for row in rows:
            row.filed_on = next((day for key, day in days.items() if str(key) == row.key), None)
        Text.objects.bulk_update(rows, ["filed_on"])


class Migration(migrations.Migration):
    dependencies = [("works", "0011_told_apart"), ("novelty", "0002_filed_on")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
