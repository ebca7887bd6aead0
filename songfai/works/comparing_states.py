"""What is said of a comparison: how authors answer, and where a source outside the register stands. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Reply(State):
    """How the authors answer what an earlier work has the same."""

    DIFFERENT = "different", N_("Our solution is different; we say where")
    REUSED = "reused", N_("We apply it anew with improvements, and name the source")
    COMMON = "common", N_("This is common knowledge of the trade")


class SourceKind(State):
    """A source outside the register."""

    PATENT = "patent", N_("Patent or patent application")
    JOURNAL = "journal", N_("Journal, book or report")
    WEB = "web", N_("Address of the web")
    OTHER = "other", N_("Another source")
