"""A council: who sits on it, how it votes and gives points, its papers. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class CouncilRole(State):
    CHAIR = "chair", N_("Chair of the council")
    VICE = "vice", N_("Vice-chair of the council")
    SECRETARY = "secretary", N_("Secretary of the council")
    EXPERT = "expert", N_("Expert in the field")
    UNION = "union", N_("Representative of the trade union")
    MEMBER = "member", N_("Member of the council")


class Choice(State):
    """What a ballot says."""

    FOR = "for", N_("For recognition")
    AGAINST = "against", N_("Against recognition")
    BLANK = "blank", N_("Blank")


class Barred(State):
    """Why a member of the council has no vote on a work."""

    AUTHOR = "author", N_("is an author of the work")
    DECLARED = "declared", N_("declared a conflict of interest")
    ENDED = "ended", N_("acts for the institution no more")


class CountedOf(State):
    """What the threshold is a part of."""

    MEMBERS = "members", N_("of all members who may vote")
    PRESENT = "present", N_("of the members who voted")


class PointsUse(State):
    """What the points of the council's score sheets are for. A ballot is held unless the points alone decide."""

    INFORM = "inform", N_("The points inform the vote; the ballot decides")
    BOTH = "both", N_("The ballot and the points decide: both thresholds must be reached")
    DECIDE = "decide", N_("The points decide; no ballot is held")


class CouncilPaper(State):
    """The papers that are written from what a council recorded and what was decided."""

    MINUTES = "minutes", N_("Minutes of the council")
    SUMMARY = "summary", N_("Summary of the score sheets")
    DECISION = "decision", N_("Decision to recognise")
    REFUSAL = "refusal", N_("Letter of refusal")
