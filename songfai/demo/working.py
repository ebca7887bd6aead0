"""Works filed with a union of the story: written, before the council, recognised, applied."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from songfai.demo.book import at_hour, read, words
from songfai.demo.ground import Ground
from songfai.demo.happening import Event
from songfai.kit.dates import PartialDate
from songfai.parties.models import Seat
from songfai.works import actions
from songfai.works.actions.councils import REGULATION_FIELDS
from songfai.works.models import Council, Regulation, Submission, Work, WorkField
from songfai.works.states import AuthorRole, Choice, Mark, PartKind, PayKind, Scheme, Scope, Stage

Told = dict[str, Any]


def events_of(ground: Ground) -> Iterator[Event]:
    told = read("works")
    unit = Office(told["council"], ground)
    yield Event(at_hour(told["council"]["on"], 9), unit.form)
    yield Event(at_hour(told["level"]["on"], 9), partial(unit.enter_level, told["level"]))
    for one in told["works"]:
        yield from of_work(unit, one)


def of_work(unit: "Office", one: Told) -> Iterator[Event]:
    yield Event(at_hour(one["filed"], 9), partial(unit.file, one))
    for step, day in one["steps"].items():
        yield Event(at_hour(day, 10), partial(unit.step, one, step))
    if "open" in one["steps"]:
        yield Event(at_hour(one["steps"]["open"], 14), partial(unit.vote, one))
    yield from unit.afterwards(one)
    if said := one.get("likeness"):
        if "answer" in said:
            yield Event(at_hour(said["answered"], 11), partial(unit.answer, one))
        yield Event(at_hour(said["judged"], 11), partial(unit.judge, one))


class Office:
    """Finds again what was told before, by the Vietnamese title of a work."""

    def __init__(self, told: Told, ground: Ground) -> None:
        self.told, self.ground = told, ground
        self.works: dict[str, int] = {}

    def seat(self, email: str) -> Seat:
        return self.ground.seats[email]

    def form(self) -> None:
        told, by = self.told, self.seat(self.told["by"])
        at = at_hour(told["on"], 9)
        values = {"title": words(told["title"]), "decision": told["decision"], "decided_on": told["on"]}
        council = actions.save_council(values=values | {"valid_to": None}, by=by, at=at)
        for email, role in told["members"]:
            actions.add_member(council=council, email=email, role=role, by=by, at=at, day=told["on"])

    def council(self) -> Council:
        return Council.objects.get(decision=self.told["decision"])

    def submission(self, one: Told) -> Submission:
        rows = Submission.objects.select_related("work").filter(scheme=Scheme.BASE)
        return rows.get(work=self.works[one["title"]["vi"]])

    def file(self, one: Told) -> None:
        """Begun, confirmed by each author, filed, all on one day."""
        by, at = self.seat(one["by"]), at_hour(one["filed"], 9)
        values = {
            "title": words(one["title"]),
            "type": one["type"],
            "fields": list(WorkField.objects.filter(slug__in=one["fields"])),
            "first_applied": PartialDate.of(one["applied"]),
            "applied_until": None,
            "ip_status": "none",
            "ip_note": "",
            "invested_by": one.get("invested_by", "authors"),
            "investor": one.get("investor", ""),
            "investor_refused": one.get("investor_refused", False),
            "state_funded": False,
        }
        parts = {kind: (words(one["parts"][kind]), kind in one["hidden"]) for kind in PartKind}
        work = actions.begin(values=values, parts=parts, on_behalf=one["behalf"], by=by, at=at)
        self.works[one["title"]["vi"]] = work.pk
        for place, author in enumerate(one.get("authors", ())):
            self.author(work, author, AuthorRole.CO if place else AuthorRole.LEAD, by, at)
        self.benefit(work, one["benefit"], by, at)
        actions.file(work=Work.objects.get(pk=work.pk), by=by, at=at)

    def author(self, work: Work, one: Told, role: AuthorRole, by: Seat, at: datetime) -> None:
        values = {
            "role": role,
            "name": words(one["name"]),
            "account": None,
            "born": None,
            "workplace": one["workplace"],
            "post": "",
            "qualification": "",
            "share": Decimal(one["share"]),
            "union_member": True,
            "heads_unit": False,
        }
        author = actions.save_author(work=work, values=values, by=by, at=at)
        actions.confirm(author=author, paper=one["paper"], by=by, at=at)

    def benefit(self, work: Work, one: Told, by: Seat, at: datetime) -> None:
        values = {
            "year": one["year"],
            "kind": one["kind"],
            "minor": one.get("minor"),
            "currency": "VND" if "minor" in one else "",
            "basis": words(one["basis"]),
        }
        row = actions.save_benefit(work=work, values=values, by=by, at=at)
        if "paper" in one:
            actions.confirm_benefit(benefit=row, paper=one["paper"], by=self.seat(one["by"]), at=at)

    def vote(self, one: Told) -> None:
        ballot = self.submission(one).ballots.get()
        for (email, _role), choice in zip(self.told["members"], one["votes"], strict=True):
            if choice:
                actions.vote(ballot=ballot, choice=Choice(choice), by=self.seat(email))

    def find(self, submission: Submission, by: Seat, at: datetime) -> None:
        """The council found every condition met."""
        found = {row.pk: (True, "") for row in submission.regulation.criteria.all()}
        actions.save_findings(submission=submission, found=found, by=by, at=at)

    def afterwards(self, one: Told) -> Iterator[Event]:
        """What follows the recognition, and who helped before it."""
        if said := one.get("pay"):
            yield Event(at_hour(said["agreed"], 15), partial(self.agree, one))
            yield Event(at_hour(said["transferred"], 9), partial(self.transfer, one))
            yield Event(at_hour(said["paid"], 15), partial(self.pay, one))
        if said := one.get("above"):
            yield Event(at_hour(said["sent"], 9), partial(self.send_above, one))
            yield Event(at_hour(said["accept"], 10), partial(self.accept_above, one))
            yield Event(at_hour(said["convene"], 10), partial(self.convene_above, one))
        if said := one.get("guided"):
            yield Event(at_hour(said["on"], 13), partial(self.guide, one))

    def enter_level(self, told: Told) -> None:
        """Rules of the union of the province for effect and scope of influence, taken from those of recognition."""
        by, at = self.seat(self.told["by"]), at_hour(told["on"], 9)
        like = Regulation.objects.get(institution=None, country="VN")
        values = {name: getattr(like, name) for name in REGULATION_FIELDS} | {
            "scheme": Scheme.PROVINCE,
            "scope": Scope.PROVINCE,
            "least_places": told["least_places"],
            "asks_confirmed": True,
            "must_check": [],
            "title": words(told["title"]),
            "basis": words(told["basis"]),
            "source": "",
            "certainty": "proposal",
            "valid_from": told["on"],
        }
        actions.save_regulation(values=values, like=like, by=by, at=at)

    def agree(self, one: Told) -> None:
        """By the rates of the law: nothing else was agreed."""
        nothing = {"paper": "", "agreed_on": None, "minor": None, "currency": "", "reason": ""}
        work = self.submission(one).work
        at = at_hour(one["pay"]["agreed"], 15)
        values = {"kind": PayKind.BY_LAW} | nothing
        actions.save_agreement(work=work, values=values, by=self.seat(self.told["by"]), at=at)

    def transfer(self, one: Told) -> None:
        said = one["pay"]
        values = {
            "on": said["transferred"], "place": said["place"], "paper": said["contract"],
            "minor": said["price"], "currency": "VND",
        }  # fmt: skip
        by, at = self.seat(self.told["by"]), at_hour(said["transferred"], 9)
        actions.transfer(submission=self.submission(one), values=values, by=by, at=at)

    def pay(self, one: Told) -> None:
        """The first year of application, in full."""
        said = one["pay"]
        work = self.submission(one).work
        actions.pay(
            instalment=work.instalments.get(number=1),
            minor=said["minor"],
            currency="VND",
            paid_on=said["paid"],
            paper=said["paper"],
            by=self.seat(self.told["by"]),
            at=at_hour(said["paid"], 15),
        )

    def above(self, one: Told) -> Submission:
        return Submission.objects.select_related("work").get(
            work=self.works[one["title"]["vi"]], scheme=Scheme.PROVINCE
        )

    def send_above(self, one: Told) -> None:
        said = one["above"]
        work = self.submission(one).work
        by, at = self.seat(one["by"]), at_hour(said["sent"], 9)
        actions.send_above(work=work, scheme=Scheme.PROVINCE, report=words(said["report"]), by=by, at=at)

    def accept_above(self, one: Told) -> None:
        at = at_hour(one["above"]["accept"], 10)
        actions.accept(submission=self.above(one), by=self.seat(self.told["by"]), at=at)

    def convene_above(self, one: Told) -> None:
        by, at = self.seat(self.told["by"]), at_hour(one["above"]["convene"], 10)
        actions.convene(submission=self.above(one), council=self.council(), by=by, at=at)

    def guide(self, one: Told) -> None:
        """A mentor of the other body is asked, agrees and writes."""
        said = one["guided"]
        work, at, mentor = self.submission(one).work, at_hour(said["on"], 13), self.seat(said["mentor"])
        author = self.seat(one["by"])
        row = actions.ask_mentor(work=work, email=said["mentor"], by=author, at=at, day=said["on"])
        actions.agree_guidance(mentorship=row, by=mentor, at=at)
        actions.say(work=work, text=said["question"], by=author, at=at)
        actions.say(work=work, text=said["advice"], by=mentor, at=at)

    def answer(self, one: Told) -> None:
        """Why the work differs from an earlier one with the same wording."""
        said = one["likeness"]
        actions.answer(
            work=self.submission(one).work,
            earlier=self.earlier(one),
            text=said["answer"],
            by=self.seat(one["by"]),
            at=at_hour(said["answered"], 11),
        )

    def judge(self, one: Told) -> None:
        """What the council says of that earlier work; its secretary enters it."""
        said = one["likeness"]
        actions.judge(
            submission=self.submission(one),
            earlier=self.earlier(one),
            found=said["found"],
            reason=said["reason"],
            by=self.seat(self.told["by"]),
            at=at_hour(said["judged"], 11),
        )

    def earlier(self, one: Told) -> Work:
        """One of these, or one that the partner has released."""
        title = one["likeness"]["earlier"]
        if title in self.works:
            return Work.objects.get(pk=self.works[title])
        [found] = [row for row in Work.objects.filter(stage=Stage.PARTNER) if row.title.vi == title]
        return found

    def step(self, one: Told, name: str) -> None:
        submission, day = self.submission(one), one["steps"][name]
        at, clerk, leader = (
            at_hour(day, 10),
            self.seat(self.told["by"]),
            self.seat(self.told["members"][0][0]),
        )
        if name == "accept" and "investor_paper" in one:
            self.check(submission, Mark.REFUSED, True, one["investor_paper"], at)
            submission = self.submission(one)
        if name == "close":
            self.find(submission, clerk, at)
            submission = self.submission(one)
        signer = leader.account.person.name.vi if leader.account.person else ""
        steps: dict[str, Callable[..., object]] = {
            "accept": partial(actions.accept, by=clerk),
            "defects": partial(actions.ask_for_mending, reason=one.get("reason", ""), by=clerk),
            "convene": partial(actions.convene, council=self.council(), by=clerk),
            "open": partial(actions.open_ballot, by=clerk),
            "close": partial(actions.close, minutes=one.get("minutes", ""), by=clerk),
            "recognise": partial(
                actions.recognise, decision=one.get("decision", ""), decided_on=day, by=leader
            ),
            "refuse": partial(actions.refuse, reason=one.get("refused", ""), by=leader),
            "revoke": partial(actions.revoke, reason=one.get("revoked", ""), by=leader),
            "certify": partial(actions.certify, signer=signer, post=leader.post, dated=day, by=clerk),
            "apply": partial(
                actions.apply, values={"on": day, "place": one.get("place", ""), "paper": ""}, by=clerk
            ),
        }
        steps[name](submission=submission, at=at)
        if name == "accept":
            paper = one.get("checked", "Giấy xác nhận của kế toán")
            self.check(self.submission(one), Mark.STATE_FUNDED, False, paper, at)

    def check(self, submission: Submission, mark: Mark, found: bool, paper: str, at: datetime) -> None:
        """What the authors state, looked at by the office."""
        by = self.seat(self.told["by"])
        actions.check_mark(submission=submission, mark=mark, found=found, paper=paper, by=by, at=at)
