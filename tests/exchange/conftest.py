from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange import nodes
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
