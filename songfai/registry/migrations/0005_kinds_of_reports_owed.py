from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_lao_names")]
    operations = [
        migrations.AddField(
            "reportduty",
            "kind",
            models.CharField(
                choices=[
                    ("commitments", "Commitment report"),
                    ("plan", "Yearly plan"),
                    ("visit", "Report on the visit"),
                    ("annual", "Annual report"),
                    ("midterm", "Report on the preliminary review"),
                    ("final", "Report on the final summary"),
                    ("information", "Yearly information exchange"),
                    ("portfolio", "Portfolio report"),
                    ("other", "Another report, written by hand"),
                ],
                default="other",
                max_length=11,
                verbose_name="kind of report",
            ),
        )
    ]
