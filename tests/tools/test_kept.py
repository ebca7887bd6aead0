"""What is laid back is what was told: the same rows, the same files, the same answer."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from songfai.files.actions import replace_durably
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution
from songfai.plans import actions as plans
from songfai.programmes.models import Programme
from songfai.record.models import Document
from tests import factories as make
from tests.fixtures import kept
from tests.fixtures.kept import course, folders_put_back, lying_files
from tests.record.deciding import Trying

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def at_the_beginning(build) -> SimpleNamespace:
    """Run a step as the first of a test, and undo it: what it returned, wrote and asked."""
    course.begin(rolled_back=True)
    mark, lying = transaction.savepoint(), set(lying_files())
    with folders_put_back(), CaptureQueriesContext(connection) as asked:
        returned = build()
        seen = SimpleNamespace(
            returned=returned,
            asked=len(asked),
            rows={model: sorted(map(repr, model._base_manager.values_list())) for model in apps.get_models()},
            files={path: path.read_bytes() for path in lying_files() if path not in lying},
            trail=course.trail,
        )
    transaction.savepoint_rollback(mark)
    return seen


@pytest.fixture(autouse=True)
def no_pictures() -> Iterator[None]:
    """Only those of the test itself."""
    others, kept.pictures = kept.pictures, {}
    course.begin(rolled_back=True)
    yield
    course.begin(rolled_back=False)
    kept.pictures = others


def in_force():
    made = make.programme_in_force()
    make.plan_in_force(made, items=2)
    return made


def test_rows_files_and_answer_are_the_same():
    told, laid = at_the_beginning(in_force), at_the_beginning(in_force)
    assert laid.rows == told.rows
    assert laid.rows[Programme] and laid.rows[Document]
    assert laid.files == told.files and laid.files
    assert laid.returned == told.returned
    assert laid.trail == told.trail is not None
    assert laid.asked < told.asked / 2


def test_what_comes_after_goes_on_as_after_the_telling():
    def one_more():
        made = in_force()
        plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_b, at=make.NOW)
        plans.save_item(
            plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_b, at=make.NOW
        )
        plans.offer(plan=plan, by=made.leader_b, at=make.NOW)
        return plan

    told, laid = at_the_beginning(one_more), at_the_beginning(one_more)
    assert len(laid.rows[Document]) == len(told.rows[Document]) == 3


def test_after_anything_else_it_is_told():
    def later():
        make.institution()
        return make.programme_in_force()

    first, second = at_the_beginning(later), at_the_beginning(later)
    assert (first.trail, second.trail) == (None, None)
    assert first.rows[Institution] != second.rows[Institution]
    assert kept.pictures == {}


def test_other_settings_and_languages_have_pictures_of_their_own(settings):
    at_the_beginning(in_force)
    pictures = len(kept.pictures)
    settings.TODAY = "2026-03-10"
    at_the_beginning(in_force)
    assert len(kept.pictures) == 2 * pictures
    at_the_beginning(in_force)
    assert len(kept.pictures) == 2 * pictures


def test_what_a_step_changes_in_its_arguments_stays_theirs():
    @kept.kept
    def renamed(made):
        body = made.programme.sides.first().institution
        body.name = Trilingual(en="Renamed")
        body.save()
        made.body, made.again = body, made.programme
        return SimpleNamespace(made=made, body=body)

    def both():
        made = make.programme_in_force()
        answer = renamed(made)
        return SimpleNamespace(answer=answer, made=made)

    for seen in (at_the_beginning(both), at_the_beginning(both)):
        answer, made = seen.returned.answer, seen.returned.made
        assert answer.made is made
        assert made.again is made.programme
        assert made.body is answer.body
        assert made.body.name.en == "Renamed"
    assert len(kept.pictures) == 2


@pytest.mark.parametrize("how", ["takes something back", "returns what cannot be kept"])
def test_what_cannot_be_kept_is_told_each_time(how):
    @kept.kept
    def step():
        row = make.institution()
        if how == "takes something back":
            mark = transaction.savepoint()
            make.institution()
            transaction.savepoint_rollback(mark)
            return row
        return lambda: row

    first, second = at_the_beginning(step), at_the_beginning(step)
    assert (first.trail, second.trail) == (None, None)
    assert len(first.rows[Institution]) == len(second.rows[Institution])
    assert first.rows[Institution] != second.rows[Institution]


def test_a_step_that_only_reads_leaves_the_way_as_it_was():
    @kept.kept
    def reads():
        return list(Institution.objects.all())

    seen = at_the_beginning(reads)
    assert seen.trail == ""


def test_keys_and_marks_of_a_test_go_with_its_rows(settings):
    before = set(lying_files())
    made = at_the_beginning(make.programme_in_force)
    media = str(settings.MEDIA_ROOT)
    assert any(not str(path).startswith(media) for path in made.files)
    assert {path for path in set(lying_files()) - before if not str(path).startswith(media)} == set()


def test_what_is_patched_neither_keeps_nor_is_laid_back(monkeypatch):
    monkeypatch.setattr(make, "AGREED", "other", raising=False)
    patched = at_the_beginning(in_force)
    assert (patched.trail, kept.pictures) == (None, {})
    monkeypatch.undo()
    told = at_the_beginning(in_force)
    assert told.trail and kept.pictures
    monkeypatch.setattr(make, "AGREED", "other", raising=False)
    again = at_the_beginning(in_force)
    assert again.trail is None
    assert again.rows[Institution] != told.rows[Institution]


def test_a_mark_that_a_step_raises_where_it_lies_is_laid_back_raised(settings):
    path = Path(settings.MARKS) / "one.note"

    @kept.kept
    def marked(size):
        make.institution()
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_durably(path, [f"{size}".encode()], mode=0o700)

    def twice():
        marked(1)
        marked(2)
        return path.read_text()

    assert at_the_beginning(twice).returned == "2"
    assert at_the_beginning(twice).returned == "2"


def test_a_step_that_takes_a_file_away_is_told_each_time(settings):
    path = Path(settings.MARKS) / "one.note"

    @kept.kept
    def unmarked():
        make.institution()
        path.unlink()

    def both():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1")
        unmarked()
        return path.exists()

    assert not at_the_beginning(both).returned
    assert not at_the_beginning(both).returned


def test_a_changed_line_is_tried_from_the_very_beginning():
    seen: list[int] = []
    hook = SimpleNamespace(pytest_runtest_protocol=lambda item, nextitem: seen.append(len(kept.pictures)))
    item = SimpleNamespace(config=SimpleNamespace(hook=hook))
    kept.pictures["told by the line as it was"] = None
    Trying("record.marks", 1).runs(SimpleNamespace(items=[item]), item, item)
    assert seen == [0]
