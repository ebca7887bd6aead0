"""Rate tables: shipped as data, versions that follow each other, amounts that payments rest on."""

from datetime import date
from decimal import Decimal

import pytest

from songfai.deadlines.permissions import Keeper
from songfai.kit.errors import NotPermitted, Refused
from songfai.parties.states import Role
from songfai.support import actions
from songfai.support.models import Rate, RateTable, RateVersion
from songfai.support.queries import rate_tables, usable_rates, version_on
from tests import factories as make

pytestmark = pytest.mark.django_db
LINES = [actions.RateLine(make.words("University"), make.words("Long"), 4_000_000)]


@pytest.fixture
def server():
    return Keeper(make.account(is_staff=True), None)


def table():
    return rate_tables(None).get(slug="allowances-lao-students")


def values(**fields):
    given = {
        "state": "in_force", "valid_from": date(2024, 1, 1), "valid_to": None, "currency": "VND",
        "per": make.words("a person a month"), "basis": make.words("Circular"), "note": make.words(""), "source": "",
    }  # fmt: skip
    return given | fields


def test_the_circular_is_shipped_as_replaced_and_its_draft_as_never_in_force():
    versions = {one.state: one for one in table().versions.all()}
    amounts = [one.minor for one in versions["replaced"].rates.all()]
    assert amounts == [3_080_000, 3_630_000, 4_110_000, 4_820_000, 2_460_000, 2_900_000]
    assert versions["replaced"].valid_from == date(2018, 5, 1)
    assert versions["draft"].valid_from is None
    assert version_on(table(), date(2018, 4, 30)) is None
    assert not usable_rates(None).filter(version__state="draft").exists()


def test_a_new_version_needs_the_old_one_to_end(server):
    with pytest.raises(Refused) as refused:
        actions.save_version(by=server, table=table(), values=values(), rates=LINES, at=make.NOW)
    assert refused.value.code == "rates_overlap"
    old = RateVersion.objects.get(state="replaced")
    rates = [actions.RateLine(one.level, one.category, one.minor) for one in old.rates.order_by("position")]
    ended = values(state="replaced", valid_from=date(2018, 5, 1), valid_to=date(2023, 12, 31))
    actions.save_version(by=server, table=table(), version=old, values=ended, rates=rates, at=make.NOW)
    actions.save_version(by=server, table=table(), values=values(), rates=LINES, at=make.NOW)
    assert version_on(table(), date(2023, 12, 31)) == old
    assert version_on(table(), date(2024, 1, 1)).rates.get().minor == 4_000_000


def test_amounts_that_were_paid_by_stay(server):
    made = make.programme_in_force()
    support = make.support(made)
    rate = Rate.objects.select_related("version__table").get(
        level__en="University", version__state="replaced"
    )
    actions.pay(
        support=support, by=made.leader_a, at=make.NOW,
        values={
            "title": make.words("x"), "paid_on": date(2024, 1, 5), "rate": rate, "persons": 1, "times": Decimal(1),
            "minor": None, "currency": "", "paper": "",
        },
    )  # fmt: skip
    told = {"by": server, "table": table(), "version": rate.version, "at": make.NOW}
    same = values(state="replaced", valid_from=date(2018, 5, 1))
    with pytest.raises(Refused) as refused:
        actions.save_version(values=same, rates=LINES, **told)
    assert refused.value.code == "rates_in_use"
    kept = [
        actions.RateLine(one.level, one.category, one.minor)
        for one in rate.version.rates.order_by("position")
    ]
    actions.save_version(values=same | {"valid_to": date(2024, 6, 30)}, rates=kept, **told)
    assert Rate.objects.filter(pk=rate.pk).exists()


@pytest.mark.parametrize(
    ("fields", "rates", "code"),
    [
        ({}, [], "rates_missing"),
        ({}, LINES * 2, "rates_twice"),
        ({"currency": ""}, LINES, "currency_missing"),
        ({"valid_from": None}, LINES, "first_day_missing"),
    ],
)
def test_a_version_that_is_none_is_refused(server, fields, rates, code):
    new = actions.save_table(
        by=server, values={"slug": "new", "title": make.words("New"), "country": ""}, at=make.NOW
    )
    with pytest.raises(Refused) as refused:
        actions.save_version(by=server, table=new, values=values(**fields), rates=rates, at=make.NOW)
    assert refused.value.code == code
    assert not new.versions.exists()


def test_an_institution_keeps_its_own_table_and_nobody_elses():
    body = make.institution()
    own = Keeper(make.seat(body, Role.ADMINISTRATOR).account, body)
    with pytest.raises(NotPermitted):
        actions.save_version(by=own, table=table(), values=values(), rates=LINES, at=make.NOW)
    made = actions.save_table(
        by=own, values={"slug": "own", "title": make.words("Own"), "country": ""}, at=make.NOW
    )
    actions.save_version(by=own, table=made, values=values(), rates=LINES, at=make.NOW)
    assert made in rate_tables(body.pk)
    assert made not in rate_tables(make.institution().pk)
    other = make.programme_in_force()
    with pytest.raises(Refused) as refused:
        actions.pay(
            support=make.support(other), by=other.leader_a, at=make.NOW,
            values={"title": make.words("x"), "paid_on": date(2024, 1, 5), "rate": made.versions.get().rates.get(),
                    "persons": 1, "times": Decimal(1), "minor": None, "currency": "", "paper": ""},
        )  # fmt: skip
    assert refused.value.code == "foreign_rates"
    assert RateTable.objects.get(slug="own").institution == body


def spans(table):
    return [(one.starts_on, one.ends_on, one.reason.en) for one in table.gaps.all()]


def save(server, table, version=None, **fields):
    """One version of the table, as the form would save it."""
    said = fields.pop("reason", "")
    reason = make.words(said) if said else None
    return actions.save_version(
        by=server, table=table, values=values(**fields), rates=LINES, version=version, at=make.NOW, gap_reason=reason
    )  # fmt: skip


def test_a_time_without_a_rate_is_refused_unless_its_reason_is_said(server):
    new = actions.save_table(
        by=server, values={"slug": "new", "title": make.words("New"), "country": ""}, at=make.NOW
    )
    first = save(server, new, valid_to=date(2024, 12, 31))
    with pytest.raises(Refused) as refused:
        save(server, new, valid_from=date(2025, 3, 1))
    assert refused.value.code == "rates_gap"
    assert refused.value.params == {"first": date(2025, 1, 1), "last": date(2025, 2, 28)}
    assert list(new.versions.all()) == [first] and spans(new) == []
    second = save(server, new, valid_from=date(2025, 3, 1), reason="Being drafted")
    assert spans(new) == [(date(2025, 1, 1), date(2025, 2, 28), "Being drafted")]
    # What was said of these days is not said of others: a wider gap asks again, and nothing changes meanwhile.
    with pytest.raises(Refused):
        save(server, new, second, valid_from=date(2025, 4, 1))
    second.refresh_from_db()
    assert second.valid_from == date(2025, 3, 1)
    save(server, new, second, valid_from=date(2025, 3, 1))
    assert spans(new) == [(date(2025, 1, 1), date(2025, 2, 28), "Being drafted")]
    save(server, new, second, valid_from=date(2025, 1, 1))
    assert spans(new) == []


def test_a_version_made_a_draft_leaves_a_time_without_a_rate(server):
    new = actions.save_table(
        by=server, values={"slug": "new", "title": make.words("New"), "country": ""}, at=make.NOW
    )
    save(server, new, valid_to=date(2024, 12, 31))
    between = save(server, new, valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    save(server, new, valid_from=date(2026, 1, 1))
    with pytest.raises(Refused) as refused:
        save(server, new, between, state="draft", valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    assert refused.value.code == "rates_gap"
    between.refresh_from_db()
    assert between.state == "in_force"
