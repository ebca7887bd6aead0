"""What a side may release to the other one. Plain Python."""

from songfai.kit.errors import N_, Changed, Refused
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


def require_seen(seen: str | None, now: str) -> None:
    """What is released is what was looked at. Changed: more_recognised, released_meanwhile."""
    if seen is None or seen == now:
        return
    before, number = _number_in(seen), _number_in(now)
    if before and number > before:
        raise Changed(
            "more_recognised",
            N_(
                "Works have been recognised since you looked: there were %(before)s to release, now there are %(number)s. Nothing"
                " was released. Look at the list again, then release."
            ),
            before=before,
            number=number,
        )
    raise Changed(
        "released_meanwhile",
        N_(
            "What is to be released has changed since you looked. Nothing was released. Look at it again, then release."
        ),
    )


def _number_in(seen: str) -> int:
    """How many works; 0 for what no page of ours has said."""
    number = seen.partition(":")[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
