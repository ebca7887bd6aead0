"""The registry offices: what each institution drafted, signed, numbered, sent and registered, and the reports it owes."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from songfai.demo.book import at_hour, read, words
from songfai.demo.finding import key_of, programme_of
from songfai.demo.ground import Ground
from songfai.demo.happening import Event
from songfai.demo.papers import paper
from songfai.kit.languages import LANGUAGES, Trilingual, language_of_country
from songfai.registry import actions
from songfai.registry.models import DocumentType, OfficialDocument, ReportDuty, Series
from songfai.registry.queries import to_register
from songfai.registry.states import NumberForm, Numbers, PartKind, Purpose, Relation, ReportKind

Told = dict[str, Any]
# After the Lao ministry had passed into another body.
OPENED = date(2025, 6, 2)
# How far a document was brought, and the steps on the way there.
UPTO = ("draft", "reviewed", "checked", "signed", "numbered", "issued")


def events_of(ground: Ground) -> Iterator[Event]:
    told = read("registry")
    office = Office(told, ground)
    yield Event(at_hour(OPENED, 8), office.open)
    for one in told["sent"]:
        yield Event(at_hour(one["on"] - timedelta(days=2), 9), partial(office.draft, one))
        yield Event(at_hour(one["on"], 10), partial(office.send, one))
        for slug, day in one.get("registered", {}).items():
            yield Event(at_hour(day, 11), partial(office.register, one, slug))
    for one in told["came"]:
        yield Event(at_hour(one["on"], 14), partial(office.enter, one))


class Office:
    """Finds again what was told before, by the story's own names."""

    def __init__(self, told: Told, ground: Ground) -> None:
        self.told, self.ground = told, ground
        self.documents: dict[str, int] = {}

    def seat(self, slug: str, who: str) -> Any:
        return self.ground.seats[self.told["offices"][slug][who]]

    def row(self, key: str) -> OfficialDocument:
        return OfficialDocument.objects.get(pk=self.documents[key])

    def open(self) -> None:
        """Series of every office, those of councils, and the duties to report."""
        at = at_hour(OPENED, 8)
        for slug in self.told["offices"]:
            actions.open_usual_series(by=self.seat(slug, "clerk"), at=at)
        for one in self.told["councils"]:
            values = {
                "title": words(one["title"]),
                "numbers": Numbers.COUNCIL,
                "symbol": one["symbol"],
                "form": NumberForm.STATE,
                "goes_on_year": None,
                "goes_on_from": None,
                "active": True,
            }
            actions.save_series(values=values, by=self.seat(one["of"], "clerk"), at=at)
        for one in self.told["duties"]:
            self.owe(one, at)

    def owe(self, one: Told, at: datetime) -> ReportDuty:
        values = {
            "title": words(one["title"]),
            "to_institution": self.ground.institutions.get(one["to"]),
            "to_name": "" if one["to"] in self.ground.institutions else one["to"],
            "basis": words(one["basis"]),
            "kind": one.get("kind", ReportKind.OTHER),
            "cadence": one["every"],
            "type": DocumentType.objects.get(slug=one["type"]),
            "rule": None,
            "days": one["days"],
            "programme": None,
            "starts_on": one["from"],
            "ends_on": None,
        }
        return actions.save_duty(values=values, by=self.seat(one["of"], "clerk"), at=at)

    def series(self, one: Told) -> Series:
        rows = Series.objects.filter(institution=self.ground.institutions[one["from"]])
        return (
            rows.get(symbol=one["council"])
            if "council" in one
            else rows.get(numbers=one.get("series", "out"))
        )

    def draft(self, one: Told) -> None:
        body, at = self.ground.institutions[one["from"]], at_hour(one["on"] - timedelta(days=2), 9)
        officer, subject = self.seat(one["from"], "officer"), words(one["subject"])
        related = one.get("answers") or one.get("replaces")
        values = {
            "key": key_of(one["from"], f"document/{one['key']}"),
            "series": self.series(one),
            "type": DocumentType.objects.get(slug=one["type"]) if "type" in one else None,
            "unit_symbol": one.get("unit", ""),
            "subject": subject,
            "language": one.get("language", language_of_country(body.country)),
            "place": body.place,
            "programme": programme_of(one["programme"]) if "programme" in one else None,
            "relation": Relation.ANSWERS
            if "answers" in one
            else Relation.REPLACES
            if "replaces" in one
            else "",
            "related": self.row(related) if related else None,
        }
        document = actions.draft(values=values, by=officer, at=at)
        self.documents[one["key"]] = document.pk
        told = {"document": document, "by": officer, "at": at}
        text = "\n\n".join(words(one.get("text", one["subject"])).get(language) for language in LANGUAGES)
        actions.add_part(kind=PartKind.TEXT, title="", name="text.txt", data=text.encode(), **told)
        for name, purpose in one["to"]:
            institution = self.ground.institutions.get(name)
            actions.add_recipient(
                institution=institution, name="" if institution else name, purpose=Purpose(purpose), **told
            )

    def send(self, one: Told) -> None:
        document, at, slug = self.row(one["key"]), at_hour(one["on"], 10), one["from"]
        leader, clerk = self.seat(slug, "leader"), self.seat(slug, "clerk")
        steps: dict[str, Callable[..., object]] = {
            "reviewed": partial(actions.review, by=leader),
            "checked": partial(actions.check_format, by=clerk),
            "signed": partial(
                actions.sign,
                signer=leader.account.person.name.best(document.language)[0],
                post=leader.post,
                capacity=one.get("capacity", ""),
                signed_on=one["on"],
                by=leader,
            ),
            "numbered": partial(actions.number, by=clerk),
            "issued": partial(self.issue, one, by=clerk),
        }
        for name in UPTO[1 : UPTO.index(one.get("upto", "issued")) + 1]:
            steps[name](document=document, at=at)
        if "cancelled" in one:
            actions.cancel(document=document, reason=one["cancelled"], by=clerk, at=at)
        if "archive" in one:
            number, years, basis = one["archive"]
            values = {
                "archive_number": number,
                "retention_years": years or None,
                "kept_for_ever": not years,
                "retention_basis": basis,
            }
            actions.archive(document=document, values=values, by=clerk, at=at)

    def issue(self, one: Told, *, document: OfficialDocument, by: Any, at: datetime) -> None:
        caption = words(one["subject"])
        scan = paper("scan.pdf", caption, {"title": one["subject"], "from": one["on"]}, one["on"])
        actions.add_part(
            document=document, kind=PartKind.SCAN, title="", name="scan.pdf", data=scan, by=by, at=at
        )
        actions.issue(document=document, by=by, at=at)

    def register(self, one: Told, slug: str) -> None:
        clerk, sent = self.seat(slug, "clerk"), self.row(one["key"])
        at = at_hour(one["registered"][slug], 11)
        arrival = to_register(clerk).get(document=sent)
        values = {
            "series": Series.objects.get(institution=clerk.institution, numbers=Numbers.IN),
            "arrived_on": one["registered"][slug],
            "type": sent.type,
            "subject": sent.subject,
            "language": sent.language,
            "sender_number": sent.printed,
            "dated": sent.dated,
            "signer": sent.signer,
            "programme": sent.programme,
        }
        document = actions.register(values=values, arrival=arrival, by=clerk, at=at)
        self.documents[f"{one['key']}/{slug}"] = document.pk
        self.deal(document, one.get("dealt", {}).get(slug, {}), slug, at)

    def enter(self, one: Told) -> None:
        clerk, at = self.seat(one["at"], "clerk"), at_hour(one["on"], 14)
        values = {
            "series": Series.objects.get(institution=clerk.institution, numbers=Numbers.IN),
            "arrived_on": one["on"],
            "type": DocumentType.objects.get(slug=one["type"]) if "type" in one else None,
            "subject": words(one["subject"]),
            "language": one["language"],
            "sender": one["sender"],
            "sender_number": one["number"],
            "dated": one["dated"],
        }
        self.deal(actions.register(values=values, by=clerk, at=at), one, one["at"], at)

    def deal(self, document: OfficialDocument, one: Told, slug: str, at: datetime) -> None:
        clerk = self.seat(slug, "clerk")
        if "unit" in one:
            unit = self.ground.units[slug, one["unit"]]
            actions.hand(document=document, unit=unit, by=clerk, at=at)
        if outcome := words(one.get("outcome")) or Trilingual():
            actions.deal(document=document, outcome=outcome, by=clerk, at=at)
