"""What the pages of reports need of their own."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from django import template

from songfai.kit.text import NBSP
from songfai.kit.together import counts
from songfai.reports.paper import Run, Runs

# Stands in an address where the name of a number goes.
PLACE = "NAME"

register = template.Library()


@register.filter
def rows_of(leads: str, name: str) -> str:
    """`{{ leads|rows_of:figure.name }}`: the address of the rows behind that number."""
    return leads.replace(PLACE, quote(name, safe=":."))


@register.filter
def together(runs: Runs) -> Iterator[Run]:
    """`{% for run in runs|together %}`: a number in its link stays on a line with the Lao word it is counted by."""
    before: Run | None = None
    for run in runs:
        after_number = before is not None and before.figure is not None and run.text.startswith(" ")
        yield replace(run, text=NBSP + run.text[1:]) if after_number and counts(run.text[1:]) else run
        before = run
