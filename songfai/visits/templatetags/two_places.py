"""What the page of an activity shows of people who are on a visit, or in another activity, on the same days.

It is on a lower floor and loads this tag by its name: docs/adr/0078.
"""

from typing import Any

from django import template

from songfai.visits.queries import clashes_of_activity

register = template.Library()


@register.inclusion_tag("visits/_two_places.html", takes_context=True)
def two_places(context: dict[str, Any], activity: Any) -> dict[str, Any]:
    """`{% two_places activity %}`: a warning with links, or nothing. Only what the reader may see is looked at."""
    seat = context["request"].seat
    return {"clashes": clashes_of_activity(activity, seat) if seat else []}
