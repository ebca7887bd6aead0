"""A work beside earlier ones with the same wording, as far as one may read them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from songfai.novelty import queries as novelty
from songfai.novelty.rules.sheets import Place, Written
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.models import Answer, Judgement, Submission, Work
from songfai.works.permissions import reads_confidential
from songfai.works.queries.works import latest, works
from songfai.works.states import FILEABLE, Stage


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
    counted: int
    greyed: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """`opens`: the person may open its page. `hidden`: syllables, in tens, that agree with what is confidential there."""

    work: Work
    day: date
    opens: bool
    shared: list[Shared]
    counted: int
    greyed: int
    hidden: int
    answer: Answer | None
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`day`: the novelty date; earlier works are those of an earlier one. `syllables`: how many this work has."""

    day: date
    syllables: int
    earlier: list[Earlier]


def novelty_day(work: Work, submission: Submission | None, today: date) -> date:
    """Of the submission that runs or was recognised; of a work that is still to be filed, as if it were filed today."""
    filed_on = submission.filed_on if submission and Stage(work.stage) not in FILEABLE else today
    first = work.first_applied.first_day() if work.first_applied else None
    return rules.novelty_date(filed_on, first) or today


def compared(seat: Seat | None, work: Work, submission: Submission | None, today: date) -> Comparison:
    """The earlier works with most of the same wording. For who reads all of this work (permissions.check_compares)."""
    parts = [
        Written(rules.part_name(part.kind, language), text)
        for part in work.parts.order_by("id")
        for language, text in part.text.as_dict().items()
    ]
    bodies = {part.name: part.body for part in parts}
    day = novelty_day(work, submission, today)

    def readable(keys: Collection[str]) -> Collection[str]:
        return [str(one.key) for one in _with_readers(keys) if reads_confidential(seat, one, latest(one))]

    found = novelty.similar(parts, before=day, besides=[str(work.key)], readable=readable)
    keys = [one.key for one in found.similar]
    named = Work.objects.filter(key__in=keys).select_related("institution", "unit").defer("search")
    rows = {str(one.key): one for one in named}
    opens = set(works(seat).filter(key__in=keys).values_list("pk", flat=True))
    answers = {one.earlier_id: one for one in work.answers.all()}
    judgements = {one.earlier_id: one for one in submission.judgements.all()} if submission else {}
    return Comparison(
        day,
        found.syllables,
        [
            Earlier(
                work=(row := rows[one.key]),
                day=one.day,
                opens=row.pk in opens,
                shared=[_shared(passage, bodies) for passage in one.passages],
                counted=one.counted,
                greyed=one.greyed,
                hidden=one.hidden,
                answer=answers.get(row.pk),
                judgement=judgements.get(row.pk),
            )
            for one in found.similar
        ],
    )


def _with_readers(keys: Collection[str]) -> list[Work]:
    """Works with what permissions.reads_confidential reads of them."""
    submissions = Submission.objects.select_related("council").prefetch_related("council__members__seat")
    return list(
        Work.objects.filter(key__in=keys)
        .defer("search")
        .prefetch_related("authors", Prefetch("submissions", submissions.order_by("-id")))
    )


def _shared(one: novelty.Passage, bodies: dict[str, str]) -> Shared:
    places = [(grey.start, grey.end) for grey in one.grey]
    cut = rules.segments(bodies[one.ours.part], one.ours.start, one.ours.end, places)
    return Shared(_spot(one.ours), cut, _spot(one.theirs), one.words, one.counted, one.greyed)


def _spot(place: Place) -> Spot:
    kind, _dash, language = place.part.rpartition("-")
    return Spot(kind, language, place.start + 1, place.end)
