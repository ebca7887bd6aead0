from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='when')),
                ('account_id', models.BigIntegerField(null=True)),
                ('who', models.CharField(max_length=200, verbose_name='who')),
                ('institution_id', models.BigIntegerField(db_index=True, null=True)),
                ('institution', models.CharField(max_length=200, verbose_name='for')),
                ('verb', models.CharField(max_length=60, verbose_name='did')),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=300, verbose_name='what')),
                ('programme', models.CharField(blank=True, db_index=True, max_length=60)),
                ('details', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': 'journal line',
                'verbose_name_plural': 'journal',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['programme', '-at', '-id'], name='journal_by_programme')],
            },
        ),
    ]
