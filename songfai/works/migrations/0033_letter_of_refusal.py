"""The letter of refusal stands in the register of official documents."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_kinds_of_reports_owed"), ("works", "0032_sheets_withdrawn")]

    operations = [
        migrations.AddField(
            "submission",
            "letter",
            models.ForeignKey(
                blank=True,
                help_text="of refusal, in the register of official documents",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.officialdocument",
            ),
        ),
    ]
