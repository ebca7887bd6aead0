"""Rates of remuneration by dates: a unit's own beside the law's, never below it, ended and replaced, never rewritten."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from songfai.deadlines.permissions import Keeper
from songfai.kit.errors import Changed, NotPermitted
from songfai.kit.languages import Trilingual
from songfai.parties.states import Role
from songfai.works import actions
from songfai.works.models import Agreement, PayRates
from songfai.works.queries import law_on, rates_of, rates_on
from tests import factories as make
from tests.works import making
from tests.works.making import refused

pytestmark = pytest.mark.django_db


def values(**fields):
    given = {
        "valid_from": make.TODAY, "valid_to": None, "benefit": Decimal(10), "transfer": Decimal(15), "years": 3, "wages": 6,
        "helpers": Decimal(20), "helpers_certainty": "unconfirmed", "wage_minor": None, "wage_currency": "",
        "basis": make.words("Decision 12"), "source": "", "certainty": "sourced",
    }  # fmt: skip
    return given | fields


@pytest.fixture
def made():
    return making.unit(country="VN")


@pytest.fixture
def keeper():
    return Keeper(make.account(is_staff=True), None)


def own(made, rates=None, by=None, **fields):
    by = by or made.clerk
    told = {"country": made.here.country, "institution": made.here, "by": by, "at": make.NOW}
    return actions.save_rates(values=values(**fields), rates=rates, **told)


def test_a_units_own_go_before_the_laws_and_reach_the_units_below(made):
    law = law_on("VN", make.TODAY)
    assert rates_on(made.here, make.TODAY) == law
    assert (law.certainty, law.helpers_certainty) == ("sourced", "unconfirmed"), (
        "the 20 per cent are from memory"
    )
    row = own(made)
    assert rates_on(made.here, make.TODAY) == row
    below = make.institution(country="VN", parent=made.here)
    assert rates_on(below, make.TODAY) == row
    assert rates_on(below, date(2020, 1, 1)) == law
    assert rates_on(made.there, make.TODAY) == law_on(made.there.country, make.TODAY)


@pytest.mark.parametrize(
    "less", [{"benefit": Decimal("6.99")}, {"transfer": Decimal(14)}, {"years": 2}, {"wages": 4}]
)
def test_they_give_no_less_than_the_law(made, less):
    with refused("below_law"):
        own(made, **less)
    assert PayRates.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"benefit": Decimal(101)}, "rates_range"),
        ({"helpers": Decimal(101)}, "rates_range"),
        ({"basis": Trilingual()}, "basis_missing"),
        ({"valid_to": date(2020, 1, 1)}, "ends_before_it_begins"),
    ],
)
def test_what_they_must_say(made, fields, code):
    with refused(code):
        own(made, **fields)


def test_where_no_law_is_known_a_unit_lays_down_what_it_will():
    made = making.unit(country="LA")
    assert own(made, benefit=Decimal(1), years=1, wages=0, transfer=Decimal(0)).benefit == 1


def test_new_ones_end_those_before_and_history_stays(made):
    first = own(made, valid_from=date(2025, 1, 1))
    second = own(made, valid_from=date(2026, 3, 1), benefit=Decimal(12))
    first.refresh_from_db()
    assert first.valid_to == date(2026, 2, 28)
    assert rates_on(made.here, date(2026, 2, 28)) == first
    assert list(rates_of(made.clerk, None).filter(institution=made.here)) == [second, first]
    with refused("versions_overlap"):
        own(made, valid_from=date(2024, 1, 1))
    actions.end_rates(rates=second, last=date(2026, 12, 31), by=made.clerk, at=make.NOW)
    assert rates_on(made.here, date(2027, 1, 1)) == law_on("VN", date(2027, 1, 1))


def test_those_by_which_something_was_entered_stay_as_they_are(made):
    row = own(made, valid_from=date(2026, 1, 1), wage_minor=2_340_000, wage_currency="VND")
    submission = making.certified(made)
    making.owed(made, submission, kind="by_law", paper="", agreed_on=None)
    agreement = Agreement.objects.get()
    assert (agreement.rates, agreement.benefit) == (row, 10)
    assert (agreement.fixed_minor, agreement.fixed_currency) == (6 * 2_340_000, "VND")
    with refused("rates_used"):
        own(made, rates=row, benefit=Decimal(50))
    with refused("rates_used_later"):
        actions.end_rates(rates=row, last=date(2026, 1, 31), by=made.clerk, at=make.NOW)
    with refused("rates_used_later"):
        own(made, valid_from=make.TODAY)
    row.refresh_from_db()
    assert (row.benefit, row.valid_to) == (10, None)


def test_who_may(made, keeper):
    for seat in (made.reader, made.author, made.unit_officer, make.seat(made.there, Role.CLERK)):
        with pytest.raises(NotPermitted):
            own(made, by=seat)
    law = law_on("VN", make.TODAY)
    for by in (made.clerk, Keeper(make.account(), made.here)):
        with pytest.raises(NotPermitted):
            actions.end_rates(rates=law, last=date(2030, 1, 1), by=by, at=make.NOW)
    told = {"country": "LA", "institution": None, "by": keeper, "at": make.NOW}
    row = actions.save_rates(values=values(certainty="proposal"), **told)
    assert law_on("LA", make.TODAY) == row
    actions.end_rates(rates=law, last=date(2030, 1, 1), by=keeper, at=make.NOW)
    assert law_on("VN", date(2030, 1, 2)) is None


def test_what_somebody_saved_meanwhile_is_not_overwritten(made):
    row = own(made)
    own(made, rates=row, benefit=Decimal(11))
    told = {"country": "VN", "institution": made.here, "by": made.clerk, "at": make.NOW}
    with pytest.raises(Changed):
        actions.save_rates(values=values(), rates=row, seen_revision=0, **told)


POSTED = {
    "valid_from": "10/03/2026", "benefit": "8", "years": "3", "transfer": "15", "wages": "5", "amount": "2340000",
    "currency": "VND", "helpers": "20", "helpers_certainty": "unconfirmed", "certainty": "sourced", "basis_en": "Decision 12",
}  # fmt: skip


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
def test_the_office_enters_them_on_its_pages(made, client, language):
    client.force_login(made.clerk.account)
    new = reverse("works:new_rates")
    assert client.get(new, {"language": language}).status_code == 200
    low = client.post(new, POSTED | {"benefit": "5"})
    assert low.status_code == 422
    assert "Decision 12" in low.content.decode(), "nothing typed is lost"
    assert client.post(new, POSTED).status_code == 302
    row = PayRates.objects.get(institution=made.here)
    assert (row.benefit, row.wage_minor) == (8, 2_340_000)
    page = client.get(reverse("works:rates")).content.decode()
    assert "Decision 12" in page
    edit, end = (reverse(f"works:{name}", args=[row.pk]) for name in ("edit_rates", "end_rates"))
    assert client.get(edit).status_code == 200
    assert client.post(edit, POSTED | {"benefit": "9", "seen": row.revision}).status_code == 302
    row.refresh_from_db()
    assert row.benefit == 9
    assert client.get(end).status_code == 200
    assert client.post(end, {"last": "31/12/2026", "seen": row.revision}).status_code == 302
    law = law_on("VN", make.TODAY)
    assert client.get(reverse("works:edit_rates", args=[law.pk])).status_code == 404
    assert client.get(reverse("works:new_law_rates")).status_code == 404
    client.force_login(made.reader.account)
    assert client.get(reverse("works:rates")).status_code == 200
    assert client.get(new).status_code == 403
    client.force_login(make.seat(make.institution(), Role.CLERK).account)
    assert "Decision 12" not in client.get(reverse("works:rates")).content.decode()


def test_who_keeps_the_server_enters_those_of_a_law(client):
    client.force_login(make.account(is_staff=True))
    page = reverse("works:new_law_rates")
    assert client.get(page).status_code == 200
    assert client.post(page, POSTED | {"country": "LA"}).status_code == 302
    assert law_on("LA", make.TODAY).benefit == 8
    assert client.get(reverse("works:rates")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_for_few_and_many(made, client, count, django_assert_num_queries):
    for year in range(2023, 2023 + count):
        own(made, valid_from=date(year, 1, 1))
    client.force_login(made.clerk.account)
    client.get(reverse("works:rates"))
    with django_assert_num_queries(6):
        client.get(reverse("works:rates"))
