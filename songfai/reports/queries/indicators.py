"""Reading the indicators that a review keeps frozen, or counting them for a year that no review has compiled."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Commitment
from songfai.reports.figures import Figure
from songfai.reports.indicator_facts import Actual, Aim, Indicator, Share
from songfai.reviews.indicator_facts import indicators_until
from songfai.reviews.queries import ReportReview


def indicators_in(commitments: Iterable[tuple[int, list[dict[str, Any]]]]) -> tuple[Indicator, ...]:
    """From numbers of commitments with the indicators kept of each (reviews.indicator_facts), in their order."""
    rows = [(number, row) for number, kept in commitments for row in kept]
    return tuple(_indicator(number, row, place) for place, (number, row) in enumerate(rows, 1))


def indicators_of_year(
    review: ReportReview | None, commitments: Sequence[Commitment], year: int, cut_off: date
) -> tuple[Indicator, ...]:
    """As the review of the year froze them at the same cut-off date; counted now where none has."""
    if review is not None and review.facts and review.cut_off == cut_off:
        return indicators_in(
            (row["number"], row.get("indicators", [])) for row in review.facts["commitments"]
        )
    counted_now = indicators_until(commitments, year, cut_off)
    return indicators_in((one.number, counted_now.get(one.pk, [])) for one in commitments)


def _indicator(number: int, row: dict[str, Any], place: int) -> Indicator:
    return Indicator(
        commitment=number,
        text=Trilingual.of(row["text"]),
        unit=Trilingual.of(row["unit"]),
        better=row["better"],
        target=Decimal(row["target"]),
        by=PartialDate.parse_code(row["by"]) if "by" in row else None,
        baseline=Decimal(row["baseline"]) if "baseline" in row else None,
        baseline_on=PartialDate.parse_code(row["baseline_on"]) if "baseline_on" in row else None,
        source=Trilingual.of(row.get("source")),
        aims=tuple(
            Aim(
                Decimal(one["value"]),
                date.fromisoformat(one["since"]),
                Trilingual.of(one.get("reason")),
                one.get("year"),
            )
            for one in row.get("targets", [])
        ),
        actuals=tuple(_actual(one, row["id"].partition("-")[2], place) for one in row.get("figures", [])),
    )


def _actual(one: dict[str, Any], key: str, place: int) -> Actual:
    is_estimate = bool(one.get("estimate"))
    row = f"{key}:{one['side']}:{one['on']}:{'estimate' if is_estimate else 'measured'}:{one['value']}"
    return Actual(
        figure=Figure(f"indicator.{place}.{one['id']}", Decimal(one["value"]), "indicators", (row,)),
        side=one["side"],
        on=date.fromisoformat(one["on"]),
        is_estimate=is_estimate,
        confirmed=date.fromisoformat(one["confirmed"]) if "confirmed" in one else None,
        source=one.get("source", ""),
        shares=tuple(
            Share(Trilingual.of(part.get("dimension")), Trilingual.of(part["part"]), Decimal(part["value"]))
            for part in one.get("parts", [])
        ),
    )
