"""An issued document and what happens to it after it crossed: its files come late or are erased, two act at the same time."""

from datetime import date

import pytest
from django.urls import reverse

from songfai.files.models import StoredFile
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.registry import actions
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient, Series
from songfai.registry.queries import files_of, from_partners, not_registered, same_entries
from songfai.registry.states import Numbers
from tests.exchange.nodes import exchange, now
from tests.exchange.sides import waiting
from tests.exchange.test_issued import SCAN, entered, hold_back, issued, register_again, sides

__all__ = ["sides"]


def names(entry):
    return sorted(one.file.name for one in entry.parts.all())


def test_a_file_that_comes_after_the_clerk_registered_the_document_goes_to_it(sides):
    a, b = sides
    issued(a)
    bring = hold_back(a, "scan.pdf")
    b.receive(a.send())
    entry = entered(b)
    with b:
        assert names(entry) == ["annex.pdf"]
    bring()
    exchange(a, b)
    exchange(a, b)
    with b:
        assert names(entry) == ["annex.pdf", "scan.pdf"]


def test_what_the_clerk_took_out_since_is_not_put_back(sides):
    a, b = sides
    document = issued(a)
    exchange(a, b)
    entry = entered(b)
    with b:
        actions.remove_part(part=entry.parts.get(file__name="annex.pdf"), by=b.leader, at=now())
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    with b:
        assert names(entry) == ["scan.pdf"]


def test_a_file_its_sender_had_erased_is_said_to_be_erased_and_not_to_come(sides):
    a, b = sides
    document = issued(a)
    exchange(a, b)
    with a:
        said = Document.objects.get(kind="issued")
        sha256 = StoredFile.objects.get(name="annex.pdf").sha256
        record.erase_file(register=said.register, sha256=sha256, ground="Names", by=a.leader, at=now())
    exchange(a, b)

    def told():
        with b:
            found = files_of(PartnerPaper.objects.get())
            return [one.file.name for one in found.here], found.missing, found.erased

    assert told() == (["scan.pdf"], [], ["annex.pdf"])
    # Neither is it asked for once more when a later word names it again.
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    assert told() == (["scan.pdf"], [], ["annex.pdf"])


def test_recalled_while_the_clerk_fills_the_form_it_is_not_registered_and_she_reads_why(sides):
    a, b = sides
    document = issued(a)
    exchange(a, b)
    entry = entered(b)
    with b:
        actions.cancel(document=entry, reason="Entered twice", by=b.leader, at=now())
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    with b:
        with pytest.raises(Refused) as refused:
            register_again(b, entry)
        assert refused.value.code == "paper_recalled"
        assert OfficialDocument.objects.count() == 1


def test_the_form_says_which_files_have_not_come(sides, client):
    a, b = sides
    issued(a)
    hold_back(a, "scan.pdf")
    b.receive(a.send())
    with b:
        client.force_login(b.leader.account)
        key = PartnerPaper.objects.get().key
        shown = client.get(reverse("registry:register_paper", args=[key]) + "?language=en").content.decode()
    assert "scan.pdf" in shown
    assert "has not come yet" in shown


def by_hand(node, document, **fields):
    """What the clerk made of the paper original, before the bundle came."""
    with node:
        by = node.leader
        values = {
            "series": Series.objects.get(institution=by.institution, numbers=Numbers.IN),
            "arrived_on": date(2026, 3, 9),
            "type": None,
            "subject": Trilingual(lo="ໜັງສືເຊີນ"),
            "language": "vi",
            "sender": "MOHA",
            "sender_number": document.printed,
            "dated": document.dated,
            "signer": "",
            "programme": None,
            "relation": "",
            "related": None,
        }
        return actions.register(values=values | fields, by=by, at=now())


def line_at(node):
    with node:
        return Recipient.objects.values_list("number_there", "registered_there_on").get()


@pytest.mark.parametrize("from_a", [True, False])
def test_what_was_entered_by_hand_before_the_bundle_came_is_joined_and_its_sender_told(sides, from_a):
    here, there = sides if from_a else sides[::-1]
    document = issued(here)
    entry = by_hand(there, document)
    with there:
        actions.add_part(
            document=entry, kind="scan", title="", name="ours.pdf", data=SCAN, by=there.leader, at=now()
        )
    bring = hold_back(here, "annex.pdf")
    there.receive(here.send())
    with there:
        paper = not_registered(from_partners(there.leader)).get()
        assert same_entries(there.leader, paper.number, paper.dated) == [entry]
        actions.join(entry=entry, paper=paper, by=there.leader, at=now())
        assert not not_registered(from_partners(there.leader)).exists()
        # The clerk's own scan is the sender's, byte for byte: it stands there once.
        assert names(entry) == ["ours.pdf"]
    bring()
    exchange(*sides)
    exchange(*sides)
    with there:
        assert names(entry) == ["annex.pdf", "ours.pdf"]
        entry.refresh_from_db()
        assert (entry.number, entry.listed_on, entry.sender) == (1, date(2026, 3, 9), "MOHA")
        assert OfficialDocument.objects.count() == 1
    assert line_at(here) == (entry.printed, date(2026, 3, 9))
    # It was another paper after all: the sender is told that too, and it waits again.
    with there:
        actions.separate(entry=entry, by=there.leader, at=now())
        assert names(entry) == ["ours.pdf"]
        assert not_registered(from_partners(there.leader)).get() == paper
    exchange(*sides)
    assert line_at(here) == ("", None)
    assert waiting(here) == waiting(there) == []


def test_a_later_word_reaches_the_joined_entry_and_does_not_part_them(sides):
    a, b = sides
    document = issued(a)
    entry = by_hand(b, document)
    exchange(a, b)
    with b:
        actions.join(entry=entry, paper=PartnerPaper.objects.get(), by=b.leader, at=now())
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    with b:
        paper = PartnerPaper.objects.get()
        assert (paper.state, paper.registered) == ("recalled", entry)
        # Separated now, it waits no longer: nobody registers what was recalled.
        actions.separate(entry=entry, by=b.leader, at=now())
        assert not not_registered(from_partners(b.leader)).exists()
        with pytest.raises(Refused) as refused:
            actions.join(entry=entry, paper=paper, by=b.leader, at=now())
        assert refused.value.code == "paper_recalled"
