from collections.abc import Iterator
from pathlib import Path

import pytest

from songfai.programmes.models import Programme
from tests import factories
from tests.exchange import nodes
from tests.exchange.nodes import LAOS, Node, two_nodes
from tests.exchange.plain import Plain, plain_pair
from tests.fixtures.databases import Pictures


@pytest.fixture
def pair(pictures: Pictures, django_db_blocker, tmp_path: Path) -> Iterator[tuple[nodes.Node, nodes.Node]]:
    """Two servers that know each other's cards, and nothing else."""
    empty = (
        str(pictures._file("empty")) if nodes.connection.vendor == "sqlite" else pictures._database("empty")
    )
    with django_db_blocker.unblock(), nodes.two_nodes(tmp_path, empty) as both:
        yield both


@pytest.fixture
def plain(pictures: Pictures, django_db_blocker, tmp_path: Path) -> Iterator[tuple[Plain, Plain]]:
    """Two servers with a register between them, and only plain papers."""
    empty = (
        str(pictures._file("empty")) if nodes.connection.vendor == "sqlite" else pictures._database("empty")
    )
    with django_db_blocker.unblock(), plain_pair(tmp_path, empty) as both:
        yield both


@pytest.fixture(scope="module")
def world(pictures: Pictures, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Node, Node]]:
    """Two servers with a programme in force between them. Each test brings matter of its own."""
    empty = (
        str(pictures._file("empty")) if nodes.connection.vendor == "sqlite" else pictures._database("empty")
    )
    with django_db_blocker.unblock(), two_nodes(tmp_path_factory.mktemp("servers"), empty) as (a, b):
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
