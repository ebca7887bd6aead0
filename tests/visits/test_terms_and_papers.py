"""The paper of a scheme, and the day by which a delegation owes its report."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from songfai.deadlines.models import Rule, Version
from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.actions import hand_on
from songfai.visits import actions
from songfai.visits.queries import report_term
from songfai.visits.states import VisitState as V
from tests import factories as make
from tests.visits import making
from tests.visits.making import fresh, take, until

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 scheme"


def client_of(seat):
    client = Client()
    client.force_login(seat.account)
    client.cookies["songfai_language"] = "en"
    return client


def upload(data=PDF):
    return SimpleUploadedFile("scheme.pdf", data, "application/pdf")


def test_the_approval_of_a_scheme_carries_its_paper_which_both_sides_can_read():
    made = until(V.IN_PLAN)
    take(made, "write_scheme", made.leader_a, scheme=make.words("Scheme"))
    page = reverse("visits:step", args=[made.programme.slug, made.visit.key, "approve-scheme"])
    typed = {
        "number": "12/QĐ-BNV",
        "approved_on": "10/02/2026",
        "approved_by_en": "Minister",
        "paper": upload(),
    }
    answer = client_of(made.leader_a).post(page, typed | {"seen": str(fresh(made).revision)})
    assert answer.status_code == 302
    visit = fresh(made)
    assert (visit.state, visit.scheme_number, visit.scheme_file.name) == (
        V.SCHEME_APPROVED, "12/QĐ-BNV", "scheme.pdf",
    )  # fmt: skip
    shown = client_of(made.leader_b).get(reverse("visits:visit", args=[made.programme.slug, visit.key]))
    assert visit.scheme_file.sha256[:16] in shown.text
    file = reverse("files:download", args=[visit.scheme_file.key])
    assert b"".join(client_of(made.leader_b).get(file).streaming_content) == PDF
    outsider = make.seat(make.institution())
    assert client_of(outsider).get(file).status_code == 404


def test_a_file_that_is_not_what_it_says_leaves_the_scheme_unapproved():
    made = until(V.IN_PLAN)
    take(made, "write_scheme", made.leader_a, scheme=make.words("Scheme"))
    page = reverse("visits:step", args=[made.programme.slug, made.visit.key, "approve-scheme"])
    typed = {"number": "12", "approved_on": "10/02/2026", "paper": upload(b"MZ not a paper")}
    answer = client_of(made.leader_a).post(page, typed | {"seen": str(fresh(made).revision)})
    assert answer.status_code == 422
    assert (fresh(made).state, fresh(made).scheme_number, fresh(made).scheme_file) == (V.IN_PLAN, "", None)


def test_the_paper_may_follow_the_approval_but_is_never_exchanged():
    made = until(V.SCHEME_APPROVED)
    page = reverse("visits:scheme", args=[made.programme.slug, made.visit.key])
    travellers = client_of(made.leader_a)
    typed = {"scheme_en": "Scheme", "paper": upload(), "seen": str(fresh(made).revision)}
    assert travellers.post(page, typed).status_code == 302
    first = fresh(made).scheme_file
    again = {"scheme_en": "Other", "paper": upload(b"%PDF-1.7 other"), "seen": str(fresh(made).revision)}
    refused = travellers.post(page, again)
    assert refused.status_code == 422
    assert "stays as it was approved" in refused.text
    assert (fresh(made).scheme_file, fresh(made).scheme.get("en")) == (first, "Scheme")


def test_the_host_does_not_give_the_paper_of_the_travellers():
    made = until(V.IN_PLAN)
    with pytest.raises(NotPermitted):
        actions.write_scheme(
            visit=fresh(made), scheme=make.words("S"), paper=actions.Paper("a.pdf", PDF), by=made.leader_b,
            at=make.NOW,
        )  # fmt: skip
    assert fresh(made).scheme_file is None


# ---- The term for the report ------------------------------------------------------------------------------


def rule() -> Rule:
    return Rule.objects.get(slug="visit-report")


def test_the_term_is_counted_by_the_rule_and_says_how():
    visit = fresh(until(V.DONE))
    assert (visit.report_due, visit.report_version) == (date(2026, 3, 15), rule().versions.get(valid_to=None))
    assert (visit.report_how.limit.amount, visit.report_how.start) == (10, making.LAST)


def test_a_ministry_s_own_term_goes_before_the_general_one_and_only_for_its_delegations():
    made = making.proposed()
    own = {side.position: side.institution for side in made.programme.sides.all()}
    Version.objects.create(rule=rule(), institution=own[1], amount=5, unit="working_days")
    Version.objects.create(rule=rule(), institution=own[2], amount=30, unit="days")
    visit = fresh(until(V.DONE, made))
    # Five working days after Thursday 5 March 2026.
    assert (visit.report_due, visit.report_how.countries) == (date(2026, 3, 12), (own[1].country,))


@pytest.mark.parametrize(("days", "due"), [(0, date(2026, 3, 10)), (1, date(2026, 3, 12))])
def test_the_term_of_who_bears_the_side_on_the_day_of_the_return_counts(days, due):
    made = making.proposed()
    traveller, heir = made.programme.sides.get(position=1).institution, make.institution()
    Version.objects.create(rule=rule(), institution=traveller, amount=5, unit="working_days")
    Version.objects.create(rule=rule(), institution=heir, amount=3, unit="working_days")
    until(V.IN_PROGRESS, made)
    hand_on(
        predecessor=traveller, successor=heir, field=None, on=making.LAST + timedelta(days=days),
        kind="merged", basis="12/QH",
    )  # fmt: skip
    visit = fresh(made)
    visit.returned_on = making.LAST
    assert report_term(visit)[1].due == due


def test_a_later_rule_does_not_move_what_was_counted():
    made = until(V.DONE)
    rule().versions.filter(valid_to=None).update(amount=3)
    take(made, "report", made.leader_a, text=make.words("R"))
    assert fresh(made).report_due == date(2026, 3, 15)


def test_without_a_known_limit_the_report_is_due_but_no_day_is_made_up():
    rule().versions.filter(valid_to=None).update(amount=None)
    made = until(V.DONE)
    visit = fresh(made)
    assert (visit.report_due, visit.report_version, visit.report_how) == (None, None, None)
    client = client_of(made.leader_a)
    for name, args in (("list", []), ("visit", [visit.key])):
        shown = client.get(reverse(f"visits:{name}", args=[made.programme.slug, *args]))
        assert shown.status_code == 200
        assert "Report due" in shown.text
    assert client.get("/desk/").status_code == 200


def test_a_refused_return_counts_nothing():
    made = until(V.IN_PROGRESS)
    with pytest.raises(Refused):
        take(made, "finish", made.leader_a, **making.went(returned_on=date(2026, 3, 1)))
    assert (fresh(made).report_due, fresh(made).deviation) == (None, Trilingual())
