"""Kinds and states of programmes, their commitments and the dates they owe."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Kind(State):
    COORDINATION_PROGRAMME = "coordination_programme", N_("Coordination programme")
    MEMORANDUM = "memorandum", N_("Memorandum of understanding")
    AGREEMENT = "agreement", N_("Agreement")
    PLAN = "plan", N_("Plan")
    REGULATION = "regulation", N_("Regulation")
    OTHER = "other", N_("Other paper")


class PartRole(State):
    """What a further party does beside the two sides. It reads; it never agrees for anybody."""

    PARTICIPANT = "participant", N_("Takes part")
    EXECUTING = "executing", N_("Executing body")
    OBSERVER = "observer", N_("Observer")


class CommitmentType(State):
    VISIT = "visit", N_("Visit or delegation")
    COURSE = "course", N_("Course")
    STUDENTS = "students", N_("Students")
    EXPERIENCE = "experience", N_("Exchange of experience")
    WORKSHOP = "workshop", N_("Workshop")
    JOINT_RESEARCH = "joint_research", N_("Joint research")
    SUPPORT = "support", N_("Support")
    RESEARCH_ADVICE = "research_advice", N_("Research and advice")
    DIRECTIVE = "directive", N_("Carrying out directives")
    CAMPAIGN = "campaign", N_("Emulation campaign")
    CONTEST = "contest", N_("Contest")
    AWARD = "award", N_("Honour and award")
    NOMINATION = "nomination", N_("Nomination")
    PUBLICITY = "publicity", N_("Publicity")
    SUPERVISION = "supervision", N_("Supervision")
    MEETING = "meeting", N_("Meeting")
    PROJECT = "project", N_("Project")
    OTHER = "other", N_("Other")


# What is promised of initiatives: movements and campaigns, contests, awards. Other programmes do not count works.
ABOUT_WORKS = (CommitmentType.CAMPAIGN, CommitmentType.CONTEST, CommitmentType.AWARD)


class Settled(State):
    """What both sides have said became of a commitment (commitments room)."""

    DONE = "done", N_("Done, confirmed by both")
    CANCELLED = "cancelled", N_("Cancelled")
    CARRIED_OVER = "carried_over", N_("Carried over")


class ObligationKind(State):
    ANNUAL_REVIEW = "annual_review", N_("Annual review")
    SIX_MONTHLY = "six_monthly", N_("Six-monthly check")
    QUARTERLY = "quarterly", N_("Quarterly check")
    MIDTERM = "midterm", N_("Preliminary review")
    FINAL_SUMMARY = "final_summary", N_("Final summary")
    RENEWAL = "renewal", N_("Decision to renew")
    OTHER = "other", N_("Other date")


class LineState(State):
    """A line of a draft read from a signed text."""

    PROPOSED = "proposed", N_("To check")
    CONFIRMED = "confirmed", N_("Confirmed")
    CORRECTED = "corrected", N_("Corrected")
    ADDED = "added", N_("Added")
    DELETED = "deleted", N_("Deleted")


class Confidence(State):
    SURE = "sure", N_("Sure")
    LIKELY = "likely", N_("Likely")
    GUESS = "guess", N_("Check")


class Progress(State):
    """How a commitment stands in a year. Worked out from the record, never typed in."""

    DONE = "done", N_("Done")
    ON_TRACK = "on_track", N_("On track")
    LATE = "late", N_("Late")
    ASLEEP = "asleep", N_("Asleep")
    NOT_DUE = "not_due", N_("Not due yet")
    # Only in a programme that both sides have closed: nobody owes it any more.
    NOT_DONE = "not_done", N_("Not done")


class Change(State):
    """What an amendment does with a commitment. None is ever taken away: what was promised stays readable."""

    ADDED = "added", N_("Added")
    CHANGED = "changed", N_("Changed")
