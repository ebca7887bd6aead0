"""A check code on every certificate, also on those that were issued before there was one."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from songfai.works.rules.codes import new_code


def draw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("works", "Certificate")
    while rows := list(model.objects.filter(code=None).order_by("id")[:2000]):
        for one in rows:
            one.code = new_code()
        model.objects.bulk_update(rows, ["code"])


WORDS = {
    "editable": False,
    "help_text": "by it anybody who has the paper asks whether it is in force",
    "max_length": 12,
    "unique": True,
    "verbose_name": "check code",
}


class Migration(migrations.Migration):
    dependencies = [("works", "0028_answers_and_sources")]

    operations = [
        # Empty first: a default would be drawn once and be the same for all.
        migrations.AddField("certificate", "code", models.CharField(null=True, **WORDS)),
        migrations.RunPython(draw, migrations.RunPython.noop),
        migrations.AlterField("certificate", "code", models.CharField(default=new_code, **WORDS)),
    ]
