import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import songfai.reviews.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('parties', '0001_initial'),
        ('programmes', '0001_initial'),
        ('record', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Information',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='information', to='programmes.programme')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('position', models.PositiveSmallIntegerField()),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='record.document')),
                ('handed_by', models.CharField(blank=True, max_length=200)),
                ('handed_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged', models.CharField(blank=True, help_text='SHA-256 the other side has read', max_length=64)),
                ('acknowledged_by', models.CharField(blank=True, max_length=200)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'information',
                'verbose_name_plural': 'information',
                'ordering': ['-year', 'position'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'year', 'position'), name='one_information_per_side'), models.CheckConstraint(condition=models.Q(('position__in', [1, 2])), name='information_position')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('information', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='reviews.information')),
                ('heading', models.CharField(max_length=40)),
                ('title', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='heading')),
                ('text', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='text')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('information', 'heading'), name='one_part_per_heading')],
            },
        ),
        migrations.CreateModel(
            name='PartFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reviews.part')),
                ('label', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='what is counted')),
                ('value', models.DecimalField(decimal_places=2, max_digits=16, verbose_name='number')),
                ('unit', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='unit of measure')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='PartFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reviews.part')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('caption', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='what it shows')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programmes.programme')),
                ('kind', models.CharField(choices=[('annual', 'Annual review'), ('midterm', 'Preliminary review'), ('final', 'Final summary')], default=songfai.reviews.states.ReviewKind['ANNUAL'], max_length=10)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('version', models.PositiveSmallIntegerField(default=1, help_text='of the minutes, one more after a return')),
                ('held_on', models.DateField(blank=True, null=True, verbose_name='held on')),
                ('place', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='place')),
                ('agenda', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, help_text='one point a line', verbose_name='agenda')),
                ('cut_off', models.DateField(verbose_name='cut-off date')),
                ('facts', models.JSONField(blank=True, default=dict, help_text='compiled from the record at the cut-off')),
                ('compiled_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, choices=[('renew', 'Conclude a new programme'), ('extend', 'Extend the term'), ('end', 'End the cooperation')], max_length=10, verbose_name='decision')),
                ('decision_text', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='decision in words')),
                ('extended_to', models.DateField(blank=True, null=True, verbose_name='extended to')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('document', models.OneToOneField(blank=True, help_text='the minutes last offered', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review', to='record.document')),
                ('created_at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'kind', 'year'), name='one_review_per_year')],
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='reviews.review')),
                ('number', models.PositiveSmallIntegerField()),
                ('text', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='lesson')),
            ],
            options={
                'ordering': ['number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='reviews.review')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.commitment')),
                ('agreed', models.CharField(blank=True, choices=[('well_done', 'Done well'), ('done', 'Done as promised'), ('partly', 'Partly done'), ('not_done', 'Not done'), ('not_due', 'Not due this year')], max_length=10, verbose_name='agreed rating')),
                ('disagreement', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='difference of opinion')),
                ('cause', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='cause')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'commitment'), name='one_finding_per_commitment')],
            },
        ),
        migrations.CreateModel(
            name='Direction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='directions', to='reviews.review')),
                ('number', models.PositiveSmallIntegerField()),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.commitment')),
                ('text', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='direction')),
            ],
            options={
                'ordering': ['number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='reviews.review')),
                ('position', models.PositiveSmallIntegerField()),
                ('members', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='delegation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'position'), name='one_delegation_per_side'), models.CheckConstraint(condition=models.Q(('position__in', [1, 2])), name='delegation_position')],
            },
        ),
        migrations.CreateModel(
            name='Conclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conclusions', to='reviews.review')),
                ('heading', models.CharField(choices=[('relevance', 'Relevance'), ('coherence', 'Coherence'), ('effectiveness', 'Effectiveness'), ('efficiency', 'Efficiency'), ('impact', 'Impact'), ('sustainability', 'Sustainability')], max_length=20)),
                ('text', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='conclusion of both sides')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'heading'), name='one_conclusion_per_heading')],
            },
        ),
        migrations.CreateModel(
            name='SideRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ratings', to='reviews.review')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.commitment')),
                ('position', models.PositiveSmallIntegerField()),
                ('value', models.CharField(choices=[('well_done', 'Done well'), ('done', 'Done as promised'), ('partly', 'Partly done'), ('not_done', 'Not done'), ('not_due', 'Not due this year')], max_length=10, verbose_name='rating')),
                ('comment', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='comment')),
                ('rated_by', models.CharField(max_length=200)),
                ('rated_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'commitment', 'position'), name='one_rating_per_side'), models.CheckConstraint(condition=models.Q(('position__in', [1, 2])), name='rating_position')],
            },
        ),
        migrations.CreateModel(
            name='View',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='views', to='reviews.review')),
                ('heading', models.CharField(choices=[('relevance', 'Relevance'), ('coherence', 'Coherence'), ('effectiveness', 'Effectiveness'), ('efficiency', 'Efficiency'), ('impact', 'Impact'), ('sustainability', 'Sustainability')], max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
                ('grade', models.CharField(choices=[('very_good', 'Very good'), ('good', 'Good'), ('fair', 'Fair'), ('weak', 'Weak')], max_length=10, verbose_name='grade')),
                ('text', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='view')),
                ('said_by', models.CharField(max_length=200)),
                ('said_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('review', 'heading', 'position'), name='one_view_per_side'), models.CheckConstraint(condition=models.Q(('position__in', [1, 2])), name='view_position')],
            },
        ),
    ]
