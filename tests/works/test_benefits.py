"""Benefit by unit: never one sum of two kinds, confirmations or currencies; printed with its cut-off, and its rows found."""

import io
import re

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.models import Unit
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Work
from songfai.works.queries import (
    BenefitFilter,
    benefit_rows,
    benefit_sums,
    benefit_totals,
    benefits_of,
    named_sums,
)
from songfai.works.states import BenefitKind
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db

M, E, C = BenefitKind.MEASURED, BenefitKind.ESTIMATED, BenefitKind.NOT_COMPUTABLE


@pytest.fixture
def made():
    made = making.unit()
    made.shop, made.office = (
        Unit.objects.create(institution=made.here, name=make.words(name)) for name in "AB"
    )
    return made


def recognised(made, unit=None, *benefits, confirm=()):
    """A recognised work of a unit with the given (kind, minor, currency, year) and no others."""
    submission = making.recognised(made)
    work = submission.work
    Work.objects.filter(pk=work.pk).update(unit=unit)
    work.benefits.all().delete()
    for at, (kind, minor, currency, year) in enumerate(benefits):
        values = making.benefit_values(kind=kind, minor=minor, currency=currency, year=year)
        row = actions.save_benefit(
            work=Work.objects.get(pk=work.pk), values=values, by=made.author, at=make.NOW
        )
        if at in confirm:
            actions.confirm_benefit(benefit=row, paper="BB", by=made.unit_officer, at=make.NOW)
    return Work.objects.get(pk=work.pk)


def lines(made, **asked):
    return named_sums(benefit_sums(made.reader, BenefitFilter(**asked)))


def told(lines):
    return [
        (
            str(one.unit.name.en) if one.unit else "",
            one.year,
            one.kind,
            one.confirmed,
            one.currency,
            one.minor,
            one.works,
        )
        for one in lines
    ]


def test_units_years_kinds_confirmations_and_currencies_stand_apart(made):
    recognised(made, made.shop, (M, 10, "VND", 2025), (E, 5, "VND", 2026), confirm=[0])
    recognised(made, made.shop, (M, 20, "VND", 2025), (M, 30, "LAK", 2024), confirm=[0])
    recognised(made, made.shop, (M, 7, "VND", 2025))
    recognised(made, None, (C, None, "", 2025))
    assert told(lines(made)) == [
        (made.shop.name.en, 2026, E, False, "VND", 5, 1),
        ("", 2025, C, False, "", None, 1),
        (made.shop.name.en, 2025, M, True, "VND", 30, 2),
        (made.shop.name.en, 2025, M, False, "VND", 7, 1),
        (made.shop.name.en, 2024, M, False, "LAK", 30, 1),
    ]
    totals = benefit_totals(benefit_sums(made.reader, BenefitFilter()))
    assert [(one.kind, one.confirmed, one.currency, one.minor, one.entries) for one in totals] == [
        (M, True, "VND", 30, 2),
        (M, False, "LAK", 30, 1),
        (M, False, "VND", 7, 1),
        (E, False, "VND", 5, 1),
        (C, False, "", None, 1),
    ]


def test_a_work_stays_with_the_unit_it_was_made_in(made):
    work = recognised(made, made.shop, (M, 10, "VND", 2025))
    Unit.objects.filter(pk=made.shop.pk).update(valid_to=make.TODAY, succeeded_by=made.office)
    line = lines(made)[0]
    assert (line.unit, line.unit.succeeded_by) == (made.shop, made.office)
    assert work.unit == made.shop


def test_what_came_back_or_was_revoked_is_not_counted_and_what_runs_is_apart(made):
    making.filed(made)
    work = recognised(made, None, (M, 10, "VND", 2025))
    assert [one.minor for one in lines(made)] == [10]
    assert [one.minor for one in lines(made, of="running")] == [80_000_000]
    actions.revoke(submission=work.submissions.get(), reason="A copy", by=made.leader, at=make.NOW)
    assert lines(made) == []


def test_only_who_reads_the_register_reads_them(made, client):
    recognised(made, None, (M, 10, "VND", 2025))
    for seat in (
        made.author,
        make.seat(made.there, Role.READER),
        make.seat(made.here, Role.ADMINISTRATOR),
        None,
    ):
        assert not benefit_rows(seat, BenefitFilter()).exists()
    client.force_login(made.author.account)
    for name in ("works:benefits", "works:benefit_rows"):
        assert client.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_they_cost_the_same_for_one_and_for_three(made, rows, django_assert_num_queries):
    for at in range(rows):
        recognised(made, [made.shop, made.office, None][at], (M, 10, "VND", 2025))
    assert made.reader.stands_for
    with django_assert_num_queries(3):
        assert len(lines(made)) == rows


@pytest.mark.parametrize("asked", [{"year": 2025, "kind": M}, {"year": 2025, "kind": M, "no_unit": True}, {}])
@sqlite_alone
def test_entries_come_in_the_order_of_an_index(made, asked):
    """Of a year and kind, as each figure leads to them, the first page is read and no more; before, all that was ever
    recognised was gone through and sorted for it."""
    rows = benefit_rows(made.reader, BenefitFilter(**asked)).order_by("-work_id", "-pk")
    first, *more = steps_of(*rows.query.sql_with_params())
    assert "works_benefit USING INDEX" in first and "works_work" not in first
    assert not any(step == "USE TEMP B-TREE FOR ORDER BY" for step in more)


@sqlite_alone
def test_entries_of_a_unit_are_found_by_its_works(made):
    rows = benefit_rows(made.reader, BenefitFilter(unit=made.shop, year=2025)).order_by("-work_id", "-pk")
    steps = steps_of(*rows.query.sql_with_params())
    assert any("(institution_id=? AND unit_id=? AND stage=?)" in step for step in steps), steps


def test_of_thousands_of_units_the_lines_are_those_of_one_year(made, client, monkeypatch):
    """The newest of which anything is entered; the address of each figure names it, and the file is of it, too."""
    monkeypatch.setattr("songfai.works.pages.benefits.UNITS_LISTED", 1)
    recognised(made, made.shop, (M, 10_000, "VND", 2024), confirm=[0])
    recognised(made, made.office, (M, 20_000, "VND", 2023), (E, 30_000, "VND", 2031))
    client.force_login(made.reader.account)
    page = client.get(reverse("works:benefits"), {"language": "en"})
    assert [one.minor for one, _query in page.context["lines"]] == [10_000]
    assert all("year=2024" in query for _one, query in page.context["lines"] + page.context["totals"])
    assert "Any year" not in page.text
    other = client.get(reverse("works:benefits"), {"language": "en", "year": "2023"})
    assert [one.minor for one, _query in other.context["lines"]] == [20_000]
    entries = client.get(reverse("works:benefit_rows"), {"language": "en", "kind": M})
    assert [row.minor for row in entries.context["page"].rows] == [10_000]


def test_the_page_says_when_and_what_and_each_number_leads_to_its_rows(made, client):
    recognised(made, made.shop, (M, 10_000, "VND", 2025), confirm=[0])
    recognised(made, made.office, (M, 20_000, "VND", 2025))
    client.force_login(made.reader.account)
    page = client.get(reverse("works:benefits"), {"language": "en", "year": "2025"})
    shown = page.content.decode()
    assert "Cut-off" in shown and "Year of the benefit: 2025" in shown and "Recognised, all in force" in shown
    rows = reverse("works:benefit_rows")
    links = [part.split('"')[0].replace("&amp;", "&") for part in shown.split(f'href="{rows}')[1:]]
    assert len(links) == 4, "two lines and two totals"
    for link in links:
        found = client.get(rows + link).content.decode()
        assert ("10.000" in found or "10,000" in found) != ("20.000" in found or "20,000" in found), link
    assert client.get(reverse("works:benefits"), {"kind": "nonsense"}).status_code == 200


def test_the_file_holds_the_same_lines_and_how_they_were_counted(made, client):
    recognised(made, made.shop, (M, 10_000, "VND", 2025), (C, None, "", 2024), confirm=[0])
    client.force_login(made.reader.account)
    page = client.get(reverse("works:benefits"), {"export": "xlsx", "language": "en"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(page.content))
    figures, counted = (
        book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    )
    assert [row[1:4] for row in figures[1:]] == [
        [2025.0, "Measured", "confirmed"],
        [2024.0, "Cannot be computed", "not confirmed"],
    ]
    assert figures[1][-3:] == [10_000.0, 1.0, 0.0]
    said = {row[0]: row[1] for row in counted[1:]}
    assert (
        "Recognised, all in force" in said["Filter"] and said["Cut-off"] and "never added" in said["Counted"]
    )


def test_a_confirmed_figure_that_was_wrong_is_corrected_and_what_it_said_is_kept_but_never_added_up(
    made, client
):
    work = recognised(made, None, (M, 1000, "VND", 2025), confirm=[0])
    row = work.benefits.get()
    right = {"minor": 700, "currency": "VND", "basis": row.basis}
    said = {"benefit": row, "values": right, "at": make.NOW}
    for by in (made.author, made.clerk):
        with pytest.raises(NotPermitted):
            actions.correct_benefit(paper="BB 2", reason="Counted twice", by=by, **said)
    for empty, code in (("paper", "proof_missing"), ("reason", "reason_missing")):
        told_ = {"paper": "BB 2", "reason": "Counted twice", empty: " "}
        with pytest.raises(Refused) as refused:
            actions.correct_benefit(by=made.unit_officer, **said, **told_)
        assert refused.value.code == code
    unchanged = said | {"values": {"minor": 1000, "currency": "VND", "basis": row.basis}}
    with pytest.raises(Refused) as refused:
        actions.correct_benefit(by=made.unit_officer, paper="BB 2", reason="Counted twice", **unchanged)
    assert refused.value.code == "benefit_same"
    assert not row.before.exists()
    # On the page, by who confirms for the unit.
    client.force_login(made.unit_officer.account)
    page = reverse("works:correct_benefit", args=[work.key, row.pk])
    here = reverse("works:work", args=[work.key])
    assert page in client.get(here).text
    form = client.get(page).context["form"]
    assert form["amount"].value() == "1,000"
    typed = {"amount": "700", "currency": "VND", "paper": "BB 2", "reason": "Counted twice"}
    typed["seen"] = form["seen"].value()
    assert client.post(page, typed).status_code == 302
    # Whoever had opened the form before is shown what it says by now, and corrects nothing unseen.
    late = client.post(page, typed | {"amount": "500"})
    assert late.status_code == 409 and ("700", "500") in {
        (one.saved, one.typed) for one in late.context["differences"]
    }
    # What a reader sees: the figure as it is now, that it was corrected, when, by whom, why, and what it said.
    client.force_login(made.reader.account)
    for address in (here, reverse("works:benefit_rows")):
        text = client.get(address, {"language": "en"}).text
        assert re.search(r"Corrected \d+ \w+ \d{4}, \d\d:\d\d by", text)
        assert f"by {made.unit_officer.account}: Counted twice" in text
        assert text.count("1,000") == text.count('<s class="num">') == 1
        assert page not in text
    (line,) = lines(made)
    assert (line.minor, line.works, line.corrected) == (700, 1, 1)
    assert "1 of them corrected" in client.get(reverse("works:benefits"), {"language": "en"}).text
    assert [one.minor for one in benefits_of(work)[1]] == [700]
    (was,) = row.before.all()
    assert (was.minor, was.confirmed_paper, was.reason) == (1000, "BB", "Counted twice")
    assert Line.objects.filter(verb="works.correct_benefit").count() == 1


def test_a_figure_nobody_confirmed_is_taken_out_and_not_corrected(made, client):
    work = recognised(made, None, (M, 1000, "VND", 2025))
    row = work.benefits.get()
    client.force_login(made.unit_officer.account)
    page = reverse("works:correct_benefit", args=[work.key, row.pk])
    assert page not in client.get(reverse("works:work", args=[work.key])).text
    assert client.get(page).status_code == 422
