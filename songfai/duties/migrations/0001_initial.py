import datetime
import django.db.models.deletion
import songfai.duties.states
import songfai.kit.fields
import songfai.kit.languages
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('deadlines', '0001_initial'),
        ('files', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='programmes.programme')),
                ('obligation', models.OneToOneField(blank=True, help_text='the date of the programme that this duty follows', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duty', to='programmes.obligation')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='what is due')),
                ('side', models.PositiveSmallIntegerField(choices=[(0, 'Both sides'), (1, 'First side'), (2, 'Second side')], verbose_name='who owes it')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.rule')),
                ('version', models.ForeignKey(blank=True, help_text='the version that applied on the first day', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deadlines.version')),
                ('basis', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='what it rests on')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('first_due', models.DateField(blank=True, help_text='as it was first counted or entered', null=True)),
                ('due', models.DateField(blank=True, help_text='as it is after extensions', null=True, verbose_name='last day')),
                ('listed_on', models.DateField(default=datetime.date(9999, 12, 31), editable=False, help_text='the last day, for lists')),
                ('counted', models.JSONField(blank=True, default=dict, help_text='how the last day was counted then')),
                ('both_confirm', models.BooleanField(default=False, verbose_name='met only when both sides confirm it')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='met on')),
                ('opened_by', models.CharField(max_length=200)),
                ('opened_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
                ('turn', models.PositiveIntegerField(default=0, editable=False, help_text='how often both sides have spoken of it, on one server or two')),
            ],
            options={
                'verbose_name': 'duty',
                'verbose_name_plural': 'duties',
                'ordering': ['listed_on', 'id'],
                'indexes': [models.Index(fields=['programme', 'listed_on', 'id'], name='duty_by_programme'), models.Index(fields=['listed_on', 'id'], name='duty_by_last_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', [0, 1, 2])), name='duty_side'), models.CheckConstraint(condition=models.Q(models.Q(('due', None), ('first_due', None), ('starts_on', None)), models.Q(('due__isnull', False), ('first_due__isnull', False), ('starts_on__isnull', False)), _connector='OR'), name='duty_has_a_last_day_once_it_has_begun'), models.CheckConstraint(condition=models.Q(('met_on', None), ('starts_on__isnull', False), _connector='OR'), name='duty_met_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='duties.duty')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('done_on', models.DateField(verbose_name='done on')),
                ('note', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='note')),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'confirmation',
                'verbose_name_plural': 'confirmations',
                'ordering': ['side'],
                'constraints': [models.UniqueConstraint(fields=('duty', 'side'), name='one_confirmation_per_side'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='confirmation_side')],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='duties.duty')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn')], default=songfai.duties.states.ExtensionState['PROPOSED'], max_length=10)),
                ('old_due', models.DateField(verbose_name='last day before')),
                ('new_due', models.DateField(verbose_name='new last day')),
                ('reason', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='reason')),
                ('paper', models.CharField(max_length=150, verbose_name='number and date of the paper')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('asked_by', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_by', models.CharField(blank=True, max_length=200)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'ordering': ['asked_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('new_due__gt', models.F('old_due'))), name='extension_is_later'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='extension_side'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('duty', 'side'), name='one_open_extension_per_side')],
            },
        ),
    ]
