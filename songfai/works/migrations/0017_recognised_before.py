"""Works recognised on paper before this register, brought in from a sheet."""

import django.db.models.deletion
import songfai.kit.fields
import songfai.works.states
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('works', '0016_paper_by_law'),
    ]

    operations = [
        migrations.AddField(
            model_name='sheet',
            name='kind',
            field=models.CharField(choices=[('works', 'Works to be filed'), ('past', 'Works recognised before this register')], default=songfai.works.states.SheetKind['WORKS'], max_length=5),
        ),
        migrations.AddField(
            model_name='sheet',
            name='source',
            field=models.CharField(blank=True, help_text='of works recognised before', max_length=300, verbose_name='paper it was read in'),
        ),
        migrations.AlterField(
            model_name='author',
            name='role',
            field=models.CharField(choices=[('lead', 'Lead author'), ('co', 'Co-author'), ('helper', 'Took part in the first application'), ('named', 'Author named in the decision')], max_length=6, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='move',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('defects', 'To be mended'), ('accepted', 'Accepted for consideration'), ('not_accepted', 'Not accepted'), ('appraisal', 'Before the council'), ('voting', 'Ballot is open'), ('voted', 'Council has decided'), ('superior', 'Waits for the superior body'), ('approved', 'Approved by the superior body'), ('recognised', 'Recognised'), ('refused', 'Recognition refused'), ('certified', 'Certificate issued'), ('applied', 'Applied'), ('transferred', 'Transferred'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('past', 'Recognised before this register')], max_length=12),
        ),
        migrations.AlterField(
            model_name='sheet',
            name='step',
            field=models.CharField(choices=[('checked', 'Checked'), ('taking', 'Being taken in'), ('taken', 'Taken in'), ('filing', 'Being filed'), ('filed', 'Filed, as far as complete'), ('laying', 'Its texts are made ready to be compared')], default=songfai.works.states.SheetStep['CHECKED'], max_length=7),
        ),
        migrations.AlterField(
            model_name='submission',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('defects', 'To be mended'), ('accepted', 'Accepted for consideration'), ('not_accepted', 'Not accepted'), ('appraisal', 'Before the council'), ('voting', 'Ballot is open'), ('voted', 'Council has decided'), ('superior', 'Waits for the superior body'), ('approved', 'Approved by the superior body'), ('recognised', 'Recognised'), ('refused', 'Recognition refused'), ('certified', 'Certificate issued'), ('applied', 'Applied'), ('transferred', 'Transferred'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('past', 'Recognised before this register')], max_length=12, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='work',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('defects', 'To be mended'), ('accepted', 'Accepted for consideration'), ('not_accepted', 'Not accepted'), ('appraisal', 'Before the council'), ('voting', 'Ballot is open'), ('voted', 'Council has decided'), ('superior', 'Waits for the superior body'), ('approved', 'Approved by the superior body'), ('recognised', 'Recognised'), ('refused', 'Recognition refused'), ('certified', 'Certificate issued'), ('applied', 'Applied'), ('transferred', 'Transferred'), ('revoked', 'Revoked'), ('withdrawn', 'Withdrawn'), ('past', 'Recognised before this register')], default=songfai.works.states.Stage['DRAFT'], help_text='of its newest submission', max_length=12, verbose_name='state'),
        ),
        migrations.CreateModel(
            name='PastRecognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_then', models.CharField(blank=True, max_length=300, verbose_name='unit as it was')),
                ('decision', models.CharField(max_length=100, verbose_name='number of the decision')),
                ('decided_on', songfai.kit.fields.PartialDateField(max_length=24, verbose_name='date of the decision')),
                ('decided_by', models.CharField(blank=True, max_length=300, verbose_name='decided by')),
                ('level', models.CharField(choices=[('base', 'Base level'), ('province', 'Level of ministry or province'), ('nation', 'National level')], default=songfai.works.states.Level['BASE'], max_length=8, verbose_name='level of recognition')),
                ('paper', models.CharField(max_length=300, verbose_name='paper it was read in')),
                ('day', models.DateField()),
                ('has_text', models.BooleanField(default=False)),
                ('laid', models.BooleanField(default=False)),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='works.sheet')),
                ('work', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='past', to='works.work')),
            ],
            options={
                'verbose_name': 'recognition before this register',
                'verbose_name_plural': 'recognitions before this register',
                'indexes': [models.Index(condition=models.Q(('has_text', False)), fields=['day'], name='past_titles_alone')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('paper', ''), _negated=True), models.Q(('decision', ''), _negated=True)), name='past_names_its_paper'), models.CheckConstraint(condition=models.Q(('has_text', True), ('laid', False), _connector='OR'), name='past_title_alone_is_not_laid')],
            },
        ),
    ]
