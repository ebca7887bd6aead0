"""Role x state x part: who reads how much of a work, and what is left of a right when its purpose has ended."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.journal.models import Line
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Disclosure, Submission, Work
from songfai.works.permissions import PHASES, READING, Reader, Reads, reads, reads_confidential, stages_read
from songfai.works.queries import (
    Filter,
    as_handed_in,
    compared,
    council_works,
    latest,
    narrowed,
    papers_for,
    parts_for,
    with_all,
    works,
)
from songfai.works.states import PartKind, Stage
from tests import factories as make
from tests.query_plans import sqlite_alone, steps_of
from tests.works import making

pytestmark = pytest.mark.django_db

PHASE = ("draft", "examined", "judged", "deciding", "in_force", "returned", "revoked")
# Reader -> one letter per phase: - nothing, f what was handed in, o what is open, a all.
TABLE = {
    "author": "aaaaaaa",
    "mentor": "ooooooo",
    "clerk": "-aaaafo",
    "leader": "-aaaafo",
    "coordinator": "-aaaafo",
    "unit_officer": "-oooofo",
    "reader": "-oooofo",
    "chair": "--aoo--",
    "member": "--aoo--",
    "conflicted": "--o-o--",  # recognised, it is read by whoever works there
    "outsider": "--o----",  # with a conflict, from another institution
    "second": "----o--",
    "elsewhere": "-------",
    "administrator": "-------",
}
LETTERS = {"-": Reads.NOTHING, "f": Reads.FILED, "o": Reads.OPEN, "a": Reads.ALL}


def brought(made: SimpleNamespace, phase: str) -> Work:
    """A work with a confidential content and two files, as far as wanted, with a mentor from elsewhere. The text of a
    returned one is reworded meanwhile."""
    name, data = making.PDF
    work = making.ready(made, hidden=(PartKind.CONTENT,))
    for title, secret in (("Open", False), ("Secret", True)):
        actions.add_paper(
            work=work, title=title, confidential=secret, name=name, data=data, by=made.author, at=make.NOW
        )
    asked = {"email": made.mentor.account.email, "by": made.author, "at": make.NOW, "day": make.TODAY}
    actions.ask_mentor(work=work, **asked)
    if phase == "examined":
        making.accepted(made, Work.objects.get(pk=work.pk))
    elif phase != "draft":
        submission = making.voting(made, Work.objects.get(pk=work.pk))
        for one in (made.conflicted, made.outsider):
            actions.recuse(ballot=submission.ballots.get(), reason="A relative", by=one)
        if phase != "judged":
            decided(made, submission, phase)
    return Work.objects.get(pk=work.pk)


def decided(made: SimpleNamespace, submission: Submission, phase: str) -> None:
    voting = [one for one in made.members if one not in (made.conflicted, made.outsider)]
    making.cast(submission, voting)
    making.find(made, submission)
    actions.close(submission=making.fresh(submission), minutes="1", by=made.secretary, at=make.NOW)
    submission, by_head = making.fresh(submission), {"by": made.leader, "at": make.NOW}
    if phase == "deciding":
        Submission.objects.filter(pk=submission.pk).update(stage=Stage.APPROVED)
        Work.objects.filter(pk=submission.work_id).update(stage=Stage.APPROVED)
    elif phase == "returned":
        actions.refuse(submission=submission, reason="Known before", **by_head)
        parts = making.parts(PartKind.CONTENT) | {PartKind.KNOWN: (make.words("Reworded later"), False)}
        values = making.values(title=make.words("Newer title"))
        work = Work.objects.get(pk=submission.work_id)
        actions.change(work=work, values=values, parts=parts, by=made.author, at=make.NOW)
    else:
        actions.recognise(submission=submission, decision="45/QĐ", decided_on=make.TODAY, **by_head)
        if phase == "revoked":
            actions.revoke(submission=making.fresh(submission), reason="A copy", **by_head)


@pytest.fixture
def made():
    made = making.unit()
    made.member, made.conflicted = (make.seat(made.here, Role.AUTHOR) for _one in range(2))
    made.outsider = make.seat(made.there, Role.AUTHOR)
    made.members += [made.member, made.conflicted, made.outsider]
    roles = (*making.ROLES, *[making.CouncilRole.MEMBER] * 3)
    made.council = making.council(made, made.members, roles)
    made.mentor = make.seat(made.there, Role.READER)
    made.elsewhere = make.seat(made.there, Role.LEADER)
    made.administrator = make.seat(made.here, Role.ADMINISTRATOR)
    return made


@pytest.mark.parametrize("phase", PHASE)
def test_who_reads_which_part_in_which_state(made, phase):
    work = brought(made, phase)
    for name, letters in TABLE.items():
        seat, expected = getattr(made, name), LETTERS[letters[PHASE.index(phase)]]
        found = with_all(works(seat)).filter(pk=work.pk).first()
        assert (found is not None) is (expected > Reads.NOTHING), (name, phase)
        loaded = found or with_all(Work.objects.filter(pk=work.pk)).get()
        submission = latest(loaded)
        assert reads(seat, loaded, submission) == expected, (name, phase)
        texts = {one.kind: str(one.text) for one in parts_for(seat, loaded, submission)}
        files = {str(one) for one in papers_for(seat, loaded, submission)}
        assert files == {Reads.ALL: {"Open", "Secret"}, Reads.OPEN: {"Open"}}.get(expected, set()), name
        assert bool(texts.get("content")) is (expected == Reads.ALL), (name, phase)
        live = "Reworded later" if phase == "returned" else "Phần known"
        known = {Reads.NOTHING: None, Reads.FILED: "Phần known"}.get(expected, live)
        assert texts.get("known") == known, (name, phase)


def test_the_table_says_of_every_state_who_reads_it():
    assert set(READING) == set(Reader)
    assert sorted(one for stages in PHASES.values() for one in stages) == sorted(Stage)
    assert all(len(row) == len(PHASES) for row in READING.values())
    # What queries.works asks of the database.
    assert stages_read(Reader.UNIT) == stages_read(Reader.OFFICE) == set(Stage) - {Stage.DRAFT}
    assert stages_read(Reader.WORKER) == PHASES["in_force"] | PHASES["past"] | PHASES["partner"]
    assert stages_read(Reader.CONFLICTED) == PHASES["judged"]


def test_what_is_written_after_it_came_back_is_neither_shown_nor_found(made, client):
    work = brought(made, "returned")
    page = reverse("works:work", args=[work.key])
    client.force_login(made.clerk.account)
    shown = client.get(page).content.decode()
    assert "Phần known" in shown and "Reworded later" not in shown
    assert "Drying frame" in shown and "Newer title" not in shown
    assert "Phần content" not in shown, "the office keeps no secret of a work that is not before it"

    def found(text):
        return narrowed(works(made.clerk), Filter(text=text), make.TODAY).count()

    assert [found(text) for text in ("Reworded", "Newer title", "phan known", "drying")] == [0, 0, 1, 1]
    client.force_login(made.author.account)
    assert "Reworded later" in client.get(page).content.decode()
    # Handed in anew, it is read as it now is.
    actions.file(work=Work.objects.get(pk=work.pk), by=made.author, at=make.NOW)
    assert [found(text) for text in ("Reworded", "Newer title")] == [1, 1]


def test_lists_and_comparisons_name_it_as_it_was_handed_in(made, client):
    work = brought(made, "returned")
    later = making.alike(made)

    def names(seat, address, **asked):
        client.force_login(seat.account)
        shown = client.get(address, asked | {"language": "en"}).content.decode()
        return "Drying frame" in shown, "Newer title" in shown

    register = reverse("works:list")
    for seat in (made.clerk, made.leader, made.reader):
        assert names(seat, register) == (True, False)
    assert names(made.author, register)[1], "its author reads it as it stands"
    assert names(made.author, reverse("works:own"))[1]
    client.force_login(made.clerk.account)
    rows = b"".join(client.get(register, {"export": "csv", "language": "en"}).streaming_content).decode()
    assert "Newer title" not in rows and "Drying frame" in rows
    # Beside another work too, and where the council looks for one by name.
    other = making.unit()
    told = compared(other.author, making.alike(other), None, make.TODAY)
    assert all("Newer" not in str(one.work.title) for one in told.earlier)
    mine = {row.pk: row for row in works(made.author)}
    as_handed_in(mine.values(), made.author)
    assert "Newer" in str(mine[work.pk].title) and later.pk in mine


@pytest.mark.parametrize("count", [1, 3])
def test_names_as_handed_in_cost_the_same_for_one_and_for_three(made, count, django_assert_num_queries):
    rows = [brought(made, "returned") for _n in range(count)]
    with django_assert_num_queries(2):
        as_handed_in(rows, made.clerk)
    assert {str(one.title) for one in rows} == {"Drying frame"}


@sqlite_alone
def test_who_reads_them_as_they_stand_is_asked_of_these_works_alone(made):
    """Not of all that the officer ever entered, nor of all the body ever had: with a hundred numbers SQLite took those."""
    rows = [brought(made, "returned")]
    rows += [Work(pk=number, stage=rows[0].stage) for number in range(10_000, 10_150)]
    with CaptureQueriesContext(connection) as asked:
        as_handed_in(rows, made.clerk)
    steps = [step for step in steps_of(asked[0]["sql"]) if "works_work" in step.split()]
    assert steps == ["SEARCH works_work USING INTEGER PRIMARY KEY (rowid=?)"]


@pytest.mark.parametrize("phase", ["returned", "revoked"])
def test_for_the_council_of_a_work_that_is_no_more_before_it_there_is_no_page(made, client, phase):
    work = brought(made, phase)
    client.force_login(made.member.account)
    for name in ("work", "comparison", "receipt"):
        assert client.get(reverse(f"works:{name}", args=[work.key])).status_code == 404, name
    for paper in work.papers.all():
        assert client.get(reverse("works:paper", args=[work.key, paper.pk])).status_code == 404
    assert not council_works(made.member).exists()


def test_a_council_whose_place_another_one_has_taken_reads_nothing(made):
    submission = making.before_council(made, making.ready(made, hidden=(PartKind.CONTENT,)))
    work = with_all(Work.objects.filter(pk=submission.work_id)).get()
    assert reads_confidential(made.member, work, latest(work))
    others = [make.seat(made.here, Role.AUTHOR) for _one in making.ROLES]
    council = making.council(made, others)
    actions.convene(submission=making.fresh(submission), council=council, by=made.clerk, at=make.NOW)
    assert not works(made.member).exists()
    assert works(others[1]).exists()


def test_a_level_above_that_refused_reads_what_was_handed_in_to_it(client):
    made = making.unit()
    up = making.above_of(made)
    submission = making.sent_above(
        made, making.certified(made, making.ready(made, hidden=(PartKind.CONTENT,)))
    )
    page = reverse("works:level", args=[submission.work.key, submission.key])
    client.force_login(up.clerk.account)
    assert "Phần content" in client.get(page).content.decode()
    actions.reject(submission=submission, reason="Not signed", by=up.clerk, at=make.NOW)
    for address in (page, reverse("works:work", args=[submission.work.key])):
        shown = client.get(address).content.decode()
        assert "Phần known" in shown and "Phần content" not in shown
    # The unit itself goes on reading its recognised work.
    client.force_login(made.clerk.account)
    assert "Phần content" in client.get(reverse("works:work", args=[submission.work.key])).content.decode()


# ---------------------------------------------------------------- that it was read is a fact


def test_that_a_member_opened_what_is_confidential_is_kept_once_and_told(made, client):
    work = brought(made, "judged")
    page = reverse("works:work", args=[work.key])
    client.force_login(made.member.account)
    for _twice in range(2):
        assert "Phần content" in client.get(page).content.decode()
    row = Disclosure.objects.get()
    assert (row.account, row.submission.work_id) == (made.member.account, work.pk)
    line = Line.objects.get(verb="works.disclose")
    assert (line.account_id, line.details["receipt"]) == (made.member.account_id, "0001/2026")
    # Neither the office nor the authors nor a member with a conflict leave such a line.
    for seat in (made.clerk, made.author, made.conflicted, made.reader):
        client.force_login(seat.account)
        shown = client.get(page).content.decode()
        tells = "Who of the council has opened what is confidential" in shown
        assert tells is (seat in (made.clerk, made.author)), seat.role
    assert Disclosure.objects.count() == 1
    # The fact stays; it opens nothing.
    decided(made, making.fresh(row.submission), "in_force")
    client.force_login(made.member.account)
    shown = client.get(page)
    assert shown.status_code == 200 and "Phần content" not in shown.content.decode()
    assert Disclosure.objects.count() == 1


def test_nothing_is_kept_where_nothing_is_confidential(made, client):
    submission = making.before_council(made)
    client.force_login(made.member.account)
    assert client.get(reverse("works:work", args=[submission.work.key])).status_code == 200
    assert not Disclosure.objects.exists()


# ---------------------------------------------------------------- in the comparison of later works


def shown_words(seat, work: Work) -> tuple[int, bool]:
    """(passages shown, whether some are hidden) of the one earlier work; nothing of both where none is told."""
    loaded = with_all(Work.objects.filter(pk=work.pk)).get()
    found = compared(seat, loaded, latest(loaded), make.TODAY).earlier
    return (len(found[0].shared), found[0].hidden > 0) if found else (0, False)


def test_of_a_refused_work_the_author_of_a_later_one_is_told_nothing_and_its_council_sees_the_words():
    made, other = making.unit(), making.unit()
    first = making.earlier(made)
    later = making.before_council(other, making.alike(other))
    assert shown_words(other.author, later.work) == (1, False)
    actions.reject(submission=first, reason="Not signed", by=made.clerk, at=make.NOW)
    assert shown_words(other.author, later.work) == (0, False)
    for seat in (other.chair, other.clerk):
        assert shown_words(seat, later.work) == (1, False)
    # Its own author is shown the author's own words.
    assert shown_words(made.author, making.alike(made)) == (1, False)


def test_confidential_words_of_an_earlier_work_are_open_to_its_council_as_long_as_it_judges():
    made, other = making.unit(), making.unit()
    expert = make.seat(other.here, Role.AUTHOR)
    roles = (*making.ROLES, "expert")
    made.council = making.council(made, [*made.members, expert], roles)
    other.council = making.council(other, [*other.members, expert], roles)
    first = making.earlier(made, hidden=(PartKind.CONTENT,))
    later = making.before_council(other, making.alike(other))
    assert shown_words(expert, later.work) == (0, True)
    actions.accept(submission=first, by=made.clerk, at=make.NOW)
    actions.convene(submission=making.fresh(first), council=made.council, by=made.clerk, at=make.NOW)
    assert shown_words(expert, later.work) == (1, False)
    actions.open_ballot(submission=making.fresh(first), by=made.secretary, at=make.NOW)
    made.members.append(expert)
    making.cast(first, made.members)
    making.find(made, making.fresh(first))
    actions.close(submission=making.fresh(first), minutes="1", by=made.secretary, at=make.NOW)
    actions.refuse(submission=making.fresh(first), reason="Known", by=made.leader, at=make.NOW)
    assert shown_words(expert, later.work) == (0, True)


BEFORE = {
    "clerk": Reads.ALL, "leader": Reads.ALL, "coordinator": Reads.ALL, "unit_officer": Reads.ALL,
    "reader": Reads.OPEN, "second": Reads.OPEN, "member": Reads.OPEN,
    "outsider": Reads.NOTHING, "elsewhere": Reads.NOTHING, "administrator": Reads.NOTHING,
}  # fmt: skip


@pytest.mark.parametrize("name", BEFORE)
def test_what_was_recognised_before_the_register_is_read_by_whoever_works_in_the_unit(client, made, name):
    """It has no submission here; who keeps the register is as good as who entered it."""
    making.past_taken(made.clerk)
    seat, expected = getattr(made, name), BEFORE[name]
    found = with_all(works(seat)).first()
    assert (found is not None) is (expected > Reads.NOTHING)
    assert reads(seat, found or with_all(Work.objects.all()).get(), None) == expected
    client.force_login(seat.account)
    page = client.get(reverse("works:work", args=[Work.objects.get().key]))
    assert page.status_code == (200 if expected else 404)
