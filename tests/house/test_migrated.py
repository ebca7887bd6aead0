"""The migrated database that runs of the tests keep is another as soon as anything it follows from is another."""

import pytest

from tests.fixtures import migrated


@pytest.fixture
def root(tmp_path, monkeypatch):
    for name, text in {
        "songfai/works/migrations/0001_initial.py": "import songfai.works.states.works\nfrom songfai.kit.index import lay\n",
        "songfai/works/states/works.py": "DRAFT = 1\n",
        "songfai/kit/index.py": "def lay(): ...\n",
        "songfai/kit/other.py": "def other(): ...\n",
        "requirements/base.txt": "django==5.2\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(migrated, "ROOT", tmp_path)
    monkeypatch.setattr(migrated, "KEPT", tmp_path / "kept")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "songfai/works/migrations/0001_initial.py",
        "songfai/works/migrations/0002_new.py",
        "songfai/works/states/works.py",
        "songfai/kit/index.py",
        "requirements/base.txt",
    ],
)
def test_what_it_follows_from_makes_it_another(root, name):
    before = migrated.mark()
    (root / "songfai/kit/other.py").write_text("def another(): ...\n")
    assert migrated.mark() == before
    (root / name).write_text("# another\n")
    assert migrated.mark() != before


def test_it_is_laid_where_it_is_asked_for_and_stands_alone(root):
    target = root / "run" / "test.sqlite3"
    assert not migrated.lay(target)
    for number in (1, 2):
        (root / "requirements/base.txt").write_text(f"django=={number}\n")
        (root / "made").write_bytes(b"%d" % number)
        migrated.keep(root / "made")
        assert migrated.lay(target) and target.read_bytes() == b"%d" % number
    assert len(list((root / "kept").iterdir())) == 1
