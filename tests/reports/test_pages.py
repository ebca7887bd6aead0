import re
from datetime import date
from html import unescape

import pytest

from songfai.kit.languages import LANGUAGES
from songfai.parties.states import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(settings):
    settings.TODAY = "2026-03-10"


@pytest.fixture
def base(made, done, counts, shown, told):
    activity = done(made.items[0])
    counts(activity, "24")
    shown(activity, date(2025, 5, 29))
    return f"/programmes/{made.programme.slug}/reports"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", LANGUAGES)
def test_report_shows_in_any_language_on_a_page_in_any_language(client, made, base, language, report):
    client.force_login(made.leader_b.account)
    response = client.get(f"{base}/2025/?language={language}&report={report}")
    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}">' in page
    assert re.search(rf'<article class="a4 report [^"]*" lang="{report}"', page)


def test_a_cut_off_before_the_end_of_a_year_says_what_it_leaves_out(client, made, base):
    client.force_login(made.leader_a.account)
    says = "a report up to 31 December 2025 has it all"
    assert says in client.get(f"{base}/2025/?language=en&cut_off=2025-12-15").content.decode()
    assert says not in client.get(f"{base}/2025/?language=en&cut_off=2025-12-31").content.decode()


def test_a_year_that_still_runs_is_not_cut_short(client, made, base, settings):
    settings.TODAY = "2025-11-10"
    client.force_login(made.leader_a.account)
    assert "has it all" not in client.get(f"{base}/2025/?language=en").content.decode()


def test_every_linked_figure_leads_to_its_rows(client, made, base):
    client.force_login(made.leader_a.account)
    page = client.get(f"{base}/2025/?language=en").content.decode()
    links = {unescape(link) for link in re.findall(r'class="figure" href="([^"]+)"', page)}
    assert len(links) > 8
    for link in links:
        response = client.get(link)
        assert response.status_code == 200, link
        assert (
            b"activities/" in response.content
            or b"plans/" in response.content
            or b"commitments/" in response.content
        )


def test_rows_of_a_figure_are_the_rows_it_counts(client, made, base):
    client.force_login(made.leader_a.account)
    page = client.get(f"{base}/2025/rows/total.overdue/?cut_off=2025-12-31&language=en").content.decode()
    assert page.count('role="rowheader"') == 2
    assert "Not done, overdue: <span" in page


def test_rows_are_exported(client, made, base):
    client.force_login(made.leader_a.account)
    response = client.get(f"{base}/2025/rows/total.activities/?export=csv&language=en")
    assert response["Content-Type"].startswith("text/csv")
    assert len(response.content.decode("utf-8-sig").strip().splitlines()) == 2


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF-"), ("docx", b"PK")])
@pytest.mark.parametrize("report", LANGUAGES)
def test_report_is_taken_away_as_a_file(client, made, base, form, start, report):
    client.force_login(made.leader_a.account)
    response = client.get(f"{base}/2025/?report={report}&format={form}")
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert f"{made.programme.slug}-2025-{report}.{form}" in response["Content-Disposition"]


def test_year_with_nothing_in_it_says_so(client, made, base):
    client.force_login(made.leader_a.account)
    response = client.get(f"{base}/2023/?language=en")
    assert response.status_code == 200
    assert "Nothing to report for 2023 yet" in response.content.decode()
    assert client.get(f"{base}/2023/?format=pdf").headers["Content-Type"].startswith("text/html")


def test_list_names_the_years(client, made, base):
    client.force_login(made.leader_a.account)
    page = client.get(f"{base}/?language=en").content.decode()
    assert f"{base}/2025/" in page
    assert f"{base}/2024/" not in page


@pytest.mark.parametrize("path", ["/", "/2025/", "/2025/?format=pdf", "/2025/rows/total.done/"])
def test_programme_of_others_is_not_there(client, base, path):
    client.force_login(make.seat().account)
    assert client.get(f"{base}{path}").status_code == 404


def test_reader_may_read_and_administrator_may_not(client, made, base):
    body = made.leader_a.institution
    client.force_login(make.seat(body, Role.READER).account)
    assert client.get(f"{base}/2025/").status_code == 200
    client.force_login(make.seat(body, Role.ADMINISTRATOR).account)
    assert client.get(f"{base}/2025/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/1999/", "/2031/", "/2025/rows/nothing.here/", "/2025/rows/total.done/?cut_off=x"]
)
def test_what_cannot_be_reported_is_not_there(client, made, base, path):
    client.force_login(made.leader_a.account)
    assert client.get(f"{base}{path}").status_code == 404


@pytest.mark.parametrize("typed", ["31/02/2025", "soon", "2031-01-01", "2020-01-01"])
def test_impossible_cut_off_is_refused_and_kept(client, made, base, typed):
    client.force_login(made.leader_a.account)
    response = client.get(f"{base}/2025/", {"cut_off": typed, "language": "en"})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'aria-invalid="true"' in page
    assert "<article" not in page


def test_cut_off_may_be_written_as_officers_write_it(client, made, base):
    client.force_login(made.leader_a.account)
    page = client.get(
        f"{base}/2025/", {"cut_off": "30/04/2025", "report": "en", "language": "en"}
    ).content.decode()
    assert "The figures are those of 30 April 2025." in page


@pytest.mark.parametrize("path", ["/", "/2025/", "/2025/rows/total.activities/"])
def test_queries_of_the_pages_do_not_grow(client, made, base, done, queries, path):
    client.force_login(made.leader_a.account)
    client.get(f"{base}{path}")
    one = queries(lambda: client.get(f"{base}{path}"))
    for item in made.items:
        done(item)
    assert queries(lambda: client.get(f"{base}{path}")) == one


def test_figures_are_escaped_like_everything_else(client, made, base, done):
    from songfai.kit.languages import Trilingual

    done(made.items[1], title=Trilingual(vi="<b>Đoàn</b>"))
    client.force_login(made.leader_a.account)
    assert "<b>Đoàn</b>" not in client.get(f"{base}/2025/?report=vi").content.decode()


def test_a_cut_off_of_blanks_is_the_usual_one(client, made, base, done):
    done(made.items[0])
    client.force_login(made.leader_a.account)
    assert client.get(f"{base}/2025/", {"cut_off": "  "}).status_code == 200
