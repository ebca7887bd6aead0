import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('text', models.CharField(help_text='English sentence, a key of the catalogues', max_length=300)),
                ('params', models.JSONField(blank=True, default=dict)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'notice',
                'verbose_name_plural': 'notices',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['account', 'read_at', '-at'], name='notice_unread')],
            },
        ),
    ]
