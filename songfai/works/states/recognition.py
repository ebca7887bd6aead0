"""The way of a submission from its receipt to what became of it, at each level. Plain Python."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class UseKind(State):
    APPLIED = "applied", N_("Applied")
    TRANSFERRED = "transferred", N_("Transferred")


class Counts(State):
    """What an institution numbers by the year."""

    RECEIPT = "receipt", N_("Filing receipt")
    CERTIFICATE = "certificate", N_("Certificate")


class Scheme(State):
    """For what a work is handed in. Only the base unit recognises it; the levels above recognise how far it reaches.

    Law on Emulation and Commendation 06/2022/QH15, Article 23 and following; how, each province says for itself.
    """

    BASE = "base", N_("Recognition by the base unit")
    PROVINCE = "province", N_("Effect and scope of influence: ministry or province")
    NATION = "nation", N_("Effect and scope of influence: the whole country")


ABOVE = (Scheme.PROVINCE, Scheme.NATION)


class Level(State):
    """The highest scheme whose recognition of a work is in force."""

    BASE = "base", N_("Base level")
    PROVINCE = "province", N_("Level of ministry or province")
    NATION = "nation", N_("National level")


class Scope(State):
    """Within what a work must be new, or how far it was found to reach."""

    UNIT = "unit", N_("within the unit")
    PROVINCE = "province", N_("in the whole ministry or province")
    NATION = "nation", N_("in the whole country")


class SuperiorWhen(State):
    """When a body above the unit approves first, because an author heads the unit. The law asks for it where the State has
    paid (Decree 13/2012/ND-CP, Article 7)."""

    NEVER = "never", N_("Never")
    FUNDED = "funded", N_("Where an author heads the unit and the State has paid")
    HEAD = "head", N_("Wherever an author heads the unit")


class Stage(State):
    DRAFT = "draft", N_("Draft")
    RECEIVED = "received", N_("Received")
    DEFECTS = "defects", N_("To be mended")
    ACCEPTED = "accepted", N_("Accepted for consideration")
    NOT_ACCEPTED = "not_accepted", N_("Not accepted")
    APPRAISAL = "appraisal", N_("Before the council")
    VOTING = "voting", N_("Ballot is open")
    VOTED = "voted", N_("Council has decided")
    SUPERIOR = "superior", N_("Waits for the superior body")
    APPROVED = "approved", N_("Approved by the superior body")
    RECOGNISED = "recognised", N_("Recognised")
    REFUSED = "refused", N_("Recognition refused")
    CERTIFIED = "certified", N_("Certificate issued")
    APPLIED = "applied", N_("Applied")
    TRANSFERRED = "transferred", N_("Transferred")
    REVOKED = "revoked", N_("Revoked")
    WITHDRAWN = "withdrawn", N_("Withdrawn")
    # Entered from a paper: nothing of it was decided here, and nothing is.
    PAST = "past", N_("Recognised before this register")
    # Released by the other side of a programme: it is read and compared with here, and changed there.
    PARTNER = "partner", N_("From the partner")


class Step(State):
    """What moves a submission on."""

    MEND = "mend", N_("Hand in the mended file")
    WITHDRAW = "withdraw", N_("Withdraw it")
    DEFECTS = "defects", N_("Ask for mending")
    ACCEPT = "accept", N_("Accept for consideration")
    REJECT = "reject", N_("Do not accept")
    CONVENE = "convene", N_("Give it to a council")
    COUNT = "count", N_("Count the points")
    OPEN = "open", N_("Open the ballot")
    CLOSE = "close", N_("Close the ballot and count")
    ANNUL = "annul", N_("Annul the ballot")
    SEND_UP = "send_up", N_("Send to the superior body")
    APPROVE = "approve", N_("Enter the approval of the superior body")
    DECLINE = "decline", N_("Enter that the superior body declined")
    RECOGNISE = "recognise", N_("Recognise")
    REFUSE = "refuse", N_("Refuse recognition")
    CERTIFY = "certify", N_("Issue the certificates")
    APPLY = "apply", N_("Enter an application")
    TRANSFER = "transfer", N_("Enter a transfer")
    REVOKE = "revoke", N_("Revoke the recognition")


S = Stage
_USED = {Step.APPLY: S.APPLIED, Step.TRANSFER: S.TRANSFERRED, Step.REVOKE: S.REVOKED}
MOVES: dict[Stage, dict[Step, Stage]] = {
    # A draft is filed, which begins a submission (actions.filing).
    S.DRAFT: {},
    S.RECEIVED: {
        Step.ACCEPT: S.ACCEPTED,
        Step.DEFECTS: S.DEFECTS,
        Step.REJECT: S.NOT_ACCEPTED,
        Step.WITHDRAW: S.WITHDRAWN,
    },
    S.DEFECTS: {Step.MEND: S.RECEIVED, Step.REJECT: S.NOT_ACCEPTED, Step.WITHDRAW: S.WITHDRAWN},
    S.ACCEPTED: {Step.CONVENE: S.APPRAISAL, Step.WITHDRAW: S.WITHDRAWN},
    S.NOT_ACCEPTED: {},
    S.APPRAISAL: {
        Step.OPEN: S.VOTING,
        Step.COUNT: S.VOTED,
        Step.CONVENE: S.APPRAISAL,
        Step.WITHDRAW: S.WITHDRAWN,
    },
    S.VOTING: {Step.CLOSE: S.VOTED, Step.ANNUL: S.APPRAISAL},
    S.VOTED: {Step.RECOGNISE: S.RECOGNISED, Step.SEND_UP: S.SUPERIOR, Step.REFUSE: S.REFUSED},
    S.SUPERIOR: {Step.APPROVE: S.APPROVED, Step.DECLINE: S.REFUSED},
    S.APPROVED: {Step.RECOGNISE: S.RECOGNISED, Step.REFUSE: S.REFUSED},
    S.RECOGNISED: {Step.CERTIFY: S.CERTIFIED, Step.REVOKE: S.REVOKED},
    S.REFUSED: {},
    S.CERTIFIED: dict(_USED),
    S.APPLIED: dict(_USED),
    # What was handed on to others may still be applied here: it stays a transferred work.
    S.TRANSFERRED: dict(_USED) | {Step.APPLY: S.TRANSFERRED},
    S.REVOKED: {},
    S.WITHDRAWN: {},
    S.PAST: {},
    S.PARTNER: {},
}
# Of an effect and scope of influence nobody above the council approves, and where a work is applied its unit enters.
NOT_ABOVE = {Step.SEND_UP, Step.APPROVE, Step.DECLINE, Step.APPLY, Step.TRANSFER}
WAY = (S.DRAFT, S.RECEIVED, S.ACCEPTED, S.APPRAISAL, S.VOTED, S.RECOGNISED, S.CERTIFIED, S.APPLIED)
# The work has no submission that runs: it may be reworded and filed, or filed again.
FILEABLE = {S.DRAFT, S.NOT_ACCEPTED, S.REFUSED, S.WITHDRAWN}
WORDED = FILEABLE | {S.DEFECTS}
# A clock runs: the office or the author owes something by a day.
RUNNING = {S.RECEIVED, S.DEFECTS, S.ACCEPTED, S.APPRAISAL, S.VOTING, S.VOTED, S.SUPERIOR, S.APPROVED}
# The council sees the work from here, and its findings may be entered.
BEFORE_COUNCIL = {S.APPRAISAL, S.VOTING, S.VOTED}
# Members write and hand in their score sheets until the ballot is counted, or the points are.
SCORED = {S.APPRAISAL, S.VOTING}
# What a council does with several works in one session.
TOGETHER = {Step.CONVENE: S.ACCEPTED, Step.OPEN: S.APPRAISAL, Step.COUNT: S.APPRAISAL, Step.CLOSE: S.VOTING}
# The authors may say until the ballot why their work differs from an earlier one.
ANSWERED = WORDED | {S.RECEIVED, S.ACCEPTED, S.APPRAISAL}
# What was handed in here is not compared with: it is nobody's word yet, or no more.
NOT_COMPARED = {S.DRAFT, S.WITHDRAWN}
RECOGNITION = {S.RECOGNISED, S.CERTIFIED, S.APPLIED, S.TRANSFERRED}
# Recognised, and not by a submission here: none of the steps, councils, figures and campaigns of this register has them.
ELSEWHERE = {S.PAST, S.PARTNER}
# What a side may release to the other one.
RELEASABLE = RECOGNITION | {S.PAST}
# What the register counts together, beside the single states: every work filed is in one of them, and in `filed`.
GROUPS: dict[str, tuple[str, frozenset[Stage]]] = {
    "filed": (N_("Filed, in any state"), frozenset(Stage) - {S.DRAFT, *ELSEWHERE}),
    "running": (N_("Being considered"), frozenset(RUNNING)),
    "recognition": (N_("Recognised, all in force"), frozenset(RECOGNITION)),
    "turned_down": (N_("Not accepted or refused"), frozenset({S.NOT_ACCEPTED, S.REFUSED})),
    "ended": (N_("Withdrawn or revoked"), frozenset({S.WITHDRAWN, S.REVOKED})),
}
WITH_REASON = {Step.WITHDRAW, Step.DEFECTS, Step.REJECT, Step.ANNUL, Step.DECLINE, Step.REFUSE, Step.REVOKE}
# Clocks, by the slugs of their rules of deadlines; each country has its own (migrations/0002_usual.py, 0004_levels.py).
FORMALITY, MENDING, DECISION, APPEAL = "formality", "mending", "decision", "appeal"
CLOCK_OF = {Scheme.BASE: "initiative", Scheme.PROVINCE: "effect", Scheme.NATION: "effect"}
# Until when recognition may be requested after the first application (rules/requesting.py, migrations/0013_request_term.py).
REQUEST = "initiative-request"
# An author may object to a confirmation from a paper until the council votes.
OBJECTABLE = WORDED | {Stage.RECEIVED, Stage.ACCEPTED, Stage.APPRAISAL}
# What does not go on while an author objects.
NOT_OVER_OBJECTION = {Step.ACCEPT, Step.CONVENE, Step.COUNT, Step.OPEN, Step.SEND_UP, Step.RECOGNISE}
