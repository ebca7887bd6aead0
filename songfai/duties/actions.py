"""Writes of duties: they begin when their event comes, are extended with a paper, and are met by each side's own word."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from songfai.deadlines.counting import Counted
from songfai.deadlines.models import Rule, Version
from songfai.deadlines.queries import counted, version_on
from songfai.deadlines.queries import rules as deadline_rules
from songfai.duties import rules
from songfai.duties.models import Confirmation, Duty, Extension
from songfai.duties.permissions import check_answers, check_may, check_withdraws
from songfai.duties.states import ExtensionState
from songfai.files.actions import share, store
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.notices.actions import tell
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.programmes.models import Obligation, Programme
from songfai.programmes.obligations import meet_one, move
from songfai.record.states import Stage

DECIDERS = (Role.LEADER, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of an extension: its number and date, and the file when it is at hand."""

    number: str
    name: str = ""
    data: bytes = b""


def hold(duty: Duty, seen_revision: int | None = None) -> None:
    """The duty as it is now; nobody else changes it until the transaction ends. Takes its next revision."""
    duty.refresh_from_db(from_queryset=Duty.objects.select_for_update())
    if seen_revision is not None and seen_revision != duty.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    duty.revision += 1


def countries_of(duty: Duty, version: Version) -> list[str]:
    """Whose working days count: those of the side that owes it; of both, where both owe it or the rule says so."""
    sides = {side.position: side.institution.country for side in duty.programme.sides.all()}
    if duty.side and version.calendar == "owner":
        return [sides[duty.side]]
    return [sides[position] for position in sorted(sides)]


def _version(rule: Rule | None, duty: Duty, day: date) -> Version | None:
    if rule is None:
        return None
    owner = next(
        (side.institution_id for side in duty.programme.sides.all() if side.position == duty.side), None
    )
    return version_on(deadline_rules().get(pk=rule.pk), day, owner)


@transaction.atomic
def open_duty(
    *,
    programme: Programme,
    values: dict[str, object],
    by: Seat,
    at: datetime,
    starts_on: date | None = None,
    due: date | None = None,
) -> Duty:
    """Enter a duty of one's own side or of both. `values`: title, side, rule, basis, both_confirm.

    With its first day it begins at once; else it waits. Refused as start_duty.
    """
    duty = Duty(programme=programme, opened_by=str(by.account)[:200], opened_at=at, **values)
    check_may(by, duty, "open")
    _require_in_force(programme)
    if starts_on is not None:
        _begin(duty, starts_on, due, at)
    duty.save()
    write(by=by, at=at, verb="duties.open", subject=duty, programme=programme.slug)
    _tell_other(duty, by, at, N_("%(side)s entered a duty for %(title)s: %(duty)s."))
    return duty


def _require_in_force(programme: Programme) -> None:
    if programme.document is None or programme.document.standing.stage != Stage.IN_FORCE:
        raise Refused(
            "programme_not_in_force", N_("The programme is not in force yet; its duties come after that.")
        )


def _begin(duty: Duty, starts_on: date, due: date | None, at: datetime) -> None:
    """Count the last day with the version of the first day. A day entered by hand, with its basis, goes before."""
    rules.require_past(starts_on, timezone.localdate(at))
    version = _version(duty.rule, duty, starts_on)
    how: Counted | None = None
    if due is None and version is not None and version.limit.is_known:
        how = counted(version, starts_on, countries_of(duty, version))
        due = how.due
    else:
        rules.require_by_hand(due, bool(duty.basis))
    assert due is not None
    if how is None:
        rules.require_due_after_start(starts_on, due)
    duty.version, duty.counted = (version, how.as_dict()) if how else (None, {})
    duty.starts_on, duty.first_due, duty.due, duty.listed_on = starts_on, due, due, due


@transaction.atomic
def start_duty(
    *,
    duty: Duty,
    starts_on: date,
    by: Seat,
    at: datetime,
    due: date | None = None,
    basis: Trilingual | None = None,
    seen_revision: int | None = None,
) -> Duty:
    """The event has come, perhaps late: the last day is counted from it.

    Refused: duty_begun, day_ahead, due_missing and basis_missing (no rule counts it and no day was entered).
    """
    check_may(by, duty, "start")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    rules.require_not_begun(duty.starts_on)
    duty.basis = basis or duty.basis
    _begin(duty, starts_on, due, at)
    duty.save()
    write(
        by=by,
        at=at,
        verb="duties.start",
        subject=duty,
        programme=duty.programme.slug,
        on=starts_on.isoformat(),
    )
    return duty


def counted_now(duty: Duty) -> Counted | None:
    """What the same version makes of the same first day with the calendars as they are now."""
    if duty.version is None or duty.starts_on is None:
        return None
    return counted(duty.version, duty.starts_on, countries_of(duty, duty.version))


@transaction.atomic
def recount(*, duty: Duty, by: Seat, at: datetime, seen_revision: int | None = None) -> Duty:
    """Count the last day anew after the calendar was corrected. Not after an extension: that day was agreed."""
    check_may(by, duty, "recount")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    rules.require_begun(duty.due)
    how = counted_now(duty)
    if how is None or duty.due != duty.first_due:
        raise Refused(
            "not_counted", N_("This last day was entered or extended by a paper; it is not counted anew.")
        )
    duty.counted, duty.first_due, duty.due, duty.listed_on = how.as_dict(), how.due, how.due, how.due
    duty.save()
    write(
        by=by,
        at=at,
        verb="duties.recount",
        subject=duty,
        programme=duty.programme.slug,
        due=how.due.isoformat(),
    )
    return duty


@transaction.atomic
def follow(*, obligation: Obligation, by: Seat, at: datetime) -> Duty:
    """Make a duty of a date of the programme's own rhythm, so that it can be extended and confirmed by both."""
    programme = obligation.programme
    _require_in_force(programme)
    owed = Obligation.objects.select_for_update().get(pk=obligation.pk)
    found = Duty.objects.filter(obligation=owed).first()
    if found is not None:
        return found
    began = programme.term_start.first_day() or owed.due
    duty = Duty(
        programme=programme,
        obligation=owed,
        title=_title_of(owed),
        side=0,
        basis=_as_written(owed.basis),
        starts_on=min(began, owed.due),
        first_due=owed.due,
        due=owed.due,
        listed_on=owed.due,
        opened_by=str(by.account)[:200],
        opened_at=at,
    )
    check_may(by, duty, "open")
    duty.save()
    write(by=by, at=at, verb="duties.follow", subject=duty, programme=programme.slug)
    return duty


def _title_of(owed: Obligation) -> Trilingual:
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = f"{owed.get_kind_display()} {owed.year}"
    return Trilingual(**words)


def _as_written(basis: str) -> Trilingual:
    """The basis of an obligation is a sentence of the catalogues, or somebody's own words."""
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = gettext(basis) if basis else ""
    return Trilingual(**words)


@transaction.atomic
def extend(
    *,
    duty: Duty,
    new_due: date,
    reason: Trilingual,
    paper: Paper,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Extension:
    """A later last day. What both sides owe waits for the other side's answer; what one side owes holds at once.

    Refused: duty_met, duty_not_begun, not_later, paper_missing, extension_open, and what files.rules refuses.
    """
    position = check_may(by, duty, "extend")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    rules.require_begun(duty.due)
    assert duty.due is not None
    rules.require_later(duty.due, new_due)
    rules.require_paper(paper.number)
    rules.require_no_other_open(duty.extensions.filter(state=ExtensionState.PROPOSED).count())
    file = store(name=paper.name, data=paper.data, by=by, at=at) if paper.name else None
    if file is not None:
        share(file=file, institutions=[side.institution for side in duty.programme.sides.all()])
    extension = Extension.objects.create(
        duty=duty,
        side=position,
        old_due=duty.due,
        new_due=new_due,
        reason=reason,
        paper=paper.number,
        file=file,
        asked_by=str(by.account)[:200],
        asked_at=at,
    )
    duty.save(update_fields=["revision"])
    write(
        by=by, at=at, verb="duties.extend", subject=duty, programme=duty.programme.slug,
        old=duty.due.isoformat(), new=new_due.isoformat(), paper=paper.number,
    )  # fmt: skip
    if rules.needs_other(duty.side):
        _tell_other(duty, by, at, N_("%(side)s proposes a later day for %(duty)s. It waits for your answer."))
    else:
        _settle(extension, ExtensionState.AGREED, by, at)
        _tell_other(duty, by, at, N_("%(side)s extended its duty: %(duty)s."))
    return extension


def _settle(extension: Extension, state: ExtensionState, by: Seat, at: datetime, answer: str = "") -> None:
    rules.require_move(ExtensionState(extension.state), state)
    extension.state, extension.answer = state, answer
    extension.answered_by, extension.answered_at = str(by.account)[:200], at
    extension.save()
    if state != ExtensionState.AGREED:
        return
    duty = extension.duty
    duty.due = duty.listed_on = extension.new_due
    duty.save()
    if duty.obligation is not None:
        move(obligation=duty.obligation, to=extension.new_due, by=by, at=at)


@transaction.atomic
def answer_extension(*, extension: Extension, agreed: bool, answer: str, by: Seat, at: datetime) -> Extension:
    """The other side agrees, or declines with a reason. Refused: extension_settled, reason_missing, duty_met."""
    check_answers(by, extension)
    hold(extension.duty)
    rules.require_open(extension.duty.met)
    extension.refresh_from_db(fields=["state"])
    if not agreed:
        rules.require_reason(answer)
    _settle(extension, ExtensionState.AGREED if agreed else ExtensionState.DECLINED, by, at, answer)
    extension.duty.save(update_fields=["revision"])
    duty, verb = extension.duty, "agree_extension" if agreed else "decline_extension"
    write(by=by, at=at, verb=f"duties.{verb}", subject=duty, programme=duty.programme.slug)
    _tell_other(
        duty, by, at,
        N_("%(side)s agreed to the later day for %(duty)s.")
        if agreed
        else N_("%(side)s declined the later day for %(duty)s and says why."),
    )  # fmt: skip
    return extension


@transaction.atomic
def withdraw_extension(*, extension: Extension, by: Seat, at: datetime) -> Extension:
    check_withdraws(by, extension)
    hold(extension.duty)
    extension.refresh_from_db(fields=["state"])
    _settle(extension, ExtensionState.WITHDRAWN, by, at)
    extension.duty.save(update_fields=["revision"])
    duty = extension.duty
    write(by=by, at=at, verb="duties.withdraw_extension", subject=duty, programme=duty.programme.slug)
    return extension


@transaction.atomic
def confirm_duty(
    *,
    duty: Duty,
    done_on: date,
    by: Seat,
    at: datetime,
    note: Trilingual | None = None,
    seen_revision: int | None = None,
) -> Confirmation:
    """One's own side says: it was done on that day. When every side that has to has said so, the duty is met.

    Refused: duty_not_begun, duty_met, day_ahead.
    """
    position = check_may(by, duty, "confirm")
    hold(duty, seen_revision)
    rules.require_begun(duty.due)
    rules.require_open(duty.met)
    rules.require_past(done_on, timezone.localdate(at))
    said, _new = Confirmation.objects.update_or_create(
        duty=duty,
        side=position,
        defaults={"done_on": done_on, "note": note or Trilingual(), "who": str(by.account)[:200], "at": at},
    )
    days = dict(duty.confirmations.values_list("side", "done_on"))
    if all(side in days for side in duty.confirming_sides):
        duty.met_on = max(days[side] for side in duty.confirming_sides)
        if duty.obligation is not None:
            meet_one(obligation=duty.obligation, on=duty.met_on, by=by, at=at)
    duty.save()
    write(
        by=by,
        at=at,
        verb="duties.confirm",
        subject=duty,
        programme=duty.programme.slug,
        on=done_on.isoformat(),
    )
    if duty.met_on is None:
        _tell_other(
            duty, by, at, N_("%(side)s says that this was done: %(duty)s. It waits for your confirmation.")
        )
    return said


@transaction.atomic
def take_back(*, duty: Duty, by: Seat, at: datetime, seen_revision: int | None = None) -> None:
    """Take back one's own side's word, as long as the duty is not met by everybody's."""
    position = check_may(by, duty, "take_back")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    duty.confirmations.filter(side=position).delete()
    duty.save(update_fields=["revision"])
    write(by=by, at=at, verb="duties.take_back", subject=duty, programme=duty.programme.slug)


def _tell_other(duty: Duty, by: Seat, at: datetime, text: str) -> None:
    programme = duty.programme
    for side in programme.sides.all():
        if side.institution_id == by.institution_id:
            continue
        tell(
            institution=side.institution,
            roles=DECIDERS,
            text=text,
            address=reverse("duties:duty", args=[programme.slug, duty.key]),
            at=at,
            side=by.institution.short_name.as_dict() or by.institution.name.as_dict(),
            title=programme.title.as_dict(),
            duty=duty.title.as_dict(),
        )
