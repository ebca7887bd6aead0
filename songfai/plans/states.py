"""States of activities and the moves between them."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class ActivityState(State):
    PLANNED = "planned", N_("Not started")
    IN_PROGRESS = "in_progress", N_("In progress")
    DONE = "done", N_("Done")
    DONE_OTHERWISE = "done_otherwise", N_("Done, not as planned")
    CANCELLED = "cancelled", N_("Cancelled")


class OutputKind(State):
    REPORT = "report", N_("Report")
    RECOMMENDATION = "recommendation", N_("Recommendation")
    STUDY = "study", N_("Study or article")
    TEACHING = "teaching", N_("Teaching material")
    DRAFT_TEXT = "draft_text", N_("Draft of a legal text")
    MINUTES = "minutes", N_("Minutes")
    OTHER = "other", N_("Other")


MOVES = {
    ActivityState.PLANNED: {
        ActivityState.IN_PROGRESS,
        ActivityState.DONE,
        ActivityState.DONE_OTHERWISE,
        ActivityState.CANCELLED,
    },
    ActivityState.IN_PROGRESS: {
        ActivityState.DONE,
        ActivityState.DONE_OTHERWISE,
        ActivityState.CANCELLED,
    },
    ActivityState.DONE: {ActivityState.IN_PROGRESS},
    ActivityState.DONE_OTHERWISE: {ActivityState.IN_PROGRESS},
    ActivityState.CANCELLED: {ActivityState.PLANNED},
}

NEEDS_REASON = {ActivityState.DONE_OTHERWISE, ActivityState.CANCELLED}
FINISHED = {ActivityState.DONE, ActivityState.DONE_OTHERWISE}


class Party(State):
    """A side as the institution that saved a template sees it."""

    BOTH = "both", N_("Both sides")
    OWN = "own", N_("Our side")
    OTHER = "other", N_("The other side")
