"""Visits and their meetings: closed lists, the moves of a visit, and which side makes each of them."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Level(State):
    """Who travels. Source 000 names two levels; staff travel too."""

    HIGH = "high", N_("High level")
    UNIT_HEADS = "unit_heads", N_("Level of heads of units")
    STAFF = "staff", N_("Staff level")


class Manner(State):
    IN_PERSON = "in_person", N_("In person")
    ONLINE = "online", N_("Online")
    HYBRID = "hybrid", N_("Hybrid")


# Forms in which nobody travels: nobody hosts such a visit, nobody is received. Every count of visits asks here, and says so.
NOBODY_TRAVELS = frozenset({Manner.ONLINE})
HOW_VISITS_COUNT = N_(
    "Visits count in the year they began, for the side that hosted them; what was held online nobody hosted."
)


class VisitState(State):
    PROPOSED = "proposed", N_("Proposed")
    IN_PLAN = "in_plan", N_("In the plan")
    SCHEME_APPROVED = "scheme_approved", N_("Scheme approved")
    CONFIRMED = "confirmed", N_("Confirmed by the host")
    IN_PROGRESS = "in_progress", N_("In progress")
    DONE = "done", N_("Done")
    DONE_OTHERWISE = "done_otherwise", N_("Done, not as planned")
    # Worked out, never kept: what a finished visit is from its return until its report.
    REPORT_DUE = "report_due", N_("Report due")
    REPORTED = "reported", N_("Reported")
    CLOSED = "closed", N_("Closed")
    CANCELLED = "cancelled", N_("Cancelled")


class Whose(State):
    """Which side takes a step. The host confirms, the travelling side answers for its delegation."""

    EITHER = "either", N_("Either side")
    HOST = "host", N_("The host")
    TRAVELLING = "travelling", N_("The travelling side")


class Step(State):
    """What moves a visit on."""

    TAKE_IN = "take-in", N_("Take it into the plan")
    APPROVE_SCHEME = "approve-scheme", N_("Enter the approval of the scheme")
    CONFIRM = "confirm", N_("Confirm as the host")
    BEGIN = "begin", N_("The visit has begun")
    FINISH = "finish", N_("The visit is over")
    REPORT = "report", N_("Write the report")
    CLOSE = "close", N_("Take note of the report and close")
    CANCEL = "cancel", N_("Cancel the visit")


V = VisitState
# State -> the steps it allows and where each leads. A change of what the host confirmed leads back from CONFIRMED to
# SCHEME_APPROVED (rules.after_change); FINISH leads to DONE_OTHERWISE where something was not as planned.
MOVES: dict[VisitState, dict[Step, VisitState]] = {
    V.PROPOSED: {Step.TAKE_IN: V.IN_PLAN, Step.CANCEL: V.CANCELLED},
    V.IN_PLAN: {Step.APPROVE_SCHEME: V.SCHEME_APPROVED, Step.CANCEL: V.CANCELLED},
    V.SCHEME_APPROVED: {Step.CONFIRM: V.CONFIRMED, Step.CANCEL: V.CANCELLED},
    V.CONFIRMED: {Step.BEGIN: V.IN_PROGRESS, Step.FINISH: V.DONE, Step.CANCEL: V.CANCELLED},
    V.IN_PROGRESS: {Step.FINISH: V.DONE, Step.CANCEL: V.CANCELLED},
    V.DONE: {Step.REPORT: V.REPORTED},
    V.DONE_OTHERWISE: {Step.REPORT: V.REPORTED},
    V.REPORTED: {Step.CLOSE: V.CLOSED},
    V.CLOSED: {},
    V.CANCELLED: {},
}
WHOSE: dict[Step, Whose] = {
    Step.TAKE_IN: Whose.EITHER,
    Step.APPROVE_SCHEME: Whose.TRAVELLING,
    Step.CONFIRM: Whose.HOST,
    Step.BEGIN: Whose.EITHER,
    Step.FINISH: Whose.TRAVELLING,
    Step.REPORT: Whose.TRAVELLING,
    Step.CLOSE: Whose.HOST,
    Step.CANCEL: Whose.EITHER,
}
# Before the host has confirmed, who hosts may still change.
HOST_OPEN = {V.PROPOSED, V.IN_PLAN}
OVER = {V.DONE, V.DONE_OTHERWISE, V.REPORTED, V.CLOSED}
OWES_REPORT = {V.DONE, V.DONE_OTHERWISE}
ENDED = {V.CLOSED, V.CANCELLED}


class DelegationRole(State):
    HEAD = "head", N_("Head of delegation")
    DEPUTY = "deputy", N_("Deputy head of delegation")
    MEMBER = "member", N_("Member")
    SECRETARY = "secretary", N_("Secretary of the delegation")
    INTERPRETER = "interpreter", N_("Interpreter")


class Courtesy(State):
    """Forms of address a list of a delegation prints before the name."""

    NONE = "", N_("None")
    MR = "Mr", N_("Mr")
    MS = "Ms", N_("Ms")
    COMRADE = "Comrade", N_("Comrade")
    EXCELLENCY = "H.E.", N_("H.E.")


class MeetingKind(State):
    TALKS = "talks", N_("Talks")
    WORKING = "working", N_("Working meeting")
    COURTESY_CALL = "courtesy_call", N_("Courtesy call")
    SIGNING = "signing", N_("Signing")
    FIELD_VISIT = "field_visit", N_("Visit to a place of work")


class CostKind(State):
    TRAVEL = "travel", N_("International travel")
    STAY = "stay", N_("Board and lodging")
    TRANSPORT = "transport", N_("Travel in the host country")
    HOSPITALITY = "hospitality", N_("Receptions")
    INTERPRETING = "interpreting", N_("Interpreting")
    GIFTS = "gifts", N_("Gifts")
    OTHER = "other", N_("Other costs")


class RotationKind(State):
    ALTERNATE = "alternate", N_("The sides take turns")
    FIXED = "fixed", N_("In a fixed order")
    AGREEMENT = "agreement", N_("By agreement each time")
