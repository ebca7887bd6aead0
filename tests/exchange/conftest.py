from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from songfai.programmes.models import Programme
from tests import factories
from tests.exchange import nodes
from tests.exchange.nodes import LAOS, Moment, Node, two_nodes
from tests.exchange.plain import plain_pair
from tests.fixtures.databases import Pictures


def empty_of(pictures: Pictures) -> str:
    return (
        str(pictures._file("empty")) if nodes.connection.vendor == "sqlite" else pictures._database("empty")
    )


def moment(pictures: Pictures, unblocked, home: Path, name: str, begin: Callable) -> Iterator[Moment]:
    with unblocked.unblock():
        with begin(home, empty_of(pictures)) as both:
            made = Moment(both, home, name)
        yield made
        made.forget()


@pytest.fixture(scope="session")
def acquainted(pictures: Pictures, django_db_blocker, tmp_path_factory) -> Iterator[Moment]:
    yield from moment(pictures, django_db_blocker, tmp_path_factory.mktemp("acquainted"), "nodes", two_nodes)


@pytest.fixture(scope="session")
def registered(pictures: Pictures, django_db_blocker, tmp_path_factory) -> Iterator[Moment]:
    yield from moment(pictures, django_db_blocker, tmp_path_factory.mktemp("registered"), "plain", plain_pair)


@pytest.fixture
def pair(acquainted: Moment, django_db_blocker, tmp_path: Path) -> Iterator[tuple[Node, ...]]:
    """Two servers that know each other's cards, and nothing else."""
    with django_db_blocker.unblock(), acquainted.begun(tmp_path) as both:
        yield both


@pytest.fixture
def plain(registered: Moment, django_db_blocker, tmp_path: Path) -> Iterator[tuple[Node, ...]]:
    """Two servers with a register between them, and only plain papers."""
    with django_db_blocker.unblock(), registered.begun(tmp_path) as both:
        yield both


@pytest.fixture(scope="module")
def world(pictures: Pictures, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Node, Node]]:
    """Two servers with a programme in force between them. Each test brings matter of its own."""
    home = tmp_path_factory.mktemp("servers")
    with django_db_blocker.unblock(), two_nodes(home, empty_of(pictures)) as (a, b):
        a.draft(LAOS["origin"])
        with a:
            body = factories.institution(slug="academy", origin="academy.example/coop", country="LA")
            Programme.objects.get().further_parties.create(
                institution=body, role="observer", task=factories.words("Reads")
            )
            third = factories.institution(slug="third", origin="third.example/coop", country="LA")
            Programme.objects.get().further_parties.create(institution=third, role="participant")
        a.offer()
        b.receive(a.send())
        b.approve()
        a.receive(b.send())
        b.receive(a.send())
        yield a, b
