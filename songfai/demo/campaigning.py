"""A campaign of the story: launched with targets, works entered one by one and from a sheet, one of them twice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from operator import methodcaller
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from songfai.demo.book import at_hour, read, words
from songfai.demo.ground import Ground
from songfai.demo.happening import Event
from songfai.kit.tables import Column, as_xlsx
from songfai.parties.models import Seat
from songfai.works import actions
from songfai.works.columns import COLUMNS
from songfai.works.models import AuthorPair, Campaign, Entry, Sheet, Work
from songfai.works.queries.campaigns import Taker
from songfai.works.states import PairState, SheetKind

Told = dict[str, Any]
Row = Mapping[str, str]


def events_of(ground: Ground) -> Iterator[Event]:
    told = read("campaign")
    office = Office(told, ground)
    campaign, sheet, twice = told["campaign"], told["sheet"], told["duplicate"]
    yield Event(at_hour(campaign["prepared"], 9), office.prepare)
    yield Event(at_hour(campaign["launched"], 8), office.launch)
    for one in told["entered"]:
        yield Event(at_hour(one["on"], 15), partial(office.enter, one["title"], one["by"], one["on"]))
    yield Event(at_hour(sheet["given"], 9), office.give_sheet)
    yield Event(at_hour(sheet["filed"], 9), office.file_sheet)
    yield Event(at_hour(twice["on"], 9), partial(office.find_twice, twice))
    yield Event(at_hour(told["same"]["on"], 10), partial(office.say_same, told["same"]))


@dataclass(frozen=True, slots=True)
class Office:
    """Finds again what was told before, by the paper of the campaign and the Vietnamese title of a work."""

    told: Told
    ground: Ground

    def seat(self, email: str) -> Seat:
        return self.ground.seats[email]

    def campaign(self) -> Campaign:
        return Campaign.objects.get(paper=self.told["campaign"]["paper"])

    def work(self, title: str) -> Work:
        [found] = [one for one in Work.objects.all() if one.title.vi == title]
        return found

    def prepare(self) -> None:
        said = self.told["campaign"]
        by, at = self.seat(said["by"]), at_hour(said["prepared"], 9)
        values = {name: said[name] for name in ("opens", "closes", "entrants", "counting", "paper")}
        values |= {"title": words(said["title"]), "paper_date": said["prepared"]}
        row = actions.save_campaign(values=values | {"applied_from": None, "applied_to": None}, by=by, at=at)
        body = by.institution
        targets: dict[Taker, int | None] = {
            (body, self.ground.units[body.slug, name]): target for name, target in said["targets"].items()
        }
        actions.set_targets(campaign=row, targets=targets, by=by, at=at)

    def launch(self) -> None:
        said = self.told["campaign"]
        actions.launch(campaign=self.campaign(), by=self.seat(said["by"]), at=at_hour(said["launched"], 8))

    def enter(self, title: str, by: str, day: date) -> None:
        actions.enter(campaign=self.campaign(), work=self.work(title), by=self.seat(by), at=at_hour(day, 15))

    def give_sheet(self) -> None:
        """Given and taken in on the same morning, as the page and its worker do it."""
        said = self.told["sheet"]
        by, at = self.seat(said["by"]), at_hour(said["given"], 9)
        bring_sheet(said, by, at)

    def file_sheet(self) -> None:
        """Each author has signed on paper; then all works are filed, and entered in the campaign."""
        said = self.told["sheet"]
        by, at = self.seat(said["by"]), at_hour(said["filed"], 9)
        for one in said["works"]:
            work = self.work(one["title"])
            for author in work.authors.all():
                actions.confirm(author=author, paper=said["paper"], by=by, at=at)
            actions.file(work=Work.objects.get(pk=work.pk), by=by, at=at)
            self.enter(one["title"], said["by"], said["filed"])

    def find_twice(self, said: Told) -> None:
        entry = Entry.objects.get(campaign=self.campaign(), work=self.work(said["title"]))
        by, at = self.seat(said["by"]), at_hour(said["on"], 9)
        actions.judge_entry(entry=entry, duplicate=True, reason=said["reason"], by=by, at=at)

    def say_same(self, said: Told) -> None:
        """The author of two works is written in one way on the form and in another in the sheet."""
        [pair] = [
            one for one in AuthorPair.objects.all() if one.one.name.vi == one.other.name.vi == said["name"]
        ]
        by, at = self.seat(said["by"]), at_hour(said["on"], 10)
        actions.judge_pair(pair=pair, verdict=PairState.SAME, by=by, at=at)


def bring_sheet(said: Told, by: Seat, at: datetime, kind: SheetKind = SheetKind.WORKS) -> None:
    """A sheet of the office, given and taken in on the same morning. `said`: name, language, works, source of earlier ones."""
    language = said["language"]
    data = workbook(list(_rows(said["works"])), language, COLUMNS[kind])
    told: Told = {"kind": kind, "source": said.get("source", ""), "by": by, "at": at}
    sheet = actions.give_sheet(name=said["name"], data=data, language=language, **told)
    actions.begin_taking(sheet=sheet, by=by, at=at)
    actions.take_in(sheet=Sheet.objects.get(pk=sheet.pk), at=at)


def _rows(works: Sequence[Told]) -> Iterator[Row]:
    """As an officer fills the template: a row for each author, the work beside the first. Of works recognised before, no
    shares are known."""
    for one in works:
        for place, author in enumerate(one["authors"]):
            of_work = {"number": one["number"]} if place else {k: v for k, v in one.items() if k != "authors"}
            yield of_work | dict(zip(("author", "workplace", "share"), author, strict=False))


def workbook(rows: Sequence[Row], language: str, headings: Mapping[str, tuple[str, str]]) -> bytes:
    """A sheet with the headings of a template in one language."""
    with translation.override(language):
        columns = [
            Column(key, gettext(heading), methodcaller("get", key, ""))
            for key, (heading, _about) in headings.items()
        ]
        return as_xlsx(rows, columns, language, gettext("Works"))
