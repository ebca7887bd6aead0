"""What the lists of support, payments and rates are exported with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from songfai.kit.tables import Column
from songfai.programmes.models import FurtherParty
from songfai.support.models import Support
from songfai.support.states import SupportKind

OWN_UNITS = {
    SupportKind.COURSE: _("persons"),
    SupportKind.PLACES: _("places"),
    SupportKind.PERSON_DAYS: _("person-days"),
}


def unit_of(support: Support) -> Any:
    """Goods have their own unit; what else is counted has the unit of its kind."""
    return support.unit or OWN_UNITS.get(SupportKind(support.kind), "")


def side_name(support: Support, position: int) -> Any:
    return next(
        side.name_on(support.delivered_on)
        for side in support.programme.sides.all()
        if side.position == position
    )


def end_name(support: Support, position: int, party: FurtherParty | None) -> Any:
    """Who gives or receives: a further party, else the side."""
    return party.display_name if party else side_name(support, position)


def money(minor: int | None, currency: str) -> Any:
    return (minor, currency) if minor is not None else None


COLUMNS = [
    Column("year", _("Year"), lambda row: row.year, "year"),
    Column("title", _("What is given"), lambda row: row.title),
    Column("kind", _("Kind"), lambda row: row.get_kind_display()),
    Column("giver", _("Given by"), lambda row: end_name(row, row.giver, row.giver_party)),
    Column("receiver", _("Given to"), lambda row: end_name(row, row.receiver, row.receiver_party)),
    Column("state", _("State"), lambda row: row.get_state_display()),
    Column("quantity", _("How much"), lambda row: row.quantity, "number"),
    Column("unit", _("Unit of measure"), unit_of),
    Column("money", _("Money"), lambda row: money(row.minor, row.currency), "money"),
    Column("delivered_on", _("Delivered on"), lambda row: row.delivered_on, "date"),
    Column("received_on", _("Received on"), lambda row: row.received_on, "date"),
    Column("arrived", _("How much arrived"), lambda row: row.arrived, "number"),
    Column(
        "arrived_money", _("Money that arrived"), lambda row: money(row.arrived_minor, row.currency), "money"
    ),
    Column(
        "commitment", _("Commitment"), lambda row: row.commitment.number if row.commitment else None, "number"
    ),
]
PAYMENT_COLUMNS = [
    Column("paid_on", _("Paid on"), lambda row: row.paid_on, "date"),
    Column("title", _("For what"), lambda row: row.title),
    Column("rate", _("Rate"), lambda row: str(row.by_rate or "")),
    Column("version", _("Version of the table"), lambda row: row.by_rate.basis if row.by_rate else ""),
    Column("persons", _("Persons"), lambda row: row.persons, "number"),
    Column("times", _("Times"), lambda row: row.times, "number"),
    Column("amount", _("Amount"), lambda row: (row.minor, row.currency), "money"),
    Column("paper", _("Number of the voucher"), lambda row: row.paper),
]
RATE_COLUMNS = [
    Column("basis", _("Legal basis"), lambda row: row.version.basis),
    Column("state", _("State"), lambda row: row.version.get_state_display()),
    Column("valid_from", _("Applies from"), lambda row: row.version.valid_from, "date"),
    Column("valid_to", _("Applies to"), lambda row: row.version.valid_to, "date"),
    Column("level", _("Level"), lambda row: row.level),
    Column("category", _("Category"), lambda row: row.category),
    Column("amount", _("Amount"), lambda row: (row.minor, row.version.currency), "money"),
    Column("per", _("For what"), lambda row: row.version.per),
]
