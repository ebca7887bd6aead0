"""Authors as persons: each way they are written in filed works, the keys of their names, pairs that may be one."""

import django.db.models.deletion
import songfai.kit.fields
import songfai.kit.languages
import songfai.works.states
import uuid
from django.conf import settings
from django.db import migrations, models

from songfai.works.rules.persons import Spelling, likeness, mark_of, name_keys, sought_keys, strength

BATCH, MOST, LOOKED_AT = 1000, 20, 200


def written(line, unit):
    return Spelling(line.name.as_dict(), line.born, unit, line.account_id)


def fill(apps, schema_editor):
    """Authors of all works that were filed, some hundred at a time; then, key by key, the pairs."""
    tables = [apps.get_model("works", name) for name in ("Author", "KnownAuthor", "NameKey", "AuthorPair")]
    Author, Known, Key, Pair = tables
    lines = Author.objects.exclude(work__stage="draft").select_related("work").order_by("id")
    last = 0
    while batch := list(lines.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        note(batch, Author, Known, Key)
    last = 0
    while batch := list(Known.objects.filter(pk__gt=last).order_by("id")[:BATCH]):
        last = batch[-1].pk
        Pair.objects.bulk_create(
            (pair for one in batch for pair in pairs_of(one, Known, Key, Pair)), ignore_conflicts=True
        )


def note(batch, Author, Known, Key):
    marks = {}
    rows = {}
    for line in batch:
        work = line.work
        mark = marks[line.pk] = mark_of(work.institution_id, written(line, work.unit_id))
        rows[mark] = Known(
            institution_id=work.institution_id, unit_id=work.unit_id, account_id=line.account_id,
            name=line.name, born=line.born, mark=mark,
        )  # fmt: skip
    there = set(Known.objects.filter(mark__in=list(rows)).values_list("mark", flat=True))
    Known.objects.bulk_create((row for mark, row in rows.items() if mark not in there), ignore_conflicts=True)
    known = {one.mark: one for one in Known.objects.filter(mark__in=list(rows))}
    fresh = [one for mark, one in known.items() if mark not in there]
    Key.objects.bulk_create(
        (
            Key(known=one, institution_id=one.institution_id, text=text)
            for one in fresh
            for text in sorted(name_keys(written(one, one.unit_id)))
        ),
        ignore_conflicts=True,
    )
    for one in sorted(fresh, key=lambda one: one.pk):
        if one.account_id:
            same = Known.objects.filter(institution=one.institution_id, account=one.account_id, pk__lt=one.pk)
            Known.objects.filter(pk=one.pk).update(same_as=same.filter(same_as=None).order_by("id").first())
    for line in batch:
        line.known_id = known[marks[line.pk]].pk
    Author.objects.bulk_update(batch, ["known"], batch_size=200)


def pairs_of(one, Known, Key, Pair):
    """Each pair from its younger half, the newest of those before it."""
    told = written(one, one.unit_id)
    keys = Key.objects.filter(institution=one.institution_id, text__in=sorted(sought_keys(told)), known__lt=one.pk)
    others = Known.objects.filter(pk__in=keys.values("known")).order_by("-id")[:LOOKED_AT]
    found = [(likeness(told, written(other, other.unit_id)), other.pk) for other in others]
    first = sorted(((strength(why), pk) for why, pk in found if why), reverse=True)[:MOST]
    return [
        Pair(institution_id=one.institution_id, one_id=pk, other_id=one.pk, strength=weight)
        for weight, pk in first
    ]


class Migration(migrations.Migration):

    dependencies = [
        ('parties', '0003_author_role'),
        ('works', '0007_level'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='KnownAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', songfai.kit.fields.TrilingualField(default=songfai.kit.languages.Trilingual, verbose_name='name')),
                ('born', songfai.kit.fields.PartialDateField(blank=True, default='', max_length=24, null=True, verbose_name='date of birth')),
                ('mark', models.CharField(editable=False, help_text='hash of all that it is', max_length=64, unique=True)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('same_as', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='also', to='works.knownauthor')),
                ('unit', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.unit')),
            ],
            options={
                'verbose_name': 'author of filed works',
                'verbose_name_plural': 'authors of filed works',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='AuthorPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Not decided'), ('same', 'The same person'), ('different', 'Different persons')], default=songfai.works.states.PairState['OPEN'], max_length=9)),
                ('strength', models.PositiveSmallIntegerField(default=0, help_text='more agrees: shown first')),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('institution', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='works.knownauthor')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='works.knownauthor')),
            ],
            options={
                'verbose_name': 'pair of authors',
                'verbose_name_plural': 'pairs of authors',
                'ordering': ['-strength', '-id'],
            },
        ),
        migrations.AddField(
            model_name='author',
            name='known',
            field=models.ForeignKey(blank=True, editable=False, help_text='as the work was last handed in', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='works.knownauthor'),
        ),
        migrations.CreateModel(
            name='NameKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=120)),
                ('institution', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution')),
                ('known', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='works.knownauthor')),
            ],
            options={
                'verbose_name': 'key of a name',
                'verbose_name_plural': 'keys of names',
            },
        ),
        migrations.AddIndex(
            model_name='knownauthor',
            index=models.Index(fields=['institution', 'same_as', '-id'], name='persons_of_a_body'),
        ),
        migrations.AddIndex(
            model_name='knownauthor',
            index=models.Index(fields=['institution', 'unit', 'same_as', 'id'], name='persons_by_unit'),
        ),
        migrations.AddIndex(
            model_name='authorpair',
            index=models.Index(fields=['institution', 'state', '-strength', '-id'], name='pairs_of_a_body'),
        ),
        migrations.AddConstraint(
            model_name='authorpair',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='one_pair_of_two_authors'),
        ),
        migrations.AddConstraint(
            model_name='authorpair',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='pair_of_two'),
        ),
        migrations.AddConstraint(
            model_name='authorpair',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', ''), ('state', songfai.works.states.PairState['OPEN'])), models.Q(models.Q(('state', songfai.works.states.PairState['OPEN']), _negated=True), ('decided_at__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='pair_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='namekey',
            constraint=models.UniqueConstraint(fields=('institution', 'text', 'known'), name='name_key_once'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
