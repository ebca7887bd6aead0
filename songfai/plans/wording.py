"""What the fields of a plan's document are called, and their codes in words, where versions are compared."""

from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import current_language
from songfai.programmes.models import Programme
from songfai.programmes.queries import further_parties_of
from songfai.programmes.states import CommitmentType
from songfai.record.differences import Layout, Shown

QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def commitment_number(code: str) -> str:
    """ "c03" is commitment 3."""
    return str(int(code.removeprefix("c")))


def party_words(programme: Programme) -> dict[str, str]:
    """The further parties by the origin papers name them by; no query where there is none."""
    rows = further_parties_of(programme) if programme.has_further else ()
    return {one.institution.origin: one.display_name.best(current_language())[0] for one in rows}


def item_words(programme: Programme) -> Layout:
    """Labels and words for record.queries.differences of two versions of a plan."""
    sides = {
        f"p{side.position}": side.display_name.best(current_language())[0] for side in programme.sides.all()
    }
    who = {"both": _("Both sides"), **sides}
    parties = party_words(programme)
    return {
        "items": _("Item"),
        "number": _("Number"),
        "title": _("What is to be done"),
        "commitment": Shown(_("Commitment"), commitment_number),
        "kind": Shown(_("Kind"), dict(choices(CommitmentType))),
        "quantity": _("Quantity"),
        "unit": _("Unit of measure"),
        "quarter": Shown(_("Quarter"), QUARTERS),
        "lead": Shown(_("Who leads"), who),
        "payer": Shown(_("Who pays"), who),
        "lead_party": Shown(_("Further party that leads"), parties),
        "coordinator_party": Shown(_("Further party that coordinates"), parties),
        "payer_party": Shown(_("Further party that pays"), parties),
        "costs": _("Who pays what"),
        "venue": _("Venue"),
        "note": _("Note"),
        "reason": _("Reason for this version"),
        "year": _("Year"),
    }
