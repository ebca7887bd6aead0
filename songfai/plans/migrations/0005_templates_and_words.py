"""Templates of plans; and the words of activities are found by an index."""

import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import uuid
from django.db import migrations, models

from songfai.kit.word_index import lay, lift


def lay_words(apps, schema_editor):
    lay(schema_editor, "plans_activity")


def lift_words(apps, schema_editor):
    lift(schema_editor, "plans_activity")


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_two_persons'),
        ('plans', '0004_taking_part'),
        ('programmes', '0007_following'),
    ]

    operations = [
        migrations.AlterField(
            model_name='activity',
            name='commitment',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programmes.commitment'),
        ),
        migrations.AlterField(
            model_name='activity',
            name='programme',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='programmes.programme'),
        ),
        migrations.CreateModel(
            name='Template',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('saved_by', models.CharField(max_length=200)),
                ('saved_at', models.DateTimeField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_templates', to='parties.institution')),
                ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_templates', to='programmes.programme')),
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
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='plans.template')),
            ],
            options={
                'verbose_name': 'line of a template',
                'verbose_name_plural': 'lines of templates',
                'ordering': ['number', 'id'],
            },
        ),
        migrations.RunPython(lay_words, lift_words),
    ]
