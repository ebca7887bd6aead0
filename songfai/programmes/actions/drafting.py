"""A settled reading becomes a draft programme: sides, text, commitments, fields and dated obligations."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from songfai.journal import actions as journal
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import Trilingual
from songfai.parties import actions as parties
from songfai.parties.models import Field, Institution, Seat
from songfai.people.models import Person
from songfai.programmes import permissions, rules, slugs
from songfai.programmes.actions.naming import note_names
from songfai.programmes.models import (
    Commitment,
    Obligation,
    Programme,
    Reading,
    ReadingLine,
    Side,
    Text,
)
from songfai.programmes.slots import SLOTS
from songfai.programmes.states import LineState
from songfai.record import actions as record

POSITIONS = {"a": 1, "b": 2}
BEARERS = {"both": 0, "a": 1, "b": 2}


@transaction.atomic
def make_draft(
    *, reading: Reading, by: Seat, at: datetime, seen_revision: int | None = None, slug: str = ""
) -> Programme:
    """Make the draft programme of a reading all of whose lines are settled.

    Refused: reading_unsettled, too_many_parties, same_side_twice, not_a_side, one_body_twice, term_*; Changed when
    somebody settled a line meanwhile.
    """
    permissions.check_draft(by, reading)
    reading = Reading.objects.select_for_update().get(pk=reading.pk)
    if reading.programme_id is not None:
        raise Refused("reading_done", N_("A draft programme was made of this reading already: go on there."))
    if seen_revision is not None and seen_revision != reading.revision:
        raise Changed(
            "changed_meanwhile",
            N_("Somebody settled a line of this reading meanwhile. Look at the lines once more, then go on."),
        )
    lines = list(reading.lines.all())
    plain = [rules.Line(line.slot, line.value, line.state) for line in lines]
    rules.require_settled(plain, words=[gettext(SLOTS[key].words) for key in rules.unsettled(plain)])
    kept = _Kept(line for line in lines if line.state in rules.SETTLED)
    programme = _programme(kept, reading, by, at, slug)
    _sides(kept, reading, programme, by)
    Text.objects.create(programme=programme, language=reading.language, body=reading.text, file=reading.file)
    _commitments(kept, programme)
    named = [value["field"] for value in kept.all("field") if value.get("field")]
    programme.fields.set(Field.objects.filter(slug__in=named))
    owed = rules.obligations(
        programme.term_start, programme.term_end, programme.signed_on, kept.all("review")
    )
    write_obligations(programme, owed)
    note_names(programme)
    reading.programme = programme
    reading.save(update_fields=["programme"])
    record.hand_on(record.subject_of(reading), record.subject_of(programme))
    record.wrote(programme, by, at)
    deleted = sum(line.state == LineState.DELETED for line in lines)
    journal.write(
        by=by,
        at=at,
        verb="programmes.make_draft",
        subject=programme,
        programme=programme.slug,
        deleted=deleted,
    )
    return programme


class _Kept:
    """The settled lines of a reading by slot."""

    def __init__(self, lines: Iterable[ReadingLine]) -> None:
        self.lines = list(lines)

    def all(self, slot: str) -> list[dict[str, Any]]:
        return [line.value for line in self.lines if line.slot == slot]

    def one(self, slot: str) -> dict[str, Any]:
        return next(iter(self.all(slot)), {})


def _programme(kept: _Kept, reading: Reading, by: Seat, at: datetime, slug: str) -> Programme:
    title, term, focus = kept.one("title"), kept.one("term"), kept.one("focus")
    words = Trilingual.of({title.get("language") or reading.language: title["text"]})
    start, end = PartialDate.parse_code(term["start"]), PartialDate.parse_code(term["end"])
    kind = kept.one("kind")["kind"]
    place = kept.one("place").get("name")
    return Programme.objects.create(
        slug=slugs.unique(
            slug or slugs.proposed(words, kind, start, end),
            lambda tried: Programme.objects.filter(slug=tried).exists(),
        ),
        kind=kind,
        title=words,
        signed_on=PartialDate.of(kept.one("signed_on").get("date")),
        signed_at=Trilingual.of({reading.language: place} if place else None),
        term_start=start,
        term_end=end,
        focus_start=PartialDate.of(focus.get("start")),
        focus_end=PartialDate.of(focus.get("end")),
        prevailing=kept.one("prevailing").get("language") or "",
        drafted_by=by.institution,
        created_at=at,
    )


def _sides(kept: _Kept, reading: Reading, programme: Programme, by: Seat) -> None:
    parties = sorted(kept.all("party"), key=lambda value: value["role"])
    rules.require_own_side(by.institution_id, [value.get("institution") for value in parties])
    signatories: dict[str, dict[str, Any]] = {}
    for value in kept.all("signatory"):
        signatories.setdefault(value.get("party") or "", value)
    for value in parties:
        signatory = signatories.get(value["role"])
        Side.objects.create(
            programme=programme,
            position=POSITIONS[value["role"]],
            institution=_institution(value),
            name_then=Trilingual.of({reading.language: value["name"]}),
            signatory=_person(signatory["name"], reading.language) if signatory else None,
            signatory_post=Trilingual.of(
                {reading.language: signatory["title"]} if signatory and signatory.get("title") else None
            ),
        )


def _institution(value: dict[str, Any]) -> Institution:
    if value.get("institution"):
        return Institution.objects.get(pk=value["institution"])
    new = value["new"]
    return parties.register(
        name=Trilingual.of(new["name"]),
        short_name=Trilingual.of(new.get("short_name")),
        country=new["country"],
        place=Trilingual.of(new.get("place")),
        layout=new["layout"],
    )


def _person(name: str, language: str) -> Person:
    return Person.objects.create(name=Trilingual.of({language: name}))


def _commitments(kept: _Kept, programme: Programme) -> None:
    in_order = sorted(
        (line for line in kept.lines if line.slot == "commitment"),
        # A line without a place in the text comes last, in the order in which it was added.
        key=lambda line: (line.start is None, line.start or 0, line.position),
    )
    Commitment.objects.bulk_create(
        Commitment(
            programme=programme,
            number=number,
            text=Trilingual.of({line.value["language"]: line.value["text"]}),
            type=line.value["type"],
            bearer=BEARERS[line.value.get("party") or "both"],
            source_start=line.start,
            source_end=line.end,
        )
        for number, line in enumerate(in_order, 1)
    )


def write_obligations(programme: Programme, owed: Sequence[rules.Owed]) -> list[Obligation]:
    return Obligation.objects.bulk_create(
        Obligation(
            programme=programme,
            kind=one.kind,
            year=one.year,
            due=one.due,
            due_as_written=one.due_as_written,
            basis=one.basis,
        )
        for one in owed
    )
