"""What the fields of a plan's document are called on the screen where versions are compared."""

from django.utils.translation import gettext_lazy as _

ITEM_WORDS = {
    "number": _("Number"),
    "commitment": _("Commitment"),
    "title": _("Item"),
    "kind": _("Kind"),
    "quantity": _("Quantity"),
    "unit": _("Unit of measure"),
    "quarter": _("Quarter"),
    "lead": _("Who leads"),
    "payer": _("Who pays"),
    "venue": _("Venue"),
    "note": _("Note"),
    "reason": _("Reason for this version"),
    "year": _("Year"),
}
