import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import songfai.plans.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('parties', '0001_initial'),
        ('people', '0001_initial'),
        ('programmes', '0001_initial'),
        ('record', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='programmes.programme')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('version', models.PositiveSmallIntegerField(blank=True, help_text='once it is offered', null=True, verbose_name='version')),
                ('note', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='reason for this version')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafted_plans', to='parties.institution')),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='record.document')),
                ('created_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'yearly plan',
                'verbose_name_plural': 'yearly plans',
                'ordering': ['-year', '-version'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'year', 'version', 'drafted_by'), name='one_plan_per_version'), models.UniqueConstraint(condition=models.Q(('document', None)), fields=('programme', 'year', 'drafted_by'), name='one_draft_per_side_and_year')],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='plans.plan')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='programmes.commitment')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='item')),
                ('kind', models.CharField(choices=[('visit', 'Visit or delegation'), ('course', 'Course'), ('students', 'Students'), ('experience', 'Exchange of experience'), ('workshop', 'Workshop'), ('joint_research', 'Joint research'), ('support', 'Support'), ('research_advice', 'Research and advice'), ('directive', 'Carrying out directives'), ('campaign', 'Emulation campaign'), ('contest', 'Contest'), ('award', 'Honour and award'), ('nomination', 'Nomination'), ('publicity', 'Publicity'), ('supervision', 'Supervision'), ('meeting', 'Meeting'), ('project', 'Project'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='quantity')),
                ('unit', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='unit of measure')),
                ('quarter', models.PositiveSmallIntegerField(choices=[(0, 'All year'), (1, 'I'), (2, 'II'), (3, 'III'), (4, 'IV')], default=0, verbose_name='quarter')),
                ('lead', models.PositiveSmallIntegerField(choices=[(0, 'Both sides'), (1, 'First side'), (2, 'Second side')], default=0, verbose_name='who leads')),
                ('payer', models.PositiveSmallIntegerField(choices=[(0, 'Both sides'), (1, 'First side'), (2, 'Second side')], default=0, verbose_name='who pays')),
                ('venue', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='venue')),
                ('note', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='note')),
            ],
            options={
                'verbose_name': 'plan item',
                'verbose_name_plural': 'plan items',
                'ordering': ['number', 'id'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'key'), name='one_item_per_key'), models.CheckConstraint(condition=models.Q(('quarter__lte', 4)), name='item_quarter'), models.CheckConstraint(condition=models.Q(('lead__in', [0, 1, 2])), name='item_lead'), models.CheckConstraint(condition=models.Q(('payer__in', [0, 1, 2])), name='item_payer'), models.CheckConstraint(condition=models.Q(('quantity', None), ('quantity__gt', 0), _connector='OR'), name='item_quantity_positive')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programmes.programme')),
                ('commitment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programmes.commitment')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='plans.planitem')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')], verbose_name='recorded by')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='activity')),
                ('kind', models.CharField(choices=[('visit', 'Visit or delegation'), ('course', 'Course'), ('students', 'Students'), ('experience', 'Exchange of experience'), ('workshop', 'Workshop'), ('joint_research', 'Joint research'), ('support', 'Support'), ('research_advice', 'Research and advice'), ('directive', 'Carrying out directives'), ('campaign', 'Emulation campaign'), ('contest', 'Contest'), ('award', 'Honour and award'), ('nomination', 'Nomination'), ('publicity', 'Publicity'), ('supervision', 'Supervision'), ('meeting', 'Meeting'), ('project', 'Project'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('place', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='place')),
                ('state', models.CharField(choices=[('planned', 'Not started'), ('in_progress', 'In progress'), ('done', 'Done'), ('done_otherwise', 'Done, not as planned'), ('cancelled', 'Cancelled')], default=songfai.plans.states.ActivityState['PLANNED'], max_length=16, verbose_name='state')),
                ('reason', models.TextField(blank=True, help_text='Why it was cancelled or done otherwise.', verbose_name='reason')),
                ('unit', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.unit')),
                ('person', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('result', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='result')),
                ('recorded_by', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('attested_on', models.DateField(blank=True, help_text='last day of a visit of both sides that this activity was part of', null=True)),
                ('evidence_at', models.DateField(blank=True, help_text='day of the newest evidence', null=True)),
                ('confirmed_by', models.CharField(blank=True, max_length=200)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('search', models.TextField(blank=True, editable=False, help_text='folded words of title, place and result')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['-starts_on', '-id'],
                'indexes': [models.Index(fields=['programme', '-starts_on', '-id'], name='activity_by_programme'), models.Index(fields=['commitment', 'starts_on'], name='activity_by_commitment'), models.Index(fields=['-starts_on', '-id'], name='activity_by_day'), models.Index(fields=['state', '-starts_on', '-id'], name='activity_by_state'), models.Index(fields=['kind', '-starts_on', '-id'], name='activity_by_kind'), models.Index(fields=['unit', '-starts_on', '-id'], name='activity_by_unit'), models.Index(fields=['person', '-starts_on', '-id'], name='activity_by_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='activity_ends_after_it_starts'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='activity_side')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='plans.activity')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('caption', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='what it shows')),
                ('dated', models.DateField(verbose_name='dated')),
                ('crosses', models.BooleanField(default=False, help_text='Only files without personal data, or with the consent of those they name.', verbose_name='may go to the other side’s server')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['dated', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='plans.activity')),
                ('label', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='what is counted')),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='number')),
                ('unit', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='unit of measure')),
            ],
            options={
                'verbose_name': 'figure',
                'verbose_name_plural': 'figures',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Output',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outputs', to='plans.activity')),
                ('kind', models.CharField(choices=[('report', 'Report'), ('recommendation', 'Recommendation'), ('study', 'Study or article'), ('teaching', 'Teaching material'), ('draft_text', 'Draft of a legal text'), ('minutes', 'Minutes'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='output')),
                ('note', models.CharField(blank=True, help_text='Number of the paper, or where it is kept.', max_length=300, verbose_name='where it is')),
            ],
            options={
                'verbose_name': 'output',
                'verbose_name_plural': 'outputs',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_templates', to='parties.institution')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_templates', to='programmes.programme')),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('saved_by', models.CharField(max_length=200)),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'template of a plan',
                'verbose_name_plural': 'templates of plans',
                'ordering': ['-saved_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TemplateItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='plans.template')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('commitment_number', models.PositiveSmallIntegerField(help_text='of the programme it was saved from')),
                ('commitment_type', models.CharField(choices=[('visit', 'Visit or delegation'), ('course', 'Course'), ('students', 'Students'), ('experience', 'Exchange of experience'), ('workshop', 'Workshop'), ('joint_research', 'Joint research'), ('support', 'Support'), ('research_advice', 'Research and advice'), ('directive', 'Carrying out directives'), ('campaign', 'Emulation campaign'), ('contest', 'Contest'), ('award', 'Honour and award'), ('nomination', 'Nomination'), ('publicity', 'Publicity'), ('supervision', 'Supervision'), ('meeting', 'Meeting'), ('project', 'Project'), ('other', 'Other')], max_length=20)),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='item')),
                ('kind', models.CharField(choices=[('visit', 'Visit or delegation'), ('course', 'Course'), ('students', 'Students'), ('experience', 'Exchange of experience'), ('workshop', 'Workshop'), ('joint_research', 'Joint research'), ('support', 'Support'), ('research_advice', 'Research and advice'), ('directive', 'Carrying out directives'), ('campaign', 'Emulation campaign'), ('contest', 'Contest'), ('award', 'Honour and award'), ('nomination', 'Nomination'), ('publicity', 'Publicity'), ('supervision', 'Supervision'), ('meeting', 'Meeting'), ('project', 'Project'), ('other', 'Other')], max_length=20, verbose_name='kind')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='quantity')),
                ('unit', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='unit of measure')),
                ('lead', models.CharField(choices=[('both', 'Both sides'), ('own', 'Our side'), ('other', 'The other side')], max_length=5, verbose_name='who leads')),
                ('payer', models.CharField(choices=[('both', 'Both sides'), ('own', 'Our side'), ('other', 'The other side')], max_length=5, verbose_name='who pays')),
                ('venue', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='venue')),
                ('note', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='note')),
            ],
            options={
                'verbose_name': 'line of a template',
                'verbose_name_plural': 'lines of templates',
                'ordering': ['number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='plans.activity')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side'), (0, 'Neither side')], default=0, verbose_name='of which side')),
                ('institution', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='institution')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='how many people')),
                ('persons', models.TextField(blank=True, help_text='One name a line, if wanted.', verbose_name='persons')),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', [0, 1, 2])), name='participation_side')],
            },
        ),
    ]
