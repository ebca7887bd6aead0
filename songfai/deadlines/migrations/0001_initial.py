import django.db.models.deletion
import songfai.deadlines.states
import songfai.kit.fields
import songfai.kit.languages
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='what is due')),
                ('counted_from', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='counted from')),
                ('country', models.CharField(blank=True, default='', max_length=2, verbose_name='law of')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'rule of a deadline',
                'verbose_name_plural': 'rules of deadlines',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Holiday',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('day', models.DateField(verbose_name='day')),
                ('kind', models.CharField(choices=[('off', 'Holiday'), ('worked', 'Worked in lieu')], default=songfai.deadlines.states.DayKind['OFF'], max_length=6, verbose_name='kind')),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('sure', models.BooleanField(default=False, verbose_name='checked')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it was read')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'holiday',
                'verbose_name_plural': 'holidays',
                'ordering': ['day', 'country'],
                'constraints': [models.UniqueConstraint(fields=('country', 'day'), name='one_entry_per_country_and_day')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='deadlines.rule')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('amount', models.SmallIntegerField(blank=True, null=True, verbose_name='how many')),
                ('unit', models.CharField(choices=[('days', 'Calendar days'), ('working_days', 'Working days'), ('months', 'Months'), ('day_of_year', 'A fixed day of the year')], default=songfai.deadlines.states.Unit['DAYS'], max_length=12, verbose_name='counted in')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='month')),
                ('day', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='day')),
                ('calendar', models.CharField(choices=[('owner', 'The calendar of the side that owes it'), ('both', 'Only days on which both sides work')], default=songfai.deadlines.states.CalendarOf['OWNER'], max_length=5, verbose_name='calendar')),
                ('basis', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='legal basis')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it was read')),
                ('certainty', models.CharField(choices=[('sourced', 'Stands in its source'), ('unconfirmed', 'Not confirmed yet'), ('proposal', 'Proposal, no law')], default=songfai.deadlines.states.Certainty['UNCONFIRMED'], max_length=11, verbose_name='how sure')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'version of a rule',
                'verbose_name_plural': 'versions of a rule',
                'ordering': ['valid_from', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rule_version_ends_after_it_begins')],
            },
        ),
    ]
