"""Between the two sides of a programme: what goes into the joint record on a server both share, who may register what
came, and the pages of it."""

import uuid
from datetime import date
from itertools import product

import pytest
from django.urls import reverse

from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.record.models import Document
from songfai.registry import actions
from songfai.registry.models import OfficialDocument, PartnerPaper
from songfai.registry.queries import crossing_of, from_partners, partner_papers_waiting, to_register
from songfai.registry.states import Numbers
from tests import factories as make
from tests.registry import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    office = making.office()
    own = make.programme_in_force(body_a=office.here, body_b=office.there)
    office.programme = Programme.objects.select_related("document__standing").get(pk=own.programme.pk)
    return office


@pytest.fixture(autouse=True)
def today(monkeypatch):
    for name in ("lists", "changes", "steps"):
        monkeypatch.setattr(f"songfai.registry.pages.{name}.today", lambda: make.TODAY)
    for name in ("changes", "steps"):
        monkeypatch.setattr(f"songfai.registry.pages.{name}.now", lambda: make.NOW)


def told(made, **fields):
    """What the partner's server told, as it stands here: nothing of it is in a register of this one."""
    given = {
        "key": uuid.uuid4(),
        "programme": made.programme,
        "sender": made.there,
        "recipient": made.here,
        "statement": Document.objects.filter(register=made.programme.register).first(),
        "state": "issued",
        "number": "07/ກພນ",
        "type_slug": "vn-tb",
        "subject": make.words("Invitation to a talk"),
        "language": "lo",
        "dated": date(2026, 3, 2),
        "signer": "Khamla",
        "purpose": "act",
        "sent_on": date(2026, 3, 3),
    }
    return PartnerPaper.objects.create(**given | fields)


def text_of(response):
    return response.content.decode()


def said():
    return Document.objects.filter(kind__in=("issued", "registered"))


# ---- one server for both -----------------------------------------------------------------------------------


def test_on_a_shared_server_it_stands_in_the_record_and_is_registered_from_there_once(made):
    document = making.issued(made, programme=made.programme)
    statement = said().get()
    assert statement.thread == f"p1/issued/{document.key.hex}"
    assert [one.document_id for one in to_register(made.there_clerk)] == [document.pk]
    # As after a restored backup: its own server reads the words anew, and still it waits only once.
    actions.take_in_issued(document=statement, at=make.NOW)
    assert PartnerPaper.objects.get().recipient == made.there
    assert not from_partners(made.there_clerk).exists()


def test_the_other_side_s_office_is_told_only_by_its_own_line_there(made):
    line = making.issued(made, programme=made.programme).recipients.get()
    actions.register(
        values=making.in_values(made, series=making.series(made.there, Numbers.IN), sender=""),
        arrival=to_register(made.there_clerk).get(pk=line.pk),
        by=made.there_clerk,
        at=make.NOW,
    )
    # It reads the register itself there; nothing more is said of it.
    assert [one.kind for one in said()] == ["issued"]


def test_a_later_word_supersedes_the_earlier_one(made):
    document = making.issued(made, programme=made.programme)
    actions.recall(document=document, reason="Wrong date", by=made.leader, at=make.NOW)
    first, second = said().order_by("id")
    assert (second.supersedes_id, second.version) == (first.pk, 2)


@pytest.mark.parametrize("why", ["no_programme", "not_in_force", "incoming", "other_recipient"])
def test_what_does_not_go_to_the_other_side(made, why):
    if why == "no_programme":
        document = making.issued(made)
    elif why == "not_in_force":
        document = making.issued(made, programme=make.draft_programme(body_a=made.here, body_b=made.there))
    elif why == "incoming":
        document = making.arrived(made, programme=made.programme)
    else:
        made.there = make.institution(country="LA")
        document = making.issued(made, programme=made.programme)
    assert crossing_of(document, made.leader.stands_for) is None
    assert not said().exists()


def test_a_body_that_bears_the_side_now_receives_for_it(made):
    heir = make.institution(country="LA")
    there = made.there
    heir.over_time = heir.over_time | {"answers": [[there.pk, None, "2026-01-01", None]]}
    heir.save()
    made.there = heir
    document = making.numbered(made, programme=made.programme)
    found = crossing_of(document, made.leader.stands_for)
    assert found is not None
    assert (found.recipient.institution, found.position) == (heir, 1)


@pytest.mark.parametrize(("since", "receives"), [("2026-03-10", True), ("2026-03-11", False)])
def test_who_bears_the_side_on_the_day_it_is_sent_receives_for_it(made, since, receives):
    """It was signed on the 9th, before the side passed on, and is issued on the 10th."""
    heir = make.institution(country="LA")
    heir.over_time = heir.over_time | {"answers": [[made.there.pk, None, since, None]]}
    heir.save()
    made.there = heir
    making.issued(made, programme=made.programme)
    assert said().exists() is receives


# ---- who may -----------------------------------------------------------------------------------------------

OFFICE = {Role.LEADER, Role.COORDINATOR, Role.CLERK}
READING = OFFICE | {Role.UNIT_OFFICER, Role.READER, Role.INSPECTOR}


def test_who_reads_and_who_registers(client, made):
    paper = told(made)
    page = reverse("registry:partner_paper", args=[paper.key])
    form = reverse("registry:register_paper", args=[paper.key])
    for role, own in product(Role, (True, False)):
        seat = make.seat(made.here if own else made.there, role)
        client.force_login(seat.account)
        reads = own and role in READING
        assert from_partners(seat).exists() is reads, (role, own)
        expected = {200} if reads else {403, 404}
        assert client.get(page).status_code in expected, (role, own)
        assert client.get(form).status_code in ({200} if reads and role in OFFICE else {403, 404}), (
            role,
            own,
        )
    assert not OfficialDocument.objects.exists()


# ---- pages -------------------------------------------------------------------------------------------------


def test_each_list_of_what_waits_leads_whoever_registers_to_the_form(client, made):
    form = reverse("registry:register_paper", args=[told(made).key])
    for role in (Role.CLERK, Role.LEADER):
        client.force_login(make.seat(made.here, role).account)
        for name in ("arrivals", "partner"):
            page = client.get(reverse(f"registry:{name}")).content.decode()
            assert (form in page) is (role in OFFICE), (role, name)


def test_the_clerk_enters_it_with_the_form_that_is_filled_already(client, made):
    paper = told(made)
    client.force_login(made.clerk.account)
    assert "07/ກພນ" in text_of(client.get("/registry/arrivals/"))
    assert [one.key for one in partner_papers_waiting(made.clerk)] == [paper.key]
    form = reverse("registry:register_paper", args=[paper.key])
    shown = text_of(client.get(form))
    for filled in ("07/ກພນ", "Invitation to a talk", "Khamla"):
        assert filled in shown
    data = {
        "series": making.series(made.here, Numbers.IN).pk,
        "arrived_on": "08/03/2026",
        "sender_institution": made.there.pk,
        "sender_number": "07/ກພນ",
        "subject_en": "Invitation to a talk",
        "language": "lo",
        "dated": "02/03/2026",
        "programme": made.programme.pk,
    }
    # Bad input keeps what was typed and enters nothing.
    response = client.post(form, data | {"arrived_on": "01/03/2026"})
    assert response.status_code == 422
    assert "Invitation to a talk" in text_of(response)
    assert not OfficialDocument.objects.exists()
    assert client.post(form, data).status_code == 302
    entry = OfficialDocument.objects.get()
    assert (entry.listed_on, entry.sender_number, entry.partner_paper) == (date(2026, 3, 8), "07/ກພນ", paper)
    # A second clerk who had the form open reads that it is registered, and keeps what was typed; whoever opens it is led on.
    late = client.post(form + "?language=en", data)
    assert late.status_code == 422
    assert "Somebody has registered this document already." in text_of(late)
    assert "Invitation to a talk" in text_of(late)
    assert OfficialDocument.objects.count() == 1
    assert client.get(form).headers["Location"] == reverse("registry:partner_paper", args=[paper.key])
    page = text_of(client.get(reverse("registry:partner_paper", args=[paper.key]) + "?language=en"))
    assert "In your register under" in page
    assert reverse("registry:partner_paper", args=[paper.key]) in text_of(
        client.get(reverse("registry:document", args=[entry.key]))
    )
    # The sender's log is told by ours.
    assert said().get().thread == f"p1/registered/{paper.key.hex}"


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
@pytest.mark.parametrize("state", ["issued", "recalled", "replaced"])
def test_the_page_says_what_became_of_it_in_each_language(client, made, language, state):
    paper = told(made, state=state, reason="Wrong date" if state == "recalled" else "")
    client.force_login(made.clerk.account)
    shown = text_of(client.get(reverse("registry:partner_paper", args=[paper.key]), {"language": language}))
    assert ("Wrong date" in shown) is (state == "recalled")
    assert (reverse("registry:register_paper", args=[paper.key]) in shown) is (state != "recalled")


def test_the_sender_s_page_says_before_that_it_goes_to_the_other_side_and_links_the_words_after(client, made):
    document = making.signed(made, programme=made.programme)
    client.force_login(made.clerk.account)
    here = reverse("registry:document", args=[document.key])
    assert "not the text to be edited" in text_of(client.get(f"{here}?language=en"))
    actions.number(document=document, by=made.clerk, at=make.NOW)
    name, data = making.SCAN
    actions.add_part(
        document=document, kind="scan", title="", name=name, data=data, by=made.clerk, at=make.NOW
    )
    asked = text_of(client.get(f"{here}steps/issue/?language=en"))
    assert "go into the joint record" in asked
    actions.issue(document=document, by=made.clerk, at=make.NOW)
    assert reverse("record:document", args=[said().get().sha256]) in text_of(client.get(here))


@pytest.mark.parametrize("rows", [1, 3])
def test_more_of_them_ask_no_more_questions(client, made, rows, django_assert_max_num_queries):
    for number in range(rows):
        told(made, number=f"{number}/ກພນ")
    client.force_login(made.clerk.account)
    for path, most in (("/registry/partner/", 6), ("/registry/arrivals/", 7)):
        client.get(path)
        with django_assert_max_num_queries(most):
            assert client.get(path).status_code == 200
    for _row in range(rows):
        document = making.issued(made, programme=made.programme)
    here = reverse("registry:document", args=[document.key])
    client.get(here)
    with django_assert_max_num_queries(16):
        client.get(here)
