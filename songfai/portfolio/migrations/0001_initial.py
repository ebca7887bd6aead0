import django.db.models.deletion
import songfai.portfolio.states
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('people', '__first__'),
        ('plans', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.seat')),
                ('values', models.JSONField(default=dict)),
                ('step', models.CharField(choices=[('running', 'Running'), ('done', 'Done'), ('undoing', 'Being undone'), ('undone', 'Undone')], default=songfai.portfolio.states.Step['RUNNING'], max_length=10)),
                ('total', models.PositiveIntegerField(default=0)),
                ('left_out', models.PositiveIntegerField(default=0, help_text='rows of the other side among those selected')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'change of many activities',
                'verbose_name_plural': 'changes of many activities',
                'ordering': ['-made_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ChangedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='portfolio.change')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.activity')),
                ('before', models.JSONField(blank=True, help_text='the values it had, once it was changed', null=True)),
                ('revision', models.PositiveIntegerField(blank=True, help_text='after the change', null=True)),
                ('refused', models.TextField(blank=True, help_text='an English sentence of the catalogues')),
                ('refused_with', models.JSONField(blank=True, default=dict)),
                ('undone', models.BooleanField(default=False)),
                ('kept', models.TextField(blank=True, help_text='why it could not be undone')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('change', 'activity'), name='one_row_per_activity')],
            },
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('view', models.CharField(choices=[('list', 'List'), ('board', 'Board'), ('calendar', 'Calendar'), ('timeline', 'Timeline')], default=songfai.portfolio.states.View['LIST'], max_length=10)),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('saved_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'ordering': ['name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('account', 'institution', 'name'), name='one_filter_per_name')],
            },
        ),
    ]
