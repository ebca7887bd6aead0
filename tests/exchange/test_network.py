"""The same bundle over the network: a real server answers, and security does not rest on it."""

import urllib.error
import urllib.request

import pytest

from songfai.exchange import actions, transport
from songfai.exchange.actions.posting import daily_copies, push_all
from songfai.exchange.models import Transfer
from songfai.exchange.parts import sha256_of
from songfai.kit.errors import Refused
from tests.exchange.nodes import LAOS, exchange, now


def post(address: str, data: bytes, header: str = "") -> tuple[int, bytes]:
    request = urllib.request.Request(
        address + transport.PATH, data=data, method="POST", headers={transport.HEADER: header}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def test_bundles_pass_by_themselves_and_answers_go_to_the_sender_only(pair):
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    with b.served() as address:
        with a:
            post_ = actions.save_post(
                institution=a.log().register.logs.get(hosted=False).institution,
                address=address,
                mail="",
                pushes=True,
                by=a.leader,
                at=now(),
            )
            assert push_all(now()) == 1
        assert list(b.stages().values()) == ["offered"]
        b.approve()
        # b cannot reach a: a asks, takes in the answer, and brings the receipt.
        with a:
            own = a.log()
            assert actions.push(own, post_, now())
            assert actions.push(a.log(), post_, now())
        assert list(a.stages().values()) == list(b.stages().values()) == ["in_force"]
        assert a.sizes() == b.sizes()
        # Whoever finds a bundle may bring it; papers are answered only to the log's own key, freshly.
        data = a.send()
        assert post(address, data) == (204, b"")
        with a:
            log = a.log()
            key = actions.posting.keys.signer(
                log.institution, actions.posting.records.card_at(log, log.size).log
            )
        other = f"{LAOS['origin']}/programme"
        assert post(address, data, transport.sign(log.origin, other, sha256_of(data), key))[0] == 204
        assert post(address, data[:-9])[0] == 422
        with urllib.request.urlopen(
            f"{address}/exchange/v1/checkpoint?log={log.origin}", timeout=10
        ) as answer:
            note = answer.read().decode()
        assert note.startswith(f"{log.origin}\n") and note.count("\n— ") == 2
    with a:
        # A partner that is away holds nothing up; the same failure is noted once.
        assert not actions.push(a.log(), post_, now())
        assert not actions.push(a.log(), post_, now())
        assert Transfer.objects.filter(code="partner_unreachable").count() == 1


def test_each_side_gets_its_copy_once_a_day(pair, mailoutbox):
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    exchange(a, b)
    with a:
        actions.save_post(
            institution=a.institution,
            address="",
            mail="copies@moha.example",
            pushes=True,
            by=a.leader,
            at=now(),
        )
        (path,) = daily_copies(now())
        assert path.read_bytes() == a.record()
        assert daily_copies(now()) == []
    assert len(mailoutbox) == 1
    name, content, _ = mailoutbox[0].attachments[0]
    assert name.endswith(".coop") and len(content) > 1000


def test_parts_of_a_mail_come_in_any_order(pair):
    from songfai.exchange.parts import join, parts_of

    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    data = a.send()
    parts = list(parts_of(data, limit=2000))
    assert len(parts) > 2
    with pytest.raises(Refused) as refused:
        join([parts[2], parts[0]])
    assert refused.value.code == "parts_missing"
    (whole,) = join([*parts[::-1], parts[0]])
    assert bytes(whole) == data
    b.receive(whole)
    assert list(b.stages().values()) == ["offered"]
