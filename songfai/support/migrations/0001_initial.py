import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import songfai.support.states
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('parties', '0001_initial'),
        ('plans', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RateTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='title')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('country', models.CharField(blank=True, default='', max_length=2, verbose_name='law of')),
            ],
            options={
                'verbose_name': 'rate table',
                'verbose_name_plural': 'rate tables',
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='RateVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='support.ratetable')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('state', models.CharField(choices=[('in_force', 'In force'), ('replaced', 'Replaced'), ('draft', 'Draft, not in force')], default=songfai.support.states.RateState['IN_FORCE'], max_length=8, verbose_name='state')),
                ('currency', models.CharField(choices=[('VND', 'VND'), ('LAK', 'LAK'), ('USD', 'USD'), ('THB', 'THB'), ('EUR', 'EUR')], max_length=3, verbose_name='currency')),
                ('per', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, help_text='For example: a person a month.', verbose_name='for what')),
                ('basis', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='legal basis')),
                ('note', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='note')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it was read')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'version of a rate table',
                'verbose_name_plural': 'versions of a rate table',
                'ordering': ['valid_from', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_from', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='rate_version_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('state', 'draft'), ('valid_from__isnull', False), _connector='OR'), name='rate_version_begins')],
            },
        ),
        migrations.CreateModel(
            name='Rate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rates', to='support.rateversion')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('level', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='level')),
                ('category', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='category')),
                ('minor', models.BigIntegerField(verbose_name='amount')),
            ],
            options={
                'verbose_name': 'rate',
                'verbose_name_plural': 'rates',
                'ordering': ['position', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('minor__gt', 0)), name='rate_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='support', to='programmes.programme')),
                ('commitment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support', to='programmes.commitment')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='support', to='plans.activity')),
                ('giver', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')], verbose_name='given by')),
                ('kind', models.CharField(choices=[('money', 'Money'), ('goods', 'Goods'), ('person_days', 'Experts’ person-days'), ('places', 'Student places'), ('course', 'Course taught')], max_length=12, verbose_name='kind')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='what is given')),
                ('year', models.PositiveSmallIntegerField(verbose_name='for the year')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='how much')),
                ('unit', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='unit of measure')),
                ('minor', models.BigIntegerField(blank=True, null=True, verbose_name='money')),
                ('currency', models.CharField(blank=True, choices=[('VND', 'VND'), ('LAK', 'LAK'), ('USD', 'USD'), ('THB', 'THB'), ('EUR', 'EUR')], max_length=3, verbose_name='currency')),
                ('state', models.CharField(choices=[('promised', 'Promised'), ('approved', 'Approved'), ('delivered', 'Delivered'), ('received', 'Received, confirmed'), ('cancelled', 'Cancelled')], default=songfai.support.states.SupportState['PROMISED'], max_length=10, verbose_name='state')),
                ('approved_paper', models.CharField(blank=True, max_length=150, verbose_name='paper of approval')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('delivered_on', models.DateField(blank=True, null=True, verbose_name='delivered on')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='received on')),
                ('arrived', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('arrived_minor', models.BigIntegerField(blank=True, null=True)),
                ('receipt_note', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='note of the receiving side')),
                ('received_by', models.CharField(blank=True, max_length=200)),
                ('received_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_by', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('search', models.TextField(blank=True, editable=False, help_text='folded words of the title')),
                ('revision', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'support',
                'verbose_name_plural': 'support',
                'ordering': ['-year', '-id'],
                'indexes': [models.Index(fields=['programme', '-year', '-id'], name='support_by_programme')],
                'constraints': [models.CheckConstraint(condition=models.Q(('giver__in', [1, 2])), name='support_giver'), models.CheckConstraint(condition=models.Q(models.Q(('currency', ''), ('minor', None)), models.Q(('minor__isnull', False), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='money_has_a_currency'), models.CheckConstraint(condition=models.Q(('quantity__gt', 0), models.Q(('kind', 'money'), ('minor__gt', 0)), _connector='OR'), name='support_has_an_amount'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'received'), _negated=True), models.Q(('delivered_on__isnull', False), ('received_at__isnull', False), ('received_on__isnull', False)), _connector='OR'), name='received_is_delivered_and_signed')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('support', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='support.support')),
                ('title', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='for what')),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('rate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='support.rate')),
                ('persons', models.PositiveIntegerField(blank=True, null=True, verbose_name='persons')),
                ('times', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='times')),
                ('minor', models.BigIntegerField(verbose_name='amount')),
                ('currency', models.CharField(choices=[('VND', 'VND'), ('LAK', 'LAK'), ('USD', 'USD'), ('THB', 'THB'), ('EUR', 'EUR')], max_length=3, verbose_name='currency')),
                ('paper', models.CharField(blank=True, max_length=150, verbose_name='number of the voucher')),
                ('recorded_by', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['paid_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('minor__gt', 0)), name='payment_above_zero'), models.CheckConstraint(condition=models.Q(('rate', None), models.Q(('persons__isnull', False), ('times__isnull', False)), _connector='OR'), name='payment_by_rate_says_how_many')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('support', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='support.support')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('caption', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='what it shows')),
                ('dated', models.DateField(verbose_name='dated')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['dated', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='paper_side')],
            },
        ),
        migrations.CreateModel(
            name='Agreed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures_agreed', to='programmes.programme')),
                ('measure', models.CharField(max_length=20, verbose_name='measure')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed by both sides')], default=songfai.support.states.AgreedState['PROPOSED'], max_length=8)),
                ('counted', models.BooleanField(default=True, verbose_name='counted')),
                ('unit', songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, verbose_name='unit')),
                ('per', models.DecimalField(decimal_places=2, default=1, max_digits=12, verbose_name='how many make one unit')),
                ('side', models.PositiveSmallIntegerField(choices=[(1, 'First side'), (2, 'Second side')])),
                ('proposed_by', models.CharField(max_length=200)),
                ('proposed_at', models.DateTimeField()),
                ('agreed_by', models.CharField(blank=True, max_length=200)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'measure agreed',
                'verbose_name_plural': 'measures agreed',
                'ordering': ['measure', 'id'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'measure', 'state'), name='one_entry_per_measure_and_state'), models.CheckConstraint(condition=models.Q(('per__gt', 0)), name='agreed_unit_above_zero'), models.CheckConstraint(condition=models.Q(('side__in', [1, 2])), name='agreed_side')],
            },
        ),
    ]
