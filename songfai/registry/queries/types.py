"""Types of documents: those that come with the software, and those an institution has added or ended."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from songfai.parties.models import Institution, Seat
from songfai.registry.models import DocumentType, OfficialDocument, ReportDuty, TypeEnd
from songfai.registry.queries.documents import bodies_of
from songfai.registry.states import DocumentState


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A type as one institution gives it. `end`: the last day it gives it, None while that is open."""

    type: DocumentType
    is_own: bool
    end: TypeEnd | None


def types(seat: Seat, also: DocumentType | None = None) -> QuerySet[DocumentType]:
    """Every type a paper of the seat's register may have, ended ones among them. `also`: that of a paper another institution
    sent, which may be its own."""
    of_body = Q(institution=None) | Q(institution__in=bodies_of(seat))
    if also is not None:
        of_body |= Q(pk=also.pk)
    return DocumentType.objects.filter(of_body).order_by("position", "id")


def given(institution: Institution, day: date) -> QuerySet[DocumentType]:
    """The types an institution gives on a day, of whatever country's law."""
    ended = TypeEnd.objects.filter(institution=institution, type=OuterRef("pk"), last_day__lt=day)
    return DocumentType.objects.filter(
        ~Exists(ended), Q(institution=None) | Q(institution=institution, valid_from__lte=day)
    ).order_by("position", "id")


def types_for(
    institution: Institution, day: date, also: DocumentType | None = None
) -> QuerySet[DocumentType]:
    """Those it gives on a day of its country's law; every one where none of that law came with the software, whatever the
    institution has added itself. `also`: one that a paper has already."""
    rows = given(institution, day)
    if DocumentType.objects.filter(institution=None, country=institution.country).exists():
        rows = rows.filter(country=institution.country)
    if also is not None:
        rows = DocumentType.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk=also.pk))
    return rows.order_by("position", "id")


def type_lines(seat: Seat) -> list[TypeLine]:
    """The list as the seat's institution gives it: its own types first, among them those of a body it has taken over, then
    those of its country. Two queries."""
    shipped, own = Q(institution=seat.institution_id), Q(institution=F("type__institution"))
    told = TypeEnd.objects.filter(shipped | own, institution__in=bodies_of(seat))
    ends = {one.type_id: one for one in told}
    rows = [TypeLine(one, one.institution_id is not None, ends.get(one.pk)) for one in types(seat)]
    country = seat.institution.country
    return sorted(rows, key=lambda one: (not one.is_own, one.type.country != country))


def body_of(row: DocumentType | None, seat: Seat) -> Institution:
    """Whose list a seat changes: a type of a body one has taken over stays in that body's list."""
    own = row.institution if row is not None else None
    return own or seat.institution


def end_of(institution: Institution, row: DocumentType) -> TypeEnd | None:
    return TypeEnd.objects.filter(institution=institution, type=row).first()


def is_used(row: DocumentType) -> bool:
    """Whether a paper or a duty to report has it."""
    return OfficialDocument.objects.filter(type=row).exists() or ReportDuty.objects.filter(type=row).exists()


def last_given(institution: Institution, row: DocumentType) -> date | None:
    """The date of the newest signed paper of the type in its register; one that is signed gets its number."""
    papers = OfficialDocument.objects.filter(institution=institution, type=row, direction="out")
    papers = papers.filter(~Q(number=None) | Q(state=DocumentState.SIGNED)).exclude(dated=None)
    return papers.order_by("-dated").values_list("dated", flat=True).first()
