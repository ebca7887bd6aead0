"""Levels above the base unit, remuneration, guidance; what was said of an earlier work before stays.

The terms of the levels are a proposal: no source was read for them. The rates of remuneration are those of Decree
13/2012/ND-CP of Viet Nam, Article 10; for the Lao PDR no rule was found, and only the term stands there as a proposal.
"""

from datetime import date
from decimal import Decimal

import django.db.models.deletion
import songfai.deadlines.states
import songfai.kit.fields
import songfai.kit.languages
import songfai.works.states
from django.conf import settings
from django.db import migrations, models

PROPOSAL = {"lo": "ຂໍ້ສະເໜີ: ບໍ່ມີກົດໝາຍກຳນົດ", "vi": "Đề xuất: chưa có văn bản quy định", "en": "Proposal: no law says it"}
DECREE = {"lo": "ດຳລັດ ເລກທີ 13/2012/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 10", "vi": "Nghị định 13/2012/NĐ-CP, Điều 10", "en": "Decree 13/2012/ND-CP of Viet Nam, Article 10"}
RATES = {
    "lo": "ດຳລັດ ເລກທີ 13/2012/ND-CP ຂອງ ຫວຽດນາມ, ມາດຕາ 10: ເມື່ອບໍ່ໄດ້ຕົກລົງເປັນຢ່າງອື່ນ. ອັດຕາສຳລັບຜູ້ຈັດຕັ້ງການນຳໃຊ້ຄັ້ງທຳອິດ ຍັງບໍ່ໄດ້ກວດຢືນ",
    "vi": "Nghị định 13/2012/NĐ-CP, Điều 10: khi không có thỏa thuận khác. Mức cho người tổ chức áp dụng lần đầu chưa được kiểm chứng",
    "en": "Decree 13/2012/ND-CP of Viet Nam, Article 10: where nothing else was agreed. The rate for those who organised the first application is not confirmed",
}
SOURCE = "luatvietnam.vn, 186-5929"
FILED = {"lo": "ວັນທີຍື່ນ", "vi": "ngày nộp hồ sơ", "en": "the day of filing"}
ASKED = {"lo": "ວັນທີແຈ້ງໃຫ້ປັບປຸງ", "vi": "ngày thông báo thiếu sót", "en": "the day mending is asked for"}
TAKEN = {"lo": "ວັນທີຮັບພິຈາລະນາ", "vi": "ngày chấp nhận hồ sơ", "en": "the day of acceptance"}
YEAR = {
    "lo": "ວັນສຸດທ້າຍຂອງແຕ່ລະປີທີ່ນຳໃຊ້, ຫຼື ວັນທີໄດ້ຮັບເງິນຈາກການມອບໂອນ",
    "vi": "ngày kết thúc mỗi năm áp dụng, hoặc ngày nhận tiền chuyển giao",
    "en": "the last day of each year of application, or the payment for a transfer",
}
# slug, title, counted from, months
CLOCKS = [
    ("effect-formality", {"lo": "ກວດຮູບແບບຂອງເອກະສານສະເໜີຮັບຮອງປະສິດທິຜົນ ແລະ ຂອບເຂດອິດທິພົນ", "vi": "Xem xét hồ sơ đề nghị công nhận hiệu quả, phạm vi ảnh hưởng", "en": "Check of form of a file on effect and scope of influence"}, FILED, 1),
    ("effect-mending", {"lo": "ຜູ້ປະດິດສ້າງປັບປຸງເອກະສານກ່ຽວກັບປະສິດທິຜົນ", "vi": "Tác giả bổ sung hồ sơ về hiệu quả, phạm vi ảnh hưởng", "en": "Authors mend their file on effect and scope"}, ASKED, 1),
    ("effect-decision", {"lo": "ການຕັດສິນກ່ຽວກັບປະສິດທິຜົນ ແລະ ຂອບເຂດອິດທິພົນ", "vi": "Xét công nhận hiệu quả, phạm vi ảnh hưởng", "en": "Decision on effect and scope of influence"}, TAKEN, 3),
    ("initiative-remuneration", {"lo": "ການຈ່າຍຄ່າຕອບແທນໃຫ້ຜູ້ປະດິດສ້າງ", "vi": "Trả thù lao cho tác giả sáng kiến", "en": "Payment of remuneration to the authors"}, YEAR, 1),
]


def enter(apps, schema_editor):
    Rule, Version = apps.get_model("deadlines", "Rule"), apps.get_model("deadlines", "Version")
    PayRates = apps.get_model("works", "PayRates")
    last = max(Rule.objects.values_list("position", flat=True), default=0)
    for country in ("VN", "LA"):
        for slug, title, counted_from, months in CLOCKS:
            last += 1
            law = country == "VN" and slug == "initiative-remuneration"
            rule = Rule.objects.create(
                slug=f"{slug}-{country.lower()}", country=country, counted_from=counted_from, title=title, position=last
            )
            Version.objects.create(
                rule=rule,
                valid_from=date(2012, 4, 15) if law else None,
                amount=months,
                unit="months",
                basis=DECREE if law else PROPOSAL,
                source=SOURCE if law else "",
                certainty="sourced" if law else "proposal",
            )
    PayRates.objects.create(
        country="VN",
        valid_from=date(2012, 4, 15),
        benefit=Decimal(7),
        transfer=Decimal(15),
        years=3,
        wages=5,
        helpers=Decimal(20),
        basis=RATES,
        source=SOURCE,
        certainty="sourced",
    )


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_author_role'),
        ('works', '0003_comparing'),
        ('deadlines', '0003_holidays'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Advice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_mentor', models.BooleanField(default=False)),
                ('text', models.TextField(max_length=3000, verbose_name='question or advice')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'advice',
                'verbose_name_plural': 'advice',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('agreed', 'By agreement of the owner and the authors'), ('by_law', 'By the rates of the law, without an agreement'), ('none', 'None is owed')], max_length=6, verbose_name='remuneration')),
                ('paper', models.CharField(blank=True, max_length=200, verbose_name='agreement')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='date of the agreement')),
                ('benefit', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='of the benefit of a year')),
                ('transfer', models.DecimalField(decimal_places=2, default=0, max_digits=5, verbose_name='of the price of a transfer')),
                ('years', models.PositiveSmallIntegerField(default=0, verbose_name='years')),
                ('fixed_minor', models.BigIntegerField(blank=True, null=True, verbose_name='amount for a year whose benefit cannot be computed')),
                ('fixed_currency', models.CharField(blank=True, choices=[('VND', 'VND'), ('LAK', 'LAK'), ('USD', 'USD'), ('THB', 'THB'), ('EUR', 'EUR')], max_length=3, verbose_name='currency')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'agreement on remuneration',
                'verbose_name_plural': 'agreements on remuneration',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('year', 'For a year of application'), ('transfer', 'For a transfer')], max_length=8)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='year of application')),
                ('first', models.DateField(verbose_name='from')),
                ('last', models.DateField(verbose_name='to')),
                ('begins', models.DateField(verbose_name='owed from')),
                ('due', models.DateField(verbose_name='due')),
                ('counted', models.JSONField(blank=True, default=dict, help_text='how `due` was counted')),
                ('settled', models.BooleanField(default=False, verbose_name='paid in full')),
            ],
            options={
                'verbose_name': 'instalment',
                'verbose_name_plural': 'instalments',
                'ordering': ['due', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_by', models.CharField(max_length=200)),
                ('asked_at', models.DateTimeField()),
                ('authors_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('mentor_agreed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name': 'mentor of a work',
                'verbose_name_plural': 'mentors of works',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minor', models.BigIntegerField(verbose_name='amount')),
                ('currency', models.CharField(choices=[('VND', 'VND'), ('LAK', 'LAK'), ('USD', 'USD'), ('THB', 'THB'), ('EUR', 'EUR')], max_length=3, verbose_name='currency')),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('paper', models.CharField(max_length=200, verbose_name='paper')),
                ('who', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'payment of remuneration',
                'verbose_name_plural': 'payments of remuneration',
                'ordering': ['paid_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PayRates',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2, verbose_name='law of')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('benefit', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='of the benefit of a year')),
                ('transfer', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='of the price of a transfer')),
                ('years', models.PositiveSmallIntegerField(verbose_name='years')),
                ('wages', models.PositiveSmallIntegerField(verbose_name='times the minimum wage, where it cannot be computed')),
                ('helpers', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='for those who organised the first application, of the authors’ part')),
                ('basis', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='legal basis')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='where it was read')),
                ('certainty', models.CharField(choices=[('sourced', 'Stands in its source'), ('unconfirmed', 'Not confirmed yet'), ('proposal', 'Proposal, no law')], default=songfai.deadlines.states.Certainty['UNCONFIRMED'], max_length=11)),
            ],
            options={
                'verbose_name': 'rates of remuneration',
                'verbose_name_plural': 'rates of remuneration',
                'ordering': ['country', 'valid_from', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'reading of a work',
                'verbose_name_plural': 'readings of works',
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='answer',
            name='one_answer_per_earlier_work',
        ),
        migrations.RemoveConstraint(
            model_name='judgement',
            name='one_judgement_per_earlier_work',
        ),
        migrations.RemoveConstraint(
            model_name='submission',
            name='one_running_submission',
        ),
        migrations.AddField(
            model_name='judgement',
            name='added',
            field=models.BooleanField(default=False, verbose_name='named by the council'),
        ),
        migrations.AddField(
            model_name='regulation',
            name='asks_confirmed',
            field=models.BooleanField(default=False, verbose_name='a confirmed benefit is asked for'),
        ),
        migrations.AddField(
            model_name='regulation',
            name='least_places',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='fewest places it is applied in'),
        ),
        migrations.AddField(
            model_name='regulation',
            name='scheme',
            field=models.CharField(choices=[('base', 'Recognition by the base unit'), ('province', 'Effect and scope of influence: ministry or province'), ('nation', 'Effect and scope of influence: the whole country')], default=songfai.works.states.Scheme['BASE'], help_text='what is decided by it', max_length=8, verbose_name='for'),
        ),
        migrations.AddField(
            model_name='regulation',
            name='scope',
            field=models.CharField(choices=[('unit', 'within the unit'), ('province', 'in the whole ministry or province'), ('nation', 'in the whole country')], default=songfai.works.states.Scope['UNIT'], max_length=8, verbose_name='must be new'),
        ),
        migrations.AddField(
            model_name='submission',
            name='influence',
            field=models.CharField(blank=True, choices=[('unit', 'within the unit'), ('province', 'in the whole ministry or province'), ('nation', 'in the whole country')], help_text='above the base unit', max_length=8, verbose_name='found to reach'),
        ),
        migrations.AddField(
            model_name='submission',
            name='report',
            field=songfai.kit.fields.TrilingualField(blank=True, default=songfai.kit.languages.Trilingual, help_text='above the base unit', verbose_name='effect and scope of influence'),
        ),
        migrations.AddField(
            model_name='submission',
            name='scheme',
            field=models.CharField(choices=[('base', 'Recognition by the base unit'), ('province', 'Effect and scope of influence: ministry or province'), ('nation', 'Effect and scope of influence: the whole country')], default=songfai.works.states.Scheme['BASE'], max_length=8),
        ),
        migrations.AddIndex(
            model_name='answer',
            index=models.Index(fields=['work', 'earlier'], name='answers_to_an_earlier_work'),
        ),
        migrations.AddIndex(
            model_name='judgement',
            index=models.Index(fields=['submission', 'earlier'], name='judgements_on_an_earlier_work'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(condition=models.Q(('scheme__in', [songfai.works.states.Scheme['NATION'], songfai.works.states.Scheme['PROVINCE']])), fields=['institution'], name='submissions_above'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(condition=models.Q(('stage__in', ['not_accepted', 'refused', 'withdrawn', 'revoked']), _negated=True), fields=('work', 'scheme'), name='one_running_submission'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('influence', ''), ('scheme__in', [songfai.works.states.Scheme['NATION'], songfai.works.states.Scheme['PROVINCE']]), _connector='OR'), name='influence_above_the_unit'),
        ),
        migrations.AddField(
            model_name='advice',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='advice',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='advice', to='works.work'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='works.work'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='works.agreement'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='use',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='works.use'),
        ),
        migrations.AddField(
            model_name='instalment',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='works.work'),
        ),
        migrations.AddField(
            model_name='mentorship',
            name='mentor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mentorship',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentorships', to='works.work'),
        ),
        migrations.AddField(
            model_name='payment',
            name='instalment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='works.instalment'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='rates',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='works.payrates'),
        ),
        migrations.AddField(
            model_name='reading',
            name='account',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reading',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='works.work'),
        ),
        migrations.AddIndex(
            model_name='instalment',
            index=models.Index(condition=models.Q(('settled', False)), fields=['institution', 'due'], name='instalments_owed'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(condition=models.Q(('use', None)), fields=('work', 'number'), name='one_instalment_a_year'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(condition=models.Q(('use', None), _negated=True), fields=('use',), name='one_instalment_a_transfer'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', songfai.works.states.InstalmentKind['YEAR']), ('number__isnull', False), ('use', None)), models.Q(('kind', songfai.works.states.InstalmentKind['TRANSFER']), ('number', None), ('use__isnull', False)), _connector='OR'), name='instalment_of_a_year_or_a_transfer'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='instalment_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='mentorship',
            index=models.Index(fields=['mentor', 'work'], name='works_of_a_mentor'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('work', 'mentor'), name='one_guidance_by_a_mentor'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', '')), models.Q(('ended_at__isnull', False), models.Q(('ended_by', ''), _negated=True)), _connector='OR'), name='guidance_ended_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('minor__gt', 0), models.Q(('currency', ''), _negated=True)), name='payment_is_of_money'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('paper', ''), _negated=True), name='payment_has_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fixed_currency', ''), ('fixed_minor', None)), models.Q(('fixed_minor__gt', 0), models.Q(('fixed_currency', ''), _negated=True)), _connector='OR'), name='agreement_fixed_amount_has_a_currency'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', songfai.works.states.PayKind['NONE']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='agreement_none_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('work', 'account'), name='read_once'),
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
