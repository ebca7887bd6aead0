"""Remuneration: what follows from an agreement and the confirmed benefit, what was paid, what is late."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from songfai.kit.errors import NotPermitted, Refused
from songfai.works import actions, rules
from songfai.works.models import Agreement, Instalment, Payment, PayRates, Work
from songfai.works.queries import dues_of, dues_today, law_on, to_pay
from songfai.works.rules import Gain, Money
from songfai.works.states import BenefitKind, PayState
from tests import factories as make
from tests.works import making

MILLION = 1_000_000
M, E, N = BenefitKind.MEASURED, BenefitKind.ESTIMATED, BenefitKind.NOT_COMPUTABLE


def test_years_of_application_and_when_each_is_owed():
    found = rules.years(date(2024, 1, 31), date(2025, 6, 1), 3)
    assert [(one.first, one.last, one.owed) for one in found] == [
        (date(2024, 1, 31), date(2025, 1, 30), date(2025, 6, 1)),
        (date(2025, 1, 31), date(2026, 1, 30), date(2026, 1, 30)),
        (date(2026, 1, 31), date(2027, 1, 30), date(2027, 1, 30)),
    ]


@pytest.mark.parametrize(
    ("gains", "expected"),
    [
        ([Gain(2025, M, 100 * MILLION, "VND", True)], Money(7 * MILLION, "VND")),
        ([Gain(2025, M, 100 * MILLION, "VND", False)], None),
        ([Gain(2024, M, 100 * MILLION, "VND", True)], None),
        ([Gain(2025, E, 50 * MILLION, "VND", True)], Money(3_500_000, "VND")),
        (
            [Gain(2025, E, 50 * MILLION, "VND", True), Gain(2025, M, 100 * MILLION, "VND", True)],
            Money(7 * MILLION, "VND"),
        ),
        ([Gain(2025, N, None, "", True)], Money(9 * MILLION, "VND")),
        ([Gain(2025, N, None, "", False)], None),
        ([Gain(2025, M, 50, "VND", True)], Money(4, "VND")),
    ],
)
def test_what_a_year_brings(gains, expected):
    fixed = Money(9 * MILLION, "VND")
    assert rules.owed_for_year(date(2025, 3, 1), gains, percent=Decimal(7), fixed=fixed) == expected


def test_a_split_gives_out_every_dong():
    parts = rules.split(Money(100, "VND"), [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")])
    assert ([one.minor for one in parts], rules.split(Money(5, "VND"), [])) == ([34, 33, 33], [])


@pytest.mark.parametrize(
    ("owed", "paid", "today", "expected"),
    [
        (70, [], date(2025, 12, 31), PayState.AHEAD),
        (70, [], date(2026, 1, 15), PayState.DUE),
        (70, [40], date(2026, 2, 1), PayState.DUE),
        (70, [40], date(2026, 2, 2), PayState.LATE),
        (70, [40, 30], date(2026, 3, 1), PayState.PAID),
        (None, [], date(2026, 1, 15), PayState.OPEN),
        (None, [], date(2026, 2, 2), PayState.LATE),
    ],
)
def test_how_a_payment_stands(owed, paid, today, expected):
    money = Money(owed, "VND") if owed else None
    found = rules.state_of(
        money, [Money(one, "VND") for one in paid], begins=date(2026, 1, 1), due=date(2026, 2, 1), today=today
    )
    assert found == expected


def test_transfers_count_from_the_recognition_for_the_years_agreed():
    day = date(2026, 3, 10)
    found = [
        rules.transfer_counts(on, day, 3)
        for on in (date(2026, 3, 9), day, date(2029, 3, 9), date(2029, 3, 10))
    ]
    assert found == [False, True, True, False]


@pytest.fixture
def made(db):
    made = making.unit()
    made.base = making.certified(made)
    made.work = made.base.work
    return made


def dues(made, day=make.TODAY):
    work = Work.objects.get(pk=made.work.pk)
    return dues_of(work, work.benefits.all(), day)


def confirmed(made, **fields):
    return making.confirmed(made, made.work, **fields)


def test_the_law_of_viet_nam_is_entered_with_its_source_and_none_for_laos(db):
    rates = law_on("VN", make.TODAY)
    assert (rates.benefit, rates.transfer, rates.years, rates.wages, rates.helpers) == (7, 15, 3, 5, 20)
    assert (rates.certainty, law_on("LA", make.TODAY), law_on("VN", date(2012, 1, 1))) == (
        "sourced",
        None,
        None,
    )


def test_an_agreement_lays_the_instalments_and_each_waits_for_its_benefit(made):
    making.owed(made, made.base)
    found = [
        (one.instalment.number, one.instalment.first, one.instalment.due, one.owed, one.state)
        for one in dues(made)
    ]
    assert found == [
        (1, date(2026, 1, 1), date(2027, 1, 31), None, PayState.AHEAD),
        (2, date(2027, 1, 1), date(2028, 1, 31), None, PayState.AHEAD),
    ]
    confirmed(made, year=2026, minor=100 * MILLION)
    assert dues(made)[0].owed == Money(10 * MILLION, "VND")
    assert [one.state for one in dues(made, date(2027, 2, 1))] == [PayState.LATE, PayState.AHEAD]


def test_by_law_without_an_agreement(made):
    making.owed(made, made.base, kind="by_law", paper="", agreed_on=None)
    row = Agreement.objects.get()
    assert (row.benefit, row.transfer, row.years, row.rates) == (7, 15, 3, PayRates.objects.get())
    confirmed(made, year=2026, minor=100 * MILLION)
    assert (len(dues(made)), dues(made)[0].owed) == (3, Money(7 * MILLION, "VND"))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"paper": " "}, "agreement_paper"),
        ({"agreed_on": None}, "agreement_paper"),
        ({"agreed_on": date(2026, 3, 11)}, "day_ahead"),
        ({"kind": "none"}, "reason_missing"),
        ({"benefit": Decimal(101)}, "rates_range"),
    ],
)
def test_what_an_agreement_must_say(made, fields, code):
    with pytest.raises(Refused) as refused:
        making.owed(made, made.base, **fields)
    assert (refused.value.code, Agreement.objects.count(), Instalment.objects.count()) == (code, 0, 0)


def test_where_no_law_is_known_it_must_be_agreed(db):
    made = making.unit(country="LA")
    base = making.certified(made)
    with pytest.raises(Refused) as refused:
        making.owed(made, base, kind="by_law")
    assert refused.value.code == "no_rates"


def test_nothing_is_settled_before_the_recognition(db):
    made = making.unit()
    submission = making.filed(made)
    with pytest.raises(Refused) as refused:
        making.owed(made, submission)
    assert refused.value.code == "not_payable"


def test_paid_in_parts_with_papers(made):
    row = making.owed(made, made.base)
    told = {"instalment": row, "currency": "VND", "paid_on": make.TODAY, "by": made.clerk, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.pay(minor=1, paper="UNC 1", **told)
    assert refused.value.code == "amount_unknown"
    confirmed(made, year=2026, minor=100 * MILLION)
    for fields, code in (
        ({"paper": " "}, "proof_missing"),
        ({"minor": 0}, "nothing_paid"),
        ({"currency": "USD"}, "other_currency"),
        ({"paid_on": date(2026, 3, 11)}, "day_ahead"),
    ):
        with pytest.raises(Refused) as refused:
            actions.pay(**told | {"minor": 4 * MILLION, "paper": "UNC 1"} | fields)
        assert refused.value.code == code
    assert Payment.objects.count() == 0
    actions.pay(minor=4 * MILLION, paper="UNC 1", **told)
    first = dues(made, date(2027, 1, 15))[0]
    assert (first.paid, first.rest, first.state) == (4 * MILLION, 6 * MILLION, PayState.DUE)
    actions.pay(minor=6 * MILLION, paper="UNC 2", **told)
    assert (dues(made)[0].state, Instalment.objects.get(pk=row.pk).settled) == (PayState.PAID, True)
    with pytest.raises(Refused) as refused:
        actions.pay(minor=1, paper="UNC 3", **told)
    assert refused.value.code == "settled_already"


def test_a_measured_benefit_confirmed_later_makes_the_rest_owed_again(made):
    row = making.owed(made, made.base)
    confirmed(made, year=2026, kind="estimated", minor=50 * MILLION)
    actions.pay(
        instalment=row,
        minor=5 * MILLION,
        currency="VND",
        paid_on=make.TODAY,
        paper="UNC",
        by=made.clerk,
        at=make.NOW,
    )
    assert Instalment.objects.get(pk=row.pk).settled
    confirmed(made, year=2026, minor=100 * MILLION)
    assert (Instalment.objects.get(pk=row.pk).settled, dues(made)[0].rest) == (False, 5 * MILLION)


def test_once_the_recognition_is_revoked_nothing_more_is_owed_and_what_was_paid_stays(made, client):
    row = making.owed(made, made.base)
    confirmed(made, year=2026, minor=100 * MILLION)
    told = {"instalment": row, "minor": 4 * MILLION, "currency": "VND", "paid_on": make.TODAY, "paper": "UNC 1",
            "by": made.clerk, "at": make.NOW}  # fmt: skip
    actions.pay(**told)
    day = date(2027, 2, 1)
    assert [one.state for one in dues_today(to_pay(made.clerk, day), day)] == [PayState.LATE]
    actions.revoke(submission=making.fresh(made.base), reason="Copied", by=made.leader, at=make.NOW)
    assert list(to_pay(made.clerk, day)) == []
    found = dues(made, day)
    assert [(one.state, one.paid, one.rest, one.instalment.lapsed) for one in found] == [
        (PayState.LAPSED, 4 * MILLION, 0, "Copied"),
        (PayState.LAPSED, 0, 0, "Copied"),
    ]
    with pytest.raises(Refused) as refused:
        actions.pay(**told)
    assert (refused.value.code, Payment.objects.count()) == ("not_owed", 1)
    client.force_login(made.clerk.account)
    page = client.get(reverse("works:work", args=[made.work.key]) + "?language=en").content.decode()
    assert "Not owed any more" in page
    assert "UNC 1" in page
    paying = reverse("works:pay", args=[made.work.key, row.pk])
    assert paying not in page
    assert reverse("works:agreement", args=[made.work.key]) not in page
    assert client.get(paying).status_code == 422


def test_what_was_paid_in_full_is_not_touched_by_a_revocation(made):
    row = making.owed(made, made.base)
    confirmed(made, year=2026, minor=100 * MILLION)
    actions.pay(
        instalment=row, minor=10 * MILLION, currency="VND", paid_on=make.TODAY, paper="UNC", by=made.clerk,
        at=make.NOW,
    )  # fmt: skip
    actions.revoke(submission=making.fresh(made.base), reason="Copied", by=made.leader, at=make.NOW)
    assert [one.state for one in dues(made)] == [PayState.PAID, PayState.LAPSED]


def test_a_level_that_is_revoked_leaves_the_remuneration(made):
    making.owed(made, made.base)
    up = making.above_of(made)
    sent = making.voted_above(up, making.sent_above(made, made.base))
    told = {"by": up.leader, "at": make.NOW}
    actions.recognise(submission=sent, influence="province", decision="9/QĐ", decided_on=make.TODAY, **told)
    actions.revoke(submission=making.fresh(sent), reason="Copied", **told)
    assert [one.state for one in dues(made)] == [PayState.AHEAD, PayState.AHEAD]


def test_a_transfer_for_money_is_owed_within_a_month(made):
    making.owed(made, made.base)
    for minor, currency in ((40 * MILLION, "VND"), (None, "")):
        values = {"on": make.TODAY, "place": "Plant 2", "paper": "", "minor": minor, "currency": currency}
        actions.transfer(submission=making.fresh(made.base), values=values, by=made.clerk, at=make.NOW)
    found = [one for one in dues(made) if one.instalment.use_id]
    assert [(one.owed, one.instalment.due, one.state) for one in found] == [
        (Money(8 * MILLION, "VND"), date(2026, 4, 10), PayState.DUE)
    ]


def test_a_new_agreement_goes_before_the_last_and_what_was_paid_stays(made):
    row = making.owed(made, made.base)
    confirmed(made, year=2026, minor=100 * MILLION)
    actions.pay(
        instalment=row,
        minor=10 * MILLION,
        currency="VND",
        paid_on=make.TODAY,
        paper="UNC",
        by=made.clerk,
        at=make.NOW,
    )
    making.owed(made, made.base, benefit=Decimal(20), years=3)
    found = dues(made)
    assert [(one.instalment.number, one.owed.minor if one.owed else None) for one in found] == [
        (1, 10 * MILLION), (2, None), (3, None),
    ]  # fmt: skip
    making.owed(made, made.base, kind="none", reason="The authors waive it")
    assert [one.instalment.number for one in dues(made)] == [1]


def test_who_enters_and_who_sees_it(made):
    for seat in (made.author, made.reader, made.secretary, make.seat(made.there, "clerk")):
        with pytest.raises(NotPermitted):
            actions.save_agreement(work=made.work, values=making.agreed(), by=seat, at=make.NOW)
    assert Agreement.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_what_is_owed_costs_the_same_for_one_and_for_three(count, db, django_assert_num_queries):
    made = making.unit()
    for _n in range(count):
        base = making.certified(made)
        making.owed(made, base)
    day = date(2027, 2, 1)
    with django_assert_num_queries(4):
        found = dues_today(to_pay(made.clerk, day), day)
    assert [one.state for one in found] == [PayState.LATE] * count
    assert list(to_pay(made.clerk, make.TODAY)) == []
    assert list(to_pay(made.reader, day)) == []
    assert list(to_pay(make.seat(made.there, "clerk"), day)) == []


def test_pages_of_remuneration(made, client, settings):
    here = reverse("works:work", args=[made.work.key])
    form = reverse("works:agreement", args=[made.work.key])
    client.force_login(made.clerk.account)
    assert "Decree 13/2012" in client.get(form + "?language=en").content.decode()
    seen = Work.objects.get(pk=made.work.pk).revision
    data = {"seen": seen, "kind": "agreed", "paper": "HĐ 4", "agreed_on": "10/03/2026", "benefit": "10", "years": "2",
            "transfer": "20", "amount": "", "currency": "", "reason": ""}  # fmt: skip
    assert client.post(form, data | {"paper": ""}).status_code == 422
    assert client.post(form, data).url == here
    confirmed(made, year=2026, minor=100 * MILLION)
    row = Instalment.objects.order_by("due").first()
    paying = reverse("works:pay", args=[made.work.key, row.pk])
    settings.TODAY = "2027-02-01"
    shown = client.get(reverse("works:payments")).content.decode()
    assert paying in shown
    assert paying in client.get(here).content.decode()
    assert "Late" in client.get("/desk/?language=en").content.decode()
    seen = Work.objects.get(pk=made.work.pk).revision
    data = {
        "seen": seen,
        "amount": "10.000.000",
        "currency": "VND",
        "paid_on": "01/02/2027",
        "paper": "UNC 31",
    }
    assert client.post(paying + "?language=vi", data).status_code == 302
    assert (Payment.objects.get().minor, paying in client.get(here).content.decode()) == (10 * MILLION, False)
    client.force_login(made.author.account)
    assert "UNC 31" in client.get(here).content.decode()
    assert client.get(form).status_code == 403
    client.force_login(made.secretary.account)
    assert "UNC 31" not in client.get(here).content.decode(), "a council decides without knowing what is paid"
