"""Who answers for a commitment, and who keeps contact: each side names its own, at any time. Who was named before stays
in `Answered` and is never changed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from songfai.journal import actions as journal
from songfai.kit.errors import N_, Refused
from songfai.kit.stamps import require_unchanged, stamp
from songfai.parties.models import Field, Seat, Unit
from songfai.parties.queries import lineage
from songfai.people.models import Person
from songfai.programmes import permissions, queries, rules, spells
from songfai.programmes.models import Answerable, Answered, Commitment, FurtherParty, Side
from songfai.programmes.statements import say_answerables
from songfai.record import actions as record


def answerable_stamp(answerable: Answerable | None) -> str:
    return stamp((answerable.unit_id, answerable.person_id, answerable.party_id) if answerable else None)


def focal_stamp(side: Side) -> str:
    return stamp((side.unit_id, side.focal_person_id))


def require_own_unit(unit: Unit | None, by: Seat, since: date) -> None:
    """A unit of the body that names it, which is there on that day."""
    if unit is None:
        return
    if unit.institution_id not in queries.bodies_of(by):
        raise Refused(
            "unit_of_another", N_("This unit belongs to another institution. Choose one of your own.")
        )
    spells.require_unit_then(since, (unit.valid_from, unit.valid_to))


def require_field_here(side: Side, field: Field | None, by: Seat, since: date) -> None:
    """Whoever has taken the field over alone names its own; who bears the rest of the side names up to that day."""
    if field is None:
        return
    bearing = lineage().bearing(side.institution, field.pk, since)
    if bearing.institution is None or bearing.institution.pk in queries.bodies_of(by):
        return
    raise Refused(
        "field_passed_on",
        N_(
            "Since %(day)s another body answers for the field “%(field)s” and names its own unit: %(body)s. Choose a day"
            " before that, or leave it to that body."
        ),
        day=bearing.since,
        body=bearing.name,
        field=field.name,
    )


def _keep(
    side: Side,
    commitment: Commitment | None,
    held: tuple[Unit | None, Person | None, FurtherParty | None],
    spell: tuple[date | None, date],
) -> None:
    """What ends the day before a new name begins is kept; what was put right on its own first day was never so."""
    (unit, person, party), (since, begins) = held, spell
    if not any(held) or since == begins:
        return
    Answered.objects.create(
        side=side,
        commitment=commitment,
        unit=unit,
        person=person,
        party=party,
        since=since,
        until=begins - timedelta(days=1),
    )


def no_longer_named(parties: Iterable[FurtherParty]) -> None:
    """Bodies that go out of the paper while it is still being agreed carry nothing out, and never did."""
    for rows in (Answerable.objects, Answered.objects):
        named = rows.filter(party__in=list(parties))
        named.filter(unit=None, person=None).delete()
        named.update(party=None)


@transaction.atomic
def name_answerable(
    *,
    commitment: Commitment,
    unit: Unit | None,
    person: Person | None,
    by: Seat,
    at: datetime,
    party: FurtherParty | None = None,
    since: date | None = None,
    seen: str | None = None,
) -> Answerable:
    """Name the unit and the person who answer for a commitment on the seat's own side, and the further party that carries
    it out, from a day on (today). A body that has taken over the commitment's field alone names its own too.

    Refused: answerable_empty, unit_of_another, unit_not_then, field_passed_on, party_of_another, observer_only_reads,
    since_ahead, since_before; NotPermitted for the other side; Changed when a colleague named somebody else meanwhile.
    """
    side = queries.side_of(commitment.programme, by, commitment.field_id)
    permissions.check_own_side(by, side, "answerable", commitment.field_id)
    assert side is not None
    today = timezone.localdate(at)
    begins = since or today
    rules.require_answerable(unit, person, party)
    rules.require_parties([party], commitment.programme_id)
    require_own_unit(unit, by, begins)
    require_field_here(side, commitment.field, by, begins)
    record.hold(commitment.programme.register)
    Side.objects.select_for_update().get(pk=side.pk)
    named = Answerable.objects.select_for_update().filter(commitment=commitment, side=side).first()
    require_unchanged(seen, answerable_stamp(named))
    if named is None:
        spells.require_since(begins, None, today)
        named = Answerable(commitment=commitment, side=side, since=begins)
    elif (named.unit, named.person, named.party) != (unit, person, party):
        spells.require_since(begins, named.since, today)
        _keep(side, commitment, (named.unit, named.person, named.party), (named.since, begins))
        named.since = begins
    named.unit, named.person, named.party = unit, person, party
    named.save()
    journal.write(
        by=by,
        at=at,
        verb="programmes.name_answerable",
        subject=commitment,
        programme=commitment.programme.slug,
        side=side.position,
        unit=str(unit or ""),
        person=str(person or ""),
        party=str(party or ""),
        since=begins.isoformat(),
    )
    say_answerables(commitment.programme, side, by, at)
    return named


@transaction.atomic
def name_focal(
    *,
    side: Side,
    unit: Unit | None,
    person: Person | None,
    by: Seat,
    at: datetime,
    since: date | None = None,
    seen: str | None = None,
) -> Side:
    """Name the unit and person who keep contact for one's own side, from a day on (today).

    Refused: unit_of_another, unit_not_then, since_ahead, since_before.
    """
    permissions.check_own_side(by, side, "answerable")
    today = timezone.localdate(at)
    begins = since or today
    require_own_unit(unit, by, begins)
    programme = side.programme
    side = Side.objects.select_for_update(of=("self",)).select_related("unit", "focal_person").get(pk=side.pk)
    require_unchanged(seen, focal_stamp(side))
    if (side.unit, side.focal_person) != (unit, person):
        spells.require_since(begins, side.contact_since, today)
        _keep(side, None, (side.unit, side.focal_person, None), (side.contact_since, begins))
        side.contact_since = begins
    side.unit, side.focal_person = unit, person
    side.save(update_fields=["unit", "focal_person", "contact_since"])
    journal.write(
        by=by,
        at=at,
        verb="programmes.name_focal",
        subject=side,
        programme=programme.slug,
        unit=str(unit or ""),
        person=str(person or ""),
        since=begins.isoformat(),
    )
    return side
