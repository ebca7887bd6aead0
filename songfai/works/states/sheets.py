"""How far a workbook of works is, and what it brings. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class SheetStep(State):
    """How far a workbook of works is."""

    CHECKED = "checked", N_("Checked")
    TAKING = "taking", N_("Being taken in")
    TAKEN = "taken", N_("Taken in")
    FILING = "filing", N_("Being filed")
    FILED = "filed", N_("Filed, as far as complete")
    LEAVING = "leaving", N_("Being withdrawn")
    LAYING = "laying", N_("Its texts are made ready to be compared")


class SheetKind(State):
    WORKS = "works", N_("Works to be filed")
    PAST = "past", N_("Works recognised before this register")


# Its works may be filed, and filed again once what was missing is there.
SHEET_FILEABLE = {SheetStep.TAKEN, SheetStep.FILED}
