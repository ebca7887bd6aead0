"""Rows for tests. What has rules is made by the rooms' own actions; plain rows are made directly."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from types import SimpleNamespace

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat, Unit
from songfai.parties.states import Layout, Role
from songfai.people.models import Account, Person
from songfai.plans import actions as plans
from songfai.plans.models import Activity, Plan
from songfai.programmes import actions as programmes
from songfai.programmes.actions.naming import note_names
from songfai.programmes.models import Amendment, Commitment, Programme, Side, Text
from songfai.programmes.states import CommitmentType, Kind
from tests.fixtures.kept import kept

number = count(1)
NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def words(text: str) -> Trilingual:
    """The same word in three languages, told apart by a mark."""
    return Trilingual(lo=f"{text} ລາວ", vi=f"{text} việt", en=f"{text}")


def institution(**fields: object) -> Institution:
    n = next(number)
    given = {
        "slug": f"body-{n}",
        "name": words(f"Body {n}"),
        "short_name": words(f"B{n}"),
        "country": "VN",
        "place": words("Place"),
        "layout": Layout.VN,
        "origin": f"body-{n}.example/coop",
    }
    return Institution.objects.create(**(given | fields))


def unit(body: Institution, **fields: object) -> Unit:
    return Unit.objects.create(institution=body, **({"name": words(f"Unit {next(number)}")} | fields))


def person(**fields: object) -> Person:
    return Person.objects.create(**({"name": words(f"Person {next(number)}")} | fields))


def account(**fields: object) -> Account:
    n = next(number)
    return Account.objects.create_user(
        f"person{n}@example.org", "a long enough password", **({"person": person()} | fields)
    )


def seat(body: Institution | None = None, role: str = Role.LEADER, **fields: object) -> Seat:
    return Seat.objects.create(
        **({"account": account(), "institution": body or institution(), "role": role} | fields)
    )


def commitment(programme: Programme, **fields: object) -> Commitment:
    n = programme.commitments.count() + 1
    given = {"number": n, "text": words(f"Commitment {n}"), "type": CommitmentType.COURSE}
    return Commitment.objects.create(programme=programme, **(given | fields))


def draft_programme(
    body_a: Institution | None = None, body_b: Institution | None = None, **fields: object
) -> Programme:
    """A draft of the first side, with both sides, one authentic text and two commitments."""
    body_a, body_b = body_a or institution(), body_b or institution(country="LA", layout=Layout.LA)
    n = next(number)
    given = {
        "slug": f"programme-{n}",
        "kind": Kind.MEMORANDUM,
        "title": words(f"Programme {n}"),
        "signed_on": PartialDate(2023, 5, 23),
        "term_start": PartialDate(2023),
        "term_end": PartialDate(2026),
        "drafted_by": body_a,
        "created_at": NOW,
    }
    programme = Programme.objects.create(**(given | fields))
    for position, body in ((1, body_a), (2, body_b)):
        Side.objects.create(programme=programme, position=position, institution=body)
    Text.objects.create(programme=programme, language="vi", body="Văn bản", authentic=True)
    commitment(programme)
    commitment(programme)
    note_names(programme)
    return programme


@kept
def programme_in_force(**fields: object) -> SimpleNamespace:
    """A programme in force, and a leader of each side: .programme, .leader_a, .leader_b, .commitments."""
    from songfai.programmes import actions as programmes

    programme = draft_programme(**fields)
    bodies = [side.institution for side in programme.sides.all()]
    leader_a, leader_b = seat(bodies[0]), seat(bodies[1])
    programmes.offer(programme=programme, by=leader_a, at=NOW)
    programme = Programme.objects.get(pk=programme.pk)
    programmes.approve(programme=programme, seen=programme.document.sha256, by=leader_b, at=NOW)
    programme = Programme.objects.get(pk=programme.pk)
    return SimpleNamespace(
        programme=programme,
        leader_a=leader_a,
        leader_b=leader_b,
        commitments=list(programme.commitments.order_by("number")),
    )


def item_values(commitment: Commitment, **fields: object) -> dict[str, object]:
    given = {
        "commitment": commitment,
        "title": words("Item"),
        "kind": CommitmentType.COURSE,
        "quantity": None,
        "unit": Trilingual(),
        "quarter": 0,
        "lead": 0,
        "payer": 0,
        "costs": Trilingual(),
        "venue": Trilingual(),
        "note": Trilingual(),
    }
    return given | fields


@kept
def plan_in_force(made: SimpleNamespace, year: int = 2025, items: int = 1, **fields: object) -> Plan:
    """A yearly plan both sides have agreed, its items tied to the programme's first commitment."""
    plan = plans.start_plan(programme=made.programme, year=year, by=made.leader_a, at=NOW)
    for _one in range(items):
        plans.save_item(
            plan=plan, values=item_values(made.commitments[0], **fields), by=made.leader_a, at=NOW
        )
    plans.offer(plan=plan, by=made.leader_a, at=NOW)
    plans.approve(plan=plan, seen=plan.document.sha256, by=made.leader_b, at=NOW)
    return Plan.objects.get(pk=plan.pk)


def activity_values(commitment: Commitment, **fields: object) -> dict[str, object]:
    given = {
        "commitment": commitment,
        "item": None,
        "title": words("Activity"),
        "kind": CommitmentType.COURSE,
        "starts_on": date(2025, 5, 4),
        "ends_on": date(2025, 5, 29),
        "place": words("Hà Nội"),
        "state": "done",
        "reason": "",
        "result": Trilingual(),
    }
    return given | fields


def activity(made: SimpleNamespace, by: Seat | None = None, **fields: object) -> Activity:
    values = activity_values(fields.pop("commitment", made.commitments[0]), **fields)
    return plans.record_activity(programme=made.programme, values=values, by=by or made.leader_a, at=NOW)


def support_values(**fields: object) -> dict[str, object]:
    given = {
        "kind": "person_days",
        "title": words("Support"),
        "year": 2025,
        "quantity": Decimal(10),
        "unit": Trilingual(),
        "minor": None,
        "currency": "",
        "commitment": None,
        "activity": None,
    }
    return given | fields


@kept
def support(made: SimpleNamespace, upto: str = "promised", by: Seat | None = None, **fields: object):
    """Support of the first side (or of `by`), brought by each side's own actions as far as `upto`."""
    from songfai.support import actions as giving

    giver = by or made.leader_a
    receiver = made.leader_b if giver.institution_id == made.leader_a.institution_id else made.leader_a
    day = date(fields.get("year", 2025), 6, 2)
    row = giving.promise(programme=made.programme, values=support_values(**fields), by=giver, at=NOW)
    steps = ["approved", "delivered", "received"]
    for step in steps[: steps.index(upto) + 1] if upto in steps else []:
        if step == "approved":
            giving.approve(support=row, paper="12/QĐ", by=giver, at=NOW)
        elif step == "delivered":
            giving.deliver(support=row, on=day, by=giver, at=NOW)
        else:
            giving.receive(support=row, on=day, by=receiver, at=NOW)
    return row


def duty(made: SimpleNamespace, by: Seat | None = None, **fields: object):
    """A duty of the first side that began on 3 March 2026 and ends on the 10th, or waits when starts_on is None."""
    from songfai.duties import actions as duties

    given = {"title": words("Duty"), "side": 1, "rule": None, "basis": words("Letter")} | fields
    starts_on = given.pop("starts_on", date(2026, 3, 3))
    due = given.pop("due", date(2026, 3, 10) if given["rule"] is None and starts_on else None)
    return duties.open_duty(
        programme=made.programme, values=given, starts_on=starts_on, due=due, by=by or made.leader_a, at=NOW
    )


@kept
def amendment(made: SimpleNamespace, by: Seat | None = None, **fields: object) -> Amendment:
    """A draft that can be offered: a new end of the term, one commitment changed and one added."""
    by = by or made.leader_a
    made.programme = Programme.objects.get(pk=made.programme.pk)
    draft = programmes.start_amendment(programme=made.programme, by=by, at=NOW)
    text = words(f"Amended {made.programme.amendments.count()}")
    values = {
        "text": words("The programme is extended"),
        "reason": words("There is more to do"),
        "effective_on": date(2026, 4, 1),
        "term_end": PartialDate(2028),
    }
    programmes.word_amendment(amendment=draft, values=values | fields, by=by, at=NOW)
    first = made.commitments[0]
    programmes.amend_commitment(
        amendment=draft, commitment=first, values=amended_values(text=text), by=by, at=NOW
    )
    programmes.amend_commitment(
        amendment=draft, commitment=None, values=amended_values(text=words("New")), by=by, at=NOW
    )
    return Amendment.objects.get(pk=draft.pk)


def amended_values(**fields: object) -> dict[str, object]:
    given = {
        "text": words("Commitment"),
        "short": Trilingual(),
        "type": CommitmentType.COURSE,
        "bearer": 0,
        "due": None,
    }
    return given | fields


@kept
def amendment_in_force(made: SimpleNamespace, **fields: object) -> Amendment:
    draft = amendment(made, **fields)
    programmes.offer_amendment(amendment=draft, by=made.leader_a, at=NOW)
    programmes.approve_amendment(amendment=draft, seen=draft.document.sha256, by=made.leader_b, at=NOW)
    return Amendment.objects.get(pk=draft.pk)
