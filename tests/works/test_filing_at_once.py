"""Works of the same new authors are filed at the same moment, while the office decides on one of them; commits are real here."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from songfai.kit.languages import Trilingual
from songfai.works import actions
from songfai.works.models import Author, AuthorPair, KnownAuthor, Submission, Work
from songfai.works.queries import number_of_persons
from songfai.works.states import PairState
from tests import factories as make
from tests.works import making

NAMES = ("Nguyễn Văn Hùng", "Trần Thị Mai", "Lê Quang Vinh")


def ready(made, names):
    """A work on behalf of its authors, confirmed on paper, that only has to be filed."""
    work = making.draft(made, by=made.clerk, on_behalf=True)
    for place, name in enumerate(names):
        share = Decimal(100) - 33 * (len(names) - 1) if place == 0 else Decimal(33)
        told = making.author_values(role="co" if place else "lead", name=Trilingual(vi=name), share=share)
        line = actions.save_author(work=work, values=told, by=made.clerk, at=make.NOW)
        actions.confirm(author=line, by=made.clerk, at=make.NOW, paper="12/GXN")
    actions.save_benefit(work=work, values=making.benefit_values(), by=made.clerk, at=make.NOW)
    return Work.objects.get(pk=work.pk)


@pytest.mark.usefixtures("committed")
def test_the_same_new_authors_filed_at_once_are_each_known_once():
    made = making.unit()
    for name in ("Phạm Văn Đức", "Pham Van Duc"):
        actions.file(work=ready(made, [name]), by=made.clerk, at=make.NOW)
    pair = AuthorPair.objects.get()
    # In each order, so that two of them would wait for one another if each held what it writes in its own.
    orders = [NAMES, NAMES[::-1], (NAMES[1], NAMES[2], NAMES[0]), (NAMES[2], NAMES[0], NAMES[1])]
    works = [ready(made, names) for names in orders]
    acts = [lambda work=work: actions.file(work=work, by=made.clerk, at=make.NOW) for work in works]
    acts.append(lambda: actions.judge_pair(pair=pair, verdict=PairState.SAME, by=made.clerk, at=make.NOW))
    failed = []

    def go(act):
        try:
            act()
        except Exception as error:  # told to the test below
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    assert Submission.objects.filter(work__in=works).count() == len(works)
    assert KnownAuthor.objects.count() == len(NAMES) + 2
    assert number_of_persons(made.clerk) == len(NAMES) + 1
    assert not Author.objects.filter(work__in=works, known=None).exists()
