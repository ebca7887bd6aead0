from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0003_entry_by_type")]

    operations = [
        migrations.CreateModel(
            name="Hand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=80)),
                ("account_id", models.BigIntegerField()),
                ("who", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject", "account_id"), name="one_hand_per_person")
                ],
            },
        ),
    ]
