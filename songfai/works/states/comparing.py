"""What is said of a comparison: layers, answers, sources outside the register. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Layer(State):
    """In what an earlier work may be like this one. A machine finds the wording; of the others, people say what they are."""

    WORDING = "wording", N_("Wording")
    MEANING = "meaning", N_("Meaning")
    SOLUTION = "solution", N_("Solution")
    PROCESS = "process", N_("Way of doing it")


class Alike(State):
    SAME = "same", N_("the same")
    PARTLY = "partly", N_("partly the same")
    DIFFERENT = "different", N_("different")


class Known(State):
    """How another work stands in time to the one that is compared."""

    EARLIER = "earlier", N_("known earlier")
    FILED_EARLIER = "filed_earlier", N_("filed earlier, though this work is said to have been applied before")
    SAME_DAY = "same_day", N_("known on the same day")
    LATER = "later", N_("known later, by what its authors state")


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
