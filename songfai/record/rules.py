"""The countersign rule: where a document stands, worked out from the two logs alone. Plain Python.

Source: record format 2.4. Each side writes only in its own log; nothing here is stored or sent, so two parties
holding the same two logs see the same. `tests/record/test_rules_model.py` searches all interleavings and removes
or weakens each clause in turn.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from songfai.kit.errors import N_, Refused
from songfai.record.states import EntryType, Stage

Slot = tuple[str, str | None]
STATEMENT = re.compile(r"p([12])/")


@dataclass(frozen=True, slots=True)
class Act:
    """One log entry as the rule reads it: `seen` is how many entries of the other log its writer held."""

    type: str
    document: str | None = None
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """What the rule needs of a document. Two papers with the same slot are rivals."""

    thread: str
    supersedes: str | None = None

    @property
    def slot(self) -> Slot:
        return self.thread, self.supersedes


@dataclass(frozen=True, slots=True)
class Consent:
    """A valid approval: its place in its log, and the place of the withdrawal that took it back, if any."""

    given: int
    taken_back: int | None = None

    def live_in(self, length: int) -> bool:
        """Whether it stands in the first `length` entries of its log."""
        return self.given < length and (self.taken_back is None or self.taken_back >= length)


@dataclass
class View:
    """What has been worked out so far: for each side the acts taken in and every consent it ever gave."""

    papers: Mapping[str, Paper]
    logs: tuple[list[Act], list[Act]] = field(default_factory=lambda: ([], []))
    consents: tuple[dict[str, list[Consent]], dict[str, list[Consent]]] = field(
        default_factory=lambda: ({}, {})
    )

    def copy(self) -> "View":
        """A view of its own; consents are never changed in place."""
        logs, consents = self.logs, self.consents
        return View(self.papers, (list(logs[0]), list(logs[1])), (dict(consents[0]), dict(consents[1])))

    def consent(self, side: int, document: str, length: int | None = None) -> Consent | None:
        """The side's live consent to a document in the first `length` entries of its log (None: in all of them)."""
        length = len(self.logs[side]) if length is None else length
        return next((given for given in self.consents[side].get(document, ()) if given.live_in(length)), None)

    def seen_by(self, side: int) -> int:
        return self.logs[side][-1].seen if self.logs[side] else 0

    def locked(self, side: int, document: str, other_length: int | None = None) -> bool:
        """lock_X(h): X's consent is live, and an entry of X at or after it has seen the other's live consent."""
        theirs = self.consent(1 - side, document, other_length)
        return (
            self.consent(side, document) is not None
            and theirs is not None
            and self.seen_by(side) > theirs.given
        )


# The clauses. Each answers for the entry that `side` has just written about `document`.
Clause = Callable[[View, int, str], bool]


def approved_before(view: View, side: int, document: str) -> bool:
    """A second approval of the same document is void: a consent taken back stays taken back."""
    return document in view.consents[side]


def slot_taken(view: View, side: int, document: str) -> bool:
    """A side holds at most one live consent per slot."""
    slot = view.papers[document].slot
    return any(view.papers[other].slot == slot and view.consent(side, other) for other in view.consents[side])


def predecessor_not_locked(view: View, side: int, document: str) -> bool:
    """Nobody consents to replacing what it does not hold the other side's consent to."""
    before = view.papers[document].supersedes
    return before is not None and not view.locked(side, before, view.seen_by(side))


def other_consent_not_seen(view: View, side: int, document: str) -> bool:
    """A withdrawal works only if the other side's consent was not live in what the writer had seen."""
    return view.consent(1 - side, document, view.seen_by(side)) is None


def locked_by_both(view: View, document: str) -> bool:
    """In force: both locks."""
    return view.locked(0, document) and view.locked(1, document)


@dataclass(frozen=True)
class Rule:
    """The clauses together; the model check builds rules with one of them left out or made weaker."""

    approval_is_void: tuple[Clause, ...] = (approved_before, slot_taken, predecessor_not_locked)
    withdrawal_works: Clause = other_consent_not_seen
    holds: Callable[[View, str], bool] = locked_by_both


COUNTERSIGN = Rule()


def standing(logs: Sequence[Sequence[Act]], papers: Mapping[str, Paper], rule: Rule = COUNTERSIGN) -> View:
    """Take in both logs in causal order: an entry after everything its writer had seen.

    Refused when an entry claims to have seen more than there is, or less than the entry before it.
    """
    view = View(papers)
    moved = True
    while moved:
        moved = False
        for side in (0, 1):
            mine, done = logs[side], view.logs[side]
            while len(done) < len(mine) and mine[len(done)].seen <= len(view.logs[1 - side]):
                take_in(view, side, mine[len(done)], rule)
                moved = True
    if any(len(view.logs[side]) < len(logs[side]) for side in (0, 1)):
        raise Refused("logs_incomplete", N_("A line refers to lines of the other side that are not here."))
    return view


def take_in(view: View, side: int, act: Act, rule: Rule = COUNTERSIGN) -> None:
    """One more entry of `side`, which has seen no more of the other log than the view holds."""
    if act.seen < view.seen_by(side):
        raise Refused("seen_falls", N_("A line has seen less of the other side than the line before it."))
    place = len(view.logs[side])
    view.logs[side].append(act)
    document = act.document
    if document is None or document not in view.papers:
        return
    given = view.consents[side]
    if act.type == EntryType.APPROVE:
        if not any(clause(view, side, document) for clause in rule.approval_is_void):
            given[document] = [*given.get(document, ()), Consent(place)]
    elif act.type == EntryType.WITHDRAW:
        live = view.consent(side, document)
        if live and rule.withdrawal_works(view, side, document):
            given[document] = [
                *(other for other in given[document] if other is not live),
                Consent(live.given, place),
            ]


def in_force(view: View, rule: Rule = COUNTERSIGN) -> set[str]:
    """Documents both sides hold proof of, also those since replaced."""
    return {document for document in view.consents[0] if rule.holds(view, document)}


def approval_refusal(view: View, side: int, document: str) -> str:
    """Which clause would make an approval by `side`, who has seen everything, void ("" when it would count)."""
    trial = view.copy()
    trial.logs[side].append(Act(EntryType.APPROVE, document, len(view.logs[1 - side])))
    return next(
        (clause.__name__ for clause in COUNTERSIGN.approval_is_void if clause(trial, side, document)), ""
    )


def stage(view: View, document: str) -> Stage:
    """The word the screens show. A no or a withdrawal never ends what is in force."""
    valid = in_force(view)
    if document in valid:
        replaced = any(view.papers[other].supersedes == document for other in valid)
        return Stage.REPLACED if replaced else Stage.IN_FORCE
    if view.consent(0, document) and view.consent(1, document):
        return Stage.ACCEPTED
    returned, withdrawn = (
        [_first(view.logs[side], kind, document) for side in (0, 1)]
        for kind in (EntryType.DECLINE, EntryType.WITHDRAW)
    )
    for side in (0, 1):
        # The offering side may tidy up a paper after it came back: it stays a returned paper.
        answer, own = returned[1 - side], withdrawn[side]
        if answer is not None and (own is None or view.logs[side][own].seen > answer):
            return Stage.RETURNED
    return Stage.WITHDRAWN if _taken_back(view, document) else Stage.OFFERED


def _first(log: Iterable[Act], kind: str, document: str) -> int | None:
    return next(
        (place for place, act in enumerate(log) if (act.type, act.document) == (kind, document)), None
    )


def _taken_back(view: View, document: str) -> bool:
    return any(
        consent.taken_back is not None for side in (0, 1) for consent in view.consents[side].get(document, ())
    )


def is_statement(thread: str) -> bool:
    """Whether a thread holds what one side says by itself; nobody has to agree to that."""
    return STATEMENT.match(thread) is not None


def is_statement_of(thread: str, position: int) -> bool:
    return thread.startswith(statement_thread(position, ""))


def statement_thread(position: int, name: str) -> str:
    """The thread of a statement of the side at a position (1 or 2)."""
    return f"p{position}/{name}"


def require_open(current: Stage) -> None:
    """An answer is given to a paper that waits for one (record format 2.4)."""
    words = {
        Stage.WITHDRAWN: N_(
            "This version was withdrawn by the side that offered it. Nothing is left to answer."
        ),
        Stage.RETURNED: N_("This version was returned already. A new version has to be offered."),
        Stage.ACCEPTED: N_("Both sides have approved this version. Only the receipt is still to come."),
        Stage.IN_FORCE: N_("This version is in force already. Only a new version can change it."),
        Stage.REPLACED: N_("A newer version has replaced this one."),
    }
    if current in words:
        raise Refused(f"already_{current}", words[current])


LONGEST_MESSAGE = 2000


def require_message(text: str) -> None:
    if not text:
        raise Refused("message_empty", N_("Write what the other side is to read."))
    if len(text) > LONGEST_MESSAGE:
        raise Refused(
            "message_too_long",
            N_("The message is longer than %(limit)s characters."),
            limit=LONGEST_MESSAGE,
        )


def require_reason(reason: str) -> None:
    """The other side reads the reason word for word."""
    if not reason:
        raise Refused("reason_missing", N_("No reason given yet: the other side reads it word for word."))
    if len(reason) > 4000:
        raise Refused("reason_too_long", N_("The reason is longer than %(limit)s characters."), limit=4000)
