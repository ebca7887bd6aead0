import hashlib
import json
import random

import pytest
from django.db import transaction

from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.parties.actions import hand_on
from songfai.parties.models import Field
from songfai.parties.queries import seats_of
from songfai.parties.states import Role
from songfai.people.consent import PASSWORD, Consent
from songfai.record import actions, books, canonical, entries, notes, tree
from songfai.record.actions import joint
from songfai.record.actions.settling import settle_forks
from songfai.record.models import Document, Entry, Incident, Log, Standing
from songfai.record.queries import in_force
from songfai.record.states import EntryType, IncidentKind, Stage
from tests.factories import institution
from tests.record.matter import START, Matter, rows, seat

pytestmark = pytest.mark.django_db


def test_register_opens_with_one_line_in_each_log_and_a_charter_naming_both():
    matter = Matter()
    charter = json.loads(bytes(matter.register.charter))
    assert matter.register.programme == "sha256:" + hashlib.sha256(bytes(matter.register.charter)).hexdigest()
    first, second = Log.objects.filter(register=matter.register).order_by("position")
    assert (first.institution, second.institution) == (matter.a.institution, matter.b.institution)
    assert [side["genesis"] for side in charter["sides"]] == [first.head, second.head]
    assert matter.types(1) == matter.types(2) == ["genesis"]
    assert all(
        json.loads(bytes(entry.body))["seen"]["n"] == 0
        for entry in Entry.objects.filter(log__register=matter.register)
    )


def test_who_wrote_a_line_is_cut_to_its_column():
    matter = Matter()
    held = books.read(matter.register, held=True)
    assert held.write(0, EntryType.NOTE, matter.now(), who="w" * 300, text="Hello").who == "w" * 200


def test_who_checked_a_text_is_cut_to_its_column():
    matter = Matter()
    matter.a.account.person.name = {"en": "w" * 300}
    row = actions.check_text(sha256="0" * 64, by=matter.a, at=matter.now())
    assert row.who == "w" * 200


@pytest.mark.parametrize(("same", "origins"), [(True, "xy"), (False, "xx")])
def test_register_needs_two_different_institutions_each_with_a_log_of_its_own(same, origins):
    own = seat(institution())
    other = own.institution if same else institution()
    with pytest.raises(Refused) as refused:
        actions.open_register(
            sides=list(zip((own.institution, other), origins, strict=True)),
            title={"en": "T"},
            at=START,
            by=own,
        )
    assert refused.value.code == "two_sides"


def test_register_is_opened_only_by_one_of_its_sides():
    sides = [(institution(), "one/x"), (institution(), "two/x")]
    with pytest.raises(NotPermitted) as refused:
        actions.open_register(sides=sides, title={"en": "T"}, at=START, by=seat(institution()))
    assert refused.value.code == "not_a_side"


def test_offer_stores_bytes_that_hash_to_the_document():
    matter = Matter()
    document = matter.offer(matter.a)
    assert hashlib.sha256(bytes(document.body)).hexdigest() == document.sha256
    assert (document.version, document.supersedes, document.standing.stage) == (1, None, Stage.OFFERED)
    assert (document.standing.offered_by, document.standing.offered_at) == (1, matter.at)
    assert matter.types(1) == ["genesis", "propose", "approve"]
    assert matter.types(2) == ["genesis"]


def test_approval_brings_it_in_force_with_both_receipts():
    matter = Matter()
    document = matter.approve(matter.offer(matter.a), matter.b)
    standing = document.standing
    assert (standing.stage, standing.accepted_at, standing.in_force_at) == (
        Stage.IN_FORCE,
        matter.at,
        matter.at,
    )
    assert matter.types(1) == ["genesis", "propose", "approve", "ack", "final"]
    assert matter.types(2) == ["genesis", "approve", "final"]
    assert Entry.objects.get(log__register=matter.register, type="ack").who == ""
    assert in_force(matter.register, "plan/2026") == document


def test_approval_by_the_first_side_is_the_same_the_other_way_round():
    matter = Matter()
    document = matter.approve(matter.offer(matter.b), matter.a)
    assert (document.standing.stage, document.standing.offered_by) == (Stage.IN_FORCE, 2)
    assert matter.types(2) == ["genesis", "propose", "approve", "ack", "final"]


def test_accepted_waits_for_the_receipt_where_it_has_not_come():
    """What another server would hold between the approval and the receipt."""
    matter = Matter()
    document = matter.offer(matter.a)
    held = books.read(matter.register, held=True)
    joint._agree(held, 1, document, matter.b, matter.now(), None)
    assert books.settle(held, document.thread) == [document.sha256]
    standing = Standing.objects.get(document=document)
    assert (standing.stage, standing.accepted_at, standing.in_force_at) == (Stage.ACCEPTED, matter.at, None)
    with pytest.raises(Refused) as refused:
        matter.withdraw(document, matter.a)
    assert refused.value.code == "already_accepted"


def test_successor_replaces_what_was_in_force():
    matter = Matter()
    first = matter.in_force()
    second = matter.offer(matter.b, year=2026, note="more")
    assert (second.version, second.supersedes) == (2, first)
    assert Standing.objects.get(document=first).stage == Stage.IN_FORCE
    second = matter.approve(second, matter.a)
    standing = Standing.objects.get(document=first)
    assert (second.standing.stage, standing.stage) == (Stage.IN_FORCE, Stage.REPLACED)
    assert standing.replaced_at == second.standing.in_force_at
    assert in_force(matter.register, "plan/2026") == second


def test_return_keeps_the_reason_and_what_is_in_force():
    matter = Matter()
    first = matter.in_force()
    second = matter.return_(matter.offer(matter.a, year=2027), matter.b, "Không đúng năm.\nXin xem lại.")
    assert (second.standing.stage, second.standing.reason) == (
        Stage.RETURNED,
        "Không đúng năm.\nXin xem lại.",
    )
    assert second.standing.ended_at == matter.at
    assert in_force(matter.register, "plan/2026") == first
    assert matter.types(2)[-1] == "decline"


def test_new_version_after_a_return_takes_the_old_consent_back():
    matter = Matter()
    first = matter.return_(matter.offer(matter.a, year=2027), matter.b)
    second = matter.offer(matter.a, year=2028)
    assert Standing.objects.get(document=first).stage == Stage.RETURNED
    assert matter.approve(second, matter.b).standing.stage == Stage.IN_FORCE
    assert matter.types(1) == [
        "genesis",
        "propose",
        "approve",
        "withdraw",
        "propose",
        "approve",
        "ack",
        "final",
    ]


def test_counter_offer_after_a_return_can_be_approved():
    matter = Matter()
    matter.return_(matter.offer(matter.a, year=2027), matter.b)
    assert matter.approve(matter.offer(matter.b, year=2028), matter.a).standing.stage == Stage.IN_FORCE


def test_withdrawn_offer_is_over_and_a_new_one_can_come():
    matter = Matter()
    first = matter.withdraw(matter.offer(matter.a, year=2027), matter.a, "A mistake in item 3.")
    assert (first.standing.stage, first.standing.reason) == (Stage.WITHDRAWN, "A mistake in item 3.")
    assert matter.approve(matter.offer(matter.a, year=2028), matter.b).version == 2


def test_rival_offers_one_withdraws_and_approves_the_other():
    matter = Matter()
    ours, theirs = matter.offer(matter.a, year=2027), matter.offer(matter.b, year=2028)
    with pytest.raises(Refused) as refused:
        matter.approve(theirs, matter.a)
    assert refused.value.code == "own_offer_waits"
    matter.withdraw(ours, matter.a)
    assert matter.approve(theirs, matter.a).standing.stage == Stage.IN_FORCE


def test_threads_do_not_touch_each_other():
    matter = Matter()
    plan, minutes = matter.in_force("plan/2026"), matter.in_force("minutes/2026", year="2026")
    assert plan.standing.stage == minutes.standing.stage == Stage.IN_FORCE
    assert (plan.version, minutes.version) == (1, 1)


def test_same_words_in_another_register_are_another_document():
    one, other = Matter(), Matter()
    assert one.offer(one.a).sha256 != other.offer(other.a).sha256


def test_seen_may_be_written_with_its_prefix():
    matter = Matter()
    document = matter.offer(matter.a)
    done = actions.approve(document=document, seen=f"sha256:{document.sha256}", by=matter.b, at=matter.now())
    assert done.standing.stage == Stage.IN_FORCE


# A refusal leaves nothing behind.

OPENED = {
    "offered": lambda matter: matter.offer(matter.a),
    "in_force": lambda matter: matter.in_force(),
    "returned": lambda matter: matter.return_(matter.offer(matter.a), matter.b),
    "withdrawn": lambda matter: matter.withdraw(matter.offer(matter.a), matter.a),
}
REFUSED = [
    ("offered", "approve", "a", {}, NotPermitted, "own_offer"),
    ("offered", "return", "a", {}, NotPermitted, "own_offer"),
    ("offered", "withdraw", "b", {}, NotPermitted, "not_own_offer"),
    ("offered", "approve", "b", {"seen": "0" * 64}, Changed, "document_changed"),
    ("offered", "return", "b", {"seen": ""}, Changed, "document_changed"),
    ("offered", "withdraw", "a", {"seen": "0" * 64}, Changed, "document_changed"),
    ("offered", "return", "b", {"reason": " \n "}, Refused, "reason_missing"),
    ("offered", "return", "b", {"reason": "x" * 4001}, Refused, "reason_too_long"),
    ("offered", "withdraw", "a", {"reason": "x" * 4001}, Refused, "reason_too_long"),
    ("in_force", "approve", "b", {}, Refused, "already_in_force"),
    ("in_force", "return", "b", {}, Refused, "already_in_force"),
    ("in_force", "withdraw", "a", {}, Refused, "already_in_force"),
    ("returned", "approve", "b", {}, Refused, "already_returned"),
    ("returned", "return", "b", {}, Refused, "already_returned"),
    ("returned", "withdraw", "a", {}, Refused, "already_returned"),
    ("withdrawn", "approve", "b", {}, Refused, "already_withdrawn"),
    ("withdrawn", "return", "b", {}, Refused, "already_withdrawn"),
    ("withdrawn", "withdraw", "a", {}, Refused, "already_withdrawn"),
]


def answer(matter, verb, document, by, given):
    values = {"document": document, "seen": document.sha256, "by": by, "at": matter.now()} | given
    if verb != "approve":
        values.setdefault("reason", "Because.")
    return {"approve": actions.approve, "return": actions.return_, "withdraw": actions.withdraw}[verb](
        **values
    )


@pytest.mark.parametrize(("stage", "verb", "side", "given", "kind", "code"), REFUSED)
def test_refused_answer_leaves_nothing_behind(stage, verb, side, given, kind, code):
    matter = Matter()
    document = OPENED[stage](matter)
    before = rows()
    with pytest.raises(kind) as refused:
        answer(matter, verb, document, getattr(matter, side), given)
    assert refused.value.code == code
    assert str(refused.value)
    assert rows() == before


def test_replaced_version_is_not_answered_any_more():
    matter = Matter()
    first = matter.in_force()
    matter.approve(matter.offer(matter.a, year=2027), matter.b)
    before = rows()
    with pytest.raises(Refused) as refused:
        matter.return_(first, matter.b)
    assert (refused.value.code, rows()) == ("already_replaced", before)


@pytest.mark.parametrize(
    "terms", [{"n": 1.5}, {"n": ""}, {"Bad": "key"}, {"items": [{"no": "id"}]}, {"n": None}]
)
def test_refused_terms_leave_nothing_behind(terms):
    matter = Matter()
    matter.return_(matter.offer(matter.a), matter.b)
    before = rows()
    with pytest.raises(Refused):
        matter.offer(matter.a, **terms)
    assert rows() == before


def test_second_offer_waits_for_the_answer_to_the_first():
    matter = Matter()
    matter.offer(matter.a)
    before = rows()
    with pytest.raises(Refused) as refused:
        matter.offer(matter.a, year=2027)
    assert (refused.value.code, refused.value.params, rows()) == ("own_offer_waits", {"version": 1}, before)


# Who may: role x side x verb. The administrator, readers and strangers never.

AGREE = {(Role.LEADER, ""), (Role.LEADER, "7/UQ"), (Role.COORDINATOR, "7/UQ")}
ANSWER = AGREE | {(Role.COORDINATOR, "")}
ALLOWED = {
    "offer": ("ab", AGREE),
    "approve": ("b", AGREE),
    "return": ("b", ANSWER),
    "withdraw": ("a", ANSWER),
}


@pytest.mark.parametrize("verb", ALLOWED)
@pytest.mark.parametrize("side", ["a", "b", "stranger"])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("authority", ["", "7/UQ"])
def test_right_to_act(verb, side, role, authority):
    matter = Matter()
    where = institution() if side == "stranger" else getattr(matter, side).institution
    by = seat(where, role, authority)
    document = matter.offer(matter.a)
    sides, holders = ALLOWED[verb]
    before = rows()

    def act():
        if verb == "offer":
            return matter.offer(by, "minutes/2026", year="2026")
        return answer(matter, verb, document, by, {})

    if side in sides and (role, authority) in holders:
        assert act().standing.stage
        assert rows() != before
    else:
        with pytest.raises(NotPermitted):
            act()
        assert rows() == before


# What is stored beside the logs is what the logs say.


def check_against_logs(matter):
    before = rows()
    assert actions.recompute(matter.register) == []
    assert rows() == before


@pytest.mark.parametrize("seed", range(12))
def test_standing_is_what_the_logs_say_after_any_sequence(seed):
    matter, chance = Matter(), random.Random(seed)
    done = 0
    for step in range(30):
        by = chance.choice([matter.a, matter.b])
        thread = chance.choice(["plan/2026", "minutes/2026"])
        papers = list(Document.objects.filter(register=matter.register, thread=thread))
        verb = chance.choice(["offer", "approve", "approve", "return", "withdraw"])
        try:
            if verb == "offer" or not papers:
                matter.offer(by, thread, step=step)
            else:
                answer(matter, verb, chance.choice(papers[-2:]), by, {})
            done += 1
        except Refused:
            pass
        check_against_logs(matter)
        stages = Standing.objects.filter(
            document__register=matter.register, document__thread=thread
        ).values_list("stage", flat=True)
        assert list(stages).count(Stage.IN_FORCE) <= 1
    assert done > 2


def test_recompute_mends_a_standing_that_was_tampered_with():
    matter = Matter()
    document = matter.offer(matter.a)
    honest = list(Standing.objects.values())
    Standing.objects.filter(document=document).update(stage=Stage.IN_FORCE)
    assert actions.recompute(matter.register) == [document.sha256]
    assert list(Standing.objects.values()) == honest


def test_logs_are_chains_whose_roots_the_other_side_names():
    matter = Matter()
    matter.in_force()
    matter.return_(matter.offer(matter.b, year=2027), matter.a)
    logs = list(Log.objects.filter(register=matter.register).order_by("position"))
    leaves = [books.leaves_of(log) for log in logs]
    for side, log in enumerate(logs):
        lines = [entries.read(bytes(row.body)) for row in log.entries.order_by("seq")]
        kept = [notes.text64(leaf) for leaf in leaves[side]]
        entries.require_chain(list(zip(lines, kept, strict=True)), log=log.origin)
        for line in lines:
            assert line.seen_root == notes.text64(tree.root_hash(leaves[1 - side][: line.seen]))


def test_version_of_a_text_that_was_never_agreed_cannot_be_agreed_to():
    """No software of ours offers it; a line of the other side may."""
    matter = Matter()
    first = matter.offer(matter.a)
    body = canonical.load(bytes(first.body)) | {"version": 2, "supersedes": f"sha256:{first.sha256}"}
    data = canonical.document_bytes(**{name: said for name, said in body.items() if name != "fmt"})
    second = Document.objects.create(
        register=matter.register,
        sha256=canonical.sha256_hex(data),
        body=data,
        thread=first.thread,
        kind=first.kind,
        version=2,
        supersedes=first,
        created_at=matter.now(),
    )
    held = books.read(matter.register, held=True)
    for type in ("propose", "approve"):
        held.write(1, type, matter.now(), document=second)
    held.papers = books.papers_of(matter.register)
    books.settle(held)
    matter.withdraw(first, matter.a)
    before = rows()
    with pytest.raises(Refused) as refused:
        matter.approve(Document.objects.get(pk=second.pk), matter.a)
    assert (refused.value.code, rows()) == ("approval_void", before)


def test_proof_of_somebody_else_or_over_something_else_agrees_to_nothing():
    matter = Matter()
    document = matter.offer(matter.a)
    before = rows()
    for consent in (
        Consent(matter.b.account_id, "0" * 64, PASSWORD),
        Consent(matter.a.account_id, document.sha256, PASSWORD),
    ):
        with pytest.raises(Changed) as refused:
            actions.approve(
                document=document, seen=document.sha256, by=matter.b, at=matter.now(), consent=consent
            )
        assert (refused.value.code, rows()) == ("consent_elsewhere", before)


def test_side_that_wants_two_persons_agrees_only_after_a_colleague_has_checked():
    matter = Matter()
    matter.b.institution.two_persons = True
    matter.b.institution.save()
    document = matter.offer(matter.a)
    before = rows()

    def code() -> str:
        with pytest.raises(Refused) as refused:
            matter.approve(document, matter.b)
        assert rows() == before
        return refused.value.code

    assert code() == "second_person_missing"
    actions.check_text(sha256=document.sha256, by=matter.b, at=matter.now())
    assert code() == "second_person_missing"
    colleague = seat(matter.b.institution, Role.COORDINATOR)
    actions.check_text(sha256=document.sha256, by=colleague, at=matter.now())
    assert matter.approve(document, matter.b).standing.stage == Stage.IN_FORCE


def test_body_that_has_taken_over_a_side_agrees_under_its_own_name():
    matter = Matter()
    document = matter.offer(matter.a)
    new = seat(institution(country="LA"))
    given = {"kind": "merged", "basis": "12/QH", "field": None, "on": START.date()}
    hand_on(predecessor=matter.b.institution, successor=new.institution, **given)
    (heir,) = seats_of(new.account, START.date())
    assert matter.approve(document, heir).standing.stage == Stage.IN_FORCE
    line = Entry.objects.get(log__register=matter.register, log__position=2, type="approve")
    assert entries.read(bytes(line.body)).body["by"]["body"] == heir.institution.name.as_dict()


def test_two_stories_are_settled_once_and_only_by_the_one_that_is_here():
    matter = Matter()
    log = Log.objects.get(register=matter.register, position=1)
    fork = Incident.objects.create(
        register=matter.register, log=log, kind=IncidentKind.FORK, noticed_at=matter.now()
    )
    # Both logs name a story that nobody has: lines of a server that was made to write them.
    held = books.read(matter.register, held=True)
    for seen in (1, 99):
        Incident.objects.filter(pk=fork.pk).update(settled_at=START)
        said = {"log": log.origin, "n": seen, "root": notes.text64(bytes(32))}
        for side in (0, 1):
            held.write(side, "reset", matter.now(), **said)
        Incident.objects.filter(pk=fork.pk).update(settled_at=None)
        settle_forks(held, matter.now())
    assert Incident.objects.get().settled_at is None
    Incident.objects.filter(pk=fork.pk).update(settled_at=START)
    before = rows()
    with pytest.raises(Refused) as refused:
        actions.name_story(incident=Incident.objects.get(), by=matter.b, at=matter.now())
    assert (refused.value.code, rows()) == ("fork_settled", before)


@pytest.mark.parametrize("forked", [1, 2])
def test_a_story_holds_again_when_both_sides_have_named_it(forked):
    """Also on a server of both sides: the word of one of them, whichever it is, opens nothing again."""
    matter = Matter()
    matter.in_force()
    log = Log.objects.get(register=matter.register, position=forked)
    fork = Incident.objects.create(
        register=matter.register, log=log, kind=IncidentKind.FORK, noticed_at=matter.now()
    )
    told = {"log": log.origin, "n": log.size, "root": notes.text64(tree.root_hash(books.leaves_of(log)))}

    def is_settled_by(*sides: int) -> bool:
        with transaction.atomic():
            Incident.objects.update(settled_at=START)
            held = books.read(matter.register, held=True)
            for side in sides:
                held.write(side, "reset", matter.now(), **told)
            Incident.objects.update(settled_at=None)
            settle_forks(held, matter.now())
            found = Incident.objects.get(pk=fork.pk).settled_at
            transaction.set_rollback(True)
        return found is not None

    assert [is_settled_by(*sides) for sides in ((), (0,), (1,), (0, 1))] == [False, False, False, True]


def test_who_has_taken_over_a_field_speaks_for_the_side_and_nobody_else_does():
    matter = Matter()
    field = Field.objects.first()
    body, stranger = institution(country="LA"), institution(country="LA")
    given = {"kind": "moved", "basis": "12/QH", "field": field, "on": START.date()}
    hand_on(predecessor=matter.b.institution, successor=body, **given)
    hand_on(predecessor=institution(country="LA"), successor=stranger, **given)
    told = {"register": matter.register, "position": 2, "said": [said("a", held=1)]}
    for where, may in ((body, True), (stranger, False)):
        (heir,) = seats_of(seat(where).account, START.date())
        if may:
            assert actions.state_all(by=heir, at=matter.now(), **told) != [None]
            continue
        with pytest.raises(NotPermitted):
            actions.state_all(by=heir, at=matter.now(), **told)


def said(name: str, **terms: object) -> actions.Said:
    return actions.Said("facts", name, {"en": f"Facts of {name}"}, terms)


def test_what_stands_is_said_as_it_is_now_and_only_that():
    matter = Matter()
    told = {"register": matter.register, "position": 1}
    actions.state_all(said=[said("a", held=1), said("b", held=1)], by=matter.a, at=matter.now(), **told)
    first = rows()

    as_before = actions.restate_all(said=[said("a", held=1), said("new", held=1)], at=matter.now(), **told)
    assert as_before == [None, None] and rows() == first  # nor is the log signed anew

    changed = actions.restate_all(
        said=[said("a", held=2), said("b", held=1), said("new")], at=matter.now(), **told
    )
    assert [document is not None for document in changed] == [True, False, False]
    assert (changed[0].version, changed[0].supersedes.version) == (2, 1)
    entry = Entry.objects.get(document=changed[0])
    assert (entry.type, entry.who) == ("state", "")  # no person says it
    assert Entry.objects.filter(log__register=matter.register, type="state").count() == 3
