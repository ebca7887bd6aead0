"""Who paid for a work: named by the recognition, certified beside the authors, asked first where it is somebody else."""

import re
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.works import actions, rules
from songfai.works.models import Certificate, Regulation, Submission, Work
from songfai.works.queries import checked, claims_of, investor_of, marks_of
from songfai.works.states import Mark, Stage
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db
OTHER = {"invested_by": "other", "investor": "Tổng công ty Hơi", "investor_refused": True}
UNIT = {"invested_by": "unit"}


@pytest.fixture
def made():
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = "2026-03-10"


def refusal(action, **told) -> str:
    with pytest.raises(Refused) as refused:
        action(**told)
    return refused.value.code


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


# ---------------------------------------------------------------- certificates


@pytest.mark.parametrize(
    ("paid", "by_rules", "holders"),
    [
        ({}, True, ["author"]),
        (UNIT, True, ["author", "investor"]),
        (OTHER, True, ["author", "investor"]),
        (OTHER, False, ["author"]),
    ],
)
def test_the_investor_is_certified_where_it_is_not_the_authors_and_the_rules_say_so(
    made, paid, by_rules, holders
):
    Regulation.objects.filter(country="VN").update(certifies_investor=by_rules)
    submission = making.certified(made, making.ready(made, **paid))
    rows = list(submission.certificates.order_by("number"))
    assert ["investor" if one.for_investor else "author" for one in rows] == holders
    assert [str(one) for one in rows] == [f"000{n}/2026" for n in range(1, len(rows) + 1)]
    assert all((one.author is None) == one.for_investor for one in rows)
    assert len({one.code for one in rows}) == len(rows)


def test_no_rule_of_the_lao_side_gives_the_investor_anything():
    made = making.unit(country="LA")
    submission = making.certified(made, making.ready(made, **OTHER | {"investor_refused": False}))
    assert submission.certificates.get().author is not None
    assert investor_of(submission).lo == OTHER["investor"], "it is named all the same"


def test_the_investor_is_kept_as_it_was_handed_in(made):
    submission = making.certified(made, making.ready(made, **UNIT))
    assert submission.filed["investor"] == {"by": "unit", "name": made.here.name.as_dict()}
    type(made.here).objects.filter(pk=made.here.pk).update(name=make.words("Another name"))
    assert investor_of(making.fresh(submission)).en == made.here.name.en
    assert "investor" not in making.filed(made).filed


@pytest.mark.parametrize("wrong", ["both", "neither", "twice"])
def test_a_certificate_is_an_authors_or_the_investors(made, wrong):
    submission = making.certified(made, making.ready(made, **OTHER))
    row = submission.certificates.get(for_investor=True)
    author = submission.work.authors.get()
    told = {
        "both": {"author": author, "for_investor": True},
        "neither": {"author": None, "for_investor": False},
        "twice": {"author": None, "for_investor": True},
    }[wrong]
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.create(
            submission=submission, institution=made.here, year=2026, number=9, dated=row.dated, signer="A", **told
        )  # fmt: skip


def test_it_is_void_with_the_others(made):
    submission = making.certified(made, making.ready(made, **OTHER))
    row = submission.certificates.get(for_investor=True)
    found = checked(row.number, row.year, row.code)
    assert (found.investor, found.holder.vi, found.revoked_on) == (True, OTHER["investor"], None)
    actions.revoke(submission=submission, reason="Copied", by=made.leader, at=make.NOW)
    assert checked(row.number, row.year, row.code).revoked_on == make.TODAY


@pytest.mark.parametrize(("role", "status"), [("author", 200), ("reader", 200), ("outside", 404)])
def test_who_opens_the_work_reads_the_certificate_of_its_investor(client, made, role, status):
    submission = making.certified(made, making.ready(made, **OTHER))
    row = submission.certificates.get(for_investor=True)
    seat = make.seat(made.there, Role.LEADER) if role == "outside" else getattr(made, role)
    client.force_login(seat.account)
    page = client.get(reverse("works:certificate", args=[submission.work.key, row.pk]) + "?language=en")
    paper = client.get(reverse("reports:work_certificate", args=[submission.key, row.pk, "en"]))
    assert (page.status_code, paper.status_code) == (status, status)
    if status == 200:
        assert "is the investor of the initiative" in text_of(page)
        assert "with a share of" not in text_of(page)
        listed = text_of(client.get(reverse("works:work", args=[submission.work.key]) + "?language=en"))
        assert OTHER["investor"] in listed
        own = submission.certificates.get(for_investor=False)
        page = client.get(reverse("works:certificate", args=[submission.work.key, own.pk]) + "?language=en")
        assert f"Investor: {OTHER['investor']}" in re.sub(r"<[^>]+>", "", text_of(page))


@pytest.mark.parametrize("seat", ["author", "reader", "unit_officer"])
def test_only_the_office_issues_it(made, seat):
    submission = making.recognised(made, making.ready(made, **OTHER))
    with pytest.raises(NotPermitted):
        actions.certify(
            submission=submission, signer="A", post=make.words("B"), dated=make.TODAY, by=getattr(made, seat), at=make.NOW
        )  # fmt: skip
    assert not Certificate.objects.exists()


# ---------------------------------------------------------------- the investor first


def test_an_application_is_not_accepted_while_its_investor_has_not_refused(made):
    submission = making.filed(made, making.ready(made, **OTHER | {"investor_refused": False}))
    told = {"by": made.clerk, "at": make.NOW}
    assert refusal(actions.accept, submission=submission, **told) == "investor_first"
    assert making.fresh(submission).stage == Stage.RECEIVED
    actions.check_mark(
        submission=making.fresh(submission), mark=Mark.REFUSED, found=True, paper="7/CV of 03/02/2026", **told
    )
    actions.accept(submission=making.fresh(submission), **told)
    assert making.fresh(submission).stage == Stage.ACCEPTED


def test_what_the_office_found_goes_before_the_word_of_the_authors(made):
    submission = making.voted(made, making.ready(made, **OTHER))
    actions.check_mark(
        submission=submission, mark=Mark.REFUSED, found=False, paper="8/CV", by=made.clerk, at=make.NOW
    )
    told = {"decision": "45/QĐ", "decided_on": make.TODAY, "by": made.leader, "at": make.NOW}
    assert refusal(actions.recognise, submission=making.fresh(submission), **told) == "investor_first"
    actions.refuse(
        submission=making.fresh(submission), reason="Its investor decides", by=made.leader, at=make.NOW
    )


@pytest.mark.parametrize("paid", [{}, UNIT])
def test_nothing_is_asked_of_who_paid_where_it_is_nobody_else(client, made, paid):
    submission = making.accepted(made, making.ready(made, **paid))
    assert Mark.REFUSED not in claims_of(submission.work)
    told = {"mark": Mark.REFUSED, "found": True, "paper": "1", "by": made.clerk, "at": make.NOW}
    assert refusal(actions.check_mark, submission=submission, **told) == "nothing_stated"
    rules.require_investor_refused(marks_of(submission.work))
    rules.require_checked(marks_of(submission.work), [])
    client.force_login(made.clerk.account)
    page = reverse("works:check_mark", args=[submission.work.key, Mark.REFUSED])
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(("claimed", "found", "stops"), [
    (True, None, False), (False, None, True), (True, False, True), (False, True, False),
])  # fmt: skip
def test_the_refusal_of_the_investor_as_stated_and_as_checked(claimed, found, stops):
    marks = {Mark.REFUSED: rules.Marked(claimed, found)}
    if stops:
        assert refusal(rules.require_investor_refused, marks=marks) == "investor_first"
    else:
        rules.require_investor_refused(marks)


@pytest.mark.parametrize(
    "less", [{"certifies_investor": False}, {"investor_first": False}], ids=["certificate", "first"]
)
def test_rules_of_a_unit_ask_no_less_than_the_law_and_may_ask_more(made, less):
    assert refusal(making.own_rules, made=made, **less) == "less_for_investor"
    making.own_rules(made)
    lao = making.unit(country="LA")
    making.own_rules(lao, **less)


# ---------------------------------------------------------------- writing it down


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"invested_by": "authors", "investor": "Ngân hàng"}, "investor"),
        ({"invested_by": "unit", "investor": "Ngân hàng"}, "investor"),
        ({"invested_by": "unit", "investor_refused": "on"}, "investor_refused"),
        ({"invested_by": "nobody"}, "invested_by"),
    ],
)
def test_what_does_not_go_together_is_said_at_its_field_and_kept(client, made, given, field):
    client.force_login(made.author.account)
    data = {"title_vi": "Khung sấy", "ip_status": "none"} | given
    answer = client.post("/works/new/?language=en", data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert given.get("investor", "Khung sấy") in text_of(answer)
    assert not Work.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({}, ("authors", "")),
        ({"investor": "Ngân hàng"}, ("other", "Ngân hàng")),
        ({"invested_by": "other", "investor": "Ngân hàng"}, ("other", "Ngân hàng")),
        ({"invested_by": "other"}, ("other", "")),
        ({"invested_by": "unit"}, ("unit", "")),
    ],
)
def test_a_draft_keeps_who_paid(client, made, given, kept):
    client.force_login(made.author.account)
    assert client.post("/works/new/", {"title_vi": "Khung", "ip_status": "none"} | given).status_code == 302
    work = Work.objects.get()
    assert (work.invested_by, work.investor) == kept
    form = client.get(reverse("works:edit", args=[work.key])).context["form"]
    assert (form.initial["invested_by"], form.initial["investor"]) == kept


def test_without_the_name_it_is_not_filed(made):
    work = making.ready(made, **OTHER | {"investor": ""})
    assert refusal(actions.file, work=work, by=made.author, at=make.NOW) == "investor_missing"
    assert not Submission.objects.exists()


def test_another_path_than_the_form_is_refused_too(made):
    assert refusal(making.draft, made=made, investor="Ngân hàng") == "investor_not_other"


# ---------------------------------------------------------------- how many queries


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_and_a_check_take_the_same_queries_among_one_and_three(client, made, rows):
    for _n in range(rows):
        submission = making.certified(made, making.ready(made, **OTHER))
    row = submission.certificates.get(for_investor=True)
    client.force_login(made.author.account)
    page = reverse("works:work", args=[submission.work.key])
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    of_investor = len(asked)
    Certificate.objects.filter(pk=row.pk).delete()
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    assert len(asked) == of_investor, "a certificate more costs no query"
    other = submission.certificates.get()
    with CaptureQueriesContext(connection) as asked:
        checked(other.number, other.year, other.code)
    assert len(asked) == 2


# ---------------------------------------------------------------- what was there before


def test_the_migration_tells_the_unit_from_somebody_else(made):
    told = import_module("songfai.works.migrations.0012_investor")
    running = making.filed(made, making.ready(made, **OTHER))
    own = making.filed(made, making.ready(made, **OTHER | {"investor": f" {made.here.name.vi.upper()} "}))
    done = making.certified(made, making.ready(made, **OTHER))
    draft = making.draft(made, **OTHER | {"investor": made.here.short_name.en})
    blank = making.draft(made)
    for one in (running, own, done):
        filed = {name: value for name, value in making.fresh(one).filed.items() if name != "investor"}
        Submission.objects.filter(pk=one.pk).update(filed=filed)
    Work.objects.update(investor_refused=False)
    told.enter(apps, SimpleNamespace(connection=connection))
    kept = [
        Work.objects.get(pk=pk) for pk in (running.work_id, own.work_id, done.work_id, draft.pk, blank.pk)
    ]
    assert [one.invested_by for one in kept] == ["other", "unit", "other", "unit", "authors"]
    assert [one.investor for one in kept] == [OTHER["investor"], "", OTHER["investor"], "", ""]
    filed = [making.fresh(one).filed.get("investor") for one in (running, own, done)]
    assert filed[0] == {"by": "", "name": {"vi": OTHER["investor"]}}
    assert filed[1]["by"] == ""
    assert filed[2] is None, "what was recognised stays as its papers say"
    # What was filed before it was asked who paid goes on without a refusal.
    actions.accept(submission=making.fresh(running), by=made.clerk, at=make.NOW)
    general = Regulation.objects.get(institution=None, country="VN", scheme="base")
    assert (general.certifies_investor, general.investor_first) == (True, True)
    assert general.source.count("luatlongphan") == 2, "entered once by the migration itself, once here"
    told.take_back(apps, None)
    general.refresh_from_db()
    assert general.source.count("luatlongphan") == 1
    lao = Regulation.objects.get(institution=None, country="LA", scheme="base")
    assert (lao.certifies_investor, lao.investor_first) == (False, False)
