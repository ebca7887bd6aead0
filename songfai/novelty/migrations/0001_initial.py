from django.db import migrations, models
from django.db.models import deletion

SQLITE = (
    "CREATE TABLE novelty_fingerprint (wording integer NOT NULL, text integer NOT NULL, PRIMARY KEY (wording, text))"
    " WITHOUT ROWID"
)
POSTGRES = (
    "CREATE TABLE novelty_fingerprint (wording bigint NOT NULL, text integer NOT NULL, PRIMARY KEY (wording, text))"
)


def lay(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def lift(apps, schema_editor):
    schema_editor.execute("DROP TABLE novelty_fingerprint")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "wording", "text", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wording", models.BigIntegerField()),
                ("text", models.IntegerField()),
            ],
            options={"db_table": "novelty_fingerprint", "managed": False},
        ),
        migrations.RunPython(lay, lift),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=40)),
                ("body", models.TextField()),
                ("confidential", models.BooleanField(default=False)),
                (
                    "text",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=deletion.CASCADE,
                        related_name="parts",
                        to="novelty.text",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("text", "position"), name="novelty_part_once")
                ]
            },
        ),
    ]
