"""Looking for an earlier work by its words: what a plain search would find, without walking through the register."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from songfai.kit.text import fold
from songfai.kit.word_index import RARE, ids_with_short
from songfai.works.models import Work
from songfai.works.queries import named_earlier, works
from songfai.works.states import NOT_COMPARED
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """Works of two units: filed, withdrawn, a draft, one before a council on which the clerk of the other unit sits."""
    made = making.unit()
    for title in ("Steam trap", "Steam pump", "Drying frame ab"):
        making.filed(made, making.ready(made, title=make.words(title)))
    making.draft(made, title=make.words("Steam draft"))
    made.other = making.unit()
    made.council = making.council(made, [made.other.clerk, *made.members[1:]])
    made.shared = making.before_council(made, making.ready(made, title=make.words("Steam shared ab"))).work
    making.filed(made.other, making.ready(made.other, title=make.words("Steam elsewhere ab")))
    made.work = making.before_council(made, making.ready(made, title=make.words("Steam itself ab"))).work
    return made


def plainly(seat, work, text):
    """Every word of the text looked for in every work the person may see."""
    rows = works(seat).exclude(stage__in=sorted(NOT_COMPARED)).exclude(pk=work.pk)
    for word in fold(text).split():
        rows = rows.filter(search__contains=word)
    return list(rows.order_by("-listed_on", "-id")[:20])


def titles(rows):
    return [one.title.en for one in rows]


# Of two letters no index knows anything: these are looked for among the newest.
@pytest.mark.parametrize(
    "text", ["steam", "STEAM trap", "ab", "steam ab", "0001/2026", "nothing", "%", "a_b"]
)
def test_it_finds_what_a_plain_search_would(made, text):
    for seat in (made.clerk, made.leader, made.author, made.other.clerk, made.members[1], made.other.author):
        assert named_earlier(seat, made.work, text, make.TODAY) == plainly(seat, made.work, text)


def test_what_each_person_finds(made):
    steam = {"Steam trap", "Steam pump", "Steam shared ab"}
    assert set(titles(named_earlier(made.clerk, made.work, "steam", make.TODAY))) == steam
    found = titles(named_earlier(made.other.clerk, made.work, "ab", make.TODAY))
    assert set(found) == {"Steam shared ab", "Steam elsewhere ab"}
    assert titles(named_earlier(made.members[1], made.work, "ab", make.TODAY)) == ["Steam shared ab"]
    assert named_earlier(made.clerk, made.work, "  ", make.TODAY) == []
    assert named_earlier(None, made.work, "steam", make.TODAY) == []


def test_what_was_sent_up_is_found_by_the_office_above():
    made = making.unit()
    up = making.above_of(made)
    base = making.certified(made, making.ready(made, title=make.words("Steam trap ab")))
    making.sent_above(made, base)
    work = making.filed(up).work
    for text in ("trap", "ab"):
        assert titles(named_earlier(up.clerk, work, text, make.TODAY)) == ["Steam trap ab"]


@pytest.mark.parametrize("text", ["steam", "ab"])
def test_words_are_read_of_rows_that_an_index_has_named(made, text):
    """A search through all rows that somebody may see would read a million of them."""
    assert (ids_with_short("works_work", [text], RARE) is None) is (
        len(text) < 3
    ) or connection.vendor != "sqlite"
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            named_earlier(made.clerk, made.work, text, make.TODAY)
        counts.append(len(seen))
        for one in seen:
            sql = one["sql"]
            # On PostgreSQL the index of words is asked by LIKE itself.
            asks_the_index = "works_work_words" in sql or sql.startswith(
                "SELECT id FROM works_work WHERE search LIKE"
            )
            if "LIKE" in sql and not asks_the_index:
                # Rows by their numbers, or a stretch of the register of so many rows at most.
                assert '"works_work"."id" IN (' in sql or "LIMIT" in sql.split("LIKE")[0], sql
        for title in ("Steam four ab", "Steam five ab"):
            making.filed(made, making.ready(made, title=make.words(title)))
    assert counts[0] == counts[1]
    assert Work.objects.filter(search__contains=text).count() > 5
