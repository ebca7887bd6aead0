"""The works of a sheet withdrawn in one step: which go, which stay, who is told, and what may be done with them then."""

import pytest
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted
from songfai.notices.models import Notice
from songfai.novelty.models import Text
from songfai.parties.states import Role
from songfai.works import actions, tasks
from songfai.works.actions import sheet_withdrawing
from songfai.works.models import Sheet, Submission, Work
from songfai.works.pages import sheet_filing
from songfai.works.queries import to_withdraw
from songfai.works.states import SheetStep, Stage
from tests import factories as make
from tests.works import making
from tests.works.making import refused
from tests.works.test_sheet_filing import filed, signed, taken, whole

pytestmark = pytest.mark.django_db
WHY = "The sheet of the wrong workshop"


@pytest.fixture
def made():
    return making.unit()


def filed_sheet(made, works=3):
    sheet = taken(made, *(whole(n, author=f"Author {n}") for n in range(1, works + 1)))
    signed(made, sheet)
    return filed(made, sheet)


def withdrawn(made, sheet, by=None, reason=WHY):
    actions.begin_withdrawing(sheet=sheet, reason=reason, by=by or made.unit_officer, at=make.NOW)
    tasks.withdraw_sheet.call(sheet.pk)
    return Sheet.objects.get(pk=sheet.pk)


def submissions(sheet):
    return list(Submission.objects.filter(work__in=sheet.lines.values("work")).order_by("number"))


def test_all_of_it_goes_with_one_reason_and_the_office_is_told_once(made):
    sheet = filed_sheet(made)
    assert Text.objects.count() == 3
    Notice.objects.all().delete()
    sheet = withdrawn(made, sheet)
    assert sheet.step == SheetStep.FILED
    rows = submissions(sheet)
    assert [(one.stage, one.reason, one.due) for one in rows] == [(Stage.WITHDRAWN, WHY, None)] * 3
    assert [one.number for one in rows] == [1, 2, 3], "numbers stay theirs"
    assert Text.objects.count() == 0, "nobody is compared with it any more"
    assert [line.why for line in sheet.lines.all()] == [
        [["It was withdrawn: %(reason)s", {"reason": WHY}]]
    ] * 3
    told = Notice.objects.filter(text__startswith="Of the sheet")
    assert {one.account_id for one in told} == {made.coordinator.account_id, made.clerk.account_id}
    assert Notice.objects.count() == 2
    verbs = list(Line.objects.filter(verb__contains="withdraw").values_list("verb", flat=True))
    assert sorted(set(verbs)) == ["works.begin_withdrawing", "works.sheet_withdrawn", "works.withdraw"]
    assert verbs.count("works.withdraw") == 3


def test_an_author_with_an_account_is_told_with_the_reason(made):
    making.own_rules(made, valid_from=make.TODAY, paper_confirms=True)
    sheet = taken(made, whole(1, email=made.author.account.email))
    signed(made, sheet)
    withdrawn(made, filed(made, sheet))
    [told] = Notice.objects.filter(account=made.author.account, text__contains="was withdrawn with its sheet")
    assert told.params["reason"] == WHY


def test_what_the_council_votes_on_stays(made):
    sheet = filed_sheet(made)
    first, second, _third = submissions(sheet)
    actions.accept(submission=first, by=made.clerk, at=make.NOW)
    actions.convene(submission=making.fresh(first), council=made.council, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(first), by=made.secretary, at=make.NOW)
    actions.accept(submission=second, by=made.clerk, at=make.NOW)
    sheet = withdrawn(made, sheet)
    assert [one.stage for one in submissions(sheet)] == [Stage.VOTING, Stage.WITHDRAWN, Stage.WITHDRAWN]
    assert sheet.lines.exclude(submission=None).count() == 1
    with refused("nothing_to_withdraw"):
        withdrawn(made, sheet)


def test_the_button_says_how_many_withdrawn_works_it_would_file_again(client, made):
    """A draft that was never filed is none of them, nor a work that was withdrawn by itself: its line has its receipt."""
    rows = [whole(1), whole(2, author="B"), whole(3, author="C"), whole(4, fields=None, author="D")]
    sheet = taken(made, *rows)
    signed(made, sheet)
    sheet = filed(made, sheet)
    client.force_login(made.unit_officer.account)
    page = reverse("works:sheet", args=[sheet.key]) + "?language=en"
    told = "File all that are complete, also 2 that were withdrawn"
    assert "that were withdrawn" not in client.get(page).content.decode()
    actions.withdraw(submission=submissions(sheet)[0], reason="By itself", by=made.unit_officer, at=make.NOW)
    sheet = withdrawn(made, sheet)
    assert told in client.get(page).content.decode()
    before = Submission.objects.count()
    filed(made, sheet)
    assert Submission.objects.count() == before + 2
    assert "that were withdrawn" not in client.get(page).content.decode()


def test_they_are_filed_anew_from_the_sheet_with_new_numbers(made):
    sheet = withdrawn(made, filed_sheet(made, works=2))
    sheet = filed(made, sheet)
    assert [one.submission.number for one in sheet.lines.order_by("row")] == [3, 4]
    assert set(Work.objects.values_list("stage", flat=True)) == {Stage.RECEIVED}
    assert Text.objects.count() == 2


def test_the_paper_is_taken_back_afterwards(made):
    sheet = filed_sheet(made)
    [paper] = sheet.papers.all()
    with refused("filed_by_paper"):
        actions.take_back(paper=paper, by=made.unit_officer, at=make.NOW)
    withdrawn(made, sheet)
    actions.take_back(paper=paper, by=made.unit_officer, at=make.NOW)


def test_what_was_withdrawn_by_itself_before_does_not_stay(made):
    sheet = filed_sheet(made)
    first, second, _third = submissions(sheet)
    actions.withdraw(submission=first, reason="By itself", by=made.unit_officer, at=make.NOW)
    actions.accept(submission=second, by=made.clerk, at=make.NOW)
    actions.convene(submission=making.fresh(second), council=made.council, by=made.clerk, at=make.NOW)
    actions.open_ballot(submission=making.fresh(second), by=made.secretary, at=make.NOW)
    withdrawn(made, sheet)
    told = Notice.objects.filter(text__startswith="Of the sheet", text__contains="withdrawn").first()
    assert (told.params["gone"], told.params["stay"]) == (1, 1)


def test_a_reason_is_asked_for_and_only_of_what_is_filed(made):
    sheet = taken(made, whole(1))
    with refused("sheet_not_filed"):
        withdrawn(made, sheet)
    signed(made, sheet)
    sheet = filed(made, sheet)
    with refused("reason_missing"):
        withdrawn(made, sheet, reason=" ")
    assert Sheet.objects.get().step == SheetStep.FILED
    assert submissions(sheet)[0].stage == Stage.RECEIVED


def test_an_interruption_goes_on_with_the_others(made, monkeypatch):
    sheet = filed_sheet(made)
    real, done = sheet_withdrawing._withdraw_line, []

    def cut(*given):
        if done:
            raise KeyboardInterrupt
        done.append(given)
        return real(*given)

    actions.begin_withdrawing(sheet=sheet, reason=WHY, by=made.unit_officer, at=make.NOW)
    monkeypatch.setattr(sheet_withdrawing, "_withdraw_line", cut)
    with pytest.raises(KeyboardInterrupt):
        tasks.withdraw_sheet.call(sheet.pk)
    monkeypatch.undo()
    assert (Sheet.objects.get().step, to_withdraw(sheet).count()) == (SheetStep.LEAVING, 2)
    with refused("sheet_not_taken"):
        actions.begin_filing(sheet=sheet, by=made.unit_officer, at=make.NOW)
    tasks.withdraw_sheet.call(sheet.pk)
    tasks.withdraw_sheet.call(sheet.pk)
    assert (Sheet.objects.get().step, to_withdraw(sheet).count()) == (SheetStep.FILED, 0)
    told = Notice.objects.filter(text__startswith="Of the sheet", text__contains="withdrawn").first()
    assert told.params["gone"] == 3, "those before the interruption too"


@pytest.mark.parametrize(
    ("role", "may"),
    [(Role.UNIT_OFFICER, True), (Role.LEADER, True), (Role.COORDINATOR, True), (Role.CLERK, True),
     (Role.READER, False), (Role.INSPECTOR, False), (Role.AUTHOR, False), (Role.ADMINISTRATOR, False)],
)  # fmt: skip
def test_who_withdraws_a_sheet(made, role, may):
    sheet = filed_sheet(made, works=1)
    seat = make.seat(made.here, role)
    if may:
        assert submissions(withdrawn(made, sheet, by=seat))[0].stage == Stage.WITHDRAWN
    else:
        with pytest.raises(NotPermitted):
            withdrawn(made, sheet, by=seat)
        with pytest.raises(NotPermitted):
            withdrawn(made, sheet, by=make.seat(made.there, Role.LEADER))


# ---------------------------------------------------------------- the page


@pytest.mark.parametrize("at_once", [50, 0])
def test_one_form_with_a_reason_here_or_by_the_worker(client, made, monkeypatch, at_once):
    monkeypatch.setattr(sheet_filing, "AT_ONCE", at_once)
    sheet = filed_sheet(made)
    client.force_login(made.unit_officer.account)
    page, here = reverse("works:sheet", args=[sheet.key]), reverse("works:withdraw_sheet", args=[sheet.key])
    assert here in client.get(page).content.decode()
    assert "3 works of this sheet" in client.get(f"{here}?language=en").content.decode()
    assert client.post(here, {"reason": ""}).status_code == 422
    assert client.post(here, {"reason": WHY}).status_code == 302
    shown = client.get(f"{page}?language=en")
    if not at_once:
        assert (Sheet.objects.get().step, shown["Refresh"]) == (SheetStep.LEAVING, "3")
        actions.withdraw(submission=submissions(sheet)[0], reason=WHY, by=made.unit_officer, at=make.NOW)
        Sheet.objects.update(done=1)
        assert client.get(page).context["leaving"] == 3, "one is done, two are ahead"
        tasks.withdraw_sheet.call(sheet.pk)
        shown = client.get(f"{page}?language=en")
    text = shown.content.decode()
    assert here not in text
    assert f"It was withdrawn: {WHY}" in text
    assert client.post(f"{here}?language=en", {"reason": WHY}).status_code == 422


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_list_of_what_is_left_says_why_in_each_language(client, made, language):
    sheet = withdrawn(made, filed_sheet(made, works=1))
    client.force_login(made.unit_officer.account)
    assert (
        WHY in client.get(reverse("works:sheet", args=[sheet.key]) + f"?language={language}").content.decode()
    )


def test_others_have_no_such_page(client, made):
    sheet = filed_sheet(made, works=1)
    for seat, code in ((made.reader, 403), (make.seat(made.there, Role.LEADER), 404)):
        client.force_login(seat.account)
        assert (
            client.post(reverse("works:withdraw_sheet", args=[sheet.key]), {"reason": WHY}).status_code
            == code
        )
