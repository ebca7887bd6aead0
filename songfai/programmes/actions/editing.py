"""Changing a draft programme: each part by itself, so that two people can work in different parts at once.

Every action takes `seen`, the stamp of the part its form was filled from (None: do not ask); Changed when it differs.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from songfai.files.models import StoredFile
from songfai.journal import actions as journal
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import require_unchanged, stamp
from songfai.kit.text import normalise_input
from songfai.parties.models import Field, Institution, Seat, Unit
from songfai.people.models import Person
from songfai.programmes import permissions, rules
from songfai.programmes.actions.answering import no_longer_named
from songfai.programmes.actions.naming import note_names
from songfai.programmes.models import Commitment, FurtherParty, Obligation, Programme, Side, Text
from songfai.record import actions as record

GENERAL = (
    "title", "summary", "kind", "signed_on", "signed_at", "term_start", "term_end", "focus_start", "focus_end",
    "asleep_after",
)  # fmt: skip
COMMITMENT = ("text", "short", "type", "field_id", "bearer", "due", "source")
OBLIGATION = ("kind", "year", "due", "basis")


def _locked(programme: Programme, by: Seat) -> Programme:
    permissions.check_draft(by, programme)
    fresh = Programme.objects.select_for_update().get(pk=programme.pk)
    rules.require_open(fresh.stage)
    return fresh


def _told(programme: Programme, by: Seat, at: datetime, verb: str, **details: object) -> None:
    programme.revision += 1
    programme.save(update_fields=["revision"])
    record.wrote(programme, by, at)
    journal.write(
        by=by, at=at, verb=f"programmes.{verb}", subject=programme, programme=programme.slug, **details
    )


def values_of(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """A row's values as they are compared and shown beside what was typed."""
    return {name: getattr(row, name) for name in names}


def general_stamp(programme: Programme) -> str:
    slugs = sorted(programme.fields.values_list("slug", flat=True))
    return stamp(values_of(programme, GENERAL), slugs)


@transaction.atomic
def change(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    fields: Iterable[Field] | None = None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Programme:
    """Title, summary, kind, signing, term, fields. `values` has names of GENERAL. Refused: term_*."""
    programme = _locked(programme, by)
    require_unchanged(seen, general_stamp(programme))
    for name in GENERAL:
        if name in values:
            setattr(programme, name, values[name])
    rules.require_term(programme.term_start, programme.term_end)
    if programme.focus_start or programme.focus_end:
        rules.require_term(programme.focus_start, programme.focus_end)
    programme.save(update_fields=list(GENERAL))
    if fields is not None:
        programme.fields.set(fields)
    note_names(programme)
    _told(programme, by, at, "change")
    return programme


# ---------------------------------------------------------------- sides


def side_stamp(side: Side) -> str:
    names = [str(person.name.as_dict()) if person else "" for person in (side.signatory, side.focal_person)]
    return stamp(values_of(side, ("name_then", "signatory_post", "unit_id")), names)


@transaction.atomic
def change_side(
    *,
    side: Side,
    name_then: Trilingual,
    signatory: Trilingual,
    signatory_post: Trilingual,
    unit: Unit | None = None,
    focal_person: Person | None = None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Side:
    """Who signed for a side, and for one's own side who keeps contact. Each side names its own focal person."""
    programme = _locked(side.programme, by)
    side = Side.objects.select_related("institution", "signatory", "focal_person").get(pk=side.pk)
    require_unchanged(seen, side_stamp(side))
    side.name_then, side.signatory_post = name_then, signatory_post
    side.signatory = _named(side.signatory, signatory)
    if by.acts_for(side.institution_id):
        side.unit, side.focal_person = unit, focal_person
    side.save()
    _told(programme, by, at, "change_side", side=side.position)
    return side


def _named(person: Person | None, name: Trilingual) -> Person | None:
    if not name:
        return None
    if person is None:
        return Person.objects.create(name=name)
    if person.name != name:
        person.name = name
        person.save(update_fields=["name"])
    return person


# ---------------------------------------------------------------- further parties


@transaction.atomic
def add_further_party(
    *, programme: Programme, institution: Institution, role: str, task: Trilingual, by: Seat, at: datetime
) -> FurtherParty:
    """Enter a body that takes part beside the two sides; both agree to it with the paper.

    Refused: a_side_already, takes_part_already.
    """
    programme = _locked(programme, by)
    sides = programme.sides.values_list("institution", flat=True)
    others = programme.further_parties.values_list("institution", flat=True)
    rules.require_further_party(institution.pk, list(sides), list(others))
    row = FurtherParty.objects.create(programme=programme, institution=institution, role=role, task=task)
    _told(programme, by, at, "add_further_party", institution=str(institution), role=role)
    return row


@transaction.atomic
def remove_further_party(*, row: FurtherParty, by: Seat, at: datetime) -> None:
    programme = _locked(row.programme, by)
    no_longer_named([row])
    row.delete()
    _told(programme, by, at, "remove_further_party", institution=str(row.institution))


# ---------------------------------------------------------------- texts


def text_stamp(programme: Programme, language: str) -> str:
    text = programme.texts.filter(language=language).first()
    return stamp(values_of(text, ("body", "authentic", "file_id")) if text else None)


@transaction.atomic
def write_text(
    *,
    programme: Programme,
    language: str,
    body: str,
    authentic: bool,
    file: StoredFile | None = None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Text:
    """Enter or change the text in one language."""
    programme = _locked(programme, by)
    rules.require_language(language)
    require_unchanged(seen, text_stamp(programme, language))
    kept = normalise_input(body, keep_zwsp=True)
    rules.require_text(kept)
    text = programme.texts.filter(language=language).first() or Text(programme=programme, language=language)
    if file is not None or text.body != kept:
        # The uploaded file belongs to the words it was read from.
        text.file = file
    text.body, text.authentic = kept, authentic
    text.save()
    if not authentic and programme.prevailing == language:
        programme.prevailing = ""
        programme.save(update_fields=["prevailing"])
    _told(programme, by, at, "write_text", language=language)
    return text


@transaction.atomic
def remove_text(*, programme: Programme, language: str, by: Seat, at: datetime) -> None:
    programme = _locked(programme, by)
    programme.texts.filter(language=language).delete()
    if programme.prevailing == language:
        programme.prevailing = ""
        programme.save(update_fields=["prevailing"])
    _told(programme, by, at, "remove_text", language=language)


@transaction.atomic
def set_prevailing(
    *, programme: Programme, language: str, by: Seat, at: datetime, seen: str | None = None
) -> Programme:
    """Which authentic text prevails where they differ; "" is none: all are equal."""
    programme = _locked(programme, by)
    require_unchanged(seen, stamp(programme.prevailing))
    if language and language not in programme.authentic_languages:
        raise Refused(
            "prevailing_not_authentic", N_("The text that prevails must be one of the authentic texts.")
        )
    programme.prevailing = language
    programme.save(update_fields=["prevailing"])
    _told(programme, by, at, "set_prevailing", language=language)
    return programme


# ---------------------------------------------------------------- commitments


def commitment_stamp(commitment: Commitment) -> str:
    return stamp(values_of(commitment, COMMITMENT))


@transaction.atomic
def add_commitment(*, programme: Programme, values: Mapping[str, Any], by: Seat, at: datetime) -> Commitment:
    """`values` has names of COMMITMENT; the number is the next one."""
    programme = _locked(programme, by)
    last = programme.commitments.aggregate(last=Max("number"))["last"] or 0
    commitment = Commitment.objects.create(programme=programme, number=last + 1, **values)
    _told(programme, by, at, "add_commitment", number=commitment.number)
    return commitment


@transaction.atomic
def change_commitment(
    *, commitment: Commitment, values: Mapping[str, Any], by: Seat, at: datetime, seen: str | None = None
) -> Commitment:
    programme = _locked(commitment.programme, by)
    commitment = programme.commitments.get(pk=commitment.pk)
    require_unchanged(seen, commitment_stamp(commitment))
    for name, value in values.items():
        setattr(commitment, name, value)
    commitment.save()
    _told(programme, by, at, "change_commitment", number=commitment.number)
    return commitment


@transaction.atomic
def delete_commitment(*, commitment: Commitment, by: Seat, at: datetime) -> None:
    """Take a commitment out of the draft; those after it move up."""
    programme = _locked(commitment.programme, by)
    commitment = programme.commitments.get(pk=commitment.pk)
    number, text = commitment.number, str(commitment.text)[:200]
    commitment.delete()
    _renumber(programme, list(programme.commitments.all()))
    _told(programme, by, at, "delete_commitment", number=number, text=text)


@transaction.atomic
def move_commitment(*, commitment: Commitment, to: int, by: Seat, at: datetime) -> None:
    """Give a commitment another number; the others make room."""
    programme = _locked(commitment.programme, by)
    others = [one for one in programme.commitments.all() if one.pk != commitment.pk]
    place = min(max(to, 1), len(others) + 1)
    moved = programme.commitments.get(pk=commitment.pk)
    _renumber(programme, [*others[: place - 1], moved, *others[place - 1 :]])
    _told(programme, by, at, "move_commitment", number=place)


def _renumber(programme: Programme, in_order: list[Commitment]) -> None:
    for number, one in enumerate(in_order, 1):
        one.number = number
    Commitment.objects.bulk_update(in_order, ["number"])


# ---------------------------------------------------------------- dated obligations


def obligation_stamp(obligation: Obligation) -> str:
    return stamp(values_of(obligation, OBLIGATION))


@transaction.atomic
def write_obligation(
    *,
    programme: Programme,
    values: Mapping[str, Any],
    obligation: Obligation | None = None,
    by: Seat,
    at: datetime,
    seen: str | None = None,
) -> Obligation:
    """Enter a date the programme owes, or change one. Refused: obligation_twice."""
    programme = _locked(programme, by)
    if obligation is not None:
        obligation = programme.obligations.get(pk=obligation.pk)
        require_unchanged(seen, obligation_stamp(obligation))
    same = programme.obligations.filter(kind=values["kind"], due=values["due"])
    if (same.exclude(pk=obligation.pk) if obligation else same).exists():
        raise Refused("obligation_twice", N_("This date is there already."))
    row = obligation or Obligation(programme=programme)
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    _told(programme, by, at, "write_obligation", kind=row.kind, due=row.due.isoformat())
    return row


@transaction.atomic
def delete_obligation(*, obligation: Obligation, by: Seat, at: datetime) -> None:
    programme = _locked(obligation.programme, by)
    programme.obligations.filter(pk=obligation.pk).delete()
    _told(programme, by, at, "delete_obligation", kind=obligation.kind, due=obligation.due.isoformat())
