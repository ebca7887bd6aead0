"""Parts of the review's pages: a rating, the rows behind a figure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from songfai.kit.shown import num
from songfai.kit.templatetags.songfai import badge
from songfai.reviews.models import Review
from songfai.reviews.states import Grade, Rating
from songfai.reviews.wording import name_of, years_of

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


GRADE_LOOKS = {
    Grade.VERY_GOOD: ("done", "circle-check"),
    Grade.GOOD: ("track", "check"),
    Grade.FAIR: ("warn", "progress"),
    Grade.WEAK: ("late", "x"),
}


@register.simple_tag
def grade_badge(value: str) -> SafeString | str:
    """`{% grade_badge view.grade %}`; nothing for no grade."""
    return badge(*GRADE_LOOKS[Grade(value)], _(Grade(value).words)) if value else ""


@register.simple_tag
def review_name(review: Review) -> str:
    """`{% review_name review %}`: "Annual review 2025", "Final summary 2023–2026"."""
    return name_of(review)


@register.simple_tag
def review_years(review: Review) -> str:
    return years_of(review)


@register.simple_tag
def drawn(picture: str) -> SafeString:
    """A picture made by kit.pictures: numbers and looks only, no text from outside."""
    return mark_safe(picture)


@register.filter
def worded(state: Any) -> str:
    """`{{ judged.heading|worded }}`: the words of a plain state in the page's language."""
    return _(state.words)


@register.simple_tag
def rating_badge(value: str) -> SafeString | str:
    """`{% rating_badge finding.agreed %}`: icon, word, then colour; nothing for no rating."""
    if not value:
        return ""
    rating = Rating(value)
    return badge(*LOOKS[rating], _(rating.words))


def rows_address(slug: str, year: int | None, commitment: int, keys: Sequence[str]) -> str:
    """The list of activities narrowed to the rows a figure was counted from."""
    address = reverse("plans:activities", args=[slug])
    if keys and len(keys) <= MOST_KEYS:
        return f"{address}?{urlencode({'keys': ','.join(keys)}, safe=',')}"
    return f"{address}?{urlencode({'year': year, 'commitment': commitment} if year else {'commitment': commitment})}"


@register.simple_tag
def rows_url(programme: Any, year: int | None, commitment: int, keys: Sequence[str] = ()) -> str:
    """`{% rows_url programme review.year row.commitment.number figure.keys %}`."""
    return rows_address(programme.slug, year, commitment, keys)


@register.simple_tag
def counted(value: int | None, address: str) -> SafeString | str:
    """`{% counted facts.on_time address %}`: a number that leads to its rows; none to lead to when it is 0."""
    if not value or not address:
        return format_html('<span class="num">{}</span>', num(value or 0))
    return format_html('<a class="num" href="{}">{}</a>', address, num(value))


@register.filter
def as_number(value: str) -> str:
    """`{{ figure.value|as_number }}`: a number kept as text, as the page's language writes it."""
    return num(Decimal(value))
