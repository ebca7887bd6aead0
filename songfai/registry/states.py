"""Official documents: closed lists, the way of a document that leaves and of one that arrives."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class Direction(State):
    OUT = "out", N_("Outgoing")
    IN = "in", N_("Incoming")


class Numbers(State):
    """What a series gives numbers to. A council named as issuer has its own; copies share one."""

    OUT = "out", N_("Outgoing documents")
    IN = "in", N_("Incoming documents")
    COUNCIL = "council", N_("Documents of a council or board")
    COPIES = "copies", N_("Copies")


class NumberForm(State):
    """How number, type code and symbol stand together (rules.printed)."""

    STATE = "state", N_("State bodies of Viet Nam: 05/BC-BNV")
    PARTY = "party", N_("Bodies of the Party: 36-HD/VPTW")
    LAO = "lao", N_("Lao PDR: 330/ປທສ")


class Capacity(State):
    """In what capacity somebody signs. The marks are those of Decree 30/2020/ND-CP, Annex I."""

    OWN = "", N_("In one’s own post")
    TM = "TM", N_("TM.: for the collective")
    Q = "Q", N_("Q.: acting head")
    KT = "KT", N_("KT.: for the head")
    TL = "TL", N_("TL.: by order")
    TUQ = "TUQ", N_("TUQ.: by delegated authority")


class Relation(State):
    """What a document is to another one of the same register."""

    ANSWERS = "answers", N_("Answers")
    COPIES = "copies", N_("Is a copy of")
    REPLACES = "replaces", N_("Replaces")


class Purpose(State):
    """Why somebody receives a document."""

    ACT = "act", N_("To act")
    COORDINATE = "coordinate", N_("To take part")
    REPORT = "report", N_("As a report")
    KNOW = "know", N_("To know")
    KEEP = "keep", N_("To keep")


class PartKind(State):
    SCAN = "scan", N_("Scan of the signed paper")
    TEXT = "text", N_("Text to be edited")
    APPENDIX = "appendix", N_("Appendix")


class DocumentState(State):
    DRAFT = "draft", N_("Draft")
    REVIEWED = "reviewed", N_("Content reviewed")
    CHECKED = "checked", N_("Format checked")
    SIGNED = "signed", N_("Signed")
    NUMBERED = "numbered", N_("Numbered")
    ISSUED = "issued", N_("Issued")
    REPLACED = "replaced", N_("Replaced")
    RECALLED = "recalled", N_("Recalled")
    REGISTERED = "registered", N_("Registered")
    HANDED = "handed", N_("Handed to a unit")
    DEALT = "dealt", N_("Dealt with")
    CANCELLED = "cancelled", N_("Cancelled")


class Outcome(State):
    """What became of a document when its time of keeping had ended."""

    DESTROYED = "destroyed", N_("Destroyed")
    KEPT = "kept", N_("Kept on")


class Step(State):
    """What moves a document on."""

    REVIEW = "review", N_("Content is in order")
    CHECK = "check", N_("Format is in order")
    RETURN = "return", N_("Send back to the drafter")
    SIGN = "sign", N_("Enter the signature")
    NUMBER = "number", N_("Give it a number")
    ISSUE = "issue", N_("Issue to the recipients")
    RECALL = "recall", N_("Recall")
    HAND = "hand", N_("Hand to a unit")
    DEAL = "deal", N_("It is dealt with")
    CANCEL = "cancel", N_("Cancel the document")


D = DocumentState
MOVES: dict[DocumentState, dict[Step, DocumentState]] = {
    D.DRAFT: {Step.REVIEW: D.REVIEWED, Step.CANCEL: D.CANCELLED},
    D.REVIEWED: {Step.CHECK: D.CHECKED, Step.RETURN: D.DRAFT, Step.CANCEL: D.CANCELLED},
    D.CHECKED: {Step.SIGN: D.SIGNED, Step.RETURN: D.DRAFT, Step.CANCEL: D.CANCELLED},
    D.SIGNED: {Step.NUMBER: D.NUMBERED, Step.CANCEL: D.CANCELLED},
    D.NUMBERED: {Step.ISSUE: D.ISSUED, Step.CANCEL: D.CANCELLED},
    # Issuing a document that replaces this one leads to REPLACED (actions.steps).
    D.ISSUED: {Step.RECALL: D.RECALLED},
    D.REPLACED: {},
    D.RECALLED: {},
    D.REGISTERED: {Step.HAND: D.HANDED, Step.DEAL: D.DEALT, Step.CANCEL: D.CANCELLED},
    D.HANDED: {Step.HAND: D.HANDED, Step.DEAL: D.DEALT},
    D.DEALT: {},
    D.CANCELLED: {},
}
OUT_WAY = (D.DRAFT, D.REVIEWED, D.CHECKED, D.SIGNED, D.NUMBERED, D.ISSUED)
IN_WAY = (D.REGISTERED, D.HANDED, D.DEALT)
INCOMING = set(IN_WAY)
# What arrived and still waits to be dealt with.
WAITING = {D.REGISTERED, D.HANDED}
BEFORE_NUMBER = {D.DRAFT, D.REVIEWED, D.CHECKED, D.SIGNED}
# What went out, and what the other side may still have to register.
SENT = {D.ISSUED, D.REPLACED}
# What is over for the register: only such a document is destroyed or kept on when its time of keeping has ended.
OVER = {D.ISSUED, D.REPLACED, D.RECALLED, D.DEALT, D.CANCELLED}
# Up to here the wording may change; afterwards the signature stands under it.
WORDED = {D.DRAFT}
WITH_REASON = {Step.RETURN, Step.RECALL, Step.CANCEL}


class Cadence(State):
    """How often a report is owed. A period is of the calendar."""

    MONTH = "month", N_("Every month")
    QUARTER = "quarter", N_("Every quarter")
    HALF = "half", N_("Every half year")
    YEAR = "year", N_("Every year")


class ReportKind(State):
    """Which of the reports written from the record answers a duty. Another kind is written by hand on a list of what was
    done."""

    COMMITMENTS = "commitments", N_("Commitment report")
    PLAN = "plan", N_("Yearly plan")
    VISIT = "visit", N_("Report on the visit")
    ANNUAL = "annual", N_("Annual report")
    MIDTERM = "midterm", N_("Report on the preliminary review")
    FINAL = "final", N_("Report on the final summary")
    INFORMATION = "information", N_("Yearly information exchange")
    PORTFOLIO = "portfolio", N_("Portfolio report")
    OTHER = "other", N_("Another report, written by hand")


# Written of one programme; the portfolio report is of all of them, the two left out here of one or of all.
OF_ONE_PROGRAMME = {
    ReportKind.PLAN,
    ReportKind.VISIT,
    ReportKind.ANNUAL,
    ReportKind.MIDTERM,
    ReportKind.FINAL,
    ReportKind.INFORMATION,
}

MONTHS_OF = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF: 6, Cadence.YEAR: 12}


class ReportState(State):
    """How a report stands: worked out from the outgoing document that answers it, and from its receipt."""

    OPEN = "open", N_("Not drafted yet")
    DRAFTED = "drafted", N_("Drafted")
    CHECKED = "checked", N_("Checked")
    SIGNED = "signed", N_("Signed")
    SENT = "sent", N_("Sent")
    RECEIPTED = "receipted", N_("Receipted")


# A cancelled or recalled document answers nothing: the report is open again.
REPORT_OF = {
    D.DRAFT: ReportState.DRAFTED,
    D.REVIEWED: ReportState.CHECKED,
    D.CHECKED: ReportState.CHECKED,
    D.SIGNED: ReportState.SIGNED,
    D.NUMBERED: ReportState.SIGNED,
    D.ISSUED: ReportState.SENT,
    D.REPLACED: ReportState.SENT,
    D.CANCELLED: ReportState.OPEN,
    D.RECALLED: ReportState.OPEN,
}
GONE = {ReportState.SENT, ReportState.RECEIPTED}
