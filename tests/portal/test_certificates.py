"""Anybody checks a certificate by its number and its check code; nobody learns more than stands on it."""

import re

import pytest
from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.kit.errors import Refused
from songfai.people.limits import asker
from songfai.works import actions
from songfai.works.models import Certificate
from songfai.works.rules.codes import LETTERS, code_typed, in_groups, new_code, number_typed
from songfai.works.states import PartKind
from tests import factories as make
from tests.works import making

CHECK = "/certificates/"


@pytest.fixture
def row(db):
    cache.clear()
    made = making.unit(country="VN")
    submission = making.certified(made, making.of_two(made))
    return submission.certificates.order_by("id").first()


def ask(client, number, code, language="en"):
    return client.get(CHECK, {"number": number, "code": code, "language": language})


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# ---------------------------------------------------------------- as typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("0012/2026", (12, 2026)), (" 12 / 2026 ", (12, 2026)), ("໐໐໑໒/໒໐໒໖", (12, 2026))],
)
def test_a_number_is_read_as_people_type_it(typed, meant):
    assert number_typed(typed) == meant


@pytest.mark.parametrize("typed", ["", "12", "12/26", "x/2026", "1" * 20 + "/2026", "12/2026/3"])
def test_what_is_no_number_is_said(typed):
    with pytest.raises(Refused) as refused:
        number_typed(typed)
    assert refused.value.code == "number_unreadable"


def test_a_code_is_read_in_groups_or_not_in_large_letters_or_small():
    code = new_code()
    for typed in (code, in_groups(code), in_groups(code).lower(), f" {code[:4]} {code[4:]} "):
        assert code_typed(typed) == code
    for wrong in ("", code[:-1], code + "2", "0" + code[1:]):
        with pytest.raises(Refused):
            code_typed(wrong)


def test_codes_are_drawn_from_all_letters_and_differ():
    codes = {new_code() for _n in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) == set(LETTERS)


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("language", ["en", "vi", "lo"])
def test_anybody_sees_that_it_is_in_force(client, row, language):
    answer = ask(client, str(row), row.shown_code, language)
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    found = answer.context["found"]
    assert (found.number, found.revoked_on, found.dated) == (str(row), None, row.dated)
    assert str(found.title.best(language)[0]) in text_of(answer)
    assert str(found.holder.best(language)[0]) in text_of(answer)


def test_it_is_what_was_printed_not_what_the_work_is_called_now(client, row):
    work = row.submission.work
    type(work).objects.filter(pk=work.pk).update(title=make.words("Another title"))
    work.authors.update(name=make.words("Another name"))
    page = text_of(ask(client, str(row), row.code))
    assert "Drying frame" in page
    assert "Another" not in page


def test_it_says_nothing_that_is_not_on_the_certificate(client, row):
    work = row.submission.work
    work.parts.filter(kind=PartKind.CONTENT).update(confidential=True)
    page = text_of(ask(client, str(row), row.code))
    other = row.submission.certificates.order_by("id").last()
    for secret in ("Phần content", "Xưởng 2", str(work.key), other.shown_code, "80.000.000", "/works/"):
        assert secret not in page
    names = {one["name"]["en"] for one in row.submission.filed["authors"] if one["id"] != row.author_id}
    assert not any(name in page for name in names), "the other author has a certificate of their own"


@pytest.mark.parametrize(("language", "word"), [("en", "Investor"), ("vi", "Chủ đầu tư"), ("lo", "ຜູ້ລົງທຶນ")])
def test_that_of_the_investor_is_checked_like_any_other(client, db, language, word):
    cache.clear()
    made = making.unit(country="VN")
    paid = {"invested_by": "other", "investor": "Tổng công ty Hơi", "investor_refused": True}
    submission = making.certified(made, making.ready(made, **paid))
    row = submission.certificates.get(for_investor=True)
    page = text_of(ask(client, str(row), row.shown_code, language))
    assert "Tổng công ty Hơi" in page and word in page
    author = submission.filed["authors"][0]["name"]
    assert not any(name in page for name in author.values()), "the authors have certificates of their own"
    own = submission.certificates.get(for_investor=False)
    page = text_of(ask(client, str(own), own.shown_code, language))
    assert "Tổng công ty Hơi" not in page and word not in page


def test_a_revoked_one_says_since_when(client, row):
    made_by = make.seat(row.institution, "leader")
    actions.revoke(submission=row.submission, reason="Copied from a book", by=made_by, at=make.NOW)
    answer = ask(client, str(row), row.code)
    assert answer.context["found"].revoked_on == make.TODAY
    assert "Revoked since" in text_of(answer)
    assert "Copied" not in text_of(answer), "why is for the authors"


def test_a_level_stands_on_the_recognition_of_the_unit(client, db):
    cache.clear()
    made = making.unit(country="VN")
    base = making.certified(made)
    up = making.above_of(made)
    sent = making.voted_above(up, making.sent_above(made, base))
    told = {"by": up.leader, "at": make.NOW}
    actions.recognise(submission=sent, influence="province", decision="9/QĐ", decided_on=make.TODAY, **told)
    actions.certify(
        submission=making.fresh(sent), signer="B", post=make.words("C"), dated=make.TODAY, by=up.clerk, at=make.NOW
    )  # fmt: skip
    row = sent.certificates.get()
    answer = ask(client, str(row), row.code)
    assert answer.context["found"].revoked_on is None
    assert "Level of ministry or province" in text_of(answer)
    actions.revoke(submission=making.fresh(base), reason="Copied", by=made.leader, at=make.NOW)
    assert ask(client, str(row), row.code).context["found"].revoked_on == make.TODAY


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(client, row):
    token = re.compile(r'value="[^"]*"|number=[^&"]*|code=[^&"]*')
    wrong = [ask(client, "0999/2026", row.code), ask(client, str(row), new_code())]
    assert [one.status_code for one in wrong] == [404, 404]
    first, second = (token.sub("", text_of(one)) for one in wrong)
    assert first == second
    assert "Drying frame" not in first


@pytest.mark.parametrize(
    ("number", "code", "field"), [("twelve", "7KQM4RWXP2TD", "number"), ("12/2026", "7KQM", "code"), ("", "", "code")]
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_field_and_kept(client, db, number, code, field):
    answer = ask(client, number, code)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not number or f'value="{number}"' in text_of(answer)


def test_who_guesses_is_slowed_down_and_who_knows_is_not(client, row):
    for _n in range(30):
        assert ask(client, str(row), row.code).status_code == 200
    answers = [ask(client, str(row), new_code()).status_code for _n in range(21)]
    assert answers == [404] * 20 + [429]
    assert ask(client, str(row), row.code).status_code == 429
    assert client.get(CHECK, REMOTE_ADDR="10.1.2.3").status_code == 200
    elsewhere = client.get(CHECK, {"number": str(row), "code": row.code}, REMOTE_ADDR="10.1.2.3")
    assert elsewhere.status_code == 200


def test_one_line_of_the_net_is_one_asker(client, row):
    for n in range(20):
        client.get(CHECK, {"number": str(row), "code": new_code()}, REMOTE_ADDR=f"2001:db8:1:2::{n + 1:x}")
    asked = {"number": str(row), "code": row.code}
    assert client.get(CHECK, asked, REMOTE_ADDR="2001:db8:1:2::ffff").status_code == 429
    assert client.get(CHECK, asked, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_check_takes_the_same_queries_among_one_and_three(client, db, rows):
    cache.clear()
    made = making.unit(country="VN")
    row = [making.certified(made) for _n in range(rows)][0].certificates.get()
    with CaptureQueriesContext(connection) as asked:
        ask(client, str(row), row.code)
    # Where the tries are kept is another matter (settings.CACHES).
    assert sum("songfai_limits" not in one["sql"] for one in asked.captured_queries) == 2


def test_the_paper_carries_the_address_and_the_code(client, row):
    author = row.submission.work.authors.get(pk=row.author_id)
    client.force_login(author.account)
    page = client.get(reverse("works:certificate", args=[row.submission.work.key, row.pk]) + "?language=en")
    assert row.shown_code in text_of(page)
    address = page.context["check"]
    assert address.startswith("http://testserver/certificates/?")
    client.logout()
    assert client.get(address).context["found"].number == str(row)


def test_each_certificate_has_a_code_of_its_own(row):
    codes = Certificate.objects.values_list("code", flat=True)
    assert len(set(codes)) == len(codes) == 2


# ---------------------------------------------------------------- who asks


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("10.0.0.1", "10.0.0.2", False), ("10.0.0.1", "::ffff:10.0.0.1", True),
     ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False), ("2001:db8::1", "2001:db8::2", True),
     ("2001:db8::1", "2001:db8:0:1::1", False)],
)  # fmt: skip
def test_wrong_ones_of_one_line_are_counted_together_and_of_another_apart(rf, one, other, same):
    asked = [asker(rf.get("/", REMOTE_ADDR=address)) for address in (one, other)]
    assert (asked[0] == asked[1]) is same


@pytest.mark.parametrize(
    ("written", "meant"),
    [("::ffff:10.0.0.1", "10.0.0.1"), ("10.0.0.1", "10.0.0.1"), ("2001:db8::1", "2001:db8::1")],
)
def test_tries_to_sign_in_are_counted_by_the_address_of_ipv4_too(rf, written, meant):
    """Else nobody could sign in where somebody else has tried too often."""
    assert get_adapter().get_client_ip(rf.get("/", REMOTE_ADDR=written)) == meant
