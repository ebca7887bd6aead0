from django.db import migrations


class Migration(migrations.Migration):
    """When a statement was signed was kept and never read: a checkpoint bears no time, its cosignature does."""

    dependencies = [("record", "0004_who_wrote_a_text")]

    operations = [migrations.RemoveField(model_name="checkpoint", name="signed_at")]
