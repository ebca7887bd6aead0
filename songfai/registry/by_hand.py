"""What a report written by hand begins with: the facts of its period in a Word file to be edited."""

import io
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext, override
from docx import Document

from songfai.kit.errors import N_
from songfai.kit.formats import format_number, format_period
from songfai.plans.models import Activity, Figure
from songfai.plans.states import FINISHED, ActivityState

HEADS = (
    N_("Commitment"),
    N_("First and last day"),
    N_("Activity"),
    N_("Place"),
    N_("State"),
    N_("Result"),
    N_("Figures"),
)
COUNTS = N_(
    "Activities in the period: %(all)s. Done by its last day: %(done)s, confirmed by the other side: %(confirmed)s."
    " Cancelled: %(cancelled)s."
)


def list_in_word(subject: str, rows: Sequence[Activity], until: date, language: str) -> bytes:
    """`rows` as they stood on the day `until` (plans.then), with their programmes, commitments and figures; the subject,
    their counts and a table of them, in the language of the paper."""
    paper, out = Document(), io.BytesIO()
    paper.add_heading(subject, level=1)
    with override(language):
        paper.add_paragraph(gettext(COUNTS) % counts(rows, until, language))
        table = paper.add_table(rows=1, cols=len(HEADS))
        table.style = "Table Grid"
        for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
            cell.text = gettext(head)
        for one in rows:
            for cell, text in zip(table.add_row().cells, cells(one, until, language), strict=True):
                cell.text = text
    paper.save(out)
    return out.getvalue()


def counts(rows: Sequence[Activity], until: date, language: str) -> dict[str, str]:
    done = [one for one in rows if is_done(one, until)]
    found = {
        "all": len(rows),
        "done": len(done),
        "confirmed": sum(one.confirmed_at is not None for one in done),
        "cancelled": sum(one.state == ActivityState.CANCELLED for one in rows),
    }
    return {name: format_number(number, language) for name, number in found.items()}


def is_done(one: Activity, until: date) -> bool:
    return one.state in FINISHED and one.ends_on <= until


def cells(one: Activity, until: date, language: str) -> list[str]:
    unfinished = one.state in FINISHED and not is_done(one, until)
    state = ActivityState.IN_PROGRESS if unfinished else ActivityState(one.state)
    commitment = one.commitment.short or one.commitment.text
    return [
        f"{one.commitment.number}. {commitment.best(language)[0]}",
        format_period(one.starts_on, one.ends_on, language),
        one.title.best(language)[0],
        one.place.best(language)[0],
        gettext(state.words),
        one.result.best(language)[0],
        "; ".join(figure_words(figure, language) for figure in one.figures.all()),
    ]


def figure_words(figure: Figure, language: str) -> str:
    value = format_number(figure.value.normalize(), language)
    said = f"{figure.label.best(language)[0]}: {value} {figure.unit.best(language)[0]}".strip()
    return f"{said} ({gettext('estimated')})" if figure.is_estimate else said
