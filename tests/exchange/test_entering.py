"""Before a file from the network is read: who brings it, how often, and whether the record can need that much."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from songfai.exchange import actions, queries, transport
from songfai.exchange.actions import entering, receiving
from songfai.exchange.models import Caller, Transfer
from songfai.exchange.parts import sha256_of
from songfai.kit.errors import Refused
from songfai.record.models import Log
from tests import factories as make
from tests.exchange.nodes import now
from tests.exchange.plain import ORIGINS, settle
from tests.exchange.test_api import signed
from tests.exchange.test_posting import Office, office, posting, tries  # noqa: F401

A, B = ORIGINS
MB = 2**20


def let_in(node, data: bytes, *, size: int | None = None, header: str = "", content: str = "", at=None):
    with node:
        return actions.let_in(
            data.split(b"\n")[0] + b"\n",
            size=len(data) if size is None else size,
            signature=header,
            content=content,
            at=at or now(),
        )


def code(*args, **said) -> str:
    with pytest.raises(Refused) as refused:
        let_in(*args, **said)
    return refused.value.code


def brought(node, data: bytes, **headers: str):
    with node:
        return Client().post(reverse("exchange:bundle"), data, content_type=transport.KIND, headers=headers)


def test_who_has_signed_the_hash_beforehand_is_the_sender(plain):
    a, b = plain
    settle(a, b)
    data = a.send()
    content, header = sha256_of(data), signed(a, data, B)
    for said, expected in (
        ({"header": header, "content": content}, content),
        ({"header": header}, ""),
        ({"header": header, "content": "0" * 64}, ""),
        ({"content": content}, ""),
        ({"header": signed(b, data, B), "content": content}, ""),
        ({"header": signed(a, data, A), "content": content}, ""),
    ):
        assert let_in(b, data, **said).content == expected
    with b:
        rows = Caller.objects.order_by("proven").values_list("origin", "proven", "count")
        assert list(rows) == [(A, False, 5), (A, True, 1)]


def test_other_bytes_than_were_signed_are_not_looked_at(plain):
    a, b = plain
    settle(a, b)
    a.state("word/1", "News")
    data = a.send()
    said = {transport.HEADER: signed(a, data, B), transport.CONTENT: sha256_of(data)}
    answer = brought(b, data + b" ", **said)
    assert (answer.status_code, answer.json()["code"]) == (422, "bundle_damaged")
    assert brought(b, data, **said).status_code == 200
    assert b.leaves()[0] == a.leaves()[0]


@pytest.mark.parametrize(
    ("size", "proven", "refused"),
    [
        # Base, attached files and room for one line: the head announces no more.
        (151 * MB, True, False),
        (151 * MB + 1, True, True),
        (32 * MB, False, False),
        (32 * MB + 1, False, True),
    ],
)
def test_more_than_the_record_can_need_is_refused_by_its_length(plain, size, proven, refused):
    a, b = plain
    settle(a, b)
    with a:
        Log.objects.update(known=a.log().size, claimed=a.log().size)
    data = a.send()
    assert b'"count":1,' in data.split(b"\n")[0]
    said = {"header": signed(a, data, B), "content": sha256_of(data)} if proven else {}
    if not refused:
        assert let_in(b, data, size=size, **said)
        return
    assert code(b, data, size=size, **said) == "bundle_too_large"
    with b:
        row = Transfer.objects.filter(way="https", direction="received").get()
        assert (row.code, row.size, row.register.programme) == (
            "bundle_too_large",
            size,
            b.log().register.programme,
        )


def test_each_line_that_is_announced_has_room(plain):
    a, b = plain
    settle(a, b)
    data = a.send(whole=True)
    head = json.loads(data.split(b"\n")[0])
    room = entering.BASE + entering.FILES + head["count"] * entering.LINE
    entering._require_room(head, head["have"]["n"], room, True)
    # Lines of our own that were lost here come back with it.
    entering._require_room(head, head["have"]["n"] - 2, room + 2 * entering.LINE, True)
    with pytest.raises(Refused):
        entering._require_room(head, head["have"]["n"], room + 1, True)
    with pytest.raises(Refused):
        entering._require_room(head | {"count": 10**6}, 0, 256 * MB + 1, True)


def test_too_large_a_file_is_answered_before_it_is_read(plain, monkeypatch):
    a, b = plain
    settle(a, b)
    data = a.send()
    monkeypatch.setattr(entering, "UNSIGNED", len(data) - 1)
    answer = brought(b, data)
    assert (answer.status_code, answer.json()["code"]) == (413, "bundle_too_large")


def test_a_sender_has_its_allowance_and_nobody_else_uses_it_up(plain, settings):
    settings.EXCHANGE_PER_HOUR = 3
    a, b = plain
    settle(a, b)
    data, at = a.send(), now()
    said = {"header": signed(a, data, B), "content": sha256_of(data)}
    for _ in range(3):
        let_in(b, data, at=at)
    with pytest.raises(Refused) as refused:
        let_in(b, data, at=at + timedelta(minutes=50))
    assert (refused.value.code, refused.value.params) == ("sent_too_often", {"seconds": 601})
    # Whoever it was, the sender itself is heard.
    for _ in range(3):
        assert let_in(b, data, at=at, **said).content
    assert code(b, data, at=at, **said) == "sent_too_often"
    # An hour later, or by a clock that was put back, it begins anew.
    for moment in (at + timedelta(hours=1), at - timedelta(days=1)):
        assert let_in(b, data, at=moment, **said).content
    with b:
        assert not Transfer.objects.exclude(code="").exists()


def test_programmes_that_are_not_here_share_one_allowance(plain, settings):
    settings.EXCHANGE_PER_HOUR = 2
    a, b = plain
    data, at = a.send(), now()
    others = [data.replace(A.encode(), A.encode() + b"%d" % number) for number in range(3)]
    assert [bool(let_in(b, one, at=at)) for one in others[:2]] == [True, True]
    assert code(b, others[2], at=at) == "sent_too_often"
    with b:
        assert Caller.objects.count() == 1


def test_who_sends_too_often_is_told_when_to_come_again(plain, settings):
    settings.EXCHANGE_PER_HOUR = 1
    a, b = plain
    settle(a, b)
    data = a.send()
    assert brought(b, data).status_code == 204
    answer = brought(b, data)
    assert (answer.status_code, answer.json()["code"]) == (429, "sent_too_often")
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert answer["Retry-After"] in answer.json()["text"]


def test_head_that_no_head_can_be_is_refused(plain):
    a, b = plain
    head = a.send().split(b"\n")[0]
    for wrong in (
        head.replace(b'"count":', b'"count":-'),
        head.replace(b'"fmt":"coop-bundle/1"', b'"fmt":1'),
    ):
        assert code(b, wrong) in ("bundle_damaged", "bundle_newer")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("600", 600),
        ("1", 60),
        ("999999", 86400),
        ("", 900),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 900),
        ("9" * 99, 900),
    ],
)
def test_how_long_another_server_asks_to_wait(said, seconds):
    assert transport._seconds(said) == seconds


def test_a_server_that_asks_to_wait_is_left_alone_and_asked_again(plain, office):  # noqa: F811
    a, b = plain
    a.state("word/1", "News")
    office.answers = [(429, b"{}"), (429, b"{}"), (204, b"")]
    with posting(a, office) as own:
        at = now()
        assert actions.push_all(at) == 0
        assert tries() == ["partner_busy"]
        assert queries.is_asked_to_wait(own, at + timedelta(minutes=14))
        assert actions.push_all(at + timedelta(minutes=14)) == 0
        assert len(office.asked) == 1
        assert office.asked[0][1][transport.CONTENT] == sha256_of(office.asked[0][2])
        # It still asks to wait: counted from now, noted in the same line.
        later = at + timedelta(minutes=15)
        assert actions.push_all(later) == 0
        assert actions.push_all(later + timedelta(minutes=14)) == 0
        assert (len(office.asked), tries()) == (2, ["partner_busy"])
        assert actions.push_all(later + timedelta(minutes=15)) == 1
        assert tries() == ["partner_busy", ""]


@pytest.mark.django_db
def test_of_one_sender_the_newest_refusals_are_kept_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(receiving, "KEPT", 3)
    made = make.programme_in_force()
    log = Log.objects.get(institution=made.leader_b.institution)
    head = b'{"count":0,"first":0,"fmt":"coop-bundle/1","from":"%s","have":{"n":0,"root":""},"programme":"%s","t":"head","to":"x"}\n'
    known = head % (log.origin.encode(), log.register.programme.encode())
    Transfer.objects.create(
        register=log.register,
        institution=log.institution,
        direction="received",
        way="file",
        at=make.NOW,
        size=1,
    )
    for size in range(1, 8):
        receiving.note_refused(known, size, "https", make.NOW, Refused("bundle_damaged", "x"))
        receiving.note_refused(b"no head", size, "file", make.NOW, Refused("bundle_damaged", "x"))
    for institution in (log.institution, None):
        rows = Transfer.objects.filter(institution=institution).exclude(code="").order_by("id")
        assert list(rows.values_list("size", "others")) == [(5, 4), (6, 0), (7, 0)]
    assert Transfer.objects.filter(code="").count() == 1
