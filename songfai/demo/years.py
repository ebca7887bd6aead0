"""What was planned and done in each year: plans offered and agreed, activities recorded and confirmed."""

from datetime import datetime, time, timedelta
from typing import Any

from songfai.demo.book import LOCAL, moment, word, words
from songfai.demo.finding import directions_of, key_of, programme_of, review_of
from songfai.demo.ground import Ground
from songfai.demo.papers import paper
from songfai.parties.models import Seat
from songfai.plans import actions
from songfai.plans.models import Activity, Plan, PlanItem
from songfai.plans.queries import current
from songfai.programmes.models import Programme
from songfai.reviews import actions as reviews

Told = dict[str, Any]


# ---------------------------------------------------------------- plans


def draft_plan(slug: str, year: int, told: Told, ground: Ground) -> None:
    programme, by, at = programme_of(slug), ground.seats[told["drafted_by"]], moment(told["started_at"])
    if told.get("from_review"):
        plan = _from_review(programme, year, by, at)
    else:
        before = current(programme, year) if told.get("base") == "current" else None
        plan = actions.start_plan(programme=programme, year=year, by=by, at=at, copy_of=before)
    plan.programme = programme
    for name in told.get("remove", []):
        actions.remove_item(item=plan.items.get(key=key_of(slug, name)), by=by, at=at)
    for one in told.get("items", []):
        _write_item(plan, one, by, at)
    if "reason" in told:
        actions.set_reason(plan=plan, reason=words(told["reason"]), by=by, at=at)


def _from_review(programme: Programme, year: int, by: Seat, at: datetime) -> Plan:
    """Directions of the last review become items; then what the two sides added to each."""
    review = review_of(programme.slug, year - 1)
    plan = reviews.plan_from_directions(review=review, by=by, at=at)
    for direction, one in directions_of(programme.slug, review):
        item = plan.items.get(key=direction.key)
        item.plan = plan
        actions.save_item(plan=plan, values=_item_values(one), item=item, by=by, at=at)
    return plan


def _write_item(plan: Plan, one: Told, by: Seat, at: datetime) -> None:
    key = key_of(plan.programme.slug, one["key"])
    item = plan.items.filter(key=key).first()
    values = _item_values(one)
    if item is None:
        commitment = plan.programme.commitments.get(number=one["c"])
        fixed: Told = {"key": key, "commitment": commitment, "kind": commitment.type}
        values = {"lead": commitment.bearer, "payer": commitment.bearer} | values | fixed
    actions.save_item(plan=plan, values=values, item=item, by=by, at=at)


def _item_values(one: Told) -> Told:
    values: Told = {name: one[name] for name in ("quantity", "quarter", "lead", "payer") if name in one}
    values |= {name: words(one[name]) for name in ("title", "note", "costs") if name in one}
    if "n" in one:
        values["number"] = one["n"]
    if "unit" in one:
        values["unit"] = word("units", one["unit"])
    if "venue" in one:
        values["venue"] = word("places", one["venue"])
    return values


def offer_plan(slug: str, year: int, told: Told, ground: Ground) -> None:
    by = ground.seats[told["drafted_by"]]
    plan = Plan.objects.get(programme__slug=slug, year=year, document=None, drafted_by=by.institution)
    plan.programme = programme_of(slug)
    actions.offer(plan=plan, by=by, at=moment(told["offered_at"]))


def approve_plan(slug: str, year: int, told: Told, ground: Ground) -> None:
    plan = (
        Plan.objects.filter(programme__slug=slug, year=year, document__isnull=False)
        .order_by("version")
        .last()
    )
    assert plan is not None
    assert plan.document is not None
    plan.programme = programme_of(slug)
    by, at = ground.seats[told["approved_by"]], moment(told["approved_at"])
    actions.approve(plan=plan, seen=plan.document.sha256, by=by, at=at)


# ---------------------------------------------------------------- activities


def recorded_at(told: Told) -> datetime:
    """Five days after the end, unless the story says when."""
    if "recorded" in told:
        return moment(told["recorded"])
    return datetime.combine(told["to"] + timedelta(days=5), time(10), tzinfo=LOCAL)


def confirmed_at(told: Told) -> datetime | None:
    return None if told.get("confirmed") is False else recorded_at(told) + timedelta(days=7, hours=-1)


def coordinator(programme_told: Told, position: int) -> str:
    return programme_told["sides"][position - 1]["focal_by"]


def record(slug: str, year: int, told: Told, email: str, ground: Ground) -> Activity:
    # Whose seat it was on that day: a person may have gone over to another body since.
    programme, at, by = programme_of(slug), recorded_at(told), ground.seats[email]
    commitment = programme.commitments.get(number=told["c"])
    activity = actions.record_activity(
        programme=programme,
        values={
            "key": key_of(slug, f"{year}/{told['c']}/{told['from']}"),
            "commitment": commitment,
            "item": _item(programme, year, slug, told.get("item")),
            "title": words(told["title"]),
            "kind": commitment.type,
            "starts_on": told["from"],
            "ends_on": told["to"],
            "place": word("places", told.get("place")),
            "state": told.get("state", "done"),
            "reason": told.get("reason", ""),
            "result": words(told.get("result")),
        },
        by=by,
        at=at,
    )
    figures = [
        {"label": word("labels", label), "value": value, "unit": word("units", unit)}
        for label, value, unit in told.get("figures", [])
    ]
    figures += [
        {
            "label": word("labels", one["label"]),
            "value": one["value"],
            "unit": word("units", one["unit"]),
            "is_estimate": True,
            "definition": words(one["definition"]),
        }
        for one in told.get("estimates", [])
    ]
    if figures:
        actions.set_rows(activity=activity, kind="figures", rows=figures, by=by, at=at)
    if "took_part" in told:
        rows: list[Told] = [
            {"side": side, "institution": words(name), "number": number, "persons": ""}
            for side, name, number in told["took_part"]
        ]
        actions.set_rows(activity=activity, kind="participations", rows=rows, by=by, at=at)
    if "outputs" in told:
        left: list[Told] = [
            {"kind": kind, "title": words(title), "note": note} for kind, title, note in told["outputs"]
        ]
        actions.set_rows(activity=activity, kind="outputs", rows=left, by=by, at=at)
    for caption, name, *dated in told.get("evidence", []):
        day = dated[0] if dated else told["to"]
        actions.add_evidence(
            activity=activity,
            name=name,
            data=paper(name, word("captions", caption), told, day),
            dated=day,
            caption=word("captions", caption),
            by=by,
            at=at,
        )
    return activity


def _item(programme: Programme, year: int, slug: str, name: str | None) -> PlanItem | None:
    plan = current(programme, year) if name else None
    return plan.items.get(key=key_of(slug, name)) if plan and name else None


def confirm(slug: str, year: int, told: Told, email: str, at: datetime, ground: Ground) -> None:
    activity = Activity.objects.get(key=key_of(slug, f"{year}/{told['c']}/{told['from']}"))
    activity.programme = programme_of(slug)
    actions.confirm_activity(activity=activity, by=ground.seats[email], at=at)
