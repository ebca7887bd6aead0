import django.db.models.deletion
import songfai.exchange.states
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('record', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='record.document')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('applied', 'Shown in its place'), ('newer', 'Needs newer software'), ('failed', 'Cannot be shown in its place')], db_index=True, default=songfai.exchange.states.ArrivalState['WAITING'], max_length=10)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField(blank=True, help_text='the refusal, a key of the catalogues')),
                ('params', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='post', to='parties.institution')),
                ('address', models.URLField(blank=True, help_text='https://… as their administrator gave it. Empty: files are carried by hand or by mail.', verbose_name='address of their server')),
                ('mail', models.EmailField(blank=True, max_length=254, verbose_name='mailbox')),
                ('pushes', models.BooleanField(default=True, help_text='Every few minutes, when there is something new.', verbose_name='send by itself')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'post',
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='record.register')),
                ('institution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('direction', models.CharField(choices=[('sent', 'Sent'), ('received', 'Received')], max_length=10)),
                ('way', models.CharField(choices=[('https', 'Over the network'), ('file', 'As a file'), ('mail', 'By mail')], max_length=10)),
                ('at', models.DateTimeField(db_index=True)),
                ('size', models.PositiveBigIntegerField()),
                ('first', models.PositiveIntegerField(default=0)),
                ('count', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('text', models.TextField(blank=True, help_text='the refusal, a key of the catalogues')),
                ('params', models.JSONField(blank=True, default=dict)),
                ('who', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['register', '-at', '-id'], name='transfer_by_register')],
            },
        ),
        migrations.CreateModel(
            name='Wanted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wanted', to='record.log')),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('log', 'sha256'), name='wanted_once')],
            },
        ),
    ]
