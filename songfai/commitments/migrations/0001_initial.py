import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='programmes.commitment')),
                ('text', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='indicator')),
                ('unit', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='unit of measure')),
                ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True, verbose_name='baseline')),
                ('target', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='target')),
                ('by_when', songfai.kit.fields.PartialDateField(blank=True, default='', max_length=24, null=True, verbose_name='by')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')], verbose_name='proposed by')),
                ('proposed_by', models.CharField(max_length=200)),
                ('proposed_at', models.DateTimeField()),
                ('agreed_by', models.CharField(blank=True, max_length=200)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['proposed_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='indicator_side')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='commitments.indicator')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='actual')),
                ('on', models.DateField(verbose_name='measured on')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source of the figure')),
                ('said_by', models.CharField(max_length=200)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'measurement',
                'verbose_name_plural': 'measurements',
                'ordering': ['on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='measurement_side')],
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='programmes.commitment')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('resources', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='resources')),
                ('difficulties', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='difficulties')),
                ('recommendations', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='recommendations')),
                ('written_by', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'remark',
                'verbose_name_plural': 'remarks',
                'ordering': ['side'],
                'constraints': [models.UniqueConstraint(fields=('commitment', 'side'), name='one_remark_per_side'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='remark_side')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='programmes.commitment')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('word', models.CharField(choices=[('at_risk', 'At risk'), ('done', 'Done for good'), ('carried_over', 'Carried over'), ('cancelled', 'Cancelled')], max_length=16, verbose_name='what is said')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='to the year')),
                ('reason', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='reason')),
                ('said_by', models.CharField(max_length=200)),
                ('said_at', models.DateTimeField()),
                ('taken_back_by', models.CharField(blank=True, max_length=200)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'statement',
                'verbose_name_plural': 'statements',
                'ordering': ['said_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('commitment', 'side', 'word'), name='one_statement_holds'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='statement_side')],
            },
        ),
    ]
