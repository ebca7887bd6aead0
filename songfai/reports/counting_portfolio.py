"""Counting a portfolio into figures: by programme, partner, country and field, and in all. Plain Python on facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from songfai.kit.languages import Trilingual
from songfai.reports.counting import share, travelled
from songfai.reports.figures import Figure, count
from songfai.reports.portfolio_facts import (
    CELL_PARTS,
    PART_OF_STAND,
    STANDS,
    STEPS,
    WAYS,
    ActivityOf,
    CommitmentOf,
    FurtherOf,
    FurtherSum,
    Group,
    GroupKind,
    ItemOf,
    PortfolioFacts,
    SupportOf,
    SupportSum,
    VisitOf,
)

NO_FIELD = "none"


@dataclass(frozen=True, slots=True)
class Rows:
    """What one group is counted from."""

    commitments: Sequence[CommitmentOf]
    items: Sequence[ItemOf]
    off_plan: Sequence[ActivityOf]
    visits: Sequence[VisitOf]


def counted(facts: PortfolioFacts) -> PortfolioFacts:
    """The facts with every figure worked out from their rows."""
    last = [one for one in facts.last_items if one.cell in ("on_time", "late")]
    before = Figure(
        "previous.share", share(len(last), len(facts.last_items)), "items", tuple(one.key for one in last)
    )
    return replace(
        facts,
        groups=tuple(_groups(facts)),
        sums=tuple(_sums(facts)),
        further_sums=tuple(_further(facts.further)),
        previous_share=before,
    )


def _groups(facts: PortfolioFacts) -> Iterator[Group]:
    whole = Rows(facts.commitments, facts.items, facts.off_plan, facts.visits)
    yield _group("total", "all", Trilingual(), whole)
    for one in facts.programmes:
        yield _group("programme", one.slug, one.title, _of(facts, {one.slug}))
    partners = {one.partner_key: one.partner for one in facts.programmes}
    for key, name in partners.items():
        slugs = {one.slug for one in facts.programmes if one.partner_key == key}
        yield _group("partner", key, name, _of(facts, slugs))
    for country in dict.fromkeys(one.country for one in facts.programmes):
        slugs = {one.slug for one in facts.programmes if one.country == country}
        yield _group("country", country, Trilingual(), _of(facts, slugs))
    for key, name in (*facts.fields, ("", Trilingual())):
        rows = _of_field(facts, key)
        if rows.commitments:
            yield _group("field", key or NO_FIELD, name, rows)


def _of(facts: PortfolioFacts, slugs: set[str]) -> Rows:
    return Rows(
        [one for one in facts.commitments if one.programme in slugs],
        [one for one in facts.items if one.programme in slugs],
        [one for one in facts.off_plan if one.programme in slugs],
        [one for one in facts.visits if one.programme in slugs],
    )


def _of_field(facts: PortfolioFacts, key: str) -> Rows:
    """A field is one of commitments; a visit may carry out several."""
    commitments = [one for one in facts.commitments if one.field_key == key]
    keys = {one.key for one in commitments}
    return Rows(
        commitments,
        [one for one in facts.items if one.commitment in keys],
        [one for one in facts.off_plan if one.commitment in keys],
        [],
    )


def _group(kind: GroupKind, key: str, label: Trilingual, rows: Rows) -> Group:
    name = f"{kind}.{key}"
    return Group(kind, key, label, (*_commitments(name, rows), *_items(name, rows), *_visits(name, rows)))


def _commitments(name: str, rows: Rows) -> Iterator[Figure]:
    def of(part: str, wanted: Iterable[CommitmentOf]) -> Figure:
        return count(f"{name}.{part}", "commitments", tuple(one.key for one in wanted))

    yield of("commitments", rows.commitments)
    for part in STANDS:
        yield of(part, [one for one in rows.commitments if PART_OF_STAND[one.stand] == part])
    yield of("never_begun", [one for one in rows.commitments if one.never_begun])


def _items(name: str, rows: Rows) -> Iterator[Figure]:
    def of(part: str, wanted: Iterable[ItemOf]) -> Figure:
        return count(f"{name}.{part}", "items", tuple(one.key for one in wanted))

    yield of("planned", rows.items)
    for cell, part in CELL_PARTS.items():
        yield of(part, [one for one in rows.items if one.cell == cell])
    done = [one for one in rows.items if one.cell in ("on_time", "late")]
    yield of("carried_out", done)
    yield Figure(f"{name}.share", share(len(done), len(rows.items)), "items", tuple(one.key for one in done))
    yield count(f"{name}.off_plan", "activities", tuple(one.key for one in rows.off_plan))


def _visits(name: str, rows: Rows) -> Iterator[Figure]:
    went = [one for one in rows.visits if not one.cancelled and not one.apart]
    sent = [one for one in went if not one.hosted]
    yield count(f"{name}.hosted", "visits", tuple(one.key for one in went if one.hosted))
    yield count(f"{name}.sent", "visits", tuple(one.key for one in sent))
    yield Figure(f"{name}.delegates", travelled(sent), "visits", tuple(one.key for one in sent))
    yield count(f"{name}.called_off", "visits", tuple(one.key for one in rows.visits if one.cancelled))


def _sums(facts: PortfolioFacts) -> Iterator[SupportSum]:
    """By what it is and its unit, in the order first met."""
    rows: dict[tuple[str, str, str], list[SupportOf]] = {}
    for one in facts.support:
        rows.setdefault((one.kind, one.currency, str(one.unit).casefold()), []).append(one)
    for number, given in enumerate(rows.values(), 1):
        first = given[0]
        yield SupportSum(
            first.kind,
            first.unit,
            first.currency,
            tuple(
                _sum(
                    f"support.{number}.{way}_{step}",
                    [one for one in given if (one.way, one.step) == (way, step)],
                )
                for way in WAYS
                for step in STEPS
            ),
        )


def _further(rows: Sequence[FurtherOf]) -> Iterator[FurtherSum]:
    """By party, what it is and its unit, in the order first met."""
    found: dict[tuple[str, str, str, str], list[FurtherOf]] = {}
    for one in rows:
        found.setdefault((one.party_key, one.kind, one.currency, str(one.unit).casefold()), []).append(one)
    for number, told in enumerate(found.values(), 1):
        first, table = told[0], "visits" if told[0].kind == "visits" else "support"
        gave, took = (
            Figure(
                f"further.{number}.{name}",
                sum((one.value for one in told if one.gave is by_it), Decimal(0)),
                table,  # type: ignore[arg-type]
                tuple(one.key for one in told if one.gave is by_it),
            )
            for name, by_it in (("party_gave", True), ("party_took", False))
        )
        yield FurtherSum(first.party, first.kind, first.unit, first.currency, gave, took)


def _sum(name: str, rows: Sequence[SupportOf]) -> Figure:
    value = sum((one.value for one in rows), Decimal(0))
    return Figure(name, value, "support", tuple(one.key for one in rows))
