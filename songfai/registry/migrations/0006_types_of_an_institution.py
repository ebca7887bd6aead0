import django.db.models.deletion
from django.db import migrations, models

import songfai.kit.fields


class Migration(migrations.Migration):
    dependencies = [
        ("parties", "0001_initial"),
        ("registry", "0005_kinds_of_reports_owed"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="documenttype", name="one_type_per_code"),
        migrations.AddField(
            model_name="documenttype",
            name="institution",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="parties.institution",
            ),
        ),
        migrations.AddField(
            model_name="documenttype",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="given from"),
        ),
        migrations.AddField(
            model_name="documenttype",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="documenttype",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("code", ""), _negated=True), ("institution", None)),
                fields=("country", "code"),
                name="one_type_per_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="documenttype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("institution", None), ("valid_from", None)),
                    models.Q(("institution__isnull", False), ("valid_from__isnull", False)),
                    _connector="OR",
                ),
                name="own_type_begins",
            ),
        ),
        migrations.CreateModel(
            name="TypeEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_day", models.DateField(verbose_name="given until")),
                ("basis", songfai.kit.fields.TrilingualField(blank=True, verbose_name="legal basis")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.institution",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ends",
                        to="registry.documenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "end of a type of document",
                "verbose_name_plural": "ends of types of documents",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="typeend",
            constraint=models.UniqueConstraint(fields=("institution", "type"), name="one_end_per_type"),
        ),
    ]
