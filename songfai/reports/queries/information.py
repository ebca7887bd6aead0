"""Gathering what both sides handed over on a year. Drafts are not looked at."""

from datetime import date, datetime

from django.utils import timezone

from songfai.parties.queries import lineage
from songfai.programmes.models import Programme
from songfai.reports.information_facts import Handed, HeadingSaid, InformationFacts, Number, Said
from songfai.reports.queries.year import writers
from songfai.reviews.models import Information
from songfai.reviews.queries import Words, exchange


def told_years(programme: Programme) -> list[int]:
    """Years on which at least one side has handed something over, the newest first."""
    rows = Information.objects.filter(programme=programme, document__isnull=False)
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)


def gather_information(programme: Programme, year: int, at: datetime) -> InformationFacts | None:
    """Nothing when neither side has handed anything over. `at` is the moment of compiling, in local time."""
    shown = exchange(programme, year, None, None)
    rows = [shown.of(position) for position in (1, 2)]
    if not any(row and row.document for row in rows):
        return None
    # Each side is called as it was when the year told of ended.
    told_on = min(date(year, 12, 31), at.date())
    sides = writers([programme], lineage(), told_on, at.date()).sides_of(programme)
    first, second = (_handed(row) for row in rows)
    return InformationFacts(
        slug=programme.slug,
        title=programme.title,
        year=year,
        sides=(sides[0], sides[1]),
        handed=(first, second),
        headings=tuple(
            HeadingSaid(
                line.heading,
                line.title,
                (_said(line.said[0]), _said(line.said[1])),
                (_said(line.before[0]), _said(line.before[1])),
            )
            for line in shown.lines
            if any(line.said)
        ),
        compiled_at=at,
    )


def _handed(row: Information | None) -> Handed:
    if row is None or row.document is None or row.handed_at is None:
        return Handed()
    read = row.acknowledged_at if row.is_acknowledged else None
    return Handed(timezone.localdate(row.handed_at), timezone.localdate(read) if read else None)


def _said(words: Words) -> Said:
    return Said(
        words.text,
        tuple(
            Number(one.label, one.value, one.unit, one.is_estimate, one.definition) for one in words.figures
        ),
        tuple(one.name for one in words.files),
    )
