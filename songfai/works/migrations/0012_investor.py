"""Who paid for a work, and the certificate of the investor.

What stood in the field until now is the unit itself where it is the unit's name, else somebody else. A work that is being
considered keeps the name with what was handed in, without saying who it is: it was filed before that was asked, so nobody
asks it for a refusal (queries.investor_asked). What was recognised stays as its papers say.

On SQLite a changed column makes the table of works anew, without the triggers of its index of words: that is laid again. On
PostgreSQL the index stays as it is.
"""

import django.db.models.deletion
import songfai.works.states.works
from django.conf import settings
from django.db import migrations, models

from songfai.kit.word_index import lay_short, lift

# Decree 13/2012/ND-CP, Article 5 (with whom it is filed): thuvienphapluat.vn; Circular 18/2013/TT-BKHCN, Article 9 (who
# receives a certificate): luatlongphan.vn. For the Lao PDR, and for the levels above the unit, no rule was found.
READ = "; 708747-131872; luatlongphan.vn, 56608"
CONSIDERED = ("received", "defects", "accepted", "appraisal", "voting", "voted", "superior", "approved")


def lay_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        lay_short(schema_editor, "works_work")


def lift_words(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        lift(schema_editor, "works_work")


def enter(apps, schema_editor):
    Regulation = apps.get_model("works", "Regulation")
    of_unit = Regulation.objects.filter(country="VN", scheme="base")
    of_unit.update(certifies_investor=True, investor_first=True)
    for row in of_unit.filter(institution=None).exclude(source=""):
        if len(row.source + READ) <= 300:
            Regulation.objects.filter(pk=row.pk).update(source=row.source + READ)
    tell_apart(apps)


def tell_apart(apps):
    Work, Institution = apps.get_model("works", "Work"), apps.get_model("parties", "Institution")
    named = Work.objects.exclude(investor="")
    said = named.order_by().values_list("institution", "investor").distinct()
    for institution, investor in list(said):
        body = Institution.objects.get(pk=institution)
        rows = named.filter(institution=institution, investor=investor)
        keep(apps, rows, {"vi" if body.country == "VN" else "lo": investor})
        names = (*body.name.as_dict().values(), *body.short_name.as_dict().values())
        if investor.strip().casefold() in {one.strip().casefold() for one in names if one}:
            rows.update(invested_by="unit", investor="")
        else:
            rows.update(invested_by="other")


def keep(apps, works, name):
    """With what was handed in of the works being considered."""
    Submission = apps.get_model("works", "Submission")
    for row in Submission.objects.filter(work__in=works, scheme="base", stage__in=CONSIDERED).iterator():
        filed = row.filed | {"investor": {"by": "", "name": name}}
        Submission.objects.filter(pk=row.pk).update(filed=filed)


def take_back(apps, schema_editor):
    Regulation = apps.get_model("works", "Regulation")
    for row in Regulation.objects.filter(country="VN", institution=None, source__endswith=READ):
        Regulation.objects.filter(pk=row.pk).update(source=row.source.removesuffix(READ))


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0005_unit_moves'),
        ('works', '0011_partner_works'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Read from below: backwards the words are laid again at the end, forwards lifted at the beginning.
        migrations.RunPython(lift_words, lay_words),
        migrations.AddField(
            model_name='certificate',
            name='for_investor',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='regulation',
            name='certifies_investor',
            field=models.BooleanField(default=False, verbose_name='the investor receives a certificate too, where it is not the authors'),
        ),
        migrations.AddField(
            model_name='regulation',
            name='investor_first',
            field=models.BooleanField(default=False, verbose_name='what somebody else has paid for is recognised only where the investor has refused to'),
        ),
        migrations.AddField(
            model_name='work',
            name='invested_by',
            field=models.CharField(choices=[('authors', 'The authors themselves'), ('unit', 'The unit it is filed with'), ('other', 'Somebody else')], default=songfai.works.states.works.Investor['AUTHORS'], max_length=7, verbose_name='who paid'),
        ),
        migrations.AddField(
            model_name='work',
            name='investor_refused',
            field=models.BooleanField(default=False, verbose_name='the investor has refused to recognise it'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='author',
            field=models.ForeignKey(blank=True, help_text='none: the investor', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='works.author'),
        ),
        migrations.AlterField(
            model_name='check',
            name='mark',
            field=models.CharField(choices=[('state_funded', 'Paid for by the State'), ('head', 'An author heads the unit'), ('union', 'An author is a member of the trade union'), ('protected', 'Under intellectual property protection'), ('refused', 'Its investor has refused to recognise it')], max_length=12),
        ),
        migrations.AlterField(
            model_name='work',
            name='investor',
            field=models.CharField(blank=True, help_text='where somebody else has paid', max_length=300, verbose_name='investor'),
        ),
        migrations.RunPython(enter, take_back),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('for_investor', True)), fields=('submission',), name='one_certificate_for_the_investor'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('for_investor', False)), models.Q(('author', None), ('for_investor', True)), _connector='OR'), name='certificate_of_author_or_investor'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(('invested_by', songfai.works.states.works.Investor['OTHER']), models.Q(('investor', ''), ('investor_refused', False)), _connector='OR'), name='work_names_another_investor'),
        ),
        migrations.RunPython(lay_words, lift_words),
    ]
