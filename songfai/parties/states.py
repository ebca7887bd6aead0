"""What an institution can be, and the roles a person can have for it."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Layout(State):
    """The family of official papers an institution writes."""

    VN = "vn", N_("Viet Nam: Decree 30/2020")
    LA = "la", N_("Lao PDR")


class SuccessionKind(State):
    """How one body came to answer for what another answered for."""

    MERGED = "merged", N_("Merged into")
    SPLIT = "split", N_("Split into")
    RENAMED = "renamed", N_("Continued under another name")
    MOVED = "moved", N_("Function moved to")


class Role(State):
    LEADER = "leader", N_("Leader")
    COORDINATOR = "coordinator", N_("Coordinator")
    UNIT_OFFICER = "unit_officer", N_("Unit officer")
    CLERK = "clerk", N_("Records clerk")
    READER = "reader", N_("Reader")
    INSPECTOR = "inspector", N_("Inspector")
    ADMINISTRATOR = "administrator", N_("Administrator")
    AUTHOR = "author", N_("Author of works")
