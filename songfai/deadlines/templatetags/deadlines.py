"""Limits and countries in words, for the pages of every room that shows a deadline."""

from django import template

from songfai.deadlines import wording
from songfai.deadlines.counting import Gap, Limit
from songfai.kit.formats import month_name
from songfai.kit.forms import current_language
from songfai.kit.shown import lao

register = template.Library()


@register.simple_tag
def limit_words(limit: Limit) -> str:
    """`{% limit_words version.limit %}`: 7 working days."""
    return lao(wording.limit_in_words(limit))


@register.simple_tag
def country_name(code: str) -> str:
    """`{% country_name rule.country %}`"""
    return lao(wording.country(code))


@register.simple_tag
def gap_words(gap: Gap) -> str:
    """`{% gap_words gap %}`: which calendar lacks what."""
    return lao(wording.gap_words(gap))


@register.simple_tag
def month_words(number: int) -> str:
    """`{% month_words row.first_month %}`: February."""
    return lao(month_name(number, current_language()))
