"""Several works in one session of a council: the same step for each, by the same rules, each on its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from songfai.kit.errors import Refused
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.ballots import close, open_ballot
from songfai.works.actions.filing import convene
from songfai.works.actions.scoring import count_points
from songfai.works.models import Council, Submission
from songfai.works.states import Step

ACTIONS: dict[Step, Callable[..., Any]] = {
    Step.CONVENE: convene,
    Step.OPEN: open_ballot,
    Step.COUNT: count_points,
    Step.CLOSE: close,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one work: done, or why not."""

    submission: Submission
    refused: Refused | None


def take_together(
    *,
    step: Step,
    works: Sequence[tuple[Submission, int]],
    council: Council,
    minutes: str = "",
    by: Seat,
    at: datetime,
) -> list[Outcome]:
    """Take a step (states.TOGETHER) with each of `works`, a submission and the revision of it that was seen. Each is a
    transaction of its own: a work that is refused stays as it was, and holds up no other.

    Refused as a whole: no_works, not_together, minutes_missing.
    """
    rules.require_together(step, len(works), minutes)
    more: dict[str, Any] = {"council": council} if step == Step.CONVENE else {}
    if step in (Step.COUNT, Step.CLOSE):
        more["minutes"] = minutes
    found = []
    for submission, seen in works:
        refused = None
        try:
            ACTIONS[step](submission=submission, by=by, at=at, seen_revision=seen, **more)
        except Refused as told:
            refused = told
        found.append(Outcome(submission, refused))
    return found
