import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('media', models.CharField(max_length=100, verbose_name='kind')),
                ('size', models.BigIntegerField(verbose_name='size')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='parties.institution')),
                ('given_by', models.CharField(max_length=200, verbose_name='given by')),
                ('given_at', models.DateTimeField(verbose_name='given on')),
                ('shared_with', models.ManyToManyField(blank=True, related_name='+', to='parties.institution')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
            },
        ),
    ]
