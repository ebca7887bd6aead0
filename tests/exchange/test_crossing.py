"""What belongs to a matter and stays with its side crosses by the side's own words: gifts, costs, payments, documents, units.
Names of persons, and files, cross only where their side has said that they may."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from songfai.commitments.models import Remark
from songfai.duties import actions as duties
from songfai.duties.models import Duty, Extension
from songfai.exchange import bundle as bundles
from songfai.exchange.actions import tell_known
from songfai.exchange.models import Wanted
from songfai.files.actions import path_of
from songfai.kit.dates import PartialDate
from songfai.kit.errors import NotPermitted
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.plans.models import Activity, PlanItem
from songfai.programmes import actions as naming
from songfai.programmes.models import Answerable, Programme
from songfai.record.models import Document, Log
from songfai.support import actions as giving
from songfai.support.models import Paper, Payment, Rate, Support
from songfai.visits import actions as visits
from songfai.visits.models import Cost, Gift, Meeting, Rotation, Turn, Visit
from tests import factories
from tests.exchange.nodes import Node, exchange, now
from tests.exchange.sides import A, B, acting, both, on, proposed, waiting

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def pair(world, django_db_blocker) -> Iterator[tuple[Node, Node]]:
    with django_db_blocker.unblock():
        yield world


def said_anywhere(node: Node, words: str) -> bool:
    with node:
        documents = Programme.objects.get().register.documents.all()
        return any(words.encode() in bytes(one.body) for one in documents)


# ---------------------------------------------------------------- gifts and costs


def gifts(key) -> list[tuple[object, ...]]:
    rows = Gift.objects.filter(visit__key=key).order_by("side", "id")
    return [(one.side, str(one.text), one.value, one.currency) for one in rows]


def costs(key) -> list[tuple[object, ...]]:
    rows = Cost.objects.filter(visit__key=key).order_by("side", "id")
    return [(one.side, one.kind, one.planned, one.spent, one.currency, str(one.note)) for one in rows]


def test_gifts_and_costs_cross_and_for_whom_only_where_it_may(pair):
    a, b = pair
    key = proposed(a, title=factories.words("With gifts"))
    exchange(a, b)

    def gift(node: Node, words: str, recipient: str, crosses: bool, value: object = None) -> None:
        values = {
            "text": factories.words(words), "recipient": factories.words(recipient), "crosses": crosses,
            "value": value, "currency": "VND" if value else "",
        }  # fmt: skip
        on(key, node, visits.save_gift, values=values)

    gift(a, "Lacquer picture", "Khamla Souvanh", False, Decimal(500000))
    gift(a, "Book", "The Department", True)
    gift(b, "Silk", "Nguyễn Thị Hoa", False)
    cost = {
        "kind": "travel",
        "planned": Decimal(900),
        "spent": None,
        "currency": "USD",
        "note": factories.words("Three seats"),
    }
    on(key, a, visits.save_cost, values=cost)
    late = a.send()
    on(
        key,
        b,
        visits.save_cost,
        values=cost | {"kind": "stay", "planned": None, "spent": Decimal(40), "note": Trilingual()},
    )
    exchange(a, b)
    assert both(a, b, lambda: gifts(key)) == [
        (A, "Lacquer picture", 500000, "VND"), (A, "Book", None, ""), (B, "Silk", None, ""),
    ]  # fmt: skip
    assert both(a, b, lambda: costs(key)) == [
        (A, "travel", 90000, None, "USD", "Three seats"), (B, "stay", None, 4000, "USD", ""),
    ]  # fmt: skip
    with b:
        known = {str(one.text): str(one.recipient) for one in Gift.objects.filter(visit__key=key)}
        assert known == {"Lacquer picture": "", "Book": "The Department", "Silk": "Nguyễn Thị Hoa"}
    assert not said_anywhere(b, "Khamla") and not said_anywhere(a, "Hoa")
    # One's own stays as it was written, whatever the other side says after it; what was taken out is gone on both.
    with a:
        assert (
            str(Gift.objects.get(visit__key=key, text=factories.words("Lacquer picture")).recipient)
            == "Khamla Souvanh"
        )
        taken = Cost.objects.select_related("visit__programme").get(visit__key=key, side=A)
        visits.remove_line(line=taken, by=a.leader, at=now())
    exchange(a, b)
    b.receive(late)
    assert [one[0] for one in both(a, b, lambda: costs(key))] == [B]
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- documents and payments of support


def payments() -> list[tuple[object, ...]]:
    rows = Payment.objects.order_by("paid_on", "id")
    return [
        (
            str(one.title), one.paid_on, one.minor, one.currency, one.persons, one.times, one.paper,
            one.by_rate and (str(one.by_rate), str(one.by_rate.basis), one.by_rate.minor),
        )
        for one in rows
    ]  # fmt: skip


def papers() -> list[tuple[object, ...]]:
    rows = Paper.objects.filter(crosses=True).select_related("file").order_by("side", "dated", "id")
    return [(one.side, one.file.name, one.file.sha256, one.dated, str(one.caption)) for one in rows]


def test_payments_and_documents_of_support_cross_and_the_receipt_holds(pair):
    a, b = pair
    with acting(a) as programme:
        money = factories.support_values(
            year=2026, kind="money", quantity=None, minor=90_000_00, currency="USD"
        )
        key = giving.promise(programme=programme, values=money, by=a.leader, at=now()).key

    def act(node: Node, verb: str, **said: object) -> object:
        with node:
            one = Support.objects.get(key=key)
            return getattr(giving, verb)(support=one, by=node.leader, at=now(), **said)

    act(a, "approve", paper="7")
    act(a, "deliver", on=date(2026, 3, 2))
    exchange(a, b)
    act(b, "receive", on=date(2026, 3, 3))
    exchange(a, b)
    with a:
        day = date(2026, 3, 1)
        table = giving.save_table(
            by=a.leader,
            values={"slug": "own", "title": factories.words("Own rates"), "country": ""},
            at=now(),
        )
        values = {
            "valid_from": date(2026, 1, 1), "valid_to": None, "state": "in_force", "currency": "USD",
            "per": factories.words("a person a day"), "basis": factories.words("Decision 12"), "note": Trilingual(), "source": "",
        }  # fmt: skip
        line = giving.RateLine(factories.words("Expert"), factories.words("Hotel"), 80_00)
        giving.save_version(by=a.leader, table=table, values=values, rates=[line], at=now())
        rate = Rate.objects.select_related("version__table").get(version__table=table)
    plain = {
        "title": factories.words("Board"), "paid_on": date(2026, 3, 3), "rate": None, "persons": None, "times": None,
        "minor": 1_250_00, "currency": "USD", "paper": "PC-12",
    }  # fmt: skip
    by_rate = plain | {
        "title": factories.words("Allowance"),
        "paid_on": day,
        "rate": rate,
        "persons": 4,
        "times": Decimal("2.5"),
    }
    act(a, "pay", values=plain)
    act(a, "pay", values=by_rate)
    letter = {"dated": date(2026, 3, 1), "caption": factories.words("Letter of the promise")}
    act(a, "add_paper", name="letter.pdf", data=PDF, crosses=True, **letter)
    act(a, "add_paper", name="names.pdf", data=PDF + b"names", crosses=False, **letter)
    act(b, "add_paper", name="receipt.pdf", data=PDF + b"receipt", crosses=True, **letter)
    exchange(a, b)
    shown = both(a, b, payments)
    assert [one[0] for one in shown] == ["Allowance", "Board"]
    assert shown[0][4:] == (4, Decimal("2.50"), "PC-12", ("Expert, Hotel", "Decision 12", 80_00))
    with b:
        assert not Rate.objects.filter(version__table__slug="own").exists()
    assert [one[:2] for one in both(a, b, papers)] == [(A, "letter.pdf"), (B, "receipt.pdf")]
    with b:
        assert not Paper.objects.filter(file__name="names.pdf").exists()
        paper = Paper.objects.get(file__name="letter.pdf")
        assert path_of(paper.file.sha256).read_bytes() == PDF
        # What is paid and attached later changes nothing of what was received.
        assert Support.objects.get(key=key).state == "received"
        assert paper.file.shared_with.count() == 2
    with a:
        assert Support.objects.get(key=key).state == "received"
        giving.remove_paper(paper=Paper.objects.get(file__name="letter.pdf"), by=a.leader, at=now())
        row = Payment.objects.get(title=factories.words("Board"))
        giving.remove_payment(payment=row, by=a.leader, at=now())
        # What was entered here keeps its table.
        assert Payment.objects.get().rate_id == rate.pk
    exchange(a, b)
    assert [one[0] for one in both(a, b, payments)] == ["Allowance"]
    assert [one[:2] for one in both(a, b, papers)] == [(B, "receipt.pdf")]
    assert waiting(a) == waiting(b) == []


def test_a_file_that_comes_later_is_shown_when_it_comes(pair):
    a, b = pair
    with acting(a) as programme:
        key = giving.promise(
            programme=programme, values=factories.support_values(year=2026), by=a.leader, at=now()
        ).key
        support = Support.objects.get(key=key)
        paper = giving.add_paper(
            support=support, name="list.pdf", data=PDF + b"late", dated=date(2026, 3, 1), caption=Trilingual(),
            crosses=True, by=a.leader, at=now(),
        )  # fmt: skip
        file = path_of(paper.file.sha256)
        file.rename(file.with_suffix(".away"))
    b.receive(a.send())
    assert [code for _thread, code in waiting(b)] == ["file_missing"]
    with b:
        assert Wanted.objects.filter(log__hosted=True, sha256=file.name).exists()
    # The statement that names it has been receipted since, so it is not sent again: only the file is.
    exchange(a, b, rounds=3)
    with a:
        file.with_suffix(".away").rename(file)
    data = a.send()
    sent = bundles.read(data)
    assert file.name in sent.files and not any(file.name.encode() in one for one in sent.entries)
    assert [sha256 for sha256, body in sent.files.items() if file.name.encode() in body] == []
    b.receive(data)
    assert waiting(b) == []
    with b:
        assert Paper.objects.filter(support__key=key, file__name="list.pdf").count() == 1


# ---------------------------------------------------------------- papers of duties


def test_the_paper_of_an_extension_crosses_where_it_may(pair):
    a, b = pair
    with acting(a) as programme:
        values = {
            "title": factories.words("Own report"),
            "side": A,
            "rule": None,
            "basis": factories.words("Letter"),
        }
        duty = duties.open_duty(
            programme=programme,
            values=values,
            starts_on=date(2026, 3, 3),
            due=date(2026, 3, 10),
            by=a.leader,
            at=now(),
        )
        for day, crosses in ((20, True), (25, False)):
            duties.extend(
                duty=duty, new_due=date(2026, 3, day), reason=factories.words("More time"), by=a.leader, at=now(),
                paper=duties.Paper(f"{day}/BNV", f"{day}.pdf", PDF + bytes([day]), crosses),
            )  # fmt: skip
    exchange(a, b)

    def shown() -> list[tuple[object, ...]]:
        rows = Extension.objects.filter(duty__key=duty.key).order_by("new_due")
        return [(one.paper, one.crosses and one.file.name) for one in rows]

    assert both(a, b, shown) == [("20/BNV", "20.pdf"), ("25/BNV", False)]
    with b:
        known = [one.file for one in Extension.objects.filter(duty__key=duty.key).order_by("new_due")]
        assert known[1] is None and path_of(known[0].sha256).exists()
    # The file comes later than the words: it is shown then.
    with a:
        duties.extend(
            duty=duty, new_due=date(2026, 3, 30), reason=factories.words("More"), by=a.leader, at=now(),
            paper=duties.Paper("30/BNV", "30.pdf", PDF + b"30", True),
        )  # fmt: skip
        file = path_of(Extension.objects.get(paper="30/BNV").file.sha256)
        file.rename(file.with_suffix(".away"))
    b.receive(a.send())
    with b:
        assert Extension.objects.get(paper="30/BNV").file is None
    with a:
        file.with_suffix(".away").rename(file)
    exchange(a, b)
    assert both(a, b, shown)[-1] == ("30/BNV", "30.pdf")
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- the unit of a promise


def test_the_unit_named_for_a_promise_answers_for_the_commitment_on_both(pair):
    a, b = pair
    key = proposed(a, title=factories.words("With promises"))
    meeting = {
        "kind": "talks", "title": factories.words("Talks"), "held_on": date(2026, 3, 9), "starts_at": None,
        "ends_at": None, "place": Trilingual(), "counterpart": Trilingual(), "agenda": Trilingual(),
        "without_minutes": False,
    }  # fmt: skip
    made = on(key, a, visits.save_meeting, values=meeting)
    with a:
        unit = factories.unit(a.institution, name=factories.words("Department of training"))
        one = Meeting.objects.get(key=made.key)
        said = {"by": a.leader, "at": now()}
        visits.write_minutes(meeting=one, minutes=factories.words("We spoke"), **said)
        values = {
            "text": factories.words("Train ten"),
            "type": "course",
            "bearer": 0,
            "due": PartialDate(2026, 12),
            "unit_1": unit,
        }
        visits.save_promise(meeting=Meeting.objects.get(key=made.key), values=values, **said)
    exchange(a, b)
    assert not said_anywhere(b, "Department of training")  # a draft stays at home
    with a:
        visits.offer_minutes(meeting=Meeting.objects.get(key=made.key), by=a.leader, at=now())
    exchange(a, b)
    with b:
        one = Meeting.objects.select_related("document").get(key=made.key)
        assert str(one.promises.get().unit_1) == "Department of training"
        visits.approve_minutes(meeting=one, seen=one.document.sha256, by=b.leader, at=now())
    exchange(a, b, rounds=3)

    def answering() -> list[tuple[object, ...]]:
        rows = Answerable.objects.filter(commitment__promise__meeting__key=made.key)
        return [(one.side.position, str(one.unit), str(one.commitment.text)) for one in rows]

    assert both(a, b, answering) == [(A, "Department of training", "Train ten")]
    assert both(a, b, lambda: Visit.objects.get(key=key).apart) == []
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- what was known earlier


def earlier(node: Node, side: int) -> dict[str, object]:
    """Rows as they stand on a server that worked before its log told of such matters: entered, and never said."""
    with acting(node) as programme:
        number = programme.commitments.order_by("number").first()
        when = {"recorded_by": "Somebody", "recorded_at": now()}
        activity = Activity.objects.create(
            programme=programme,
            side=side,
            commitment=number,
            title=factories.words("Old seminar"),
            kind="course",
            state="done",
            starts_on=date(2026, 2, 2),
            ends_on=date(2026, 2, 3),
            **when,
        )
        visit = Visit.objects.create(
            programme=programme,
            host=B,
            level="high",
            title=factories.words("Old visit"),
            starts_on=date(2026, 2, 2),
            ends_on=date(2026, 2, 4),
            proposed_by=side,
            off_plan_reason=factories.words("Asked"),
            state="in_plan",
            created_at=now(),
        )
        Gift.objects.create(visit=visit, side=side, text=factories.words("Old vase"))
        Gift.objects.create(visit=visit, side=3 - side, text=factories.words("Of the others"))
        support = Support.objects.create(
            programme=programme,
            giver=side,
            kind="course",
            title=factories.words("Old course"),
            year=2026,
            quantity=Decimal(3),
            search="old course",
            **when,
        )
        Payment.objects.create(
            support=support,
            title=factories.words("Old payment"),
            paid_on=date(2026, 2, 5),
            minor=100,
            currency="USD",
            **when,
        )
        duty = Duty.objects.create(
            programme=programme,
            side=side,
            title=factories.words("Old duty"),
            starts_on=date(2026, 2, 1),
            first_due=date(2026, 3, 1),
            due=date(2026, 3, 1),
            listed_on=date(2026, 3, 1),
            opened_by="Somebody",
            opened_at=now(),
        )
        Remark.objects.create(
            commitment=number,
            side=side,
            difficulties=factories.words("Old difficulty"),
            written_by="Somebody",
            written_at=now(),
        )
        rotation = Rotation.objects.create(
            programme=programme, level="staff", kind="alternate", order="2,1", proposed_by=side
        )
        Turn.objects.create(rotation=rotation, year=2022, host=B, side=side, **when)
        return {"activity": activity.key, "visit": visit.key, "support": support.key, "duty": duty.key}


def test_what_was_known_earlier_is_told_when_its_side_says_so(pair):
    a, b = pair
    exchange(a, b)
    keys = earlier(a, A)
    exchange(a, b)
    with b:
        assert not Visit.objects.filter(key=keys["visit"]).exists()
    with acting(a) as programme:
        client = Client()
        client.force_login(a.leader.account)
        address = reverse("exchange:programme", args=[programme.slug])
        tell = reverse("exchange:tell_known", args=[programme.slug])
        assert tell in client.get(address).content.decode()
        page = client.post(tell, follow=True).content.decode()
        assert "They go with the next file" in page
        size = Log.objects.get(hosted=True).size
        assert "Nothing was left to tell" in client.post(tell, follow=True).content.decode()
        assert Log.objects.get(hosted=True).size == size
    exchange(a, b)
    assert waiting(a) == waiting(b) == []
    with b:
        assert Activity.objects.get(key=keys["activity"]).side == A
        visit = Visit.objects.get(key=keys["visit"])
        assert (str(visit.title), visit.state) == ("Old visit", "in_plan")
        # Each side speaks for itself only: of the other side's gift nothing was said.
        assert [str(one.text) for one in visit.gifts.all()] == ["Old vase"]
        assert str(Support.objects.get(key=keys["support"]).payments.get().title) == "Old payment"
        assert Duty.objects.get(key=keys["duty"]).due == date(2026, 3, 1)
        assert Remark.objects.filter(side=A, difficulties=factories.words("Old difficulty")).exists()
        assert Turn.objects.get(year=2022).side == A
        # On the other server nothing is left to say either: its side has entered nothing that its log does not tell.
        programme = Programme.objects.get()
        assert tell_known(programme=programme, by=b.leader, at=now()) <= 2
        assert tell_known(programme=programme, by=b.leader, at=now()) == 0


@pytest.mark.django_db
def test_nobody_tells_for_the_other_side():
    made = factories.programme_in_force()
    clerk = factories.seat(made.leader_a.institution, Role.CLERK)
    for seat in (clerk, factories.seat()):
        with pytest.raises(NotPermitted):
            tell_known(programme=made.programme, by=seat, at=now())
    support = factories.support_values(year=2026)
    row = giving.promise(programme=made.programme, values=support, by=made.leader_b, at=now())
    Support.objects.filter(pk=row.pk).update(title=factories.words("Changed behind the log").as_dict())
    assert tell_known(programme=made.programme, by=made.leader_a, at=now()) == 0
    assert Document.objects.filter(kind="support").count() == 1


# ---------------------------------------------------------------- further parties


def test_a_further_party_crosses_wherever_a_side_names_it(pair):
    """By the origin of its institution, in terms of the form that a server which does not know it leaves waiting."""
    a, b = pair
    with acting(a) as programme:
        third = programme.further_parties.get(institution__origin="third.example/coop")
        said = {"by": a.leader, "at": now()}
        plan = plans.start_plan(programme=programme, year=2024, **said)
        values = factories.item_values(programme.commitments.first(), lead_party=third, payer_party=third)
        plans.save_item(plan=plan, values=values, **said)
        plans.offer(plan=plan, **said)
        done = factories.activity_values(
            programme.commitments.first(), title=factories.words("Led by a third"), lead_party=third
        )
        plans.record_activity(programme=programme, values=done, **said)
        given = factories.support_values(title=factories.words("From a third"), giver_party=third)
        support = giving.promise(programme=programme, values=given, **said).key
        naming.name_answerable(
            commitment=programme.commitments.first(), unit=None, person=None, party=third, **said
        )
    key = proposed(a, title=factories.words("Hosted by a third"), host_party=third)
    exchange(a, b)

    def told() -> list[str]:
        programme = Programme.objects.get()
        item = PlanItem.objects.get(plan__year=2024)
        activity = next(one for one in Activity.objects.all() if str(one.title) == "Led by a third")
        visit, row = Visit.objects.get(key=key), Support.objects.get(key=support)
        answers = programme.sides.get(position=A).answerables.get(commitment__number=1)
        named = (item.lead_party, item.payer_party, activity.lead_party, visit.host_party, row.giver_party)
        return [one.institution.origin for one in (*named, answers.party)]

    assert set(both(a, b, told)) == {"third.example/coop"}
    assert waiting(a) == waiting(b) == []
