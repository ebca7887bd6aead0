"""What each side told the other of its own year, and that the other has read it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from songfai.demo.book import moment, words
from songfai.demo.finding import programme_of
from songfai.demo.ground import Ground
from songfai.reviews import actions
from songfai.reviews.models import Information

Told = dict[str, Any]


def happenings(slug: str, told: Told, ground: Ground) -> Iterator[tuple[datetime, Callable[[], object]]]:
    for one in told["handed"]:
        yield moment(one["at"]), partial(hand_over, slug, one, ground)
        if "acknowledged_at" in one:
            yield moment(one["acknowledged_at"]), partial(acknowledge, slug, one, ground)


def hand_over(slug: str, told: Told, ground: Ground) -> None:
    programme, by, at = programme_of(slug), ground.seats[told["by"]], moment(told["at"])
    year = told["year"]
    for part in told["parts"]:
        figures = [
            {"label": words(one["label"]), "value": Decimal(one["value"]), "unit": words(one["unit"])}
            for one in part.get("figures", [])
        ]
        actions.save_part(
            programme=programme,
            year=year,
            heading=part["heading"],
            text=words(part["text"]),
            figures=figures,
            by=by,
            at=at,
        )
        for name, content in part.get("files", {}).items():
            actions.attach(
                programme=programme,
                year=year,
                heading=part["heading"],
                name=name,
                data=content.encode(),
                caption=words(None),
                by=by,
                at=at,
            )
    actions.hand_over(programme=programme, year=year, by=by, at=at)


def acknowledge(slug: str, told: Told, ground: Ground) -> None:
    by, at = ground.seats[told["acknowledged_by"]], moment(told["acknowledged_at"])
    rows = Information.objects.filter(programme__slug=slug, year=told["year"]).select_related("document")
    row = next(one for one in rows if one.handed_at == moment(told["at"]))
    assert row.document is not None
    actions.acknowledge(
        programme=programme_of(slug), year=told["year"], seen=row.document.sha256, by=by, at=at
    )
