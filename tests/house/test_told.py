"""The kept story is that of this product and of this day, or it is told anew."""

from pathlib import Path

import pytest

from tests.fixtures import told


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(told, "KEPT", tmp_path / "story")
    return tmp_path


def story(place: Path, text: str) -> tuple[Path, dict[str, Path]]:
    folder = place / "keys"
    (folder / "moha").mkdir(parents=True, exist_ok=True)
    (folder / "moha" / "one.pem").write_text(text)
    database = place / "story.sqlite3"
    database.write_text(text)
    return database, {"KEYS": folder}


def test_it_is_laid_as_it_was_kept(tmp_path):
    database, folders = story(tmp_path, "told")
    with told.one_at_a_time():
        there = {"KEYS": tmp_path / "there"}
        assert not told.lay(tmp_path / "copy", there)
        told.keep(database, folders)
        assert told.lay(tmp_path / "copy", there)
    assert (tmp_path / "copy").read_text() == "told"
    assert (tmp_path / "there" / "moha" / "one.pem").read_text() == "told"


def test_an_older_one_goes(tmp_path, monkeypatch):
    with told.one_at_a_time():
        monkeypatch.setattr(told, "mark", lambda: "before")
        told.keep(*story(tmp_path, "before"))
        monkeypatch.setattr(told, "mark", lambda: "now")
        assert not told.lay(tmp_path / "copy", {})
        told.keep(*story(tmp_path, "now"))
    assert sorted(one.name for one in told.KEPT.iterdir()) == ["now", "turn"]


def test_it_is_known_by_texts_templates_translations_and_the_tests_settings():
    named = {str(one.relative_to(told.ROOT)) for one in told.sources()}
    wanted = {"tests/settings.py", "songfai/config/settings.py", "requirements/base.txt"}
    assert wanted <= named
    assert [one for one in named if one.startswith("songfai/demo/") and one.endswith(".py")]
    assert [one for one in named if one.endswith(".po")]
    assert not [one for one in named if "__pycache__" in one]
