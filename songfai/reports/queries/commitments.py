"""Gathering what a commitment report says: of one programme, or of all of an institution."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from songfai.commitments.models import Indicator, Measurement, Remark, Statement
from songfai.commitments.queries import agreed_indicators, said_of, stand_of
from songfai.commitments.states import Word
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.parties.queries import lineage
from songfai.plans.queries import Facts, facts
from songfai.programmes.models import Answerable, Commitment, Programme
from songfai.programmes.queries import commitments_in, with_heirs_of
from songfai.reports.commitment_facts import (
    Answering,
    CommitmentLine,
    CommitmentReport,
    IndicatorFacts,
    ProgrammeLines,
    SplitFacts,
    Voice,
)
from songfai.reports.facts import SideFacts
from songfai.reports.queries.parties import name_of
from songfai.reports.queries.year import Writers, writers

# A report on paper ends here; more programmes are narrowed by the filters first.
MOST_PROGRAMMES = 200


class _Said:
    """What both sides say, by commitment; three queries for any number of them."""

    def __init__(self, commitments: Sequence[Commitment], until: date) -> None:
        remarks, statements = said_of(commitments, until)
        self.remarks: dict[int, list[Remark]] = defaultdict(list)
        for remark in remarks:
            self.remarks[remark.commitment_id].append(remark)
        self.warnings: dict[int, list[Statement]] = defaultdict(list)
        for one in statements:
            self.warnings[one.commitment_id].append(one)
        self.indicators: dict[int, list[Indicator]] = defaultdict(list)
        for indicator in agreed_indicators(commitments, until):
            self.indicators[indicator.commitment_id].append(indicator)

    def voices(self, commitment: Commitment, name: str) -> tuple[Voice, ...]:
        found = [(one.side, getattr(one, name)) for one in self.remarks[commitment.pk]]
        return tuple(Voice(side, text) for side, text in found if text)


def gather_commitments(
    programmes: Sequence[Programme], until: date, at: datetime, *, issuer: Institution | None = None
) -> CommitmentReport:
    """As the record stands on the day `until`; a constant number of queries for any number of programmes.

    `at` is the moment of compiling, in local time. Whether somebody may see the programmes is asked before.
    """
    counted = facts(programmes, until)
    commitments = list(commitments_in(programmes, until))
    with_heirs_of(commitments, until)
    said = _Said(commitments, until)
    writing = writers(programmes, lineage(), until, at.date(), issuer)
    by_programme: dict[int, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        by_programme[commitment.programme_id].append(commitment)
    return CommitmentReport(
        programmes=tuple(
            _programme(one, by_programme[one.pk], counted, said, writing, until) for one in programmes
        ),
        until=until,
        compiled_at=at,
        issuer=issuer_of(issuer, writing.leaders) if issuer else None,
    )


def _programme(
    programme: Programme,
    commitments: Iterable[Commitment],
    counted: Facts,
    said: _Said,
    writing: Writers,
    until: date,
) -> ProgrammeLines:
    sides = writing.sides_of(programme)
    return ProgrammeLines(
        title=programme.title,
        kind=programme.kind,
        slug=programme.slug,
        sides=(sides[0], sides[1]),
        term=(programme.term_start, programme.term_end),
        lines=tuple(_line(one, programme, counted, said, until) for one in commitments),
    )


def _line(row: Commitment, programme: Programme, counted: Facts, said: _Said, until: date) -> CommitmentLine:
    warnings = [
        one for one in said.warnings[row.pk] if one.reason and (one.word == Word.AT_RISK or row.settled)
    ]
    return CommitmentLine(
        number=row.number,
        text=row.text,
        bearer=row.bearer,
        due=row.due,
        stand=stand_of(row, programme, counted, until).value,
        carried_to=row.carried_to,
        last_evidence=counted.last_evidence.get(row.pk),
        answering=tuple(answering_of(each) for each in row.answerables.all()),
        warnings=tuple(Voice(one.side, one.reason) for one in warnings),
        resources=said.voices(row, "resources"),
        difficulties=said.voices(row, "difficulties"),
        recommendations=said.voices(row, "recommendations"),
        indicators=tuple(_indicator(one) for one in said.indicators[row.pk]),
    )


def answering_of(named: Answerable) -> Answering:
    unit = named.heir or named.unit
    return Answering(
        named.side.position,
        unit.name if unit else Trilingual(),
        named.person.name if named.person else Trilingual(),
        former=named.unit.name if named.unit and named.heir else Trilingual(),
        ended=named.unit.valid_to if named.unit and named.ended and not named.heir else None,
        party=name_of(named.party),
    )


def _indicator(row: Indicator) -> IndicatorFacts:
    """The target that held on the day; of each side the newest measured figure, and the newest estimate if it is newer."""
    measured: dict[int, Measurement] = {}
    estimated: dict[int, Measurement] = {}
    for one in row.measurements.all():  # the newest first
        if not one.is_estimate:
            measured.setdefault(one.side, one)
        elif one.side not in measured:
            estimated.setdefault(one.side, one)
    return IndicatorFacts(
        text=row.text,
        unit=row.unit,
        target=_plain(row.target_now),
        measured=tuple((side, _plain(measured[side].value), measured[side].on) for side in sorted(measured)),
        estimated=tuple(
            (side, _plain(estimated[side].value), estimated[side].on) for side in sorted(estimated)
        ),
        splits=tuple(
            split
            for found in (measured, estimated)
            for side in sorted(found)
            for split in _splits(found[side])
        ),
    )


def _splits(row: Measurement) -> list[SplitFacts]:
    return [
        SplitFacts(
            row.side,
            row.is_estimate,
            name,
            tuple((part, _plain(value)) for part, value in parts if value is not None),
        )
        for name, parts in row.shown_parts
    ]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def issuer_of(body: Institution, leaders: dict[int, Seat]) -> SideFacts:
    leader = leaders.get(body.pk)
    person = leader.account.person if leader else None
    return SideFacts(
        position=1,
        name=body.name,
        short=body.short_name or body.name,
        country=body.country,
        place=body.place,
        parent=body.parent_name,
        symbol=body.symbol,
        leader=person.name if person else Trilingual(),
        post=leader.post if leader else Trilingual(),
    )
