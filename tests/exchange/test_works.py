"""A recognised work is released on one server and found on the other; only a file passes between them."""

import base64
import re

import pytest

from songfai.exchange.actions import receiving
from songfai.exchange.models import Arrival
from songfai.kit.dates import PartialDate
from songfai.kit.errors import NotPermitted
from songfai.novelty.models import Text
from songfai.novelty.rules.sheets import Written
from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType
from songfai.record import actions as record
from songfai.record.models import Document
from songfai.works import actions
from songfai.works.models import PartnerWork, Release, Submission, Work
from songfai.works.permissions import TABLE, Reads, check_may, reads
from songfai.works.queries import (
    Filter,
    compared,
    every,
    figures,
    latest,
    streams_of,
    works,
    works_of_year,
)
from songfai.works.queries.typed import compared_typed
from songfai.works.states import PartKind, Stage
from tests import factories as make
from tests.exchange.nodes import LAOS, Node, exchange, now
from tests.exchange.sides import waiting
from tests.works import making
from tests.works.making import PARAGRAPH

SECRET = "Hợp kim bí mật gồm bảy phần kẽm pha với ba phần thiếc nung trong lò kín suốt chín giờ."


@pytest.fixture
def sides(pair) -> tuple[Node, Node]:
    """Two servers with a programme between them that promises a contest."""
    a, b = pair
    a.draft(LAOS["origin"])
    with a:
        Programme.objects.get().commitments.update(type=CommitmentType.CONTEST)
    a.offer()
    b.receive(a.send())
    b.approve()
    exchange(a, b)
    return a, b


def recognised(node: Node, hidden=(), content=PARAGRAPH) -> Submission:
    """A work of that side, recognised there, with its author's name."""
    made = making.unit(here=node.institution)
    work = making.alike(made, hidden, content, applied=2025)
    return making.certified(made, work)


def release(node: Node, work: Work) -> int:
    return actions.release(works=[work], programme=Programme.objects.get(), by=node.leader, at=now())


def withdraw(node: Node) -> None:
    actions.withdraw_release(release=Release.objects.get(), by=node.leader, at=now())


def crossed(a: Node, b: Node, hidden=(PartKind.KNOWN,), content=PARAGRAPH) -> bytes:
    """One work of A released and carried to B; the bytes of the file."""
    with a:
        release(a, recognised(a, hidden, content).work)
    data = a.send()
    b.receive(data)
    return data


def unpacked(data: bytes) -> bytes:
    """The file with all that is packed in it: documents and lines travel as base64."""
    texts = [one for line in data.splitlines() for one in re.findall(rb"[A-Za-z0-9+/=]{40,}", line)]
    return data + b"".join(base64.b64decode(one + b"=" * (-len(one) % 4)) for one in texts)


def copy(node: Node) -> Work:
    return Work.objects.select_related("partner__released_by").get(stage=Stage.PARTNER)


def test_an_author_there_finds_the_work_while_writing(sides):
    a, b = sides
    crossed(a, b)
    with b:
        made = making.unit(here=b.institution)
        near = compared_typed(
            made.author,
            [Written("content-vi", PARAGRAPH)],
            key="new",
            work=None,
            institution=b.institution,
            applied=PartialDate(2026, 1),
            today=make.TODAY,
        )
        [one] = near.near
        assert one.work == copy(b)
        assert one.work.partner.released_by.origin == "moha.gov.vn.example/coop"
        assert one.opens
        assert one.counted > 20
        assert one.shared[0].words in PARAGRAPH
        assert waiting(b) == []


def test_the_comparison_has_it_beside_the_saved_text_and_names_its_side(sides, client):
    a, b = sides
    crossed(a, b)
    with b:
        made = making.unit(here=b.institution)
        work = making.alike(made, applied=2026)
        [one] = compared(made.author, work, None, make.TODAY).earlier
        assert (one.work, one.within) == (copy(b), False)
        assert one.day.isoformat() == "2025-01-31"
        client.force_login(made.author.account)
        page = client.get(f"/works/{work.key}/earlier/", {"language": "en"}).content.decode()
        assert "From the partner" in page
        assert "45/QĐ" in page
        shown = client.get(f"/works/{copy(b).key}/", {"language": "en"}).content.decode()
        assert "45/QĐ" in shown
        assert PARAGRAPH[:40] in shown


def test_neither_what_is_confidential_nor_a_name_is_in_the_file(sides):
    a, b = sides
    with a:
        made = making.unit(here=a.institution)
        told = making.parts() | {PartKind.KNOWN: (make.words(SECRET), True)}
        work = actions.begin(values=making.values(), parts=told, on_behalf=False, by=made.author, at=make.NOW)
        actions.save_benefit(work=work, values=making.benefit_values(), by=made.author, at=make.NOW)
        done = making.certified(made, Work.objects.get(pk=work.pk))
        name = str(done.work.authors.get().name)
        release(a, done.work)
        whole = b"".join(bytes(one) for one in Document.objects.values_list("body", flat=True))
    data = a.send()
    for secret in ("Hợp kim bí mật", name):
        assert secret.encode() not in unpacked(data)
        assert secret.encode() not in whole
    assert "45/QĐ".encode() in unpacked(data)
    b.receive(data)
    with b:
        assert set(copy(b).parts.values_list("kind", flat=True)) == {
            kind for kind, (_text, hidden) in told.items() if not hidden
        }
        assert not copy(b).authors.exists()
        [said] = copy(b).partner.told["benefits"]
        assert (said["kind"], said["minor"], said["currency"]) == ("measured", 80_000_000, "VND")


def test_a_confidential_benefit_takes_its_numbers_along(sides):
    a, b = sides
    crossed(a, b, hidden=(PartKind.BENEFIT,))
    with b:
        assert copy(b).partner.told["benefits"] == []


def test_it_is_withdrawn_by_a_later_statement(sides):
    a, b = sides
    crossed(a, b)
    with a:
        withdraw(a)
        assert Release.objects.get().withdrawn_at
    b.receive(a.send())
    with b:
        assert not Work.objects.exists()
        assert not Text.objects.exists()
        assert waiting(b) == []
    with a:
        with making.refused("not_released"):
            withdraw(a)
        release(a, Work.objects.get())
    b.receive(a.send())
    with b:
        assert copy(b).parts.exists()


def test_a_withdrawn_one_that_a_council_judged_keeps_its_title_alone(sides):
    a, b = sides
    crossed(a, b)
    with b:
        made = making.unit(here=b.institution)
        work = making.alike(made, applied=2026)
        sent = copy(b)
        work_title = sent.title
        assert sent.partner.decision and sent.partner.body
        actions.answer(work=work, earlier=copy(b), text="Other aim", by=made.author, at=make.NOW)
    with a:
        withdraw(a)
    b.receive(a.send())
    with b:
        kept = copy(b)
        assert kept.partner.withdrawn_at
        assert not kept.parts.exists()
        assert (kept.title, kept.partner.released_by) == (work_title, sent.partner.released_by)
        assert (kept.type, kept.level, kept.first_applied, kept.fields.count()) == ("", "", None, 0)
        row = kept.partner
        assert not (row.body or row.unit_then or row.decision or row.decided_on or row.level or row.told)
        assert (row.day, row.filed_on) == (sent.partner.day, sent.partner.filed_on), "earlier by these"
        assert not Text.objects.filter(key=str(kept.key)).exists()
        assert Work.objects.filter(stage=Stage.PARTNER, search="").exists()
        streams = streams_of(made.clerk, Filter(stage="partner"), make.TODAY)
        assert list(every(streams, made.clerk)) == []


def test_it_is_in_no_list_or_figure_of_ones_own(sides):
    a, b = sides
    crossed(a, b)
    with b:
        made = making.unit(here=b.institution)
        own = making.filed(made).work

        def listed(**wanted):
            streams = streams_of(made.clerk, Filter(**wanted), make.TODAY)
            return [one for some in every(streams, made.clerk) for one in some]

        assert listed() == [own]
        assert listed(stage="partner") == [copy(b)]
        assert listed(stage="filed") == [own]
        [line] = figures(made.clerk, Filter())
        assert line.counts["filed"] == 1
        assert sum(one for name, one in line.counts.items() if name != "filed") == 1
        assert works_of_year([b.institution.pk], 2026, make.TODAY).recognised == 0
        assert works_of_year([b.institution.pk], 2026, make.TODAY).benefits == ()


def test_nobody_there_changes_it(sides):
    a, b = sides
    crossed(a, b)
    with b:
        other = make.seat(make.institution(), Role.LEADER)
        for role in Role:
            seat = make.seat(b.institution, role)
            row = copy(b)
            for what in TABLE:
                with pytest.raises(NotPermitted):
                    check_may(seat, what, row, None)
            expected = Reads.OPEN if role != Role.ADMINISTRATOR else Reads.NOTHING
            assert reads(seat, row, latest(row)) == expected, role
            assert works(seat).filter(pk=row.pk).exists() == (role != Role.ADMINISTRATOR)
        assert not works(other).exists()


def test_of_two_institutions_on_a_server_only_the_side_it_was_released_to_finds_it(sides):
    a, b = sides
    crossed(a, b)
    with b:
        stranger = making.unit()
        work = making.alike(stranger, applied=2026)
        assert compared(stranger.author, work, None, make.TODAY).earlier == []


def test_told_anew_it_says_what_is_new_and_nothing_twice(sides):
    a, b = sides
    with a:
        made = making.unit(here=a.institution)
        work = making.certified(made, making.alike(made, applied=2025)).work
        assert release(a, work) == 1
        assert release(a, work) == 0
        making.confirmed(made, work, year=2026)
        assert release(a, work) == 0, "told when it was confirmed"
    b.receive(a.send())
    with b:
        assert len(copy(b).partner.told["benefits"]) == 2
        assert PartnerWork.objects.count() == 1


def test_a_figure_that_was_corrected_is_known_to_be_so_on_the_other_side(sides, client):
    """The first value has crossed: there it is not replaced in silence. Who was wrong, and why, stays at home."""
    a, b = sides
    with a:
        made = making.unit(here=a.institution)
        work = making.certified(made, making.alike(made, applied=2025)).work
        row = making.confirmed(made, work, year=2026)
        release(a, work)
    b.receive(a.send())
    with b:
        assert not any("corrected" in one for one in copy(b).partner.told["benefits"])
    with a:
        right = {"minor": 70_000_000, "currency": "VND", "basis": row.basis}
        said = {"paper": "BB 2", "reason": "Counted twice over", "by": made.unit_officer}
        actions.correct_benefit(benefit=row, values=right, at=make.NOW, **said)
    data = a.send()
    assert b"Counted twice" not in unpacked(data)
    b.receive(data)
    with b:
        before, corrected = copy(b).partner.told["benefits"]
        assert "corrected" not in before
        assert (corrected["minor"], corrected["before"]) == (
            70_000_000,
            {"minor": 80_000_000, "currency": "VND"},
        )
        day = make.NOW.date()
        assert corrected["corrected"] == day.isoformat()
        seat = make.seat(b.institution, Role.LEADER)
        client.force_login(seat.account)
        for language, words in (("en", "It said before:"), ("vi", "Trước đó:"), ("lo", "ກ່ອນໜ້ານັ້ນ:")):
            answer = client.get(f"/works/{copy(b).key}/", {"language": language}).content.decode()
            assert words in answer
    # Told anew for another reason it says the same of what it was.
    with a:
        making.confirmed(made, work, year=2024)
    b.receive(a.send())
    with b:
        assert copy(b).partner.told["benefits"][-1] == corrected
        assert len(copy(b).partner.told["benefits"]) == 3


def test_a_revoked_recognition_takes_its_release_back(sides):
    a, b = sides
    crossed(a, b)
    with a:
        submission = Submission.objects.get()
        actions.revoke(submission=submission, reason="Known before", by=a.leader, at=now())
    b.receive(a.send())
    with b:
        assert not Work.objects.exists()


def test_an_older_partner_keeps_it_and_shows_the_rest(sides, monkeypatch):
    """As a server whose software knows no works of the partner: the record goes on, and an upgrade shows it."""
    a, b = sides
    places = dict(receiving.PLACES)
    del places["work"]
    monkeypatch.setattr(receiving, "PLACES", places)
    crossed(a, b)
    assert [code for _thread, code in waiting(b)] == ["needs_newer"]
    a.record_activity()
    exchange(a, b)
    with b:
        assert not Work.objects.exists()
    assert a.sizes() == b.sizes()
    monkeypatch.undo()
    exchange(a, b)
    with b:
        assert copy(b).parts.exists()
        assert not Arrival.objects.exclude(state="applied").exists()


GOLD = [{"id": "b001", "year": 2026, "kind": "measured", "money": {"minor": 5, "cur": "XAU"}}]


@pytest.mark.parametrize("terms", [{"type": "magic"}, {"novelty_on": "2025-01-01", "benefits": GOLD}])
def test_terms_that_are_no_work_wait_and_hold_nothing_up(sides, terms):
    """Nor is anything shown that a page could not write: a currency without a name here."""
    a, b = sides
    with a:
        programme = Programme.objects.get()
        told = {"kind": "work", "name": "work/" + "0" * 31 + "1", "title": make.words("x")}
        record.state(register=programme.register, position=1, terms=terms, by=a.leader, at=now(), **told)
    b.receive(a.send())
    assert [code for _thread, code in waiting(b)] == ["document_terms"]
    crossed(a, b)
    with b:
        assert copy(b)


def test_a_restored_side_knows_again_what_it_released(sides):
    a, b = sides
    with a:
        work = recognised(a).work
    a.back_up()
    with a:
        release(a, Work.objects.get(pk=work.pk))
    exchange(a, b)
    a.restore()
    with a:
        assert not Release.objects.exists()
    exchange(a, b)
    with a:
        assert Release.objects.get().withdrawn_at is None
        assert Work.objects.filter(stage=Stage.PARTNER).count() == 0


def test_only_who_may_release_for_the_side_does(sides):
    a, _b = sides
    with a:
        work = recognised(a).work
        programme, stranger = Programme.objects.get(), make.institution()
        for role in Role:
            for body in (a.institution, stranger):
                seat = make.seat(body, role)
                if body == a.institution and role in (Role.LEADER, Role.COORDINATOR):
                    actions.release(works=[work], programme=programme, by=seat, at=now())
                    actions.withdraw_release(release=Release.objects.get(), by=seat, at=now())
                    continue
                with pytest.raises(NotPermitted):
                    actions.release(works=[work], programme=programme, by=seat, at=now())
        assert Release.objects.get().withdrawn_at
