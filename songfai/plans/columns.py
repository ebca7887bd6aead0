"""What the lists of plans and their items are exported with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from songfai.kit.tables import Column
from songfai.programmes.models import FurtherParty, Programme


def who(programme: Programme, position: int, party: FurtherParty | None = None) -> Any:
    """Both sides, or one of them, or a further party by its name."""
    if party is not None:
        return party.display_name
    names = {side.position: side.display_name for side in programme.sides.all()}
    return names.get(position, _("Both sides"))


def item_columns(programme: Programme) -> list[Column]:
    with_party = Column(
        "with_party",
        _("Further party that coordinates"),
        lambda item: item.coordinator_party.display_name if item.coordinator_party else "",
    )
    return [
        Column("number", _("No."), lambda item: item.number, "number"),
        Column("commitment", _("Commitment"), lambda item: item.commitment.number, "number"),
        Column("title", _("Item"), lambda item: item.title),
        Column("kind", _("Kind"), lambda item: item.get_kind_display()),
        Column("quantity", _("Quantity"), lambda item: item.quantity, "number"),
        Column("unit", _("Unit of measure"), lambda item: item.unit),
        Column("quarter", _("Quarter"), lambda item: item.get_quarter_display()),
        Column("lead", _("Who leads"), lambda item: who(programme, item.lead, item.lead_party)),
        Column("with", _("Who coordinates"), lambda item: who(programme, item.coordinating)),
        *([with_party] if programme.has_further else []),
        Column("payer", _("Who pays"), lambda item: who(programme, item.payer, item.payer_party)),
        Column("costs", _("Who pays what"), lambda item: item.costs),
        Column("venue", _("Venue"), lambda item: item.venue),
        Column("note", _("Note"), lambda item: item.note),
    ]


PLAN_COLUMNS = [
    Column("year", _("Year"), lambda plan: plan.year, "year"),
    Column("version", _("Version"), lambda plan: plan.version, "number"),
    Column(
        "stage",
        _("Stage"),
        lambda plan: _("Draft") if plan.is_draft else plan.document.standing.get_stage_display(),
    ),
    Column(
        "offered",
        _("Offered"),
        lambda plan: None if plan.is_draft else plan.document.standing.offered_at.date(),
        "date",
    ),
    Column("reason", _("Reason for this version"), lambda plan: plan.note),
]
