"""What the sides say of commitments beyond the record: warnings, difficulties, indicators and their figures."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from songfai.commitments import actions
from songfai.commitments.models import Indicator
from songfai.commitments.states import Word
from songfai.demo.book import moment, word, words
from songfai.demo.finding import key_of, programme_of
from songfai.demo.ground import Ground
from songfai.kit.dates import PartialDate
from songfai.programmes.models import Commitment

Told = dict[str, Any]
REMARK = ("resources", "difficulties", "recommendations")


def happenings(told: Told, ground: Ground) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """When each thing was said, and how it happens."""
    slug = told["slug"]
    for one in told.get("said", []):
        yield moment(one["at"]), partial(say, slug, one, ground)
    for one in told.get("remarks", []):
        yield moment(one["at"]), partial(remark, slug, one, ground)
    for one in told.get("indicators", []):
        yield moment(one["at"]), partial(propose, slug, one, ground)
        if "agreed_at" in one:
            yield moment(one["agreed_at"]), partial(agree, slug, one, ground)
        for by, at, on, value, source in one.get("measured", []):
            yield moment(at), partial(measure, slug, one, (by, at, on, value, source), ground)


def commitment_of(slug: str, told: Told) -> Commitment:
    programme = programme_of(slug)
    commitment = programme.commitments.get(number=told["c"])
    commitment.programme = programme
    return commitment


def say(slug: str, told: Told, ground: Ground) -> None:
    actions.say(
        commitment=commitment_of(slug, told),
        word=Word(told["word"]),
        reason=words(told.get("reason")),
        year=told.get("year"),
        by=ground.seats[told["by"]],
        at=moment(told["at"]),
    )


def remark(slug: str, told: Told, ground: Ground) -> None:
    actions.write_remark(
        commitment=commitment_of(slug, told),
        values={name: words(told.get(name)) for name in REMARK},
        by=ground.seats[told["by"]],
        at=moment(told["at"]),
    )


def propose(slug: str, told: Told, ground: Ground) -> None:
    actions.propose(
        commitment=commitment_of(slug, told),
        values={
            "key": key_of(slug, f"indicator/{told['c']}/{told['at']}"),
            "text": words(told["text"]),
            "unit": word("units", told["unit"]),
            "baseline": Decimal(told["baseline"]) if "baseline" in told else None,
            "target": Decimal(told["target"]),
            "by_when": PartialDate.of(told.get("by_when")),
            "yearly": {year: str(value) for year, value in told.get("yearly", {}).items()},
        },
        by=ground.seats[told["by"]],
        at=moment(told["at"]),
    )


def indicator_of(slug: str, told: Told) -> Indicator:
    commitment = commitment_of(slug, told)
    indicator = commitment.indicators.get(text__en=told["text"]["en"])
    indicator.commitment = commitment
    return indicator


def agree(slug: str, told: Told, ground: Ground) -> None:
    by = ground.seats[told["agreed_by"]]
    actions.agree(indicator=indicator_of(slug, told), by=by, at=moment(told["agreed_at"]))


def measure(slug: str, told: Told, measured: tuple[Any, ...], ground: Ground) -> None:
    by, at, on, value, source = measured
    actions.measure(
        indicator=indicator_of(slug, told),
        value=Decimal(value),
        on=on,
        source=source,
        by=ground.seats[by],
        at=moment(at),
    )
