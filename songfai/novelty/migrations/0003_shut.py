"""What is confidential is stored apart. Laid anew for the texts it concerns, in the room that knows which are shut (works)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("novelty", "0002_filed_on")]

    operations = [
        migrations.AddField(
            model_name="text",
            name="shut",
            field=models.BooleanField(
                default=False, help_text="every part is compared as a confidential one is: it is its authors’ again"
            ),
        ),
    ]
