"""Works that the other side of a programme has released, and what was released to it.

On SQLite a changed column makes the table of works anew, without the triggers of its index of words: that is laid again. On
PostgreSQL the index stays as it is.
"""

import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import songfai.works.states.recognition
import uuid
from django.conf import settings
from django.db import migrations, models

from songfai.kit.word_index import lay_short, lift


def lay_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        lay_short(schema_editor, "works_work")


def lift_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        lift(schema_editor, "works_work")


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_unit_moves'),
        ('programmes', '0004_asleep_after_of_a_side'),
        ('works', '0010_bands'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Read from below: backwards the words are laid again at the end, forwards lifted at the beginning.
        migrations.RunPython(lift_words, lay_words),
        migrations.CreateModel(
            name='PartnerWork',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.PositiveSmallIntegerField()),
                ('origin_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('body', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='body that recognised it')),
                ('unit_then', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='unit as it was')),
                ('decision', models.CharField(blank=True, max_length=100, verbose_name='number of the decision')),
                ('decided_on', songfai.kit.fields.PartialDateField(blank=True, default='', max_length=24, null=True, verbose_name='date of the decision')),
                ('level', models.CharField(blank=True, choices=[('base', 'Base level'), ('province', 'Level of ministry or province'), ('nation', 'National level')], max_length=8, verbose_name='level of recognition')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='filed on')),
                ('day', models.DateField()),
                ('told', models.JSONField(blank=True, default=dict)),
                ('at', models.DateTimeField(verbose_name='released')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'work of the partner',
                'verbose_name_plural': 'works of the partner',
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(verbose_name='released')),
                ('who', models.CharField(max_length=200)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
            ],
            options={
                'verbose_name': 'release of a work to the partner',
                'verbose_name_plural': 'releases of works to the partner',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AlterField(
            model_name='move',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('defects', 'To be mended'), ('accepted', 'Accepted for consideration'), ('not_accepted', 'Not accepted'), ('appraisal', 'Before the council'), ('voting', 'Ballot is open'), ('voted', 'Council has decided'), ('superior', 'Waits for the superior body'), ('approved', 'Approved by the superior body'), ('recognised', 'Recognised'), ('refused', 'Recognition refused'), ('certified', 'Certificate issued'), ('applied', 'Applied'), ('transferred', 'Transferred'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('past', 'Recognised before this register'), ('partner', 'From the partner')], max_length=12),
        ),
        migrations.AlterField(
            model_name='submission',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('defects', 'To be mended'), ('accepted', 'Accepted for consideration'), ('not_accepted', 'Not accepted'), ('appraisal', 'Before the council'), ('voting', 'Ballot is open'), ('voted', 'Council has decided'), ('superior', 'Waits for the superior body'), ('approved', 'Approved by the superior body'), ('recognised', 'Recognised'), ('refused', 'Recognition refused'), ('certified', 'Certificate issued'), ('applied', 'Applied'), ('transferred', 'Transferred'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('past', 'Recognised before this register'), ('partner', 'From the partner')], max_length=12, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='work',
            name='entered_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, help_text='nobody here, where the other side released it', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='work',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('defects', 'To be mended'), ('accepted', 'Accepted for consideration'), ('not_accepted', 'Not accepted'), ('appraisal', 'Before the council'), ('voting', 'Ballot is open'), ('voted', 'Council has decided'), ('superior', 'Waits for the superior body'), ('approved', 'Approved by the superior body'), ('recognised', 'Recognised'), ('refused', 'Recognition refused'), ('certified', 'Certificate issued'), ('applied', 'Applied'), ('transferred', 'Transferred'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('past', 'Recognised before this register'), ('partner', 'From the partner')], default=songfai.works.states.recognition.Stage['DRAFT'], help_text='of its newest submission', max_length=12, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('entered_by', None), ('stage', songfai.works.states.recognition.Stage['PARTNER'])), models.Q(models.Q(('stage', songfai.works.states.recognition.Stage['PARTNER']), _negated=True), ('entered_by__isnull', False)), _connector='OR'), name='work_is_entered_or_released'),
        ),
        migrations.AddField(
            model_name='partnerwork',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='partnerwork',
            name='released_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution'),
        ),
        migrations.AddField(
            model_name='partnerwork',
            name='work',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partner', to='works.work'),
        ),
        migrations.AddField(
            model_name='release',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.programme'),
        ),
        migrations.AddField(
            model_name='release',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='works.work'),
        ),
        migrations.AddConstraint(
            model_name='partnerwork',
            constraint=models.UniqueConstraint(fields=('programme', 'side', 'origin_key'), name='one_copy_of_a_released_work'),
        ),
        migrations.AddConstraint(
            model_name='partnerwork',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='released_by_a_side'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(fields=('work', 'programme'), name='released_once_in_a_programme'),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", [1, 2])), name="released_for_a_side"
            ),
        ),
        migrations.RunPython(lay_words, lift_words),
    ]
