"""The marks of a work that change what the law asks: as claimed, and as checked."""

from dataclasses import dataclass
from datetime import datetime

from songfai.works import rules
from songfai.works.models import Check, Submission, Work
from songfai.works.states import CREATORS, Investor, IpStatus, Mark, Step, SuperiorWhen


@dataclass(frozen=True, slots=True)
class Line:
    """One mark on the page of a work. `check` is the check that counts; `outdated`: it was of another claim, or before the
    work was handed in anew."""

    mark: Mark
    marked: rules.Marked
    check: Check | None
    outdated: bool


def claims_of(work: Work) -> dict[Mark, bool]:
    """What the authors state, of those marks the work can have. Reads work.authors."""
    creators = [one for one in work.authors.all() if one.role in CREATORS]
    claims = {
        Mark.STATE_FUNDED: work.state_funded,
        Mark.HEAD: any(one.heads_unit for one in creators),
        Mark.UNION: any(one.union_member for one in creators),
        Mark.PROTECTED: work.ip_status == IpStatus.PROTECTED,
    }
    if work.invested_by == Investor.OTHER:
        claims[Mark.REFUSED] = work.investor_refused
    return claims


def lines_of_marks(work: Work) -> list[Line]:
    """Reads work.authors, work.checks and, where there are checks, the moves of work.submissions."""
    newest = {one.mark: one for one in sorted(work.checks.all(), key=lambda one: one.pk)}
    handed_in = _handed_in(work) if newest else None
    found = []
    for mark, claimed in claims_of(work).items():
        check = newest.get(mark)
        counts = (
            check is not None and check.claimed == claimed and (handed_in is None or check.at >= handed_in)
        )
        marked = rules.Marked(claimed, check.found if check and counts else None)
        found.append(Line(mark, marked, check if counts else None, outdated=bool(check) and not counts))
    return found


def _handed_in(work: Work) -> datetime | None:
    """When the application that counts was last handed in: authors may be others since an earlier check."""
    base = max((one for one in work.submissions.all() if not one.above), key=lambda one: one.pk, default=None)
    if base is None:
        return None
    return max((one.at for one in base.moves.all() if one.step in ("", Step.MEND)), default=None)


def marks_of(work: Work) -> rules.Marks:
    return {one.mark: one.marked for one in lines_of_marks(work)}


def investor_asked(submission: Submission) -> bool:
    """Whether somebody else who paid must have refused first, by the rules it was filed under. Of the recognition only, and
    not of what was handed in before it was asked who paid."""
    told = submission.filed.get("investor") or {}
    if submission.above or told.get("by") != Investor.OTHER:
        return False
    return submission.regulation.investor_first


def superior_when(submission: Submission) -> SuperiorWhen:
    """By the rules it was filed under. Of the recognition only: a level above the unit is superior already."""
    return SuperiorWhen.NEVER if submission.above else SuperiorWhen(submission.regulation.superior_when)


def superior_asked(submission: Submission) -> bool:
    """Whether a superior body approves first, by what is claimed and what was found."""
    marks = marks_of(submission.work)
    return rules.needs_superior(
        superior_when(submission),
        head_is_author=marks[Mark.HEAD].holds,
        state_funded=marks[Mark.STATE_FUNDED].holds,
    )
