"""What a step does in words, before it is taken; the reason for the next host; fields of the minutes."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType
from songfai.programmes.terms import number_of
from songfai.record.differences import Layout, Shown
from songfai.visits.apart import COMMITMENT, DAY, MEETING, Aside
from songfai.visits.models import Rotation
from songfai.visits.rotation import Proposed
from songfai.visits.states import Level, Manner, MeetingKind, RotationKind, Step

# Before a step: what will happen, and what will not.
BEFORE: dict[Step, Any] = {
    Step.TAKE_IN: _("The visit is tied to an item of a plan in force, or stands as off plan with its reason."),
    Step.APPROVE_SCHEME: _("You enter the paper by which your superior approved. Then the host is asked to confirm."),
    Step.CONFIRM: _("Your side expects this delegation on these days. If they change later, you confirm anew."),
    Step.BEGIN: _("The visit is under way. Its delegation, meetings and minutes can still be written."),
    Step.FINISH: _("The visit is counted as an activity under each of its commitments, and the term for the report begins."),
    Step.REPORT: _("The other side reads the report as it stands here. It no longer changes after this."),
    Step.CLOSE: _("Your side has read the report. Nothing of the visit changes after this."),
    Step.CANCEL: _("The visit does not take place. It stays in the record with your reason, and uses up nobody’s turn."),
}  # fmt: skip
AFTER: dict[Step, Any] = {
    Step.TAKE_IN: _("The visit stands in the plan."),
    Step.APPROVE_SCHEME: _("The approval is entered. The other side has been told."),
    Step.CONFIRM: _("Confirmed by your side as the host. The other side has been told."),
    Step.BEGIN: _("The visit has begun."),
    Step.FINISH: _("The visit is over. Write the report within its term."),
    Step.REPORT: _("The report is written. The other side has been told."),
    Step.CLOSE: _("The visit is closed."),
    Step.CANCEL: _("The visit is cancelled. The other side has been told."),
}


def reason_words(proposed: Proposed, programme: Programme) -> str:
    """Why this side hosts next, with the names of the sides."""
    language = current_language()
    names = {side.position: side.display_name.best(language)[0] for side in programme.sides.all()}
    places = {name: names[position] for name, position in proposed.hosts.items()}
    return gettext(proposed.reason) % {**proposed.params, **places}


@dataclass(frozen=True, slots=True)
class Beside:
    """A rule that one side proposed while the other side proposed another."""

    side: int
    kind: str
    hosts: tuple[int, ...]
    basis: Trilingual


def beside_words(rotation: Rotation) -> Beside | None:
    told = rotation.beside
    if not told:
        return None
    kind = gettext(RotationKind(told["kind"]).words)
    hosts = tuple(int(one[1:]) for one in told["order"])
    return Beside(told["side"], kind, hosts, Trilingual.of(told.get("basis")))


def _day(code: str) -> str:
    day = PartialDate.of(code)
    return format_date(day, current_language()) if day else ""


def minutes_words(programme: Programme) -> Layout:
    """Labels and words for record.queries.differences of two versions of the minutes."""
    language = current_language()
    sides = {f"p{side.position}": side.display_name.best(language)[0] for side in programme.sides.all()}
    return {
        "visit": _("Visit"),
        "meeting": _("Meeting"),
        "kind": Shown(_("Kind"), dict(choices(MeetingKind))),
        "held_on": Shown(_("Held on"), _day),
        "place": _("Place"),
        "counterpart": _("With whom"),
        "agenda": _("Agenda"),
        "minutes": _("Minutes"),
        "promises": _("Promise"),
        "number": _("Number"),
        "text": _("Text"),
        "type": Shown(_("Type"), dict(choices(CommitmentType))),
        "bearer": Shown(_("Who carries it out"), {"both": _("Both sides"), **sides}),
        "due": Shown(_("Deadline"), _day),
    }


# Pieces of an arrangement: what they are called, and how their value is read.
PIECES: dict[str, tuple[Any, str]] = {
    "host": (_("Host"), "side"),
    "host_party": (_("Hosted by a further party"), "item"),
    "host_reason": (_("Why this host"), "text"),
    "level": (_("Level"), "level"),
    "form": (_("How it is held"), "form"),
    "title": (_("Visit"), "text"),
    "purpose": (_("Purpose"), "text"),
    "place": (_("Place"), "text"),
    "starts_on": (_("First day"), "day"),
    "ends_on": (_("Last day"), "day"),
    "item": (_("Item of the plan"), "item"),
    "off_plan": (_("Off plan"), "text"),
    "begun": (_("The visit has begun."), "yes"),
    COMMITMENT: (_("Commitment"), "commitment"),
    MEETING: (_("Meeting"), "line"),
    DAY: (_("Line of the programme"), "line"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a piece as a template shows it: by its `kind` a text, a day, the position of a side, or a line."""

    kind: str
    value: Any
    day: date | None = None
    at: time | None = None


@dataclass(frozen=True, slots=True)
class PieceRow:
    label: str
    said: Value | None
    stands: Value | None


def piece_rows(aside: Aside, items: dict[str, Trilingual]) -> list[PieceRow]:
    """`items`: titles of items of plans by their identifier, and names of further parties (queries.names_told)."""
    return [
        PieceRow(
            str(PIECES[one.what][0]), _value(one.what, one.said, items), _value(one.what, one.stands, items)
        )
        for one in aside.pieces
    ]


def _value(what: str, told: Any, items: dict[str, Trilingual]) -> Value | None:
    kind = PIECES[what][1]
    if told is None:
        return None
    if kind == "line":
        at = told.get("starts_at") or told.get("at")
        day = date.fromisoformat(told.get("held_on") or told["day"])
        text = Trilingual.of(told.get("title") or told["text"])
        return Value("line", text, day, time.fromisoformat(at) if at else None)
    read: dict[str, Any] = {
        "text": Trilingual.of,
        "item": lambda name: items.get(name, Trilingual()),
        "day": date.fromisoformat,
        "side": lambda name: int(name[1]),
        "level": lambda name: gettext(Level(name).words),
        "form": lambda name: gettext(Manner(name).words),
        "commitment": number_of,
        "yes": lambda _told: gettext("yes"),
    }
    return Value({"item": "text"}.get(kind, kind), read[kind](told))
