import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=71, unique=True)),
                ('charter', models.BinaryField()),
                ('opened_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='record.register')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('body', models.BinaryField()),
                ('thread', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=30)),
                ('version', models.PositiveIntegerField()),
                ('supersedes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='record.document')),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['register', 'thread', 'version'], name='document_by_thread')],
            },
        ),
        migrations.CreateModel(
            name='Log',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logs', to='record.register')),
                ('position', models.PositiveSmallIntegerField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logs', to='parties.institution')),
                ('origin', models.CharField(max_length=200)),
                ('size', models.PositiveIntegerField(default=0)),
                ('head', models.CharField(blank=True, help_text='leaf hash of the last entry, base64', max_length=44)),
                ('peaks', models.BinaryField(default=bytes)),
                ('seen', models.PositiveIntegerField(default=0)),
                ('known', models.PositiveIntegerField(default=0)),
                ('claimed', models.PositiveIntegerField(default=0)),
                ('hosted', models.BooleanField(default=True)),
                ('stops', models.PositiveIntegerField(help_text='first line of a newer version: not understood from there', null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('register', 'position'), name='one_log_per_position'), models.UniqueConstraint(fields=('register', 'origin'), name='one_log_per_origin'), models.CheckConstraint(condition=models.Q(('position__in', [1, 2])), name='log_position_is_1_or_2')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('log', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='checkpoint', to='record.log')),
                ('size', models.PositiveIntegerField()),
                ('note', models.TextField()),
                ('signed_at', models.DateTimeField()),
                ('cosigned_size', models.PositiveIntegerField(default=0)),
                ('cosigned_note', models.TextField(blank=True)),
                ('cosigned_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='record.register')),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='record.log')),
                ('kind', models.CharField(choices=[('fork', 'Two stories of one log'), ('rollback', 'Restored from an older copy')], max_length=10)),
                ('notes', models.JSONField(default=list, help_text='the signed notes that contradict each other')),
                ('held', models.PositiveIntegerField(default=0, help_text='entries of the log that are here')),
                ('expected', models.PositiveIntegerField(default=0, help_text='entries the log is known to have had')),
                ('noticed_at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('log', 'kind'), name='one_open_incident')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='standing', to='record.document')),
                ('stage', models.CharField(choices=[('offered', 'Offered'), ('accepted', 'Accepted, receipt pending'), ('in_force', 'In force'), ('replaced', 'Replaced'), ('returned', 'Returned'), ('withdrawn', 'Withdrawn')], db_index=True, max_length=12, verbose_name='stage')),
                ('offered_by', models.PositiveSmallIntegerField()),
                ('offered_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('in_force_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='returned or withdrawn', null=True)),
                ('reason', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Card',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='parties.institution')),
                ('serial', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('body', models.BinaryField()),
                ('signatures', models.JSONField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution', 'serial'), name='one_card_per_serial')],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('sha256', models.CharField(max_length=64)),
                ('account_id', models.BigIntegerField()),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('institution', 'sha256', 'account_id'), name='one_check_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='record.log')),
                ('seq', models.PositiveIntegerField()),
                ('body', models.BinaryField()),
                ('leaf', models.CharField(help_text='base64 of SHA-256(0x00 + body)', max_length=44)),
                ('type', models.CharField(choices=[('genesis', 'Opening of the log'), ('propose', 'Proposal'), ('approve', 'Approval'), ('withdraw', 'Withdrawal'), ('decline', 'Return'), ('ack', 'Receipt'), ('final', 'Entry into force'), ('state', 'Statement of one side'), ('key', 'Change of keys'), ('instrument', 'Signed paper kept with the document'), ('note', 'Message'), ('erase', 'File erased'), ('incident', 'Incident'), ('reset', 'Agreed state after an incident'), ('close', 'End of the log')], max_length=30)),
                ('seen', models.PositiveIntegerField(default=0, help_text='entries of the other log its writer held')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='record.document')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(blank=True, help_text='label of the person, not part of the log', max_length=200)),
            ],
            options={
                'ordering': ['log_id', 'seq'],
                'constraints': [models.UniqueConstraint(fields=('log', 'seq'), name='one_entry_per_seq')],
            },
        ),
    ]
