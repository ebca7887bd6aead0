"""What one side issues to the other crosses in the record; the other side's clerk enters it, and nothing enters by itself."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import transaction

from songfai.exchange import actions as exchanging
from songfai.files.actions import path_of
from songfai.files.models import StoredFile
from songfai.files.queries import readable_by
from songfai.kit.errors import Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.models import Institution
from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.record.models import Document, Log
from songfai.registry import actions
from songfai.registry.models import (
    DocumentType,
    OfficialDocument,
    PartnerPaper,
    PartnerPart,
    Recipient,
    Series,
)
from songfai.registry.queries import documents, from_partners, not_registered
from songfai.registry.states import Direction, Numbers, PartKind, Purpose, Relation
from tests import factories
from tests.exchange.nodes import Node, exchange, in_force, now
from tests.exchange.sides import waiting

SCAN = b"%PDF-1.4\nsigned\n%%EOF\n"
ANNEX = b"%PDF-1.4\nannex\n%%EOF\n"
DRAFT = b"%PDF-1.4\nworking file\n%%EOF\n"


@pytest.fixture
def sides(pair):
    a, b = pair
    in_force(a, b)
    exchange(a, b)
    for node in pair:
        with node:
            actions.open_usual_series(by=node.leader, at=now())
    return a, b


def numbered(
    node: Node, programme: bool = True, to_other: bool = True, subject: str = "Invitation", **fields: object
) -> OfficialDocument:
    with node:
        by = node.leader
        document = actions.draft(
            values={
                "series": Series.objects.get(institution=by.institution, numbers=Numbers.OUT),
                "type": DocumentType.objects.get(slug="vn-tb"),
                "own_code": "",
                "unit_symbol": "",
                "subject": Trilingual(vi="Thư mời", en=subject),
                "language": "vi",
                "place": factories.words("Hanoi"),
                "programme": Programme.objects.select_related("document__standing").get()
                if programme
                else None,
                "relation": "",
                "related": None,
            }
            | fields,
            by=by,
            at=now(),
        )
        other = Institution.objects.exclude(pk=by.institution_id).get()
        to = {"institution": other} if to_other else {"name": "Somebody else"}
        told = {"document": document, "by": by, "at": now()}
        actions.add_recipient(purpose=Purpose.ACT, **to, **told)
        actions.add_part(kind=PartKind.TEXT, title="", name="draft.pdf", data=DRAFT, **told)
        actions.add_part(kind=PartKind.APPENDIX, title="Annex", name="annex.pdf", data=ANNEX, **told)
        actions.review(**told)
        actions.check_format(**told)
        post = Trilingual(vi="Thứ trưởng")
        actions.sign(signer="Nguyễn Văn A", post=post, capacity="KT", signed_on=date(2026, 3, 9), **told)
        actions.number(**told)
        actions.add_part(kind=PartKind.SCAN, title="", name="scan.pdf", data=SCAN, **told)
        return document


def issued(node: Node, **told: object) -> OfficialDocument:
    document = numbered(node, **told)
    with node:
        return actions.issue(document=document, by=node.leader, at=now())


def hold_back(node: Node, name: str) -> Callable[[], object]:
    """The file does not go with the next bundle; returns what brings it back."""
    with node:
        place = path_of(StoredFile.objects.get(name=name).sha256)
        kept = place.read_bytes()
        place.unlink()
    return lambda: place.write_bytes(kept)


def statements(node: Node, kind: str) -> list[Document]:
    with node:
        return list(Document.objects.filter(kind=kind).order_by("id"))


def shown(node: Node) -> list[tuple[object, ...]]:
    with node:
        return [
            (
                one.key,
                one.state,
                one.number,
                one.dated,
                str(one.sender.origin),
                [(part.kind, part.title, part.file.name) for part in one.parts.all()],
            )
            for one in from_partners(node.leader)
        ]


def entered(node: Node) -> OfficialDocument:
    """The clerk takes the one that waits into the register."""
    with node:
        by = node.leader
        paper = not_registered(from_partners(by)).get()
        values = {
            "series": Series.objects.get(institution=by.institution, numbers=Numbers.IN),
            "arrived_on": date(2026, 3, 9),
            "type": DocumentType.objects.get(slug=paper.type_slug),
            "subject": paper.subject,
            "language": paper.language,
            "sender_number": paper.number,
            "dated": paper.dated,
            "signer": paper.signer,
            "programme": paper.programme,
            "relation": "",
            "related": None,
        }
        return actions.register(values=values, paper=paper, by=by, at=now())


@pytest.mark.parametrize("from_a", [True, False])
def test_an_issued_document_crosses_and_waits_for_the_clerk(sides, from_a):
    here, there = sides if from_a else sides[::-1]
    document = issued(here)
    exchange(*sides)
    kinds = [("appendix", "Annex", "annex.pdf"), ("scan", "", "scan.pdf")]
    origin = ("moha.gov.vn.example/coop", "moha.gov.la.example/coop")[0 if from_a else 1]
    assert shown(there) == [(document.key, "issued", document.printed, date(2026, 3, 9), origin, kinds)]
    assert waiting(there) == waiting(here) == []
    with there:
        paper = PartnerPaper.objects.get()
        assert (paper.signer, str(paper.signer_post), paper.capacity) == ("Nguyễn Văn A", "Thứ trưởng", "KT")
        assert (paper.subject.vi, paper.subject.en, paper.type_code) == ("Thư mời", "Invitation", "TB")
        # Into the register it does not come by itself.
        assert not documents(there.leader).exists()
        assert all(readable_by(there.leader).filter(pk=one.file_id).exists() for one in paper.parts.all())
        # The working file stays where it was written.
        assert {path_of(one.sha256).read_bytes() for one in StoredFile.objects.all()} >= {SCAN, ANNEX}
        assert not any(
            path.is_file() and path.read_bytes() == DRAFT for path in (there.data / "files").rglob("*")
        )
    with here:
        assert not from_partners(here.leader).exists()


def test_registering_is_the_recipients_act_and_the_sender_sees_the_number(sides):
    a, b = sides
    issued(a)
    exchange(a, b)
    entry = entered(b)
    with b:
        assert (entry.direction, entry.number, entry.sender_institution.origin) == (
            Direction.IN,
            1,
            "moha.gov.vn.example/coop",
        )
        assert [(one.kind, one.file.name) for one in entry.parts.all()] == [
            ("appendix", "annex.pdf"),
            ("scan", "scan.pdf"),
        ]
        assert not not_registered(from_partners(b.leader)).exists()
        with pytest.raises(Refused) as refused:
            register_again(b, entry)
        assert refused.value.code == "registered_already"
    exchange(a, b)

    def line():
        with a:
            return Recipient.objects.values_list("number_there", "registered_there_on").get()

    assert line() == (entry.printed, date(2026, 3, 9))
    # Cancelled as entered by mistake, it waits again, and the sender's page no longer says it is registered.
    with b:
        actions.cancel(document=entry, reason="Entered twice", by=b.leader, at=now())
        assert not_registered(from_partners(b.leader)).count() == 1
    exchange(a, b)
    assert line() == ("", None)
    assert waiting(a) == waiting(b) == []


def register_again(node: Node, entry: OfficialDocument) -> None:
    values = {
        "series": entry.series,
        "arrived_on": date(2026, 3, 9),
        "subject": entry.subject,
        "language": "vi",
    }
    with transaction.atomic():
        paper = PartnerPaper.objects.get()
        actions.register(values=values, paper=paper, by=node.leader, at=now())


def test_a_recalled_document_is_shown_recalled_and_what_was_entered_stays(sides):
    a, b = sides
    document = issued(a)
    exchange(a, b)
    entry = entered(b)
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    with b:
        paper = PartnerPaper.objects.get()
        assert (paper.state, paper.reason, paper.registered_id) == ("recalled", "Wrong date", entry.pk)
        entry.refresh_from_db()
        assert (entry.state, entry.number) == ("registered", 1)


def test_the_office_is_told_of_each_change_once(sides):
    a, b = sides
    document = issued(a)
    with b:
        clerk = factories.seat(b.institution, Role.CLERK)
    exchange(a, b)
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    with b:
        found = Notice.objects.filter(account=clerk.account).order_by("id")
        assert [(one.text, one.params["number"]) for one in found] == [
            ("%(sender)s sent %(number)s. It waits to be registered.", document.printed),
            ("%(sender)s recalled %(number)s.", document.printed),
        ]


def test_a_recalled_document_waits_no_longer(sides):
    a, b = sides
    document = issued(a)
    exchange(a, b)
    with a:
        actions.recall(document=document, reason="Wrong date", by=a.leader, at=now())
    exchange(a, b)
    with b:
        assert not not_registered(from_partners(b.leader)).exists()
        assert [one.state for one in from_partners(b.leader)] == ["recalled"]


def test_a_replaced_document_is_shown_replaced(sides):
    a, b = sides
    old = issued(a)
    exchange(a, b)
    issued(a, subject="Invitation anew", relation=Relation.REPLACES, related=old)
    exchange(a, b)
    assert {(one[0] == old.key, one[1]) for one in shown(b)} == {(True, "replaced"), (False, "issued")}


@pytest.mark.parametrize("told", [{"programme": False}, {"to_other": False}])
def test_what_is_not_for_the_other_side_stays_at_home(sides, told):
    a, b = sides
    issued(a, **told)
    exchange(a, b)
    assert statements(a, "issued") == []
    assert shown(b) == []


def test_only_what_was_issued_crosses(sides):
    a, b = sides
    numbered(a)
    exchange(a, b)
    assert statements(a, "issued") == []


def test_names_of_whoever_worked_on_it_stay_at_home(sides):
    a, b = sides
    issued(a)
    (said,) = statements(a, "issued")
    with a:
        account = str(a.leader.account)
    assert "Nguyễn Văn A".encode() in bytes(said.body)
    assert account.encode() not in bytes(said.body)


def test_issued_before_the_log_told_of_it_is_told_with_the_button_and_only_once(sides):
    a, b = sides
    # As it was entered before documents crossed: issued here, nothing said.
    document = issued(a, programme=False)
    with a:
        programme = Programme.objects.get()
        OfficialDocument.objects.filter(pk=document.pk).update(programme=programme)
        assert exchanging.tell_known(programme=programme, by=a.leader, at=now()) == 1
        assert exchanging.tell_known(programme=programme, by=a.leader, at=now()) == 0
    exchange(a, b)
    assert [one[0] for one in shown(b)] == [document.key]


def test_a_file_that_comes_later_is_shown_when_it_comes(sides):
    a, b = sides
    issued(a)
    bring = hold_back(a, "scan.pdf")
    b.receive(a.send())
    assert [one[2] for one in shown(b)[0][5]] == ["annex.pdf"]
    bring()
    exchange(a, b)
    exchange(a, b)
    assert [one[2] for one in shown(b)[0][5]] == ["annex.pdf", "scan.pdf"]
    with b:
        assert PartnerPart.objects.count() == 2


def test_a_document_said_by_the_wrong_side_or_not_issued_is_not_shown(sides):
    a, b = sides
    document = issued(a)
    exchange(a, b)
    with b:
        said = PartnerPaper.objects.get().statement
        PartnerPaper.objects.update(sender=b.institution)
        with pytest.raises(Refused) as refused:
            actions.take_in_issued(document=said, at=now())
        assert refused.value.code == "paper_of_another"
    # Own words come back after a restored backup: nothing of it is the sender's to register.
    with a:
        actions.take_in_issued(document=Document.objects.get(kind="issued"), at=now())
        assert not PartnerPaper.objects.exists()
        assert OfficialDocument.objects.get(key=document.key).state == "issued"


def test_where_one_s_log_is_written_elsewhere_it_is_issued_as_on_paper(sides):
    a, _ = sides
    with a:
        Log.objects.filter(hosted=True).update(hosted=False)
    document = issued(a)
    assert document.state == "issued"
    assert statements(a, "issued") == []


def test_an_older_partner_keeps_the_words_and_shows_them_once_it_knows_them(sides, monkeypatch):
    """A server whose software has no place for this kind: nothing is refused, the record goes on."""
    from songfai.exchange.actions import receiving

    a, b = sides
    known = dict(receiving.PLACES)
    monkeypatch.setattr(
        receiving,
        "PLACES",
        {kind: take for kind, take in known.items() if kind not in ("issued", "registered")},
    )
    issued(a)
    exchange(a, b)
    assert [code for _, code in waiting(b)] == ["needs_newer"]
    a.record_activity()
    exchange(a, b)
    assert a.sizes() == b.sizes()
    assert [code for _, code in waiting(b)] == ["needs_newer"]
    monkeypatch.setattr(receiving, "PLACES", known)
    exchange(a, b)
    assert waiting(b) == []
    assert len(shown(b)) == 1
