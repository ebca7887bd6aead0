from datetime import date

from django.db import migrations, models

from songfai.parties.rules import Called, Step, borne_of_all


def note(apps, schema_editor):
    """What parties.actions.settle keeps from now on: the names of the bodies that bear the side of one that handed on."""
    rows = apps.get_model("parties", "Succession").objects.all()
    steps = [Step(row.predecessor_id, row.successor_id, row.field_id, row.on) for row in rows]
    if not steps:
        return
    bodies = {row.pk: row for row in apps.get_model("parties", "Institution").objects.all()}
    called = {pk: [] for pk in bodies}
    for one in apps.get_model("parties", "FormerName").objects.order_by("until", "id"):
        called[one.institution_id].append(Called(one.until, one.name, one.short_name))
    for pk, row in bodies.items():
        called[pk].append(Called(date.max, row.name, row.short_name))
    for pk, borne in borne_of_all(steps, called).items():
        bodies[pk].over_time["borne"] = [one.written() for one in borne]
        bodies[pk].save(update_fields=["over_time"])


def forget(apps, schema_editor):
    for row in apps.get_model("parties", "Institution").objects.all():
        if row.over_time.pop("borne", None):
            row.save(update_fields=["over_time"])


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_author_role'),
    ]

    operations = [
        migrations.AlterField(
            model_name='institution',
            name='over_time',
            field=models.JSONField(blank=True, default=dict, editable=False, help_text='its former names, what it answers for and who bears its side; actions.settle'),
        ),
        migrations.RunPython(note, forget),
    ]
