"""What a step does in words, before it is taken; the reason for the next host; fields of the minutes."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType
from songfai.record.differences import Layout, Shown
from songfai.visits.rotation import Proposed
from songfai.visits.states import MeetingKind, Step

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
