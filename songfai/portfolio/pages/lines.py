"""What the views say of an activity, in the language of the page."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songfai.kit.addresses import addresses
from songfai.kit.by_id import related
from songfai.kit.escaping import escaped, written
from songfai.kit.forms import current_language
from songfai.kit.shown import plain, tri
from songfai.kit.templatetags.sides import activity_badge, when
from songfai.kit.templatetags.songfai import side
from songfai.plans.models import Activity
from songfai.programmes.models import Side


def lines_of(rows: Iterable[Activity], own: Collection[int] = ()) -> list[dict[str, Any]]:
    """One for each row, in their order; `own` are the ids of those that one's own side recorded.

    Plain values and not the rows: from an activity to its programme and side a template walks through ten lookups that fail
    before they find, which for fifty rows costs more than reading them.
    """
    rows, language = list(rows), current_language()
    programmes = {row.programme_id: row.programme for row in rows}
    sides = {pk: {one.position: one for one in related(row, "sides")} for pk, row in programmes.items()}
    named = _("Commitment %(number)s")
    activity_at, programme_at = addresses("plans:activity"), addresses("desk:programme")
    lines = []
    for row in rows:
        programme, unit, person, first = row.programme, row.unit, row.person, row.starts_on
        number = row.commitment.number
        lines.append(
            {
                "pk": str(row.id),
                "key": str(row.key),
                "own": row.id in own,
                "address": escaped(activity_at(programme.slug, row.key)),
                "title": tri(row.title, language),
                "plain_title": escaped(plain(row.title, language)),
                "letter": row.letter,
                "side": _side(sides[programme.id][row.side], first, language),
                "commitment": escaped(named % {"number": number}),
                "off_plan": row.item_id is None,
                "programme": tri(programme.title, language),
                "programme_address": escaped(programme_at(programme.slug)),
                "when": when(row, language),
                "unit": tri(unit.name, language) if unit else "",
                "person": tri(person.name, language) if person else "",
                "state": activity_badge(row, language),
            }
        )
    return lines


def _side(one: Side, on: date, language: str) -> SafeString:
    return side(one, name=tri(one.name_on(on), language))


def rows_drawn(rows: Iterable[Activity], own: Collection[int], *, with_boxes: bool) -> SafeString:
    """The rows of the list, each a row of the table; `with_boxes` those of one's own side can be ticked to be changed.

    One text and not a template: for each of fifty rows a template asks thirty things by name.
    """
    in_programme, when_, answers, state, select, off_plan = (
        written(words)
        for words in (_("Programme"), _("When"), _("Who answers"), _("State"), _("Select"), _("Off plan"))
    )
    drawn = []
    for line in lines_of(rows, own):
        box = ""
        if with_boxes:
            ticked = (
                f'<input class="form-check-input" type="checkbox" name="key" value="{line["key"]}"'
                f' id="k{line["pk"]}" aria-label="{select}: {line["plain_title"]}">'
            )
            box = f'<td role="cell">{ticked if line["own"] else ""}</td>'
        person = f'<span class="d-block small">{written(line["person"])}</span>' if line["person"] else ""
        who_answers = f"{written(line['unit'])}{person}" or "–"
        off = f" · {off_plan}" if line["off_plan"] else ""
        drawn.append(
            f'<tr role="row">{box}<th role="rowheader" scope="row">'
            f'<a href="{line["address"]}">{written(line["title"])}</a>'
            f'<span class="d-block small text-secondary fw-normal">{written(line["side"])} · {line["commitment"]}'
            f"{off}</span></th>\n"
            f'<td role="cell" data-label="{in_programme}"><a href="{line["programme_address"]}">'
            f"{written(line['programme'])}</a></td>\n"
            f'<td role="cell" data-label="{when_}">{line["when"]}</td>\n'
            f'<td role="cell" data-label="{answers}">{who_answers}</td>\n'
            f'<td role="cell" data-label="{state}">{line["state"]}</td></tr>'
        )
    return SafeString("".join(drawn))
