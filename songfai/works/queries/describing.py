"""What whoever writes a work is told to put into each part of its description."""

from datetime import date

from django.db.models import Q

from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution
from songfai.works.models import PartHelp, Regulation, Work
from songfai.works.queries.councils import regulation_for
from songfai.works.queries.works import latest
from songfai.works.states import PartKind, Stage

PartHelps = dict[PartKind, Trilingual]


def part_helps(regulation: Regulation | None) -> PartHelps:
    """By one version of rules: its own texts, else those that come with the software."""
    rows = PartHelp.objects.filter(Q(regulation=None) | Q(regulation=regulation)).order_by("id")
    found = {PartKind(one.kind): one.text for one in rows if one.regulation_id is None}
    own = {PartKind(one.kind): one.text for one in rows if one.regulation_id is not None}
    return found | own


def part_helps_here(institution: Institution, day: date) -> PartHelps:
    """By the rules under which a work would be filed with an institution on a day."""
    return part_helps(regulation_for(institution, day))


def part_helps_of(work: Work, day: date) -> PartHelps:
    """A work that is to be mended stays under the rules it was filed under."""
    filed = latest(work)
    if filed is not None and filed.stage == Stage.DEFECTS:
        return part_helps(filed.regulation)
    return part_helps_here(work.institution, day)
