"""What was entered by hand before it came is joined to what came: the action, who may, its pages."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.record.models import Document
from songfai.registry import actions
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.queries import (
    documents,
    from_partners,
    joinable,
    narrowed,
    not_registered,
    same_entries,
    to_register,
)
from songfai.registry.queries.documents import Filter
from songfai.registry.states import Numbers, PartKind
from tests import factories as make
from tests.registry import making
from tests.registry.test_partner import told

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(hours=1)
LATER_STILL = make.NOW + timedelta(hours=2)


@pytest.fixture
def made():
    office = making.office()
    own = make.programme_in_force(body_a=office.here, body_b=office.there)
    office.programme = Programme.objects.select_related("document__standing").get(pk=own.programme.pk)
    return office


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    for name in ("lists", "changes", "steps"):
        monkeypatch.setattr(f"songfai.registry.pages.{name}.today", lambda: make.TODAY)
    for name in ("changes", "steps", "joining"):
        monkeypatch.setattr(f"songfai.registry.pages.{name}.now", lambda: LATER)


def sent(made):
    """A line that waits at the other institution of this server."""
    return making.issued(made).recipients.get()


def by_hand(made, **fields):
    """The entry the other institution made of it by hand."""
    values = making.in_values(
        made, series=making.series(made.there, Numbers.IN), sender_number="01/BC-BNV", dated=date(2026, 3, 9)
    )
    return actions.register(values=values | fields, by=made.there_clerk, at=make.NOW)


def here_by_hand(made, **fields):
    """The entry made here of what the partner's server tells (test_partner.told)."""
    return making.arrived(made, **{"sender_number": "07/ກພນ", "dated": date(2026, 3, 2)} | fields)


def code_of(call, **named):
    with pytest.raises(Refused) as raised, transaction.atomic():
        call(**named)
    return raised.value.code


def files(entry):
    return sorted(one.file.name for one in entry.parts.all())


def text_of(response):
    return response.content.decode()


# ---- an institution of this server -------------------------------------------------------------------------


def test_an_arrival_becomes_the_entry_that_was_made_by_hand_and_is_separated_again(made):
    line, entry = sent(made), by_hand(made)
    actions.add_part(
        document=entry,
        kind=PartKind.SCAN,
        title="",
        name="ours.pdf",
        data=making.SCAN[1],
        by=made.there_clerk,
        at=make.NOW,
    )
    before = (entry.printed, entry.listed_on, str(entry.subject), entry.sender)
    actions.join(entry=entry, arrival=line, by=made.there_clerk, at=LATER)
    entry.refresh_from_db()
    assert (entry.printed, entry.listed_on, str(entry.subject), entry.sender) == before
    # The clerk's own scan of the same bytes stays the only one; the text came along, and is searched.
    assert files(entry) == ["ours.pdf", "text.txt"]
    assert list(narrowed(documents(made.there_clerk), Filter(text="tập huấn"))) == [entry]
    assert not to_register(made.there_clerk).exists()
    line.refresh_from_db()
    assert (line.registered, line.joined_at) == (entry, LATER)
    assert OfficialDocument.objects.filter(institution=made.there).count() == 1

    actions.separate(entry=entry, by=made.there_clerk, at=LATER_STILL)
    line.refresh_from_db()
    assert (line.registered, line.joined_at) == (None, None)
    assert files(entry) == ["ours.pdf"]
    assert not narrowed(documents(made.there_clerk), Filter(text="tập huấn")).exists()
    assert [one.pk for one in to_register(made.there_clerk)] == [line.pk]
    assert list(Line.objects.order_by("id").values_list("verb", flat=True))[-2:] == [
        "registry.join",
        "registry.separate",
    ]
    # Separated in error, it is joined once more.
    actions.join(entry=entry, arrival=line, by=made.there_clerk, at=LATER_STILL)
    assert files(entry) == ["ours.pdf", "text.txt"]


def test_the_sender_reads_day_and_number_of_the_entry_and_then_no_more(client, made):
    line, entry = sent(made), by_hand(made)
    here = reverse("registry:document", args=[line.document.key]) + "?language=en"
    client.force_login(made.clerk.account)
    actions.join(entry=entry, arrival=line, by=made.there_clerk, at=LATER)
    assert f"registered there under {entry.printed} on" in text_of(client.get(here))
    actions.separate(entry=entry, by=made.there_clerk, at=LATER_STILL)
    assert "not registered there yet" in text_of(client.get(here))


# ---- what is refused ---------------------------------------------------------------------------------------


def test_what_is_joined_already_or_cancelled_or_goes_out_is_not_joined(made):
    line, entry = sent(made), by_hand(made)
    other_line, other = sent(made), by_hand(made)
    given = {"by": made.there_clerk, "at": LATER}
    actions.join(entry=entry, arrival=line, **given)
    assert code_of(actions.join, entry=entry, arrival=other_line, **given) == "entry_joined"
    assert code_of(actions.join, entry=other, arrival=line, **given) == "registered_already"
    actions.cancel(document=other, reason="Entered twice", by=made.there_clerk, at=LATER)
    assert code_of(actions.join, entry=other, arrival=other_line, **given) == "entry_unfit"
    assert Recipient.objects.get(pk=other_line.pk).registered is None
    mine = making.draft(made)
    assert code_of(actions.join, entry=mine, paper=told(made), by=made.clerk, at=LATER) == "entry_unfit"


def test_what_its_sender_has_recalled_is_not_joined(made):
    line, entry = sent(made), by_hand(made)
    actions.recall(document=line.document, reason="Wrong date", by=made.leader, at=make.NOW)
    assert code_of(actions.join, entry=entry, arrival=line, by=made.there_clerk, at=LATER) == "paper_recalled"
    paper = told(made, state="recalled", reason="Wrong date")
    assert (
        code_of(actions.join, entry=here_by_hand(made), paper=paper, by=made.clerk, at=LATER)
        == "paper_recalled"
    )


def test_an_entry_registered_from_what_came_is_cancelled_not_separated(made):
    line = sent(made)
    values = making.in_values(made, series=making.series(made.there, Numbers.IN))
    entry = actions.register(values=values, arrival=line, by=made.there_clerk, at=make.NOW)
    assert code_of(actions.separate, entry=entry, by=made.there_clerk, at=LATER) == "not_joined"
    assert code_of(actions.separate, entry=by_hand(made), by=made.there_clerk, at=LATER) == "not_joined"
    assert Recipient.objects.get(pk=line.pk).registered == entry


@pytest.mark.parametrize(
    ("since", "code"), [("dealt", "joined_in_use"), ("answered", "joined_in_use"), ("cancelled answer", "")]
)
def test_it_is_separated_while_nothing_hangs_on_it(made, since, code):
    paper, entry = told(made), here_by_hand(made)
    actions.join(entry=entry, paper=paper, by=made.clerk, at=LATER)
    if since == "dealt":
        actions.deal(document=entry, outcome=make.words("Filed"), by=made.clerk, at=LATER_STILL)
    else:
        answer = actions.draft(
            values=making.out_values(made, relation="answers", related=entry), by=made.clerk, at=LATER_STILL
        )
        if since == "cancelled answer":
            actions.cancel(document=answer, reason="Not needed", by=made.clerk, at=LATER_STILL)
    if code:
        assert code_of(actions.separate, entry=entry, by=made.clerk, at=LATER_STILL) == code
        assert PartnerPaper.objects.get().registered == entry
    else:
        actions.separate(entry=entry, by=made.clerk, at=LATER_STILL)
        assert PartnerPaper.objects.get().registered is None


def test_what_was_done_before_the_join_does_not_hold_it(made):
    paper, entry = told(made), here_by_hand(made)
    actions.draft(
        values=making.out_values(made, relation="answers", related=entry), by=made.clerk, at=make.NOW
    )
    actions.deal(document=entry, outcome=make.words("Answered"), by=made.clerk, at=make.NOW)
    actions.join(entry=entry, paper=paper, by=made.clerk, at=LATER)
    actions.separate(entry=entry, by=made.clerk, at=LATER_STILL)
    entry.refresh_from_db()
    assert (entry.state, PartnerPaper.objects.get().registered) == ("dealt", None)


def test_cancelling_a_joined_entry_lets_what_came_wait_again(made):
    paper, entry = told(made), here_by_hand(made)
    line, there = sent(made), by_hand(made)
    actions.join(entry=entry, paper=paper, by=made.clerk, at=LATER)
    actions.join(entry=there, arrival=line, by=made.there_clerk, at=LATER)
    actions.cancel(document=entry, reason="Entered twice", by=made.clerk, at=LATER_STILL)
    actions.cancel(document=there, reason="Entered twice", by=made.there_clerk, at=LATER_STILL)
    for row in (PartnerPaper.objects.get(), Recipient.objects.get(pk=line.pk)):
        assert (row.registered, row.joined_at) == (None, None)


def test_the_database_knows_no_join_without_an_entry(made):
    told(made)
    sent(made)
    for model in (PartnerPaper, Recipient):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(joined_at=LATER)


# ---- who may -----------------------------------------------------------------------------------------------

OFFICE = {Role.LEADER, Role.COORDINATOR, Role.CLERK}


@pytest.mark.parametrize("role", list(Role))
def test_who_joins_and_separates(client, made, role):
    for own in (True, False):
        paper, entry = told(made), here_by_hand(made)
        seat = make.seat(made.here if own else made.there, role)
        client.force_login(seat.account)
        page = reverse("registry:join_paper", args=[paper.key])
        undo = reverse("registry:separate", args=[entry.key])
        if own and role in OFFICE:
            assert client.get(page).status_code == 200
            assert client.post(page, {"entry": entry.key}).status_code == 302
            assert client.post(undo).status_code == 302
        else:
            assert client.get(page).status_code in {403, 404}
            assert client.post(page, {"entry": entry.key}).status_code in {403, 404}
            with pytest.raises(NotPermitted):
                actions.join(entry=entry, paper=paper, by=seat, at=LATER)
            actions.join(entry=entry, paper=paper, by=made.clerk, at=LATER)
            assert client.post(undo).status_code in {403, 404}
            with pytest.raises(NotPermitted):
                actions.separate(entry=entry, by=seat, at=LATER_STILL)
            assert PartnerPaper.objects.get(pk=paper.pk).registered == entry


def test_an_entry_of_another_register_is_not_offered_nor_taken(client, made):
    paper = told(made)
    foreign = by_hand(made, sender_number="07/ກພນ", dated=date(2026, 3, 2))
    assert same_entries(made.clerk, paper.number, paper.dated) == []
    client.force_login(made.clerk.account)
    page = reverse("registry:join_paper", args=[paper.key]) + "?language=en"
    response = client.post(page, {"entry": foreign.key})
    assert response.status_code == 422
    assert "This entry is not in your register." in text_of(response)
    assert PartnerPaper.objects.get().registered is None


# ---- what is offered ---------------------------------------------------------------------------------------


def test_the_same_number_and_date_are_proposed_and_nothing_that_is_joined(made):
    wanted = here_by_hand(made, sender_number=" 7/ກພນ")
    here_by_hand(made, dated=date(2026, 3, 1))
    here_by_hand(made, dated=None)
    here_by_hand(made, sender_number="08/ກພນ")
    here_by_hand(made, sender_number="")
    cancelled = here_by_hand(made)
    actions.cancel(document=cancelled, reason="Entered twice", by=made.clerk, at=make.NOW)
    making.issued(made)
    joined = here_by_hand(made)
    actions.join(entry=joined, paper=told(made), by=made.clerk, at=LATER)
    assert same_entries(made.clerk, "07/ກພນ", date(2026, 3, 2)) == [wanted]
    assert joined not in joinable(made.clerk)
    assert joinable(made.clerk).count() == 5
    assert same_entries(made.clerk, "", date(2026, 3, 2)) == same_entries(made.clerk, "07/ກພນ", None) == []


def test_the_clerk_joins_what_is_proposed_and_undoes_it(client, made):
    paper, entry = told(made), here_by_hand(made)
    client.force_login(made.clerk.account)
    page = reverse("registry:join_paper", args=[paper.key])
    # Each way to the form says that the entry is there.
    shown = text_of(client.get(reverse("registry:register_paper", args=[paper.key]) + "?language=en"))
    assert "An entry of your register has the same number and date." in shown
    for way in ("/registry/arrivals/", "/registry/partner/", f"/registry/partner/{paper.key}/"):
        assert page in text_of(client.get(way))
    shown = text_of(client.get(page + "?language=en"))
    assert "Same number and date" in shown
    assert str(entry.key) in shown
    response = client.post(page, {"entry": entry.key})
    here = reverse("registry:document", args=[entry.key])
    assert response.headers["Location"] == here
    assert not not_registered(from_partners(made.clerk)).exists()
    (said,) = Document.objects.filter(kind="registered")
    assert said.thread == f"p1/registered/{paper.key.hex}"
    undo = reverse("registry:separate", args=[entry.key])
    assert undo in text_of(client.get(here))
    # It is offered no more, and its page leads to where it stands.
    assert client.get(page).headers["Location"] == reverse("registry:partner_paper", args=[paper.key])
    late = client.post(page + "?language=en", {"entry": entry.key})
    assert late.status_code == 422
    assert "Somebody has registered this document already." in text_of(late)
    assert client.post(undo).status_code == 302
    assert not_registered(from_partners(made.clerk)).get() == paper
    assert undo not in text_of(client.get(here))
    # Nothing to separate any more: said in words.
    again = client.post(undo + "?language=en")
    assert again.status_code == 422
    assert "Nothing was joined to this entry later." in text_of(again)


def test_another_entry_is_found_by_number_words_or_file(client, made):
    line = sent(made)
    mail = by_hand(made, sender_number="", dated=None, subject=make.words("Yearly meeting in Vinh"))
    other = by_hand(made, sender_number="", dated=None, subject=make.words("Something else"))
    client.force_login(made.there_clerk.account)
    page = reverse("registry:join_arrival", args=[line.pk])
    assert page in text_of(client.get("/registry/arrivals/"))
    for typed in ("meeting vinh", mail.printed):
        shown = text_of(client.get(page, {"q": typed}))
        assert str(mail.key) in shown, typed
    assert str(other.key) not in text_of(client.get(page, {"q": "meeting vinh"}))
    assert "No document matches" in text_of(client.get(page, {"q": "nowhere", "language": "en"}))
    # What was searched for stays when nothing was chosen.
    refused = client.post(page + "?q=meeting&language=en", {})
    assert refused.status_code == 422
    assert "Choose the entry it is." in text_of(refused)
    assert str(mail.key) in text_of(refused)
    assert client.post(page, {"entry": "no key"}).status_code == 422
    assert client.post(page, {"entry": mail.key}).status_code == 302
    assert Recipient.objects.get(pk=line.pk).registered == mail
    # Whoever opens it now is led to the words that say where it stands.
    opened = client.get(page + "?language=en", follow=True)
    assert f"In your register under {mail.printed} on" in text_of(opened)
    assert reverse("registry:document", args=[mail.key]) in text_of(opened)


def test_what_was_recalled_is_said_to_be_recalled(client, made):
    line = sent(made)
    actions.recall(document=line.document, reason="Wrong date", by=made.leader, at=make.NOW)
    client.force_login(made.there_clerk.account)
    shown = text_of(client.get(reverse("registry:register", args=[line.pk]) + "?language=en"))
    assert "Wrong date" in shown
    assert "It is not in your register." in shown


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_pages_in_each_language(client, made, language):
    line, entry = sent(made), by_hand(made)
    client.force_login(made.there_clerk.account)
    page = reverse("registry:join_arrival", args=[line.pk])
    assert client.get(page, {"language": language, "q": "invitation"}).status_code == 200
    client.post(page, {"entry": entry.key})
    for name, key in (("register", line.pk), ("document", entry.key)):
        response = client.get(reverse(f"registry:{name}", args=[key]), {"language": language})
        assert response.status_code == 200


# ---- how much it asks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_more_entries_ask_no_more_questions(client, made, rows, django_assert_max_num_queries):
    paper, line = told(made), sent(made)
    for _row in range(rows):
        here_by_hand(made)
        here_by_hand(made, sender_number="9", sender_institution=made.there, sender="")
        by_hand(made)
    for seat, page, most, offered in (
        (made.clerk, reverse("registry:join_paper", args=[paper.key]) + "?q=invitation", 16, 2 * rows),
        (made.there_clerk, reverse("registry:join_arrival", args=[line.pk]) + "?q=invitation", 12, rows),
        (made.clerk, reverse("registry:partner_paper", args=[paper.key]), 14, 0),
    ):
        client.force_login(seat.account)
        client.get(page)
        with django_assert_max_num_queries(most):
            shown = text_of(client.get(page))
        assert shown.count('name="entry"') == offered


# ---- two who write at once ---------------------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite holds the whole file, in one order")
@pytest.mark.parametrize("act", ["join", "register", "separate", "cancel"])
def test_the_record_is_held_before_what_came_as_where_a_file_arrives(made, act):
    """In the other order a file that arrives, and holds the record first, could wait for us and we for it."""
    paper, entry = told(made), here_by_hand(made)
    if act in ("separate", "cancel"):
        actions.join(entry=entry, paper=paper, by=made.clerk, at=LATER)
    said = {
        "join": lambda: actions.join(entry=entry, paper=paper, by=made.clerk, at=LATER),
        "register": lambda: actions.register(
            values=making.in_values(made), paper=paper, by=made.clerk, at=LATER
        ),
        "separate": lambda: actions.separate(entry=entry, by=made.clerk, at=LATER_STILL),
        "cancel": lambda: actions.cancel(document=entry, reason="Twice", by=made.clerk, at=LATER_STILL),
    }
    with CaptureQueriesContext(connection) as done:
        said[act]()
    held = [one["sql"].split('FROM "')[1].split('"')[0] for one in done if "FOR UPDATE" in one["sql"]]
    assert held[0] == "record_log"
    assert {"registry_partnerpaper", "registry_officialdocument"} & set(held[1:])
