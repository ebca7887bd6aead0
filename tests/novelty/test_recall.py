"""A small corpus with known truth: copies are found, and told from texts nobody has written before."""

from datetime import date

import pytest
from django.db import connection

from songfai.novelty import actions, queries
from songfai.novelty.models import Fingerprint, Part, Text
from songfai.novelty.rules.sheets import Written
from tests.novelty.corpus import Corpus

pytestmark = pytest.mark.django_db

SIZE, ASKED = 1500, 60
CORPUS = Corpus(SIZE)
FLOORS = {"verbatim": 1.0, "edited": 0.98, "paragraph": 0.98}
# Above all but 2 in 100 of the novel ones.
ABOVE = {"verbatim": 1.0, "edited": 0.97, "paragraph": 0.90}


def fill() -> None:
    Text.objects.bulk_create(Text(id=n + 1, key=str(n), day=date(2020, 1, 1)) for n in range(SIZE))
    Part.objects.bulk_create(
        Part(text_id=n + 1, position=nth, name=part.name, body=part.body)
        for n in range(SIZE)
        for nth, part in enumerate(CORPUS.text(n))
    )
    actions.lay_anew()


def most_counted(asked: list[Written], key: str = "") -> tuple[int, bool]:
    found = queries.similar(asked).similar
    first = found[0].counted if found else 0
    return first, key in [one.key for one in found[:10]]


def test_copies_are_found_and_stand_above_what_is_new():
    fill()
    novel = sorted(most_counted(CORPUS.novel(n))[0] for n in range(2 * ASKED))
    line = novel[int(len(novel) * 0.98) - 1]
    step = SIZE // ASKED
    recall, above = {}, {}
    for kind in FLOORS:
        answers = [most_counted(getattr(CORPUS, kind)(n), str(n)) for n in range(0, SIZE, step)]
        recall[kind] = sum(found for _counted, found in answers) / len(answers)
        above[kind] = sum(counted > line for counted, _found in answers) / len(answers)
    assert {kind: share for kind, share in recall.items() if share < FLOORS[kind]} == {}
    assert {kind: share for kind, share in above.items() if share < ABOVE[kind]} == {}
    assert 30 < Fingerprint.objects.count() / SIZE < 45
    assert connection.in_atomic_block
