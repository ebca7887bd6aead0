"""The programme of a visit as a file: who travels in which order, what happens on which day, in each language."""

import io
import re
from datetime import date, time

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.reports.compile_visit import visit_paper
from songfai.reports.paper import lines
from songfai.reports.queries.visit_programme import visit_programme
from songfai.visits import actions
from songfai.visits.queries import on_paper, visits_of
from songfai.visits.states import VisitState as V
from tests import factories as make
from tests.visits import making

pytestmark = pytest.mark.django_db
FIRST = Trilingual(lo="ບຸນມີ ແກ້ວມະນີ", vi="Bun-mi Kẹo-ma-ni", en="Bounmy Keomany")
SECOND = Trilingual(lo="ຫງວຽນ ວັນ ອານ", vi="Nguyễn Văn An", en="Nguyen Van An")


@pytest.fixture
def made():
    made = making.until(
        V.SCHEME_APPROVED, purpose=Trilingual(vi="Trao đổi kinh nghiệm", en="To exchange experience")
    )
    told = {"by": made.leader_a, "at": make.NOW}
    for name, role, courtesy in ((FIRST, "head", "H.E."), (SECOND, "interpreter", "Mr")):
        actions.save_member(
            visit=making.fresh(made), values={"post": make.words("Minister"), "role": role}, name=name,
            courtesy=courtesy, **told,
        )  # fmt: skip
    line = {
        "day": date(2026, 3, 2),
        "at": time(14, 5),
        "text": make.words("Arrival"),
        "place": make.words("Wattay"),
    }
    actions.save_entry(visit=making.fresh(made), values=line, **told)
    actions.save_meeting(visit=making.fresh(made), values=making.meeting_values(), **told)
    return made


def facts_of(made):
    return visit_programme(on_paper(visits_of(making.fresh(made).programme)).get(pk=made.visit.pk), make.NOW)


def file_of(made, seat, language):
    client = Client()
    client.force_login(seat.account)
    address = reverse("reports:visit_programme", args=[made.programme.slug, made.visit.key, language])
    return client.get(address)


def squeezed(text):
    return re.sub(r"[\s\u00a0\ufffe-]+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_every_word_of_the_programme_in_its_language(made, language):
    answer = file_of(made, made.leader_b, language)
    assert answer["Content-Type"] == "application/pdf"
    said = squeezed("".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(answer.content)
    ))  # fmt: skip
    paper = visit_paper(facts_of(made), language)
    pieces = [cell for line in lines(paper) for cell in re.sub(r"^#+ ", "", line).split(" | ")]
    # The last line says when it was compiled: the page's clock, not the test's.
    assert [one for one in pieces if one != paper.trace and squeezed(one) not in said] == []
    assert PdfReader(io.BytesIO(answer.content)).trailer["/Root"]["/Lang"].startswith(language)


def test_the_delegation_stands_in_its_order_with_the_form_of_address(made):
    said = "\n".join(lines(visit_paper(facts_of(made), "vi")))
    assert "1 | Ngài Bun-mi Kẹo-ma-ni | Minister việt | Trưởng đoàn" in said
    assert said.index("Bun-mi") < said.index("Nguyễn Văn An")
    assert "14:05 | Arrival việt | Wattay việt" in said
    assert "Trao đổi kinh nghiệm" in said
    assert "(dự thảo, bên chủ nhà chưa xác nhận)" in said


def test_once_the_host_has_confirmed_it_is_no_draft(made):
    making.take(made, "confirm", made.leader_b)
    paper = visit_paper(facts_of(made), "en")
    assert paper.head.addressee == ""
    assert "confirmed by the host on" in paper.trace


def test_each_language_names_its_own_country_first(made):
    countries = {side.institution.country: side.institution.name for side in made.programme.sides.all()}
    assert set(countries) == {"VN", "LA"}
    for language, country in (("vi", "VN"), ("lo", "LA")):
        first = visit_paper(facts_of(made), language).head.issuers[0]
        assert first.casefold() == countries[country].best(language)[0].casefold()


def test_strangers_and_unknown_languages_find_no_file(made):
    assert file_of(made, make.seat(make.institution()), "vi").status_code == 404
    assert file_of(made, made.leader_a, "fr").status_code == 404


def test_an_empty_visit_has_a_programme_too():
    made = making.proposed()
    said = lines(visit_paper(facts_of(made), "en"))
    assert "Nobody is named yet." in said
    assert file_of(made, made.leader_a, "lo").status_code == 200
