"""Support from the promise to the receipt, its documents and payments, and the units of the balance."""

from datetime import date
from decimal import Decimal

import pytest

from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.actions import hand_on
from songfai.parties.queries import taken
from songfai.support import actions
from songfai.support.models import Agreed, Payment, Rate, Support
from songfai.support.queries import agreed_units, balance_of
from songfai.support.states import SupportState
from songfai.visits.states import Manner, VisitState
from tests import factories as make
from tests.visits import making as visiting

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 2)


@pytest.fixture
def made():
    return make.programme_in_force()


def balance(made):
    return {
        (one.measure.slug, one.currency): one.total
        for one in balance_of(made.programme, [2024, 2025, 2026], agreed_units(made.programme))
    }


@pytest.mark.parametrize("giver", ["leader_a", "leader_b"])
def test_what_was_received_counts_for_the_side_that_gave(made, giver):
    support = make.support(made, "delivered", by=getattr(made, giver))
    assert balance(made)["person_days", ""] == (0, 0)
    receiver = made.leader_b if giver == "leader_a" else made.leader_a
    actions.receive(support=support, on=DAY, by=receiver, at=make.NOW)
    expected = (10, 0) if giver == "leader_a" else (0, 10)
    assert balance(made)["person_days", ""] == expected
    assert Notice.objects.filter(account=getattr(made, giver).account, text__contains="receipt").exists()


def test_nobody_confirms_the_receipt_of_what_they_gave(made):
    support = make.support(made, "delivered")
    with pytest.raises(NotPermitted):
        actions.receive(support=support, on=DAY, by=made.leader_a, at=make.NOW)
    with pytest.raises(NotPermitted):
        actions.deliver(support=make.support(made, "approved"), on=DAY, by=made.leader_b, at=make.NOW)


def test_what_arrived_in_part_counts_in_part_and_says_why(made):
    goods = {
        "kind": "goods",
        "quantity": Decimal(4),
        "unit": make.words("machines"),
        "minor": 400,
        "currency": "VND",
    }
    support = make.support(made, "delivered", **goods)
    told = {"support": support, "on": DAY, "arrived": Decimal(3), "by": made.leader_b, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.receive(**told)
    assert refused.value.code == "difference_unexplained"
    assert Support.objects.get(pk=support.pk).state == SupportState.DELIVERED
    actions.receive(
        **told | {"note": make.words("One was broken"), "support": Support.objects.get(pk=support.pk)}
    )
    row = Support.objects.get(pk=support.pk)
    assert (row.arrived, row.arrived_minor) == (3, None)
    assert balance(made)["goods", ""] == (1, 0)


def test_money_counts_by_its_currency(made):
    for by, minor, currency in (
        (made.leader_a, 500, "VND"),
        (made.leader_b, 700, "LAK"),
        (made.leader_a, 20, "VND"),
    ):
        make.support(made, "received", by=by, kind="money", quantity=None, minor=minor, currency=currency)
    found = balance(made)
    assert (found["money", "VND"], found["money", "LAK"]) == ((520, 0), (0, 700))


def test_a_course_counts_as_a_course_and_by_its_trainees(made):
    make.support(made, "received", kind="course", quantity=Decimal(24))
    make.support(made, "received", kind="course", quantity=Decimal(20))
    found = balance(made)
    assert (found["courses", ""], found["trainees", ""]) == ((2, 0), (44, 0))


def test_a_visit_counts_for_its_host_once_it_took_place(made):
    visiting.until(VisitState.CONFIRMED, made)
    assert ("visits", "") not in balance(made) or balance(made)["visits", ""] == (0, 0)
    visiting.until(VisitState.DONE, made)
    travelled = made.visit.members.count()
    visiting.until(VisitState.DONE, made, manner=Manner.ONLINE)
    assert balance(made)["visits", ""] == (0, 1)
    assert balance(made).get(("delegates", ""), (0, 0)) == (0, travelled)


def test_a_receipt_taken_back_no_longer_counts(made):
    support = make.support(made, "received")
    told = {"support": support, "by": made.leader_b, "at": make.NOW}
    with pytest.raises(Refused):
        actions.take_receipt_back(reason=" ", **told)
    with pytest.raises(NotPermitted):
        actions.take_receipt_back(**told | {"reason": "x", "by": made.leader_a})
    actions.take_receipt_back(reason="A mistake", **told)
    assert balance(made)["person_days", ""] == (0, 0)
    actions.take_delivery_back(support=support, by=made.leader_a, at=make.NOW)
    assert Support.objects.get(pk=support.pk).state == SupportState.APPROVED


def test_what_was_delivered_no_longer_changes_and_a_change_asks_for_approval_again(made):
    support = make.support(made, "approved")
    values = make.support_values(quantity=Decimal(12))
    actions.change(support=support, values=values, by=made.leader_a, at=make.NOW)
    assert (support.state, support.approved_paper) == (SupportState.PROMISED, "")
    delivered = make.support(made, "delivered")
    with pytest.raises(Refused) as refused:
        actions.change(support=delivered, values=values, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "support_settled"


def test_what_is_cancelled_says_why_and_may_be_promised_again(made):
    support = make.support(made, "approved")
    told = {"support": support, "by": made.leader_a, "at": make.NOW}
    with pytest.raises(Refused):
        actions.cancel(reason="", **told)
    actions.cancel(reason="No budget", **told | {"support": Support.objects.get(pk=support.pk)})
    actions.promise_again(**told | {"support": Support.objects.get(pk=support.pk)})
    assert Support.objects.get(pk=support.pk).state == SupportState.PROMISED


def test_a_promise_that_is_none_leaves_nothing_behind(made):
    lines = Line.objects.count()
    for fields in ({"quantity": None}, {"year": 2022}, {"kind": "money", "minor": 5, "currency": ""}):
        with pytest.raises(Refused):
            make.support(made, **fields)
    assert not Support.objects.exists()
    assert Line.objects.count() == lines


def test_the_second_of_two_savers_is_told(made):
    support = make.support(made)
    told = {
        "values": make.support_values(),
        "by": made.leader_a,
        "at": make.NOW,
        "seen_revision": support.revision,
    }
    actions.change(support=Support.objects.get(pk=support.pk), **told)
    with pytest.raises(Changed):
        actions.change(support=support, **told)


def test_each_side_takes_out_its_own_documents_only(made, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    support = make.support(made)
    paper = actions.add_paper(
        support=support,
        name="a.txt",
        data=b"x",
        dated=DAY,
        caption=Trilingual(),
        by=made.leader_b,
        at=make.NOW,
    )
    assert set(paper.file.shared_with.all()) == {made.leader_a.institution, made.leader_b.institution}
    with pytest.raises(Refused) as refused:
        actions.remove_paper(paper=paper, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "other_sides_paper"
    actions.remove_paper(paper=paper, by=made.leader_b, at=make.NOW)
    assert not support.papers.exists()


# ---------------------------------------------------------------- payments


def payment(**fields):
    given = {
        "title": make.words("Allowance"), "paid_on": date(2024, 12, 18), "rate": None, "persons": None, "times": None,
        "minor": 500, "currency": "VND", "paper": "UNC 1",
    }  # fmt: skip
    return given | fields


def rate(state="replaced"):
    return (
        Rate.objects.filter(version__state=state, level__en="University")
        .select_related("version__table")
        .get()
    )


def test_a_payment_by_a_rate_is_worked_out_and_keeps_its_version(made):
    support = make.support(made, kind="money", quantity=None, minor=10, currency="VND")
    values = payment(rate=rate(), persons=10, times=Decimal(3), minor=None, currency="")
    made_payment = actions.pay(support=support, values=values, by=made.leader_a, at=make.NOW)
    assert (made_payment.minor, made_payment.currency) == (108_900_000, "VND")
    assert "24/2018" in str(made_payment.rate.version.basis)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (lambda: {"rate": rate(), "persons": 1, "times": 1, "paid_on": date(2018, 4, 30)}, "rate_not_on_day"),
        (lambda: {"rate": rate("draft"), "persons": 1, "times": 1}, "rate_is_draft"),
        (lambda: {"rate": rate(), "persons": 0, "times": 1}, "quantity_missing"),
        (lambda: {"minor": None}, "amount_missing"),
        (lambda: {"currency": ""}, "currency_missing"),
        (lambda: {"paid_on": date(2026, 3, 11)}, "day_ahead"),
    ],
)
def test_a_payment_that_is_none_is_refused(made, fields, code):
    support = make.support(made)
    with pytest.raises(Refused) as refused:
        actions.pay(support=support, values=payment(**fields()), by=made.leader_a, at=make.NOW)
    assert refused.value.code == code
    assert not Payment.objects.exists()


def test_nobody_pays_for_the_other_side(made):
    support = make.support(made)
    with pytest.raises(NotPermitted):
        actions.pay(support=support, values=payment(), by=made.leader_b, at=make.NOW)


# ---------------------------------------------------------------- units


def propose(made, by, **fields):
    values = {"counted": True, "unit": make.words("months"), "per": Decimal(22)} | fields
    return actions.propose_unit(
        programme=made.programme, measure="person_days", values=values, by=by, at=make.NOW
    )


@pytest.mark.parametrize("position", [1, 2])
def test_the_body_that_took_a_side_over_tells_the_other_side_and_not_itself(made, position):
    old, other = (made.leader_a, made.leader_b) if position == 1 else (made.leader_b, made.leader_a)
    heir = make.seat(make.institution())
    hand_on(
        predecessor=old.institution, successor=heir.institution, field=None,
        on=date(2025, 3, 20), kind="merged", basis="12/QH",
    )  # fmt: skip
    by = taken(heir, make.TODAY)
    propose(made, by)
    assert Notice.objects.filter(account=other.account).exists()
    assert not Notice.objects.filter(account=heir.account).exists()


def test_a_unit_counts_when_the_other_side_agrees(made):
    make.support(made, "received", quantity=Decimal(44))
    proposed = propose(made, made.leader_a)
    assert agreed_units(made.programme) == {}
    with pytest.raises(NotPermitted):
        actions.agree_unit(agreed=proposed, by=made.leader_a, at=make.NOW)
    actions.agree_unit(agreed=proposed, by=made.leader_b, at=make.NOW)
    assert balance(made)["person_days", ""] == (2, 0)


def test_a_new_agreement_takes_the_place_of_the_old_one(made):
    for per, proposer, answerer in ((22, made.leader_a, made.leader_b), (11, made.leader_b, made.leader_a)):
        actions.agree_unit(agreed=propose(made, proposer, per=Decimal(per)), by=answerer, at=make.NOW)
    assert agreed_units(made.programme)["person_days"].per == 11
    assert Agreed.objects.count() == 1


def test_the_other_sides_proposal_is_answered_first(made):
    propose(made, made.leader_a)
    with pytest.raises(Refused) as refused:
        propose(made, made.leader_b)
    assert refused.value.code == "other_sides_proposal"
    actions.withdraw_unit(agreed=Agreed.objects.get(), by=made.leader_b, at=make.NOW)
    propose(made, made.leader_b)
