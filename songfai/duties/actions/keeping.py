"""Duties begin when their event comes, perhaps late, and keep the rule of that day."""

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
from songfai.duties.models import Duty
from songfai.duties.permissions import check_may
from songfai.duties.statements import duty_key, say_duty
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.parties.models import Seat
from songfai.parties.queries import holder_of
from songfai.programmes.actions import notifying
from songfai.programmes.models import Obligation, Programme
from songfai.programmes.rules import require_not_closed
from songfai.record import actions as record
from songfai.record.states import Stage


def hold(duty: Duty, seen_revision: int | None = None) -> None:
    """The duty as it is now; nobody else changes it until the transaction ends. Takes its next revision. The record is
    held first."""
    record.hold(duty.programme.register)
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
    """The version that applies to who owes it on the day: the body of the side, or the one that has taken it over."""
    if rule is None:
        return None
    body = next((side.institution for side in duty.programme.sides.all() if side.position == duty.side), None)
    owner = holder_of(body, day).pk if body else None
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
    say_duty(duty, by, at)
    tell_other(duty, by, at, N_("%(side)s entered a duty for %(title)s: %(duty)s."))
    return duty


def _require_in_force(programme: Programme) -> None:
    require_not_closed(programme.closed_on)
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
    say_duty(duty, by, at)
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
    say_duty(duty, by, at)
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
        key=duty_key(owed),
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
    say_duty(duty, by, at)
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


def tell_other(duty: Duty, by: Seat, at: datetime, text: str) -> None:
    programme = duty.programme
    notifying.tell_other(
        programme,
        by,
        at,
        text,
        address=reverse("duties:duty", args=[programme.slug, duty.key]),
        title=programme.title.as_dict(),
        duty=duty.title.as_dict(),
    )
