"""What belongs to a visit, line by line: the delegation, the programme of its days, gifts, costs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.formats import CURRENCIES
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged
from songfai.parties.models import Seat
from songfai.people.models import Person
from songfai.visits import rules
from songfai.visits.actions.visits import locked
from songfai.visits.models import Cost, Entry, Gift, Member, Visit
from songfai.visits.permissions import check_may, check_own_line
from songfai.visits.queries import stamp_of
from songfai.visits.statements import say_visit
from songfai.visits.states import DelegationRole, VisitState

Row = TypeVar("Row", Member, Entry, Gift, Cost)

PLACES = {currency: places for currency, (places, _names) in CURRENCIES.items()}
MEMBER = ("number", "person_id", "post", "role", "crosses")
ENTRY = ("day", "at", "text", "place")
GIFT = ("text", "recipient", "crosses", "value", "currency")
COST = ("kind", "planned", "spent", "currency", "note")


def line_stamp(line: Member | Entry | Gift | Cost | None) -> str:
    """What a form of the line was filled from."""
    names = {Member: MEMBER, Entry: ENTRY, Gift: GIFT, Cost: COST}
    return stamp_of(line, names[type(line)]) if line is not None else ""


def _held(
    visit: Visit, what: str, line: Row | None, rows: Any, seen: str | None, by: Seat
) -> tuple[Visit, int, Row | None]:
    """The visit, the side that writes, and the line as it stands now."""
    position = check_may(by, visit.programme, what, visit)
    visit = locked(visit)
    rules.require_open(VisitState(visit.state))
    if line is None:
        return visit, position, None
    fresh = rows.filter(pk=line.pk).first()
    if fresh is None:
        raise Changed(
            "removed_meanwhile",
            N_("Somebody removed this line meanwhile. Add it anew if it is still needed."),
        )
    require_unchanged(seen, line_stamp(fresh))
    return visit, position, fresh


def _kept(visit: Visit, line: Row, values: Mapping[str, Any], verb: str, by: Seat, at: datetime) -> Row:
    for name, value in values.items():
        setattr(line, name, value)
    line.save()
    write(
        by=by,
        at=at,
        verb=f"visits.{verb}",
        subject=line,
        programme=visit.programme.slug,
        visit=str(visit.key),
    )
    say_visit(visit, by, at)
    return line


@transaction.atomic
def save_member(
    *,
    visit: Visit,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    member: Member | None = None,
    person: Person | None = None,
    name: Trilingual | None = None,
    courtesy: str = "",
    mark: UUID | None = None,
    seen: str | None = None,
) -> Member:
    """Add somebody to the delegation or change their place in it: a known `person`, or one whose `name` is written whole.
    `mark`: by which the programme knows them from now on, if it does not yet; drawn where none is given.

    The written name of somebody who was added by name may be corrected; whoever has an account looks after their own.
    """
    visit, _position, member = _held(visit, "delegation", member, visit.members, seen, by)
    others = visit.members.exclude(pk=member.pk) if member else visit.members.all()
    heads = others.filter(role=DelegationRole.HEAD)
    rules.require_one_head(heads.count() + (values["role"] == DelegationRole.HEAD))
    person = person or _named(member, name or Trilingual(), courtesy)
    if others.filter(person=person).exists():
        raise Refused("already_in_the_delegation", N_("This person is in the delegation already."))
    if not values.get("number"):
        last = visit.members.aggregate(last=Max("number"))["last"] or 0
        values = {**values, "number": last + 1}
    member = member or Member(visit=visit)
    values = {**values, "person": person, "mark": _mark(visit, member, person) or mark or uuid4()}
    return _kept(visit, member, values, "save_member", by, at)


def _mark(visit: Visit, member: Member, person: Person) -> UUID | None:
    """The mark under which the person went with an earlier delegation of the programme; it says nothing of the person.
    The row of the person is held: two delegations written at the same moment give one mark."""
    Person.objects.select_for_update().get(pk=person.pk)
    if member.pk and member.person_id == person.pk:
        return member.mark
    known = Member.objects.filter(visit__programme=visit.programme_id, person=person)
    return known.values_list("mark", flat=True).first()


def _named(member: Member | None, name: Trilingual, courtesy: str) -> Person:
    """Somebody who is known by name only, written down now or before."""
    if not name:
        raise Refused("nobody_named", N_("Choose the person, or write the name."))
    if member is None or hasattr(member.person, "account"):
        return Person.objects.create(name=name, courtesy=courtesy)
    member.person.name, member.person.courtesy = name, courtesy
    member.person.save()
    return member.person


@transaction.atomic
def save_entry(
    *,
    visit: Visit,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    entry: Entry | None = None,
    seen: str | None = None,
) -> Entry:
    """A line of the programme of the visit. Both sides write it."""
    visit, _position, entry = _held(visit, "programme", entry, visit.entries, seen, by)
    rules.require_day(values["day"], visit.starts_on, visit.ends_on)
    return _kept(visit, entry or Entry(visit=visit), values, "save_entry", by, at)


@transaction.atomic
def save_gift(
    *,
    visit: Visit,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    gift: Gift | None = None,
    seen: str | None = None,
) -> Gift:
    """What one's own side gave. `values["value"]` is an amount as it is said; kept in the smallest unit in use."""
    visit, position, gift = _held(visit, "own_lines", gift, visit.gifts, seen, by)
    gift = gift or Gift(visit=visit, side=position)
    check_own_line(position, gift.side)
    value = rules.minor_units(values["value"], values["currency"], PLACES)
    currency = values["currency"] if value is not None else ""
    return _kept(visit, gift, {**values, "value": value, "currency": currency}, "save_gift", by, at)


@transaction.atomic
def save_cost(
    *,
    visit: Visit,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    cost: Cost | None = None,
    seen: str | None = None,
) -> Cost:
    """What the visit costs one's own side. Amounts come as they are said; kept in the smallest unit in use."""
    visit, position, cost = _held(visit, "own_lines", cost, visit.costs, seen, by)
    cost = cost or Cost(visit=visit, side=position)
    check_own_line(position, cost.side)
    amounts = {
        name: rules.minor_units(values[name], values["currency"], PLACES) for name in ("planned", "spent")
    }
    if amounts["planned"] is None and amounts["spent"] is None:
        raise Refused("no_amount", N_("Enter the estimate or what was spent."))
    return _kept(visit, cost, {**values, **amounts}, "save_cost", by, at)


@transaction.atomic
def remove_line(*, line: Member | Entry | Gift | Cost, by: Seat, at: datetime) -> None:
    """Take a line out; a gift or a cost only by the side that wrote it."""
    what = {Member: "delegation", Entry: "programme"}.get(type(line), "own_lines")
    position = check_may(by, line.visit.programme, what, line.visit)
    visit = locked(line.visit)
    rules.require_open(VisitState(visit.state))
    if isinstance(line, Gift | Cost):
        check_own_line(position, line.side)
    write(
        by=by,
        at=at,
        verb="visits.remove_line",
        subject=line,
        programme=visit.programme.slug,
        visit=str(visit.key),
        text=str(line)[:200],
    )
    line.delete()
    say_visit(visit, by, at)
