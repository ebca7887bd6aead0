"""Workbooks of works: the words that may stand in them, and those a unit's officers gave."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _now

from songfai.kit.languages import LANGUAGES
from songfai.kit.text import fold
from songfai.parties.models import Seat, Unit
from songfai.people.models import Account
from songfai.works.models import Sheet, WorkField
from songfai.works.permissions import may
from songfai.works.queries.works import bodies_of
from songfai.works.rules.sheets import Words
from songfai.works.states import SHEET_COLUMNS, BenefitKind, WorkType


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
    )
