"""A fingerprint is one number, and three runs of thirteen are kept: laid anew from the texts, with progress (docs/adr/0152).

After works 0008, which says which texts are shut (it is named there, for a room knows only those below it).
"""

import sys
import time

from django.db import migrations, models

SQLITE = "CREATE TABLE novelty_fingerprint (row integer NOT NULL PRIMARY KEY) WITHOUT ROWID"
POSTGRES = "CREATE TABLE novelty_fingerprint (row bigint NOT NULL PRIMARY KEY)"


def lay(apps, schema_editor):
    from songfai.novelty.actions import lay_anew

    schema_editor.execute("DROP TABLE novelty_fingerprint")
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)
    lay_anew(every_ten_seconds(time.monotonic()))


def every_ten_seconds(last):
    def told(done, of):
        nonlocal last
        if time.monotonic() - last > 10:
            last = time.monotonic()
            sys.stderr.write(f"  fingerprints: {done * 100 // of} %\n")

    return told


class Migration(migrations.Migration):
    dependencies = [("novelty", "0003_shut")]

    operations = [
        migrations.RunPython(lay),
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
