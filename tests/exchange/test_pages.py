"""The exchange of a programme on its page: on one server nothing has to be sent; between two, files are carried."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from songfai.exchange import checker_files, files
from songfai.exchange.bundle import MAX_BYTES
from songfai.exchange.forms import TakeInForm
from songfai.exchange.management.commands.exchange_clock import turn
from songfai.exchange.models import Arrival, Post, Transfer, Wanted
from songfai.exchange.permissions import can
from songfai.exchange.states import ArrivalState
from songfai.exchange.templatetags.exchange import reason, verdict
from songfai.files.actions import path_of, write_durably
from songfai.files.rules import MAX_BYTES as LARGEST
from songfai.kit.errors import Refused
from songfai.parties.models import Seat
from songfai.parties.states import Role
from songfai.portal.actions import release
from songfai.portal.queries import released, releases_of
from songfai.programmes.models import Programme
from songfai.record import books, marks
from songfai.record.models import Document, Entry, Incident, Log
from tests import factories as make
from tests.exchange.nodes import exchange, now

CARRY = {Role.LEADER, Role.COORDINATOR, Role.CLERK}
TELL = {Role.LEADER, Role.COORDINATOR}
READ = CARRY | {Role.UNIT_OFFICER, Role.READER, Role.INSPECTOR}


@pytest.mark.django_db
def test_only_the_sides_are_led_to_the_joint_record(client):
    """A further party reads the programme; its record belongs to the two sides."""
    made = make.programme_in_force()
    third = make.institution()
    made.programme.further_parties.create(institution=third, role="executing")
    record = reverse("exchange:programme", args=[made.programme.slug])
    page = reverse("programmes:commitments", args=[made.programme.slug])
    for seat, code in ((made.leader_a, 200), (made.leader_b, 200), (make.seat(third, Role.LEADER), 404)):
        client.force_login(seat.account)
        assert (record in client.get(page).content.decode()) is (code == 200)
        assert client.get(record).status_code == code


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
    notes = ["one/log\n3\nAAAA\n", "one/log\n3\nBBBB\n"]
    Incident.objects.create(
        register=made.programme.register, log=log, kind="fork", noticed_at=make.NOW, notes=notes
    )
    client.force_login(made.leader_a.account)
    text = client.get(page_of(made)).content.decode()
    assert "Two different stories of the log" in text
    # The evidence can be taken to anybody: it stands on the page.
    assert all(f"<code>{note}</code>" in text for note in notes)
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
    assert file.getvalue().count(b'"t":"end"') == 2
    assert client.get(page_of(made, "checker", "..%2fbooks.py")).status_code == 404


@pytest.mark.django_db
def test_the_keys_of_each_log_can_be_taken_to_a_checker_of_somebody_else(client):
    made = make.programme_in_force()
    client.force_login(make.seat(made.leader_b.institution, Role.READER).account)
    shown = client.get(page_of(made, "check")).content.decode()
    for log in Log.objects.filter(register=made.programme.register):
        address = page_of(made, "policy", log.position)
        assert f'href="{address}"' in shown
        file = client.get(address)
        assert file["Content-Disposition"] == f'attachment; filename="policy-p{log.position}.txt"'
        assert file.content.decode().startswith(f"log {log.origin}+")
    assert client.get(page_of(made, "policy", 3)).status_code == 404
    client.force_login(make.seat(make.institution(slug="away", origin="away.example/coop")).account)
    assert client.get(page_of(made, "policy", 1)).status_code == 404


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
        carried = client.post(f"{b_page}send/").getvalue()
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


def test_first_file_of_a_programme_is_taken_in_before_the_programme_has_a_page(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    data = a.send()
    page = reverse("exchange:first")
    with b:
        client = client_of(b)
        assert f'href="{page}"' in client.get(reverse("programmes:list")).content.decode()
        assert [client.get(page).status_code, client.post(page, {}).status_code] == [200, 422]
        answer = client.post(page, {"upload": uploaded(data[:-20])})
        assert answer.status_code == 422 and not Programme.objects.exists()
        reader = Client()
        reader.force_login(make.seat(b.leader.institution, Role.READER).account)
        assert f'href="{page}"' not in reader.get(reverse("programmes:list")).content.decode()
        assert [reader.get(page).status_code, reader.post(page, {"upload": uploaded(data)}).status_code] == [
            403,
            403,
        ]
        stranger = Client()
        stranger.force_login(make.seat(make.institution(slug="away", origin="away.example/coop")).account)
        answer = stranger.post(page, {"upload": uploaded(data)})
        assert answer.status_code == 422 and not Programme.objects.exists()
        # The body it is for is called by its name.
        assert (
            f"This file is for {b.leader.institution.short_name.en}, not for your side."
            in answer.content.decode()
        )
        answer = client.post(page, {"upload": uploaded(data)}, follow=True)
        programme = Programme.objects.get()
        assert answer.redirect_chain == [(reverse("exchange:programme", args=[programme.slug]), 302)]
        assert "Taken in: 3 new entries." in answer.content.decode()


def test_server_that_was_restored_says_so_before_anybody_writes_and_until_it_is_healed(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    exchange(a, b)
    b.approve()
    exchange(b, a)
    a.back_up()
    with a:
        page = reverse("exchange:programme", args=[Programme.objects.get().slug])
    said = "This server was restored from an older copy"
    a.offer_plan()
    b.receive(a.send())
    a.restore()
    with a:
        log = Log.objects.get(hosted=True)
        # The file that lies beside the mark would heal it at once; here it is lost as well.
        marks.outbox_of(log.origin).unlink()
        for _ in range(2):
            turn()
        incident = Incident.objects.get()
        assert (incident.kind, incident.held, incident.expected) == (
            "rollback",
            log.size,
            marks.size(log.origin),
        )
        client = client_of(a)
        assert said in client.get(page).content.decode()
        assert said in client.get("/desk/").content.decode()
        data = client.post(f"{page}send/").getvalue()
    # From this file the other side learns how little is left there.
    b.receive(data)
    with b:
        shown = client_of(b).get(page).content.decode()
        assert f"holds only {incident.held} of its own {incident.expected} entries" in shown
        assert "Still to be sent" in shown
    a.receive(b.send())
    with a:
        turn()
        assert said not in client_of(a).get(page).content.decode()
    b.receive(a.send())
    with b:
        assert "holds only" not in client_of(b).get(page).content.decode()
    with a:
        assert Incident.objects.get().settled_at is not None


@pytest.mark.django_db
def test_nobody_is_led_to_files_of_others_where_there_are_none(client):
    """Hosted for both, and no partner elsewhere."""
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    assert reverse("exchange:first") not in client.get(reverse("programmes:list")).content.decode()


def test_file_without_what_a_first_line_says_is_named_as_damaged(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    exchange(a, b)
    with b:
        client = client_of(b)
        page = reverse("exchange:programme", args=[Programme.objects.get().slug])
        for address in (f"{page}take-in/", reverse("exchange:first")):
            answer = client.post(address, {"upload": uploaded(b'{"t":"head"}\n')})
            assert answer.status_code == 422
            assert "damaged or not complete" in answer.content.decode()


@pytest.mark.django_db
def test_this_servers_own_checker_answers_over_the_same_file(client, monkeypatch):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    names = checker_files.names()
    assert names[:2] == ["verify.html", "verify.py"]
    for name in names:
        file = client.get(page_of(made, "checker", name))
        assert file.content == (checker_files.FOLDER / name).read_bytes()
        assert file["Content-Disposition"] == f'attachment; filename="{name}"'
    text = client.post(page_of(made, "answer")).content.decode()
    assert verdict("valid") in text
    assert verdict("something else") == "something else"
    assert checker_files.run(b"no record\n")["verdict"] == "invalid"
    # A server that is too busy says so, and nothing false.
    monkeypatch.setattr(checker_files, "SECONDS", 0)
    with pytest.raises(Refused) as refused:
        checker_files.run(b"")
    assert refused.value.code == "checker_failed"
    assert client.post(page_of(made, "answer")).status_code == 422


def test_page_takes_in_only_files_of_its_own_programme_and_says_what_they_brought(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    exchange(a, b)
    scan = b"MZ no paper at all"
    sha256 = hashlib.sha256(scan).hexdigest()
    with b:
        programme = Programme.objects.get()
        # No software of ours names such a file as a signed paper; a hostile one may.
        write_durably(path_of(sha256), scan)
        with transaction.atomic():
            held = books.read(programme.register, held=True)
            (side,) = [log.position - 1 for log in held.logs if log.hosted]
            held.write(
                side, "instrument", now(), document=programme.document, sha256=sha256, name="signed.pdf"
            )
            held.sign(now())
    data = b.send()
    with a:
        client = client_of(a)
        page = reverse("exchange:programme", args=[Programme.objects.get().slug])
        head, rest = data.split(b"\n", 1)
        other = head.replace(programme.register.programme.encode(), b"sha256:" + b"0" * 64) + b"\n" + rest
        answer = client.post(f"{page}take-in/", {"upload": uploaded(other)})
        assert answer.status_code == 422
        assert "belongs to another programme" in answer.content.decode()
        answer = client.post(f"{page}take-in/", {"upload": uploaded(data)}, follow=True).content.decode()
        assert "Taken in" in answer
        # What is no paper is left out, and the page says which.
        assert "signed.pdf" in answer
        assert not path_of(sha256).exists()
        answer = client.post(f"{page}take-in/", {"upload": uploaded(data)}, follow=True).content.decode()
        assert "brought nothing new" in answer


def test_files_before_one_that_is_refused_are_taken_in_and_counted(pair):
    a, b = pair
    a.draft("moha.gov.la.example/coop")
    a.offer()
    b.receive(a.send())
    b.approve()
    whole, other = b.send(), b.send().replace(b'"to":', b'"too":', 1)
    with a:
        client, theirs = client_of(a), Entry.objects.filter(log__hosted=False)
        size = theirs.count()
        page = reverse("exchange:programme", args=[Programme.objects.get().slug])
        uploads = [uploaded(whole), uploaded(whole), uploaded(other)]
        answer = client.post(f"{page}take-in/", {"upload": uploads})
        assert answer.status_code == 422
        brought = theirs.count() - size
        assert brought > 0
        said = f"Taken in before the file that was refused: 2 of 3 files, with {brought} new entries."
        assert said in answer.content.decode()
        # Of one that is refused alone, or first, nothing was taken in before.
        answer = client.post(f"{page}take-in/", {"upload": [uploaded(other), uploaded(whole)]})
        assert answer.status_code == 422
        assert "Taken in before" not in answer.content.decode()


def test_file_of_the_other_side_is_looked_at_like_an_upload(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    given = {"a" * 64: bytes(LARGEST + 1), "b" * 64: b"MZ", "c" * 64: b""}
    names = dict.fromkeys(given, "paper.pdf")
    kept, refused = files.keep(given, names)
    assert kept == set()
    assert {one.code for one in refused} >= {"file_too_large", "file_empty"}
    assert {one.params["name"] for one in refused} == {"paper.pdf"} and len(refused) == 3
    assert list(tmp_path.rglob("*.*")) == []
    # What no document names is not kept, whatever it is.
    assert files.keep({"d" * 64: b"%PDF-1.7"}, {}) == (set(), [])


def test_files_that_are_too_much_together_are_not_read():
    several = [uploaded(b"x"), uploaded(b"y")]
    for one in several:
        one.size = MAX_BYTES // 2 + 1
    form = TakeInForm({}, MultiValueDict({"upload": several}))
    assert not form.is_valid()
    assert "too large" in str(form.errors["upload"])


@pytest.mark.django_db
def test_side_that_is_not_written_for_here_sends_and_tells_nothing(client):
    made = make.programme_in_force()
    client.force_login(made.leader_a.account)
    Log.objects.filter(register=made.programme.register, position=1).update(hosted=False)
    before = (Transfer.objects.count(), Document.objects.count())
    for name in ("send", "tell_known"):
        answer = client.post(page_of(made, name))
        assert answer.status_code == 422
        assert "does not write for" in answer.content.decode()
    assert (Transfer.objects.count(), Document.objects.count()) == before


@pytest.mark.django_db
def test_message_that_cannot_be_written_now_is_kept_in_the_form(client):
    made = make.programme_in_force()
    log = Log.objects.get(register=made.programme.register, position=1)
    Incident.objects.create(register=made.programme.register, log=log, kind="rollback", noticed_at=make.NOW)
    client.force_login(made.leader_a.account)
    answer = client.post(page_of(made, "messages"), {"text": "See you on Monday"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "restored from an older copy" in text and "See you on Monday</textarea>" in text
    assert not log.entries.filter(type="note").exists()


@pytest.mark.django_db
def test_rows_of_the_exchange_say_what_they_are():
    made = make.programme_in_force()
    body, document = made.leader_a.institution, made.programme.document
    log = Log.objects.get(register=made.programme.register, position=1)
    assert str(Post(institution=body)) == str(body)
    kept = Transfer(direction="sent", way="file", at=make.NOW, size=1, code="bundle_gap")
    assert str(kept) == f"sent {make.NOW:%Y-%m-%d} bundle_gap"
    assert str(Arrival(document=document, state="waiting")) == f"{document}: waiting"
    assert str(Wanted(log=log, sha256="ab" * 32)) == "abababab"


def test_reason_whose_facts_were_lost_is_still_read():
    row = Transfer(text="Lines %(first)s to %(last)s are still missing.", params={"first": 1})
    assert reason(row) == row.text
    assert reason(Transfer(code="bundle_gap")) == "bundle_gap"
