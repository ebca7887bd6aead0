"""The works of a day that lie there already: laid as the database keeps them, with what the filing of
one more has to look through.

Of each: the work, its author, its field, its submission with a number of its unit, its text with its fingerprints. Lines of the
journal, steps and notices are not laid: filing only adds to those.
"""

import random
from collections.abc import Sequence
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, transaction

from bench._rows import TABLES, row_of, write
from songfai.novelty import actions as novelty
from songfai.novelty.models import Part, Text
from songfai.novelty.rules.sheets import Written
from songfai.parties.models import Seat
from songfai.works.models import Author, Counter, Regulation, Submission, Work, WorkField
from songfai.works.states import Counts
from tests import factories as make
from tests.novelty.corpus import Corpus

BATCH = 5000


def in_language(parts: Sequence[Written]) -> list[Written]:
    """Parts as the room of works names them: known-vi."""
    return [Written(f"{one.name}-{'lo' if is_lao(one.body) else 'vi'}", one.body) for one in parts]


def is_lao(text: str) -> bool:
    return any("\u0e80" <= letter <= "\u0eff" for letter in text)


@transaction.atomic
def lay(count: int, seats: Sequence[Seat], corpus: Corpus) -> None:
    """`count` works filed today, in turns with the institutions of the seats."""
    chance = random.Random(2026)
    fields = list(WorkField.objects.values_list("pk", flat=True))
    law = Regulation.objects.filter(institution=None, country="VN").values_list("pk", flat=True).first()
    for start in range(0, count, BATCH):
        made, texts = [], []
        for n in range(start + 1, min(start + BATCH, count) + 1):
            seat = seats[n % len(seats)]
            row = row_of(
                n, chance, corpus.words, seat.institution_id, seat.account_id, [None], fields, law,
                day=make.TODAY, stage="received",
            )  # fmt: skip
            made.append(row)
            texts.append((str(UUID(row[0][1])), in_language(corpus.text(n - 1))))
        for place, (table, columns) in enumerate(TABLES):
            write(table, columns, [row[place] for row in made if row[place] is not None])
        Text.objects.bulk_create(
            Text(id=start + nth, key=key, day=make.TODAY, filed_on=make.TODAY)
            for nth, (key, _parts) in enumerate(texts, 1)
        )
        Part.objects.bulk_create(
            Part(text_id=start + nth, position=place, name=part.name, body=part.body)
            for nth, (_key, parts) in enumerate(texts, 1)
            for place, part in enumerate(parts)
        )
    novelty.lay_anew()
    # The next number a unit gives follows those that were laid.
    Counter.objects.bulk_create(
        Counter(institution=seat.institution, counts=Counts.RECEIPT, year=make.TODAY.year, last=count)
        for seat in seats
    )
    # Rows had their numbers by hand: the next one takes the next.
    with connection.cursor() as cursor:
        models = [Work, Author, Submission, Text, Part, Work.fields.through]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
