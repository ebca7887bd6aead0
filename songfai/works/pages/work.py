"""A work: its description as far as one may read it, authors, benefit, files, the way of its submissions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from songfai.deadlines.counting import Counted
from songfai.deadlines.wording import how_counted
from songfai.kit.clock import today
from songfai.kit.refusals import words
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.forms import PaperForm
from songfai.works.models import Move, Submission, Work
from songfai.works.pages.parts import work_of
from songfai.works.permissions import council_role, may, reads_confidential
from songfai.works.queries import (
    ballot_of,
    benefits_of,
    filing_of,
    latest,
    papers_for,
    parts_for,
    result_of,
    shares_of,
    voter_of,
)
from songfai.works.states import (
    CREATORS,
    FILEABLE,
    MOVES,
    RECOGNITION,
    WAY,
    WITH_REASON,
    WORDED,
    PartKind,
    Stage,
    Step,
)

# Where the reason of the last step stands above everything else.
WHY = {Stage.DEFECTS, Stage.NOT_ACCEPTED, Stage.REFUSED, Stage.REVOKED, Stage.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way of a submission: reached by whom and when, or still ahead."""

    words: str
    move: Move | None
    current: bool


def way_of(submission: Submission | None) -> list[Stop]:
    """The usual way, as far as it went; at its end what became of it where that lies off the way."""
    if submission is None:
        return [Stop(_(one.words), None, one == Stage.DRAFT) for one in WAY]
    reached = {one.stage: one for one in submission.moves.all()}
    stage = Stage(submission.stage)
    stops = [Stop(_(one.words), reached.get(one), stage == one) for one in WAY[1:]]
    if stage not in WAY:
        done = [one for one in stops if one.move]
        ahead = [] if not MOVES[stage] else [one for one in stops if not one.move]
        return [*done, Stop(_(stage.words), reached.get(stage), current=True), *ahead]
    return stops


def steps_of(work: Work, submission: Submission | None, seat: Seat | None) -> list[dict[str, Any]]:
    """The steps from here, those that stop it last; and whether this person may take them."""
    if submission is None:
        return []
    needs = _needs_superior(work)
    steps = [
        one
        for one in MOVES[Stage(submission.stage)]
        if one != Step.SEND_UP or (needs and submission.stage == Stage.VOTED)
    ]
    return [
        {
            "step": one,
            "words": _(one.words),
            "may": may(seat, one, work, submission),
            "stops": one in WITH_REASON and one != Step.DEFECTS,
        }
        for one in steps
    ]


def _needs_superior(work: Work) -> bool:
    head = any(one.heads_unit and one.role in CREATORS for one in work.authors.all())
    return rules.needs_superior(head_is_author=head, state_funded=work.state_funded)


def missing_of(work: Work, seat: Seat | None) -> list[str]:
    """What is still missing before it can be filed, told to those who may file it."""
    if work.stage not in WORDED or not may(seat, "file", work):
        return []
    return [words(one) for one in rules.missing(filing_of(work, today()))]


def part_rows(work: Work, submission: Submission | None, seat: Seat | None) -> list[dict[str, Any]]:
    found = {one.kind: one for one in parts_for(seat, work, submission)}
    reads = reads_confidential(seat, work, submission)
    rows = []
    for kind in PartKind:
        part = found.get(kind)
        secret = bool(part and part.confidential)
        rows.append(
            {
                "words": _(kind.words),
                "text": part.text if part else "",
                "secret": secret,
                "hidden": secret and not reads,
            }
        )
    return rows


def about_council(work: Work, submission: Submission | None, seat: Seat | None) -> dict[str, Any]:
    """The council, the turnout of an open ballot, the result of a counted one, and one's own vote to give."""
    if submission is None or submission.council is None:
        return {}
    ballot = ballot_of(submission)
    voter = voter_of(seat, ballot)
    return {
        "ballot": ballot,
        "turnout": result_of(ballot) if ballot else None,
        "my_role": council_role(seat, submission) if seat else "",
        "may_vote": voter is not None and not voter.barred and not voter.voted,
        "has_voted": voter is not None and voter.voted,
        "may_find": may(seat, "findings", work, submission) and submission.stage in ("appraisal", "voting", "voted"),
        "findings": list(submission.findings.all()),
        "judgements": list(submission.judgements.all()),
    }  # fmt: skip


def author_rows(work: Work, seat: Seat | None) -> list[dict[str, Any]]:
    may_write = work.stage in WORDED and may(seat, "authors", work)
    behalf = may_write and may(seat, "behalf")
    rows = []
    for one in work.authors.all():
        own = seat is not None and one.account_id == seat.account_id
        to_confirm = work.stage in WORDED and one.role in CREATORS and not one.confirmed
        rows.append(
            {
                "author": one,
                "may_confirm": to_confirm and own,
                "may_enter": to_confirm and behalf and one.account_id is None,
                "may_write": may_write,
            }
        )
    return rows


def work(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = work_of(request, key)
    seat, submission = request.seat, latest(shown)
    benefits, sums = benefits_of(shown)
    worded = shown.stage in WORDED
    first = shown.first_applied.first_day() if shown.first_applied else None
    open_benefit = (worded or shown.stage in RECOGNITION) and may(seat, "benefits", shown)
    context = {
        "work": shown,
        "submission": submission,
        "reason": submission.reason if submission and submission.stage in WHY else "",
        "earlier": list(shown.submissions.all())[1:],
        "way": way_of(submission),
        "steps": steps_of(shown, submission, seat),
        "moves": list(submission.moves.all()) if submission else [],
        "missing": missing_of(shown, seat),
        "may_file": shown.stage in FILEABLE and may(seat, "file", shown),
        "may_write": worded and may(seat, "write", shown),
        "may_discard": shown.stage == Stage.DRAFT and submission is None and may(seat, "write", shown),
        "may_compare": reads_confidential(seat, shown, submission),
        "parts": part_rows(shown, submission, seat),
        "authors": author_rows(shown, seat),
        "total": rules.total(shares_of(shown.authors.all())),
        "benefits": benefits,
        "sums": sums,
        "may_benefit": open_benefit,
        "may_confirm_benefit": may(seat, "confirm_benefit", shown),
        "papers": list(papers_for(seat, shown, submission)),
        "paper_form": PaperForm() if worded and may(seat, "papers", shown) else None,
        "novelty": rules.novelty_date(submission.filed_on if submission else None, first),
        "late": bool(submission and submission.due and submission.due < today()),
        "due_counted": how_counted(Counted.of(submission.counted)) if submission else [],
        "recognised": shown.stage in RECOGNITION,
        **about_council(shown, submission, seat),
    }
    return render(request, "works/work.html", context)
