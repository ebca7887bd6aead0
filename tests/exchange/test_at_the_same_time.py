"""Both sides arrange one visit, or propose one rule, before they know of the other: nothing of either is lost."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from songfai.duties import actions as duties
from songfai.duties.apart import asides
from songfai.duties.models import Duty
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.visits import actions as visits
from songfai.visits.models import Rotation, Turn, Visit
from songfai.visits.queries import sheets
from songfai.visits.states import Level, RotationKind
from tests import factories
from tests.exchange.nodes import Node, exchange, now
from tests.exchange.sides import A, B, acting, both, on, proposed, waiting


@pytest.fixture
def pair(world, django_db_blocker) -> Iterator[tuple[Node, Node]]:
    with django_db_blocker.unblock():
        yield world


def arranged(key) -> tuple[object, ...]:
    one = Visit.objects.get(key=key)
    return (
        str(one.place),
        one.starts_on,
        one.state,
        sorted(str(line.text) for line in one.entries.all()),
        sorted(str(line.title) for line in one.meetings.all()),
    )


def apart(key) -> list[tuple[int, list[tuple[str, object]]]]:
    one = Visit.objects.get(key=key)
    return [
        (
            aside["side"],
            [
                (piece["name"].partition("/")[0], piece["said"] and _words(piece["said"]))
                for piece in aside["pieces"]
            ],
        )
        for aside in one.apart
    ]


def _words(said: object) -> object:
    if isinstance(said, dict):
        return said.get("en") or _words(said.get("text") or said.get("title"))
    return said


def change(node: Node, key, **values: object) -> None:
    with node:
        visit = Visit.objects.get(key=key)
        visits.change(visit=visit, values=values, commitments=[], by=node.leader, at=now())


def line(node: Node, key, words: str) -> None:
    values = {"day": date(2026, 3, 10), "at": None, "text": factories.words(words), "place": Trilingual()}
    on(key, node, visits.save_entry, values=values)


def test_what_does_not_stand_is_shown_to_both_and_put_in_place_or_let_go(pair):
    a, b = pair
    key = proposed(a, title=factories.words("At once"))
    exchange(a, b)
    # The second side speaks once more than the first: by number alone the first would be dropped silently.
    change(a, key, place=factories.words("Savannakhet"))
    line(a, key, "Arrival by air")
    line(b, key, "Museum")
    change(b, key, starts_on=date(2026, 3, 8))
    change(b, key, purpose=factories.words("Archives"))
    exchange(a, b)
    assert both(a, b, lambda: arranged(key)) == ("Vientiane", date(2026, 3, 8), "proposed", ["Museum"], [])
    left = both(a, b, lambda: apart(key))
    assert left == [(A, [("place", "Savannakhet"), ("day", "Arrival by air")])]
    # Both have been told, and both read it on the page of the visit.
    for node in (a, b):
        with node:
            visit = Visit.objects.get(key=key)
            told = Notice.objects.filter(text__startswith="Both sides changed the visit")
            assert told.count() == 1
            client = Client()
            client.force_login(node.leader.account)
            address = reverse("visits:visit", args=[visit.programme.slug, key])
            page = client.get(address).content.decode()
            assert "Both sides wrote at the same time" in page
            assert "Savannakhet" in page and "Arrival by air" in page
            assert (reverse("visits:let_go", args=[visit.programme.slug, key]) in page) is (node is a)
            # The other side's words are not the other server's to let go.
            if node is b:
                done = client.post(
                    reverse("visits:let_go", args=[visit.programme.slug, key]), {"seen": visit.revision}
                )
                assert done.status_code == 422
    # What is written later does not make it go away.
    line(b, key, "Dinner")
    exchange(a, b)
    assert both(a, b, lambda: apart(key)) == left
    # Either side may put it in its place: lines of both stand then.
    with b:
        visit = Visit.objects.get(key=key)
        client = Client()
        client.force_login(b.leader.account)
        address = reverse("visits:put_in_place", args=[visit.programme.slug, key, A])
        assert client.post(address, {"seen": visit.revision - 1}).status_code == 409
        assert client.post(address, {"seen": visit.revision}).status_code == 302
    late = a.send()
    exchange(a, b)
    expected = ("Savannakhet", date(2026, 3, 8), "proposed", ["Arrival by air", "Dinner", "Museum"], [])
    assert both(a, b, lambda: arranged(key)) == expected
    assert both(a, b, lambda: apart(key)) == []
    b.receive(late)
    assert both(a, b, lambda: arranged(key)) == expected
    with pytest.raises(Refused) as refused:
        on(key, a, visits.put_in_place, side=A)
    assert refused.value.code == "nothing_apart"
    # And once more, with a decision to leave it: only its own side decides that.
    change(a, key, place=factories.words("Pakse"))
    change(b, key, place=factories.words("Thakhek"))
    line(b, key, "Market")
    exchange(a, b)
    assert both(a, b, lambda: apart(key)) == [(A, [("place", "Pakse")])]
    with pytest.raises(Refused):
        on(key, b, visits.let_go)
    on(key, a, visits.let_go)
    exchange(a, b)
    assert both(a, b, lambda: apart(key)) == []
    assert both(a, b, lambda: arranged(key))[0] == "Thakhek"
    assert waiting(a) == waiting(b) == []


def test_what_no_visit_may_be_is_not_put_in_place(pair):
    """A meeting on a day that the other side took off: refused whole, and still shown."""
    a, b = pair
    key = proposed(a, title=factories.words("Short"))
    exchange(a, b)
    meeting = {
        "kind": "talks", "title": factories.words("Talks on the last day"), "held_on": date(2026, 3, 11), "starts_at": None,
        "ends_at": None, "place": Trilingual(), "counterpart": Trilingual(), "agenda": Trilingual(),
        "without_minutes": False,
    }  # fmt: skip
    on(key, a, visits.save_meeting, values=meeting)
    change(b, key, ends_on=date(2026, 3, 10))
    change(b, key, purpose=factories.words("Less"))
    exchange(a, b)
    left = both(a, b, lambda: apart(key))
    assert left == [(A, [("meeting", "Talks on the last day")])]
    before = both(a, b, lambda: arranged(key))
    with pytest.raises(Refused) as refused:
        on(key, b, visits.put_in_place, side=A)
    assert refused.value.code == "days_outside"
    assert both(a, b, lambda: arranged(key)) == before
    change(b, key, ends_on=date(2026, 3, 11))
    on(key, b, visits.put_in_place, side=A)
    exchange(a, b)
    assert both(a, b, lambda: arranged(key))[-1] == ["Talks on the last day"]
    assert both(a, b, lambda: apart(key)) == []


def rules() -> list[tuple[object, ...]]:
    return [
        (
            one.level,
            one.kind,
            one.order,
            str(one.basis),
            one.proposed_by,
            one.is_agreed,
            one.beside.get("side"),
        )
        for one in Rotation.objects.order_by("level")
    ]


def years() -> list[tuple[object, ...]]:
    rows = Turn.objects.order_by("year", "side")
    return [(one.year, one.side, one.host, str(one.reason)) for one in rows]


def propose_rule(node: Node, kind: RotationKind, order: tuple[int, ...], basis: str) -> None:
    with acting(node) as programme:
        visits.propose_rotation(
            programme=programme,
            level=Level.HIGH,
            kind=kind,
            order=order,
            basis=factories.words(basis),
            by=node.leader,
            at=now(),
        )


def record_year(node: Node, year: int, host: int | None) -> None:
    with node:
        visits.record_turn(
            rotation=Rotation.objects.get(),
            year=year,
            host=host,
            reason=factories.words("As it was"),
            by=node.leader,
            at=now(),
        )


def test_rules_of_rotation_and_their_years_cross(pair):
    a, b = pair
    propose_rule(a, RotationKind.ALTERNATE, (A, B), "Article 3")
    exchange(a, b)
    assert both(a, b, rules) == [("high", "alternate", "1,2", "Article 3", A, False, None)]
    with b:
        visits.agree_rotation(rotation=Rotation.objects.get(), by=b.leader, at=now())
    late = b.send()
    exchange(a, b)
    assert both(a, b, rules)[0][5] is True
    # Both propose another one at once: one is answered first, the other stands beside it on both servers.
    propose_rule(a, RotationKind.FIXED, (A, A, B), "Minutes of A")
    propose_rule(b, RotationKind.AGREEMENT, (B, A), "Minutes of B")
    exchange(a, b)
    (rule,) = both(a, b, rules)
    first, other = (a, b) if rule[4] == A else (b, a)
    assert (rule[5], rule[6]) == (False, 3 - rule[4])
    for node in (a, b):
        with acting(node) as programme:
            client = Client()
            client.force_login(node.leader.account)
            page = client.get(reverse("visits:rotation", args=[programme.slug])).content.decode()
            assert "Minutes of A" in page and "Minutes of B" in page
    with first, pytest.raises(NotPermitted):
        visits.agree_rotation(rotation=Rotation.objects.get(), by=first.leader, at=now())
    with other:
        visits.agree_rotation(rotation=Rotation.objects.get(), by=other.leader, at=now())
    exchange(a, b)
    (rule,) = both(a, b, rules)
    assert (rule[5], rule[6]) == (True, None)
    a.receive(late)
    assert both(a, b, rules) == [rule]
    # Years: each side its own; where they contradict one another both are shown and none counts.
    record_year(a, 2023, A)
    record_year(b, 2023, B)
    record_year(b, 2024, None)
    exchange(a, b)
    assert both(a, b, years) == [
        (2023, A, A, "As it was"), (2023, B, B, "As it was"), (2024, B, None, "As it was"),
    ]  # fmt: skip

    def following() -> object:
        with_rule = [
            one for one in sheets(Rotation.objects.get().programme, date(2026, 3, 9)) if one.rotation
        ]
        return with_rule[0].next.skipped

    assert both(a, b, following) == (2024,)
    with a:
        mine = Turn.objects.get(side=A)
        with pytest.raises(NotPermitted) as refused:
            visits.remove_turn(turn=Turn.objects.get(year=2024), by=a.leader, at=now())
        assert refused.value.code == "other_sides_year"
        visits.remove_turn(turn=mine, by=a.leader, at=now())
    exchange(a, b)
    assert [one[:3] for one in both(a, b, years)] == [(2023, B, B), (2024, B, None)]
    assert waiting(a) == waiting(b) == []


def test_a_year_from_before_sides_were_kept_crosses_once_a_side_says_it_is_its_own(pair):
    a, b = pair
    with acting(a) as programme:
        rotation = visits.propose_rotation(
            programme=programme, level=Level.STAFF, kind=RotationKind.ALTERNATE, order=(A, B),
            basis=factories.words("Article 3"), by=a.leader, at=now(),
        )  # fmt: skip
        when = {"recorded_by": "Somebody", "recorded_at": now()}
        Turn.objects.create(rotation=rotation, year=2011, reason=factories.words("Closed"), **when)
    exchange(a, b)
    with b:
        assert not Turn.objects.filter(year=2011).exists()
    with acting(a) as programme:
        client = Client()
        client.force_login(a.leader.account)
        claim = reverse("visits:claim_turn", args=[programme.slug, "staff", 2011])
        assert claim in client.get(reverse("visits:rotation", args=[programme.slug])).content.decode()
        assert claim not in client.post(claim, follow=True).content.decode()
    exchange(a, b)
    old = both(a, b, lambda: [one for one in years() if one[0] == 2011])
    assert old == [(2011, A, None, "Closed")]
    with b:
        with pytest.raises(Refused) as refused:
            visits.claim_turn(turn=Turn.objects.get(year=2011), by=b.leader, at=now())
        assert refused.value.code == "turn_claimed"
    assert waiting(a) == waiting(b) == []


# ---------------------------------------------------------------- a duty both owe


def begin(node: Node, key, first: int, last: int) -> None:
    with node:
        duties.start_duty(
            duty=Duty.objects.get(key=key), starts_on=date(2026, 3, first), due=date(2026, 3, last),
            basis=factories.words("Letter"), by=node.leader, at=now(),
        )  # fmt: skip


def days(key) -> tuple[object, ...]:
    duty = Duty.objects.get(key=key)
    return duty.starts_on, duty.due, [(one.side, one.starts_on, one.due) for one in asides(duty)]


def begun_on_both(a: Node, b: Node):
    with acting(a) as programme:
        values = {"title": factories.words("Report to both"), "side": 0, "rule": None}
        key = duties.open_duty(programme=programme, values=values, by=a.leader, at=now()).key
    exchange(a, b)
    begin(a, key, 2, 12)
    begin(b, key, 3, 13)
    exchange(a, b)
    return key


def decide(node: Node, key, act, **said: object) -> None:
    with node:
        act(duty=Duty.objects.get(key=key), by=node.leader, at=now(), **said)


@pytest.mark.parametrize("let_go", [False, True])
def test_days_of_a_duty_both_began_are_shown_to_both_until_somebody_decides(pair, let_go):
    a, b = pair
    key = begun_on_both(a, b)
    stands, last, rest = both(a, b, lambda: days(key))
    assert len(rest) == 1
    side, *other = rest[0]
    assert {(stands, last), tuple(other)} == {
        (date(2026, 3, 2), date(2026, 3, 12)),
        (date(2026, 3, 3), date(2026, 3, 13)),
    }
    own, across = (a, b) if side == A else (b, a)
    with across:
        client = Client()
        client.force_login(across.leader.account)
        slug = Duty.objects.get(key=key).programme.slug
        text = client.get(reverse("duties:duty", args=[slug, key])).content.decode()
        assert "Both sides wrote at the same time" in text
        assert reverse("duties:put_in_place", args=[slug, key, side]) in text
        assert reverse("duties:let_go", args=[slug, key]) not in text
    with pytest.raises(Refused) as refused:
        decide(across, key, duties.let_go)
    assert refused.value.code == "nothing_apart"
    if let_go:
        with own:
            client.force_login(own.leader.account)
            assert client.post(reverse("duties:let_go", args=[slug, key])).status_code == 302
    else:
        with across:
            client.force_login(across.leader.account)
            assert client.post(reverse("duties:put_in_place", args=[slug, key, side])).status_code == 302
    exchange(a, b)
    assert both(a, b, lambda: days(key)) == ((stands, last) if let_go else tuple(other)) + ([],)
    # It is an ordinary duty again: both confirm it.
    for node in (a, b):
        decide(node, key, duties.confirm_duty, done_on=date(2026, 3, 9))
    exchange(a, b)
    assert both(a, b, lambda: Duty.objects.get(key=key).met_on) == date(2026, 3, 9)


def test_days_are_not_put_in_place_once_a_later_day_was_agreed(pair):
    a, b = pair
    key = begun_on_both(a, b)
    decide(
        a,
        key,
        duties.extend,
        new_due=date(2026, 3, 30),
        reason=factories.words("More time"),
        paper=duties.Paper("1/BNV"),
    )
    exchange(a, b)
    with b:
        row = Duty.objects.get(key=key).extensions.get()
        duties.answer_extension(extension=row, agreed=True, answer="", by=b.leader, at=now())
    exchange(a, b)
    side = both(a, b, lambda: days(key))[2][0][0]
    with pytest.raises(Refused) as refused:
        decide(a, key, duties.put_in_place, side=side)
    assert refused.value.code == "duty_extended"


def test_a_further_party_that_hosted_is_not_put_out_of_its_place_past_whose_turn_it_is(pair):
    """As a change by hand: where a side hosts in its stead, and it is not its turn, somebody says why."""
    a, b = pair
    with acting(a) as programme:
        third = programme.further_parties.get(institution__origin="third.example/coop")
    key = proposed(a, host_party=third)
    exchange(a, b)
    change(a, key, host_party=None)
    change(b, key, starts_on=date(2026, 3, 8))
    change(b, key, purpose=factories.words("Archives"))
    exchange(a, b)
    assert both(a, b, lambda: apart(key)) == [(A, [("host_party", None)])]
    with acting(a) as programme:
        visits.propose_rotation(
            programme=programme, level=Level.UNIT_HEADS, kind=RotationKind.ALTERNATE, order=(A, B),
            basis=factories.words("Article 4"), by=a.leader, at=now(),
        )  # fmt: skip
    exchange(a, b)
    with b:
        visits.agree_rotation(rotation=Rotation.objects.get(level=Level.UNIT_HEADS), by=b.leader, at=now())
    exchange(a, b)
    with pytest.raises(Refused) as refused:
        on(key, b, visits.put_in_place, side=A)
    assert refused.value.code == "host_out_of_turn"
    with b:
        assert Visit.objects.get(key=key).host_party is not None
    change(b, key, host_reason=factories.words("Their congress"))
    on(key, b, visits.put_in_place, side=A)
    exchange(a, b)
    assert both(a, b, lambda: Visit.objects.get(key=key).host_party) is None
