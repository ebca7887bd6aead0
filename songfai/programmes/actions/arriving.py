"""A programme that the other side's server sent is shown here like one that was drafted here."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from songfai.files.actions import adopt, path_of, share
from songfai.files.models import StoredFile
from songfai.journal import actions as journal
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.actions import tell
from songfai.parties.models import Field, Institution, Unit
from songfai.parties.states import Layout
from songfai.people.models import Person
from songfai.programmes import slugs
from songfai.programmes.actions.answering import no_longer_named
from songfai.programmes.actions.naming import note_names
from songfai.programmes.actions.notifying import DECIDING
from songfai.programmes.models import Answerable, Commitment, FurtherParty, Obligation, Programme, Side, Text
from songfai.programmes.queries import further_parties_of
from songfai.programmes.rules import require_parties
from songfai.programmes.states import PartRole
from songfai.programmes.terms import BEARERS, number_of
from songfai.record.arrived import Arrived, arrived, is_latest, readers, sides_of
from songfai.record.models import Document

BEARING = {word: number for number, word in BEARERS.items()}


@transaction.atomic
def take_in(*, document: Document, at: datetime) -> Programme:
    """Show an offered programme: its rows are those the paper names. An older version never covers a newer one.

    Refused: texts_missing while the signed texts have not come yet.
    """
    said = arrived(document)
    programme = Programme.objects.filter(register=document.register).select_related("document").first()
    if programme is None:
        programme = Programme(
            slug=_slug(document),
            register=document.register,
            drafted_by=said.institution,
            created_at=said.at,
        )
    elif programme.document is not None and programme.document.version >= document.version:
        return programme
    _fill(programme, said)
    programme.document = document
    programme.save()
    programme.fields.set(Field.objects.filter(slug__in=[one["id"] for one in said.terms.get("fields", [])]))
    _sides(programme, said)
    _further(programme, said)
    note_names(programme)
    _texts(programme, said)
    _commitments(programme, said)
    _obligations(programme, said)
    journal.write(
        by=said,
        at=at,
        verb="programmes.take_in",
        subject=programme,
        programme=programme.slug,
        sha256=document.sha256,
    )
    for institution in readers(document, said.institution):
        tell(
            institution=institution,
            roles=DECIDING,
            text=N_("%(side)s offers you the programme “%(title)s”."),
            address=reverse("programmes:document", args=[programme.slug]),
            at=at,
            title=programme.title.as_dict(),
            side=said.institution.short_name.as_dict() or said.institution.name.as_dict(),
        )
    return programme


def _slug(document: Document) -> str:
    """The short address the other side gave it, unless it is in use here."""
    origin = document.register.logs.order_by("position").values_list("origin", flat=True)[0]
    return slugs.unique(
        origin.rpartition("/")[2][:60], lambda tried: Programme.objects.filter(slug=tried).exists()
    )


def _fill(programme: Programme, said: Arrived) -> None:
    terms = said.terms
    focus, languages = terms.get("focus", {}), terms.get("languages", {})
    programme.kind = terms["kind"]
    programme.title = Trilingual.of(said.body["title"])
    programme.summary = Trilingual.of(terms.get("summary"))
    programme.signed_on = PartialDate.of(terms.get("signed_on"))
    programme.signed_at = Trilingual.of(terms.get("place"))
    programme.term_start = PartialDate.parse_code(terms["term"]["start"])
    programme.term_end = PartialDate.parse_code(terms["term"]["end"])
    programme.focus_start = PartialDate.of(focus.get("start"))
    programme.focus_end = PartialDate.of(focus.get("end"))
    programme.prevailing = languages.get("prevails", "")


def _sides(programme: Programme, said: Arrived) -> None:
    institutions = sides_of(said.document)
    for party in said.terms["parties"]:
        position = int(party["id"][1:])
        side = programme.sides.filter(position=position).first() or Side(
            programme=programme, position=position
        )
        side.institution = institutions[position]
        side.name_then = Trilingual.of(party.get("name_in_text"))
        side.signatory = _person(side.signatory, party.get("signatory"))
        side.signatory_post = Trilingual.of(party.get("post"))
        side.save()


def _further(programme: Programme, said: Arrived) -> None:
    """The bodies beside the two sides that the paper names."""
    named = {_body(one, said).pk: one for one in said.terms.get("further", [])}
    left_out = programme.further_parties.exclude(institution__in=named)
    no_longer_named(left_out)
    left_out.delete()
    for institution, one in named.items():
        FurtherParty.objects.update_or_create(
            programme=programme,
            institution_id=institution,
            defaults={"role": PartRole(one["role"]), "task": Trilingual.of(one.get("task"))},
        )


def _body(one: dict[str, Any], said: Arrived) -> Institution:
    """The body of this origin; a paper that names none was written before papers did, and its name has to fit too."""
    name, origin = Trilingual.of(one["name"]), one.get("origin", "")
    known = (
        Institution.objects.filter(origin=origin) if origin else Institution.objects.filter(slug=one["id"])
    )
    found = known.first()
    if found is not None and (origin or found.name == name):
        return found
    slug = slugs.unique(one["id"], lambda tried: Institution.objects.filter(slug=tried).exists())
    country = one.get("country") or said.institution.country
    return Institution.objects.create(
        slug=slug,
        name=name,
        short_name=name,
        country=country,
        layout=Layout.LA if country == "LA" else Layout.VN,
        origin=origin or f"{said.institution.origin}/{slug}"[:100],
    )


def _person(known: Person | None, name: dict[str, str] | None) -> Person | None:
    """The signatory the paper names: the one that is shown already, when the name is the same."""
    if not name:
        return None
    words = Trilingual.of(name)
    if known is not None and known.name == words:
        return known
    return Person.objects.create(name=words)


def _texts(programme: Programme, said: Arrived) -> None:
    attached = {one["id"]: one for one in said.body.get("attachments", [])}
    programme.texts.exclude(language__in=[one["id"] for one in said.terms["texts"]]).delete()
    for one in said.terms["texts"]:
        path = path_of(one["sha256"])
        if not path.exists():
            raise Refused("texts_missing", N_("The signed texts have not come yet. They are asked for."))
        Text.objects.update_or_create(
            programme=programme,
            language=one["id"],
            defaults={
                "authentic": one["authentic"],
                "body": path.read_text(encoding="utf-8"),
                "file": _file(programme, said, attached.get(f"text_{one['id']}")),
            },
        )


def _file(programme: Programme, said: Arrived, attached: dict[str, Any] | None) -> StoredFile | None:
    if attached is None or not path_of(attached["sha256"]).exists():
        return None
    file = adopt(
        sha256=attached["sha256"],
        name=attached["name"],
        institution=said.institution,
        given_by=said.account,
        at=said.at,
    )
    share(file=file, institutions=sides_of(said.document).values())
    return file


def _commitments(programme: Programme, said: Arrived) -> None:
    fields = {field.slug: field for field in Field.objects.all()}
    known = {one.number: one for one in programme.commitments.all()}
    for one in said.terms["commitments"]:
        row = known.pop(one["number"], None) or Commitment(programme=programme, number=one["number"])
        row.text = Trilingual.of(one["text"])
        row.type = one["type"]
        row.field = fields.get(one.get("field", ""))
        row.bearer = BEARING[one["bearer"]]
        row.due = PartialDate.of(one.get("due"))
        row.save()
    for row in known.values():
        row.delete()


def _obligations(programme: Programme, said: Arrived) -> None:
    met = {(one.kind, one.due): one.met_on for one in programme.obligations.all()}
    programme.obligations.all().delete()
    Obligation.objects.bulk_create(
        Obligation(
            programme=programme,
            kind=one["kind"],
            year=one["year"],
            due=date.fromisoformat(one["due"]),
            met_on=met.get((one["kind"], date.fromisoformat(one["due"]))),
        )
        for one in said.terms.get("rhythm", [])
    )


@transaction.atomic
def take_in_answerables(*, document: Document, at: datetime) -> None:
    """Which units of the other side answer for which commitments. Refused: programme_missing."""
    said = arrived(document)
    programme = programme_of(document)
    if not is_latest(document):
        return
    side = programme.sides.get(position=said.position)
    rows = said.terms["commitments"]
    named = {number_of(one["id"]): one for one in rows} if isinstance(rows, list) else {}
    side.answerables.exclude(commitment__number__in=named).filter(person=None).delete()
    for commitment in programme.commitments.filter(number__in=named):
        one = named[commitment.number]
        told = {
            "unit": unit_named(side.institution, one.get("unit")),
            "party": party_of(programme, one.get("party")),
        }
        Answerable.objects.update_or_create(commitment=commitment, side=side, defaults=told)


def programme_of(document: Document) -> Programme:
    """The programme of a document that arrived; refused while that has not come itself."""
    programme = Programme.objects.filter(register=document.register_id).first()
    if programme is None:
        raise Refused("programme_missing", N_("The programme itself has not come yet."))
    return programme


def commitment_of(programme: Programme, identifier: str) -> Commitment:
    """The commitment a document names; refused while what it was promised in has not come into force here."""
    found = programme.commitments.filter(number=number_of(identifier)).first()
    if found is None:
        raise Refused("commitment_missing", N_("The commitment it speaks of has not come yet."))
    return found


def party_of(programme: Programme, origin: str | None) -> FurtherParty | None:
    """The further party of this origin (terms.parties_named). Refused: party_of_another, observer_only_reads."""
    if origin is None:
        return None
    found = further_parties_of(programme).filter(institution__origin=origin).first()
    if found is None:
        raise Refused("party_of_another", N_("This body takes no part in this programme."))
    require_parties([found], programme.pk)
    return found


def unit_named(institution: Institution, words: Mapping[str, str] | None) -> Unit | None:
    """The unit of the other side by its name; written down where it was not known here."""
    if not words:
        return None
    name = Trilingual.of(words)
    known = next((one for one in Unit.objects.filter(institution=institution) if one.name == name), None)
    return known or Unit.objects.create(institution=institution, name=name)


def tell_here(
    said: Arrived, programme: Programme, text: str, address: str, at: datetime, **facts: object
) -> None:
    """A notice for the deciders of whoever has its seats here. `text` has places for %(side)s and %(title)s."""
    for institution in readers(said.document, said.institution):
        tell(
            institution=institution,
            roles=DECIDING,
            text=text,
            address=address,
            at=at,
            side=said.institution.short_name.as_dict() or said.institution.name.as_dict(),
            **{"title": programme.title.as_dict(), **facts},
        )
