"""Workbooks of works: the words that may stand in them, and those a unit's officers gave."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _now

from songfai.kit.errors import N_
from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Seat, Unit
from songfai.people.models import Account
from songfai.works.columns import SHEET_COLUMNS
from songfai.works.models import Author, Benefit, Objection, Sheet, SheetLine, SignedPaper, Work, WorkField
from songfai.works.permissions import may
from songfai.works.queries.works import bodies_of
from songfai.works.rules.sheets import Words
from songfai.works.states import CREATORS, BenefitKind, PartKind, WorkType

# What a cell says that answers a question; "x", 1 and 0 do too.
YES, NO = N_("yes"), N_("no")


def sheets_of(seat: Seat | None) -> QuerySet[Sheet]:
    if seat is None or not may(seat, "behalf"):
        return Sheet.objects.none()
    rows = Sheet.objects.filter(seat__institution__in=bodies_of(seat))
    return rows.select_related("file", "seat__account__person", "seat__institution", "seat__unit")


def _said(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Folded words in each language -> what they mean."""
    found: dict[str, Any] = {}
    given = list(pairs)
    for language in LANGUAGES:
        with translation.override(language):
            found |= {fold(_now(words)): value for words, value in given}
    return found


def headings() -> dict[str, str]:
    return _said((words, key) for key, (words, _about) in SHEET_COLUMNS.items())


def words_for(seat: Seat) -> Words:
    """What may stand in a sheet of this institution."""
    units: dict[str, set[int]] = {}
    for unit in Unit.objects.filter(institution=seat.institution_id, valid_to=None):
        for name in unit.name.as_dict().values():
            units.setdefault(fold(name), set()).add(unit.pk)
    fields = {
        fold(name): row.pk
        for row in WorkField.objects.all()
        for name in (*row.name.as_dict().values(), row.slug)
    }
    accounts = Account.objects.filter(is_active=True, seats__institution=seat.institution_id).distinct()
    return Words(
        types=_said((one.words, one.value) for one in WorkType),
        fields=fields,
        units={name: sorted(found) for name, found in units.items()},
        kinds=_said((one.words, one.value) for one in BenefitKind),
        accounts=dict(accounts.values_list("email", "pk")),
        parts=_said((one.words, one.value) for one in PartKind),
        yes=_said([(YES, True), (NO, False)]) | {"x": True, "1": True, "0": False},
    )


# ---------------------------------------------------------------- after it was taken in


def who_objects(work: Work) -> str:
    """The name of an author who objects to what was entered from a paper; "" for none."""
    row = Objection.objects.filter(author__work=work, ended_at=None).select_related("author").first()
    return str(row.author) if row else ""


def left_of(sheet: Sheet) -> QuerySet[SheetLine]:
    """Lines whose work was not filed from this sheet, in the order of the sheet."""
    return sheet.lines.filter(submission=None).order_by("row", "id")


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
    these the sheet says that their authors signed."""

    filed: int
    left: int
    unconfirmed: int
    signed: int


def standing(sheet: Sheet) -> Standing:
    left = left_of(sheet)
    works = left.order_by().values("work")
    rows = Author.objects.filter(work__in=works, role__in=sorted(CREATORS), confirmed="")
    waiting = set(rows.values_list("pk", flat=True))
    signed = {pk for pks in left.exclude(signed=[]).values_list("signed", flat=True) for pk in pks}
    return Standing(
        sheet.lines.exclude(submission=None).count(), left.count(), len(waiting), len(waiting & signed)
    )


def filed_of(sheet: Sheet) -> QuerySet[SheetLine]:
    """Lines with their receipts, in the order of the sheet."""
    rows = sheet.lines.exclude(submission=None).select_related("work", "submission")
    return rows.defer("work__search", "submission__filed").order_by("row", "id")


def papers_of(sheet: Sheet) -> QuerySet[SignedPaper]:
    return sheet.papers.select_related("file").order_by("id")
