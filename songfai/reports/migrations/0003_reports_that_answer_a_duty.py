from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_frozen_reports"), ("registry", "0005_kinds_of_reports_owed")]
    operations = [
        migrations.AddField(
            "frozenreport",
            "answers",
            models.ManyToManyField(related_name="frozen", to="registry.report"),
        )
    ]
