"""Series of numbers: the usual ones of an institution, and further ones for its councils."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.parties.models import Seat
from songfai.parties.states import Layout
from songfai.registry.models import Series
from songfai.registry.permissions import check_may
from songfai.registry.states import NumberForm, Numbers

USUAL = (Numbers.OUT, Numbers.IN, Numbers.COPIES)


def in_all_languages(text: str) -> Trilingual:
    """A sentence of the catalogues in each language."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = gettext(text)
    return Trilingual(**said)


@transaction.atomic
def open_usual_series(*, by: Seat, at: datetime) -> list[Series]:
    """Outgoing, incoming and copies, in the form of the institution's papers; those it has already are left alone."""
    check_may(by, "series")
    held = set(Series.objects.filter(institution=by.institution).values_list("numbers", flat=True))
    form = NumberForm.LAO if by.institution.layout == Layout.LA else NumberForm.STATE
    made = []
    for numbers in USUAL:
        if numbers in held or (numbers == Numbers.COPIES and form == NumberForm.LAO):
            continue
        row = Series.objects.create(
            institution=by.institution,
            numbers=numbers,
            title=in_all_languages(numbers.words),
            symbol="" if numbers == Numbers.IN else by.institution.symbol,
            form=form,
        )
        write(by=by, at=at, verb="registry.save_series", subject=row)
        made.append(row)
    return made


@transaction.atomic
def save_series(
    *,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    series: Series | None = None,
    seen_revision: int | None = None,
) -> Series:
    """Open a series, or change how it is called. `values` are those of forms.SeriesForm.

    What it numbers, its symbol and form stay once it has given a number. Refused: series_in_use.
    """
    row = series or Series(institution=by.institution)
    check_may(by, "series", row)
    if series is not None:
        row.refresh_from_db(from_queryset=Series.objects.select_for_update())
        if seen_revision is not None and seen_revision != row.revision:
            raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
        fixed = [
            name for name in ("numbers", "goes_on_year", "goes_on_from") if values[name] != getattr(row, name)
        ]
        if fixed and row.documents.exclude(number=None).exists():
            raise Refused(
                "series_in_use",
                N_("This series has given numbers already: what it numbers and where it began stay."),
            )
        row.revision += 1
    for name, value in values.items():
        setattr(row, name, value)
    if bool(row.goes_on_year) != bool(row.goes_on_from):
        raise Refused("goes_on_half", N_("Enter both the year and the first number, or neither."))
    row.save()
    write(by=by, at=at, verb="registry.save_series", subject=row)
    return row
