from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["log", "type", "seq"], name="entry_by_type"),
        ),
    ]
