"""Parts of the review's pages: a rating, the rows behind a figure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songfai.kit.shown import num
from songfai.kit.templatetags.songfai import badge
from songfai.reviews.states import Rating

register = template.Library()

LOOKS = {
    Rating.WELL_DONE: ("done", "circle-check"),
    Rating.DONE: ("track", "check"),
    Rating.PARTLY: ("warn", "progress"),
    Rating.NOT_DONE: ("late", "x"),
    Rating.NOT_DUE: ("none", "circle-dashed"),
}
# An address of more keys than this would be too long for some servers; the year and commitment then narrow the list.
MOST_KEYS = 40


@register.simple_tag
def rating_badge(value: str) -> SafeString | str:
    """`{% rating_badge finding.agreed %}`: icon, word, then colour; nothing for no rating."""
    if not value:
        return ""
    rating = Rating(value)
    return badge(*LOOKS[rating], _(rating.words))


def rows_address(slug: str, year: int, commitment: int, keys: Sequence[str]) -> str:
    """The list of activities narrowed to the rows a figure was counted from."""
    address = reverse("plans:activities", args=[slug])
    if keys and len(keys) <= MOST_KEYS:
        return f"{address}?{urlencode({'keys': ','.join(keys)}, safe=',')}"
    return f"{address}?{urlencode({'year': year, 'commitment': commitment})}"


@register.simple_tag
def rows_url(programme: Any, year: int, commitment: int, keys: Sequence[str] = ()) -> str:
    """`{% rows_url programme review.year row.commitment.number figure.keys %}`."""
    return rows_address(programme.slug, year, commitment, keys)


@register.simple_tag
def counted(value: int | None, address: str) -> SafeString | str:
    """`{% counted facts.on_time address %}`: a number that leads to its rows; none to lead to when it is 0."""
    if not value:
        return format_html('<span class="num">{}</span>', num(value or 0))
    return format_html('<a class="num" href="{}">{}</a>', address, num(value))


@register.filter
def as_number(value: str) -> str:
    """`{{ figure.value|as_number }}`: a number kept as text, as the page's language writes it."""
    return num(Decimal(value))
