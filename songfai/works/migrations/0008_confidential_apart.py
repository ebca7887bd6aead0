"""Texts that are their authors' again are shut, and of every text the runs of confidential parts are stored apart (docs/adr/0142)."""

from django.db import migrations

from songfai.novelty.rules.sheets import Written, stored_of

CLOSED = ("not_accepted", "refused", "withdrawn", "revoked")
TAKE = "DELETE FROM novelty_fingerprint WHERE wording = %s AND text = %s"
ADD = "INSERT INTO novelty_fingerprint (wording, text) VALUES (%s, %s)"


def set_apart(apps, schema_editor):
    Text, Part = apps.get_model("novelty", "Text"), apps.get_model("novelty", "Part")
    closed = apps.get_model("works", "Work").objects.filter(stage__in=CLOSED).values_list("key", flat=True)
    keys = [str(key) for key in closed.iterator()]
    for start in range(0, len(keys), 500):
        Text.objects.filter(key__in=keys[start : start + 500]).update(shut=True)
    ids = set(Text.objects.filter(shut=True).values_list("pk", flat=True))
    ids |= set(Part.objects.filter(confidential=True).values_list("text", flat=True))
    for pk in sorted(ids):
        rows = Part.objects.filter(text=pk).order_by("position").values_list("name", "body", "confidential")
        parts = [Written(*row) for row in rows]
        new = stored_of(pk, parts, shut=Text.objects.get(pk=pk).shut)
        old = {(wording, abs(text)) for wording, text in new}
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(TAKE, sorted(old | new))
            cursor.executemany(ADD, sorted(new))


class Migration(migrations.Migration):
    dependencies = [("works", "0007_parts"), ("novelty", "0003_shut")]

    operations = [migrations.RunPython(set_apart, migrations.RunPython.noop)]
