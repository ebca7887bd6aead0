"""Signed papers, messages and erased files: they stand in the logs and change nothing that is agreed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from songfai.files.actions import path_of, store
from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.record import actions, beside, books
from songfai.record.models import Log, Standing
from tests import factories as make
from tests.record.matter import Matter, seat

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.7 signed and sealed"


@pytest.fixture
def matter():
    return Matter()


def keep(document, by, data=SCAN, name="signed.pdf"):
    return actions.keep_paper(document=document, name=name, data=data, by=by, at=make.NOW)


def code(act, *given, **named):
    with pytest.raises(Refused) as refused:
        act(*given, **named)
    return refused.value.code


def test_a_signed_paper_stands_beside_the_document_and_changes_nothing_that_is_agreed(matter):
    document = matter.in_force()
    before = Standing.objects.values().get(document=document)
    file = keep(document, matter.a)
    assert Standing.objects.values().get(document=document) == before
    (paper,) = beside.papers_of(document)
    assert (paper.sha256, paper.name, paper.position) == (file.sha256, "signed.pdf", 1)
    line = beside.lines_of(document.register_id, "instrument").get()
    assert beside.body_of(line) == {
        "doc": f"sha256:{document.sha256}",
        "name": "signed.pdf",
        "sha256": file.sha256,
    }
    assert code(keep, document, matter.b) == "paper_kept"


def test_a_signed_paper_does_not_belong_to_what_came_to_nothing(matter):
    document = matter.withdraw(matter.offer(matter.a), matter.a)
    assert code(keep, document, matter.a) == "paper_without_document"


def test_the_page_keeps_hands_out_and_erases_a_signed_paper(
    client, matter, django_capture_on_commit_callbacks
):
    document = matter.in_force()
    client.force_login(matter.a.account)
    page = reverse("record:document", args=[document.sha256])
    upload = SimpleUploadedFile("ký.pdf", SCAN)
    assert (
        client.post(reverse("record:keep_paper", args=[document.sha256]), {"file": upload}).status_code == 302
    )
    (paper,) = beside.papers_of(document)
    address = reverse("record:paper", args=[document.sha256, paper.sha256])
    assert address in client.get(page).content.decode()
    client.force_login(matter.b.account)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == SCAN
    assert answer["Content-Disposition"].startswith("attachment")
    erase = reverse("record:erase_file", args=[document.sha256, paper.sha256])
    assert erase not in client.get(page).content.decode()
    assert client.post(erase, {"ground": "not ours"}).status_code == 403
    client.force_login(matter.a.account)
    assert client.post(erase, {"ground": ""}).status_code == 422
    assert path_of(paper.sha256).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(erase, {"ground": "A person on it asked for it"}).status_code == 302
    assert not path_of(paper.sha256).exists()
    assert client.get(address).status_code == 410
    text = client.get(page).content.decode()
    assert "A person on it asked for it" in text
    assert address not in text
    assert client.post(erase, {"ground": "twice"}).status_code == 422


def test_a_file_of_a_sides_own_word_is_erased_by_that_side_and_the_text_both_sign_by_none(
    client, matter, django_capture_on_commit_callbacks
):
    file = store(name="list.pdf", data=SCAN, by=matter.a, at=make.NOW)
    named = {
        "id": "a1",
        "name": "list.pdf",
        "media": "application/pdf",
        "size": len(SCAN),
        "sha256": file.sha256,
    }
    said = {"title": {"en": "Word"}, "terms": {"text": "Word"}, "by": matter.a, "at": make.NOW}
    statement = actions.state(
        register=matter.register, position=1, kind="note", name="note/1", attachments=[named], **said
    )
    joint = matter.offer(matter.a, attachments=[named])

    def erasing(document, by):
        client.force_login(by.account)
        erase = reverse("record:erase_file", args=[document.sha256, file.sha256])
        page = client.get(reverse("record:document", args=[document.sha256]))
        assert "list.pdf" in page.content.decode()
        return erase if erase in page.content.decode() else None

    assert [erasing(joint, by) for by in (matter.a, matter.b)] == [None, None]
    assert erasing(statement, matter.b) is None
    address = erasing(statement, matter.a)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address, {"ground": "A person on it asked for it"}).status_code == 302
    assert not path_of(file.sha256).exists()


def test_what_is_no_file_of_the_document_is_not_handed_out(client, matter):
    document = matter.in_force()
    other = store(name="else.pdf", data=SCAN, by=matter.a, at=make.NOW)
    client.force_login(matter.a.account)
    assert client.get(reverse("record:paper", args=[document.sha256, other.sha256])).status_code == 404


def test_a_file_that_somebody_else_gave_too_stays_theirs(matter, django_capture_on_commit_callbacks):
    document = matter.in_force()
    file = keep(document, matter.a)
    store(name="own.pdf", data=SCAN, by=make.seat(), at=make.NOW)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_file(
            register=document.register, sha256=file.sha256, ground="Asked for", by=matter.a, at=make.NOW
        )
    assert path_of(file.sha256).exists()
    assert beside.papers_of(document)[0].erased.ground == "Asked for"


def erase(file, by, ground="Asked for"):
    register = Log.objects.get(institution=by.institution).register
    actions.erase_file(register=register, sha256=file.sha256, ground=ground, by=by, at=make.NOW)


def test_what_the_other_side_gave_too_stays_theirs_and_is_not_handed_out_as_the_erased_one(
    client, matter, django_capture_on_commit_callbacks
):
    document = matter.in_force()
    file = keep(document, matter.a)
    theirs = store(name="theirs.pdf", data=SCAN, by=matter.b, at=make.NOW)
    with django_capture_on_commit_callbacks(execute=True):
        erase(file, matter.a)
    assert path_of(file.sha256).exists()
    client.force_login(matter.b.account)
    assert client.get(reverse("record:paper", args=[document.sha256, file.sha256])).status_code == 410
    answer = client.get(reverse("files:download", args=[theirs.key]))
    assert b"".join(answer.streaming_content) == SCAN


def test_an_erased_file_does_not_come_back_by_being_given_again(matter, django_capture_on_commit_callbacks):
    document = matter.in_force()
    file = keep(document, matter.a)
    with django_capture_on_commit_callbacks(execute=True):
        erase(file, matter.a)
    for by in (matter.a, matter.b):
        assert code(keep, document, by) == "file_erased"
    assert not path_of(file.sha256).exists()


def test_the_page_takes_the_same_queries_for_one_and_three_erased_files(client, matter, queries_of):
    document = matter.in_force()
    client.force_login(matter.b.account)
    address = reverse("record:document", args=[document.sha256])
    erase(keep(document, matter.a), matter.a)
    client.get(address)
    once = queries_of(lambda: client.get(address))
    for number in (2, 3):
        erase(keep(document, matter.a, SCAN + bytes([48 + number])), matter.a)
    assert queries_of(lambda: client.get(address)) == once


def test_fields_of_the_page_have_names_of_their_own(client, matter):
    document = matter.in_force()
    for number in (1, 2):
        keep(document, matter.a, SCAN + bytes([48 + number]))
    client.force_login(matter.a.account)
    text = client.get(reverse("record:document", args=[document.sha256])).content.decode()
    names = re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', text)
    assert len([name for name in names if name.startswith("ground")]) == 2
    assert len(names) == len(set(names))


def test_an_erasure_that_was_undone_costs_no_file(matter):
    """The test's own transaction is never committed."""
    document = matter.in_force()
    file = keep(document, matter.a)
    actions.erase_file(
        register=document.register, sha256=file.sha256, ground="Asked for", by=matter.a, at=make.NOW
    )
    assert path_of(file.sha256).exists()


@pytest.mark.parametrize("role", list(Role))
def test_who_keeps_writes_and_erases(matter, role):
    document = matter.in_force()
    file = keep(document, matter.a)
    by = seat(matter.a.institution, role)
    may_write = role in {Role.LEADER, Role.COORDINATOR, Role.UNIT_OFFICER, Role.CLERK}
    may_erase = role in {Role.LEADER, Role.COORDINATOR}
    for allowed, act, given in (
        (may_write, keep, {"document": document, "data": SCAN + b" again"}),
        (may_write, actions.write_message, {"register": document.register, "text": "Hello", "at": make.NOW}),
        (
            may_erase,
            actions.erase_file,
            {"register": document.register, "sha256": file.sha256, "ground": "Asked", "at": make.NOW},
        ),
    ):
        if allowed:
            act(**given, by=by)
        else:
            with pytest.raises(NotPermitted):
                act(**given, by=by)


@pytest.mark.parametrize(("text", "wanted"), [("  ", "message_empty"), ("x" * 2001, "message_too_long")])
def test_a_message_says_something_and_not_too_much(matter, text, wanted):
    document = matter.in_force()
    size = Log.objects.get(register=document.register, position=1).size
    given = {"register": document.register, "text": text, "by": matter.a, "at": make.NOW}
    assert code(actions.write_message, **given) == wanted
    assert Log.objects.get(register=document.register, position=1).size == size


def test_the_page_takes_the_same_queries_for_one_and_three_papers(client, matter, queries_of):
    document = matter.in_force()
    client.force_login(matter.b.account)
    address = reverse("record:document", args=[document.sha256])
    keep(document, matter.a)
    client.get(address)
    once = queries_of(lambda: client.get(address))
    for number in (2, 3):
        keep(document, matter.a, SCAN + bytes([48 + number]))
    assert queries_of(lambda: client.get(address)) == once


def test_paper_belongs_to_a_document_both_sides_sign(matter):
    said = actions.state(
        register=matter.register,
        position=1,
        kind="word",
        name="word/1",
        title={"en": "Word"},
        terms={"text": "What we did"},
        by=matter.a,
        at=make.NOW,
    )
    size = Log.objects.get(register=matter.register, position=1).size
    assert code(keep, said, matter.a) == "paper_of_statement"
    assert Log.objects.get(register=matter.register, position=1).size == size


def test_what_names_no_file_by_its_hash_names_none(matter):
    """Terms and lines are the other side's words: whatever stands in them, nothing else is looked for."""
    scan = "a" * 64
    texts = [
        {"id": "t1", "sha256": scan},
        {"id": "t2", "sha256": "../../etc/passwd"},
        {"id": "t3", "note": "no file"},
    ]
    document = matter.in_force(texts=texts, year=2026)
    assert beside.named_by([document]) == {scan: "t1.txt"}
    held = books.read(matter.register, held=True)
    for said in ({"sha256": "../../etc/passwd"}, {"sha256": 1}, {}):
        held.write(1, "instrument", make.NOW, document=document, name="x.pdf", **said)
    held.write(1, "instrument", make.NOW, document=document, sha256="b" * 64)
    held.sign(make.NOW)
    assert [(one.sha256, one.name) for one in beside.papers_of(document)] == [
        (scan, "t1.txt"),
        ("b" * 64, "file"),
    ]


def test_each_side_has_erased_what_it_brought_itself_and_nothing_else(matter):
    texts = [{"id": f"t{n}", "sha256": letter * 64} for n, letter in enumerate("ab")]
    matter.in_force(texts=texts, year=2026)
    held = books.read(matter.register, held=True)
    for side, sha256 in ((0, "a" * 64), (0, "b" * 64), (1, "a" * 64), (0, "c" * 64)):
        held.write(side, "erase", make.NOW, sha256=sha256, ground=f"Side {side}")
    held.sign(make.NOW)
    found = beside.erased_in(matter.register)
    assert {sha256: one.position for sha256, one in found.items()} == {"a" * 64: 1, "b" * 64: 1}
