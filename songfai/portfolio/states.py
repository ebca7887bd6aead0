"""The lists whose filters are saved, the four ways to look at the same activities, and how far a change of many of them is."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Place(State):
    """A list whose filter can be saved; where it is, pages/filters.py says."""

    ACTIVITIES = "activities", N_("Activities of all programmes")
    VISITS = "visits", N_("Visits of all programmes")
    PROGRAMMES = "programmes", N_("Programmes")
    COMMITMENTS = "commitments", N_("Commitment report")
    OUTGOING = "outgoing", N_("Outgoing documents")
    INCOMING = "incoming", N_("Incoming documents")
    WORKS = "works", N_("Initiatives")


class View(State):
    LIST = "list", N_("List")
    BOARD = "board", N_("Board")
    CALENDAR = "calendar", N_("Calendar")
    TIMELINE = "timeline", N_("Timeline")


class Step(State):
    """Of a change of many rows, and of its undoing."""

    RUNNING = "running", N_("Running")
    DONE = "done", N_("Done")
    UNDOING = "undoing", N_("Being undone")
    UNDONE = "undone", N_("Undone")
