"""Two installations with two databases, each with a server of its own: the story of `./dev show two-servers`."""

import pytest

from tests.exchange import story


@pytest.mark.long
def test_programme_is_carried_restored_and_checked(new_console, tmp_path):
    said: list[str] = []
    with story.offices(new_console, tmp_path, said.append) as (a, b):
        story.tell(a, b, tmp_path, said.append)
        assert a.stages()[0] == b.stages()[0] == {"programme": "in_force", "plan/2026": "offered"}
        assert 3 <= int(a.signed().splitlines()[1]) <= a.stages()[1][0]
    text = "\n".join(said)
    assert "is healed" in text and "restored from an older copy" in text and "invalid" in text
