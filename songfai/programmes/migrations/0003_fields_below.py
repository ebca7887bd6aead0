"""The list of fields is kept by `parties` now (parties 0003 renames its table); the columns here stay as they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_fields"), ("parties", "0003_fields")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "programme",
                    "fields",
                    models.ManyToManyField(blank=True, related_name="programmes", to="parties.field"),
                ),
                migrations.AlterField(
                    "commitment",
                    "field",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="parties.field",
                    ),
                ),
                migrations.DeleteModel("Field"),
            ]
        )
    ]
