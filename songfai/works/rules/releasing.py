"""What a side may release to the other one. Plain Python."""

from songfai.kit.errors import N_, Refused
from songfai.works.states import RELEASABLE, Stage

# Works released in one step: one signed line each, in one file.
MOST = 500


def require_counts(counts: bool) -> None:
    if not counts:
        raise Refused(
            "no_works_here",
            N_("This programme promises no campaign, contest or award: no works are released in it."),
        )


def require_recognised(stage: Stage) -> None:
    if stage not in RELEASABLE:
        raise Refused("not_recognised", N_("Only a recognised work is released to the partner."))


def require_some(number: int) -> None:
    if not number:
        raise Refused("nothing_to_release", N_("Every recognised work of this list is released already."))


def require_not_too_many(number: int) -> None:
    if number > MOST:
        raise Refused("too_many_at_once", N_("At most %(most)s works are released in one step."), most=MOST)


def require_released(standing: bool) -> None:
    if not standing:
        raise Refused("not_released", N_("This work is not released any more."))
