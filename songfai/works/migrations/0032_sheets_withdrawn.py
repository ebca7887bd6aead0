"""The filed works of a sheet may be withdrawn at once, with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("works", "0031_sheets_reopened")]

    operations = [
        migrations.AddField(
            "sheet",
            "withdrawn_why",
            models.CharField(blank=True, default="", max_length=1000, verbose_name="why its works were withdrawn"),
            preserve_default=False,
        ),
        migrations.AlterField(
            "sheet",
            "step",
            models.CharField(
                choices=[
                    ("checked", "Checked"),
                    ("taking", "Being taken in"),
                    ("taken", "Taken in"),
                    ("filing", "Being filed"),
                    ("filed", "Filed, as far as complete"),
                    ("leaving", "Being withdrawn"),
                    ("laying", "Its texts are made ready to be compared"),
                ],
                default="checked",
                max_length=7,
            ),
        ),
    ]
