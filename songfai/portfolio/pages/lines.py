"""What the views say of an activity, in the language of the page."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.translation import gettext as _

from songfai.kit.addresses import address
from songfai.kit.escaping import escaped
from songfai.kit.shown import plain, tri
from songfai.kit.templatetags.sides import activity_badge, when, who
from songfai.plans.models import Activity


def lines_of(rows: Iterable[Activity], own: Collection[int] = ()) -> list[dict[str, Any]]:
    """One for each row, in their order; `own` are the ids of those that one's own side recorded.

    Plain values and not the rows: from an activity to its programme and side a template walks through ten lookups that fail
    before they find, which for fifty rows costs more than reading them.
    """
    return [
        {
            "pk": str(row.pk),
            "key": str(row.key),
            "own": row.pk in own,
            "address": escaped(address("plans:activity", row.programme.slug, row.key)),
            "title": tri(row.title),
            "plain_title": escaped(plain(row.title)),
            "letter": row.letter,
            "side": who(row.programme, row.side, on=row.starts_on),
            "commitment": escaped(_("Commitment %(number)s") % {"number": row.commitment.number}),
            "off_plan": row.item_id is None,
            "programme": tri(row.programme.title),
            "programme_address": escaped(address("desk:programme", row.programme.slug)),
            "when": when(row),
            "unit": tri(row.unit.name) if row.unit else "",
            "person": tri(row.person.name) if row.person else "",
            "state": activity_badge(row),
        }
        for row in rows
    ]
