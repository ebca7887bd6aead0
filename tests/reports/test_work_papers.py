"""The receipt and the certificates of a work as PDF, in three languages."""

import io

import pypdf
import pytest
from django.urls import reverse

from songfai.parties.states import Role
from songfai.reports.compile_work import receipt_paper
from songfai.reports.queries.works import receipt_facts
from songfai.works import actions
from tests import factories as make
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
