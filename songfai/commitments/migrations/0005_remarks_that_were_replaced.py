from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0004_targets_of_years_with_the_indicator")]

    operations = [
        migrations.AlterModelOptions(
            name="remark",
            options={
                "ordering": ["side", "id"],
                "verbose_name": "remark",
                "verbose_name_plural": "remarks",
            },
        ),
        migrations.RemoveConstraint(model_name="remark", name="one_remark_per_side"),
        migrations.AddField(
            model_name="remark",
            name="replaced_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="remark",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at", None)),
                fields=("commitment", "side"),
                name="one_remark_per_side",
            ),
        ),
    ]
