"""Sheets whose works are confirmed by a signed paper and filed in one step; what authors say against such a paper."""

import django.db.models.deletion
import songfai.works.states
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('parties', '0004_who_bears_a_side'),
        ('works', '0014_rubrics'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='regulation',
            name='paper_confirms',
            field=models.BooleanField(default=False, verbose_name='a signed paper stands for the author’s own confirmation'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='filed_at',
            field=models.DateTimeField(blank=True, help_text='when all of it was last gone through', null=True),
        ),
        migrations.AddField(
            model_name='sheet',
            name='filing_seat',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.seat'),
        ),
        migrations.AlterField(
            model_name='sheet',
            name='step',
            field=models.CharField(choices=[('checked', 'Checked'), ('taking', 'Being taken in'), ('taken', 'Taken in'), ('filing', 'Being filed'), ('filed', 'Filed, as far as complete')], default=songfai.works.states.SheetStep['CHECKED'], max_length=7),
        ),
        migrations.CreateModel(
            name='SignedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='what it is')),
                ('confirmed', models.PositiveIntegerField(default=0, help_text='shares it was entered for')),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('undone_by', models.CharField(blank=True, max_length=200)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='works.sheet')),
            ],
            options={
                'verbose_name': 'paper signed by authors',
                'verbose_name_plural': 'papers signed by authors',
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='author',
            name='signed_paper',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='works.signedpaper'),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(max_length=200)),
                ('entered_by', models.CharField(help_text='who had entered the paper', max_length=200)),
                ('reason', models.CharField(max_length=1000, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objections', to='works.author')),
            ],
            options={
                'verbose_name': 'objection of an author',
                'verbose_name_plural': 'objections of authors',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('author',), name='one_open_objection')],
            },
        ),
        migrations.CreateModel(
            name='SheetLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('made', models.BooleanField(default=True, help_text='by this sheet; else it was there, and changed by it')),
                ('revision', models.PositiveIntegerField(default=0)),
                ('mark', models.CharField(db_index=True, max_length=64)),
                ('signed', models.JSONField(default=list)),
                ('why', models.JSONField(default=list)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='works.sheet')),
                ('submission', models.ForeignKey(blank=True, help_text='filed from here', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='works.submission')),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='works.work')),
            ],
            options={
                'verbose_name': 'work of a sheet',
                'verbose_name_plural': 'works of a sheet',
                'ordering': ['row', 'id'],
                'constraints': [models.UniqueConstraint(fields=('sheet', 'work'), name='one_line_per_work_and_sheet')],
            },
        ),
    ]
