"""The rows of the list of works, as the page shows them in its language."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songfai.kit.addresses import addresses
from songfai.kit.by_id import related
from songfai.kit.escaping import written
from songfai.kit.forms import current_language
from songfai.kit.shown import day, tri
from songfai.works.models import Submission, Work
from songfai.works.queries import latest
from songfai.works.states import Level, Stage, WorkType
from songfai.works.templatetags.works import stage_badge

# So many authors are named in a row.
NAMED = 3
SMALL = '<span class="d-block small text-secondary">'


def rows_drawn(rows: Iterable[Work], today: date) -> SafeString:
    """Each work a row of the table. One text and not a template, as in `portfolio.pages.lines`."""
    authors, receipt, state = (written(words) for words in (_("Authors"), _("Filing receipt"), _("State")))
    drawn, language, at = [], current_language(), addresses("works:work")
    # Few, and many times.
    badges: dict[str, SafeString] = {}
    kinds = {kind.value: written(_(kind.words)) for kind in WorkType}
    for row in rows:
        if row.stage not in badges:
            badges[row.stage] = stage_badge(row)
        newest = latest(row)
        drawn.append(
            '<tr role="row"><th role="rowheader" scope="row">'
            f'<a href="{at(row.key)}">{written(tri(row.title, language))}</a>'
            f'<span class="d-block small text-secondary fw-normal">{_kind(row, kinds, language)}</span></th>\n'
            f'<td role="cell" data-label="{authors}">{_authors(row, language)}</td>\n'
            f'<td role="cell" data-label="{receipt}">{_receipt(row, newest, language)}</td>\n'
            f'<td role="cell" data-label="{state}">{badges[row.stage]}{_state(row, newest, today, language)}</td></tr>'
        )
    return SafeString("\n".join(drawn))


def _kind(row: Work, kinds: Mapping[str, str], language: str) -> str:
    return kinds.get(row.type, "") + "".join(
        f" · {written(tri(field.name, language))}" for field in related(row, "fields")
    )


def _authors(row: Work, language: str) -> str:
    names = [tri(author.name, language) for author in related(row, "authors")]
    more = " …" if len(names) > NAMED else ""
    return "; ".join(map(written, names[:NAMED])) + more or "–"


def _receipt(row: Work, newest: Submission | None, language: str) -> str:
    """Its number and day; of what has none here, why."""
    if newest:
        filed = written(day(newest.filed_on, "short", language))
        return f'<b class="num nowrap">{newest.receipt}</b>{SMALL}{filed}</span>'
    elsewhere = {Stage.PARTNER: _("recognised by the partner"), Stage.PAST: _("recognised on paper")}
    words = elsewhere.get(Stage(row.stage))
    since = f"{SMALL}{written(day(row.listed_on, 'short', language))}</span>" if words else ""
    return f'<span class="text-secondary">{written(words or _("not filed yet"))}</span>{since}'


def _state(row: Work, newest: Submission | None, today: date, language: str) -> str:
    """What is told of it below its stage."""
    shown = ""
    if row.level and row.level != Level.BASE:
        shown += f"{SMALL}{written(_(Level(row.level).words))}</span>"
    if newest and newest.due:
        look = "text-danger" if newest.due < today else "text-secondary"
        shown += f'<span class="d-block small {look}">{written(_("due"))} {written(day(newest.due, "short", language))}</span>'
    return shown
