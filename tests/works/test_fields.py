"""The list of fields: one for both sides, renamed and ended with a paper, never taken from a work that has it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from songfai.deadlines.permissions import Keeper
from songfai.kit.errors import Changed, NotPermitted
from songfai.kit.languages import Trilingual
from songfai.works import actions
from songfai.works.forms import WorkForm
from songfai.works.models import WorkField, WorkFieldChange
from songfai.works.queries import fields_of_works, fields_on
from tests import factories as make
from tests.works import making
from tests.works.making import refused

pytestmark = pytest.mark.django_db
NAME = Trilingual(lo="ຫຸ່ນຍົນ", vi="Người máy", en="Robots")
DAY = timedelta(days=1)


@pytest.fixture
def keeper():
    return Keeper(make.account(is_staff=True), None)


@pytest.fixture
def mechanics():
    return WorkField.objects.get(slug="mechanics")


def save(keeper, name=NAME, field=None, **fields):
    told = {"position": 9, "basis": "Decision 5", "by": keeper, "at": make.NOW}
    return actions.save_field(name=name, field=field, **told | fields)


def test_a_field_is_added_and_renamed_and_its_history_stays(keeper, mechanics):
    row = save(keeper)
    assert (row.slug, row.position) == ("robots", 9)
    before = mechanics.name
    save(keeper, name=Trilingual(lo="ກ", vi="Cơ khí", en="Mechanics"), field=mechanics, position=1)
    save(keeper, name=before, field=mechanics, position=2)
    assert [str(one.name) for one in mechanics.changes.order_by("id")] == ["Mechanics", str(before)]
    assert {one.basis for one in WorkFieldChange.objects.all()} == {"Decision 5"}
    again = save(keeper, name=Trilingual(lo="ຂ", vi="Rô bốt", en="robots!"))
    assert again.slug == "robots-2"


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        (Trilingual(vi="Người máy", en="Robots"), {}, "field_in_every_language"),
        (Trilingual(lo="ຫຸ່ນຍົນ; ກ", vi="Người máy", en="Robots"), {}, "field_semicolon"),
        (Trilingual(lo="ຫຸ່ນຍົນ", vi="y DƯỢC", en="Robots"), {}, "field_twice"),
        (NAME, {"basis": " "}, "basis_missing"),
    ],
)
def test_what_a_field_must_say(keeper, name, fields, code):
    before = WorkField.objects.count()
    with refused(code):
        save(keeper, name=name, **fields)
    assert (WorkField.objects.count(), WorkFieldChange.objects.exists()) == (before, False)


def test_an_ended_field_is_given_to_no_further_work_and_stays_with_those_that_have_it(keeper, mechanics):
    made = making.unit()
    work = making.ready(made)
    told = {"basis": "Decision 6", "by": keeper, "at": make.NOW}
    actions.end_field(field=mechanics, last=make.TODAY - DAY, **told)
    assert mechanics not in fields_on(make.TODAY)
    assert mechanics in fields_on(make.TODAY - DAY)
    assert mechanics in fields_of_works(), "works are found by it"
    assert mechanics not in WorkForm(new=True, helps={}).fields["fields_of"].queryset
    assert (
        mechanics
        in WorkForm(helps={}, initial={"fields_of": list(work.fields.all())}).fields["fields_of"].queryset
    )
    sheet = making.sheet(made.clerk, making.sheet_data(making.sheet_row(fields="mechanics")))
    assert [(row, column) for row, column, *_rest in sheet.problems] == [(2, "fields")]
    assert actions.file(work=work, by=made.author, at=make.NOW).number == 1
    with refused("field_so_already"):
        actions.end_field(field=mechanics, last=make.TODAY, **told)
    actions.resume_field(field=mechanics, **told)
    assert mechanics in fields_on(make.TODAY)
    with refused("field_so_already"):
        actions.resume_field(field=mechanics, **told)
    assert list(mechanics.changes.values_list("what", flat=True)) == ["ended", "resumed"]


def test_only_who_keeps_the_server_changes_what_counts_for_both_sides(mechanics):
    here = make.institution()
    for by in (Keeper(make.account(), here),):
        with pytest.raises(NotPermitted):
            save(by)
        with pytest.raises(NotPermitted):
            actions.end_field(field=mechanics, last=make.TODAY, basis="x", by=by, at=make.NOW)
        with pytest.raises(NotPermitted):
            actions.resume_field(field=mechanics, basis="x", by=by, at=make.NOW)


def test_what_somebody_saved_meanwhile_is_not_overwritten(keeper, mechanics):
    save(keeper, field=WorkField.objects.get(pk=mechanics.pk))
    with pytest.raises(Changed):
        save(keeper, name=mechanics.name, field=mechanics, seen_revision=0)


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_pages(client, language, mechanics):
    made = making.unit()
    index, new = reverse("works:fields"), reverse("works:new_field")
    edit, end = (reverse(f"works:{name}", args=["mechanics"]) for name in ("edit_field", "end_field"))
    client.force_login(made.clerk.account)
    assert client.get(index, {"language": language}).status_code == 200
    assert [client.get(one).status_code for one in (new, edit, end)] == [404, 404, 404]
    client.force_login(make.account(is_staff=True))
    posted = {
        "name_lo": NAME.lo,
        "name_vi": NAME.vi,
        "name_en": NAME.en,
        "position": "9",
        "basis": "Decision 5",
    }
    lost = client.post(new, posted | {"name_lo": ""})
    assert lost.status_code == 422
    assert NAME.vi in lost.content.decode(), "nothing typed is lost"
    assert client.post(new, posted).status_code == 302
    assert client.get(edit).status_code == 200
    renamed = posted | {"name_en": "Machines", "name_vi": "Máy", "name_lo": "ຈັກ", "seen": mechanics.revision}
    assert client.post(edit, renamed).status_code == 302
    mechanics.refresh_from_db()
    assert (
        client.post(end, {"last": "31/12/2026", "basis": "D", "seen": mechanics.revision}).status_code == 302
    )
    mechanics.refresh_from_db()
    assert client.get(end).status_code == 200
    assert client.post(end, {"basis": "E", "seen": mechanics.revision}).status_code == 302
    page = client.get(index, {"language": language}).content.decode()
    assert "Decision 5" in page
    assert WorkFieldChange.objects.count() == 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_for_few_and_many(client, keeper, mechanics, count, django_assert_num_queries):
    for n in range(count):
        save(keeper, field=mechanics, position=n)
    client.force_login(make.seat().account)
    client.get(reverse("works:fields"))
    with django_assert_num_queries(6):
        client.get(reverse("works:fields"))
