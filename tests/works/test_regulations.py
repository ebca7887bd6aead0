"""A unit's own rules once works were filed under them: ended on a day, replaced by a new version from a day on."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.errors import NotPermitted, Refused
from songfai.works import actions, rules
from songfai.works.actions.councils import REGULATION_FIELDS
from songfai.works.models import Regulation
from songfai.works.queries import newest_use, regulation_for
from tests import factories as make
from tests.works import making

TOMORROW = make.TODAY + timedelta(days=1)
USED_UP = "The newest work under these rules was filed on"


@pytest.fixture
def made(db, settings):
    settings.TODAY = make.TODAY.isoformat()
    made = making.unit()
    made.own = making.own_rules(made, valid_from=date(2026, 1, 1))
    making.filed(made)
    return made


def refusal(action, **given):
    with pytest.raises(Refused) as refused:
        action(at=make.NOW, **given)
    return refused.value.code


def values_of(row, **fields):
    return {name: getattr(row, name) for name in REGULATION_FIELDS} | fields


def text_of(response):
    return response.content.decode()


def as_(client, seat):
    client.force_login(seat.account)
    return client


@pytest.mark.parametrize(
    ("last", "newest", "allowed"),
    [
        (make.TODAY, None, True),
        (make.TODAY, make.TODAY, True),
        (make.TODAY, TOMORROW, False),
    ],
)
def test_rules_end_on_the_day_of_their_newest_use_at_the_earliest(last, newest, allowed):
    if allowed:
        rules.require_ends_after_use(last, newest)
    else:
        with pytest.raises(Refused) as refused:
            rules.require_ends_after_use(last, newest)
        assert (refused.value.code, refused.value.params) == ("used_later", {"day": newest})


def test_used_rules_end_on_a_day_and_those_of_the_law_apply_afterwards(made):
    told = {"regulation": made.own, "by": made.clerk}
    assert newest_use(made.own) == make.TODAY
    assert refusal(actions.end_regulation, last=make.TODAY - timedelta(days=1), **told) == "used_later"
    made.own.refresh_from_db()
    assert made.own.valid_to is None
    actions.end_regulation(last=make.TODAY, at=make.NOW, **told)
    assert regulation_for(made.here, make.TODAY) == made.own
    assert regulation_for(made.here, TOMORROW).institution is None
    assert Line.objects.filter(verb="works.end_regulation").count() == 1


def test_a_new_version_ends_the_one_before_on_the_day_before(made):
    values = values_of(made.own, valid_from=TOMORROW, agree_of=8, scheme="province")
    row = actions.replace_regulation(regulation=made.own, values=values, by=made.clerk, at=make.NOW)
    made.own.refresh_from_db()
    assert (made.own.valid_to, row.valid_from, row.valid_to) == (make.TODAY, TOMORROW, None)
    assert (row.scheme, row.agree_of, row.institution) == ("base", 8, made.here)
    assert [one.text for one in row.criteria.all()] == [one.text for one in made.own.criteria.all()]
    assert regulation_for(made.here, make.TODAY) == made.own
    assert regulation_for(made.here, TOMORROW) == row
    actions.save_criterion(regulation=row, text=make.words("Useful"), must=True, by=made.clerk, at=make.NOW)
    assert (made.own.criteria.count(), row.criteria.count()) == (5, 6)


def test_a_refused_version_leaves_the_one_before_as_it_was(made):
    told = {"regulation": made.own, "by": made.clerk}
    today = values_of(made.own, valid_from=make.TODAY)
    assert refusal(actions.replace_regulation, values=today, **told) == "used_later"
    few = values_of(made.own, valid_from=TOMORROW, least_members=2)
    assert refusal(actions.replace_regulation, values=few, **told) == "too_few_for_secrecy"
    made.own.refresh_from_db()
    assert (made.own.valid_to, Regulation.objects.filter(institution=made.here).count()) == (None, 1)


def test_rules_that_have_ended_keep_their_end(made):
    actions.end_regulation(regulation=made.own, last=make.TODAY, by=made.clerk, at=make.NOW)
    later = values_of(made.own, valid_from=date(2026, 6, 1), valid_to=None)
    actions.replace_regulation(regulation=made.own, values=later, by=made.clerk, at=make.NOW)
    made.own.refresh_from_db()
    assert made.own.valid_to == make.TODAY
    assert regulation_for(made.here, date(2026, 5, 1)).institution is None


def test_only_the_office_of_the_unit_ends_or_replaces_its_rules(made):
    general = Regulation.objects.get(institution=None, country=made.here.country)
    stranger = making.unit()
    for regulation, seat in ((made.own, made.author), (made.own, stranger.clerk), (general, made.clerk)):
        told = {"regulation": regulation, "by": seat, "at": make.NOW}
        with pytest.raises(NotPermitted):
            actions.end_regulation(last=TOMORROW, **told)
        with pytest.raises(NotPermitted):
            actions.replace_regulation(values=values_of(regulation, valid_from=TOMORROW), **told)


def test_from_the_page_of_used_rules_a_new_version_is_entered(client, made):
    as_(client, made.clerk)
    here = reverse("works:regulation", args=[made.own.key])
    page = text_of(client.get(f"{here}?language=en"))
    assert f'href="{here}next/"' in page
    assert f'href="{here}end/"' in page
    assert f'href="{here}edit/"' not in page
    form = client.get(f"{here}next/").context["form"]
    assert form.initial["valid_from"] == TOMORROW
    assert "scheme" not in form.fields
    data = {
        "title_vi": "Quy chế mới", "basis_vi": "QĐ 12", "certainty": "sourced", "valid_from": "10/03/2026", "agree_of": "8",
        "agree_whole": "10", "counted_of": "members", "quorum_of": "2", "quorum_whole": "3", "least_members": "5",
        "scope": "unit", "superior_when": "funded", "certifies_investor": "on", "investor_first": "on",
        "least_places": "0", "seen": made.own.revision,
    }  # fmt: skip
    refused = client.post(f"{here}next/?language=en", data)
    assert refused.status_code == 422
    assert USED_UP in text_of(refused)
    assert client.post(f"{here}next/", data | {"valid_from": "11/03/2026"}).status_code == 302
    row = Regulation.objects.get(institution=made.here, valid_from=TOMORROW)
    assert (row.title.vi, row.agree_of) == ("Quy chế mới", 8)
    made.own.refresh_from_db()
    assert made.own.valid_to == make.TODAY


def test_from_the_page_of_used_rules_they_are_ended(client, made):
    here = reverse("works:regulation", args=[made.own.key])
    as_(client, made.clerk)
    assert client.get(f"{here}end/").status_code == 200
    data = {"last": "09/03/2026", "seen": made.own.revision}
    refused = client.post(f"{here}end/?language=en", data)
    assert refused.status_code == 422
    assert f"{USED_UP} 10 March 2026" in text_of(refused)
    assert client.post(f"{here}end/", data | {"last": "31/03/2026"}).status_code == 302
    made.own.refresh_from_db()
    assert made.own.valid_to == date(2026, 3, 31)
    for seat in (made.author, made.reader):
        assert as_(client, seat).get(f"{here}end/").status_code == 403
        assert f"{here}end/" not in text_of(client.get(here))
    general = Regulation.objects.get(institution=None, country=made.here.country)
    as_(client, made.clerk)
    assert client.get(reverse("works:end_regulation", args=[general.key])).status_code == 403
