import uuid

from django.db import migrations, models


def one_mark_per_person(apps, schema_editor):
    """Who went with several delegations of a programme gets one mark; the first that was made for a row is taken."""
    members = apps.get_model("visits", "Member").objects
    marks = {}
    for row in members.select_related("visit").order_by("id").iterator():
        row.mark = marks.setdefault((row.visit.programme_id, row.person_id), uuid.uuid4())
        members.filter(pk=row.pk).update(mark=row.mark)


class Migration(migrations.Migration):
    dependencies = [("visits", "0002_written_at_the_same_time")]

    operations = [
        migrations.AddField(
            model_name="member",
            name="mark",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                help_text="the same in every delegation of the programme this person went with (ADR 130)",
            ),
        ),
        migrations.AddField(
            model_name="delegate",
            name="mark",
            field=models.UUIDField(
                editable=False,
                help_text="whose place it is, without the name; earlier words have none",
                null=True,
            ),
        ),
        migrations.RunPython(one_mark_per_person, migrations.RunPython.noop),
    ]
