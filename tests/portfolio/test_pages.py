from datetime import date

import pytest

from songfai.plans.models import Activity
from songfai.portfolio.models import Change, SavedFilter
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    made = make.programme_in_force()
    made.row = make.activity(made, state="planned")
    made.theirs = make.activity(made, by=made.leader_b, state="planned")
    return made


def test_a_saved_filter_opens_for_a_colleague_and_not_for_the_other_side(client, made):
    client.force_login(made.leader_a.account)
    client.post(
        "/portfolio/filters/save/",
        {"name": "Planned", "view": "board", "query": "state=planned", "shared": "on"},
    )
    saved = SavedFilter.objects.get()
    client.force_login(make.seat(made.leader_a.institution).account)
    link = client.get(f"/portfolio/filters/{saved.key}/")
    assert link["Location"] == f"/portfolio/activities/?state=planned&view=board&saved={saved.key}"
    assert client.post(f"/portfolio/filters/{saved.key}/delete/").status_code == 403
    client.force_login(made.leader_b.account)
    assert client.get(f"/portfolio/filters/{saved.key}/").status_code == 404


def test_a_name_that_is_there_is_refused_on_the_page_with_what_was_typed(client, made):
    client.force_login(made.leader_a.account)
    data = {"name": "Planned", "view": "list", "query": "state=planned"}
    assert client.post("/portfolio/filters/save/", data).status_code == 302
    response = client.post("/portfolio/filters/save/", data)
    assert response.status_code == 422
    assert 'value="state=planned"' in response.content.decode()


def test_rows_of_both_sides_are_selected_and_only_ones_own_are_changed(client, made):
    client.force_login(made.leader_a.account)
    data = {"key": [str(made.row.key), str(made.theirs.key)], "state": "done"}
    assert client.post("/portfolio/changes/new/", data | {"state": ""}).status_code == 422
    assert client.post("/portfolio/changes/new/", data).status_code == 302
    change = Change.objects.get()
    assert (change.total, change.left_out) == (1, 1)
    states = {row.pk: row.state for row in Activity.objects.all()}
    assert states == {made.row.pk: "done", made.theirs.pk: "planned"}
    page = client.get(f"/portfolio/changes/{change.key}/?language=en").content.decode()
    assert "Undo" in page
    client.force_login(made.leader_b.account)
    assert client.get(f"/portfolio/changes/{change.key}/").status_code == 404


def test_every_change_is_found_page_by_page(client, made):
    seat = made.leader_a
    for _each in range(51):
        Change.objects.create(seat=seat, made_at=make.NOW, total=1)
    client.force_login(seat.account)
    first = client.get("/portfolio/changes/")
    second = client.get(f"/portfolio/changes/?{first.context['page'].next_query}")
    assert [len(one.context["page"].rows) for one in (first, second)] == [50, 1]
    assert (second.context["page"].next_query, 'rel="next"' in first.text) == ("", True)


def test_what_is_left_as_it_is_shown_stays_as_it_is(client, made):
    """The form is sent as a browser sends it: with all it holds."""
    client.force_login(made.leader_a.account)
    keys = {"key": [str(made.row.key)]}
    form = client.get("/portfolio/changes/new/", keys).context["form"]
    held = {one.name: one.value() for one in form if one.value() is not None}
    assert client.post("/portfolio/changes/new/", keys | held | {"state": "done"}).status_code == 302


def test_a_change_that_was_left_is_found_again_and_says_what_it_changed(client, made):
    client.force_login(made.leader_a.account)
    gone = make.unit(made.leader_a.institution, valid_to=date(2025, 2, 28))
    unit = make.unit(made.leader_a.institution)
    keys = {"key": [str(made.row.key)]}
    offered = client.get("/portfolio/changes/new/", keys).context["form"].fields["unit"].choices
    assert {unit.pk, gone.pk} & {value for value, _name in offered} == {unit.pk}
    client.post("/portfolio/changes/new/", keys | {"state": "in_progress", "unit": unit.pk, "days": "14"})
    here = f"/portfolio/changes/{Change.objects.get().key}/"
    assert here in client.get("/portfolio/changes/").content.decode()
    shown = client.get(f"{here}?language=vi").context["what"]
    assert [value for _label, value in shown] == ["Đang thực hiện", 14, unit.name.vi]
    # Named by no row any more, the unit may be taken out; the page of the change stays.
    Activity.objects.update(unit=None)
    unit.delete()
    assert client.get(f"{here}?language=vi").context["what"][-1][1] == "–"
    client.force_login(made.leader_b.account)
    assert here not in client.get("/portfolio/changes/").content.decode()


def test_all_that_a_filter_finds_is_changed(client, made):
    client.force_login(made.leader_a.account)
    data = {"all": "1", "query": "state=planned", "days": "3"}
    client.post("/portfolio/changes/new/", data)
    assert Change.objects.get().total == 1


def test_odd_addresses_are_answered_with_a_page(client, made):
    client.force_login(made.leader_a.account)
    for query in ("year=x", "programme=none", "unit=7", "view=none", "month=2026-13&view=calendar"):
        assert client.get(f"/portfolio/activities/?{query}").status_code == 200, query


def test_a_list_is_exported_as_it_is_filtered(client, made):
    client.force_login(made.leader_a.account)
    body = client.get("/portfolio/activities/?side=own&export=csv").content.decode()
    assert body.count("\n") == 2


def test_further_filters_are_worked_out_when_they_are_asked_for_or_used(client, monkeypatch):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    partner = f'value="{made.programme.sides.get(position=2).institution.slug}"'
    closed = client.get("/portfolio/activities/?view=list").text
    assert 'name="partner"' not in closed
    assert "more=1#further" in closed
    assert partner in client.get("/portfolio/activities/?more=1").text
    # Those in use are shown, and the others stay a step away.
    used = client.get("/portfolio/activities/?state=&kind=course").text
    assert 'name="kind"' in used
    assert partner not in used
    assert "kind=course&amp;view=list&amp;more=1#further" in used
    every = client.get("/portfolio/activities/?view=list&more=1&kind=course").text
    assert partner in every
    assert "#further" not in every
    # A country is offered however many partners are named.
    country = f'value="{made.programme.sides.get(position=2).institution.country}"'
    monkeypatch.setattr("songfai.portfolio.forms.OFFERED", 0)
    none_named = client.get("/portfolio/activities/?more=1").text
    assert partner not in none_named
    assert country in none_named


def test_what_an_activity_is_called_is_never_a_mark(client, made):
    """The rows are written by a plain function: every name in them is escaped there."""
    bad = "<x>\"&'"
    words = make.words(bad)
    for row in (made.row, made.theirs):
        row.title = words
        row.unit = make.unit(made.leader_a.institution)
        row.unit.name = words
        row.unit.save()
        row.person = make.person()
        row.person.name = words
        row.person.save()
        row.save()
    made.programme.title = words
    made.programme.save()
    for side in made.programme.sides.all():
        side.institution.name = side.institution.short_name = words
        side.institution.save()
    client.force_login(made.leader_a.account)
    page = client.get("/portfolio/activities/?language=vi").content.decode()
    rows = page[page.index('<tbody role="rowgroup">') : page.index("</tbody>")]
    assert "<x>" not in page
    # Of each row: title, side, programme, unit, person; of one's own also the name of its box.
    assert rows.count("&lt;x&gt;") == 2 * 5 + 1
