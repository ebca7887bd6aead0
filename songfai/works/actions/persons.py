"""Which authors are one person: noted when a work is handed in, found through keys of their names, decided by the office."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from songfai.journal.actions import write
from songfai.parties.models import Institution, Seat
from songfai.works import rules
from songfai.works.models import Author, AuthorPair, KnownAuthor, NameKey, Work
from songfai.works.permissions import check_tells_persons
from songfai.works.queries.persons import spelling_of
from songfai.works.states import PairState

# Pairs that one new spelling is proposed in at most: the likeliest. A name that thousands bear would fill every list.
MOST = 20
# Spellings with a key in common that are looked at for them; of these the same unit and day of birth come first.
LOOKED_AT = 200


# ---------------------------------------------------------------- noting


def note_authors(work: Work) -> None:
    """The authors of a work that is handed in, as persons. Called by who holds the work.

    Two statements where all are known already. Works of other authors are not waited for.
    """
    note_all([work])


def note_all(works: Sequence[Work]) -> None:
    """Of several works at once; called by who holds them. Authors that are not known yet are looked for one by one."""
    of = {one.pk: one for one in works}
    lines = list(Author.objects.filter(work__in=of).order_by("work", "id"))
    marks = {
        one.pk: rules.mark_of(of[one.work_id].institution_id, _written(one, of[one.work_id])) for one in lines
    }
    known = {one.mark: one for one in _held(marks.values())}
    missing = {marks[one.pk]: one for one in lines if marks[one.pk] not in known}
    if missing:
        # Whoever writes the same ones at the same moment writes them in the same order.
        made = [
            KnownAuthor(
                institution_id=of[line.work_id].institution_id,
                unit_id=of[line.work_id].unit_id,
                account_id=line.account_id,
                name=line.name,
                born=line.born,
                mark=mark,
            )
            for mark, line in sorted(missing.items())
        ]
        KnownAuthor.objects.bulk_create(made, ignore_conflicts=True)
        known = {one.mark: one for one in _held(marks.values())}
        _find([known[mark] for mark in sorted(missing)])
    before = {one.known_id for one in lines}
    changed = []
    for line in lines:
        now = known[marks[line.pk]]
        if line.known_id != now.pk:
            line.known = now
            changed.append(line)
    if changed:
        Author.objects.bulk_update(changed, ["known"])
    drop_unused(before - {one.known_id for one in lines})


def _written(line: Author, work: Work) -> rules.Spelling:
    return rules.Spelling(line.name.as_dict(), line.born, work.unit_id, line.account_id)


def _held(marks: Iterable[str]) -> QuerySet[KnownAuthor]:
    """Held, so that nobody drops one of them as unused before the work is linked to it."""
    rows = KnownAuthor.objects.filter(mark__in=sorted(set(marks)))
    return rows.order_by("mark").select_for_update(of=("self",))


def _find(fresh: list[KnownAuthor]) -> None:
    """Keep the keys of new spellings, and the pairs they may be one person in."""
    keys = [
        NameKey(known=one, institution_id=one.institution_id, text=text)
        for one in fresh
        for text in sorted(rules.name_keys(spelling_of(one)))
    ]
    NameKey.objects.bulk_create(keys, ignore_conflicts=True)
    pairs = [pair for one in fresh for pair in _pairs_of(one)]
    AuthorPair.objects.bulk_create(pairs, ignore_conflicts=True)
    for one in fresh:
        if one.account_id and _of_account(one).exclude(pk=one.pk).exists():
            _take_turns(one.institution_id)
            _regroup({one.pk})


def _pairs_of(one: KnownAuthor) -> list[AuthorPair]:
    """Found by the index of the keys; who shares the unit or the date of birth is looked at first, then the newest."""
    written = spelling_of(one)
    keys = NameKey.objects.filter(institution=one.institution_id, text__in=sorted(rules.sought_keys(written)))
    rows = KnownAuthor.objects.filter(pk__in=keys.values("known")).exclude(pk=one.pk)
    near = [When(unit=one.unit_id, then=Value(1))] if one.unit_id else []
    if one.born:
        near.insert(0, When(born=one.born, then=Value(2)))
    nearer = Case(*near, default=Value(0), output_field=IntegerField())
    found = []
    for other in rows.annotate(nearer=nearer).order_by("-nearer", "-id")[:LOOKED_AT]:
        if alike := rules.likeness(written, spelling_of(other)):
            found.append((rules.strength(alike), other.pk))
    first = sorted(found, reverse=True)[:MOST]
    return [
        AuthorPair(
            institution_id=one.institution_id,
            one_id=min(one.pk, other),
            other_id=max(one.pk, other),
            strength=weight,
        )
        for weight, other in first
    ]


def drop_unused(ids: Iterable[int | None]) -> None:
    """Spellings that no work has any more go, with what was said of them: the journal keeps it."""
    wanted = [pk for pk in ids if pk is not None]
    if not wanted:
        return
    held = KnownAuthor.objects.filter(pk__in=wanted).order_by("mark").select_for_update(of=("self",))
    unused = [one for one in held if not Author.objects.filter(known=one).exists()]
    for one in unused:
        near = set(_group(one.pk)) - {one.pk}
        if near:
            _take_turns(one.institution_id)
        one.delete()
        if near:
            _regroup(near)


# ---------------------------------------------------------------- deciding


@transaction.atomic
def judge_pair(*, pair: AuthorPair, verdict: PairState, by: Seat, at: datetime) -> AuthorPair:
    """Say that two spellings are one person, or two, or undo what was said; persons are counted by it at once.

    Refused: pair_moved, persons_contradict, persons_in_one_work; nothing is changed then.
    """
    check_tells_persons(by, pair)
    _take_turns(pair.institution_id)
    pair.refresh_from_db(from_queryset=AuthorPair.objects.select_for_update(of=("self",)))
    before = PairState(pair.state)
    rules.require_pair_move(before, verdict)
    is_open = verdict == PairState.OPEN
    pair.state = verdict
    pair.decided_by, pair.decided_at = ("", None) if is_open else (str(by.account)[:200], at)
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    _regroup(set(_group(pair.one_id)) | set(_group(pair.other_id)))
    if not is_open:
        group = _group(pair.one_id)
        different = AuthorPair.objects.filter(state=PairState.DIFFERENT, one__in=group, other__in=group)
        rules.require_consistent(different.exists())
    if verdict == PairState.SAME:
        rules.require_apart_in_works(_together(group))
    write(
        by=by,
        at=at,
        verb="works.judge_pair",
        subject=pair.one,
        other=str(pair.other),
        verdict=str(verdict),
        before=str(before),
    )
    return pair


def _together(group: list[int]) -> bool:
    """Whether two of these stand as authors in one work."""
    lines = Author.objects.filter(known__in=group).order_by().values("work")
    return lines.annotate(number=Count("pk")).filter(number__gt=1).exists()


def _take_turns(institution: int) -> None:
    """Who changes which authors are one person, one after the other; who files works of others does not wait."""
    list(Institution.objects.select_for_update(no_key=True).filter(pk=institution).values_list("pk"))


def _group(pk: int) -> list[int]:
    """The spellings that are one person with this one, itself among them."""
    root = KnownAuthor.objects.filter(pk=pk).values_list("same_as", flat=True).get() or pk
    rows = KnownAuthor.objects.filter(Q(pk=root) | Q(same_as=root))
    return list(rows.order_by("id").values_list("pk", flat=True))


def _of_account(one: KnownAuthor) -> QuerySet[KnownAuthor]:
    return KnownAuthor.objects.filter(institution=one.institution_id, account=one.account_id)


def _regroup(members: set[int]) -> None:
    """Work out anew which of these, and of all they are joined to, are one person: the oldest stands for it.

    Joined are those the office has said to be the same, and those with one account.
    """
    joined: dict[int, set[int]] = {}
    fresh = set(members)
    while fresh:
        for pk in fresh:
            joined.setdefault(pk, set())
        links = _said_same(fresh) | _with_one_account(fresh)
        for one, other in links:
            joined.setdefault(one, set()).add(other)
            joined.setdefault(other, set()).add(one)
        fresh = {pk for link in links for pk in link} - fresh - members
        members = members | fresh
    for group in _parts(joined):
        root = min(group)
        KnownAuthor.objects.filter(pk=root).update(same_as=None)
        KnownAuthor.objects.filter(pk__in=group - {root}).update(same_as=root)


def _said_same(ids: set[int]) -> set[tuple[int, int]]:
    rows = AuthorPair.objects.filter(Q(one__in=ids) | Q(other__in=ids), state=PairState.SAME)
    return set(rows.order_by().values_list("one", "other"))


def _with_one_account(ids: set[int]) -> set[tuple[int, int]]:
    accounts = KnownAuthor.objects.filter(pk__in=ids).exclude(account=None)
    rows = KnownAuthor.objects.filter(account__in=accounts.order_by().values("account"))
    first: dict[tuple[int, int | None], int] = {}
    links = set()
    for pk, body, account in rows.order_by("id").values_list("pk", "institution", "account"):
        one = first.setdefault((body, account), pk)
        if one != pk:
            links.add((one, pk))
    return links


def _parts(joined: dict[int, set[int]]) -> list[set[int]]:
    """The groups that hang together."""
    left, found = set(joined), []
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            group |= edge
            edge = {near for pk in edge for near in joined[pk]} - group
        left -= group
        found.append(group)
    return found
