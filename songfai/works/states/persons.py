"""Two ways of writing an author, and whether they are one person. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Likeness(State):
    """Why two ways an author is written may be one person: how the names agree, and what else does."""

    SAME = "same", N_("the same name")
    MARKS = "marks", N_("the names differ only in marks or capitals")
    ORDER = "order", N_("the same words of the name in another order")
    SOUND = "sound", N_("the names sound alike, in Lao and in Latin letters")
    SPELT = "spelt", N_("the names sound alike")
    ACCOUNTS = "accounts", N_("two accounts")
    BORN = "born", N_("the same date of birth")
    NOT_BORN = "not_born", N_("a date of birth is missing or incomplete")
    UNIT = "unit", N_("the same unit")


class PairState(State):
    """What was said of two ways of writing an author."""

    OPEN = "open", N_("Not decided")
    SAME = "same", N_("The same person")
    DIFFERENT = "different", N_("Different persons")


# A decision is undone before the other one is taken: nobody overwrites what somebody else has said.
PAIR_MOVES: dict[PairState, set[PairState]] = {
    PairState.OPEN: {PairState.SAME, PairState.DIFFERENT},
    PairState.SAME: {PairState.OPEN},
    PairState.DIFFERENT: {PairState.OPEN},
}
