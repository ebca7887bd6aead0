"""The yearly information exchange: each side for itself, the other beside it, acknowledged by its hash."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.record.queries import terms_of
from songfai.reviews import actions, queries
from songfai.reviews.models import Information, Part
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = 2025


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


def write(made, seat, heading="payroll", text="Fewer posts", year=YEAR, **more):
    figures = [{"label": make.words("Posts cut"), "value": Decimal(120), "unit": make.words("persons")}]
    given = {"figures": figures, "at": make.NOW, "text": make.words(text)}
    return actions.save_part(programme=made.programme, year=year, heading=heading, by=seat, **(given | more))


def hand_over(made, seat, year=YEAR):
    return actions.hand_over(programme=made.programme, year=year, by=seat, at=make.NOW)


def seen_by(made, seat, position):
    return queries.exchange(made.programme, YEAR, position, seat)


def said(made, seat, position, of, heading="payroll"):
    return seen_by(made, seat, position).line(heading).said[of - 1]


def as_(seat, language="en"):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = language
    return client


def address(made, name, *args):
    return reverse(f"reviews:{name}", args=[made.programme.slug, YEAR, *args])


# ---- Said, read, acknowledged -----------------------------------------------------------------------------


def test_draft_is_its_sides_alone_until_it_is_handed_over():
    made = make.programme_in_force()
    write(made, made.leader_a)
    assert not said(made, made.leader_b, 2, of=1)
    assert seen_by(made, made.leader_a, 1).line("payroll").draft.text == make.words("Fewer posts")
    assert seen_by(made, made.leader_a, 1).differs
    hand_over(made, made.leader_a)
    told = said(made, made.leader_b, 2, of=1)
    assert (told.text, [one.value for one in told.figures]) == (make.words("Fewer posts"), [Decimal(120)])
    assert not seen_by(made, made.leader_a, 1).differs


def test_it_is_a_statement_in_the_sides_own_log():
    made = make.programme_in_force()
    write(made, made.leader_b)
    row = hand_over(made, made.leader_b)
    assert row.document.thread == "p2/information/2025"
    assert terms_of(row.document)["parts"][0]["id"] == "payroll"
    assert row.document.entries.get().type == "state"


def test_the_latest_counts_and_is_acknowledged_anew():
    made = make.programme_in_force()
    write(made, made.leader_a)
    row = hand_over(made, made.leader_a)
    told = {"programme": made.programme, "year": YEAR, "by": made.leader_b, "at": make.NOW}
    read = actions.acknowledge(seen=row.document.sha256, **told)
    assert read.is_acknowledged
    receipt = made.programme.register.documents.get(thread="p2/acknowledgement/2025")
    assert terms_of(receipt)["information"] == f"sha256:{row.document.sha256}"
    write(made, made.leader_a, text="More posts")
    hand_over(made, made.leader_a)
    assert not Information.objects.select_related("document").get().is_acknowledged
    with pytest.raises(Changed):
        actions.acknowledge(seen=row.document.sha256, **told)


def test_nobody_acknowledges_for_oneself_and_nothing_empty_is_handed_over():
    made = make.programme_in_force()
    with pytest.raises(Refused) as refused:
        hand_over(made, made.leader_a)
    assert refused.value.code == "nothing_written"
    write(made, made.leader_a)
    row = hand_over(made, made.leader_a)
    with pytest.raises(Refused) as refused:
        hand_over(made, made.leader_a)
    assert refused.value.code == "nothing_new"
    with pytest.raises(Refused) as refused:
        actions.acknowledge(
            programme=made.programme, year=YEAR, seen=row.document.sha256, by=made.leader_a, at=make.NOW
        )
    assert refused.value.code == "nothing_handed_over"


def test_reader_writes_nothing():
    made = make.programme_in_force()
    with pytest.raises(NotPermitted):
        write(made, make.seat(made.leader_a.institution, Role.READER))
    with pytest.raises(NotPermitted):
        write(made, make.seat())


@pytest.mark.parametrize(("year", "code"), [(2019, "year_outside_term"), (2026, "")])
def test_only_years_of_the_term_are_told(year, code):
    made = make.programme_in_force()
    if not code:
        assert write(made, made.leader_a, year=year).heading == "payroll"
        return
    with pytest.raises(Refused) as refused:
        write(made, made.leader_a, year=year)
    assert refused.value.code == code
    assert not Information.objects.exists()


def test_a_colleagues_change_is_not_written_over():
    made = make.programme_in_force()
    write(made, made.leader_a, seen=queries.part_stamp(None))
    with pytest.raises(Changed):
        write(made, made.leader_a, text="Other", seen=queries.part_stamp(None))


def test_last_year_stands_beside_this_year():
    made = make.programme_in_force()
    write(made, made.leader_a, text="The year before", year=YEAR - 1)
    hand_over(made, made.leader_a, year=YEAR - 1)
    line = seen_by(made, made.leader_b, 2).line("payroll")
    assert line.before[0].text == make.words("The year before")
    assert not line.said[0]


def test_a_free_heading_is_found_by_the_other_side():
    made = make.programme_in_force()
    part = actions.add_heading(
        programme=made.programme, year=YEAR, title=make.words("Digital"), by=made.leader_a, at=make.NOW
    )
    write(made, made.leader_a, heading=part.heading)
    assert seen_by(made, made.leader_b, 2).line(part.heading) is None
    hand_over(made, made.leader_a)
    line = seen_by(made, made.leader_b, 2).line(part.heading)
    assert line.title == make.words("Digital")
    write(made, made.leader_b, heading=part.heading, title=line.title)
    hand_over(made, made.leader_b)
    assert said(made, made.leader_a, 1, of=2, heading=part.heading).title == make.words("Digital")


def test_attachment_is_read_by_the_other_side_once_handed_over():
    made = make.programme_in_force()
    write(made, made.leader_a)
    kept = actions.attach(
        programme=made.programme,
        year=YEAR,
        heading="payroll",
        name="list.txt",
        data=b"one\n",
        caption=make.words("List"),
        by=made.leader_a,
        at=make.NOW,
    )
    assert not kept.file.shared_with.filter(pk=made.leader_b.institution_id).exists()
    hand_over(made, made.leader_a)
    (file,) = said(made, made.leader_b, 2, of=1).files
    assert (file.name, file.stored) == ("list.txt", kept.file)


@pytest.mark.parametrize("number", [1, 3])
def test_a_year_is_read_in_constant_queries(django_assert_num_queries, number):
    made = make.programme_in_force()
    for heading in ("payroll", "apparatus", "legal_texts")[:number]:
        write(made, made.leader_a, heading=heading)
    hand_over(made, made.leader_a)
    list(made.programme.sides.all())
    with django_assert_num_queries(5):
        assert len([one for one in seen_by(made, made.leader_a, 1).lines if one.draft]) == number


# ---- From the other server --------------------------------------------------------------------------------


def test_taken_in_as_it_was_said():
    made = make.programme_in_force()
    write(made, made.leader_b)
    document = hand_over(made, made.leader_b).document
    Information.objects.all().delete()
    actions.take_in_information(document=document, at=make.NOW + timedelta(hours=1))
    assert said(made, made.leader_a, 1, of=2).text == make.words("Fewer posts")
    read = actions.acknowledge(
        programme=made.programme, year=YEAR, seen=document.sha256, by=made.leader_a, at=make.NOW
    )
    receipt = made.programme.register.documents.get(thread="p1/acknowledgement/2025")
    Information.objects.filter(pk=read.pk).update(acknowledged="", acknowledged_at=None)
    actions.take_in_acknowledgement(document=receipt, at=make.NOW)
    assert Information.objects.select_related("document").get().is_acknowledged


# ---- Pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_pages_are_shown_in_each_language(language):
    made = make.programme_in_force()
    write(made, made.leader_a)
    hand_over(made, made.leader_a)
    years = reverse("reviews:information_years", args=[made.programme.slug])
    for page in (years, address(made, "information"), address(made, "information_part", "payroll")):
        answer = as_(made.leader_b, language).get(page)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in answer.content.decode()


def test_written_handed_over_and_acknowledged_through_the_pages():
    made = make.programme_in_force()
    ours, theirs = as_(made.leader_a), as_(made.leader_b)
    page = address(made, "information_part", "payroll")
    seen = ours.get(page).context["form"]["seen"].value()
    typed = {
        "text_vi": "Giảm biên chế",
        "seen": seen,
        "figures-TOTAL_FORMS": "1",
        "figures-INITIAL_FORMS": "0",
        "figures-0-label_vi": "Biên chế giảm",
        "figures-0-value": "120",
        "figures-0-unit_vi": "người",
    }
    assert ours.post(page, typed).status_code == 302
    upload = SimpleUploadedFile("list.txt", b"one\n", "text/plain")
    assert ours.post(address(made, "attach", "payroll"), {"file-file": upload}).status_code == 302
    assert "Giảm biên chế" not in theirs.get(address(made, "information")).content.decode()
    ours.post(address(made, "hand_over"))
    shown = theirs.get(address(made, "information")).content.decode()
    assert "Giảm biên chế" in shown
    assert "list.txt" in shown
    sha256 = Information.objects.get().document.sha256
    theirs.post(address(made, "acknowledge"), {"seen": sha256})
    assert "acknowledged" in ours.get(address(made, "information")).content.decode()
    assert Information.objects.select_related("document").get().is_acknowledged


def test_a_figure_without_its_words_is_refused_with_what_was_typed():
    made = make.programme_in_force()
    page = address(made, "information_part", "payroll")
    typed = {
        "text_vi": "Giảm biên chế",
        "figures-TOTAL_FORMS": "1",
        "figures-INITIAL_FORMS": "0",
        "figures-0-value": "120",
    }
    answer = as_(made.leader_a).post(page, typed)
    assert answer.status_code == 422
    assert "Giảm biên chế" in answer.content.decode()
    assert "Say what the number counts." in answer.content.decode()
    assert not Information.objects.exists()


def test_an_empty_hand_over_says_why():
    made = make.programme_in_force()
    answer = as_(made.leader_a).post(address(made, "hand_over"))
    assert answer.status_code == 422
    assert "Nothing is written yet" in answer.content.decode()


def test_hidden_from_a_third_institution():
    made = make.programme_in_force()
    assert as_(make.seat()).get(address(made, "information")).status_code == 404
    assert as_(make.seat()).post(address(made, "hand_over")).status_code == 404


@pytest.mark.parametrize("title", ["digital offices", "Streamlining of the payroll"])
def test_a_heading_that_is_there_is_refused_with_a_message(settings, title):
    settings.TODAY = make.TODAY.isoformat()
    made = make.programme_in_force()
    told = {"programme": made.programme, "year": 2025, "by": made.leader_a, "at": make.NOW}
    actions.add_heading(title=Trilingual(en="Digital offices"), **told)
    with pytest.raises(Refused) as refused:
        actions.add_heading(title=Trilingual(en=title), **told)
    assert refused.value.code == "heading_there"
    assert Part.objects.count() == 1
    client = Client()
    client.force_login(made.leader_a.account)
    client.cookies["songfai_language"] = "en"
    page = client.post(reverse("reviews:new_heading", args=[made.programme.slug, 2025]), {"title_en": title})
    assert page.status_code == 422
    assert "This heading is there already." in page.content.decode()
    assert Part.objects.count() == 1
