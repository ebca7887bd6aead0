"""An issued document and what happens to it after it crossed: its files come late or are erased, two act at the same time."""

import pytest
from django.urls import reverse

from songfai.files.models import StoredFile
from songfai.kit.errors import Refused
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.registry import actions
from songfai.registry.models import OfficialDocument, PartnerPaper
from songfai.registry.queries import files_of
from tests.exchange.nodes import exchange, now
from tests.exchange.test_issued import entered, hold_back, issued, register_again, sides

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
