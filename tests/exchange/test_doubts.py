"""What arrives and is not borne out by the record is taken in, as the other side's own word, and said."""

from argparse import Namespace

import pytest
from django.db import transaction

from songfai.exchange.models import Transfer
from songfai.exchange.templatetags.exchange import doubts as shown
from songfai.operations.bundles import import_bundles
from songfai.operations.ground import Failed
from songfai.record import books, cards
from songfai.record.models import Document, Register, Standing
from songfai.record.states import EntryType
from tests.exchange.nodes import now
from tests.exchange.plain import ORIGINS, settle

A, B = ORIGINS


def says(node, type: EntryType, **body: object) -> int:
    """A line that software of one's own would not write now; its number as people count."""
    with node, transaction.atomic():
        held = books.read(Register.objects.get(), held=True)
        side = node.log().position - 1
        document = Document.objects.exclude(standing=None).latest("id")
        row = held.write(side, type, now(), document=document, **body)
        held.sign(now())
        return row.seq + 1


def arrives(node, data: bytes) -> list[str]:
    with node:
        before = set(Transfer.objects.values_list("pk", flat=True))
    done = node.receive(data)
    with node:
        (row,) = Transfer.objects.exclude(pk__in=before)
        assert row.code == ""
        assert [one["text"] for one in row.doubts] == [one.text for one in done.doubts]
        return [one.split(" of the log ")[0].removeprefix("Entry ") + " " + kind(one) for one in shown(row)]


def kind(text: str) -> str:
    return "final" if "in force" in text else "approval"


def test_a_paper_that_comes_into_force_raises_no_doubt(plain):
    a, b = plain
    a.offer()
    assert arrives(b, a.send()) == []
    with b:
        sha256 = Standing.objects.latest("id").document.sha256
    b.answer("approve", sha256)
    assert arrives(a, b.send()) == []
    assert arrives(b, a.send()) == []
    with b:
        assert Standing.objects.latest("id").stage == "in_force"
    # B's own claim is true, too.
    assert arrives(a, b.send()) == []


def test_a_false_claim_of_entry_into_force_is_taken_in_and_said(plain):
    a, b = plain
    settle(a, b)
    a.offer("paper/9")
    number = says(a, EntryType.FINAL)
    assert arrives(b, a.send()) == [f"{number} final"]
    assert b.leaves()[0] == a.leaves()[0]
    with b:
        assert Standing.objects.latest("id").stage == "offered"
    # Said once: with the file that brought it.
    assert arrives(b, a.send()) == []


def test_the_command_that_takes_a_file_in_says_it_too(plain, tmp_path):
    a, b = plain
    settle(a, b)
    a.offer("paper/9")
    number = says(a, EntryType.FINAL)
    path = tmp_path / "from-a.coop"
    path.write_bytes(a.send())
    with b:
        said = import_bundles(Namespace(file=[str(path)])).splitlines()
    assert len(said) == 2
    assert said[1].startswith(f"Entry {number} of the log {A}")


def test_the_command_says_what_was_taken_in_before_a_file_that_is_refused(plain, tmp_path):
    a, b = plain
    settle(a, b)
    a.offer("paper/9")
    whole, cut = tmp_path / "1.coop", tmp_path / "2.coop"
    whole.write_bytes(a.send())
    cut.write_bytes(whole.read_bytes()[:-20])
    with b:
        with pytest.raises(Failed) as failed:
            import_bundles(Namespace(file=[str(whole), str(cut)]))
        lines = str(failed.value).splitlines()
        assert lines[0].startswith(f"From {A}: ")
        assert lines[1] == "Taken in before the file that was refused: 1 of 2 files."
        assert "damaged" in lines[2]
        with pytest.raises(Failed) as failed:
            import_bundles(Namespace(file=[str(cut)]))
        assert "Taken in before" not in str(failed.value)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ({"method": "passkey"}, True),
        ({"method": "passkey", "evidence": {"key": "k"}}, False),
        ({"method": "command"}, False),
        ("nobody", False),
    ],
)
def test_an_approval_with_a_passkey_shows_it(plain, by, expected):
    a, b = plain
    a.offer()
    b.receive(a.send())
    number = says(b, EntryType.APPROVE, by=by)
    assert arrives(a, b.send()) == ([f"{number} approval"] if expected else [])


@pytest.mark.parametrize(("key", "expected"), [("k", False), ("another", True)])
def test_where_the_card_names_officers_an_approval_is_of_one_of_them(plain, monkeypatch, key, expected):
    a, b = plain
    a.offer()
    b.receive(a.send())
    number = says(b, EntryType.APPROVE, by={"method": "passkey", "evidence": {"key": key}})
    monkeypatch.setattr(cards.Card, "officers", ["k"])
    assert arrives(a, b.send()) == ([f"{number} approval"] if expected else [])
