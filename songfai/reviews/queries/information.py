"""What each side says of its own year, beside the other's and beside the year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from songfai.files.models import StoredFile
from songfai.files.queries import readable_by
from songfai.kit.languages import Trilingual
from songfai.kit.stamps import stamp
from songfai.parties.models import Seat
from songfai.programmes.models import Programme, Side
from songfai.record.queries import terms_of
from songfai.reviews.models import Information, Part
from songfai.reviews.states import Told


@dataclass(frozen=True, slots=True)
class Number:
    label: Trilingual
    value: Decimal
    unit: Trilingual
    is_estimate: bool = False
    definition: Trilingual = Trilingual()


@dataclass(frozen=True, slots=True)
class Attached:
    """A file handed over; `stored` when its content is on this server and may be read."""

    name: str
    sha256: str
    caption: Trilingual
    stored: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What one side says under one heading."""

    title: Trilingual = Trilingual()
    text: Trilingual = Trilingual()
    figures: tuple[Number, ...] = ()
    files: tuple[Attached, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.figures or self.files)


@dataclass(frozen=True, slots=True)
class Line:
    """One heading: what both sides handed over this year and last year, and the reader's own draft."""

    heading: str
    title: Trilingual
    said: tuple[Words, Words]
    before: tuple[Words, Words]
    draft: Words = Words()

    @property
    def is_fixed(self) -> bool:
        return self.heading in set(Told)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A year of the exchange. `own` is the reader's side; `differs`: its draft is not what it handed over last."""

    programme: Programme
    year: int
    sides: tuple[Side, Side]
    information: dict[int, Information]
    lines: list[Line]
    own: int | None
    differs: bool = False
    parts: dict[str, Part] = field(default_factory=dict)

    def of(self, position: int) -> Information | None:
        return self.information.get(position)

    def line(self, heading: str) -> Line | None:
        return next((one for one in self.lines if one.heading == heading), None)


def exchange(programme: Programme, year: int, own: int | None, seat: Seat | None) -> Exchange:
    """The year beside the one before, in a constant number of queries. The other side's draft is not looked at."""
    rows = Information.objects.filter(programme=programme, year__in=(year - 1, year))
    by_place = {(one.year, one.position): one for one in rows.select_related("document")}
    told = {place: said_in(one) for place, one in by_place.items()}
    stored = _stored((words for said in told.values() for words in said.values()), seat)
    own_row = by_place.get((year, own or 0))
    parts = _parts(own_row)
    headings: dict[str, Trilingual] = {str(one): Trilingual() for one in Told}
    for said in told.values():
        for heading, words in said.items():
            headings.setdefault(heading, words.title)
    for heading, part in parts.items():
        headings[heading] = part.title or headings.get(heading, Trilingual())

    def words_of(place: tuple[int, int], heading: str) -> Words:
        return _with_files(told.get(place, {}).get(heading, Words()), stored)

    lines = [
        Line(
            heading=heading,
            title=title,
            said=(words_of((year, 1), heading), words_of((year, 2), heading)),
            before=(words_of((year - 1, 1), heading), words_of((year - 1, 2), heading)),
            draft=draft_words(parts[heading]) if heading in parts else Words(),
        )
        for heading, title in headings.items()
    ]
    first, second = programme.sides.all()
    differs = own_row is not None and _bare({key: draft_words(one) for key, one in parts.items()}) != _bare(
        told.get((year, own or 0), {})
    )
    of_year = {position: one for (at, position), one in by_place.items() if at == year}
    return Exchange(programme, year, (first, second), of_year, lines, own, differs, parts)


def _parts(row: Information | None) -> dict[str, Part]:
    if row is None:
        return {}
    return {one.heading: one for one in row.parts.prefetch_related("figures", "files__file")}


def draft_words(part: Part) -> Words:
    return Words(
        title=part.title,
        text=part.text,
        figures=tuple(
            Number(one.label, one.value, one.unit, one.is_estimate, one.definition)
            for one in part.figures.all()
        ),
        files=tuple(
            Attached(one.file.name, one.file.sha256, one.caption, one.file) for one in part.files.all()
        ),
    )


def said_in(row: Information) -> dict[str, Words]:
    """What was handed over last, by heading: read from the document itself."""
    if row.document is None:
        return {}
    return {one["id"]: _words(one) for one in terms_of(row.document).get("parts", [])}


def _words(said: Mapping[str, Any]) -> Words:
    return Words(
        title=Trilingual.of(said.get("title")),
        text=Trilingual.of(said.get("text")),
        figures=tuple(
            Number(
                Trilingual.of(one["label"]),
                Decimal(one["value"]),
                Trilingual.of(one["unit"]),
                bool(one.get("estimate", False)),
                Trilingual.of(one.get("definition")),
            )
            for one in said.get("figures", [])
        ),
        files=tuple(
            Attached(one["name"], one["sha256"], Trilingual.of(one.get("caption")))
            for one in said.get("files", [])
        ),
    )


def _stored(all_words: Iterable[Words], seat: Seat | None) -> dict[str, StoredFile]:
    wanted = {file.sha256 for words in all_words for file in words.files}
    if not wanted:
        return {}
    return {one.sha256: one for one in readable_by(seat).filter(sha256__in=wanted)}


def _with_files(words: Words, stored: dict[str, StoredFile]) -> Words:
    files = tuple(Attached(one.name, one.sha256, one.caption, stored.get(one.sha256)) for one in words.files)
    return Words(words.title, words.text, words.figures, files) if files else words


def _bare(said: dict[str, Words]) -> dict[str, Any]:
    """For comparing: only headings with something under them, values as they are written."""
    return {
        heading: (
            words.title.as_dict(),
            words.text.as_dict(),
            [
                (
                    one.label.as_dict(),
                    f"{one.value.normalize():f}",
                    one.unit.as_dict(),
                    one.is_estimate,
                    one.definition.as_dict(),
                )
                for one in words.figures
            ],
            [(one.sha256, one.caption.as_dict()) for one in words.files],
        )
        for heading, words in said.items()
        if words
    }


def part_stamp(part: Part | None) -> str:
    if part is None:
        return stamp({}, [])
    figures = [
        (one.label.as_dict(), str(one.value), one.unit.as_dict(), one.is_estimate, one.definition.as_dict())
        for one in part.figures.all()
    ]
    return stamp(part.text.as_dict(), figures)


@dataclass(frozen=True, slots=True)
class InformedYear:
    year: int
    information: tuple[Information | None, Information | None]


def informed_years(programme: Programme, today: date) -> list[InformedYear]:
    """The years of the term that have begun, the newest first, with what each side has handed over; one query."""
    rows = Information.objects.filter(programme=programme).select_related("document")
    by_place = {(one.year, one.position): one for one in rows}
    first, last = programme.term_start.year or today.year, programme.term_end.year or today.year
    return [
        InformedYear(year, (by_place.get((year, 1)), by_place.get((year, 2))))
        for year in range(min(last, today.year), first - 1, -1)
    ]
