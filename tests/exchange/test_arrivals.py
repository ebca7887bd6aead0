"""What a server that is hostile, broken or put back to an older copy can send, with its own keys: each is refused by its
code, and what counts stays as it was."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from songfai.exchange import actions as exchange
from songfai.exchange import bundle as bundles
from songfai.exchange.bundle import Bundle
from songfai.exchange.models import Arrival, Transfer
from songfai.exchange.states import ArrivalState, Way
from songfai.record import arrivals, books, canonical, cards, entries, keys, marks, notes, tree
from songfai.record.brought import Stretch
from songfai.record.models import Checkpoint, Document, Entry, Incident, Log, Register
from songfai.record.states import IncidentKind, Stage
from songfai.record.verifier import verify
from tests.exchange import nodes
from tests.exchange.nodes import LAOS, connection, now
from tests.exchange.plain import Plain, plain_pair, settle
from tests.exchange.test_settling import mark, put_marks_back


@pytest.fixture(scope="module")
def settled(pictures, django_db_blocker, tmp_path_factory) -> Iterator[tuple[Plain, Plain]]:
    """Two servers that have heard one another out."""
    empty = str(pictures._file("empty")) if connection.vendor == "sqlite" else pictures._database("empty")
    home: Path = tmp_path_factory.mktemp("servers")
    with django_db_blocker.unblock(), plain_pair(home, empty) as (a, b):
        a.state("word/a", "Said by one")
        b.state("word/b", "Said by the other")
        settle(a, b)
        for node in (a, b):
            node.take_picture("settled")
        yield a, b


@pytest.fixture
def plain(settled, django_db_blocker) -> Iterator[tuple[Plain, Plain]]:
    """The two as they were: each test makes another mess of them."""
    with django_db_blocker.unblock():
        for node in settled:
            node.lay_back("settled")
        yield settled


def made_of(node, whole: bool = True) -> Bundle:
    return bundles.read(node.send(whole=whole))


def signed(node, size: int, root: bytes) -> str:
    """A statement of a node's own log by its own key, whether it is true or not."""
    with node:
        log = Log.objects.select_related("institution").get(hosted=True)
        private = keys.signer(log.institution, books.card_at(log, log.size).log)
        return notes.sign(notes.unsigned(log.origin, size, root), private).note


def with_line(node, **said: object) -> bytes:
    """All of a node's log and one more line that its software would never write, truly signed by its key."""
    made = made_of(node)
    with node:
        log, other = (Log.objects.get(hosted=one) for one in (True, False))
        told = {
            "log": log.origin,
            "seq": log.size,
            "prev": log.head,
            "at": now(),
            "type": "ack",
            "seen": other.size,
            "seen_root": notes.text64(books.frontier_of(other).root()),
            "body": {},
        }
    lines = [*made.entries, entries.entry_bytes(**told | said)]
    note = signed(node, len(lines), tree.root_hash(map(tree.leaf_hash, lines)))
    return bundles.write(replace(made, entries=lines, checkpoint=note))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"seq": 99}, "log_broken"),
        ({"prev": entries.EMPTY_ROOT}, "log_broken"),
        ({"log": "else.example/coop/try"}, "log_broken"),
        ({"seen": 0, "seen_root": entries.EMPTY_ROOT}, "log_broken"),
        ({"type": "genesis"}, "genesis_place"),
        ({"type": "key"}, "card_form"),
    ],
)
def test_signed_line_that_does_not_follow_is_refused(plain, said, code):
    a, b = plain
    before = b.holds()
    assert b.code_of(with_line(a, **said)) == code
    assert b.holds() == before


@pytest.mark.parametrize(
    ("held", "first", "new"), [(3, 3, [3, 4, 5]), (4, 3, [4, 5]), (6, 3, []), (8, 3, []), (1, 3, [3, 4, 5])]
)
def test_lines_of_a_file_that_are_not_here_yet(held, first, new):
    lines = [b"%d" % number for number in (3, 4, 5)]
    found = arrivals._added(Log(size=held), Stretch("a.example/coop/try", first, lines, "note"))
    assert found == [b"%d" % number for number in new]


def test_what_is_missing_is_named():
    with pytest.raises(bundles.Refused) as refused:
        arrivals.require_no_gap(Log(size=3), 7)
    assert (refused.value.code, refused.value.params) == ("bundle_gap", {"first": 3, "last": 6})
    arrivals.require_no_gap(Log(size=3), 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda origin, size: ("else.example/coop/try", size),
        lambda origin, size: (origin, size - 1),
        lambda origin, size: (origin, size + 1),
    ],
)
def test_signed_end_that_is_not_that_of_the_lines_is_refused(plain, change):
    """Signed by the right key over the right hashes, for another log or another number of lines."""
    a, b = plain
    made, before = made_of(a), b.holds()
    root = tree.root_hash(map(tree.leaf_hash, made.entries))
    with a:
        log = Log.objects.select_related("institution").get(hosted=True)
        private = keys.signer(log.institution, books.card_at(log, log.size).log)
        note = notes.sign(notes.unsigned(*change(log.origin, log.size), root), private).note
    given = replace(made.delivery(), lines=replace(made.delivery().lines, note=note))
    with b, pytest.raises(bundles.Refused) as refused:
        arrivals.take_in(given, now())
    assert refused.value.code == "bundle_checkpoint"
    assert b.holds() == before


def test_what_is_cosigned_whole_is_not_cosigned_again(plain):
    a, b = plain
    with b:
        before = Checkpoint.objects.get(log__hosted=False)
    b.receive(a.send(whole=True))
    with b:
        after = Checkpoint.objects.get(log__hosted=False)
    assert before.cosigned_size == after.size
    assert (after.cosigned_note, after.cosigned_at) == (before.cosigned_note, before.cosigned_at)


def test_file_for_somebody_who_is_no_side_of_the_programme_is_refused(plain):
    a, b = plain
    before = b.holds()
    given = replace(made_of(a).delivery(), receiver="else.example/coop/try")
    with b, pytest.raises(bundles.Refused) as refused:
        arrivals.take_in(given, now())
    assert refused.value.code == "bundle_sides"
    assert b.holds() == before


def test_line_that_swears_to_another_story_of_ones_own_log_is_kept_as_evidence(plain):
    a, b = plain
    before = b.leaves()
    assert b.code_of(with_line(a, seen_root=notes.text64(bytes(32)))) == "record_forked"
    assert b.leaves() == before
    with b:
        incident = Incident.objects.get()
        assert (incident.kind, incident.log.hosted) == (IncidentKind.FORK, True)
        assert incident.notes[-1].startswith(Log.objects.get(hosted=False).origin)


def test_two_statements_of_one_size_are_evidence_even_over_the_same_lines(plain):
    a, b = plain
    made = made_of(a)
    size = len(made.entries)
    lie = replace(made, checkpoint=signed(a, size, bytes(32)))
    before = b.leaves()
    assert b.code_of(bundles.write(lie)) == "record_forked"
    assert b.leaves() == before
    with b:
        kept = Incident.objects.get(kind=IncidentKind.FORK)
        assert (kept.log.hosted, kept.held, kept.expected) == (False, size, size)
        assert [note.split("\n")[1] for note in kept.notes] == [str(size)] * 2
    # What the side adds to the story that is held is taken in, and gets no receipt while there are two.
    a.state("word/1", "Goes on")
    assert b.code_of(a.send()) == ""
    assert b.leaves()[0] == a.leaves()[0]
    with b:
        row = Checkpoint.objects.get(log__hosted=False)
        assert row.size > size >= row.cosigned_size


def test_the_incident_that_is_open_keeps_the_highest_number_that_was_shown(plain):
    a, b = plain
    made = made_of(a)
    for size in (len(made.entries) - 1, len(made.entries)):
        lie = replace(made, entries=made.entries[:size], checkpoint=signed(a, size, bytes(32)))
        assert b.code_of(bundles.write(lie)) == "record_forked"
        with b:
            kept = Incident.objects.get()
            assert kept.expected == size
            assert kept.notes[-1].split("\n")[1] == str(size)


def test_proof_that_does_not_show_the_beginning_is_refused(plain):
    a, b = plain
    a.state("word/1", "News")
    made = made_of(a, whole=False)
    assert made.first and made.proof
    before = b.holds()
    for proof in ([], [bytes(32), *made.proof[1:]]):
        assert b.code_of(bundles.write(replace(made, proof=proof))) == "bundle_proof"
    assert b.holds() == before
    assert b.code_of(bundles.write(made)) == ""


def put_back(node, kept: dict[str, bytes]) -> None:
    """The database of the backup, and the marks of then: nothing on this server knows what it has forgotten."""
    node.restore()
    put_marks_back(node, kept)


def behind(node) -> Incident:
    with node:
        return Incident.objects.select_related("log").get(kind=IncidentKind.ROLLBACK)


def test_side_that_forgot_what_the_other_has_seen_is_behind_until_its_lines_are_back(plain):
    a, b = plain
    older = a.send(whole=True)
    b.back_up()
    kept = mark(b)
    b.state("word/1", "Said and forgotten")
    settle(a, b, 1)
    a.receive(b.send())
    whole = b.leaves()[1]
    put_back(b, kept)
    a.state("word/2", "Whoever wrote this has seen it")
    # The other side does not know yet that anything is missing, and sends no mirror.
    data = a.send()
    assert bundles.read(data).mirror is None
    assert b.code_of(data) == "record_behind"
    found = behind(b)
    assert (found.log.hosted, found.held < found.expected) == (True, True)
    # An older file brings nothing back, and the side stays behind.
    assert b.code_of(older) == ""
    assert behind(b).settled_at is None
    a.receive(b.send())
    assert b.code_of(a.send()) == ""
    assert b.leaves()[1][: len(whole)] == whole
    assert behind(b).settled_at is not None
    settle(a, b)
    assert a.leaves() == b.leaves()


def test_receipt_for_lines_that_are_not_here_says_the_same(plain):
    """A receipt itself is answered by no line, so the other side's cosignature is all that tells of it."""
    a, b = plain
    b.back_up()
    kept = mark(b)
    a.state("word/1", "Receipted, and the receipt forgotten")
    b.receive(a.send())
    a.receive(b.send())
    before = a.leaves()
    put_back(b, kept)
    data = a.send(whole=True)
    assert bundles.read(data).mirror is None
    assert b.code_of(data) == "record_behind"
    found = behind(b)
    assert found.notes[-1].startswith(found.log.origin)
    a.receive(b.send())
    assert b.code_of(a.send()) == ""
    assert b.leaves() == before
    assert behind(b).settled_at is not None


def test_receipt_for_another_story_of_ones_own_log_is_evidence(plain):
    a, b = plain
    made = made_of(a)
    lied = notes.read(signed(b, made.have[0], bytes(32)))
    with a:
        own = Log.objects.select_related("institution").get(hosted=True)
        card = books.card_at(own, own.size)
        line = notes.cosign(lied, card.witness_name, keys.signer(own.institution, card.witness), 1)
    given = replace(made, cosignature=lied.with_line(line).note)
    assert b.code_of(bundles.write(given)) == "record_forked"
    with b:
        kept = Incident.objects.get()
        assert (kept.log.hosted, kept.notes[-1]) == (True, given.cosignature)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda note: note.replace("/try\n", "/else\n", 1), "cosignature_other"),
        (lambda note: "\n".join(note.split("\n")[:-2]) + "\n", "cosignature_wrong"),
        (lambda note: "\n".join([*note.split("\n")[:4], *note.split("\n")[5:]]), "cosignature_wrong"),
    ],
)
def test_receipt_by_nobody_or_for_something_else_is_refused(plain, change, code):
    a, b = plain
    made = made_of(a)
    assert made.cosignature.count("\n— ") == 2
    before = b.holds()
    assert b.code_of(bundles.write(replace(made, cosignature=change(made.cosignature)))) == code
    assert b.holds() == before


def test_own_lines_that_come_back_and_swear_to_another_story_of_the_other_log_are_evidence(plain):
    a, b = plain
    before = b.leaves()
    # A file of one's own, signed by one's own key: written when the other side still told something else.
    assert b.code_of(with_line(b, seen_root=notes.text64(bytes(32)))) == "record_forked"
    assert b.leaves() == before
    with b:
        assert not Incident.objects.get().log.hosted


def test_what_is_in_force_is_claimed_only_when_ones_own_log_is_whole(plain):
    a, b = plain
    sha256 = a.offer()
    settle(a, b, 1)
    b.answer("approve", sha256)
    a.receive(b.send())
    b.back_up()
    b.state("word/1", "On its way, and lost")
    b.send()
    b.restore()
    with b:
        lost = marks.outbox_of(Log.objects.get(hosted=True).origin)
        data = lost.read_bytes()
        lost.unlink()
    b.receive(a.send())
    assert b.standings()[sha256]["stage"] == Stage.IN_FORCE
    with b:
        said = Entry.objects.filter(log__hosted=True, type="final")
        assert not said.exists()
        lost.write_bytes(data)
    b.receive(a.send())
    with b:
        assert said.count() == 1
    settle(a, b)
    assert a.leaves() == b.leaves()


def test_mirror_of_two_logs_that_are_written_elsewhere_waits_for_the_lines_in_their_order(plain):
    """A server both sides have moved out of: each file may speak of lines of the other log that have not come."""
    a, b = plain
    a.take_picture("both")
    a.state("word/1", "First")
    first = a.send(whole=True)
    b.receive(first)
    b.state("word/2", "Which has seen it")
    second = b.send(whole=True)
    a.lay_back("both")
    with a:
        Log.objects.update(hosted=False)
    before = a.holds()
    assert a.code_of(second) == "bundle_gap_own"
    assert a.holds() == before
    assert a.code_of(first) == ""
    assert a.code_of(second) == ""
    assert a.leaves() == b.leaves()


def test_lines_of_a_log_that_is_written_elsewhere_come_from_its_own_server_alone(plain):
    """A server both sides have moved out of takes none from the mirror the other one sends for its neighbour."""
    a, b = plain
    a.take_picture("both")
    held = len(a.leaves()[0])
    a.state("word/1", "First")
    b.receive(a.send())
    b.state("word/2", "Which has seen it")
    with b:
        Log.objects.filter(hosted=False).update(claimed=held)
    data = b.send()
    assert bundles.read(data).mirror is not None
    a.lay_back("both")
    with a:
        Log.objects.update(hosted=False)
    before = a.holds()
    assert a.code_of(data) == "bundle_gap_own"
    assert a.holds() == before


def new_card(node) -> None:
    """The side changes its keys before it has any log."""
    with node:
        institution = node.institution
        before, home = keys.card_values(keys.card_of(institution)), keys.folder_of(institution)
        log, witness = (keys.keep(home, keys.Ed25519PrivateKey.generate()) for _ in range(2))
        body = cards.card_bytes(
            origin=institution.origin,
            serial=before.serial + 1,
            at=entries.as_text(now()),
            name=institution.name.as_dict(),
            country=institution.country,
            log=log,
            witness=witness,
            root=cards.root_set(before.root_keys, before.threshold),
            following=before.said["root"]["next"],
            reason=cards.Reason.ROTATION,
        )
        roots = [keys.load(home / keys.ROOT_FOLDER, key) for key in before.root_keys]
        keys.add(institution, body, [cards.sign(body, root) for root in roots], now())


def test_programme_that_names_a_card_nobody_has_shown_waits_for_it(pair):
    a, b = pair
    new_card(a)
    a.draft(LAOS["origin"])
    a.offer()
    data = a.send()
    with b:
        with pytest.raises(bundles.Refused) as refused:
            b.receive(data)
        assert refused.value.code == "card_unknown"
        assert not Register.objects.exists()
    b.learn(a.cards())
    b.receive(data)
    assert b.sizes() == a.sizes()[:1] + b.sizes()[1:]


def test_programme_that_names_an_older_card_is_opened_with_that(pair):
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    data = a.send()
    for node in (a, b):
        new_card(node)
    b.learn(a.cards())
    b.receive(data)
    with b:
        for log in Log.objects.all():
            first = log.entries.get(seq=0)
            assert cards.read(entries.read(bytes(first.body)).body).serial == 1
        # One's own cards since then follow the opening line at once.
        types = list(Log.objects.get(hosted=True).entries.order_by("seq").values_list("type", flat=True))
        assert types[:2] == ["genesis", "key"]
    a.learn(b.cards())
    nodes.exchange(a, b)
    assert a.sizes() == b.sizes()
    rest = a.sizes()
    nodes.exchange(a, b)
    assert a.sizes() == b.sizes() == rest


def test_document_whose_receipt_is_on_its_way_is_accepted_in_the_record_too(plain):
    a, b = plain
    sha256 = a.offer()
    b.receive(a.send())
    b.answer("approve", sha256)
    assert b.standings()[sha256]["stage"] == Stage.ACCEPTED
    said = verify.answer([("record.coop", io.BytesIO(b.record()), True)])
    assert said["verdict"] == "valid"
    assert {one["sha256"]: one["stage"] for one in said["documents"]}[sha256] == "accepted"


def test_log_of_which_nothing_has_come_yet_is_not_handed_on(pair):
    a, b = pair
    a.draft(LAOS["origin"])
    a.offer()
    with a, pytest.raises(bundles.Refused) as refused:
        exchange.bundle_for(Log.objects.get(hosted=False), now())
    assert refused.value.code == "nothing_to_send"


def checked(node) -> str:
    said = verify.answer([("record.coop", io.BytesIO(node.record()), True)])
    return said["verdict"]


def with_note(data: bytes, change, which: str = "checkpoint") -> bytes:
    """A file whose signed end, or receipt, has other lines under it; nobody has signed those lines, so nobody needs a key."""
    made = bundles.read(data)
    note = notes.read(getattr(made, which))
    return bundles.write(replace(made, **{which: change(note).note}))


def strange(origin: str, kind: int):
    """A line of the form of a signature, by a key nobody knows."""
    key = bytes(range(1, 33))
    return lambda note: note.with_line((origin, notes.hint(origin, key, kind) + bytes(64)))


@pytest.mark.parametrize("which", ["checkpoint", "cosignature"])
def test_lines_strangers_have_written_under_a_statement_are_not_kept(plain, which):
    """Whoever carries a file can write lines under a note: too many would leave no room for one's own, and no record would
    be valid any more."""
    a, b = plain
    b.state("word/c", "More")
    data = b.send()

    def many(note):
        for number in range(60):
            note = strange(f"stranger.example/w{number}", notes.LOG)(note)
        return note

    assert len(many(notes.read(getattr(bundles.read(data), which))).note) < notes.MAX_NOTE
    assert a.code_of(with_note(data, many, which)) == ""
    assert checked(a) == "valid"
    with a:
        kept = Checkpoint.objects.values_list("note", "cosigned_note")
        assert not any("stranger" in note for pair in kept for note in pair)
    settle(a, b)
    assert (checked(a), checked(b)) == ("valid", "valid")


def forged(node, cards_of, witness: bool):
    """A line by a key of a card that is known, and wrong."""
    with node:
        log = Log.objects.get(hosted=True)
        card = cards_of(log)
    name, key = (card.witness_name, card.witness) if witness else (log.origin, card.log)
    kind = notes.WITNESS if witness else notes.LOG
    return lambda note: note.with_line((name, notes.hint(name, key, kind) + bytes(64 + 8 * witness)))


def newest_card(log: Log):
    return books.card_at(log, log.size)


@pytest.mark.parametrize("which", ["checkpoint", "cosignature"])
def test_false_line_of_a_key_that_is_known_is_refused_as_the_verifiers_refuse_it(plain, which):
    """Also one of the receiver's own witness: kept, it would stand in every record it hands out."""
    a, b = plain
    b.state("word/c", "More")
    data, before = b.send(), a.holds()
    # Whose the log is that the note is of, and who is its witness.
    log_of, witness_of = (b, a) if which == "checkpoint" else (a, b)
    code = "bundle_signature" if which == "checkpoint" else "cosignature_wrong"
    assert a.code_of(with_note(data, forged(log_of, newest_card, witness=False), which)) == code
    assert a.code_of(with_note(data, forged(witness_of, newest_card, witness=True), which)) == code
    assert a.holds() == before
    assert a.code_of(data) == ""


@pytest.mark.parametrize(("fits", "code"), [(True, "bundle_signature"), (False, "bundle_root")])
def test_who_has_no_key_of_a_side_tells_no_second_story_of_it(plain, fits, code):
    """Else anybody could have both sides stop agreeing."""
    a, b = plain
    made = made_of(a)
    last = entries.read(made.entries[-1])
    told = made.entries[-1].replace(last.at.encode(), entries.as_text(now() + timedelta(hours=1)).encode())
    lines = [*made.entries[:-1], told]
    root = tree.root_hash(map(tree.leaf_hash, lines)) if fits else bytes(32)
    note = notes.sign(notes.unsigned(last.log, len(lines), root), keys.Ed25519PrivateKey.generate()).note
    before = b.holds()
    assert b.code_of(bundles.write(replace(made, entries=lines, checkpoint=note))) == code
    assert b.holds() == before
    with b:
        assert not Incident.objects.exists()


def test_the_line_that_does_not_follow_is_named(plain):
    a, b = plain
    held = len(b.leaves()[0])
    a.state("word/1", "This one follows")
    with pytest.raises(bundles.Refused) as refused:
        b.receive(with_line(a, prev=entries.EMPTY_ROOT))
    assert refused.value.code == "log_broken"
    assert refused.value.params["seq"] == len(a.leaves()[0]) > held


def test_false_line_below_takes_nothing_from_a_signed_second_story(plain):
    """Else whoever tells one writes a false line under it, and no incident is kept."""
    a, b = plain
    made = made_of(a)
    line = entries.read(made.entries[-1])
    last = entries.entry_bytes(
        log=line.log,
        seq=line.seq,
        prev=line.prev,
        at=now() + timedelta(hours=1),
        type="ack",
        seen=line.seen,
        seen_root=line.seen_root,
        body={},
    )
    lines = [*made.entries[:-1], last]
    note = signed(a, len(lines), tree.root_hash(map(tree.leaf_hash, lines)))
    told = bundles.write(replace(made, entries=lines, checkpoint=note))
    assert b.code_of(with_note(told, forged(a, newest_card, witness=False))) == "record_forked"
    with b:
        assert Incident.objects.get().kind == IncidentKind.FORK


def test_false_line_below_takes_nothing_from_a_receipt_for_another_story(plain):
    a, b = plain
    made = made_of(a)
    lied = notes.read(signed(b, made.have[0], bytes(32)))
    with a:
        own = Log.objects.select_related("institution").get(hosted=True)
        card = books.card_at(own, own.size)
        line = notes.cosign(lied, card.witness_name, keys.signer(own.institution, card.witness), 1)
    told = bundles.write(replace(made, cosignature=lied.with_line(line).note))
    assert b.code_of(with_note(told, forged(b, newest_card, witness=False), "cosignature")) == "record_forked"
    with b:
        assert Incident.objects.get().log.hosted


def test_who_brought_a_file_is_cut_to_its_column(plain):
    a, b = plain
    data, who = b.send(), "w" * 300
    with a:
        exchange.receive(data, way=Way.FILE, at=now(), who=who)
        with pytest.raises(bundles.Refused):
            exchange.receive(data[:-1], way=Way.FILE, at=now(), who=who)
        exchange.note_sent(Log.objects.get(hosted=True), a.send(), Way.FILE, now(), who)
        newest = list(Transfer.objects.order_by("-id")[:3])
    assert [(bool(one.code), one.who) for one in newest] == [
        (False, who[:200]),
        (True, who[:200]),
        (False, who[:200]),
    ]


def paper(programme: str, thread: str, supersedes: str | None = None, version: int = 1) -> tuple[str, bytes]:
    data = canonical.document_bytes(
        programme=programme,
        thread=thread,
        kind="paper",
        version=version,
        supersedes=f"sha256:{supersedes}" if supersedes else None,
        title={"en": "Paper"},
        terms={"text": thread},
    )
    return canonical.sha256_hex(data), data


def proposing(node, papers: dict[str, bytes], version: int = 1) -> bytes:
    """All of a node's log, and a line for each of these documents, brought along."""
    made = made_of(node)
    lines = list(made.entries)
    with node:
        log, other = (Log.objects.get(hosted=one) for one in (True, False))
        prev, seen = log.head, (other.size, notes.text64(books.frontier_of(other).root()))
    for sha256 in papers:
        line = entries.entry_bytes(
            log=log.origin,
            seq=len(lines),
            prev=prev,
            at=now(),
            type="propose",
            seen=seen[0],
            seen_root=seen[1],
            body={"doc": f"sha256:{sha256}"},
        )
        lines.append(line.replace(b'"v":1}', b'"v":%d}' % version))
        prev = notes.text64(tree.leaf_hash(lines[-1]))
    note = signed(node, len(lines), tree.root_hash(map(tree.leaf_hash, lines)))
    files = dict(made.files) | {sha256: data for sha256, data in papers.items() if data}
    return bundles.write(replace(made, entries=lines, checkpoint=note, files=files))


def test_document_is_kept_after_the_one_it_supersedes_wherever_that_stands(plain):
    a, b = plain
    first, data = paper(made_of(a).programme, "paper/z")
    second, later = paper(made_of(a).programme, "paper/a", first)
    assert b.code_of(proposing(a, {second: later, first: data})) == ""
    with b:
        kept = Document.objects.select_related("supersedes").get(sha256=second)
        assert kept.supersedes.sha256 == first


def test_document_that_is_not_there_or_of_another_programme_refuses_the_file(plain):
    a, b = plain
    programme = made_of(a).programme
    missing, data = paper(programme, "paper/z")
    orphan, without = paper(programme, "paper/a", missing, 2)
    foreign, elsewhere = paper(f"sha256:{'0' * 64}", "paper/a")
    before = b.holds()
    assert b.code_of(proposing(a, {missing: b""})) == "document_missing"
    assert b.code_of(proposing(a, {orphan: without})) == "document_missing"
    assert b.code_of(proposing(a, {foreign: elsewhere})) == "document_elsewhere"
    assert b.holds() == before
    # What only a line of newer software names is kept where it can be, and holds up nothing.
    assert b.code_of(proposing(a, {orphan: without, foreign: elsewhere}, version=2)) == ""
    with b:
        assert not Document.objects.filter(sha256__in=(orphan, foreign)).exists()
        assert Log.objects.get(hosted=False).stops is not None


def test_line_that_is_none_is_refused_with_everything_beside_it(plain):
    a, b = plain
    made = made_of(a)
    lines = [*made.entries, b"{}"]
    note = signed(a, len(lines), tree.root_hash(map(tree.leaf_hash, lines)))
    before = b.holds()
    assert b.code_of(bundles.write(replace(made, entries=lines, checkpoint=note))) == "entry_form"
    assert b.holds() == before


def test_file_beside_the_mark_that_tells_another_story_is_evidence_and_brings_nothing_back(plain):
    a, b = plain
    other = with_line(b, seen_root=notes.text64(bytes(32)))
    b.back_up()
    b.state("word/1", "On its way, and lost")
    b.send()
    b.restore()
    with b:
        marks.outbox_of(Log.objects.get(hosted=True).origin).write_bytes(other)
    before = b.leaves()
    b.send()
    assert b.leaves() == before
    with b:
        kept = Incident.objects.get(kind=IncidentKind.FORK)
        assert not kept.log.hosted


def test_file_beside_the_mark_is_not_looked_at_while_nothing_is_missing(plain):
    a, b = plain
    b.send()
    with b:
        marks.outbox_of(Log.objects.get(hosted=True).origin).write_bytes(
            with_line(b, seen_root=notes.text64(bytes(32)))
        )
    b.send()
    with b:
        assert not Incident.objects.exists()


def test_minutes_in_force_that_no_room_can_show_yet_hold_nothing_up(plain):
    """Both have agreed to minutes whose programme has not come: they are in force, wait to be shown, and say for what."""
    a, b = plain
    sha256 = a.offer("minutes/2026", "What we did", kind="minutes")
    b.receive(a.send())
    b.answer("approve", sha256)
    a.receive(b.send())
    a.state("word/1", "We go on")
    b.receive(a.send())
    for node in plain:
        assert node.standings()[sha256]["stage"] == Stage.IN_FORCE
    with b:
        arrival = Arrival.objects.get(document__sha256=sha256)
        assert (arrival.state, arrival.code) == (ArrivalState.WAITING, "programme_missing")
        assert Document.objects.filter(thread="p1/word/1").exists()
