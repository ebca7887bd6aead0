"""What a list of works is narrowed to, by the address of the page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from songfai.kit.streams import BUDGET
from songfai.kit.text import fold
from songfai.kit.word_index import ids_with_short
from songfai.parties.models import Institution, Unit
from songfai.works.models import Submission, Work, WorkField
from songfai.works.states import GROUPS, RUNNING, Stage


@dataclass(frozen=True, slots=True)
class Filter:
    text: str = ""
    year: int | None = None
    type: str = ""
    level: str = ""
    field: WorkField | None = None
    stage: str = ""
    unit: Unit | None = None
    no_unit: bool = False
    body: Institution | None = None
    late: bool = False
    # Something was asked for that there is not: nothing matches.
    impossible: bool = False


def stages_of(wanted: str) -> frozenset[Stage]:
    """The states a filter names: one, or those counted together."""
    return GROUPS[wanted][1] if wanted in GROUPS else frozenset({Stage(wanted)})


def narrowed(rows: QuerySet[Work], wanted: Filter, today: date) -> QuerySet[Work]:
    """Every word of the text stands in the title, a number, an author's name or a part that is not confidential."""
    if wanted.impossible:
        return rows.none()
    if words := fold(wanted.text).split():
        rows = _holding(rows, words)
    if wanted.year is not None:
        rows = rows.filter(listed_on__year=wanted.year)
    if wanted.type:
        rows = rows.filter(type=wanted.type)
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.field is not None:
        links = Work.fields.through.objects.filter(work=OuterRef("pk"), workfield=wanted.field)
        rows = rows.filter(Exists(links))
    if wanted.stage:
        rows = rows.filter(stage__in=sorted(stages_of(wanted.stage)))
    if wanted.unit is not None:
        rows = rows.filter(unit=wanted.unit)
    if wanted.no_unit:
        rows = rows.filter(unit=None)
    if wanted.body is not None:
        rows = rows.filter(institution=wanted.body)
    if wanted.late:
        late = Submission.objects.filter(work=OuterRef("pk"), due__lt=today, stage__in=sorted(RUNNING))
        rows = rows.filter(Exists(late))
    return rows


def _holding(rows: QuerySet[Work], words: list[str]) -> QuerySet[Work]:
    """Those in which every word stands; a rare one is looked up, not read for."""
    few = ids_with_short("works_work", words, BUDGET)
    if few is not None:
        rows = rows.filter(pk__in=few)
    for word in words:
        rows = rows.filter(search__contains=word)
    return rows
