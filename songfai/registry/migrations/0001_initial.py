import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import songfai.registry.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('deadlines', '0001_initial'),
        ('files', '0001_initial'),
        ('parties', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('code', models.CharField(blank=True, max_length=10, verbose_name='code')),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='type')),
                ('country', models.CharField(max_length=2, verbose_name='law of')),
                ('is_copy', models.BooleanField(default=False, verbose_name='copy')),
                ('basis', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='legal basis')),
                ('certainty', models.CharField(choices=[('sourced', 'Stands in its source'), ('unconfirmed', 'Not confirmed yet'), ('proposal', 'Proposal, no law')], max_length=11, verbose_name='how sure')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'type of document',
                'verbose_name_plural': 'types of documents',
                'ordering': ['position', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('country', 'code'), name='one_type_per_code')],
            },
        ),
        migrations.CreateModel(
            name='ReportDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='report')),
                ('to_institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('to_name', models.CharField(blank=True, max_length=300, verbose_name='to whom')),
                ('basis', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='legal basis')),
                ('cadence', models.CharField(choices=[('month', 'Every month'), ('quarter', 'Every quarter'), ('half', 'Every half year'), ('year', 'Every year')], max_length=8, verbose_name='how often')),
                ('type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.documenttype', verbose_name='form')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.rule')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days after the period')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme', verbose_name='programme')),
                ('starts_on', models.DateField(verbose_name='owed from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='owed until')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'duty to report',
                'verbose_name_plural': 'duties to report',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_institution', None), models.Q(('to_name', ''), _negated=True)), models.Q(('to_institution__isnull', False), ('to_name', '')), _connector='OR'), name='report_duty_to_an_institution_or_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('days__isnull', False), ('rule', None)), models.Q(('days', None), ('rule__isnull', False)), _connector='OR'), name='report_duty_due_by_rule_or_days'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='report_duty_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('numbers', models.CharField(choices=[('out', 'Outgoing documents'), ('in', 'Incoming documents'), ('council', 'Documents of a council or board'), ('copies', 'Copies')], max_length=8, verbose_name='what it numbers')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('symbol', models.CharField(blank=True, max_length=30, verbose_name='symbol of the issuer')),
                ('form', models.CharField(choices=[('state', 'State bodies of Viet Nam: 05/BC-BNV'), ('party', 'Bodies of the Party: 36-HD/VPTW'), ('lao', 'Lao PDR: 330/ປທສ')], max_length=6, verbose_name='form of the number')),
                ('goes_on_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year begun on paper')),
                ('goes_on_from', models.PositiveIntegerField(blank=True, null=True, verbose_name='first number here in that year')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'series of numbers',
                'verbose_name_plural': 'series of numbers',
                'ordering': ['institution', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('goes_on_from', None), ('goes_on_year', None)), models.Q(('goes_on_from__gte', 1), ('goes_on_year__isnull', False)), _connector='OR'), name='series_goes_on_in_a_year')],
            },
        ),
        migrations.CreateModel(
            name='OfficialDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('direction', models.CharField(choices=[('out', 'Outgoing'), ('in', 'Incoming')], max_length=3)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('reviewed', 'Content reviewed'), ('checked', 'Format checked'), ('signed', 'Signed'), ('numbered', 'Numbered'), ('issued', 'Issued'), ('replaced', 'Replaced'), ('recalled', 'Recalled'), ('registered', 'Registered'), ('handed', 'Handed to a unit'), ('dealt', 'Dealt with'), ('cancelled', 'Cancelled')], max_length=10)),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='registry.series', verbose_name='series')),
                ('type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.documenttype', verbose_name='type')),
                ('own_code', models.CharField(blank=True, max_length=15, verbose_name='another code')),
                ('unit_symbol', models.CharField(blank=True, max_length=15, verbose_name='symbol of the drafting unit')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='number')),
                ('printed', models.CharField(blank=True, max_length=80, verbose_name='number as printed')),
                ('subject', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='subject')),
                ('language', models.CharField(choices=[('lo', 'ລາວ'), ('vi', 'Tiếng Việt'), ('en', 'English')], max_length=2, verbose_name='language')),
                ('place', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='place')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='date of the document')),
                ('signer', models.CharField(blank=True, max_length=200, verbose_name='signed by')),
                ('signer_post', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='post of the signer')),
                ('capacity', models.CharField(blank=True, choices=[('', 'In one’s own post'), ('TM', 'TM.: for the collective'), ('Q', 'Q.: acting head'), ('KT', 'KT.: for the head'), ('TL', 'TL.: by order'), ('TUQ', 'TUQ.: by delegated authority')], max_length=3, verbose_name='signs')),
                ('sender', models.CharField(blank=True, max_length=300, verbose_name='sender')),
                ('sender_institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('sender_number', models.CharField(blank=True, max_length=80, verbose_name='sender’s number')),
                ('listed_on', models.DateField(help_text='arrived, signed, or drafted: for lists', verbose_name='day')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme', verbose_name='programme')),
                ('relation', models.CharField(blank=True, choices=[('answers', 'Answers'), ('copies', 'Is a copy of'), ('replaces', 'Replaces')], max_length=8)),
                ('related', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referring', to='registry.officialdocument')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.unit')),
                ('outcome', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='how it was dealt with')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('archive_number', models.CharField(blank=True, max_length=80, verbose_name='archive number')),
                ('retention_years', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years to keep')),
                ('kept_for_ever', models.BooleanField(default=False, verbose_name='kept for ever')),
                ('retention_basis', models.CharField(blank=True, max_length=300, verbose_name='what the time of keeping rests on')),
                ('search', models.TextField(blank=True, editable=False, help_text='folded words, also those of its files')),
                ('created_by', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'official document',
                'verbose_name_plural': 'official documents',
                'ordering': ['-listed_on', '-id'],
                'indexes': [models.Index(fields=['institution', 'direction', '-listed_on', '-id'], name='registry_by_day')],
                'constraints': [models.UniqueConstraint(fields=('series', 'year', 'number'), name='one_number_per_series_and_year'), models.CheckConstraint(condition=models.Q(models.Q(('number', None), ('printed', ''), ('year', None)), models.Q(('number__gte', 1), ('year__isnull', False)), _connector='OR'), name='document_number_has_a_year'), models.CheckConstraint(condition=models.Q(('state', songfai.registry.states.DocumentState['CANCELLED']), models.Q(('number', None), ('state__in', [songfai.registry.states.DocumentState['CHECKED'], songfai.registry.states.DocumentState['DRAFT'], songfai.registry.states.DocumentState['REVIEWED'], songfai.registry.states.DocumentState['SIGNED']])), models.Q(('number__isnull', False), models.Q(('state__in', [songfai.registry.states.DocumentState['CHECKED'], songfai.registry.states.DocumentState['DRAFT'], songfai.registry.states.DocumentState['REVIEWED'], songfai.registry.states.DocumentState['SIGNED']]), _negated=True)), _connector='OR'), name='document_number_comes_after_the_signature'), models.CheckConstraint(condition=models.Q(('state', songfai.registry.states.DocumentState['CANCELLED']), models.Q(('direction', songfai.registry.states.Direction['IN']), ('state__in', [songfai.registry.states.DocumentState['DEALT'], songfai.registry.states.DocumentState['HANDED'], songfai.registry.states.DocumentState['REGISTERED']])), models.Q(('direction', songfai.registry.states.Direction['OUT']), models.Q(('state__in', [songfai.registry.states.DocumentState['DEALT'], songfai.registry.states.DocumentState['HANDED'], songfai.registry.states.DocumentState['REGISTERED']]), _negated=True)), _connector='OR'), name='document_state_of_its_direction'), models.CheckConstraint(condition=models.Q(('kept_for_ever', False), ('retention_years', None), _connector='OR'), name='document_kept_for_years_or_for_ever'), models.CheckConstraint(condition=models.Q(('related', models.F('id')), _negated=True), name='document_not_about_itself')],
            },
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='registry.officialdocument')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('reviewed', 'Content reviewed'), ('checked', 'Format checked'), ('signed', 'Signed'), ('numbered', 'Numbered'), ('issued', 'Issued'), ('replaced', 'Replaced'), ('recalled', 'Recalled'), ('registered', 'Registered'), ('handed', 'Handed to a unit'), ('dealt', 'Dealt with'), ('cancelled', 'Cancelled')], max_length=10)),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name': 'step of a document',
                'verbose_name_plural': 'steps of a document',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='registry.officialdocument')),
                ('kind', models.CharField(choices=[('scan', 'Scan of the signed paper'), ('text', 'Text to be edited'), ('appendix', 'Appendix')], max_length=8, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('text', models.TextField(blank=True, editable=False)),
                ('unread', models.CharField(blank=True, help_text='why no text was taken out (reading.files)', max_length=30)),
            ],
            options={
                'verbose_name': 'file of a document',
                'verbose_name_plural': 'files of a document',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='registry.reportduty')),
                ('first', models.DateField(verbose_name='first day')),
                ('last', models.DateField(verbose_name='last day')),
                ('due', models.DateField(verbose_name='due')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report', to='registry.officialdocument')),
                ('receipted_on', models.DateField(blank=True, null=True, verbose_name='receipted on')),
                ('receipt', models.CharField(blank=True, max_length=300, verbose_name='receipt')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-first'],
                'constraints': [models.UniqueConstraint(fields=('duty', 'first'), name='one_report_per_period')],
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recipients', to='registry.officialdocument')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution', verbose_name='institution')),
                ('name', models.CharField(blank=True, max_length=300, verbose_name='name')),
                ('purpose', models.CharField(choices=[('act', 'To act'), ('coordinate', 'To take part'), ('report', 'As a report'), ('know', 'To know'), ('keep', 'To keep')], default=songfai.registry.states.Purpose['KNOW'], max_length=10, verbose_name='purpose')),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('registered', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='registry.officialdocument')),
            ],
            options={
                'verbose_name': 'recipient',
                'verbose_name_plural': 'recipients',
                'ordering': ['id'],
                'indexes': [models.Index(fields=['institution', 'registered', 'sent_on'], name='registry_to_register')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('institution', None), models.Q(('name', ''), _negated=True)), models.Q(('institution__isnull', False), ('name', '')), _connector='OR'), name='recipient_is_an_institution_or_a_name'), models.UniqueConstraint(condition=models.Q(('institution', None), _negated=True), fields=('document', 'institution'), name='one_line_per_recipient')],
            },
        ),
    ]
