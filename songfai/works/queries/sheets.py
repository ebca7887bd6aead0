"""Workbooks of works: the words that may stand in them, and those a unit's officers gave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _now

from songfai.kit.errors import N_
from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Seat, Unit
from songfai.people.models import Account
from songfai.works.columns import COLUMNS
from songfai.works.models import (
    Author,
    Benefit,
    Objection,
    PastRecognition,
    Sheet,
    SheetLine,
    SignedPaper,
    Work,
)
from songfai.works.permissions import may
from songfai.works.queries.works import bodies_of, fields_on
from songfai.works.rules.entries import Words
from songfai.works.states import (
    CREATORS,
    MOVES,
    WORDED,
    BenefitKind,
    Investor,
    Level,
    PartKind,
    SheetKind,
    Stage,
    Step,
    WorkType,
)

# What a cell says that answers a question; "x", 1 and 0 do too.
YES, NO = N_("yes"), N_("no")
# As people write it beside these words.
ALSO = {fold(said): value for said, value in (("x", True), ("1", True), ("0", False), ("ບໍ່ແມ່ນ", False))}


def sheets_of(seat: Seat | None, kind: SheetKind | None = None) -> QuerySet[Sheet]:
    if seat is None or not may(seat, "behalf"):
        return Sheet.objects.none()
    rows = Sheet.objects.filter(seat__institution__in=bodies_of(seat))
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.select_related("file", "seat__account__person", "seat__institution", "seat__unit")


def _said(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Folded words in each language -> what they mean."""
    found: dict[str, Any] = {}
    given = list(pairs)
    for language in LANGUAGES:
        with translation.override(language):
            found |= {fold(_now(words)): value for words, value in given}
    return found


def headings(kind: SheetKind = SheetKind.WORKS) -> dict[str, str]:
    return _said((words, key) for key, (words, _about) in COLUMNS[kind].items())


def _units(rows: Iterable[Unit]) -> dict[str, list[int]]:
    """Folded names in each language -> the units that have it."""
    units: dict[str, set[int]] = {}
    for unit in rows:
        for name in unit.name.as_dict().values():
            units.setdefault(fold(name), set()).add(unit.pk)
    return {name: sorted(found) for name, found in units.items()}


def words_for(seat: Seat, today: date) -> Words:
    """What may stand in a sheet of this institution on a day."""
    ever = list(Unit.objects.filter(institution=seat.institution_id))
    fields = {
        fold(name): row.pk for row in fields_on(today) for name in (*row.name.as_dict().values(), row.slug)
    }
    accounts = Account.objects.filter(is_active=True, seats__institution=seat.institution_id).distinct()
    # Co-authors of other institutions that stand in drafts already: a sheet that is brought again names them too.
    elsewhere = Author.objects.filter(
        work__institution=seat.institution_id,
        work__on_behalf=True,
        work__stage__in=sorted(WORDED),
        account__is_active=True,
    ).values_list("account__email", "account")
    return Words(
        types=_said((one.words, one.value) for one in WorkType),
        fields=fields,
        units=_units(one for one in ever if one.valid_to is None),
        units_ever=_units(ever),
        investors=_said((one.words, one.value) for one in Investor),
        levels=_said((one.words, one.value) for one in Level),
        kinds=_said((one.words, one.value) for one in BenefitKind),
        accounts=dict(accounts.values_list("email", "pk")) | dict(elsewhere),
        parts=_said((one.words, one.value) for one in PartKind),
        yes=_said([(YES, True), (NO, False)]) | ALSO,
    )


# ---------------------------------------------------------------- after it was taken in


def who_objects(work: Work) -> str:
    """The name of an author who objects to what was entered from a paper; "" for none."""
    row = Objection.objects.filter(author__work=work, ended_at=None).select_related("author").first()
    return str(row.author) if row else ""


def left_of(sheet: Sheet) -> QuerySet[SheetLine]:
    """Lines whose work was not filed from this sheet, in the order of the sheet."""
    return sheet.lines.filter(submission=None).order_by("row", "id")


# From these a work is withdrawn (states.MOVES).
WITHDRAWABLE = [stage for stage, steps in MOVES.items() if Step.WITHDRAW in steps]


def to_withdraw(sheet: Sheet) -> QuerySet[SheetLine]:
    """Lines whose work was filed from this sheet and may still be withdrawn."""
    return sheet.lines.filter(submission__stage__in=WITHDRAWABLE).order_by("row", "id")


def with_works(lines: QuerySet[SheetLine]) -> QuerySet[SheetLine]:
    """With all of the works that a sheet can say."""
    return lines.select_related("work__unit").prefetch_related(
        "work__fields",
        "work__parts",
        Prefetch("work__authors", Author.objects.select_related("account").order_by("id")),
        Prefetch("work__benefits", Benefit.objects.order_by("year", "id")),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """How many works of a sheet are filed and how many are left; how many shares nobody has confirmed, and of how many of
    these the sheet says that their authors signed. `withdrawn`: of those left, works that would be filed again."""

    filed: int
    left: int
    withdrawn: int
    unconfirmed: int
    signed: int


def standing(sheet: Sheet) -> Standing:
    left = left_of(sheet)
    works = left.order_by().values("work")
    rows = Author.objects.filter(work__in=works, role__in=sorted(CREATORS), confirmed="")
    waiting = set(rows.values_list("pk", flat=True))
    signed = {pk for pks in left.exclude(signed=[]).values_list("signed", flat=True) for pk in pks}
    counts = left.order_by().aggregate(
        left=Count("pk"), withdrawn=Count("pk", filter=Q(work__stage=Stage.WITHDRAWN))
    )
    filed = sheet.lines.exclude(submission=None).count()
    return Standing(filed=filed, unconfirmed=len(waiting), signed=len(waiting & signed), **counts)


def filed_of(sheet: Sheet) -> QuerySet[SheetLine]:
    """Lines with their receipts, in the order of the sheet."""
    rows = sheet.lines.exclude(submission=None).select_related("work", "submission")
    return rows.defer("work__search", "submission__filed").order_by("row", "id")


def papers_of(sheet: Sheet) -> QuerySet[SignedPaper]:
    return sheet.papers.select_related("file").order_by("id")


# ---------------------------------------------------------------- works recognised before


@dataclass(frozen=True, slots=True)
class PastStanding:
    """Of a sheet of works recognised before: how many it brought in, how many were there already, how many have a title
    alone, and how many texts are still to be made ready for the comparison."""

    brought: int
    there: int
    titles: int
    to_lay: int


def past_standing(sheet: Sheet) -> PastStanding:
    rows = PastRecognition.objects.filter(sheet=sheet)
    return PastStanding(
        rows.count(),
        sheet.lines.filter(made=False).count(),
        rows.filter(has_text=False).count(),
        rows.filter(has_text=True, laid=False).count(),
    )


def titles_alone(day: date) -> int:
    """Works recognised before, known by a day, of which there is only a title to compare with: on the whole server, as the
    comparison is."""
    return PastRecognition.objects.filter(has_text=False, day__lte=day).count()
