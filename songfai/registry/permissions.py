"""Who may do what with the documents of a register. Only the institution's own seats see it."""

from songfai.kit.errors import N_, NotPermitted
from songfai.parties.models import Seat
from songfai.parties.permissions import can, check
from songfai.registry.models import DocumentType, OfficialDocument, ReportDuty, Series
from songfai.registry.states import Step

# What is done -> the role's right. "registry" is that of the registry office: it numbers, registers and sends.
CAPABILITIES: dict[str, str] = {
    "draft": "record",
    "change": "record",
    "recipients": "record",
    "parts": "record",
    "register": "registry",
    "archive": "registry",
    "series": "registry",
    "types": "registry",
    "duty": "registry",
    "report": "record",
    "receipt": "registry",
    Step.REVIEW: "draft",
    Step.CHECK: "registry",
    Step.RETURN: "record",
    Step.SIGN: "draft",
    Step.NUMBER: "registry",
    Step.ISSUE: "registry",
    Step.RECALL: "draft",
    Step.HAND: "registry",
    Step.DEAL: "record",
    Step.CANCEL: "registry",
}


# A row of the list of types that comes with the software belongs to nobody.
Row = OfficialDocument | ReportDuty | Series | DocumentType


def may(seat: Seat | None, what: str, row: Row | None = None) -> bool:
    if not can(seat, CAPABILITIES[what]):
        return False
    if row is None:
        return True
    return seat is not None and row.institution_id is not None and seat.acts_for(row.institution_id)


def check_may(seat: Seat, what: str, row: Row | None = None) -> None:
    check(seat, CAPABILITIES[what])
    if not may(seat, what, row):
        raise NotPermitted("other_register", N_("This is the register of another institution."))
