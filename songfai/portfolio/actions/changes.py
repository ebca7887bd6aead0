"""A change of many activities of one's own side: noted whole, carried out row by row, undone row by row.

Each row goes through the same action as a change by hand: permission, rules, journal. A row that is refused says why
and stops no other.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.errors import Changed, Refused
from songfai.parties.models import Seat, Unit
from songfai.people.models import Person
from songfai.plans.actions import change_activity, put_back
from songfai.plans.models import Activity
from songfai.portfolio import rules
from songfai.portfolio.models import Change, ChangedRow
from songfai.portfolio.permissions import check_may, check_undoes
from songfai.portfolio.queries import to_change
from songfai.portfolio.states import Step

# What a change may set, and what is kept of a row for its undoing.
KEPT = ("starts_on", "ends_on", "state", "reason", "unit_id", "person_id")


@transaction.atomic
def begin(*, ids: Sequence[int], left_out: int, values: dict[str, Any], by: Seat, at: datetime) -> Change:
    """Note the change and its rows. `values` are those of forms.ChangeForm.values; nothing is changed yet.

    Refused: nothing_selected, too_many_selected, nothing_to_change.
    """
    check_may(by, "change")
    rules.require_something(values)
    rules.require_selection(len(ids))
    change = Change.objects.create(seat=by, values=values, total=len(ids), left_out=left_out, made_at=at)
    ChangedRow.objects.bulk_create(ChangedRow(change=change, activity_id=pk) for pk in ids)
    write(by=by, at=at, verb="portfolio.change_many", subject=change, rows=len(ids), values=values)
    return change


def carry_out(*, change: Change, at: datetime, most: int | None = None) -> bool:
    """Try the rows that are still open, each in a transaction of its own; says whether none is left.

    May be called again after an interruption, and by two at once: a row is tried once.
    """
    return _each_row(change, Step.RUNNING, Step.DONE, most, lambda row, seat: _change(row, seat, at))


@transaction.atomic
def undo(*, change: Change, by: Seat, at: datetime) -> None:
    """Mark the change for undoing; `carry_back` does it. Rows that somebody saved since stay as they are, and say so."""
    check_undoes(by, change)
    if Change.objects.filter(pk=change.pk, step=Step.DONE).update(step=Step.UNDOING):
        write(by=by, at=at, verb="portfolio.undo", subject=change)
    change.refresh_from_db(fields=["step"])


def carry_back(*, change: Change, at: datetime, most: int | None = None) -> bool:
    return _each_row(change, Step.UNDOING, Step.UNDONE, most, lambda row, seat: _put_back(row, seat, at))


def _open_rows(change: Change, step: Step) -> Any:
    rows = ChangedRow.objects.filter(change=change)
    if step == Step.RUNNING:
        return rows.filter(before__isnull=True, refused="")
    return rows.filter(before__isnull=False, undone=False, kept="")


def _each_row(
    change: Change, running: Step, done: Step, most: int | None, treat: Callable[[ChangedRow, Seat], None]
) -> bool:
    if change.step != running:
        return True
    ids = list(_open_rows(change, running).order_by("id").values_list("pk", flat=True))
    for pk in ids[:most]:
        with transaction.atomic():
            row = _open_rows(change, running).select_for_update().filter(pk=pk).first()
            if row is not None:
                treat(row, change.seat)
    if most is not None and len(ids) > most:
        return False
    Change.objects.filter(pk=change.pk, step=running).update(step=done)
    change.refresh_from_db(fields=["step"])
    return True


def _change(row: ChangedRow, seat: Seat, at: datetime) -> None:
    activity = to_change(row.activity_id)
    before = {name: getattr(activity, name) for name in KEPT}
    try:
        with transaction.atomic():
            change_activity(
                activity=activity, values=_new_values(activity, row.change.values), by=seat, at=at
            )
    except Refused as refused:
        row.refused, row.refused_with = refused.text, {k: str(v) for k, v in refused.params.items()}
    else:
        row.before = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()
        }
        row.revision = activity.revision
    row.save()


def _new_values(activity: Activity, values: dict[str, Any]) -> dict[str, Any]:
    """The values of one row: days are counted from its own."""
    new: dict[str, Any] = {name: values[name] for name in ("state", "reason") if name in values}
    if "unit" in values:
        new["unit"] = Unit.objects.get(pk=values["unit"])
    if "person" in values:
        new["person"] = Person.objects.get(pk=values["person"])
    days = activity.starts_on, activity.ends_on
    if "quarter" in values:
        days = rules.into_quarter(*days, values["year"], values["quarter"])
    if "days" in values:
        days = rules.moved(*days, values["days"])
    if days != (activity.starts_on, activity.ends_on):
        new["starts_on"], new["ends_on"] = days
    return new


def _put_back(row: ChangedRow, seat: Seat, at: datetime) -> None:
    activity = to_change(row.activity_id)
    assert row.before is not None
    assert row.revision is not None
    values = {
        name: date.fromisoformat(value) if name in ("starts_on", "ends_on") else value
        for name, value in row.before.items()
    }
    try:
        with transaction.atomic():
            put_back(activity=activity, values=values, by=seat, at=at, seen_revision=row.revision)
        row.undone = True
    except (Changed, Refused) as refused:
        row.kept = refused.text
    row.save()
