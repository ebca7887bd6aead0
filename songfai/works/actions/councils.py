"""Councils with their members, and the rules a unit or a province recognises works by."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.holding import hold_submission
from songfai.works.models import (
    Apart,
    Author,
    Council,
    Criterion,
    Member,
    PartHelp,
    Regulation,
    Rubric,
    RubricItem,
    Scorer,
    Submission,
)
from songfai.works.permissions import check_may, check_own
from songfai.works.queries import find_seat, law_behind, newest_use, part_helps, used
from songfai.works.states import PartKind, Scheme, Stage, SuperiorWhen

COUNCIL_FIELDS = ("title", "decision", "decided_on", "valid_to")
REGULATION_FIELDS = (
    "scheme",
    "scope",
    "least_places",
    "asks_confirmed",
    "must_check",
    "title",
    "basis",
    "source",
    "certainty",
    "valid_from",
    "valid_to",
    "agree_of",
    "agree_whole",
    "counted_of",
    "quorum_of",
    "quorum_whole",
    "least_members",
    "union_sits",
    "judged_from",
    "paper_confirms",
    "superior_when",
    "certifies_investor",
    "investor_first",
)
RUBRIC_FIELDS = ("title", "use", "threshold", "basis", "source", "certainty")
ITEM_FIELDS = ("text", "guide", "most", "pass_mark")


def _hold(row: Any, seen_revision: int | None) -> None:
    row.refresh_from_db(from_queryset=type(row).objects.select_for_update())
    if seen_revision is not None and seen_revision != row.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    row.revision += 1


@transaction.atomic
def save_council(
    *,
    values: dict[str, Any],
    by: Seat,
    at: datetime,
    council: Council | None = None,
    seen_revision: int | None = None,
) -> Council:
    """Enter a council the head has formed by a decision, or change it. Refused: ends_before_it_begins, day_ahead."""
    check_may(by, "council")
    row = council or Council(institution=by.institution)
    check_own(by, row.institution_id)
    if council is not None:
        _hold(row, seen_revision)
    for name in COUNCIL_FIELDS:
        setattr(row, name, values[name])
    rules.require_period(row.decided_on, row.valid_to)
    rules.require_not_ahead(row.decided_on, timezone.localdate(at))
    row.save()
    write(by=by, at=at, verb="works.save_council", subject=row)
    return row


@transaction.atomic
def add_member(*, council: Council, email: str, role: str, by: Seat, at: datetime, day: date) -> Member:
    """Somebody with an account on this server sits on the council. Refused: no_such_seat, member_twice, ballot_open."""
    check_may(by, "council")
    check_own(by, council.institution_id)
    _hold(council, None)
    _require_no_ballot(council)
    seat = find_seat(email, council.institution, day)
    if seat is None:
        raise Refused(
            "no_such_seat", N_("Nobody with this address acts for an institution on this server today.")
        )
    twice = Refused("member_twice", N_("A council has one chair, and each person sits on it once."))
    # Of the person, not of the seat: who changes post has a seat of the new role beside the old one.
    if council.members.filter(seat__account=seat.account_id).exists():
        raise twice
    try:
        with transaction.atomic():
            row = Member.objects.create(council=council, seat=seat, role=role)
    except IntegrityError as taken:
        raise twice from taken
    council.save()
    write(by=by, at=at, verb="works.add_member", subject=council, member=str(row), role=role)
    return row


@transaction.atomic
def remove_member(*, member: Member, by: Seat, at: datetime) -> None:
    """Take somebody off a council. Refused: ballot_open, member_voted: a list of a ballot that was counted stays."""
    council = member.council
    check_may(by, "council")
    check_own(by, council.institution_id)
    _hold(council, None)
    _require_no_ballot(council)
    # Whoever gave points, or was among those they were counted of, stays too.
    scored = member.score_sheets.exists() or Scorer.objects.filter(member=member).exists()
    rules.require_never_voted(listed=member.listed.exists() or scored)
    write(by=by, at=at, verb="works.remove_member", subject=council, member=str(member))
    member.delete()
    council.save()


@transaction.atomic
def tell_apart(
    *, submission: Submission, author: Author, member: Member, reason: str, by: Seat, at: datetime
) -> Apart:
    """Say before the ballot why a member of the council is not the author of the same name. It is kept.

    Refused: findings_not_now, own_name, reason_missing.
    """
    check_may(by, "tell_apart", submission.work, submission)
    hold_submission(submission)
    rules.require_before_decision(Stage(submission.stage))
    rules.require_not_oneself(member.seat.account_id == by.account_id)
    rules.require_reason(reason)
    said = {"reason": reason.strip(), "who": str(by.account)[:200], "at": at}
    row, _new = Apart.objects.get_or_create(
        submission=submission, author=author, account=member.seat.account, defaults=said
    )
    submission.save()
    told = {"author": str(author), "member": str(member), "reason": row.reason}
    write(by=by, at=at, verb="works.tell_apart", subject=submission.work, receipt=submission.receipt, **told)
    return row


def _require_no_ballot(council: Council) -> None:
    running = council.submissions.filter(
        ballots__closed_on=None, ballots__annulled=False, ballots__isnull=False
    )
    if running.exists():
        raise Refused("ballot_open", N_("A ballot of this council is open: its members stay as they are."))


@transaction.atomic
def save_regulation(
    *,
    values: dict[str, Any],
    by: Seat,
    at: datetime,
    regulation: Regulation | None = None,
    like: Regulation | None = None,
    seen_revision: int | None = None,
) -> Regulation:
    """Enter the unit's own rules, with the criteria of the rules they are taken from, or change what is not used yet.

    Refused: regulation_used, parts_of_a_whole, too_few_for_secrecy, versions_overlap, ends_before_it_begins,
    less_than_law, less_for_investor.
    """
    check_may(by, "regulation")
    row = regulation or Regulation(institution=by.institution, country=by.institution.country)
    check_own(by, row.institution_id)
    if regulation is not None:
        _hold(row, seen_revision)
        rules.require_unused(used(row))
    _keep(row, values)
    if regulation is None and like is not None:
        _copy_parts(like, row)
    write(by=by, at=at, verb="works.save_regulation", subject=row)
    return row


def _keep(row: Regulation, values: dict[str, Any]) -> None:
    for name in REGULATION_FIELDS:
        setattr(row, name, values[name])
    rules.require_fractions(row.threshold, row.quorum, row.least_members)
    if row.scheme == Scheme.BASE:
        _require_no_less(row, law_behind(row))
    _keep_time(row)


def _require_no_less(row: Regulation, law: Regulation | None) -> None:
    rules.require_superior_no_less(
        SuperiorWhen(row.superior_when), SuperiorWhen(law.superior_when) if law else None
    )
    rules.require_investor_no_less(
        (row.certifies_investor, row.investor_first),
        (law.certifies_investor, law.investor_first) if law else None,
    )


def _keep_time(row: Regulation) -> None:
    rules.require_period(row.valid_from, row.valid_to)
    others = Regulation.objects.filter(institution=row.institution, scheme=row.scheme).exclude(pk=row.pk)
    rules.require_no_overlap([*others, row])
    row.save()


def copy_rubric(like: Rubric, regulation: Regulation) -> Rubric:
    """Its criteria with their points, for another version or from one that comes with the software."""
    told = {name: getattr(like, name) for name in RUBRIC_FIELDS}
    row = Rubric.objects.create(regulation=regulation, **told)
    RubricItem.objects.bulk_create(
        RubricItem(rubric=row, **{name: getattr(one, name) for name in ("position", "bands", *ITEM_FIELDS)})
        for one in like.items.order_by("position", "id")
    )
    return row


def _copy_parts(like: Regulation, row: Regulation) -> None:
    Criterion.objects.bulk_create(
        Criterion(regulation=row, position=one.position, text=one.text, must=one.must)
        for one in like.criteria.order_by("position", "id")
    )
    PartHelp.objects.bulk_create(
        PartHelp(regulation=row, kind=one.kind, text=one.text) for one in like.part_helps.order_by("id")
    )
    if rubric := Rubric.objects.filter(regulation=like).first():
        copy_rubric(rubric, row)


def _hold_own(regulation: Regulation, by: Seat, seen_revision: int | None) -> None:
    check_may(by, "regulation")
    check_own(by, regulation.institution_id)
    _hold(regulation, seen_revision)


def _end(regulation: Regulation, last: date) -> None:
    rules.require_ends_after_use(last, newest_use(regulation))
    regulation.valid_to = last
    _keep_time(regulation)


@transaction.atomic
def end_regulation(
    *, regulation: Regulation, last: date, by: Seat, at: datetime, seen_revision: int | None = None
) -> Regulation:
    """No work is filed under the unit's own rules after a day; those filed before keep them.

    Refused: used_later, versions_overlap, ends_before_it_begins.
    """
    _hold_own(regulation, by, seen_revision)
    _end(regulation, last)
    write(by=by, at=at, verb="works.end_regulation", subject=regulation, last=last.isoformat())
    return regulation


@transaction.atomic
def replace_regulation(
    *,
    regulation: Regulation,
    values: dict[str, Any],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Regulation:
    """A new version of the unit's own rules from a day on, with their criteria, for what the old one was for. That one
    ends the day before, unless it has ended already. Refused as `end_regulation` and `save_regulation` are.
    """
    _hold_own(regulation, by, seen_revision)
    last = values["valid_from"] - timedelta(days=1)
    _end(regulation, min(last, regulation.valid_to) if regulation.valid_to else last)
    row = Regulation(institution=regulation.institution, country=regulation.country)
    _keep(row, values | {"scheme": regulation.scheme})
    _copy_parts(regulation, row)
    write(by=by, at=at, verb="works.replace_regulation", subject=row, replaces=str(regulation))
    return row


@transaction.atomic
def save_criterion(
    *,
    regulation: Regulation,
    text: Trilingual,
    must: bool,
    by: Seat,
    at: datetime,
    criterion: Criterion | None = None,
) -> Criterion:
    """Add a criterion to the unit's own rules, or reword one. Refused: regulation_used."""
    open_rules(regulation, by)
    row = criterion or Criterion(regulation=regulation, position=regulation.criteria.count() + 1)
    row.text, row.must = text, must
    row.save()
    regulation.save()
    write(by=by, at=at, verb="works.save_criterion", subject=regulation, criterion=str(row))
    return row


@transaction.atomic
def save_part_helps(
    *,
    regulation: Regulation,
    texts: Mapping[PartKind, Trilingual],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Regulation:
    """What whoever writes a work is told to put into each part. A text that is empty, or the usual one, is not the unit's
    own: that of the software is shown. Refused: regulation_used, not_of_a_description, changed_meanwhile."""
    open_rules(regulation, by, seen_revision)
    rules.require_of_a_description(Scheme(regulation.scheme))
    usual = part_helps(None)
    for kind, text in texts.items():
        if text and text != usual.get(kind):
            PartHelp.objects.update_or_create(regulation=regulation, kind=kind, defaults={"text": text})
        else:
            PartHelp.objects.filter(regulation=regulation, kind=kind).delete()
    regulation.save()
    write(by=by, at=at, verb="works.save_part_helps", subject=regulation)
    return regulation


@transaction.atomic
def remove_criterion(*, criterion: Criterion, by: Seat, at: datetime) -> None:
    regulation = criterion.regulation
    open_rules(regulation, by)
    write(by=by, at=at, verb="works.remove_criterion", subject=regulation, criterion=str(criterion))
    criterion.delete()
    regulation.save()


def open_rules(regulation: Regulation, by: Seat, seen_revision: int | None = None) -> None:
    """Held to be changed, by its own office, while no work was filed under it; the caller saves it. Refused:
    regulation_used."""
    _hold_own(regulation, by, seen_revision)
    rules.require_unused(used(regulation))
