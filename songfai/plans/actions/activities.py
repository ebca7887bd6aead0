"""Writes of activities: one side records what it did; the other may confirm it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from songfai.files.actions import share, store
from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans import rules
from songfai.plans.actions.plans import bump, require_in_force
from songfai.plans.models import Activity, Evidence, Figure, Former, Output, Participation
from songfai.plans.permissions import check_confirms, check_own_activity, check_side
from songfai.plans.statements import formers_of, say_activity, say_confirmation
from songfai.plans.states import ActivityState
from songfai.programmes.models import Answerable, Commitment, Programme
from songfai.programmes.queries import bodies_of
from songfai.programmes.rules import require_parties
from songfai.record import actions as record


def search_words(*texts: Trilingual) -> str:
    return fold(
        " ".join(text.get(language) for text in texts for language in LANGUAGES if text.get(language))
    )


def _hold(activity: Activity) -> None:
    """What others may have changed since it was read; nobody else changes it until the transaction ends. The record is
    held first."""
    record.hold(activity.programme.register)
    fields = [
        "state",
        "reason",
        "starts_on",
        "ends_on",
        "attested_on",
        "evidence_at",
        "confirmed_by",
        "confirmed_at",
        "revision",
    ]
    activity.refresh_from_db(fields=fields, from_queryset=Activity.objects.select_for_update())


def _apply(activity: Activity, values: dict[str, object], by: Seat, at: datetime) -> None:
    for name, value in values.items():
        if name not in ("unit", "person") or value is not None or activity.pk:
            setattr(activity, name, value)
    rules.require_period(activity.starts_on, activity.ends_on)
    state = ActivityState(activity.state)
    rules.require_state(state, activity.reason, activity.starts_on, timezone.localdate(at))
    if activity.commitment.programme_id != activity.programme_id:
        raise Refused("foreign_commitment", N_("This commitment belongs to another programme."))
    if activity.item and activity.item.commitment_id != activity.commitment_id:
        raise Refused("item_of_other_commitment", N_("The plan item belongs to another commitment."))
    _require_own_unit(activity, by)
    require_parties([activity.lead_party, activity.coordinator_party], activity.programme_id)
    activity.search = search_words(activity.title, activity.place, activity.result)
    activity.save()


def _name_answerable(activity: Activity, values: dict[str, object]) -> None:
    """Unless somebody else is named, who answers for the commitment on the recording side answers for the activity."""
    if values.get("unit") or values.get("person"):
        return
    named = Answerable.objects.filter(commitment=values["commitment"], side__position=activity.side).first()  # type: ignore[misc]
    if named is not None:
        activity.unit_id, activity.person_id = named.unit_id, named.person_id


def _require_own_unit(activity: Activity, by: Seat) -> None:
    """A unit of the body that records, or of the side for which it has taken over the field."""
    if activity.unit is None:
        return
    sides = {side.position: side.institution_id for side in activity.programme.sides.all()}
    if activity.unit.institution_id not in bodies_of(by) | {sides[activity.side]}:
        raise Refused(
            "unit_of_another", N_("This unit belongs to another institution. Choose one of your own.")
        )


@transaction.atomic
def record_activity(*, programme: Programme, values: dict[str, object], by: Seat, at: datetime) -> Activity:
    """Record what one's own side does or did. `values` are those of forms.ActivityForm."""
    commitment = values.get("commitment")
    field = commitment.field_id if isinstance(commitment, Commitment) else None
    position = check_side(by, programme, "record", field)
    require_in_force(programme)
    activity = Activity(programme=programme, side=position, recorded_by=str(by.account)[:200], recorded_at=at)
    _name_answerable(activity, values)
    _apply(activity, values, by, at)
    write(by=by, at=at, verb="plans.record_activity", subject=activity, programme=programme.slug)
    say_activity(activity, by, at)
    return activity


def _stands(activity: Activity) -> tuple[object, ...]:
    return activity.state, activity.ends_on, activity.confirmed_at


def _note_moved(activity: Activity, before: tuple[object, ...]) -> None:
    """An activity of which nothing was ever said otherwise has no former state, and costs one look."""
    if _stands(activity) != before or activity.formers.exists():
        note_formers(activity)


def note_formers(activity: Activity) -> None:
    """Called when something else is said of an activity than before."""
    activity.formers.all().delete()
    Former.objects.bulk_create(formers_of(activity))


@transaction.atomic
def change_activity(
    *, activity: Activity, values: dict[str, object], by: Seat, at: datetime, seen_revision: int | None = None
) -> Activity:
    """Change one's own activity. A change of facts undoes the other side's confirmation."""
    check_own_activity(by, activity)
    if isinstance(commitment := values.get("commitment"), Commitment):
        check_side(by, activity.programme, "record", commitment.field_id)
    _hold(activity)
    before = _stands(activity)
    rules.require_move(ActivityState(activity.state), ActivityState(str(values.get("state", activity.state))))
    bump(activity, seen_revision)
    activity.confirmed_by, activity.confirmed_at = "", None
    _apply(activity, values, by, at)
    write(by=by, at=at, verb="plans.change_activity", subject=activity, programme=activity.programme.slug)
    say_activity(activity, by, at)
    _note_moved(activity, before)
    return activity


@transaction.atomic
def put_back(
    *, activity: Activity, values: dict[str, object], by: Seat, at: datetime, seen_revision: int
) -> Activity:
    """Undo one's own change: the earlier values again, whatever state they go back to.

    Changed when somebody saved since. The other side confirms anew what it had confirmed.
    """
    check_own_activity(by, activity)
    _hold(activity)
    before = _stands(activity)
    bump(activity, seen_revision)
    activity.confirmed_by, activity.confirmed_at = "", None
    _apply(activity, values, by, at)
    write(by=by, at=at, verb="plans.put_back_activity", subject=activity, programme=activity.programme.slug)
    say_activity(activity, by, at)
    _note_moved(activity, before)
    return activity


ROWS: dict[str, type[Figure] | type[Participation] | type[Output]] = {
    "figures": Figure,
    "participations": Participation,
    "outputs": Output,
}


@transaction.atomic
def set_rows(
    *,
    activity: Activity,
    kind: str,
    rows: list[dict[str, object]],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> None:
    """All rows of a kind at once: "figures" (the numbers it brought: label, value, unit), "participations" (who took
    part: side, institution, number, persons), "outputs" (what it left behind: kind, title, note). What the other side
    confirmed has changed: it confirms anew."""
    check_own_activity(by, activity)
    _hold(activity)
    before = _stands(activity)
    bump(activity, seen_revision)
    getattr(activity, kind).all().delete()
    for row in rows:
        ROWS[kind].objects.create(activity=activity, **row)
    activity.confirmed_by, activity.confirmed_at = "", None
    activity.save(update_fields=["confirmed_by", "confirmed_at"])
    write(by=by, at=at, verb=f"plans.set_{kind}", subject=activity, programme=activity.programme.slug)
    say_activity(activity, by, at)
    _note_moved(activity, before)


@transaction.atomic
def add_evidence(
    *,
    activity: Activity,
    name: str,
    data: bytes,
    dated: date,
    caption: Trilingual,
    by: Seat,
    at: datetime,
    crosses: bool = False,
) -> Evidence:
    """Add a file that shows the activity took place; the commitment is awake again. `crosses`: it may go to the other
    side's server, where that is another one."""
    check_own_activity(by, activity)
    if dated > timezone.localdate(at):
        raise Refused("evidence_ahead", N_("The date of the evidence lies ahead."))
    _hold(activity)
    file = store(name=name, data=data, by=by, at=at)
    share(file=file, institutions=[side.institution for side in activity.programme.sides.all()])
    evidence = Evidence.objects.create(
        activity=activity, file=file, caption=caption, dated=dated, crosses=crosses
    )
    _note_newest(activity)
    write(
        by=by,
        at=at,
        verb="plans.add_evidence",
        subject=activity,
        programme=activity.programme.slug,
        file=file.name,
        sha256=file.sha256,
    )
    say_activity(activity, by, at)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Seat, at: datetime) -> None:
    """What the other side confirmed rested on this evidence too: it confirms anew."""
    activity = evidence.activity
    check_own_activity(by, activity)
    _hold(activity)
    before = _stands(activity)
    bump(activity, None)
    write(
        by=by,
        at=at,
        verb="plans.remove_evidence",
        subject=activity,
        programme=activity.programme.slug,
        file=evidence.file.name,
        sha256=evidence.file.sha256,
    )
    evidence.delete()
    activity.confirmed_by, activity.confirmed_at = "", None
    activity.save(update_fields=["confirmed_by", "confirmed_at"])
    _note_newest(activity)
    say_activity(activity, by, at)
    _note_moved(activity, before)


def _note_newest(activity: Activity) -> None:
    days = [activity.evidence.aggregate(newest=Max("dated"))["newest"], activity.attested_on]
    activity.evidence_at = max((day for day in days if day), default=None)
    activity.save(update_fields=["evidence_at"])


@transaction.atomic
def attest_activity(*, activity: Activity, on: date, by: Actor, at: datetime) -> None:
    """A visit that its host confirmed and its delegation carried out shows that the activity took place; the commitment
    is awake. Called by the action that ends the visit, which has asked who may do this; what is recorded of the
    activity itself stays as its side wrote it."""
    _hold(activity)
    activity.attested_on = max(activity.attested_on or on, on)
    activity.save(update_fields=["attested_on"])
    _note_newest(activity)
    write(
        by=by,
        at=at,
        verb="plans.attest_activity",
        subject=activity,
        programme=activity.programme.slug,
        on=on.isoformat(),
    )


@transaction.atomic
def confirm_activity(*, activity: Activity, by: Seat, at: datetime, seen_revision: int | None = None) -> None:
    """The other side says: yes, this took place as recorded. Changed when the record was changed since it was read."""
    check_confirms(by, activity)
    _hold(activity)
    if seen_revision is not None and seen_revision != activity.revision:
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    rules.require_begun(activity.starts_on, timezone.localdate(at))
    activity.confirmed_by, activity.confirmed_at = str(by.account)[:200], at
    activity.save(update_fields=["confirmed_by", "confirmed_at"])
    write(by=by, at=at, verb="plans.confirm_activity", subject=activity, programme=activity.programme.slug)
    say_confirmation(activity, by, at)
