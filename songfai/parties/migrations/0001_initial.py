import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'field of cooperation',
                'verbose_name_plural': 'fields of cooperation',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('short_name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, help_text='What the screens call the side.', verbose_name='short name')),
                ('parent_name', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='superior body')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='parties.institution', verbose_name='part of')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('place', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, help_text='As it stands before the date on a paper.', verbose_name='place')),
                ('layout', models.CharField(choices=[('vn', 'Viet Nam: Decree 30/2020'), ('la', 'Lao PDR')], max_length=2, verbose_name='paper layout')),
                ('symbol', models.CharField(blank=True, max_length=30, verbose_name='symbol on papers')),
                ('origin', models.CharField(max_length=100, unique=True, verbose_name='origin of its log')),
                ('two_persons', models.BooleanField(default=False, help_text='Whoever agrees for this institution needs a colleague who has checked the text before.', verbose_name='two persons')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('over_time', models.JSONField(blank=True, default=dict, editable=False, help_text='its former names and what it answers for; actions.settle')),
            ],
            options={
                'verbose_name': 'institution',
                'verbose_name_plural': 'institutions',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='institution_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='names', to='parties.institution')),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('short_name', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='short name')),
                ('until', models.DateField(verbose_name='last day')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='legal basis')),
                ('confirmed', models.BooleanField(default=True, verbose_name='confirmed')),
            ],
            options={
                'verbose_name': 'former name',
                'verbose_name_plural': 'former names',
                'ordering': ['until', 'id'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'until'), name='one_name_per_last_day')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed_on', to='parties.institution')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='parties.institution', verbose_name='successor')),
                ('field', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.field', verbose_name='field')),
                ('kind', models.CharField(choices=[('merged', 'Merged into'), ('split', 'Split into'), ('renamed', 'Continued under another name'), ('moved', 'Function moved to')], max_length=10, verbose_name='how')),
                ('on', models.DateField(verbose_name='from')),
                ('basis', models.CharField(max_length=300, verbose_name='legal basis')),
                ('confirmed', models.BooleanField(default=True, verbose_name='confirmed')),
            ],
            options={
                'verbose_name': 'succession',
                'verbose_name_plural': 'successions',
                'ordering': ['on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_to_another'), models.UniqueConstraint(fields=('predecessor', 'field', 'on'), name='one_successor_per_field_and_day'), models.UniqueConstraint(condition=models.Q(('field', None)), fields=('predecessor', 'on'), name='one_general_successor_per_day')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='parties.institution')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='parties.unit', verbose_name='part of')),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('succeeded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='succeeds', to='parties.unit', verbose_name='carried on by')),
                ('basis', models.CharField(blank=True, max_length=300, verbose_name='legal basis')),
            ],
            options={
                'verbose_name': 'unit',
                'verbose_name_plural': 'units',
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='unit_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('succeeded_by', None), ('valid_to__isnull', False), _connector='OR'), name='unit_succeeded_when_ended')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='parties.institution')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='parties.unit')),
                ('role', models.CharField(choices=[('leader', 'Leader'), ('coordinator', 'Coordinator'), ('unit_officer', 'Unit officer'), ('clerk', 'Records clerk'), ('reader', 'Reader'), ('inspector', 'Inspector'), ('administrator', 'Administrator')], max_length=20, verbose_name='role')),
                ('post', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='post')),
                ('authority', models.CharField(blank=True, help_text='Number of the paper that lets somebody who is not a leader agree for the side.', max_length=100, verbose_name='paper of authority')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
            ],
            options={
                'verbose_name': 'seat',
                'verbose_name_plural': 'seats',
                'constraints': [models.UniqueConstraint(fields=('account', 'institution', 'role'), name='one_seat_per_account_institution_role'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='seat_ends_after_it_begins')],
            },
        ),
    ]
