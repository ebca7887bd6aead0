"""What the pages of reports need of their own."""

from urllib.parse import quote

from django import template

# Stands in an address where the name of a number goes.
PLACE = "NAME"

register = template.Library()


@register.filter
def rows_of(leads: str, name: str) -> str:
    """`{{ leads|rows_of:figure.name }}`: the address of the rows behind that number."""
    return leads.replace(PLACE, quote(name, safe=":."))
