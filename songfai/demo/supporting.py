"""What each side gave and received, how the balance is counted, and what was due: told by the rooms' own actions."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from songfai.deadlines.models import Rule
from songfai.demo.book import LOCAL, moment, word, words
from songfai.demo.finding import key_of, programme_of
from songfai.demo.ground import Ground
from songfai.demo.papers import paper
from songfai.duties import actions as duties
from songfai.duties.models import Duty
from songfai.plans.models import Activity
from songfai.support import actions
from songfai.support.models import Agreed, Rate, Support

Told = dict[str, Any]
Happening = tuple[datetime, Callable[[], object]]
HOURS = (9, 14, 11, 15)
WRITTEN_DOWN = (0, 0, 6, 8)


def happenings(programme: Told, told: Told, ground: Ground) -> Iterator[Happening]:
    """Everything of the file, each with its moment."""
    slug = programme["slug"]
    officers = {1: programme["sides"][0]["focal_by"], 2: programme["sides"][1]["focal_by"]}
    for one in told["units"]:
        yield moment(one["at"]), partial(propose_unit, slug, one, ground)
        if "agreed_by" in one:
            yield moment(one["agreed_at"]), partial(agree_unit, slug, one, ground)
    for number, one in enumerate(told["support"]):
        for place, day in enumerate(one["deal"]):
            # What was given in an activity is entered once the activity has been recorded.
            later = timedelta(days=WRITTEN_DOWN[place] if "activity" in one else 0)
            at = datetime.combine(day, time(HOURS[place], number % 50), tzinfo=LOCAL) + later
            yield at, partial(STEPS[place], slug, number, one, ground, officers, at)
    for number, one in enumerate(told["duties"]):
        yield from of_duty(slug, number, one, ground, officers)
    for one in told["followed"]:
        yield moment(one["at"]), partial(follow, slug, one, ground)


# ---------------------------------------------------------------- support


def promise(
    slug: str, number: int, told: Told, ground: Ground, officers: dict[int, str], at: datetime
) -> None:
    programme = programme_of(slug)
    minor, currency = told.get("money", (None, ""))
    actions.promise(
        programme=programme,
        values={
            "key": key_of(slug, f"support/{number}"),
            "kind": told["kind"],
            "title": words(told["title"]),
            "year": told.get("year") or told["deal"][-1].year,
            "quantity": number_of(told.get("quantity")),
            "unit": words(told.get("unit")),
            "minor": minor,
            "currency": currency,
            "commitment": programme.commitments.get(number=told["c"]),
        },
        by=ground.seats[officers[told["giver"]]],
        at=at,
    )


def found(slug: str, number: int) -> Support:
    support = Support.objects.get(key=key_of(slug, f"support/{number}"))
    support.programme = programme_of(slug)
    return support


def number_of(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def approve(
    slug: str, number: int, told: Told, ground: Ground, officers: dict[int, str], at: datetime
) -> None:
    by = ground.seats[officers[told["giver"]]]
    actions.approve(support=found(slug, number), paper=told["paper"], by=by, at=at)


def deliver(
    slug: str, number: int, told: Told, ground: Ground, officers: dict[int, str], at: datetime
) -> None:
    support, by = found(slug, number), ground.seats[officers[told["giver"]]]
    for one in told.get("payments", []):
        actions.pay(support=support, values=payment(one), by=by, at=at)
    activity = None
    if "activity" in told:
        activity = Activity.objects.get(key=key_of(slug, told["activity"]))
    actions.deliver(support=support, on=told["deal"][2], activity=activity, by=by, at=at)
    attach(support, told, ground, officers, told["giver"], at)


def receive(
    slug: str, number: int, told: Told, ground: Ground, officers: dict[int, str], at: datetime
) -> None:
    receiver = 3 - told["giver"]
    support, by = found(slug, number), ground.seats[officers[receiver]]
    actions.receive(
        support=support,
        on=told["deal"][3],
        arrived=number_of(told.get("arrived")),
        note=words(told.get("note")),
        by=by,
        at=at,
    )
    attach(support, told, ground, officers, receiver, at)


STEPS = (promise, approve, deliver, receive)


def attach(
    support: Support, told: Told, ground: Ground, officers: dict[int, str], side: int, at: datetime
) -> None:
    for whose, caption, name, dated in told.get("documents", []):
        if whose == side:
            actions.add_paper(
                support=support,
                name=name,
                data=paper(name, word("captions", caption), {"title": told["title"], "from": dated}, dated),
                dated=dated,
                caption=word("captions", caption),
                by=ground.seats[officers[side]],
                at=at,
            )


def payment(told: Told) -> Told:
    """The rate is named by the words of its table."""
    wanted = told["rate"]
    rate = Rate.objects.select_related("version").get(
        version__basis__en=wanted["basis"], level__en=wanted["level"], category__en=wanted["category"]
    )
    return {
        "title": words(told["title"]),
        "paid_on": told["paid_on"],
        "rate": rate,
        "persons": told["persons"],
        "times": told["times"],
        "minor": None,
        "currency": "",
        "paper": told["paper"],
    }


# ---------------------------------------------------------------- how the balance is counted


def propose_unit(slug: str, told: Told, ground: Ground) -> None:
    values = {"unit": words(told["values"]["unit"]), "counted": True}
    actions.propose_unit(
        programme=programme_of(slug),
        measure=told["measure"],
        values=values,
        by=ground.seats[told["by"]],
        at=moment(told["at"]),
    )


def agree_unit(slug: str, told: Told, ground: Ground) -> None:
    agreed = Agreed.objects.get(programme__slug=slug, measure=told["measure"], state="proposed")
    agreed.programme = programme_of(slug)
    actions.agree_unit(agreed=agreed, by=ground.seats[told["agreed_by"]], at=moment(told["agreed_at"]))


# ---------------------------------------------------------------- what is due


def of_duty(
    slug: str, number: int, told: Told, ground: Ground, officers: dict[int, str]
) -> Iterator[Happening]:
    owner = ground.seats[officers[told["side"] or 1]]
    yield moment(told["opened_at"]), partial(open_duty, slug, number, told, owner)
    if "begun" in told:
        day, at = told["begun"]
        yield moment(at), partial(begin, slug, number, day, owner, moment(at))
    if "extension" in told:
        yield moment(told["extension"]["at"]), partial(extend, slug, number, told["extension"], ground)
        if "agreed_at" in told["extension"]:
            yield (
                moment(told["extension"]["agreed_at"]),
                partial(agree, slug, number, told["extension"], ground),
            )
    for side, day, at in told.get("done", []):
        by = ground.seats[officers[side]]
        yield moment(at), partial(confirm, slug, number, day, by, moment(at))


def open_duty(slug: str, number: int, told: Told, by: Any) -> None:
    rule = Rule.objects.get(slug=told["rule"]) if "rule" in told else None
    title = words(told.get("title")) or (rule.title if rule else words(None))
    duties.open_duty(
        programme=programme_of(slug),
        values={
            "key": key_of(slug, f"duty/{number}"),
            "title": title,
            "side": told["side"],
            "rule": rule,
            "basis": words(told.get("basis")),
        },
        starts_on=told.get("starts_on"),
        due=told.get("due"),
        by=by,
        at=moment(told["opened_at"]),
    )


def duty(slug: str, number: int) -> Duty:
    row = Duty.objects.get(key=key_of(slug, f"duty/{number}"))
    row.programme = programme_of(slug)
    return row


def begin(slug: str, number: int, day: date, by: Any, at: datetime) -> None:
    duties.start_duty(duty=duty(slug, number), starts_on=day, by=by, at=at)


def extend(slug: str, number: int, told: Told, ground: Ground) -> None:
    _extend(duty(slug, number), told, ground, moment(told["at"]))


def _extend(row: Duty, told: Told, ground: Ground, at: datetime) -> None:
    duties.extend(
        duty=row,
        new_due=told["new_due"],
        reason=words(told["reason"]),
        paper=duties.Paper(told["paper"]),
        by=ground.seats[told["by"]],
        at=at,
    )


def agree(slug: str, number: int, told: Told, ground: Ground) -> None:
    row = duty(slug, number)
    extension = row.extensions.get(state="proposed")
    extension.duty = row
    duties.answer_extension(
        extension=extension,
        agreed=True,
        answer="",
        by=ground.seats[told["agreed_by"]],
        at=moment(told["agreed_at"]),
    )


def confirm(slug: str, number: int, day: date, by: Any, at: datetime) -> None:
    duties.confirm_duty(duty=duty(slug, number), done_on=day, by=by, at=at)


def follow(slug: str, told: Told, ground: Ground) -> None:
    """A date of the programme is followed as a duty, and a later day is proposed."""
    programme = programme_of(slug)
    obligation = programme.obligations.get(kind=told["kind"], year=told["year"])
    obligation.programme = programme
    at = moment(told["at"])
    row = duties.follow(obligation=obligation, by=ground.seats[told["by"]], at=at)
    _extend(row, told, ground, at + timedelta(minutes=10))
