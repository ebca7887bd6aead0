"""When the time of keeping of documents has ended: who is told, what is destroyed, what stays."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.exchange.management.commands import exchange_clock
from songfai.files.actions import path_of
from songfai.kit.errors import NotPermitted, Refused
from songfai.notices.models import Notice
from songfai.registry import actions
from songfai.registry.models import Fate, OfficialDocument
from songfai.registry.queries import bodies_with_ended, ended_for, joinable, narrowed, to_register
from songfai.registry.queries.documents import Filter, documents, register_of
from songfai.registry.states import Direction, DocumentState
from tests import factories as make
from tests.registry import making

pytestmark = pytest.mark.django_db
NOW = make.NOW
YEARS = NOW.year


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = make.TODAY.isoformat()


@pytest.fixture
def made():
    return making.office()


def put_away(document, years=None, by=None, **fields):
    values = {
        "archive_number": "A-12",
        "retention_years": years,
        "kept_for_ever": False,
        "retention_basis": "Table of retention",
    } | fields
    return actions.archive(document=document, values=values, by=by, at=NOW)


def dealt(made, years=1, dated_year=YEARS - 3, name="letter.txt", data=None):
    """A document that arrived some years ago, was dealt with and is kept for some years."""
    document = making.arrived(made, arrived_on=date(dated_year, 5, 6), dated=date(dated_year, 5, 2))
    if data is not False:
        told = {
            "kind": "appendix",
            "title": "",
            "name": name,
            "data": data or f"words of {document.pk}".encode(),
        }
        actions.add_part(document=document, by=made.clerk, at=NOW, **told)
    actions.deal(document=document, outcome=make.words("Filed"), by=made.clerk, at=NOW)
    return put_away(document, years, made.clerk)


def destroy(made, *rows, decision="12/QĐ", on=None, by=None):
    actions.destroy(
        documents=rows, decision=decision, decided_on=on or make.TODAY, by=by or made.clerk, at=NOW
    )


def test_the_years_are_counted_from_the_end_of_the_year(made):
    document = dealt(made, years=2, dated_year=YEARS - 2)
    last = date(YEARS, 12, 31)
    assert not ended_for(made.clerk, last).exists()
    assert [one.pk for one in ended_for(made.clerk, last + timedelta(days=1))] == [document.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of one row PostgreSQL reads all")
@pytest.mark.parametrize(
    "rows",
    [
        lambda made: ended_for(made.clerk, make.TODAY),
        lambda made: bodies_with_ended(make.TODAY),
    ],
)
def test_they_are_found_without_a_look_at_the_other_documents(made, rows):
    assert "registry_by_end_of_keeping" in rows(made).explain()


@pytest.mark.parametrize(
    "change",
    [
        {"retention_years": None},
        {"retention_years": 50},
        {"retention_years": None, "kept_for_ever": True},
        {"state": DocumentState.HANDED},
        {"destroyed_on": date(2026, 1, 2)},
    ],
)
def test_what_is_not_over_is_not_listed(made, change):
    document = dealt(made)
    assert ended_for(made.clerk, make.TODAY).exists()
    OfficialDocument.objects.filter(pk=document.pk).update(**change)
    assert not ended_for(made.clerk, make.TODAY).exists()


def test_destroyed_it_stays_in_the_register_with_its_number(made, django_capture_on_commit_callbacks):
    document = dealt(made, data=b"secret words")
    file = document.parts.get().file
    assert narrowed(documents(made.clerk), Filter(text="secret")).exists()
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, document)
    assert not path_of(file.sha256).exists()
    stays = register_of(made.clerk, Direction.IN, document.year).get()
    assert (stays.number, stays.destroyed_on) == (document.number, make.TODAY)
    assert not narrowed(documents(made.clerk), Filter(text="secret")).exists()
    fate = Fate.objects.get()
    assert (fate.decision, fate.erased, fate.kept) == ("12/QĐ", 1, 0)
    later = making.arrived(made, arrived_on=date(document.year, 6, 1), dated=None)
    assert later.number == document.number + 1
    with pytest.raises(Refused, match="destroyed"):
        put_away(stays, 5, made.clerk)


def test_a_file_that_something_else_rests_on_is_not_erased(made, django_capture_on_commit_callbacks):
    one, other = dealt(made, data=b"the same"), dealt(made, data=b"the same")
    sha256 = one.parts.get().file.sha256
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, one)
    assert path_of(sha256).exists()
    assert Fate.objects.get(document=one).kept == 1
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, other)
    assert not path_of(sha256).exists()


def test_two_with_one_file_destroyed_by_one_decision_leave_nothing(made, django_capture_on_commit_callbacks):
    rows = [dealt(made, data=b"the same"), dealt(made, data=b"the same")]
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, *rows)
    assert not path_of(rows[0].parts.get().file.sha256).exists()


def test_what_stands_in_the_joint_record_is_not_erased(django_capture_on_commit_callbacks):
    from tests.registry.making import SCAN

    programme = make.programme_in_force()
    made = making.office()
    made.here, made.there = (side.institution for side in programme.programme.sides.order_by("position"))
    made.clerk, made.leader = make.seat(made.here, "clerk"), programme.leader_a
    made.unit_officer = make.seat(made.here, "unit_officer")
    actions.open_usual_series(by=made.clerk, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        document = making.issued(made, programme=programme.programme)
    # Recalled, it waits for nobody of this server.
    actions.recall(document=document, reason="A mistake", by=made.leader, at=NOW)
    put_away(document, 1, made.clerk)
    OfficialDocument.objects.filter(pk=document.pk).update(listed_on=date(YEARS - 3, 3, 9))
    scan = document.parts.get(kind="scan").file.sha256
    text = document.parts.get(kind="text").file.sha256
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, document)
    assert path_of(scan).exists() and SCAN
    assert not path_of(text).exists()
    assert (Fate.objects.get().erased, Fate.objects.get().kept) == (1, 1)


def test_nor_what_stands_in_the_record_of_a_programme_the_document_does_not_name(
    django_capture_on_commit_callbacks,
):
    programme = make.programme_in_force()
    made = making.office()
    made.here = programme.programme.sides.get(position=1).institution
    made.clerk, made.leader = make.seat(made.here, "clerk"), programme.leader_a
    made.unit_officer = make.seat(made.here, "unit_officer")
    actions.open_usual_series(by=made.clerk, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        document = making.issued(made, programme=programme.programme)
    scan = document.parts.get(kind="scan").file.sha256
    filed = dealt(made, data=path_of(scan).read_bytes())
    OfficialDocument.objects.filter(pk=document.pk).update(destroyed_on=make.TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, filed)
    assert path_of(scan).exists()
    assert (Fate.objects.get().erased, Fate.objects.get().kept) == (0, 1)


def test_what_another_institution_still_has_to_register_is_not_erased(
    made, django_capture_on_commit_callbacks
):
    document = making.issued(made)
    put_away(document, 1, made.clerk)
    OfficialDocument.objects.filter(pk=document.pk).update(listed_on=date(YEARS - 3, 3, 9))
    with django_capture_on_commit_callbacks(execute=True):
        destroy(made, document)
    files = list(document.parts.values_list("file__sha256", flat=True))
    assert files and all(path_of(one).exists() for one in files)
    arrival = to_register(made.there_clerk).get()
    values = making.in_values(made, series=making.series(made.there, "in"))
    entry = actions.register(values=values, by=made.there_clerk, at=NOW, arrival=arrival)
    assert all(one.text or one.unread for one in entry.parts.all())


def test_a_destroyed_entry_takes_no_files_that_come(made):
    entry = dealt(made)
    assert joinable(made.clerk).exists()
    destroy(made, entry)
    assert not joinable(made.clerk).exists()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"decision": " "}, "decision_missing"),
        ({"on": make.TODAY + timedelta(days=1)}, "day_ahead"),
    ],
)
def test_nothing_is_destroyed_without_a_decision(made, fields, code):
    document = dealt(made)
    with pytest.raises(Refused) as refused:
        destroy(made, document, **fields)
    assert refused.value.code == code
    assert ended_for(made.clerk, make.TODAY).exists()


def test_all_of_them_or_none(made, django_capture_on_commit_callbacks):
    over, young = dealt(made), dealt(made, years=90)
    with pytest.raises(Refused) as refused, django_capture_on_commit_callbacks(execute=True):
        destroy(made, over, young)
    assert refused.value.code == "term_not_ended"
    assert path_of(over.parts.get().file.sha256).exists()
    assert not Fate.objects.exists()


def test_only_the_own_registry_office_decides(made):
    document = dealt(made)
    for seat in (made.unit_officer, made.there_clerk):
        with pytest.raises(NotPermitted):
            destroy(made, document, by=seat)


def test_kept_on_with_the_reason(made):
    document = dealt(made)
    kept = actions.keep_on(
        document=document,
        until=YEARS + 4,
        for_ever=False,
        reason="A court asks for it",
        by=made.clerk,
        at=NOW,
    )
    assert kept.listed_on.year + kept.retention_years == YEARS + 4
    assert not ended_for(made.clerk, date(YEARS + 4, 12, 31)).exists()
    assert ended_for(made.clerk, date(YEARS + 5, 1, 1)).exists()
    assert Fate.objects.get().reason == "A court asks for it"


@pytest.mark.parametrize(
    ("until", "for_ever", "reason", "code"),
    [
        (None, False, "Why", "kept_how_long"),
        (YEARS, True, "Why", "kept_how_long"),
        (YEARS - 1, False, "Why", "year_over"),
        (None, True, " ", "reason_missing"),
    ],
)
def test_kept_on_until_when_and_why(made, until, for_ever, reason, code):
    document = dealt(made)
    with pytest.raises(Refused) as refused:
        actions.keep_on(
            document=document, until=until, for_ever=for_ever, reason=reason, by=made.clerk, at=NOW
        )
    assert refused.value.code == code


def test_the_registry_office_is_told_once_a_year(made):
    dealt(made)
    early = NOW.replace(hour=1)  # before six in local time, or after midnight there
    assert actions.tell_ended(NOW) == 1
    assert actions.tell_ended(NOW + timedelta(days=1)) == 0
    told = Notice.objects.filter(address=reverse("registry:ended"))
    assert {one.account for one in told} == {
        made.clerk.account,
        made.coordinator.account,
        made.leader.account,
    }
    assert actions.tell_ended(early.replace(year=NOW.year + 1, hour=5)) == 1


def test_the_clock_tells_it():
    assert actions.tell_ended in exchange_clock.turn.__globals__.values()


def test_the_list_destroys_what_was_chosen_and_keeps_what_was_typed(made, client):
    client.force_login(made.clerk.account)
    rows = [dealt(made) for _ in range(3)]
    address = reverse("registry:ended")
    page = client.get(address).content.decode()
    assert all(str(one.key) in page for one in rows)
    chosen = {"document": [str(rows[0].key), str(rows[2].key)], "decided_on": "2026-03-01"}
    refused = client.post(address, chosen | {"decision": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count(" checked") == 2
    ahead = client.post(address, chosen | {"decision": "12/QĐ", "decided_on": "2090-03-01"})
    assert ahead.context["form"].errors["decided_on"]
    assert client.post(address, chosen | {"decision": "12/QĐ"}).status_code == 302
    assert set(Fate.objects.values_list("document", flat=True)) == {rows[0].pk, rows[2].pk}
    shown = client.get(reverse("registry:document", args=[rows[0].key])).content.decode()
    assert "12/QĐ" in shown
    assert "keep-on" in client.get(address).content.decode()


def test_what_a_colleague_has_decided_meanwhile_is_not_left_out_in_silence(made, client):
    client.force_login(made.clerk.account)
    rows = [dealt(made) for _ in range(2)]
    told = {"document": [str(one.key) for one in rows], "decided_on": "2026-03-01", "decision": "12/QĐ"}
    actions.keep_on(document=rows[0], until=YEARS + 5, for_ever=False, reason="Wanted", by=made.clerk, at=NOW)
    refused = client.post(reverse("registry:ended"), told)
    assert refused.status_code == 409
    assert "Somebody saved this meanwhile" in refused.content.decode()
    assert not OfficialDocument.objects.exclude(destroyed_on=None).exists()


def test_a_document_whose_time_has_ended_leads_to_both_ways_on(made, client):
    """However many older ones the list has before it."""
    document = dealt(made)
    here, keep = (reverse(f"registry:{name}", args=[document.key]) for name in ("document", "keep_on"))
    client.force_login(made.clerk.account)
    assert keep in client.get(here).content.decode()
    client.force_login(make.seat(made.here, "reader").account)
    assert keep not in client.get(here).content.decode()


def test_as_many_queries_for_any_number(made, client):
    client.force_login(made.clerk.account)

    def asked():
        client.get(reverse("registry:ended"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("registry:ended"))
        return len(queries)

    dealt(made)
    one = asked()
    for _ in range(2):
        dealt(made)
    assert asked() == one


def test_a_reader_sees_the_list_and_no_button(made, client):
    dealt(made)
    client.force_login(make.seat(made.here, "reader").account)
    page = client.get(reverse("registry:ended")).content.decode()
    assert "Number of the decision" not in page and 'type="checkbox"' not in page
    assert client.post(reverse("registry:ended"), {}).status_code == 403


def test_keep_on_keeps_what_was_typed(made, client):
    client.force_login(made.clerk.account)
    document = dealt(made)
    address = reverse("registry:keep_on", args=[document.key])
    seen = document.revision
    refused = client.post(address, {"seen": seen, "until": "2020", "reason": "For the court"})
    assert refused.status_code == 422 and "For the court" in refused.content.decode()
    assert client.post(address, {"seen": seen, "until": "2030", "reason": "For the court"}).status_code == 302
    assert "For the court" in client.get(reverse("registry:document", args=[document.key])).content.decode()
