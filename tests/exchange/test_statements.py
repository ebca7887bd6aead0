"""What each side says by itself shows on the other server, in the same rooms. One world of two servers for all of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from songfai.commitments import actions as commitments
from songfai.commitments.models import Indicator, Measurement, Remark, Statement, Target
from songfai.commitments.queries import reasons_of
from songfai.commitments.states import Word
from songfai.duties import actions as duties
from songfai.duties.models import Duty, Extension
from songfai.duties.statements import say_duty
from songfai.files.actions import path_of
from songfai.files.models import StoredFile
from songfai.files.queries import readable_by
from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.plans import actions as plans
from songfai.plans.models import Activity
from songfai.programmes.models import Programme
from songfai.support import actions as giving
from songfai.support.models import Agreed, Support
from songfai.support.queries import agreed_units, balance_of, years_of
from songfai.visits import actions as visits
from songfai.visits import statements
from songfai.visits.models import Meeting, Visit
from tests import factories
from tests.exchange.nodes import Node, exchange, now
from tests.exchange.sides import A, B, acting, both, on, proposed, waiting

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def pair(world, django_db_blocker) -> Iterator[tuple[Node, Node]]:
    with django_db_blocker.unblock():
        yield world


# ---------------------------------------------------------------- the programme


def test_further_parties_arrive_with_the_programme(pair):
    def shown() -> list[tuple[object, ...]]:
        return [
            (
                one.institution.origin,
                one.institution.country,
                str(one.institution.name),
                one.role,
                str(one.task),
            )
            for one in Programme.objects.get().further_parties.all()
        ]

    assert [one[0] for one in both(*pair, shown)] == [
        "academy.example/coop",
        "third.example/coop",
    ]


# ---------------------------------------------------------------- activities


def activity_row() -> tuple[object, ...]:
    one = next(one for one in Activity.objects.all() if str(one.title) == "Seminar")
    return (
        [(row.side, str(row.institution), row.number) for row in one.participations.all()],
        [(row.kind, str(row.title), row.note) for row in one.outputs.all()],
        [(str(row.label), row.value) for row in one.figures.all()],
        str(one.unit) if one.unit else "",
        bool(one.confirmed_by),
    )


def test_activity_crosses_whole_and_a_change_is_unconfirmed_on_both(pair):
    a, b = pair
    with a:
        unit = factories.unit(a.institution, name=factories.words("Department of staff"))
    made = a.record_activity(title=factories.words("Seminar"), unit=unit)

    def changed(act, **said):
        with a:
            act(activity=Activity.objects.get(key=made.key), by=a.leader, at=now(), **said)

    def confirm():
        exchange(a, b)
        with b:
            plans.confirm_activity(activity=Activity.objects.get(key=made.key), by=b.leader, at=now())
        exchange(a, b)
        assert both(a, b, activity_row)[-1]

    people = {"side": 2, "institution": factories.words("Academy"), "number": 7, "persons": "Khampheng"}
    output = {"kind": "report", "title": factories.words("Paper"), "note": "12"}
    figure = {
        "label": factories.words("trainees"),
        "value": Decimal("25"),
        "unit": factories.words("persons"),
    }
    confirm()
    for act, said in (
        (plans.set_rows, {"kind": "participations", "rows": [people]}),
        (plans.set_rows, {"kind": "outputs", "rows": [output]}),
        (plans.set_rows, {"kind": "figures", "rows": [figure]}),
        # Only a name, which stays at home: the other side confirms anew all the same, on both servers.
        (plans.set_rows, {"kind": "participations", "rows": [people | {"persons": "Bounmy"}]}),
    ):
        changed(act, **said)
        late = b.send()
        exchange(a, b)
        assert not both(a, b, activity_row)[-1]
        a.receive(late)
        assert not both(a, b, activity_row)[-1]
        confirm()
    assert both(a, b, activity_row) == (
        [(2, "Academy", 7)],
        [("report", "Paper", "12")],
        [("trainees", Decimal("25"))],
        "Department of staff",
        True,
    )
    with b:
        assert "Bounmy" not in {
            one.persons for one in Activity.objects.get(key=made.key).participations.all()
        }
        assert not any(
            b"Bounmy" in bytes(one.body) for one in Programme.objects.get().register.documents.all()
        )
    # Evidence may be added to what is confirmed; it stays so on both.
    changed(
        plans.add_evidence,
        name="list.pdf",
        data=b"%PDF-1.4\n%%EOF\n",
        dated=date(2026, 3, 1),
        caption=Trilingual(),
    )
    exchange(a, b)
    assert both(a, b, activity_row)[-1]


# ---------------------------------------------------------------- commitments


def commitment_row() -> tuple[object, ...]:
    one = Programme.objects.get().commitments.order_by("number").first()
    return (
        one.settled,
        one.carried_to,
        one.at_risk,
        [(s.side, s.word, s.year, str(s.reason), s.taken_back_at is None) for s in Statement.objects.all()],
        [
            (r.side, str(r.resources), str(r.difficulties), str(r.recommendations))
            for r in Remark.objects.order_by("side")
        ],
        [
            (i.key, i.side, str(i.text), i.target, i.agreed_at is None, i.withdrawn_at is None)
            for i in Indicator.objects.order_by("proposed_at")
        ],
        [
            (m.indicator.key, m.side, m.value, m.on, m.source, m.is_estimate, m.parts, m.confirmed_at is None)
            for m in Measurement.objects.order_by("side", "on")
        ],
        [
            (t.key, t.year, t.value, t.side, str(t.reason), t.agreed_at is None, t.withdrawn_at is None)
            for t in Target.objects.order_by("value")
        ],
    )


def test_words_on_a_commitment_cross(pair):
    a, b = pair

    def act(node, verb, **said):
        with acting(node) as programme:
            one = programme.commitments.order_by("number").first()
            return getattr(commitments, verb)(commitment=one, by=node.leader, at=now(), **said)

    risk = {"word": Word.AT_RISK, "reason": factories.words("No money")}
    warned = act(a, "say", **risk)
    texts = {name: factories.words(name) for name in ("resources", "difficulties", "recommendations")}
    act(b, "write_remark", values=texts)
    values = {
        "text": factories.words("Trained"),
        "unit": factories.words("persons"),
        "baseline": None,
        "target": Decimal("120.50"),
        "by_when": None,
    }
    first = act(a, "propose", values=values)
    act(a, "propose", values=values | {"text": factories.words("Other")})
    exchange(a, b)
    row = both(a, b, commitment_row)
    assert row[2] is True
    assert len(row[5]) == 2
    assert waiting(a) == waiting(b) == []
    # The second is withdrawn while the other side agrees to it: it is withdrawn, on both.
    with b:
        for one in Indicator.objects.all():
            commitments.agree(indicator=one, by=b.leader, at=now())
    with a:
        commitments.withdraw(indicator=Indicator.objects.exclude(key=first.key).get(), by=a.leader, at=now())
        commitments.take_back(statement=Statement.objects.get(pk=warned.pk), by=a.leader, at=now())
    late = a.send()
    exchange(a, b)
    for node in (a, b):
        with node:
            for value in (3, 5):
                commitments.measure(
                    indicator=Indicator.objects.get(key=first.key),
                    value=Decimal(value),
                    on=date(2026, 3, value),
                    source="Office",
                    by=node.leader,
                    at=now(),
                )
    for node in (a, b):
        act(node, "say", word=Word.DONE, reason=Trilingual())
    exchange(a, b)
    b.receive(late)
    b.receive(late)
    row = both(a, b, commitment_row)
    assert row[:3] == ("done", None, False)
    assert [one[4:] for one in row[5]] == [(False, True), (False, False)]
    assert len(row[6]) == 4
    assert waiting(a) == waiting(b) == []


def test_what_was_said_and_written_before_is_known_on_both_of_each_day(pair):
    """Both changes come in one bundle: the other server would otherwise know the last words alone."""
    a, b = pair
    with a:
        number = Programme.objects.get().commitments.order_by("number").last().number

    def act(verb, **said):
        with acting(a) as programme:
            one = programme.commitments.get(number=number)
            return getattr(commitments, verb)(commitment=one, by=a.leader, **said)

    empty = dict.fromkeys(("resources", "recommendations"), Trilingual())
    first = now()
    later = first + timedelta(days=2)
    act("write_remark", values=empty | {"difficulties": factories.words("No budget")}, at=first)
    act("write_remark", values=empty | {"difficulties": factories.words("Planned for later")}, at=later)
    act("say", word=Word.AT_RISK, reason=factories.words("Now a risk"), at=later + timedelta(days=2))
    exchange(a, b)
    assert waiting(a) == waiting(b) == []

    def told():
        one = Programme.objects.get().commitments.get(number=number)
        days = [timezone.localdate(first) + timedelta(days=days) for days in (-1, 0, 2, 4)]
        return [str(reasons_of([one], day)[one.pk][0]) for day in days]

    assert both(a, b, told) == ["", "No budget", "Planned for later", "Now a risk"]


def test_targets_estimates_parts_and_confirmations_cross(pair):
    a, b = pair
    with acting(a) as programme:
        one = programme.commitments.order_by("number").first()
        values = {
            "text": factories.words("Trained"),
            "unit": factories.words("persons"),
            "baseline": Decimal(3),
            "baseline_on": PartialDate(2023),
            "target": Decimal(120),
            "by_when": None,
            "better": "less",
            "source": factories.words("Register"),
            "split": Trilingual(
                vi="Giới: nữ; nam\nCấp: tỉnh; xã", en="Sex: women; men\nLevel: province; commune"
            ),
        }
        key = commitments.propose(commitment=one, values=values, by=a.leader, at=now()).key
    exchange(a, b)
    with b:
        indicator = Indicator.objects.get(key=key)
        assert (indicator.better, str(indicator.source), len(indicator.dimensions)) == ("less", "Register", 2)
        commitments.agree(indicator=indicator, by=b.leader, at=now())
    exchange(a, b)
    with a:
        indicator = Indicator.objects.get(key=key)
        told = {"indicator": indicator, "by": a.leader, "at": now()}
        figure = {"value": Decimal(9), "on": date(2026, 3, 5), "source": "Office"}
        commitments.measure(**told, **figure, is_estimate=True, parts=[None, Decimal(4), Decimal(9)])
        for value in (90, 95):
            reason = factories.words("Fewer courses")
            commitments.propose_target(**told, value=Decimal(value), year=None, reason=reason)
    exchange(a, b)
    with b:
        commitments.confirm(measurement=Measurement.objects.get(indicator__key=key), by=b.leader, at=now())
        commitments.agree_target(target=Target.objects.get(value=90), by=b.leader, at=now())
    with a:
        commitments.withdraw_target(target=Target.objects.get(value=95), by=a.leader, at=now())
    exchange(a, b)
    row = both(a, b, commitment_row)
    assert [one[4:] for one in row[6] if one[0] == key] == [("Office", True, [None, "4", "9"], False)]
    assert [one[2:] for one in row[7]] == [
        (Decimal(90), 1, "Fewer courses", False, True),
        (Decimal(95), 1, "Fewer courses", True, False),
    ]
    assert waiting(a) == waiting(b) == []


def test_the_evidence_of_a_figure_crosses_where_it_may_also_when_it_comes_later(pair):
    a, b = pair
    with acting(a) as programme:
        one = programme.commitments.order_by("number").first()
        values = {
            "text": factories.words("Trained"), "unit": factories.words("persons"), "baseline": None,
            "target": Decimal(120), "by_when": None,
        }  # fmt: skip
        key = commitments.propose(commitment=one, values=values, by=a.leader, at=now()).key
    exchange(a, b)
    with b:
        commitments.agree(indicator=Indicator.objects.get(key=key), by=b.leader, at=now())
    exchange(a, b)
    with a:
        for number, name in enumerate(("lists", "report", "later"), 1):
            figure = {"value": Decimal(number), "on": date(2026, 3, number), "source": name}
            paper = (f"{name}.pdf", PDF + name.encode())
            kept = commitments.measure(
                indicator=Indicator.objects.get(key=key), by=a.leader, at=now(), **figure,
                evidence=paper, crosses=name != "lists",
            )  # fmt: skip
        file = path_of(kept.evidence.sha256)
        file.rename(file.with_suffix(".away"))

    def papers() -> list[tuple[str, str]]:
        rows = Measurement.objects.filter(indicator__key=key).select_related("evidence").order_by("on")
        return [(one.source, one.evidence.name if one.evidence else "") for one in rows]

    b.receive(a.send())
    with b:
        assert papers() == [("lists", ""), ("report", "report.pdf"), ("later", "")]
        assert readable_by(b.leader).filter(name="report.pdf").exists()
    with a:
        file.with_suffix(".away").rename(file)
    exchange(a, b)
    with b:
        assert papers() == [("lists", ""), ("report", "report.pdf"), ("later", "later.pdf")]
        assert not StoredFile.objects.filter(name="lists.pdf").exists()
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- visits


def visit_row() -> list[tuple[object, ...]]:
    return [
        (
            str(one.title),
            one.host,
            one.state,
            one.starts_on,
            str(one.place),
            str(one.report),
            str(one.deviation),
            one.scheme_number,
            bool(one.confirmed_at),
            one.cancelled_by,
            one.cancelled_at and one.cancelled_at.replace(microsecond=0),  # the record knows seconds
            [str(entry) for entry in one.entries.all()],
            [(str(row.title), row.stage, str(row.minutes)) for row in one.meetings.all()],
            [row.number for row in one.commitments.all()],
            one.activities.count(),
            one.in_delegation,
        )
        for one in Visit.objects.order_by("created_at")
    ]


def promise_numbers() -> list[tuple[int, str, object]]:
    rows = Programme.objects.get().commitments.exclude(promised_on=None).order_by("number")
    return [(one.number, str(one.text), one.promised_on) for one in rows]


def test_visit_is_arranged_by_both_and_its_promises_become_commitments_on_both(pair):
    a, b = pair
    key = proposed(a)
    exchange(a, b)
    assert both(a, b, visit_row)[-1][2] == "proposed"
    # Both change it before they know of the other's change: both servers keep the same one.
    for node, words in ((a, "Savannakhet"), (b, "Luang Prabang")):
        with node:
            visit = Visit.objects.get(key=key)
            values = {"place": factories.words(words)}
            visits.change(visit=visit, values=values, commitments=[], by=node.leader, at=now())
    exchange(a, b)
    assert both(a, b, visit_row)[-1][4] in ("Savannakhet", "Luang Prabang")
    on(key, b, visits.take_in, item=None, off_plan_reason=factories.words("Invited"))
    exchange(a, b)
    for person, crosses in (("Nguyễn Văn An", False), ("Lê Thị Bình", True)):
        line = {"post": factories.words("Director"), "role": "member", "number": None, "crosses": crosses}
        on(key, a, visits.save_member, values=line, name=factories.words(person))
    on(key, a, visits.write_scheme, scheme=factories.words("Talks"))
    approval = {
        "number": "12/QĐ",
        "approved_on": date(2026, 3, 1),
        "approved_by": factories.words("Minister"),
    }
    on(key, a, visits.approve_scheme, **approval)
    exchange(a, b)
    row = both(a, b, visit_row)[-1]
    assert (row[2], row[7], row[-1]) == ("scheme_approved", "12/QĐ", 2)
    with b:
        names = {str(one) for one in Visit.objects.get(key=key).delegates.all()}
        assert names == {"Director", "Lê Thị Bình"}
        documents = Programme.objects.get().register.documents
        assert not any("Nguyễn Văn An".encode() in bytes(one.body) for one in documents.all())
    # The host confirms while the other side moves the days: it confirms anew.
    on(key, b, visits.confirm)
    on(key, a, visits.change, values={"starts_on": date(2026, 3, 8)}, commitments=[])
    exchange(a, b)
    assert both(a, b, visit_row)[-1][2] == "scheme_approved"
    on(key, b, visits.confirm)
    late = b.send()
    exchange(a, b)
    assert both(a, b, visit_row)[-1][2] == "confirmed"
    meeting = {
        "kind": "talks", "title": factories.words("Talks"), "held_on": date(2026, 3, 9), "starts_at": None,
        "ends_at": None, "place": Trilingual(), "counterpart": Trilingual(), "agenda": Trilingual(),
        "without_minutes": False,
    }  # fmt: skip
    made = on(key, b, visits.save_meeting, values=meeting)
    day = {"day": date(2026, 3, 9), "at": None, "text": factories.words("Arrival"), "place": Trilingual()}
    on(key, b, visits.save_entry, values=day)
    with b:
        one = Meeting.objects.get(key=made.key)
        said = {"by": b.leader, "at": now()}
        visits.write_minutes(meeting=one, minutes=factories.words("We spoke"), **said)
        for words in ("Send the handbook", "Receive ten"):
            values = {
                "text": factories.words(words),
                "type": "course",
                "bearer": 0,
                "due": PartialDate(2026, 12),
                "unit_2": factories.unit(b.institution),
            }
            visits.save_promise(meeting=Meeting.objects.get(key=made.key), values=values, **said)
        visits.offer_minutes(meeting=Meeting.objects.get(key=made.key), **said)
    exchange(a, b)
    assert waiting(a) == waiting(b) == []
    assert both(a, b, visit_row)[-1][12] == [("Talks", "offered", "We spoke")]
    with a:
        one = Meeting.objects.select_related("document").get(key=made.key)
        visits.approve_minutes(meeting=one, seen=one.document.sha256, by=a.leader, at=now())
        assert promise_numbers() == []  # the receipt is still to come
    a.receive(late)
    exchange(a, b, rounds=3)
    promised = both(a, b, promise_numbers)
    assert [words for _, words, _ in promised] == ["Send the handbook", "Receive ten"]
    assert both(a, b, visit_row)[-1][12][0][1] == "in_force"
    # What is done for a promise names it, on both servers.
    with acting(a) as programme:
        one = programme.commitments.get(number=promised[0][0])
        values = factories.activity_values(one, title=factories.words("Handbook sent"))
        plans.record_activity(programme=programme, values=values, by=a.leader, at=now())
    ended = {"returned_on": date(2026, 3, 9), "as_planned": False, "deviation": factories.words("A day less")}
    on(key, a, visits.finish, **ended)
    on(key, a, visits.report, text=factories.words("It went well"))
    exchange(a, b)
    row = both(a, b, visit_row)[-1]
    assert (row[2], row[5], row[6]) == ("reported", "It went well", "A day less")
    on(key, b, visits.close)
    exchange(a, b)
    assert both(a, b, visit_row)[-1][2] == "closed"
    assert both(a, b, lambda: Activity.objects.filter(title=factories.words("Handbook sent")).count()) == 1
    assert both(a, b, lambda: sorted(map(str, Activity.objects.values_list("evidence_at", flat=True))))
    assert waiting(a) == waiting(b) == []


def test_one_side_takes_no_step_of_the_other_and_cancelling_is_seen(pair):
    a, b = pair
    key = proposed(a, title=factories.words("Second visit"))
    exchange(a, b)
    # A server that claims what only the other side may say: its word for the host counts for nothing.
    with a:
        visit = Visit.objects.get(key=key)
        visit.state, visit.confirmed_at, visit.confirmed_by = "confirmed", now(), "forged"
        visit.off_plan_reason = factories.words("So")
        visit.save()
        statements.say_visit(visit, a.leader, now())
    exchange(a, b)
    with b:
        assert Visit.objects.get(key=key).state == "in_plan"
    on(key, b, visits.cancel, reason=factories.words("No time"))
    exchange(a, b)
    with a:
        one = Visit.objects.get(key=key)
        assert (one.state, one.cancelled_by, str(one.cancel_reason)) == ("cancelled", B, "No time")
        since = one.cancelled_at
    both(a, b, visit_row)
    # What it says of the visit later repeats that it is cancelled: since when does not move.
    with b:
        visit = Visit.objects.get(key=key)
        visit.turn += 1
        statements.say_visit(visit, b.leader, now() + timedelta(days=40))
    exchange(a, b)
    with a:
        one = Visit.objects.get(key=key)
        assert (one.turn, one.cancelled_at) == (visit.turn, since)


def test_no_number_is_given_to_two_commitments(pair):
    a, b = pair
    keys = {}
    for place, node in enumerate((a, b), 1):
        key = proposed(node, host=B if node is a else A, title=factories.words(f"Visit of {node.name}"))
        with node:
            said = {"by": node.leader, "at": now()}
            meeting = {
                "kind": "working", "title": factories.words("Work"), "held_on": date(2026, 3, 9),
                "starts_at": None, "ends_at": None, "place": Trilingual(), "counterpart": Trilingual(),
                "agenda": Trilingual(), "without_minutes": False,
            }  # fmt: skip
            one = visits.save_meeting(visit=Visit.objects.get(key=key), values=meeting, **said)
            visits.write_minutes(meeting=one, minutes=factories.words("Minutes"), **said)
            values = {
                "text": factories.words(f"From {node.name}"),
                "type": "course",
                "bearer": 0,
                "due": PartialDate(2026, 12),
                f"unit_{place}": factories.unit(node.institution),
            }
            visits.save_promise(meeting=Meeting.objects.get(pk=one.pk), values=values, **said)
            visits.offer_minutes(meeting=Meeting.objects.get(pk=one.pk), **said)
            keys[node.name] = one.key
    exchange(a, b)

    def answer(node: Node, key, act, **said: object) -> None:
        with node:
            one = Meeting.objects.select_related("document", "visit").get(key=key)
            act(meeting=one, seen=one.document.sha256, by=node.leader, at=now(), **said)

    for node, theirs in ((a, "b"), (b, "a")):
        with pytest.raises(Refused) as refused:
            answer(node, keys[theirs], visits.approve_minutes)
        assert refused.value.code == "number_taken"
    answer(a, keys["a"], visits.withdraw_minutes, reason="Theirs first")
    answer(a, keys["b"], visits.approve_minutes)
    exchange(a, b)
    with a:
        visits.offer_minutes(meeting=Meeting.objects.get(key=keys["a"]), by=a.leader, at=now())
    exchange(a, b)
    answer(b, keys["a"], visits.approve_minutes)
    exchange(a, b)
    exchange(a, b)
    found = [words for _, words, _ in both(a, b, promise_numbers)]
    assert found[-2:] == ["From b", "From a"]
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- support and the balance


def support_row() -> list[tuple[object, ...]]:
    return [
        (
            str(one.title), one.giver, one.kind, one.state, one.quantity, one.minor, one.currency, one.delivered_on,
            one.received_on, one.arrived, one.arrived_minor, str(one.receipt_note), one.approved_paper,
        )
        for one in Support.objects.order_by("giver", "id")
    ]  # fmt: skip


def balance() -> object:
    programme = Programme.objects.get()
    return balance_of(programme, years_of(programme), agreed_units(programme))


def test_support_is_received_by_the_other_side_and_the_balance_is_the_same(pair):
    a, b = pair

    def promised(node: Node, **fields: object) -> object:
        with acting(node) as programme:
            values = factories.support_values(year=2026, **fields)
            return giving.promise(programme=programme, values=values, by=node.leader, at=now()).key

    def act(node: Node, key: object, verb: str, **said: object) -> None:
        with node:
            one = Support.objects.get(key=key)
            getattr(giving, verb)(support=one, by=node.leader, at=now(), **said)

    money = {"kind": "money", "quantity": None, "minor": 125_000_00, "currency": "USD"}
    days, cash = promised(a), promised(b, **money)
    for node, key in ((a, days), (b, cash)):
        act(node, key, "approve", paper="7")
    exchange(a, b)
    assert {one[3] for one in both(a, b, support_row)} == {"approved"}
    for node, key in ((a, days), (b, cash)):
        act(node, key, "deliver", on=date(2026, 3, 2))
    exchange(a, b)
    act(b, days, "receive", on=date(2026, 3, 3), arrived=Decimal("7.5"), note=factories.words("Two were ill"))
    act(a, cash, "receive", on=date(2026, 3, 3))
    late = b.send()
    exchange(a, b)
    assert {one[3] for one in both(a, b, support_row)} == {"received"}
    counted = {one.measure.slug: one for one in both(a, b, balance)}
    assert "person_days" in counted
    # The receipt is taken back while nothing else happens; then the delivery, while it is received anew.
    act(b, days, "take_receipt_back", reason="A mistake")
    exchange(a, b)
    assert both(a, b, support_row)[0][3] == "delivered"
    act(b, days, "receive", on=date(2026, 3, 3))
    act(a, days, "take_delivery_back")
    a.receive(late)
    exchange(a, b)
    row = both(a, b, support_row)[0]
    assert (row[3], row[8], row[9]) == ("approved", None, None)
    both(a, b, balance)
    # The units: proposed by one, agreed by the other; two proposals at once are answered one after the other.
    for node, per in ((a, 5), (b, 8)):
        with acting(node) as programme:
            values = {"counted": True, "unit": factories.words("weeks"), "per": Decimal(per)}
            giving.propose_unit(
                programme=programme, measure="person_days", values=values, by=node.leader, at=now()
            )
    exchange(a, b)

    def units() -> list[tuple[object, ...]]:
        rows = Agreed.objects.order_by("state", "side")
        return [(one.state, one.side, str(one.unit), one.per) for one in rows]

    first = both(a, b, units)
    assert len(first) == 1
    answering, then = (b, a) if first[0][1] == A else (a, b)
    for node in (answering, then):
        with node:
            waits = Agreed.objects.get(state="proposed")
            giving.agree_unit(agreed=waits, by=node.leader, at=now())
        exchange(a, b)
    last = both(a, b, units)
    assert [one[0] for one in last] == ["agreed"]
    assert last[0][1] != first[0][1]
    both(a, b, balance)
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- duties


def duty_row() -> list[tuple[object, ...]]:
    return [
        (
            str(one.title),
            one.side,
            one.starts_on,
            one.first_due,
            one.due,
            one.met_on,
            one.obligation.due if one.obligation else None,
            one.obligation.met_on if one.obligation else None,
            [(x.side, x.state, x.new_due, x.paper, str(x.reason), x.answer) for x in one.extensions.all()],
            [(x.side, x.done_on, str(x.note)) for x in one.confirmations.all()],
        )
        for one in Duty.objects.order_by("opened_at", "key")
    ]


def test_duty_is_extended_and_confirmed_by_both(pair):
    a, b = pair
    with acting(a) as programme:
        values = {
            "title": factories.words("Joint report"),
            "side": 0,
            "rule": None,
            "basis": factories.words("Letter"),
        }
        key = duties.open_duty(
            programme=programme, values=values, starts_on=date(2026, 3, 3), due=date(2026, 3, 10), by=a.leader,
            at=now(),
        ).key  # fmt: skip
    exchange(a, b)

    def act(node: Node, verb: str, **said: object) -> None:
        with node:
            getattr(duties, verb)(duty=Duty.objects.get(key=key), by=node.leader, at=now(), **said)

    def answer(node: Node, agreed: bool) -> None:
        with node:
            one = Extension.objects.get(state="proposed", side=B if node is a else A)
            duties.answer_extension(extension=one, agreed=agreed, answer="As said", by=node.leader, at=now())

    later = {"reason": factories.words("More time"), "paper": duties.Paper("12")}
    # Each asks for a later day before it knows of the other's.
    act(a, "extend", new_due=date(2026, 3, 20), **later)
    act(b, "extend", new_due=date(2026, 3, 25), **later)
    exchange(a, b)
    answer(a, False)
    answer(b, True)
    late = a.send()
    exchange(a, b)
    row = both(a, b, duty_row)[-1]
    assert row[4] == date(2026, 3, 20)
    assert sorted(one[1] for one in row[8]) == ["agreed", "declined"]
    act(a, "confirm_duty", done_on=date(2026, 3, 8), note=factories.words("Sent"))
    exchange(a, b)
    assert both(a, b, duty_row)[-1][5] is None
    # One takes its word back while the other gives its own: not met, on both.
    act(a, "take_back")
    act(b, "confirm_duty", done_on=date(2026, 3, 9))
    b.receive(late)
    exchange(a, b)
    assert both(a, b, duty_row)[-1][5] is None
    act(a, "confirm_duty", done_on=date(2026, 3, 8))
    exchange(a, b)
    assert both(a, b, duty_row)[-1][5] == date(2026, 3, 9)
    # A day of the beginning is not undone by words that had not seen it, however many.
    with acting(a) as programme:
        values = {
            "title": factories.words("Waits"),
            "side": 0,
            "rule": None,
            "basis": factories.words("Letter"),
        }
        waits = duties.open_duty(programme=programme, values=values, by=a.leader, at=now()).key
    exchange(a, b)
    with a:
        begun = {
            "starts_on": date(2026, 3, 2),
            "due": date(2026, 3, 30),
            "basis": factories.words("Letter 2"),
        }
        duties.start_duty(duty=Duty.objects.get(key=waits), by=a.leader, at=now(), **begun)
    with b:
        for _ in range(3):
            say_duty(Duty.objects.get(key=waits), b.leader, now())
    exchange(a, b)
    row = next(one for one in both(a, b, duty_row) if one[0] == "Waits")
    assert row[2:5] == (date(2026, 3, 2), date(2026, 3, 30), date(2026, 3, 30))
    # Both make a duty of the same date of the programme: it is one duty.
    for node in (a, b):
        with acting(node) as programme:
            owed = programme.obligations.create(kind="annual_review", year=2026, due=date(2026, 12, 1))
            followed = duties.follow(obligation=owed, by=node.leader, at=now()).key
    exchange(a, b)
    assert len(both(a, b, duty_row)) == 3
    with a:
        due = Duty.objects.get(key=followed).due
        duties.extend(
            duty=Duty.objects.get(key=followed),
            new_due=date(due.year + 1, 1, 2),
            by=a.leader,
            at=now(),
            **later,
        )
    exchange(a, b)
    answer(b, True)
    exchange(a, b)
    row = next(one for one in both(a, b, duty_row) if one[6] is not None)
    assert row[4] == row[6] == date(due.year + 1, 1, 2)
    assert waiting(a) == waiting(b) == []
