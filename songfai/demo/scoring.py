"""A council that scores: rules with a rubric, score sheets, what a member was shown. And works recognised before the register."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from songfai.demo.book import at_hour, read, words
from songfai.demo.campaigning import bring_sheet
from songfai.demo.ground import Ground
from songfai.demo.happening import Event
from songfai.demo.working import Office as Filing
from songfai.parties.models import Seat
from songfai.works import actions
from songfai.works.actions.councils import ITEM_FIELDS, REGULATION_FIELDS, RUBRIC_FIELDS
from songfai.works.models import Regulation, Rubric, Submission
from songfai.works.rules.bands import Band
from songfai.works.states import PartKind, PointsUse, SheetKind

Told = dict[str, Any]


def events_of(ground: Ground) -> Iterator[Event]:
    told = read("scoring")
    filing = Filing(read("works")["council"], ground)
    office = Office(told, ground, filing)
    past, rules, work = told["past"], told["rules"], told["work"]
    yield Event(at_hour(past["given"], 9), office.give_past)
    yield Event(at_hour(rules["entered"], 9), office.enter_rules)
    yield Event(at_hour(work["filed"], 9), partial(filing.file, work))
    for step, day in work["steps"].items():
        yield Event(at_hour(day, 11), partial(filing.step, work, step))
    yield Event(at_hour(told["shown"]["on"], 14), office.show)
    for one in told["sheets"]:
        yield Event(at_hour(one["on"], one["hour"]), partial(office.score, one))


@dataclass(frozen=True, slots=True)
class Office:
    """Of the union of the province, whose council the works are before."""

    told: Told
    ground: Ground
    filing: Filing

    def seat(self, email: str) -> Seat:
        return self.ground.seats[email]

    def submission(self) -> Submission:
        return self.filing.submission(self.told["work"])

    def give_past(self) -> None:
        """Typed from the old book, given and taken in on the same morning."""
        said = self.told["past"]
        by, at = self.seat(said["by"]), at_hour(said["given"], 9)
        bring_sheet(said, by, at, SheetKind.PAST)

    def enter_rules(self) -> None:
        """Taken from those of the law; the points inform the vote."""
        said = self.told["rules"]
        by, at = self.seat(said["by"]), at_hour(said["entered"], 9)
        like = Regulation.objects.get(institution=None, country="VN", scheme="base")
        values = {name: getattr(like, name) for name in REGULATION_FIELDS} | {
            "title": words(said["title"]),
            "basis": words(said["basis"]),
            "source": "",
            "certainty": "proposal",
            "valid_from": said["from"],
        }
        row = actions.save_regulation(values=values, like=like, by=by, at=at)
        texts = {PartKind(kind): words(text) for kind, text in said["helps"].items()}
        actions.save_part_helps(regulation=row, texts=texts, by=by, at=at)
        preset = Rubric.objects.get(slug=said["rubric"])
        rubric = actions.begin_rubric(regulation=row, title=words(said["scale"]), like=preset, by=by, at=at)
        points = {name: getattr(rubric, name) for name in RUBRIC_FIELDS} | {
            "use": PointsUse.INFORM,
            "threshold": Decimal(said["threshold"]),
        }
        actions.save_rubric(rubric=rubric, values=points, by=by, at=at)
        self.enter_bands(rubric, by, at)

    def enter_bands(self, rubric: Rubric, by: Seat, at: datetime) -> None:
        """What the first criteria look at, and the bands of the first one, of which a member chooses."""
        said = self.told["rules"]
        bands = [
            Band(Decimal(one["least"]), Decimal(one["most"]), words(one["text"])) for one in said["bands"]
        ]
        for item, guide in zip(rubric.items.order_by("position", "id"), said["guides"], strict=False):
            values = {name: getattr(item, name) for name in ITEM_FIELDS} | {"guide": words(guide)}
            first = {"bands": bands} if item.position == 1 else {}
            actions.save_rubric_item(rubric=rubric, item=item, values=values | first, by=by, at=at)

    def show(self) -> None:
        """A member of the council opens the work, a part of which is confidential."""
        said = self.told["shown"]
        at = at_hour(said["on"], 14)
        actions.disclose(submission=self.submission(), by=self.seat(said["to"]), at=at)

    def score(self, said: Told) -> None:
        """Handed in, or a draft that nobody else reads."""
        submission = self.submission()
        items = submission.regulation.rubric.items.order_by("position", "id")
        reasons = said.get("reasons", [""] * len(said["points"]))
        given = {
            item.pk: (None if points == "" else Decimal(points), reason)
            for item, points, reason in zip(items, said["points"], reasons, strict=True)
        }
        verb = actions.hand_in_scores if said["handed_in"] else actions.keep_scores
        verb(
            submission=submission,
            given=given,
            comment=said.get("comment", ""),
            by=self.seat(said["by"]),
            at=at_hour(said["on"], said["hour"]),
        )
