"""The list of fields comes down from `programmes`: what institutions answer for and hand on. The rows stay."""

import songfai.kit.fields
import songfai.kit.languages
from django.db import migrations, models

FIELD = migrations.CreateModel(
    name="Field",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("slug", models.SlugField(unique=True)),
        ("name", songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name="name")),
        ("position", models.PositiveSmallIntegerField(default=0)),
    ],
    options={
        "verbose_name": "field of cooperation",
        "verbose_name_plural": "fields of cooperation",
        "ordering": ["position", "id"],
    },
)


class Migration(migrations.Migration):
    dependencies = [("parties", "0002_initial"), ("programmes", "0002_fields")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE programmes_field RENAME TO parties_field",
                    "ALTER TABLE parties_field RENAME TO programmes_field",
                )
            ],
            state_operations=[FIELD],
        )
    ]
