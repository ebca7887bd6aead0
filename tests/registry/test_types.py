"""An institution adds a type of document or ends one from a day on; the list that comes with the software stays."""

import unicodedata
from datetime import date, timedelta

import pytest
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.actions import hand_on
from songfai.parties.queries import seats_of
from songfai.parties.states import Role
from songfai.registry import actions
from songfai.registry.models import DocumentType, TypeEnd
from songfai.registry.queries import type_lines, types, types_for
from songfai.registry.states import PartKind, Purpose
from tests import factories as make
from tests.registry import making

pytestmark = pytest.mark.django_db
DAY = make.TODAY


@pytest.fixture
def made():
    return making.office()


def added(made, by=None, **fields):
    values = {
        "name": make.words("Coordination programme"), "code": "CTPH", "is_copy": False, "valid_from": DAY,
        "basis": Trilingual(),
    }  # fmt: skip
    return actions.save_type(values=values | fields, by=by or made.clerk, at=make.NOW)


def shipped(slug="vn-da-project"):
    return DocumentType.objects.get(slug=slug)


def end(made, row, last_day, by=None):
    return actions.end_type(
        row=row, last_day=last_day, basis=make.words("Rules"), by=by or made.clerk, at=make.NOW
    )


def refused(expected, act, /, *args, **said):
    with pytest.raises(Refused) as told:
        act(*args, **said)
    assert told.value.code == expected


def test_an_own_type_is_given_from_its_day_on_and_only_by_its_institution(made):
    row = added(made, valid_from=DAY + timedelta(days=5))
    assert row not in types_for(made.here, DAY)
    assert row in types_for(made.here, DAY + timedelta(days=5))
    assert row not in types_for(made.there, DAY + timedelta(days=5))
    assert row in types(made.clerk)
    assert row not in types(made.there_clerk)
    refused("type_not_given", making.draft, made, type=row)
    row = added(made, code="ĐAH", valid_from=DAY)
    document = making.draft(made, type=row)
    assert document.type == row
    assert [line.type for line in type_lines(made.clerk)][:1] == [DocumentType.objects.get(code="CTPH")]
    assert Line.objects.filter(verb="registry.save_type").count() == 2


def test_the_first_own_type_of_a_country_without_a_list_hides_no_other(made):
    """Of the law of Japan no list came with the software: its institutions choose among all there are."""
    clerk = make.seat(make.institution(country="JP"), Role.CLERK)
    before = set(types_for(clerk.institution, DAY))
    assert {one.country for one in before} == {"LA", "VN"}
    row = added(made, by=clerk, code="JP1")
    assert set(types_for(clerk.institution, DAY)) == before | {row}


def test_what_a_body_taken_over_gave_is_listed_and_ended_by_who_has_taken_it_over(client, made):
    old = make.institution()
    row = added(made, by=make.seat(old, Role.CLERK))
    hand_on(predecessor=old, successor=made.here, field=None, on=DAY, kind="merged", basis="12/QH")
    clerk = next(iter(seats_of(made.clerk.account, DAY)))
    assert (line := type_lines(clerk)[0]).type == row and line.is_own and line.end is None
    client.force_login(clerk.account)
    path = reverse("registry:end_type", args=[row.pk])
    assert client.post(path, {"last_day": "20/03/2026"}).status_code == 302
    assert TypeEnd.objects.get().institution == old
    assert type_lines(clerk)[0].end == TypeEnd.objects.get()
    assert client.get(path).context["form"]["last_day"].initial == date(2026, 3, 20)
    assert row not in [line.type for line in type_lines(made.there_clerk)]


def test_who_has_ended_every_type_of_its_law_is_not_offered_another_country_s(made):
    for row in types_for(made.there, DAY):
        end(made, row, DAY - timedelta(days=1), by=made.there_clerk)
    assert not types_for(made.there, DAY).exists()


def test_a_type_is_ended_for_one_institution_alone_and_papers_keep_it(made):
    row = shipped()
    before = list(types_for(made.here, DAY))
    end(made, row, DAY)
    assert row in types_for(made.here, DAY)
    after = DAY + timedelta(days=1)
    assert list(types_for(made.here, after)) == [one for one in before if one != row]
    assert row in types_for(made.here, after, row), "a paper that has it keeps it"
    other = make.institution(symbol="X")
    assert row in types_for(other, after)
    actions.resume_type(row=row, by=made.clerk, at=make.NOW)
    assert list(types_for(made.here, after)) == before
    assert [one.verb for one in Line.objects.filter(verb__startswith="registry").order_by("id")][-2:] == [
        "registry.end_type", "registry.resume_type",
    ]  # fmt: skip


def test_what_is_signed_after_the_last_day_has_not_the_type(made):
    draft = making.draft(made, type=shipped())
    told = {"document": draft, "by": made.unit_officer, "at": make.NOW}
    actions.add_part(kind=PartKind.TEXT, title="", name="text.txt", data=making.TEXT, **told)
    actions.add_recipient(institution=made.there, purpose=Purpose.ACT, **told)
    end(made, shipped(), DAY - timedelta(days=1))
    refused("type_not_given", making.draft, made, type=shipped())
    # Other words of the draft may be changed, and another type be chosen.
    values = making.out_values(made, type=shipped(), subject=make.words("Other"))
    actions.change(document=draft, values=values, by=made.clerk, at=make.NOW)
    draft.refresh_from_db()
    for step, by in (("review", made.leader), ("check_format", made.clerk)):
        getattr(actions, step)(document=draft, by=by, at=make.NOW)
    sign = {
        "document": draft, "signer": "A", "post": Trilingual(), "capacity": "", "signed_on": DAY,
        "by": made.leader, "at": make.NOW,
    }  # fmt: skip
    refused("type_not_given", actions.sign, **sign)
    actions.resume_type(row=shipped(), by=made.clerk, at=make.NOW)
    actions.sign(**sign)


@pytest.mark.parametrize(("code", "is_refused"), [
    ("CTPH", "code_given"), ("DA", "code_given"), ("ĐA", "code_given"), ("Da", ""), ("ĐĂ", ""), ("", ""),
    ("C/T", "code_unfit"), ("C-T", "code_unfit"), ("C T", "code_unfit"),
    ("D\u0323A", ""), ("QyD\u0309", ""),
])  # fmt: skip
def test_two_types_of_a_day_have_not_one_code_and_marks_tell_codes_apart(made, code, is_refused):
    added(made)
    if is_refused:
        refused(is_refused, added, made, code=code)
    else:
        assert added(made, code=code).code == unicodedata.normalize("NFC", code)


def test_a_code_is_free_once_its_type_has_ended(made):
    end(made, shipped(), DAY - timedelta(days=1))
    row = added(made, code="DA")
    assert row in types_for(made.here, DAY)
    refused("code_given", actions.resume_type, row=shipped(), by=made.clerk, at=make.NOW)
    assert TypeEnd.objects.count() == 1
    # Another institution is not touched by it, and a Lao one has codes of its own country.
    assert added(made, by=made.there_clerk, code="DA").country == "LA"


def test_a_type_a_paper_has_keeps_its_code_and_its_first_day(made):
    row = added(made)
    values = {"name": make.words("Renamed"), "basis": make.words("Decision 5")}
    actions.save_type(row=row, values=values | {"code": "CTP"}, by=made.clerk, at=make.NOW)
    making.draft(made, type=row)
    told = {"row": row, "by": made.clerk, "at": make.NOW}
    refused("type_used", actions.save_type, values=values | {"code": "CT2"}, **told)
    refused("type_used", actions.save_type, values=values | {"valid_from": date(2026, 1, 1)}, **told)
    actions.save_type(values=values, **told)
    row.refresh_from_db()
    assert (row.code, row.name, row.certainty) == ("CTP", make.words("Renamed"), "sourced")


def test_a_type_does_not_end_before_it_begins_nor_before_its_last_paper(made):
    refused("ends_before_it_begins", end, made, added(made), DAY - timedelta(days=1))
    document = making.numbered(made, type=shipped())
    refused("given_afterwards", end, made, shipped(), document.dated - timedelta(days=1))
    end(made, shipped(), document.dated)


def test_the_last_day_of_a_type_is_not_moved_into_the_days_of_another_with_its_code(made):
    end(made, shipped(), DAY - timedelta(days=1))
    added(made, code="DA")
    refused("code_given", end, made, shipped(), DAY)
    end(made, shipped(), DAY - timedelta(days=2))
    assert TypeEnd.objects.get().last_day == DAY - timedelta(days=2)


def test_an_ended_type_is_reworded_after_another_has_taken_its_code(made):
    row = added(made, valid_from=DAY - timedelta(days=9))
    end(made, row, DAY - timedelta(days=1))
    added(made)
    told = {"row": row, "by": made.clerk, "at": make.NOW}
    actions.save_type(values={"basis": make.words("Decision 5")}, **told)
    refused("ends_before_it_begins", actions.save_type, values={"valid_from": DAY}, **told)


def test_a_type_does_not_end_before_a_signed_paper_that_waits_for_its_number(made):
    document = making.signed(made, type=shipped())
    refused("given_afterwards", end, made, shipped(), document.dated - timedelta(days=1))
    end(made, shipped(), document.dated)


def test_nobody_rewords_the_list_that_comes_with_the_software_nor_that_of_another(made):
    row, values = added(made), {"name": make.words("X")}
    for one, by in ((shipped(), made.leader), (row, made.there_leader)):
        with pytest.raises(NotPermitted):
            actions.save_type(row=one, values=values, by=by, at=make.NOW)
    with pytest.raises(NotPermitted):
        end(made, row, DAY, by=made.there_clerk)


def test_by_its_pages(client, made):
    client.force_login(made.clerk.account)
    data = {"name_vi": "Chương trình phối hợp", "code": "C/T", "valid_from": "10/03/2026"}
    page = client.post("/registry/types/new/?language=en", data)
    assert page.status_code == 422
    assert "A code has no space, stroke or hyphen" in page.text
    assert 'value="C/T"' in page.text
    assert client.post("/registry/types/new/", data | {"code": "CTPH"}).status_code == 302
    row = DocumentType.objects.get(code="CTPH")
    assert "CTPH" in client.get("/registry/new/").text
    other = shipped("vn-cd")
    path = reverse("registry:end_type", args=[other.pk])
    assert client.post(path, {"last_day": "01/03/2026"}).status_code == 302
    assert "CĐ – " not in client.get("/registry/new/?language=vi").text
    shown = client.get("/registry/types/?language=en").text
    assert "until 1 March 2026" in shown
    assert client.post(reverse("registry:resume_type", args=[other.pk])).status_code == 302
    assert "CĐ – " in client.get("/registry/new/?language=vi").text
    making.draft(made, type=row)
    used = client.get(reverse("registry:edit_type", args=[row.pk]) + "?language=en").text
    assert "its code and its first day stay" in used
    assert 'name="code"' not in used
    client.force_login(made.there_clerk.account)
    assert client.get(reverse("registry:edit_type", args=[row.pk])).status_code == 404
    client.force_login(make.seat(made.here, Role.READER).account)
    assert client.get("/registry/types/?language=en").text.count("End it") == 0
    assert client.post(path, {"last_day": "01/03/2026"}).status_code == 403


def test_the_list_costs_the_same_with_three_own_types(client, made, queries):
    client.force_login(made.clerk.account)
    used = []
    for number in range(3):
        end(made, added(made, code=f"X{number}"), DAY)
        used.append(queries(lambda: client.get("/registry/types/")))
    assert used[0] == used[2]
