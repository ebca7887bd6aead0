from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("works", "0008_confidential_apart")]

    operations = [
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                name="submissions_decided",
                fields=["institution", "decided_on"],
                condition=Q(decided_on__isnull=False),
            ),
        ),
    ]
