"""Which programmes a seat sees: every stage, every role, with something hidden beside it that could leak."""

import pytest

from songfai.parties.states import Role
from songfai.programmes import actions, permissions, queries
from songfai.programmes.models import Programme
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def seen_by(seat) -> set[str]:
    return set(queries.visible_to(seat).values_list("slug", flat=True))


@pytest.fixture
def strangers():
    """A programme in force, a draft and an offer between two other institutions."""
    made = factories.programme_in_force()
    factories.draft_programme()
    other = factories.draft_programme()
    actions.offer(programme=other, by=factories.seat(other.drafted_by), at=NOW)
    return made


def test_draft_is_its_own_sides_alone(draft, home, strangers):
    assert seen_by(home.a) == {draft.slug}
    assert seen_by(home.b) == seen_by(home.outsider) == set()


def test_offered_and_agreed_programmes_are_seen_by_both_sides_only(draft, home, strangers):
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    assert seen_by(home.a) == seen_by(home.b) == {draft.slug}
    actions.approve(programme=draft, seen=document.sha256, by=home.b, at=NOW)
    assert seen_by(home.a) == seen_by(home.b) == seen_by(home.reader_b) == {draft.slug}
    assert seen_by(home.outsider) == set()


@pytest.mark.parametrize("answer", ["return", "withdraw"])
def test_working_paper_is_hidden_again_and_the_offered_one_stays_readable(draft, home, strangers, answer):
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    if answer == "return":
        actions.return_(programme=draft, seen=document.sha256, reason="Not yet", by=home.b, at=NOW)
    else:
        actions.withdraw(programme=draft, seen=document.sha256, reason="", by=home.a, at=NOW)
    assert seen_by(home.a) == {draft.slug}
    assert seen_by(home.b) == set()
    assert [one.slug for one in queries.papers_of(home.b)] == [draft.slug]
    assert list(queries.papers_of(home.outsider)) == []


@pytest.mark.parametrize("role", list(Role))
def test_administrators_authors_of_works_and_the_seatless_see_nothing(draft, home, role):
    seat = factories.seat(home.viet_nam, role)
    assert seen_by(seat) == (set() if role in (Role.ADMINISTRATOR, Role.AUTHOR) else {draft.slug})
    assert seen_by(None) == set()


def test_get_hides_what_is_not_seen(draft, home):
    assert queries.get(home.a, draft.slug) == draft
    with pytest.raises(Programme.DoesNotExist):
        queries.get(home.b, draft.slug)


def test_side_of_is_the_own_side(draft, home):
    assert queries.side_of(draft, home.a).letter == "a"
    assert queries.side_of(draft, home.b).letter == "b"
    assert queries.other_side(draft, home.a).letter == "b"
    assert queries.side_of(draft, home.outsider) is None
    assert queries.other_side(draft, home.outsider) is None


def test_readings_are_their_own_institutions(reading, home):
    assert list(queries.readings_of(home.a)) == [reading]
    assert list(queries.readings_of(home.b)) == list(queries.readings_visible_to(home.b)) == []
    assert list(queries.readings_of(home.admin_a)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bộ nội vụ", True),
        ("BO NOI VU", True),
        ("ກະຊວງພາຍໃນ", True),
        ("home memorandum", True),
        ("nội xe lửa", False),
    ],
)
def test_search_levels_marks_and_case(draft, words, found):
    seat = factories.seat(draft.drafted_by)
    wanted = queries.Wanted(q=words)
    assert queries.narrowed(queries.visible_to(seat), wanted, seat).filter(pk=draft.pk).exists() == found


DRAFTING = {Role.LEADER, Role.COORDINATOR}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_draft_and_name(draft, home, role):
    own, foreign = factories.seat(home.viet_nam, role), factories.seat(home.laos, role)
    side = queries.side_of(draft, home.a)
    assert permissions.can_draft(own, draft) == (role in DRAFTING)
    assert not permissions.can_draft(foreign, draft)
    assert permissions.can_own_side(own, side, "answerable") == (role in DRAFTING)
    assert not permissions.can_own_side(foreign, side, "answerable")
    assert not permissions.can_own_side(None, side, "answerable")


def test_the_list_is_narrowed_by_partner_and_country_and_ordered_by_name(client):
    ours, japan = factories.institution(), factories.institution(country="JP")
    for title in ("Ấn phẩm", "An toàn", "Đào tạo", "Dân số"):
        body = japan if title == "Dân số" else None
        one = factories.draft_programme(body_a=ours, body_b=body, title={"vi": title})
        assert one.order_vi
    client.force_login(factories.seat(ours).account)

    def shown(query):
        rows = client.get(f"/programmes/?language=vi&{query}").context["rows"]
        return [one.title.vi for one, _term in rows]

    assert shown("order=name") == ["An toàn", "Ấn phẩm", "Dân số", "Đào tạo"]
    assert shown("country=JP") == shown(f"partner={japan.slug}") == ["Dân số"]
    assert shown("q=dao+tao") == ["Đào tạo"]
