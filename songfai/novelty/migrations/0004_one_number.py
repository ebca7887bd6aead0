"""A fingerprint is one number (docs/adr/0152). The table is empty until 0005 lays it from the texts.

After works 0008, which says which texts are shut (it is named there, for a room knows only those below it).
"""

from django.db import migrations, models

SQLITE = "CREATE TABLE novelty_fingerprint (row integer NOT NULL PRIMARY KEY) WITHOUT ROWID"
POSTGRES = "CREATE TABLE novelty_fingerprint (row bigint NOT NULL PRIMARY KEY)"


def make(apps, schema_editor):
    schema_editor.execute("DROP TABLE novelty_fingerprint")
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


class Migration(migrations.Migration):
    dependencies = [("novelty", "0003_shut")]

    operations = [
        migrations.RunPython(make),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel("Fingerprint"),
                migrations.CreateModel(
                    name="Fingerprint",
                    fields=[("row", models.BigIntegerField(primary_key=True, serialize=False))],
                    options={"db_table": "novelty_fingerprint", "managed": False},
                ),
            ]
        ),
    ]
