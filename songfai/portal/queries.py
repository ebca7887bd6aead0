"""What the public sees: documents that both sides have released, read from their very bytes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Substr
from django.db.models.lookups import Contains

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.portal.amended import amended
from songfai.portal.models import Release
from songfai.programmes.models import Programme
from songfai.record import queries as record
from songfai.record.models import Document, Log
from songfai.record.states import Stage

AMENDMENT = "amendment"
SHOWN = (Stage.IN_FORCE, Stage.REPLACED)


def released() -> QuerySet[Document]:
    """Documents that are or were in force and that both sides have let go."""
    return (
        Document.objects.filter(_let_go(1), _let_go(2), standing__stage__in=SHOWN)
        .select_related("standing", "register__matter")
        .order_by("-created_at", "-id")
    )


class Hex(Func):
    """Bytes as their hexadecimal digits in small letters, on both engines."""

    template = "LOWER(HEX(%(expressions)s))"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="ENCODE(%(expressions)s, 'hex')", **context)


# A statement stands in its canonical bytes, in which this is said in one way only.
PUBLIC = b'"public":"yes"'.hex()


def _let_go(position: int) -> Q:
    """A side has released it: by its word here, or, where its server is elsewhere, by its newest statement."""
    here = Release.objects.filter(document=OuterRef("pk"), position=position)
    elsewhere = Log.objects.filter(register=OuterRef("register"), position=position, hosted=False)
    newest = (
        Document.objects.filter(
            register=OuterRef("register"),
            thread=Concat(Value(f"p{position}/release/"), Substr(OuterRef("sha256"), 1, 16)),
        )
        .order_by("-version", "-id")
        .annotate(said=Hex("body"))
        .values("said")[:1]
    )
    return Q(Exists(here)) | (Q(Exists(elsewhere)) & Q(Contains(Subquery(newest), Value(PUBLIC))))


def public_programmes() -> QuerySet[Document]:
    """The programme documents in force that are public, newest first."""
    return released().filter(kind="programme", standing__stage=Stage.IN_FORCE)


@dataclass(frozen=True, slots=True)
class Party:
    letter: str
    name: Trilingual


@dataclass(frozen=True, slots=True)
class Promise:
    number: int
    text: Trilingual
    type: str
    rated_in: int | None
    rating: str


@dataclass(frozen=True, slots=True)
class Due:
    kind: str
    year: int
    due: date
    held: date | None


@dataclass(frozen=True, slots=True)
class Direction:
    """`by` is who does it, by the name in the released text; `both` where the two sides do."""

    text: Trilingual
    by: Trilingual
    both: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    year: int
    lessons: list[Trilingual]
    directions: list[Direction]


@dataclass(frozen=True, slots=True)
class PublicProgramme:
    """One public page. Everything in it stands in a released document."""

    document: Document
    slug: str
    title: Trilingual
    parties: list[Party]
    signed_on: PartialDate | None
    place: Trilingual
    start: PartialDate
    end: PartialDate
    # As first signed; and whether a paper that is not public has changed the programme since.
    signed_end: PartialDate
    is_partly_public: bool
    authentic: list[str]
    promises: list[Promise]
    dates: list[Due]
    papers: list[Document]
    minutes: list[Minutes]
    released_at: date


def summaries(documents: Iterable[Document]) -> list[dict[str, object]]:
    """The lines of the public list; two queries for all of them."""
    shown = list(documents)
    changes = _amendments(released().filter(register__in={one.register_id for one in shown}))
    return [_summary(one, changes.get(one.register_id, [])) for one in shown]


def _amendments(papers: Iterable[Document]) -> dict[int, list[dict[str, Any]]]:
    """The terms of the amendments among released papers, by register, in the order in which they came into force."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = [one for one in papers if one.kind == AMENDMENT]
    for one in sorted(rows, key=lambda row: (row.standing.in_force_at or row.created_at, row.pk)):
        found[one.register_id].append(record.terms_of(one))
    return found


def _hidden(document: Document, papers: Iterable[Document]) -> bool:
    """Whether the sides have changed the programme by a paper that they have not both released."""
    shown = [one.pk for one in papers if one.kind == AMENDMENT]
    rows = Document.objects.filter(register=document.register_id, kind=AMENDMENT, standing__stage__in=SHOWN)
    return rows.exclude(pk__in=shown).exists()


def _summary(document: Document, amendments: list[dict[str, Any]]) -> dict[str, object]:
    terms = amended(record.terms_of(document), amendments)
    return {
        "slug": document.register.matter.slug,
        "title": record.title_of(document),
        "parties": parties(terms),
        "start": PartialDate.of(terms["term"]["start"]),
        "end": PartialDate.of(terms["term"]["end"]),
    }


def parties(terms: dict) -> list[Party]:
    return [Party("ab"[place], Trilingual.of(one["name"])) for place, one in enumerate(terms["parties"])]


def public_programme(slug: str) -> PublicProgramme | None:
    """The page of a programme, or None where the two sides have not released it."""
    document = public_programmes().filter(register__matter__slug=slug).first()
    if document is None:
        return None
    papers = list(released().filter(register=document.register))
    signed = record.terms_of(document)
    terms = amended(signed, _amendments(papers).get(document.register_id, []))
    minutes = [record.terms_of(paper) for paper in papers if paper.kind == "minutes"]
    minutes.sort(key=lambda one: one["year"])
    releases = Release.objects.filter(document=document).order_by("-released_at")
    return PublicProgramme(
        document=document,
        slug=slug,
        title=record.title_of(document),
        parties=parties(terms),
        signed_on=PartialDate.of(terms.get("signed_on")),
        place=Trilingual.of(terms.get("place")),
        start=PartialDate.parse_code(terms["term"]["start"]),
        end=PartialDate.parse_code(terms["term"]["end"]),
        signed_end=PartialDate.parse_code(signed["term"]["end"]),
        is_partly_public=_hidden(document, papers),
        authentic=terms.get("languages", {}).get("authentic", []),
        promises=[promise(one, minutes) for one in sorted(terms["commitments"], key=lambda c: c["number"])],
        dates=[due(one, minutes) for one in terms.get("rhythm", [])],
        papers=papers,
        minutes=[minutes_shown(one, terms) for one in minutes],
        released_at=releases[0].released_at.date(),
    )


def term_days(page: PublicProgramme) -> tuple[date, date]:
    """The days the picture of the term begins and ends with: the signature, else the first day of the term."""
    signed = page.signed_on.first_day() if page.signed_on and page.signed_on.year else None
    first, last = signed or page.start.due(), page.end.due()
    assert first is not None
    assert last is not None
    return first, last


def promise(terms: dict, minutes: list[dict]) -> Promise:
    """A commitment with the newest rating both sides agreed and released."""
    rated_in, rating = None, ""
    for review in minutes:
        for finding in review.get("findings", []):
            if finding["id"] == terms["id"] and finding.get("agreed"):
                rated_in, rating = review["year"], finding["agreed"]
    return Promise(terms["number"], Trilingual.of(terms["text"]), terms["type"], rated_in, rating)


def minutes_shown(review: dict, terms: dict) -> Minutes:
    """`terms`: of the programme, where its parties have their names."""
    names = {one["id"]: one["name"] for one in terms["parties"]}
    names |= {one["origin"]: one["name"] for one in terms.get("further", []) if "origin" in one}
    return Minutes(
        review["year"],
        [Trilingual.of(one["text"]) for one in review.get("lessons", [])],
        [
            Direction(
                Trilingual.of(one["text"]),
                Trilingual.of(names.get(one.get("lead_party") or one.get("lead"))),
                one.get("lead") == "both",
            )
            for one in review.get("directions", [])
        ],
    )


def due(terms: dict, minutes: list[dict]) -> Due:
    held = next(
        (
            one.get("held_on")
            for one in minutes
            if terms["kind"] == "annual_review" and one["year"] == terms["year"]
        ),
        None,
    )
    return Due(
        terms["kind"],
        terms["year"],
        date.fromisoformat(terms["due"]),
        date.fromisoformat(held) if held else None,
    )


def documents_of(programme: Programme) -> QuerySet[Document]:
    """Every document of a programme's record."""
    return Document.objects.filter(register=programme.register_id).select_related("standing")


def releases_of(programme: Programme) -> list[dict[str, object]]:
    """Documents that may be released, with which side has done so."""
    documents = (
        documents_of(programme)
        .filter(standing__stage__in=SHOWN)
        .prefetch_related("releases")
        .order_by("-created_at", "-id")
    )
    arrived = _arrived(programme)
    return [
        {
            "document": one,
            "title": record.title_of(one),
            "by": arrived.get(one.sha256[:16], {})
            | {release.position: release for release in one.releases.all()},
        }
        for one in documents
    ]


def _arrived(programme: Programme) -> dict[str, dict[int, Release]]:
    """Releases of a side whose server is elsewhere, from its statements, by the beginning of the document's hash."""
    position: int | None = (
        Log.objects.filter(register=programme.register_id, hosted=False)
        .values_list("position", flat=True)
        .first()
    )
    said: dict[str, dict[int, Release]] = {}
    if position is None:
        return said
    rows = Document.objects.filter(register=programme.register_id, kind="release")
    for one in rows.filter(thread__startswith=f"p{position}/release/").order_by("version", "id"):
        word = {position: Release(position=position, released_at=one.created_at)} if _is_yes(one) else {}
        said[one.thread.rpartition("/")[2]] = word
    return said


def _is_yes(statement: Document) -> bool:
    return PUBLIC in bytes(statement.body).hex()


def own_position(programme: Programme, seat: Seat) -> int | None:
    if programme.register is None:
        return None
    return record.position_of(programme.register, seat.institution, seat.stands_for)
