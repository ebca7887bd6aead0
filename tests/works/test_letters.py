"""The letter of refusal in the register of official documents: drafted once, by the office, numbered there."""

import io

import pytest
from django.urls import reverse
from docx import Document

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted
from songfai.kit.languages import Trilingual
from songfai.parties.actions import hand_on
from songfai.parties.queries import taken
from songfai.parties.states import Role
from songfai.registry.actions import Enclosed, open_usual_series
from songfai.registry.models import OfficialDocument
from songfai.registry.states import DocumentState, PartKind
from songfai.reports.compile_council import refusal_paper
from songfai.reports.queries.council import refusal_facts
from songfai.works import actions
from songfai.works.queries import letter_of
from tests import factories as make
from tests.works import making
from tests.works.making import refused as refusal

pytestmark = pytest.mark.django_db
NUMBERED = {
    "number": 7,
    "year": 2026,
    "printed": "07/TB-LĐLĐ",
    "dated": make.TODAY,
    "state": DocumentState.NUMBERED,
}


@pytest.fixture
def made(settings):
    settings.TODAY = make.TODAY.isoformat()
    made = making.unit(country="VN")
    open_usual_series(by=made.clerk, at=make.NOW)
    return made


def refused_work(made):
    submission = making.voted(made, votes_for=1)
    actions.refuse(submission=submission, reason="Known before", by=made.leader, at=make.NOW)
    return making.fresh(submission)


def letter() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def drafted(made, submission, by=None):
    enclosed = Enclosed(PartKind.TEXT, "", "refusal.docx", letter())
    subject = Trilingual(vi="Thông báo", lo="ແຈ້ງການ", en="Notice")
    return actions.draft_letter(
        submission=submission,
        subject=subject,
        language="vi",
        enclosed=enclosed,
        by=by or made.clerk,
        at=make.NOW,
    )


def test_it_is_an_outgoing_notice_for_the_authors_with_the_letter_as_its_text(made):
    submission = refused_work(made)
    document = drafted(made, submission)
    assert (document.state, document.type.code, document.printed) == (DocumentState.DRAFT, "TB", "")
    assert [one.name for one in document.recipients.all()] == [
        one["name"]["vi"] if "vi" in one["name"] else next(iter(one["name"].values()))
        for one in submission.filed["authors"]
    ]
    assert document.parts.get().file.name == "refusal.docx"
    assert making.fresh(submission).letter == document
    assert Line.objects.filter(verb="works.draft_letter").count() == 1


def test_the_letter_carries_the_number_once_the_register_has_given_it(made):
    submission = refused_work(made)
    facts = refusal_facts(submission, make.NOW)
    assert "……" in refusal_paper(facts, "vi").head.number
    document = drafted(made, submission)
    assert refusal_facts(making.fresh(submission), make.NOW).number == ""
    OfficialDocument.objects.filter(pk=document.pk).update(**NUMBERED)
    facts = refusal_facts(making.fresh(submission), make.NOW)
    assert "07/TB-LĐLĐ" in refusal_paper(facts, "vi").head.number
    assert facts.day == make.TODAY


def test_one_letter_stands_and_one_that_was_cancelled_is_followed_by_another(made):
    submission = refused_work(made)
    first = drafted(made, submission)
    with refusal("letter_drafted"):
        drafted(made, making.fresh(submission))
    OfficialDocument.objects.filter(pk=first.pk).update(state=DocumentState.CANCELLED)
    assert letter_of(making.fresh(submission)) is None
    second = drafted(made, making.fresh(submission))
    assert making.fresh(submission).letter == second


def test_only_of_a_refusal_and_only_with_a_series(made):
    with refusal("not_refused"):
        drafted(made, making.voted(made))
    other = making.unit(country="VN")
    with refusal("no_series"):
        drafted(other, refused_work(other))
    assert OfficialDocument.objects.count() == 0


def test_a_body_that_has_taken_over_writes_it_in_its_own_register(made):
    submission = refused_work(made)
    heir = make.institution(country="VN")
    clerk = make.seat(heir, Role.CLERK)
    open_usual_series(by=clerk, at=make.NOW)
    hand_on(predecessor=made.here, successor=heir, kind="merged", basis="12/QH", field=None, on=make.TODAY)
    document = drafted(made, making.fresh(submission), by=taken(clerk, make.TODAY))
    assert (document.institution, document.series.institution) == (heir, heir)


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.LEADER, True), (Role.COORDINATOR, True), (Role.CLERK, True), (Role.UNIT_OFFICER, False),
     (Role.READER, False), (Role.AUTHOR, False), (Role.ADMINISTRATOR, False)],
)  # fmt: skip
def test_who_drafts_it(made, role, may):
    submission = refused_work(made)
    seat = make.seat(made.here, role)
    if may:
        drafted(made, submission, by=seat)
    else:
        with pytest.raises(NotPermitted):
            drafted(made, submission, by=seat)
    assert OfficialDocument.objects.exists() is may


# ---------------------------------------------------------------- the page


def page(client, seat, submission, language="en"):
    client.force_login(seat.account)
    answer = client.get(reverse("works:work", args=[submission.work.key]) + f"?language={language}")
    return answer.content.decode()


def test_the_office_drafts_it_from_the_page_and_the_author_reads_its_number(client, made):
    submission = refused_work(made)
    there = reverse("reports:draft_letter", args=[submission.key])
    assert there in page(client, made.clerk, submission)
    assert there not in page(client, made.author, submission)
    assert client.post(there).status_code == 403
    client.force_login(made.clerk.account)
    answer = client.post(there)
    document = OfficialDocument.objects.get()
    assert answer.url == reverse("registry:document", args=[document.key])
    assert document.parts.get().file.name.endswith("-vi.docx")
    assert set(document.subject.languages()) == {"lo", "vi", "en"}
    shown = page(client, made.clerk, submission)
    assert there not in shown
    assert answer.url in shown
    theirs = page(client, made.author, submission)
    assert "In the register of official documents" not in theirs, "how far a draft is, is the office's"
    OfficialDocument.objects.update(**NUMBERED)
    shown = page(client, made.author, submission)
    assert "07/TB-LĐLĐ" in shown
    assert answer.url not in shown, "the register is the office's"
    client.force_login(made.clerk.account)
    assert client.post(there).status_code == 302
    assert OfficialDocument.objects.count() == 1


def test_a_stranger_finds_nothing_and_a_work_that_was_not_refused_has_no_letter(client, made):
    submission = refused_work(made)
    client.force_login(make.seat(made.there, Role.LEADER).account)
    assert client.post(reverse("reports:draft_letter", args=[submission.key])).status_code == 404
    client.force_login(made.clerk.account)
    other = making.voted(made)
    assert client.post(reverse("reports:draft_letter", args=[other.key])).status_code == 404
