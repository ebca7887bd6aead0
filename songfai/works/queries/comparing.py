"""A work beside earlier ones with the same wording, as far as one may read them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from songfai.kit.streams import Key, passed
from songfai.kit.text import fold
from songfai.kit.word_index import RARE, ids_with_short
from songfai.novelty import queries as novelty
from songfai.novelty.models import Text
from songfai.novelty.rules.sheets import Place, Written
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import can
from songfai.works import rules
from songfai.works.models import Answer, FormHeading, Judgement, Outside, Part, Submission, Work
from songfai.works.permissions import CLOSED, Reader, is_author, readers, reads_confidential
from songfai.works.queries.councils import chain
from songfai.works.queries.levels import is_within
from songfai.works.queries.narrowing import Filter
from songfai.works.queries.partner import beside, compared_by, doubles, known_elsewhere
from songfai.works.queries.register import NAMED, streams_of
from songfai.works.queries.sheets import titles_alone
from songfai.works.queries.works import as_handed_in, beside_register, bodies_of, latest, own_lists, works
from songfai.works.states import FILEABLE, NOT_COMPARED, WORDED, Known, Stage


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: part, language, and from which character up to which, counted from 1."""

    kind: str
    language: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Shared:
    """One passage in both works. `counted` and `greyed` are syllables."""

    ours: Spot
    segments: list[rules.Segment]
    theirs: Spot
    words: str
    their_segments: list[rules.Segment]
    counted: int
    greyed: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """`opens`: the person may open its page. `hidden`: syllables, in tens, that agree with what is confidential there.

    `known` says in which way it is earlier, or that it was known later. `within`: it lies where this work must be new.
    `added`: the council named it; the machine had not found it. `answers`, `judgements`: all that was said of it, newest
    first; the first one counts.
    """

    work: Work
    day: date
    known: Known
    filed_on: date | None
    opens: bool
    shared: list[Shared]
    counted: int
    greyed: int
    hidden: int
    within: bool
    added: bool
    answers: list[Answer]
    judgements: list[Judgement]

    @property
    def answer(self) -> Answer | None:
        return next(iter(self.answers), None)

    @property
    def judgement(self) -> Judgement | None:
        return next(iter(self.judgements), None)


@dataclass(frozen=True, slots=True)
class HandedRound:
    """Long wording that many works have: where it stands, its words, the works that had it first."""

    ours: Spot
    words: str
    syllables: int
    first: list[Work]


# With an earlier work of any origin, whose it is.
ORIGIN = ("unit", "past", "partner__released_by__parent__parent", "partner__programme")
# Works that are counted for a page.
LOOKED_AT = 50_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """`day`: the novelty date; earlier works are those of an earlier one or the same, and those filed before. `later`: of
    a later day and filed later, for the council alone. `looked_at`: works of the register whose text is kept. `syllables`: how
    many this work has, of which `not_counted` are said by many, by the form or by the law. `titles_alone`: earlier works that
    have nothing but a title to compare with. `private`: what others keep confidential is compared too."""

    day: date
    syllables: int
    not_counted: int
    earlier: list[Earlier]
    later: list[Earlier]
    handed_round: list[HandedRound]
    titles_alone: int
    looked_at: int
    private: bool

    @property
    def more_looked_at(self) -> bool:
        """Whether there are more than `looked_at` says: a page does not count a register of millions."""
        return self.looked_at == LOOKED_AT


# Of a writer's own works with something confidential, so many are compared, the newest.
OWN = 20


def novelty_day(work: Work, submission: Submission | None, today: date) -> date:
    """Of the submission that runs or was recognised; of a work that is still to be filed, as if it were filed today; of one
    recognised before this register, as its paper says it."""
    if (elsewhere := known_elsewhere(work)) is not None:
        return elsewhere[0]
    return (
        rules.novelty_date(filed_day(work, submission, today), rules.surely_applied(work.first_applied))
        or today
    )


def filed_day(work: Work, submission: Submission | None, today: date) -> date:
    if (elsewhere := known_elsewhere(work)) is not None:
        return elsewhere[1] or elsewhere[0]
    running = submission is not None and (submission.above or Stage(work.stage) not in FILEABLE)
    return submission.filed_on if submission and running and submission.filed_on else today


def compared(
    seat: Seat | None, work: Work, submission: Submission | None, today: date, *, with_later: bool = False
) -> Comparison:
    """The earlier works with most of the same wording. For who reads all of this work (permissions.check_compares).

    The day on which a work was first applied is its authors' word; that it was filed is certain. So a work filed before this
    one is shown, however early this one is said to have been applied, and one of the same day; the council sees those known
    later too, whose authors may have stated too late a day.

    Confidential parts of others are compared for who examines or judges a work that is handed in, and has not written it. For
    who writes, the answer depends on nothing that person may not read (docs/adr/0142).
    """
    judging = _judges(seat, work, submission)
    parts = [
        Written(rules.part_name(part.kind, language), text)
        for part in work.parts.order_by("id")
        for language, text in part.text.as_dict().items()
    ]
    bodies = {part.name: part.body for part in parts}
    day, filed_on = novelty_day(work, submission, today), filed_day(work, submission, today)
    here = beside(work.institution, today)
    found = novelty.similar(
        parts,
        before=day + timedelta(days=1),
        filed_before=filed_on,
        with_later=with_later,
        besides=[str(work.key), *doubles(here)],
        headings=headings_on(work.institution, today),
        readable=readable_to(seat),
        private=None if judging else own_private(seat),
        among=compared_by(here),
    )
    said = _said(work, submission)
    alike = [*found.similar, *found.later]
    keys = [one.key for one in alike] + [key for one in found.handed_round for key in one.first]
    named = Work.objects.filter(Q(key__in=keys) | Q(pk__in=said)).defer("search")
    named = named.select_related("institution__parent__parent", *ORIGIN).prefetch_related(
        Prefetch("submissions", Submission.objects.order_by("-id"))
    )
    rows = {str(one.key): one for one in named}
    as_handed_in(rows.values(), seat)
    opens = set(works(seat).filter(pk__in=[one.pk for one in rows.values()]).values_list("pk", flat=True))

    def line(row: Work, one: novelty.Similar | None) -> Earlier:
        theirs = (one.day, one.filed_on) if one else _days(row, today)
        answers, judgements = said.get(row.pk, ([], []))
        return Earlier(
            work=row,
            day=theirs[0],
            known=rules.known(*theirs, day, filed_on),
            filed_on=theirs[1],
            opens=row.pk in opens,
            shared=[shared_of(passage, bodies) for passage in one.passages] if one else [],
            counted=one.counted if one else 0,
            greyed=one.greyed if one else 0,
            hidden=one.hidden if one else 0,
            within=is_within(row, work, submission),
            added=any(each.added for each in judgements),
            answers=answers,
            judgements=judgements,
        )

    lines = [line(rows[one.key], one) for one in found.similar]
    # What people spoke of stays on the page, also when the machine does not find it or finds others before it.
    shown = {one.key for one in alike}
    lines += [line(row, None) for key, row in sorted(rows.items()) if key not in shown and row.pk in said]
    return Comparison(
        day,
        found.syllables,
        found.not_counted,
        lines,
        [line(rows[one.key], one) for one in found.later],
        [
            HandedRound(
                _spot(one.ours),
                bodies[one.ours.part][one.ours.start : one.ours.end],
                one.syllables,
                [rows[key] for key in one.first if key in rows],
            )
            for one in found.handed_round
        ],
        titles_alone(day),
        Text.objects.exclude(key=str(work.key))[:LOOKED_AT].count(),
        judging,
    )


def _judges(seat: Seat | None, work: Work, submission: Submission | None) -> bool:
    """Whether somebody examines or judges a text that stands, and has not written it: neither author nor who entered it.
    A text that may be reworded can be tried out word by word."""
    if seat is None or submission is None or Stage(work.stage) in WORDED:
        return False
    if is_author(seat, work) or work.entered_by_id == seat.account_id:
        return False
    return bool(readers(seat, work, submission) & {Reader.OFFICE, Reader.COUNCIL})


def readable_to(seat: Seat | None) -> novelty.Reader:
    """Of which works the person reads what is confidential."""

    def readable(keys: Collection[str]) -> Collection[str]:
        return [str(one.key) for one in _with_readers(keys) if reads_confidential(seat, one, latest(one))]

    return readable


def own_private(seat: Seat | None) -> list[str]:
    """Keys of a person's own works of which something is for nobody else: they are compared with what the person writes. Of an
    officer who has entered thousands they are sought among the newest."""
    closed = Q(stage__in=sorted(CLOSED))
    confidential = Exists(Part.objects.filter(work=OuterRef("pk"), confidential=True))
    found: dict[int, UUID] = {}
    for one in own_lists(seat):
        newest = one.order_by("-listed_on", "-pk").values("pk")[:NAMED]
        rows = Work.objects.filter(closed | confidential, pk__in=newest).order_by("-pk")
        found |= dict(rows.values_list("pk", "key")[:OWN])
    return [str(found[pk]) for pk in sorted(found, reverse=True)[:OWN]]


def headings_on(institution: Institution, day: date) -> list[str]:
    """Of the forms of an institution, of the bodies above it and of everybody: those that are not counted on a day."""
    whose = Q(institution=None) | Q(institution__in=[body.pk for body in chain(institution)])
    rows = FormHeading.objects.filter(whose, Q(valid_to=None) | Q(valid_to__gte=day))
    return list(rows.order_by("id").values_list("text", flat=True))


def headings_of(seat: Seat | None, *, keeper: bool) -> QuerySet[FormHeading]:
    """Those of everybody, and those of the seat's own bodies and the bodies above them; the newest first."""
    if not (keeper or can(seat, "works")):
        return FormHeading.objects.none()
    bodies = bodies_of(seat) | {body.pk for body in chain(seat.institution)} if seat else set()
    rows = FormHeading.objects.filter(Q(institution=None) | Q(institution__in=bodies))
    return rows.select_related("institution").order_by("-id")


@dataclass(frozen=True, slots=True)
class Source:
    """A source outside the register. `before`: published for sure before the date of novelty."""

    row: Outside
    before: bool


def outside_of(work: Work, day: date) -> list[Source]:
    """What people named, the oldest word first; `day` is the date of novelty."""
    rows = work.outside.order_by("id")
    return [Source(one, (last := one.known_on.last_day()) is not None and last < day) for one in rows]


def _days(row: Work, today: date) -> tuple[date, date | None]:
    """The novelty date of a work that people named, and when it was filed."""
    if (elsewhere := known_elsewhere(row)) is not None:
        return elsewhere
    submission = latest(row)
    return novelty_day(row, submission, today), submission.filed_on if submission else None


def _said(work: Work, submission: Submission | None) -> dict[int, tuple[list[Answer], list[Judgement]]]:
    """Earlier work -> (answers, judgements of this submission), each newest first."""
    said: dict[int, tuple[list[Answer], list[Judgement]]] = {}
    for answer in work.answers.order_by("-id"):
        said.setdefault(answer.earlier_id, ([], []))[0].append(answer)
    for judgement in submission.judgements.order_by("-id") if submission else ():
        said.setdefault(judgement.earlier_id, ([], []))[1].append(judgement)
    return said


def _with_readers(keys: Collection[str]) -> list[Work]:
    """Works with what permissions.reads_confidential reads of them."""
    submissions = Submission.objects.select_related("council").prefetch_related(
        "conflicts", "council__members__seat", "ballots__voters__member__seat"
    )
    return list(
        Work.objects.filter(key__in=keys)
        .defer("search")
        .prefetch_related("authors", "mentorships", Prefetch("submissions", submissions.order_by("-id")))
    )


def shared_of(one: novelty.Passage, bodies: dict[str, str]) -> Shared:
    places = [(grey.start, grey.end) for grey in one.grey]
    cut = rules.segments(bodies[one.ours.part], one.ours.start, one.ours.end, places)
    ours, theirs = rules.side_by_side(cut, one.words)
    return Shared(_spot(one.ours), ours, _spot(one.theirs), one.words, theirs, one.counted, one.greyed)


def _spot(place: Place) -> Spot:
    kind, _dash, language = place.part.rpartition("-")
    return Spot(kind, language, place.start + 1, place.end)


def named_earlier(seat: Seat | None, work: Work, text: str, today: date, limit: int = 20) -> list[Work]:
    """Works by words of their title, receipt or authors, for who looks for one the machine has not found: those the
    person may open, and that somebody has handed in. Newest first.

    Rare words are looked up in the index of words. Of frequent ones, and of those too short for it, the newest works are
    looked through as a page of the register does: the words of an older one must be told more exactly.
    """
    words = fold(text).split()
    if seat is None or not words:
        return []
    ids = ids_with_short("works_work", words, RARE)
    if ids is None:
        ids = _newest(seat, text, today, limit)
    rows = works(seat).filter(pk__in=ids).exclude(stage__in=sorted(NOT_COMPARED)).exclude(pk=work.pk)
    for word in words:
        rows = rows.filter(search__contains=word)
    found = list(rows.select_related("partner__released_by").order_by("-listed_on", "-id")[:limit])
    as_handed_in(found, seat)
    return found


def _newest(seat: Seat, text: str, today: date, limit: int) -> list[int]:
    """Of the register those that hold the words, as far as one page looks; beside it the newest the person may see, and
    the newest of the partner's, which are in no list of the register."""
    keys: list[Key] = []
    if can(seat, "read"):
        streams = streams_of(seat, Filter(text=text), today)
        handed_in = replace(streams, passing=[*streams.passing, ~Q(stage__in=sorted(NOT_COMPARED))])
        # One more than is shown: the work itself is among them.
        keys, _end = passed(handed_in, None, limit + 1)
    beside = beside_register(seat).order_by("-listed_on", "-id").values_list("pk", flat=True)[:NAMED]
    released = Work.objects.filter(institution__in=bodies_of(seat), stage=Stage.PARTNER)
    partner = released.order_by("-listed_on", "-id").values_list("pk", flat=True)[:NAMED]
    return sorted({pk for _day, pk in keys} | set(beside) | set(partner))


def earlier_by_name(
    seat: Seat | None, work: Work, submission: Submission | None, other: UUID, today: date
) -> Earlier | None:
    """One that the council names itself; None for what the person may not open or nobody has handed in."""
    row = works(seat).exclude(stage__in=sorted(NOT_COMPARED)).exclude(pk=work.pk).filter(key=other).first()
    if row is None:
        return None
    as_handed_in([row], seat)
    day, filed_on = _days(row, today)
    own = novelty_day(work, submission, today), filed_day(work, submission, today)
    return Earlier(
        work=row,
        day=day,
        known=rules.known(day, filed_on, *own),
        filed_on=filed_on,
        opens=True,
        shared=[],
        counted=0,
        greyed=0,
        hidden=0,
        within=is_within(row, work, submission),
        added=True,
        answers=[],
        judgements=[],
    )
