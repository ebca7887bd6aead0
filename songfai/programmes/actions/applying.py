"""An amendment in force changes the programme's rows, on whichever server it comes into force; and one that the other
side's server sent is shown here like one that was drafted here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from songfai.journal import actions as journal
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.actions import tell
from songfai.parties.models import Field
from songfai.programmes.actions.arriving import BEARING, programme_of
from songfai.programmes.actions.notifying import DECIDING
from songfai.programmes.models import AmendedCommitment, Amendment, Commitment, Obligation, Programme
from songfai.programmes.rhythm import BASIS_AMENDED
from songfai.programmes.rules.amending import LARGEST_NUMBER
from songfai.programmes.states import Change, CommitmentType, ObligationKind
from songfai.programmes.terms import number_of
from songfai.record.arrived import Arrived, arrived, readers
from songfai.record.models import Document
from songfai.record.queries import terms_of
from songfai.record.states import Stage


@transaction.atomic
def apply_amendment(*, document: Document, at: datetime) -> None:
    """Let the programme's rows follow an amendment that is in force: term, commitments, dates. Said twice, it does
    nothing the second time; before it is in force, nothing at all. Old wordings stay in the documents."""
    amendment = Amendment.objects.filter(document=document).first()
    if amendment is None or document.standing.stage != Stage.IN_FORCE:
        return
    programme = Programme.objects.select_for_update(no_key=True).get(pk=amendment.programme_id)
    amendment.refresh_from_db(fields=["applied_at"])
    if amendment.applied_at is not None:
        return
    terms = terms_of(document)
    if "term" in terms:
        programme.term_end = PartialDate.parse_code(terms["term"]["end"])
    programme.revision += 1
    programme.save(update_fields=["term_end", "revision"])
    _commitments(programme, terms)
    _dates(programme, terms)
    amendment.applied_at = at
    amendment.save(update_fields=["applied_at"])
    journal.write(
        by=arrived(document),
        at=at,
        verb="programmes.apply_amendment",
        subject=amendment,
        programme=programme.slug,
        sha256=document.sha256,
    )


def _commitments(programme: Programme, terms: Mapping[str, Any]) -> None:
    fields = {field.slug: field for field in Field.objects.all()}
    known = {one.number: one for one in programme.commitments.all()}
    for one in terms.get("commitments", []):
        number = number_of(one["id"])
        row = known.get(number) or Commitment(programme=programme, number=number)
        for name, value in _values(one, fields).items():
            setattr(row, name, value)
        row.save()


def _values(one: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    return {
        "text": Trilingual.of(one["text"]),
        "short": Trilingual.of(one.get("short")),
        "type": CommitmentType(one["type"]),
        "field": fields.get(one.get("field", "")),
        "bearer": BEARING[one["bearer"]],
        "due": PartialDate.of(one.get("due")),
    }


def _dates(programme: Programme, terms: Mapping[str, Any]) -> None:
    """What was met stays, whatever the paper says of it."""
    for one in terms.get("dates", []):
        due = date.fromisoformat(one["due"])
        if one["change"] == "dropped":
            programme.obligations.filter(kind=one["kind"], due=due, met_on=None).delete()
        else:
            Obligation.objects.get_or_create(
                programme=programme,
                kind=ObligationKind(one["kind"]),
                due=due,
                defaults={"year": one["year"], "basis": BASIS_AMENDED},
            )


@transaction.atomic
def take_in_amendment(*, document: Document, at: datetime) -> Amendment:
    """Show an amendment that the other side's server sent. Refused: programme_missing, amendment_form."""
    said, programme = arrived(document), programme_of(document)
    shown = Amendment.objects.filter(document=document).first()
    if shown is not None:
        return shown
    amendment = Amendment.objects.create(
        matter=said.key,
        programme=programme,
        version=document.version,
        text=Trilingual.of(said.terms["text"]),
        reason=Trilingual.of(said.terms["reason"]),
        effective_on=date.fromisoformat(said.terms["effective_on"]),
        term_end=PartialDate.of(said.terms.get("term", {}).get("end")),
        base=said.terms["base"].removeprefix("sha256:")[:64],
        drafted_by=said.institution,
        document=document,
        created_at=said.at,
    )
    _lines(amendment, said)
    journal.write(
        by=said,
        at=at,
        verb="programmes.take_in_amendment",
        subject=amendment,
        programme=programme.slug,
        sha256=document.sha256,
    )
    for institution in readers(document, said.institution):
        tell(
            institution=institution,
            roles=DECIDING,
            text=N_("%(side)s offers an amendment of “%(title)s”. It waits for your answer."),
            address=reverse("programmes:amendment", args=[programme.slug, amendment.key]),
            at=at,
            side=(said.institution.short_name or said.institution.name).as_dict(),
            title=programme.title.as_dict(),
        )
    # A record that comes whole brings what is in force already: what is planned under it comes after it.
    apply_amendment(document=document, at=at)
    return amendment


def _lines(amendment: Amendment, said: Arrived) -> None:
    fields = {field.slug: field for field in Field.objects.all()}
    for one in said.terms.get("commitments", []):
        number = number_of(one["id"])
        if not 1 <= number <= LARGEST_NUMBER or one["number"] != number:
            raise Refused("amendment_form", N_("The amendment names a commitment that cannot be."))
        AmendedCommitment.objects.create(
            amendment=amendment,
            number=number,
            change=Change(one["change"]),
            was=one.get("was", {}),
            **_values(one, fields),
        )


def amendment_came_into_force(*, document: Document, at: datetime) -> None:
    """The receipt of the other side has come: the programme follows here too. What is not shown yet follows later."""
    apply_amendment(document=document, at=at)
