"""A work filed with its base unit: the receipt with the day its result is due, defects, acceptance, the council."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from songfai.deadlines.counting import Counted
from songfai.kit.errors import N_, Refused
from songfai.kit.formats import USUAL_STYLE, format_date
from songfai.kit.languages import LANGUAGES, Trilingual, language_of_country
from songfai.parties.models import Institution, Seat
from songfai.works import rules
from songfai.works.actions.holding import (
    count_clock,
    hold,
    hold_submission,
    move,
    next_number,
    note_words,
    tell_authors,
    tell_members,
    tell_office,
)
from songfai.works.actions.persons import note_authors
from songfai.works.models import Council, Regulation, Submission, Work
from songfai.works.permissions import check_may
from songfai.works.queries import (
    Sitting,
    filing_of,
    homes_of,
    investor_asked,
    marks_of,
    reach_of,
    regulation_for,
    sitting,
)
from songfai.works.queries.sheets import who_objects
from songfai.works.states import (
    APPEAL,
    CLOCK_OF,
    DECISION,
    FORMALITY,
    MENDING,
    NOT_OVER_OBJECTION,
    CouncilRole,
    Counts,
    Investor,
    Mark,
    Scheme,
    Stage,
    Step,
)


@transaction.atomic
def file(
    *, work: Work, by: Seat, at: datetime, seen_revision: int | None = None, told: bool = True
) -> Submission:
    """File the work with its unit. The receipt has a number and says by which day the result is due. `told`: the office
    is told of this one; of many from one sheet it is told once.

    Refused: filed_already, all that rules.missing names, no_regulation, clock_missing.
    """
    check_may(by, "file", work)
    hold(work, seen_revision)
    today = timezone.localdate(at)
    rules.require_fileable(Stage(work.stage), filing_of(work, today))
    body = work.institution
    note_homes(work, today)
    submission = received(work, body, _regulation(body, today), by, at)
    work.listed_on = today
    note_words(work)
    note_authors(work)
    move(submission, Stage.RECEIVED, None, by, at)
    if told:
        tell_office(submission, N_("“%(work)s” was filed, receipt %(number)s."), at)
    return submission


def received(work: Work, body: Institution, regulation: Regulation, by: Seat, at: datetime) -> Submission:
    """A submission with its receipt and its clocks, for what the regulation is for. Refused: filed_already."""
    today, scheme = timezone.localdate(at), Scheme(regulation.scheme)
    checked, stated = _clocks(body, today, work.applied_until if scheme == Scheme.BASE else None, scheme)
    submission = Submission(
        work=work,
        scheme=scheme,
        institution=body,
        regulation=regulation,
        stage=Stage.RECEIVED,
        year=today.year,
        number=next_number(body, Counts.RECEIPT, today.year),
        filed_on=today,
        filed_at=at,
        filed_by=str(by.account)[:200],
        stated_due=stated.due,
        stated=stated.as_dict(),
        due=checked.due,
        counted=checked.as_dict(),
        filed=handed_in(work, today),
    )
    try:
        with transaction.atomic():
            submission.save()
    except IntegrityError as running:
        raise Refused("filed_already", N_("This work is filed already.")) from running
    return submission


def note_homes(work: Work, day: date) -> None:
    """Where its authors act on the day it is handed in, where that is another institution."""
    named = [one for one in work.authors.all() if one.account_id is not None]
    homes = homes_of([one.account_id for one in named if one.account_id], work.institution_id, day)
    for one in named:
        home = homes[one.account_id or 0]
        if one.home_id != (home.pk if home else None):
            one.home = home
            one.save(update_fields=["home"])


def _regulation(body: Institution, day: date) -> Regulation:
    found = regulation_for(body, day)
    if found is None:
        raise Refused(
            "no_regulation", N_("No rules of recognition are entered for your unit yet. Ask the office.")
        )
    return found


def _clocks(
    body: Institution, filed_on: date, applied_until: date | None, scheme: Scheme
) -> tuple[Counted, Counted]:
    """(check of form, the day the receipt states): the decision counted from the last day of the check."""
    checked = count_clock(clock_of(FORMALITY, scheme), filed_on, body)
    start = rules.starts_deciding(checked.due, applied_until)
    return checked, count_clock(clock_of(DECISION, scheme), start, body)


def clock_of(what: str, scheme: Scheme) -> str:
    """effect-decision: the rule of deadlines a term follows, without its country."""
    return f"{CLOCK_OF[scheme]}-{what}"


def handed_in(work: Work, filed_on: date) -> dict[str, Any]:
    """The work as it was handed in, kept with the submission: later wording changes nothing of what was judged.

    `home` of an author: another institution, as it was called that day.
    `investor`: {by, name}, where it is not the authors.
    `novelty`: the day before which nothing the same may have been known. `confidential`: the parts that were.
    """
    return {
        "novelty": str(rules.novelty_date(filed_on, rules.surely_applied(work.first_applied))),
        "title": work.title.as_dict(),
        "type": work.type,
        "parts": {one.kind: one.text.as_dict() for one in work.parts.order_by("id")},
        "confidential": [one.kind for one in work.parts.order_by("id") if one.confidential],
        "authors": [
            {"id": one.pk, "name": one.name.as_dict(), "role": one.role, "share": str(one.share)}
            | ({"home": one.home.name_on(filed_on).as_dict()} if one.home else {})
            for one in work.authors.select_related("home").order_by("id")
        ],
    } | _investor(work, filed_on)


def _investor(work: Work, filed_on: date) -> dict[str, Any]:
    """Who paid, where that was not the authors: the unit as it was called that day, somebody else as typed."""
    if work.invested_by == Investor.UNIT:
        return {"investor": {"by": Investor.UNIT, "name": work.institution.name_on(filed_on).as_dict()}}
    if work.invested_by == Investor.OTHER and work.investor:
        language = language_of_country(work.institution.country)
        return {"investor": {"by": Investor.OTHER, "name": {language: work.investor}}}
    return {}


def take(submission: Submission, step: Step, by: Seat, seen_revision: int | None) -> Stage:
    """Who may, the submission as it is now, and where the step leads. Refused: step_not_now, author_objects."""
    check_may(by, step, submission.work, submission)
    hold_submission(submission, seen_revision)
    if step in NOT_OVER_OBJECTION:
        rules.require_no_objection(who_objects(submission.work))
    return rules.destination(Stage(submission.stage), step, Scheme(submission.scheme))


def set_clock(submission: Submission, what: str, start: date) -> None:
    found = count_clock(clock_of(what, Scheme(submission.scheme)), start, submission.institution)
    submission.due, submission.counted = found.due, found.as_dict()


def set_appeal(submission: Submission, day: date) -> None:
    """Until when the authors may complain, where a rule of deadlines says it: none is made up where it does not."""
    try:
        found = count_clock(clock_of(APPEAL, Scheme(submission.scheme)), day, submission.institution)
    except Refused:
        submission.appeal_by = None
    else:
        submission.appeal_by = found.due


def stop_clock(submission: Submission) -> None:
    submission.due, submission.counted = None, {}


@transaction.atomic
def ask_for_mending(
    *, submission: Submission, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Say what is wrong with the file; the authors have until a day to mend it. Refused: reason_missing."""
    stage = take(submission, Step.DEFECTS, by, seen_revision)
    rules.require_reason(reason)
    set_clock(submission, MENDING, timezone.localdate(at))
    assert submission.due is not None
    submission.reason = reason
    move(submission, stage, Step.DEFECTS, by, at, reason)
    tell_authors(
        submission,
        N_("“%(work)s” is to be mended by %(day)s: %(reason)s"),
        at,
        day={one: format_date(submission.due, one, USUAL_STYLE[one]) for one in LANGUAGES},
        reason=reason,
    )
    return submission


@transaction.atomic
def mend(
    *,
    submission: Submission,
    by: Seat,
    at: datetime,
    report: Trilingual | None = None,
    seen_revision: int | None = None,
) -> Submission:
    """Hand the mended file in again: the check of form begins anew. Refused as `file` is. Above the base unit the
    work itself stays as it was recognised, and what is mended is the report on its effect."""
    stage = take(submission, Step.MEND, by, seen_revision)
    work, today = submission.work, timezone.localdate(at)
    if submission.above:
        rules.require_reach(reach_of(work, submission.regulation))
        rules.require_report(str(report or ""))
        submission.report = report or Trilingual()
    else:
        for refused in rules.missing(filing_of(work, today)):
            raise refused
        note_authors(work)
        note_homes(work, today)
    set_clock(submission, FORMALITY, today)
    submission.filed, submission.reason = handed_in(work, submission.filed_on), ""
    note_words(work)
    move(submission, stage, Step.MEND, by, at)
    tell_office(submission, N_("“%(work)s”, receipt %(number)s, was mended."), at)
    return submission


@transaction.atomic
def withdraw(
    *,
    submission: Submission,
    reason: str,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
    told: bool = True,
) -> Submission:
    """Take the work back before the council votes. It may be reworded and filed anew. `told`: the office is told of this
    one; of many from one sheet it is told once. Refused: reason_missing."""
    stage = take(submission, Step.WITHDRAW, by, seen_revision)
    rules.require_reason(reason)
    stop_clock(submission)
    submission.reason = reason
    move(submission, stage, Step.WITHDRAW, by, at, reason)
    if told:
        tell_office(submission, N_("“%(work)s”, receipt %(number)s, was withdrawn."), at)
    return submission


@transaction.atomic
def accept(*, submission: Submission, by: Seat, at: datetime, seen_revision: int | None = None) -> Submission:
    """The file is in order: the decision is due from now on, or from the end of the first application. Refused:
    investor_first: while mending may still be asked for."""
    stage = take(submission, Step.ACCEPT, by, seen_revision)
    if investor_asked(submission):
        rules.require_investor_refused(marks_of(submission.work))
    submission.accepted_on = timezone.localdate(at)
    until = None if submission.above else submission.work.applied_until
    start = rules.starts_deciding(submission.accepted_on, until)
    set_clock(submission, DECISION, start)
    move(submission, stage, Step.ACCEPT, by, at)
    tell_authors(submission, N_("“%(work)s” was accepted for consideration."), at)
    return submission


@transaction.atomic
def reject(
    *, submission: Submission, reason: str, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Not accepted for a defect of form, with the reason. Refused: reason_missing."""
    stage = take(submission, Step.REJECT, by, seen_revision)
    rules.require_reason(reason)
    stop_clock(submission)
    set_appeal(submission, timezone.localdate(at))
    submission.reason = reason
    move(submission, stage, Step.REJECT, by, at, reason)
    tell_authors(submission, N_("“%(work)s” was not accepted: %(reason)s"), at, reason=reason)
    return submission


@transaction.atomic
def convene(
    *, submission: Submission, council: Council, by: Seat, at: datetime, seen_revision: int | None = None
) -> Submission:
    """Give the work to a council, or to another one before the ballot.

    Refused: council_of_another, council_ahead, council_ended, head_on_council, and what the regulation asks of the members
    who may vote.
    """
    stage = take(submission, Step.CONVENE, by, seen_revision)
    if council.institution_id != submission.institution_id:
        raise Refused("council_of_another", N_("This council belongs to another institution."))
    submission.council = council
    members = require_council(submission, timezone.localdate(at))
    move(submission, stage, Step.CONVENE, by, at, council.decision)
    tell_members(
        submission,
        N_("“%(work)s” is before your council. Read it before the ballot."),
        at,
        [one.member.seat.account for one in members if not one.barred],
    )
    return submission


def require_council(submission: Submission, day: date) -> list[Sitting]:
    """The council as it would vote on a day: who is barred has no part in it, its head absent where the head is an author."""
    council = submission.council
    assert council is not None
    rules.require_sits(council.decided_on, council.valid_to, day)
    found = sitting(submission, day)
    marks = marks_of(submission.work)
    heads = submission.work.authors.filter(heads_unit=True).exclude(account=None)
    accounts = set(heads.values_list("account", flat=True))
    rules.require_head_absent(
        head_barred=marks[Mark.STATE_FUNDED].holds
        and any(one.member.seat.account_id in accounts for one in found)
    )
    require_composed(submission, [one.member.role for one in found if not one.barred])
    rules.require_union_settled(
        marks,
        union_sits=submission.regulation.union_sits,
        represented=any(one.member.role == CouncilRole.UNION and not one.barred for one in found),
    )
    return found


def require_composed(submission: Submission, roles: list[str]) -> None:
    """Those who may vote are what the regulation asks of a council."""
    rules.require_composition(
        roles,
        submission.regulation.composition,
        union_authors=marks_of(submission.work)[Mark.UNION].holds,
    )
