from collections.abc import Callable

import pytest


@pytest.fixture
def queries_of(queries) -> Callable[[Callable[[], object]], int]:
    """The count of queries, under a name that does not hide `record.queries`."""
    return queries
