import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('record', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='record.document')),
                ('position', models.PositiveSmallIntegerField()),
                ('released_by', models.CharField(max_length=200)),
                ('released_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='one_release_per_side')],
            },
        ),
    ]
