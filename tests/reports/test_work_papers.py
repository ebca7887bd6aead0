"""The receipt and the certificates of a work as PDF, in three languages."""

import io
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from django.urls import reverse

from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.reports.compile_council import decision_paper
from songfai.reports.compile_work import certificate_paper, receipt_paper
from songfai.reports.paper import lines
from songfai.reports.queries.works import receipt_facts
from songfai.reports.work_facts import CertificateFacts
from songfai.works import actions
from songfai.works.queries import signer_of
from tests import factories as make
from tests.reports.goldens import same_as_golden
from tests.reports.samples_council import DECISION, UNIT, WORK
from tests.works import making

pytestmark = pytest.mark.django_db
TITLES = {
    "receipt": {"en": "RECEIPT", "vi": "GIẤY BIÊN NHẬN", "lo": "ໃບຢັ້ງຢືນການຮັບ"},
    "certificate": {
        "en": "CERTIFICATE OF INITIATIVE",
        "vi": "GIẤY CHỨNG NHẬN SÁNG KIẾN",
        "lo": "ໃບຢັ້ງຢືນຫົວຄິດປະດິດສ້າງ",
    },
}


@pytest.fixture
def made():
    made = making.unit(country="VN")
    made.base = making.certified(made, making.of_two(made))
    return made


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def plain(text: str) -> str:
    return "".join(text.split())


def receipt(submission, language):
    return reverse("reports:work_receipt", args=[submission.key, language])


def certificate(submission, number, language):
    row = submission.certificates.order_by("id")[number]
    return reverse("reports:work_certificate", args=[submission.key, row.pk, language])


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_each_language_has_its_papers(client, made, language):
    client.force_login(made.author.account)
    text = text_of(client, receipt(made.base, language))
    paper = receipt_paper(receipt_facts(made.base, make.NOW), language)
    assert paper.head.type_name == TITLES["receipt"][language]
    assert paper.untranslated <= 1, "only what the unit wrote in one language"
    if language != "lo":  # letters of Lao come out of a PDF in the order they are drawn
        assert plain(TITLES["receipt"][language]) in plain(text)
    assert "0001/2026" in text
    text = text_of(client, certificate(made.base, 1, language))
    if language != "lo":
        assert plain(TITLES["certificate"][language]) in plain(text)
    assert "0002/2026" in text
    assert "30%" in text
    assert "70%" in text, "the other author is named with the share"
    assert "45/QĐ" in text


def test_who_signed_is_named_as_the_language_of_the_certificate_names_them(client, made):
    person = made.leader.account.person
    person.name = Trilingual(lo="ຫງວຽນ ວັນ ອາ", vi="Nguyễn Văn A", en="Nguyen Van A")
    person.save()
    client.force_login(made.leader.account)
    for language, name in person.name.as_dict().items():
        # A PDF in Lao is not read back letter by letter: the page on screen says the same.
        row = made.base.certificates.order_by("id").first()
        page = client.get(
            f"{reverse('works:certificate', args=[made.base.work.key, row.pk])}?language={language}"
        )
        assert page.context["signer"].best(language)[0] == name
    assert "Nguyen Van A" in " ".join(text_of(client, certificate(made.base, 0, "en")).split())


def test_of_two_who_write_their_names_alike_the_certificate_says_what_was_typed(made):
    for given in ("Nguyen Van A", "Nguyen Van Ah"):
        person = make.seat(made.here, Role.CLERK).account.person
        person.name = Trilingual(vi="Nguyễn Văn A", en=given)
        person.save()
    assert signer_of(made.base.certificates.order_by("id").first()).en == "Nguyễn Văn A"


def test_who_signed_is_looked_for_among_the_officers_not_among_all_who_send_in_works(
    made, django_assert_num_queries
):
    for seat, en in ((made.leader, "Nguyen Van A"), (make.seat(made.here, Role.AUTHOR), "Somebody else")):
        person = seat.account.person
        person.name = Trilingual(vi="Nguyễn Văn A", en=en)
        person.save()
    row = made.base.certificates.order_by("id").first()
    with django_assert_num_queries(1):
        assert signer_of(row).en == "Nguyen Van A"


def test_a_revoked_certificate_says_so(client, made):
    actions.revoke(submission=made.base, reason="Copied", by=made.leader, at=make.NOW)
    client.force_login(made.leader.account)
    assert "this certificate is void" in " ".join(text_of(client, certificate(made.base, 0, "en")).split())


def test_the_paper_of_a_level_says_how_far_it_reaches(client, made):
    up = making.above_of(made)
    sent = making.voted_above(up, making.sent_above(made, made.base))
    told = {"by": up.leader, "at": make.NOW}
    actions.recognise(submission=sent, influence="province", decision="9/QĐ", decided_on=make.TODAY, **told)
    sent = making.fresh(sent)
    actions.certify(
        submission=sent, signer="Trần B", post=make.words("Chair"), dated=make.TODAY, by=up.clerk, at=make.NOW
    )
    client.force_login(made.author.account)
    text = " ".join(text_of(client, certificate(sent, 0, "en")).split())
    assert "CERTIFICATE OF EFFECT AND SCOPE OF INFLUENCE" in text
    assert "The unit revoked" not in text
    actions.revoke(submission=making.fresh(made.base), reason="Copied", by=made.leader, at=make.NOW)
    text = " ".join(text_of(client, certificate(sent, 0, "en")).split())
    assert "The unit revoked its recognition of the work" in text
    assert "void" not in text
    assert "the whole ministry or province" in text
    assert "effect and scope of influence" in " ".join(text_of(client, receipt(sent, "en")).split())


def test_who_may_not_open_the_work_has_no_paper_of_it(client, made):
    for seat in (
        make.seat(made.there, Role.LEADER),
        made.second,
    ):
        client.force_login(seat.account)
        expected = 200 if seat.pk == made.second.pk else 404
        assert client.get(receipt(made.base, "vi")).status_code == expected
    client.force_login(made.author.account)
    assert client.get(receipt(made.base, "fr")).status_code == 404


INVESTOR = Trilingual(lo="ບໍລິສັດ ອາຍນ້ຳ", vi="Tổng công ty Hơi", en="Steam Corporation")
OF_INVESTOR = CertificateFacts(
    issuer=UNIT,
    number="0003/2026",
    title=WORK.title,
    own=None,
    investor=INVESTOR,
    others=WORK.authors,
    influence="",
    decision="45/QĐ",
    decided_on=date(2026, 3, 11),
    dated=date(2026, 3, 12),
    signer=DECISION.signer,
    signer_post=DECISION.signer_post,
    void=False,
    base_revoked=False,
    code="7KQM-4RWX-P2TD",
    check="https://example.org/certificates/?number=0003%2F2026",
    compiled_at=WORK.compiled_at,
)


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_certificate_of_the_investor_says_what_it_said(language):
    paper = certificate_paper(OF_INVESTOR, language)
    same_as_golden(f"certificate-investor-{language}", paper)
    assert paper.untranslated == 0
    said = "\n".join(lines(paper))
    for name in (INVESTOR, *(one.name for one in WORK.authors)):
        assert getattr(name, language) in said


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_a_certificate_of_an_author_and_the_decision_name_the_investor(language):
    own, other = WORK.authors
    name = getattr(INVESTOR, language)
    of_author = replace(OF_INVESTOR, own=own, others=(other,))
    assert "\n".join(lines(certificate_paper(of_author, language))).count(name) == 1
    paid_by_authors = replace(of_author, investor=None)
    assert name not in "\n".join(lines(certificate_paper(paid_by_authors, language)))
    decision = replace(DECISION, work=replace(WORK, investor=INVESTOR))
    with_it, without = (
        lines(decision_paper(one, language))
        for one in (decision, replace(decision, certifies_investor=False))
    )
    assert sum(name in one for one in with_it) == 1
    assert len([one for one in with_it if one not in without]) == 1, "the article on the certificates"


def test_the_investor_has_a_paper_of_its_own(client):
    made = making.unit(country="VN")
    base = making.certified(made, making.ready(made, invested_by="unit"))
    client.force_login(made.clerk.account)
    text = " ".join(text_of(client, certificate(base, 1, "en")).split())
    assert f"{made.here.name.en} is the investor of the following initiative" in text
    assert "0002/2026" in text
    text = " ".join(text_of(client, certificate(base, 0, "en")).split())
    assert f"Investor: {made.here.name.en}" in text
    actions.revoke(submission=base, reason="Copied", by=made.leader, at=make.NOW)
    assert "this certificate is void" in " ".join(text_of(client, certificate(base, 1, "en")).split())
