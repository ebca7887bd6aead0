"""What heals by itself, what is kept as evidence, and what a side is told of newer software."""

import hashlib
import json
import os
import time
from datetime import timedelta

import pytest
import rfc8785

from songfai.exchange import actions
from songfai.exchange import bundle as bundles
from songfai.exchange.actions import receiving
from songfai.exchange.actions.receiving import FORM
from songfai.exchange.models import Arrival
from songfai.exchange.overview import overview
from songfai.exchange.states import ArrivalState
from songfai.files.actions import path_of, write_durably
from songfai.kit.errors import Refused
from songfai.record import canonical, marks
from songfai.record.models import Document, Incident, Log, Register
from songfai.record.states import IncidentKind, Stage
from tests.exchange import newer
from tests.exchange.nodes import now
from tests.exchange.plain import settle


def test_lines_of_a_file_that_was_lost_everywhere_come_back_from_beside_the_mark(plain):
    a, b = plain
    settle(a, b)
    a.back_up()
    a.state("word/1", "Said, sent, and lost")
    sent, lost = a.leaves()[0], a.send()
    a.restore()
    assert len(a.leaves()[0]) < len(sent)
    with pytest.raises(Refused) as refused:
        a.offer()
    assert refused.value.code == "record_behind"
    # What the side says by itself waits with it.
    a.state("word/2", "Said while behind")
    # Nothing the other side has could bring them back; the next exchange does, in either direction.
    a.receive(b.send())
    assert a.leaves()[0][: len(sent)] == sent
    a.offer("paper/2")
    settle(a, b)
    assert a.leaves() == b.leaves()
    with a:
        assert not Incident.objects.filter(settled_at=None).exists()
    with b:
        assert Document.objects.filter(thread="p1/word/2").exists()
    # The lost file itself is an older one now.
    assert b.code_of(lost) == ""


@pytest.mark.once
@pytest.mark.long
def test_a_year_is_fetched_back_within_half_an_hour(plain, capsys):
    """RPO 0 for what was exchanged, RTO of at most 30 minutes (the time a side may not write): the outbox is lost, too."""
    a, b = plain
    settle(a, b)
    a.back_up()
    lines = int(os.environ.get("SONGFAI_LOST_LINES", "10000"))
    for number in range(lines):
        a.state(f"word/{number}", "Said in the year that the backup does not know")
        if number % 1000 == 999:
            settle(a, b, 1)
    settle(a, b)
    said = a.leaves()
    assert len(said[0]) > lines
    a.restore()
    with a:
        marks.outbox_of(Log.objects.get(hosted=True).origin).unlink()
    started, files = time.monotonic(), 0
    while a.leaves() != said:
        b.receive(a.send())
        a.receive(b.send())
        files += 2
        assert files < 20, "it does not heal"
    taken = time.monotonic() - started
    with capsys.disabled():
        print(
            f"\n  {lines:,} lines lost, {len(said[0]):,} of {len(said[0]):,} are back in {taken:.0f} s with {files} files"
        )
    assert taken < 30 * 60
    a.offer("paper/2")


def test_copy_of_a_side_is_not_covered_by_the_shorter_record_of_a_restored_server(plain, settings, tmp_path):
    settings.DATA = tmp_path
    a, b = plain
    settle(a, b)
    a.back_up()
    a.state("word/1", "Said and sent")
    settle(a, b)
    with a:
        (path,) = actions.daily_copies(now())
    whole = path.read_bytes()
    a.restore()
    before = (now() - timedelta(days=2)).timestamp()
    os.utime(path, (before, before))
    with a:
        assert actions.daily_copies(now()) == []
    assert path.read_bytes() == whole
    settle(a, b)
    a.state("word/2", "Healed, and more")
    os.utime(path, (before, before))
    with a:
        assert actions.daily_copies(now()) == [path]
    assert len(path.read_bytes()) > len(whole)


def test_sending_brings_them_back_too_and_without_the_file_the_side_stays_behind(plain):
    a, b = plain
    settle(a, b)
    a.back_up()
    a.state("word/1", "Lost")
    sent = a.leaves()[0]
    a.send()
    a.restore()
    with a:
        kept = marks.outbox_of(Log.objects.get(hosted=True).origin)
        data = kept.read_bytes()
        kept.unlink()
    a.send()
    assert len(a.leaves()[0]) < len(sent)
    kept.write_bytes(data[:-9])
    a.send()
    assert len(a.leaves()[0]) < len(sent)
    kept.write_bytes(data)
    a.send()
    assert a.leaves()[0] == sent


def test_second_story_below_the_first_line_of_a_file_is_kept_as_evidence(plain):
    a, b = plain
    settle(a, b)
    a.back_up()
    with a:
        mark = marks.path_of(Log.objects.get(hosted=True).origin)
        before = mark.read_bytes()
    for number in range(3):
        a.state(f"word/{number}", "One story")
    settle(a, b)
    held = len(b.leaves()[0])
    # An operator who puts an old copy back and its marks too, and goes on.
    a.restore()
    mark.write_bytes(before)
    mark.with_suffix(".coop").unlink()
    for number in range(held):
        a.state(f"word/{number}", "Another story")
    with a:
        # As if the other side had receipted the second story up to there.
        Log.objects.filter(hosted=True).update(known=held, claimed=held)
    data = a.send()
    head = bundles.head_of(data)
    assert 0 < head["first"] <= held
    # Changed on its way, it is refused and proves nothing against the side.
    made = bundles.read(data)
    lied = bundles.Bundle(
        **{name: getattr(made, name) for name in made.__slots__} | {"proof": made.proof[1:]}
    )
    assert b.code_of(bundles.write(lied)) in ("bundle_root", "bundle_damaged")
    with b:
        assert not Incident.objects.exists()
    before = b.leaves()
    assert b.code_of(data) == "record_forked"
    assert b.leaves() == before
    with b:
        kept = Incident.objects.get(kind=IncidentKind.FORK)
        assert kept.log.position == 1
        assert [note.partition("\n")[0].split()[0] for note in kept.notes][-1] == "consistency"
        assert len(kept.notes) == 3
    with pytest.raises(Refused) as refused:
        b.offer("paper/2")
    assert refused.value.code == "record_forked"
    # Nothing is agreed; what the side says by itself is written.
    b.state("word/1", "We go on")
    assert len(b.leaves()[1]) == len(before[1]) + 1


def test_side_adds_nothing_behind_a_line_of_newer_software(plain):
    """It would have no effect on this server, and nobody could say why."""
    a, b = plain
    settle(a, b)
    offered = b.offer()
    settle(a, b, 1)
    newer.write(a)
    for act in (
        lambda: a.answer("approve", offered),
        lambda: a.state("word/1", "Word"),
        a.change_keys,
        a.offer,
    ):
        before = a.leaves()
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "software_older"
        assert a.leaves() == before
    settle(a, b)
    for node in (a, b):
        assert node.standings()[offered]["stage"] == Stage.OFFERED
        with node:
            shown = overview(Register.objects.get(), node.leader, now())
            assert [log.position for log in shown.newer] == [1]


def told(node, name: str, kind: str, **terms: object) -> None:
    """A statement of a server with other software."""
    with node:
        from songfai.record import actions as record

        record.state(
            register=Register.objects.get(),
            position=Log.objects.get(hosted=True).position,
            kind=kind,
            name=name,
            title={"en": "Word"},
            terms=terms,
            by=node.leader,
            at=now(),
        )


def arrivals(node) -> dict[str, tuple[str, str]]:
    with node:
        rows = Arrival.objects.select_related("document").order_by("id")
        return {one.document.thread: (one.state, one.code) for one in rows}


def test_statements_of_newer_forms_wait_for_the_update_and_lose_nothing(plain):
    a, b = plain
    told(a, "activity/1", "activity", form=FORM + 1, whatever="else")
    told(a, "hologram/1", "hologram", text="From the future")
    newer_words = (ArrivalState.NEWER, "needs_newer")
    settle(a, b)
    found = arrivals(b)
    assert (found["p1/activity/1"], found["p1/hologram/1"]) == (newer_words, newer_words)
    with b:
        said = {one.thread: canonical.load(bytes(one.body)) for one in Document.objects.all()}
        assert said["p1/hologram/1"]["terms"] == {"text": "From the future"}
        # After the update the kind is known, and what has waited is put in its place.
        from songfai.exchange.actions import receiving

        taken = []
        receiving.PLACES["hologram"] = lambda *, document, at: taken.append(document.thread)
        try:
            actions.apply_waiting(Register.objects.get(), now())
        finally:
            del receiving.PLACES["hologram"]
        assert taken == ["p1/hologram/1"]
    assert arrivals(b)["p1/hologram/1"] == (ArrivalState.APPLIED, "")


def test_terms_that_are_not_of_their_kind_are_kept_and_what_is_wrong_with_them_is_said(plain):
    """Both sides have signed them, so they are of the record; the room has nothing it could show."""
    a, b = plain
    sha256 = a.offer("programme", "What we do", kind="programme")
    a.state("word/1", "We go on")
    b.receive(a.send())
    with b:
        one = Arrival.objects.get(document__sha256=sha256)
        assert (one.state, one.code) == (ArrivalState.FAILED, "document_terms")
        assert one.params["fault"].startswith("KeyError")
        assert Document.objects.filter(thread="p1/word/1").exists()


def test_a_file_that_comes_later_is_shown_where_it_is_named_and_nothing_else_anew(plain, monkeypatch):
    a, b = plain
    scan = b"%PDF-1.7 comes later"
    sha256 = hashlib.sha256(scan).hexdigest()
    taken = []
    monkeypatch.setitem(receiving.PLACES, "hologram", lambda *, document, at: taken.append(document.thread))
    told(a, "hologram/1", "hologram", texts=[{"id": "vi", "sha256": sha256}])
    told(a, "hologram/2", "hologram", text="Names no file")
    settle(a, b)
    assert taken == ["p1/hologram/1", "p1/hologram/2"]
    with a:
        write_durably(path_of(sha256), scan)
    settle(a, b)
    assert taken == ["p1/hologram/1", "p1/hologram/2", "p1/hologram/1"]
    with b:
        assert path_of(sha256).read_bytes() == scan


def test_why_something_waits_is_kept_as_code_and_facts_and_read_in_any_language(plain):
    from django.utils.translation import override

    from songfai.exchange.templatetags.exchange import reason

    a, b = plain
    told(a, "activity/1", "activity", commitment="c01")
    settle(a, b)
    with b:
        one = Arrival.objects.get(document__thread="p1/activity/1")
        assert (one.state, one.code, one.params) == (ArrivalState.WAITING, "programme_missing", {})
        read = set()
        for language in ("en", "vi", "lo"):
            with override(language):
                read.add(reason(one))
        assert len(read) == 3
        one.text, one.params = "Lines %(first)s to %(last)s are still missing. They come with the next file by themselves.", {
            "first": "3",
            "last": "5",
        }  # fmt: skip
        with override("vi"):
            assert "3" in reason(one) and "%" not in reason(one)
    long = Refused("waits", "%(what)s is missing.", what="\0" + "w" * 300)
    assert receiving._kept(long) == {"what": "w" * 200}
    line = json.loads(rfc8785.dumps({"kept": one.params}))
    assert line["kept"] == {"first": "3", "last": "5"}
