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
from songfai.programmes.models import Programme
from songfai.programmes.queries import side_of
from songfai.works import rules
from songfai.works.forms import PaperForm
from songfai.works.models import Benefit, Disclosure, Move, Release, Submission, Work
from songfai.works.pages.lettering import about_letter
from songfai.works.pages.parts import keep_disclosed, work_of
from songfai.works.pages.requesting import told_term
from songfai.works.pages.sitting import about_council, still_missing
from songfai.works.permissions import (
    Reads,
    may,
    reads,
    reads_confidential,
    sees_pay,
)
from songfai.works.queries import (
    above,
    agreement_of,
    benefits_of,
    bodies_of_side,
    council_papers,
    counted_ballot,
    dues_of,
    entries_of,
    filing_of,
    known_elsewhere,
    latest,
    levels_of,
    lines_of_marks,
    open_to,
    papers_for,
    parts_for,
    programmes_to_release_in,
    releases_of,
    rubric_of,
    shares_of,
    superior_asked,
    use_of,
)
from songfai.works.rules.campaigns import NOT_FILED
from songfai.works.states import (
    CREATORS,
    ELSEWHERE,
    FILEABLE,
    OBJECTABLE,
    RECOGNITION,
    RELEASABLE,
    RUNNING,
    WAY,
    WITH_REASON,
    WORDED,
    Confirmed,
    PartKind,
    PointsUse,
    Scheme,
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
    usual = WAY[1:-1] if submission.above else WAY[1:]
    stops = [Stop(_(one.words), reached.get(one), stage == one) for one in usual]
    if stage not in usual:
        done = [one for one in stops if one.move]
        ahead = (
            []
            if not rules.moves(stage, Scheme(submission.scheme))
            else [one for one in stops if not one.move]
        )
        return [*done, Stop(_(stage.words), reached.get(stage), current=True), *ahead]
    return stops


def steps_of(work: Work, submission: Submission | None, seat: Seat | None) -> list[dict[str, Any]]:
    """The steps from here, those that stop it last; and whether this person may take them."""
    if submission is None:
        return []
    left_out = set() if superior_asked(submission) and submission.stage == Stage.VOTED else {Step.SEND_UP}
    if submission.stage == Stage.APPRAISAL:
        alone = use_of(rubric_of(submission.regulation)) == PointsUse.DECIDE
        left_out.add(Step.OPEN if alone else Step.COUNT)
    ballot = counted_ballot(submission)
    if ballot and not ballot.carried:
        # What the council has not voted for can only be refused: nothing else is offered.
        left_out |= {Step.RECOGNISE, Step.SEND_UP}
    possible = rules.moves(Stage(submission.stage), Scheme(submission.scheme))
    steps = [one for one in possible if one not in left_out]
    return [
        {
            "step": one,
            "words": _(one.words),
            "may": may(seat, one, work, submission),
            "stops": one in WITH_REASON and one != Step.DEFECTS,
        }
        for one in steps
    ]


def missing_of(work: Work, seat: Seat | None) -> list[str]:
    """What is still missing before it can be filed, told to those who may file it."""
    if work.stage not in WORDED or not may(seat, "file", work):
        return []
    return [words(one) for one in rules.missing(filing_of(work, today()))]


def part_rows(work: Work, submission: Submission | None, seat: Seat | None) -> list[dict[str, Any]]:
    found = {one.kind: one for one in parts_for(seat, work, submission)}
    reads_all = reads_confidential(seat, work, submission)
    rows = []
    for kind in PartKind:
        part = found.get(kind)
        secret = bool(part and part.confidential)
        rows.append(
            {
                "words": _(kind.words),
                "text": part.text if part else "",
                "secret": secret,
                "hidden": secret and not reads_all,
            }
        )
    return rows


def author_rows(work: Work, seat: Seat | None) -> list[dict[str, Any]]:
    may_write = work.stage in WORDED and may(seat, "authors", work)
    behalf = may_write and may(seat, "behalf")
    officer = seat is not None and may(seat, "behalf") and seat.acts_for(work.institution_id)
    rows = []
    for one in work.authors.all():
        own = seat is not None and one.account_id == seat.account_id
        to_confirm = work.stage in WORDED and one.role in CREATORS and not one.confirmed
        objects = next((each for each in one.objections.all() if each.ended_at is None), None)
        rows.append(
            {
                "author": one,
                "may_confirm": to_confirm and own,
                # Said to whoever may do something about it, never a ground to refuse: people have several names.
                "account_of": one.account_name if (to_confirm if own else may_write) else None,
                "own": own,
                "may_enter": to_confirm and behalf and one.account_id is None,
                "may_write": may_write,
                "may_agree": own and objects is not None and work.stage in OBJECTABLE and not to_confirm,
                "may_object": own and one.confirmed == Confirmed.BEHALF and work.stage in OBJECTABLE,
                "sees_signed": one.signed_paper_id is not None and (own or officer),
                "objects": objects,
                # What somebody wrote of a quarrel is for those it is between.
                "reads_why": own or officer,
            }
        )
    return rows


def about_submission(submission: Submission | None, work: Work, seat: Seat | None) -> dict[str, Any]:
    """What the page of a work and that of a level above its unit tell of a submission."""
    return {
        "submission": submission,
        "reason": submission.reason if submission and submission.stage in WHY else "",
        "way": way_of(submission),
        "steps": steps_of(work, submission, seat),
        "moves": list(submission.moves.all()) if submission else [],
        "late": bool(submission and submission.due and submission.due < today()),
        "due_counted": how_counted(Counted.of(submission.counted)) if submission else [],
        "recognised": work.stage in RECOGNITION,
        "marks": lines_of_marks(work),
        "may_check": submission is not None
        and submission.stage in RUNNING
        and may(seat, "check_mark", work, submission),
        "still_missing": still_missing(submission),
        "council_papers": [(one, _(one.words)) for one in council_papers(seat, submission)]
        if submission
        else [],
        **about_letter(submission, work, seat),
        "disclosures": disclosed_to(seat, work, submission),
        **about_council(work, submission, seat),
    }


def level_rows(work: Work, seat: Seat | None) -> dict[str, Any]:
    """Where it was sent above its unit, and where it may be: what is missing for each level."""
    sent = above(work)
    open_to = work.stage in RECOGNITION and may(seat, "send_above", work)
    levels = levels_of(work, today()) if open_to else []
    rows = [
        {
            "scheme": one.scheme,
            "words": _(one.scheme.words),
            "body": one.body,
            "regulation": one.regulation,
            "missing": [words(each) for each in one.missing],
            "submission": one.submission,
        }
        for one in levels
    ]
    return {"sent": sent, "levels": rows, "may_send": open_to}


def about_pay(work: Work, benefits: list[Benefit], seat: Seat | None) -> dict[str, Any]:
    """What the authors are owed, for them and the unit that owes it; from the recognition on. Once that is revoked, what
    was agreed and paid until then stays to be read."""
    recognised = work.stage in RECOGNITION
    agreement = agreement_of(work) if recognised or work.stage == Stage.REVOKED else None
    if not sees_pay(seat, work) or not (recognised or agreement):
        return {"shows_pay": False}
    return {
        "shows_pay": True,
        "agreement": agreement,
        "dues": dues_of(work, benefits, today()),
        "may_agree": recognised and may(seat, "agreement", work),
        "may_pay": recognised and may(seat, "pay", work),
    }


def about_guidance(work: Work, seat: Seat) -> dict[str, Any]:
    guides = [one for one in work.mentorships.all() if one.ended_at is None]
    asked = any(one.mentor_id == seat.account_id for one in guides)
    readers = [one.account_id for one in work.readings.all()]
    reader = may(seat, "mark_read", work) and work.stage not in (Stage.DRAFT, *ELSEWHERE)
    return {
        "guided": asked or (may(seat, "ask_mentor", work) and work.stage not in ELSEWHERE),
        "may_offer": reader and not asked,
        "may_read": reader and seat.account_id not in readers,
        "read_by": len(readers),
    }


def about_campaigns(work: Work, seat: Seat) -> dict[str, Any]:
    """Which campaigns count it, for those who may enter it and those who read it; and whether another one is open."""
    entered = work.stage not in (Stage.DRAFT, *ELSEWHERE) and may(seat, "enter_campaign", work)
    may_enter = entered and work.stage not in NOT_FILED
    return {
        "entered": list(entries_of(work)),
        "may_leave": entered,
        "may_enter": may_enter and open_to(work, today()).exists(),
    }


def released_in(work: Work, seat: Seat) -> list[tuple[Programme, Release | None]]:
    """The programmes in which the person may release it, or has it released already; none for a work that is not recognised."""
    if work.stage not in RELEASABLE or not may(seat, "release"):
        return []
    day = today()
    standing = {one.programme_id: one for one in releases_of(work) if one.withdrawn_at is None}
    programmes = [
        one
        for one in programmes_to_release_in(seat, day, standing)
        if (side := side_of(one, seat)) is not None and work.institution_id in bodies_of_side(side, day)
    ]
    return [(one, standing.get(one.pk)) for one in programmes]


def handed_in(request: HttpRequest, work: Work, submission: Submission) -> HttpResponse:
    """A work that is its authors' again, for who had it before them: what was handed in, and what became of it."""
    context = {
        "work": work,
        "submission": submission,
        "title": submission.filed.get("title", {}),
        "authors": [one for one in submission.filed.get("authors", []) if one["role"] in CREATORS],
        "parts": part_rows(work, submission, request.seat),
        "moves": list(submission.moves.all()),
        "council_papers": [(one, _(one.words)) for one in council_papers(request.seat, submission)],
    }
    context |= about_letter(submission, work, request.seat)
    return render(request, "works/handed_in.html", context)


def disclosed_to(seat: Seat | None, work: Work, submission: Submission | None) -> list[Disclosure]:
    """Who of the council has opened what is confidential, for those whose secret it is and for the office that keeps it."""
    if submission is None or not reads_confidential(seat, work, submission):
        return []
    return list(submission.disclosures.all())


def work(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = work_of(request, key)
    seat, submission = request.seat, latest(shown)
    if submission is not None and reads(seat, shown, submission) == Reads.FILED:
        return handed_in(request, shown, submission)
    keep_disclosed(request, submission)
    benefits, sums = benefits_of(shown)
    worded = shown.stage in WORDED
    first = rules.surely_applied(shown.first_applied)
    elsewhere = known_elsewhere(shown)
    open_benefit = (worded or shown.stage in RECOGNITION) and may(seat, "benefits", shown)
    considered = submission is not None and submission.stage in RUNNING
    context = {
        "work": shown,
        "request_term": told_term(shown)
        if (worded or considered) and reads_confidential(seat, shown, submission)
        else None,
        "earlier": [one for one in shown.submissions.all() if not one.above][1:],
        "missing": missing_of(shown, seat),
        "may_file": shown.stage in FILEABLE and may(seat, "file", shown),
        "may_write": worded and may(seat, "write", shown),
        "may_discard": shown.stage == Stage.DRAFT and submission is None and may(seat, "write", shown),
        "may_compare": reads_confidential(seat, shown, submission),
        "past": shown.past if shown.stage == Stage.PAST else None,
        "partner": shown.partner if shown.stage == Stage.PARTNER else None,
        "released_in": released_in(shown, seat),
        "parts": part_rows(shown, submission, seat),
        "authors": author_rows(shown, seat),
        "total": rules.total(shares_of(shown.authors.all())),
        "benefits": benefits,
        "sums": sums,
        "may_benefit": open_benefit,
        "may_confirm_benefit": may(seat, "confirm_benefit", shown),
        "may_correct_benefit": (worded or shown.stage in RECOGNITION) and may(seat, "confirm_benefit", shown),
        "papers": list(papers_for(seat, shown, submission)),
        "paper_form": PaperForm() if worded and may(seat, "papers", shown) else None,
        "novelty": elsewhere[0]
        if elsewhere
        else rules.novelty_date(submission.filed_on if submission else None, first),
        **about_submission(submission, shown, seat),
        **level_rows(shown, seat),
        **about_pay(shown, benefits, seat),
        **about_guidance(shown, seat),
        **about_campaigns(shown, seat),
    }
    return render(request, "works/work.html", context)
