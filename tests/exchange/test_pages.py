"""The exchange of a programme on its page: on one server nothing has to be sent; between two, files are carried."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from songfai.exchange.models import Arrival, Transfer
from songfai.exchange.permissions import can
from songfai.exchange.states import ArrivalState
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.portal.actions import release
from songfai.portal.queries import released, releases_of
from songfai.programmes.models import Programme
from songfai.record.models import Document, Incident, Log
from tests import factories as make
from tests.exchange.nodes import exchange, now

CARRY = {Role.LEADER, Role.COORDINATOR, Role.CLERK}
TELL = {Role.LEADER, Role.COORDINATOR}
READ = CARRY | {Role.UNIT_OFFICER, Role.READER, Role.INSPECTOR}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("position", [1, None])
def test_who_reads_and_who_carries(role, position):
    seat = Seat(role=role)
    assert can(seat, "read", position=position) == (role in READ and position is not None)
    assert can(seat, "carry", position=position) == (role in CARRY and position is not None)
    assert can(seat, "tell", position=position) == (role in TELL and position is not None)


def page_of(made, name="programme", *args):
    return reverse(f"exchange:{name}", args=[made.programme.slug, *args])


@pytest.mark.django_db
def test_on_one_server_it_is_hosted_for_both(client):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    text = client.get(page_of(made)).content.decode()
    assert "Hosted for both" in text
    assert "Download the file for the other side" in text
    reader = make.seat(made.leader_a.institution, Role.READER)
    client.force_login(reader.account)
    assert page_of(made, "send") not in client.get(page_of(made)).content.decode()
    assert client.post(page_of(made, "send")).status_code == 403
    assert client.post(page_of(made, "take_in")).status_code == 403
    client.force_login(make.seat().account)
    assert client.get(page_of(made)).status_code == 404


@pytest.mark.django_db
def test_the_page_takes_the_same_queries_for_one_and_three_transfers(client, queries):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    client.post(page_of(made, "send"))
    client.get(page_of(made))
    once = queries(lambda: client.get(page_of(made)))
    for _ in range(2):
        client.post(page_of(made, "send"))
    assert Transfer.objects.count() == 3
    assert queries(lambda: client.get(page_of(made))) == once


@pytest.mark.django_db
def test_an_incident_says_what_it_means_here_and_on_the_desk(client):
    made = make.programme_in_force()
    log = Log.objects.get(register=made.programme.register, position=2)
    Incident.objects.create(register=made.programme.register, log=log, kind="fork", noticed_at=make.NOW)
    client.force_login(made.leader_a.account)
    assert "Two different stories of the log" in client.get(page_of(made)).content.decode()
    assert "Two stories of one log" in client.get("/desk/").content.decode()


@pytest.mark.django_db
def test_what_waits_and_what_needs_newer_software_is_said_in_the_readers_language(client):
    made = make.programme_in_force()
    document = made.programme.document
    row = Arrival.objects.create(document=document, state=ArrivalState.NEWER, code="needs_newer", at=make.NOW)
    Log.objects.filter(register=made.programme.register, position=1).update(stops=2)
    client.force_login(made.leader_a.account)
    text = client.get(page_of(made)).content.decode()
    assert "From entry 3 on" in text
    assert "once this server is updated" in text
    assert (
        "From entry 3 on" in client.get(reverse("record:document", args=[document.sha256])).content.decode()
    )
    row.state, row.code = ArrivalState.WAITING, "bundle_gap"
    row.text = "Lines %(first)s to %(last)s are still missing. They come with the next file by themselves."
    row.params = {"first": "3", "last": "5"}
    row.save()
    said = set()
    for language in ("en", "vi", "lo"):
        client.cookies["django_language"] = language
        page = client.get(page_of(made), headers={"accept-language": language}).content.decode()
        assert "%(first)s" not in page
        said.add("are still missing" in page)
    assert True in said


@pytest.mark.django_db
def test_the_record_can_be_taken_away_and_checked(client):
    made = make.programme_in_force()
    client.force_login(make.seat(made.leader_b.institution, Role.READER).account)
    text = client.get(page_of(made, "check")).content.decode()
    assert f"python3 verify.py {made.programme.slug}.coop" in text
    file = client.get(page_of(made, "record_file"))
    assert file["Content-Disposition"] == f'attachment; filename="{made.programme.slug}.coop"'
    assert file.content.count(b'"t":"end"') == 2
    assert client.get(page_of(made, "checker", "..%2fbooks.py")).status_code == 404


def client_of(node) -> Client:
    client = Client()
    client.force_login(node.leader.account)
    return client


def uploaded(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("from-them.coop", data)


def test_files_are_carried_between_two_servers_by_the_pages(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    exchange(a, b)
    with b:
        b_page = reverse("exchange:programme", args=[Programme.objects.get().slug])
    b.approve()
    with b:
        client = client_of(b)
        document = Document.objects.get(kind="programme")
        text = client.get(f"/record/{document.sha256}/").content.decode()
        assert "the receipt of" in text
        assert "has not come back" in text
        assert "has not come back" in client.get("/desk/").content.decode()
        assert "has proved that it holds" in client.get(b_page).content.decode()
        carried = client.post(f"{b_page}send/").content
        assert Transfer.objects.filter(direction="sent", way="file").count() == 1
    with a:
        client = client_of(a)
        page = reverse("exchange:programme", args=[Programme.objects.get().slug])
        answer = client.post(f"{page}take-in/", {"upload": uploaded(carried[:-20])})
        assert answer.status_code == 422
        assert "damaged or not complete" in answer.content.decode()
        assert client.post(f"{page}take-in/", {}).status_code == 422
        assert client.post(f"{page}take-in/", {"upload": uploaded(carried)}).status_code == 302
        assert "Everything seen" not in client.get(page).content.decode()
        document = Document.objects.select_related("standing").get(kind="programme")
        assert document.standing.stage == "in_force"
        release(document=document, programme=Programme.objects.get(), by=a.leader, at=now())
        assert not released().exists()
    exchange(a, b)
    with b:
        document = Document.objects.select_related("standing", "register").get(kind="programme")
        assert list(releases_of(Programme.objects.get())[0]["by"]) == [1]
        release(document=document, programme=Programme.objects.get(), by=b.leader, at=now())
        assert released().get() == document
    exchange(a, b)
    with a:
        assert released().count() == 1
