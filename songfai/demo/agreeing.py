"""How each programme came to be: its text read, settled line by line, drafted, offered and agreed."""

from datetime import timedelta
from typing import Any

from songfai.demo.book import moment, text, word, words
from songfai.demo.ground import Ground
from songfai.kit.dates import PartialDate
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import normalise_input
from songfai.parties.models import Field, Seat
from songfai.programmes import actions, rhythm, rules
from songfai.programmes.models import Commitment, Programme, Reading, ReadingLine
from songfai.programmes.states import LineState, ObligationKind

SIDES = ("a", "b")
Told = dict[str, Any]


class Settling:
    """The lines of a reading, put right as the officer of the story did."""

    def __init__(self, reading: Reading, told: Told, ground: Ground, by: Seat) -> None:
        self.reading, self.told, self.ground, self.by = reading, told, ground, by
        self.at = moment(told["read_at"])

    def settle(self) -> None:
        self._singles()
        self._parties()
        self._commitments()
        for line in self._open():
            # A field that is not in the list, a third party: the officer strikes it out.
            done = actions.confirm if rules.is_confirmable(line.slot, line.value) else actions.delete
            done(line=line, by=self.by, at=self._later())
        for part in self.reading.unread:
            said = self.reading.text[part[0] : part[1]]
            if any(quote in said for quote in self.told.get("not_relevant", [])):
                actions.dismiss(reading=self.reading, part=part, by=self.by, at=self._later())

    def _later(self) -> Any:
        self.at += timedelta(seconds=20)
        return self.at

    def _open(self, slot: str = "") -> list[ReadingLine]:
        lines = self.reading.lines.filter(state=LineState.PROPOSED)
        return list(lines.filter(slot=slot) if slot else lines)

    def _span(self, quote: str) -> tuple[int, int] | None:
        quote = normalise_input(quote)
        start = self.reading.text.find(quote) if quote else -1
        return (start, start + len(quote)) if start >= 0 else None

    def _say(
        self, slot: str, value: Told, line: ReadingLine | None, span: tuple[int, int] | None = None
    ) -> None:
        if line is not None:
            actions.correct(line=line, value=value, by=self.by, at=self._later())
        else:
            actions.add(reading=self.reading, slot=slot, value=value, part=span, by=self.by, at=self._later())

    def _singles(self) -> None:
        language = self.reading.language
        title = {"text": words(self.told["title"]).get(language), "language": language}
        wanted: dict[str, tuple[Told | None, str]] = {
            "title": (title, self.told["title_quote"]),
            "kind": ({"kind": self.told["kind"]}, ""),
            "term": (_period(self.told["term"]), ""),
            "focus": (_period(self.told.get("focus")), ""),
            "signed_on": ({"date": self.told["signed_on"]} if self.told.get("signed_on") else None, ""),
            "place": ({"name": word("places", self.told["signed_at"]).get(language)} if self.told.get("signed_at") else None, ""),
        }  # fmt: skip
        for slot, (value, quote) in wanted.items():
            line = next(iter(self._open(slot)), None)
            span = self._span(quote)
            if line is not None and (value is None or (span and not _overlap(line, span))):
                actions.delete(line=line, by=self.by, at=self._later())
                line = None
            if value is not None:
                self._say(slot, value, line, span)

    def _parties(self) -> None:
        lines = self._open("party")
        for place, side in enumerate(self.told["sides"]):
            value = {
                "name": side["name_in_text"],
                "role": SIDES[place],
                "institution": self.ground.institutions[side["institution"]].pk,
            }
            line = next((one for one in lines if one.value["role"] == SIDES[place]), None)
            self._say("party", value, line, self._span(side["name_in_text"]))
        for line in self._open("party"):
            actions.delete(line=line, by=self.by, at=self._later())

    def _commitments(self) -> None:
        """Each promise of the story takes the proposed line it overlaps most; the other lines are struck out."""
        lines, language = self._open("commitment"), self.reading.language
        for one in self.told["commitments"]:
            span = self._span(one["quote"])
            assert span is not None, one["quote"]
            value = {"text": one["quote"], "type": one["type"], "party": "both", "language": language}
            line = max(lines, key=lambda proposed: _overlap(proposed, span), default=None)
            if line is not None and _overlap(line, span):
                lines.remove(line)
                self._say("commitment", {**line.value, "type": one["type"]}, line)
            else:
                self._say("commitment", value, None, span)
        for line in lines:
            actions.delete(line=line, by=self.by, at=self._later())


def _overlap(line: ReadingLine, span: tuple[int, int]) -> int:
    return max(0, min(line.end or 0, span[1]) - max(line.start or 0, span[0]))


def _period(edges: list[str] | None) -> Told | None:
    return {"start": edges[0], "end": edges[1]} if edges else None


def read_text(told: Told, ground: Ground) -> None:
    by = ground.seats[told["drafted_by"]]
    reading = actions.start(text=text(told["text"]), by=by, at=moment(told["read_at"]))
    Settling(reading, told, ground, by).settle()


def draft(told: Told, ground: Ground) -> None:
    """The settled reading becomes a draft; what the text leaves open is written in, in three languages."""
    by, at = ground.seats[told["drafted_by"]], moment(told["drafted_at"])
    reading = Reading.objects.get(text=normalise_input(text(told["text"]), keep_zwsp=True), programme=None)
    places = _places(reading, told)
    programme = actions.make_draft(reading=reading, by=by, at=at, slug=told["slug"])
    actions.change(
        programme=programme,
        values={
            "title": words(told["title"]),
            "summary": words(told["summary"]),
            "signed_at": word("places", told.get("signed_at")),
        },
        fields=Field.objects.filter(slug__in=told["fields"]),
        by=by,
        at=at,
    )
    for one, side in zip(told["sides"], programme.sides.all(), strict=True):
        seat = ground.seats.get(one.get("signatory", ""))
        actions.change_side(
            side=side,
            name_then=words(one["name_then"]),
            signatory=ground.person(one["signatory"]).name if seat else Trilingual(),
            signatory_post=seat.post if seat else Trilingual(),
            by=by,
            at=at,
        )
    for third in told.get("further", []):
        actions.add_further_party(
            programme=programme,
            institution=ground.institutions[third["institution"]],
            role=third["role"],
            task=words(third["task"]),
            by=by,
            at=at,
        )
    _write_commitments(programme, told, places, by)
    _write_dates(programme, told, by)
    for language in LANGUAGES:
        body = told["texts"][language].strip().format(commitments=_list(told, language))
        authentic = language in told["authentic"]
        actions.write_text(
            programme=programme, language=language, body=body, authentic=authentic, by=by, at=at
        )
    if told.get("prevailing"):
        actions.set_prevailing(programme=programme, language=told["prevailing"], by=by, at=at)


def _list(told: Told, language: str) -> str:
    return "\n".join(
        f"{number}. {one['text'][language]}" for number, one in enumerate(told["commitments"], 1)
    )


def _places(reading: Reading, told: Told) -> dict[int, int]:
    """Number of each commitment in the story -> where its line begins in the text.

    Two promises of one sentence share a beginning only if the officer added one inside the other's line.
    """
    kept = list(reading.lines.filter(slot="commitment").exclude(state=LineState.DELETED))
    found: dict[int, int] = {}
    for number, one in enumerate(told["commitments"], 1):
        quote = normalise_input(one["quote"])
        start = reading.text.find(quote)
        line = max(
            (line for line in kept if line.start is not None and line.start not in found.values()),
            key=lambda line: (line.start == start, _overlap(line, (start, start + len(quote)))),
        )
        found[number] = line.start or 0
    return found


def _write_commitments(programme: Programme, told: Told, places: dict[int, int], by: Seat) -> None:
    at = moment(told["drafted_at"])
    fields = {field.slug: field for field in Field.objects.all()}
    rows = {row.source_start: row for row in programme.commitments.all()}
    for number, one in enumerate(told["commitments"], 1):
        values = {
            "text": words(one["text"]),
            "short": words(one["short"]),
            "type": one["type"],
            "field_id": fields[one["field"]].pk if "field" in one else None,
            "bearer": one.get("bearer", 0),
            "due": PartialDate.of(one.get("due")),
        }
        row: Commitment = rows[places[number]]
        actions.change_commitment(commitment=row, values=values, by=by, at=at)
        actions.move_commitment(commitment=row, to=number, by=by, at=at)


def _write_dates(programme: Programme, told: Told, by: Seat) -> None:
    """The dates both sides have in mind in place of those proposed from the text."""
    at = moment(told["drafted_at"])
    wanted = {(one["kind"], one["due"]): one for one in told["obligations"]}
    for owed in programme.obligations.all():
        if wanted.pop((owed.kind, owed.due), None) is None:
            actions.delete_obligation(obligation=owed, by=by, at=at)
    for one in wanted.values():
        basis = rhythm.BASIS_RENEWAL if one["kind"] == ObligationKind.RENEWAL else rhythm.BASIS_TEXT
        actions.write_obligation(programme=programme, values={**one, "basis": basis}, by=by, at=at)


def offer(told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["drafted_by"]], moment(told["offered_at"])
    actions.offer(programme=Programme.objects.get(slug=told["slug"]), by=by, at=at)
    _name_answerable(told, ground, first_only=not told.get("approved_at"))


def approve(told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["approved_by"]], moment(told["approved_at"])
    programme = Programme.objects.select_related("document").get(slug=told["slug"])
    assert programme.document is not None
    actions.approve(programme=programme, seen=programme.document.sha256, by=by, at=at)


def _name_answerable(told: Told, ground: Ground, *, first_only: bool = False) -> None:
    """Each side names its own: who keeps contact, and who answers for which commitment."""
    programme, at = Programme.objects.get(slug=told["slug"]), moment(told["offered_at"])
    for place, (one, side) in enumerate(zip(told["sides"], programme.sides.all(), strict=True)):
        if "focal" not in one:
            continue
        by, units = ground.seats[one["focal_by"]], one["institution"]
        actions.name_focal(
            side=side, unit=ground.units[units, one["unit"]], person=ground.person(one["focal"]), by=by, at=at
        )
        for commitment, wanted in zip(programme.commitments.all(), told["commitments"], strict=True):
            unit = wanted.get("units", [one["unit"], ""])[place]
            email = wanted.get("person", ["", ""])[place]
            actions.name_answerable(
                commitment=commitment,
                unit=ground.units[units, unit],
                person=ground.person(email) if email else None,
                by=by,
                at=at,
            )
