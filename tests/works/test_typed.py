"""Earlier works beside a text that is still being written: what is asked, what is shown to whom, and that nothing is saved."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songfai.journal.models import Line
from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.novelty.models import Text
from songfai.novelty.rules.sheets import Written
from songfai.works import actions
from songfai.works.models import Work
from songfai.works.pages.typed import COUNTED
from songfai.works.queries import compared, compared_typed, with_all
from songfai.works.queries.comparing import own_private
from songfai.works.states import PartKind
from tests import factories as make
from tests.works import making

SCRIPT = {"HTTP_X_SONGFAI_COMPARE": "1"}


@pytest.fixture
def made(db):
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings, db):
    settings.TODAY = "2026-03-10"
    cache.clear()


def found(seat, text, *, work=None, applied=None, key="-"):
    parts = [Written("content-vi", text)]
    return compared_typed(
        seat, parts, key=key, work=work, institution=seat.institution, applied=applied, today=make.TODAY
    )


def typed(client, seat, address="/works/new/", language="en", **fields):
    client.force_login(seat.account)
    headers = fields.pop("headers", {})
    given = {"ip_status": "none", "compare": "1", "part_content_vi": making.PARAGRAPH}
    return client.post(f"{address}?language={language}", given | fields, **headers)


# ---------------------------------------------------------------- what is found


def test_a_text_that_nobody_saved_finds_the_earlier_works(made):
    earlier = making.earlier(making.unit()).work
    seen = found(made.author, f"Trước đây xả thẳng ra rãnh thoát. {making.PARAGRAPH}")
    [one] = seen.near
    assert (one.work, one.opens, len(one.shared)) == (earlier, False, 1)
    assert one.counted >= 30
    assert (seen.found, seen.handed_round) == (1, 0)
    assert one.shared[0].ours.first == 1 + len("Trước đây xả thẳng ra rãnh thoát. ")
    assert Work.objects.count() == 1


def test_it_finds_what_the_comparison_of_the_saved_work_finds(made):
    making.earlier(making.unit())
    making.earlier(making.unit(), hidden=(PartKind.CONTENT,))
    work = with_all(Work.objects.filter(pk=making.alike(made).pk)).get()
    saved = compared(made.author, work, None, make.TODAY)
    near = found(made.author, making.PARAGRAPH, work=work, applied=work.first_applied, key=str(work.key)).near
    told = [(one.work.pk, one.counted, one.day, len(one.shared)) for one in near]
    assert told == [(one.work.pk, one.counted, one.day, len(one.shared)) for one in saved.earlier]
    assert len(told) == 1, "what another keeps confidential is in neither"


def test_the_first_application_that_is_typed_decides_what_is_earlier(made):
    making.earlier(made)
    assert found(made.author, making.PARAGRAPH, applied=PartialDate(2026, 1)).found == 1
    Work.objects.get().submissions.update(filed_on=make.TODAY)
    Text.objects.update(filed_on=make.TODAY)
    assert found(made.author, making.PARAGRAPH, applied=PartialDate(2024, 1)).found == 0


def test_a_work_is_not_compared_with_itself(made):
    work = making.filed(made, making.alike(made)).work
    assert found(made.author, making.PARAGRAPH, work=work, key=str(work.key)).found == 0
    assert found(made.author, making.PARAGRAPH).found == 1


def test_what_others_keep_confidential_is_not_compared(client, made):
    other = making.unit()
    making.earlier(other, hidden=(PartKind.CONTENT,))
    seen = found(made.author, making.PARAGRAPH)
    assert (seen.near, seen.found) == ([], 0)
    told = typed(client, made.author, headers=SCRIPT).content.decode()
    assert "is not compared here" in told
    assert "bẫy hơi" not in told
    [own] = found(other.author, making.PARAGRAPH).near
    assert len(own.shared) == 1


def test_a_work_that_is_its_authors_again_is_compared_with_theirs_alone(made):
    other = making.unit()
    submission = making.earlier(other)
    actions.reject(submission=submission, reason="no drawing", by=other.clerk, at=make.NOW)
    assert found(made.author, making.PARAGRAPH).near == []
    [own] = found(other.author, making.PARAGRAPH).near
    assert len(own.shared) == 1


def test_five_of_many_stand_beside_the_text(client, made):
    for _n in range(6):
        making.earlier(made)
    seen = found(made.author, making.PARAGRAPH)
    assert (len(seen.near), seen.found) == (5, 6)
    assert "Shown: 5 of 6" in typed(client, made.author, headers=SCRIPT).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(client, made, count):
    """SQLite is asked for each run of the text (novelty.queries), and PostgreSQL keeps the tries; all other queries are
    counted."""
    for _n in range(count):
        making.earlier(making.unit())
        making.earlier(made, hidden=(PartKind.CONTENT,))
    client.force_login(made.author.account)
    typed(client, made.author, headers=SCRIPT)
    with CaptureQueriesContext(connection) as asked:
        answer = typed(client, made.author, headers=SCRIPT)
    assert answer.content.decode().count("<article") == min(2 * count, 5)
    apart = ("novelty_fingerprint", "songfai_limits", "SAVEPOINT")
    rest = [one["sql"] for one in asked.captured_queries if not any(name in one["sql"] for name in apart)]
    assert len(rest) == 29, rest


# ---------------------------------------------------------------- the form and its part


def test_without_a_script_the_form_comes_back_with_all_that_was_typed(client, made):
    earlier = making.earlier(making.unit()).work
    answer = typed(
        client, made.author, title_vi="Khung sấy ngô", hidden_content="on", first_applied="01/2026"
    )
    told = answer.content.decode()
    assert answer.status_code == 200
    assert "1 earlier work with the same wording so far" in told
    assert "1 passage" in told
    assert earlier.title.best("en")[0] in told
    assert "Khung sấy ngô" in told
    assert told.count(making.PARAGRAPH.split(".")[0]) >= 2, "in its field and in the passage"
    assert re.search(r'<input[^>]*name="hidden_content"[^>]* checked', told)
    assert not re.search(r'<input[^>]*name="hidden_known"[^>]* checked', told)
    assert Work.objects.count() == 1, "nothing is saved"


def test_what_is_missing_is_not_said_before_it_is_saved(client, made):
    told = typed(client, made.author).content.decode()
    assert "errbox" not in told
    assert "is-invalid" not in told
    given = {"ip_status": "none", "part_content_vi": "x"}
    assert client.post("/works/new/", given).status_code == 422, "saving asks for a title"


def test_a_form_that_was_compared_is_saved_as_any_other(client, made):
    work = making.alike(made)
    here = f"/works/{work.key}/edit/"
    told = typed(client, made.author, here, seen=work.revision, title_vi="Tên mới").content.decode()
    assert f'name="seen" value="{work.revision}"' in told
    assert f'href="/works/{work.key}/earlier/"' in told
    given = {"ip_status": "none", "seen": work.revision, "title_vi": "Tên mới", "part_content_vi": "Khác"}
    assert client.post(here, given).status_code == 302
    assert Work.objects.get().parts.get(kind="content").text == Trilingual(vi="Khác")
    assert client.post(here, given).status_code == 409, "filled from an older revision"


def test_the_script_is_answered_with_the_part_alone(client, made):
    making.earlier(made)
    work = making.alike(made)
    told = typed(client, made.author, f"/works/{work.key}/edit/", headers=SCRIPT).content.decode()
    assert "<html" not in told
    assert "<form" not in told
    assert f"/works/{work.key}/earlier/#w-" in told
    lines = Line.objects.count()
    typed(client, made.author, headers=SCRIPT)
    assert (Line.objects.count(), Work.objects.count()) == (lines, 2)


@pytest.mark.parametrize(
    ("language", "none", "few"),
    [
        ("en", "No earlier work", "Write a sentence"),
        ("vi", "Chưa có giải pháp", "Vui lòng viết"),
        ("lo", "ຍັງບໍ່ທັນພົບ", "ກະລຸນາຂຽນ"),
    ],
)
def test_in_three_languages_also_when_there_is_nothing(client, made, language, none, few):
    told = typed(client, made.author, headers=SCRIPT, language=language).content.decode()
    assert none in told.replace("\u200b", "")
    told = typed(client, made.author, headers=SCRIPT, language=language, part_content_vi="Hai từ")
    assert few in told.content.decode().replace("\u200b", "")


def test_a_part_that_is_too_long_does_not_stop_the_others(client, made):
    making.earlier(made)
    told = typed(client, made.author, headers=SCRIPT, part_known_vi="x " * 40_000).content.decode()
    assert "1 earlier work" in told


# ---------------------------------------------------------------- who, and how often


def test_who_may_not_write_it_compares_nothing(client, made):
    work = making.alike(made)
    here = f"/works/{work.key}/edit/"
    for seat, code in ((made.author, 200), (made.second, 404), (made.clerk, 404)):
        assert typed(client, seat, here, headers=SCRIPT).status_code == code
    filed = making.filed(made, work).work
    assert typed(client, made.clerk, f"/works/{filed.key}/edit/", headers=SCRIPT).status_code == 403
    assert typed(client, made.secretary, f"/works/{filed.key}/edit/", headers=SCRIPT).status_code == 404
    client.logout()
    assert client.post("/works/new/", {"compare": "1"}, **SCRIPT).status_code == 302


def test_each_person_may_ask_so_often_within_a_minute(client, made, settings):
    settings.ACCOUNT_RATE_LIMITS = {COUNTED: "2/m/user"}
    making.earlier(made)
    for _n in range(2):
        assert typed(client, made.author, headers=SCRIPT).status_code == 200
    answer = typed(client, made.author, headers=SCRIPT)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "Wait a minute" in answer.content.decode()
    told = typed(client, made.author, title_vi="Khung sấy ngô")
    assert told.status_code == 429
    assert "Khung sấy ngô" in told.content.decode(), "what was typed is not lost"
    assert typed(client, made.second, headers=SCRIPT).status_code == 200
    given = {"ip_status": "none", "title_vi": "Khung sấy ngô"}
    client.force_login(made.author.account)
    assert client.post("/works/new/", given).status_code == 302, "saving is not limited by it"


def test_the_comparison_of_a_saved_work_is_opened_so_often_within_a_minute(client, made, settings):
    settings.ACCOUNT_RATE_LIMITS = {"works.comparison": "2/m/user"}
    work = making.alike(made)
    client.force_login(made.author.account)
    assert [client.get(f"/works/{work.key}/earlier/").status_code for _n in range(3)] == [200, 200, 429]


def test_of_who_has_entered_thousands_the_newest_are_compared(made, monkeypatch):
    rows = [making.earlier(made, hidden=(PartKind.CONTENT,)).work for _n in range(3)]
    assert own_private(made.author) == [str(row.key) for row in reversed(rows)]
    monkeypatch.setattr("songfai.works.queries.comparing.NAMED", 2)
    assert own_private(made.author) == [str(row.key) for row in reversed(rows[1:])]
    assert own_private(None) == []
