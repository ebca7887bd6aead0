"""Plans, activities and confirmations that the other side's server sent, shown here like those written here."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.files.actions import adopt, path_of, share
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.actions import tell
from songfai.plans import rules
from songfai.plans.actions.activities import note_formers, search_words
from songfai.plans.actions.plans import ITEM_PARTIES
from songfai.plans.models import Activity, Evidence, Figure, Output, Participation, Plan, PlanItem
from songfai.plans.statements import WHOSE, confirmation_of
from songfai.plans.states import ActivityState, OutputKind
from songfai.plans.terms import BY_WORD, item_key
from songfai.programmes.actions.arriving import commitment_of, party_of, programme_of, unit_named
from songfai.programmes.actions.notifying import DECIDING
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.terms import number_of
from songfai.record.arrived import Arrived, arrived, is_latest, readers, sides_of
from songfai.record.models import Document

SIDE_OF = {word: number for number, word in WHOSE.items()}


def _commitments(programme: Programme) -> dict[int, Commitment]:
    return {one.number: one for one in programme.commitments.all()}


@transaction.atomic
def take_in(*, document: Document, at: datetime) -> Plan:
    """Show an offered plan. Refused: programme_missing."""
    said, programme = arrived(document), programme_of(document)
    shown = Plan.objects.filter(document=document).first()
    if shown is not None:
        return shown
    plan = Plan.objects.create(
        programme=programme,
        year=said.terms["year"],
        version=document.version,
        note=Trilingual.of(said.terms.get("reason")),
        drafted_by=said.institution,
        document=document,
        created_at=said.at,
    )
    commitments = _commitments(programme)
    PlanItem.objects.bulk_create(
        PlanItem(
            plan=plan,
            key=item_key(one["id"]),
            number=one["number"],
            commitment=commitments[number_of(one["commitment"])],
            title=Trilingual.of(one["title"]),
            kind=one["kind"],
            quantity=Decimal(one["quantity"]) if "quantity" in one else None,
            unit=Trilingual.of(one.get("unit")),
            quarter=int(one.get("quarter", 0)),
            lead=BY_WORD[one["lead"]],
            payer=BY_WORD[one["payer"]],
            **{name: party_of(programme, one.get(name)) for name in ITEM_PARTIES},
            costs=Trilingual.of(one.get("costs")),
            venue=Trilingual.of(one.get("venue")),
            note=Trilingual.of(one.get("note")),
        )
        for one in said.terms["items"]
    )
    write(
        by=said, at=at, verb="plans.take_in", subject=plan, programme=programme.slug, sha256=document.sha256
    )
    for institution in readers(document, said.institution):
        tell(
            institution=institution,
            roles=DECIDING,
            text=N_("%(side)s offers the plan of %(year)s for %(title)s. It waits for your answer."),
            address=reverse("plans:plan", args=[programme.slug, plan.key]),
            at=at,
            side=(said.institution.short_name or said.institution.name).as_dict(),
            year=plan.year,
            title=programme.title.as_dict(),
        )
    return plan


@transaction.atomic
def take_in_activity(*, document: Document, at: datetime) -> None:
    """Show what the other side says of an activity; only its latest word counts. Refused: programme_missing, and
    what no activity may be."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    terms = said.terms
    activity = Activity.objects.filter(key=said.key).first() or Activity(key=said.key, programme=programme)
    if activity.programme_id != programme.pk or (activity.pk and activity.side != said.position):
        raise Refused("activity_of_another", N_("This activity belongs to another programme or side."))
    activity.side = said.position
    activity.commitment = commitment_of(programme, terms["commitment"])
    activity.item = _item(programme, terms.get("item"), activity.commitment)
    activity.title = Trilingual.of(said.body["title"])
    activity.kind = terms["kind"]
    activity.state = ActivityState(terms["state"])
    activity.starts_on, activity.ends_on = (
        date.fromisoformat(terms[name]) for name in ("starts_on", "ends_on")
    )
    activity.place, activity.result = (Trilingual.of(terms.get(name)) for name in ("place", "result"))
    activity.reason = terms.get("reason", "")
    activity.recorded_by, activity.recorded_at = said.account[:200], said.at
    activity.unit = unit_named(said.institution, terms.get("unit"))
    activity.lead_party, activity.coordinator_party = (
        party_of(programme, terms.get(name)) for name in ("lead_party", "coordinator_party")
    )
    activity.search = search_words(activity.title, activity.place, activity.result)
    rules.require_period(activity.starts_on, activity.ends_on)
    rules.require_state(activity.state, activity.reason, activity.starts_on, timezone.localdate(at))
    days = [date.fromisoformat(one["dated"]) for one in terms.get("evidence", [])]
    activity.evidence_at = max(days + [day for day in [activity.attested_on] if day], default=None)
    activity.revision = max(activity.revision + 1, int(terms.get("revision", 0)))
    activity.save()
    _figures(activity, terms.get("figures", []))
    _participations(activity, terms.get("participants", []))
    _outputs(activity, terms.get("outputs", []))
    _evidence(activity, said)
    note_confirmation(activity)
    note_formers(activity)
    write(by=said, at=at, verb="plans.take_in_activity", subject=activity, programme=programme.slug)


def _item(programme: Programme, identifier: str | None, commitment: Commitment) -> PlanItem | None:
    if identifier is None:
        return None
    rows = PlanItem.objects.filter(plan__programme=programme, key=item_key(identifier), commitment=commitment)
    return rows.exclude(plan__document=None).order_by("-plan__version").first()


def _figures(activity: Activity, figures: list[dict[str, object]]) -> None:
    activity.figures.all().delete()
    Figure.objects.bulk_create(
        Figure(
            activity=activity,
            label=Trilingual.of(one["label"]),  # type: ignore[arg-type]
            value=Decimal(str(one["value"])),
            unit=Trilingual.of(one["unit"]),  # type: ignore[arg-type]
            is_estimate=bool(one.get("estimate", False)),
            definition=Trilingual.of(one.get("definition")),  # type: ignore[arg-type]
        )
        for one in figures
    )


def _participations(activity: Activity, rows: list[dict[str, Any]]) -> None:
    """Institutions and how many; names of persons written here before stay where the row is the same."""
    names = {(one.side, one.institution): one.persons for one in activity.participations.all()}
    activity.participations.all().delete()
    for one in rows:
        side, institution = SIDE_OF[one["side"]], Trilingual.of(one["institution"])
        Participation.objects.create(
            activity=activity,
            side=side,
            institution=institution,
            number=one.get("number"),
            persons=names.get((side, institution), ""),
        )


def _outputs(activity: Activity, rows: list[dict[str, Any]]) -> None:
    activity.outputs.all().delete()
    Output.objects.bulk_create(
        Output(
            activity=activity,
            kind=OutputKind(one["kind"]),
            title=Trilingual.of(one["title"]),
            note=one.get("note", ""),
        )
        for one in rows
    )


def note_confirmation(activity: Activity) -> None:
    """Whether the other side's word holds for the activity as it is said now."""
    word = confirmation_of(activity)
    said = arrived(word) if word is not None and word.entries.exists() else None
    if word is not None and said is None:
        return  # one's own word, which waits for its log: the row says it already
    activity.confirmed_by = said.account[:200] if said else ""
    activity.confirmed_at = said.at if said else None
    activity.save(update_fields=["confirmed_by", "confirmed_at"])


def _evidence(activity: Activity, said: Arrived) -> None:
    """Files the other side lets cross and that have come; the days of the others are counted all the same."""
    activity.evidence.all().delete()
    names = {one["sha256"]: one["name"] for one in said.body.get("attachments", [])}
    for one in said.terms.get("evidence", []):
        sha256 = one.get("sha256", "")
        if sha256 not in names or not path_of(sha256).exists():
            continue
        file = adopt(
            sha256=sha256, name=names[sha256], institution=said.institution, given_by=said.account, at=said.at
        )
        share(file=file, institutions=sides_of(said.document).values())
        Evidence.objects.create(
            activity=activity,
            file=file,
            caption=Trilingual.of(one.get("caption")),
            dated=date.fromisoformat(one["dated"]),
            crosses=True,
        )


@transaction.atomic
def take_in_confirmation(*, document: Document, at: datetime) -> None:
    """The other side confirms an activity of this one, by the statement it read; a later statement is not confirmed.

    Refused: activity_missing.
    """
    said = arrived(document)
    confirmed = Document.objects.filter(
        register=document.register_id, sha256=said.terms["activity"].removeprefix("sha256:")
    ).first()
    activity = (
        Activity.objects.filter(key=uuid.UUID(hex=confirmed.thread.rpartition("/")[2])).first()
        if confirmed is not None
        else None
    )
    if confirmed is None or activity is None:
        raise Refused("activity_missing", N_("The activity that is confirmed has not come yet."))
    if activity.side == said.position or not is_latest(document):
        return
    note_confirmation(activity)
    note_formers(activity)
    write(
        by=said, at=at, verb="plans.take_in_confirmation", subject=activity, programme=activity.programme.slug
    )
