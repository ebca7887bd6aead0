"""Works and their recognition: closed lists, and the way of a submission from its receipt to what became of it."""

from songfai.kit.errors import N_
from songfai.kit.states import State


class WorkType(State):
    """The four kinds of solution (Decree 13/2012/ND-CP, Article 3; Circular 18/2013/TT-BKHCN, Article 3)."""

    TECHNICAL = "technical", N_("Technical solution")
    MANAGEMENT = "management", N_("Management solution")
    OPERATIONAL = "operational", N_("Operational solution")
    APPLICATION = "application", N_("Application of a technique")


class PartKind(State):
    """The parts of a description, in the order of the description sheet (Circular 18/2013/TT-BKHCN, Annex I)."""

    KNOWN = "known", N_("Known solutions and their limits")
    CONTENT = "content", N_("Content of the solution")
    APPLICABILITY = "applicability", N_("Applicability")
    BENEFIT = "benefit", N_("Benefit, gained or expected")


class IpStatus(State):
    NONE = "none", N_("No intellectual property right")
    APPLIED = "applied", N_("Protection applied for")
    PROTECTED = "protected", N_("Under protection")
    ENDED = "ended", N_("Protection has ended")


class Mark(State):
    """What authors state that changes what the law asks. A claim until the office has checked it."""

    STATE_FUNDED = "state_funded", N_("Paid for by the State")
    HEAD = "head", N_("An author heads the unit")
    UNION = "union", N_("An author is a member of the trade union")
    PROTECTED = "protected", N_("Under intellectual property protection")


class AuthorRole(State):
    LEAD = "lead", N_("Lead author")
    CO = "co", N_("Co-author")
    HELPER = "helper", N_("Took part in the first application")
    # Of a work recognised on paper before this register: how it was shared is not known here.
    NAMED = "named", N_("Author named in the decision")


# Those who created the work: they share it, confirm it, and receive a certificate.
CREATORS = (AuthorRole.LEAD, AuthorRole.CO)


class Confirmed(State):
    """How an author's word came here."""

    SELF = "self", N_("confirmed in person")
    BEHALF = "behalf", N_("confirmed on paper")


class BenefitKind(State):
    MEASURED = "measured", N_("Measured")
    ESTIMATED = "estimated", N_("Estimated")
    NOT_COMPUTABLE = "not_computable", N_("Cannot be computed")


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


class UseKind(State):
    APPLIED = "applied", N_("Applied")
    TRANSFERRED = "transferred", N_("Transferred")


class Layer(State):
    """In what an earlier work may be like this one. A machine finds the wording; of the others, people say what they are."""

    WORDING = "wording", N_("Wording")
    MEANING = "meaning", N_("Meaning")
    SOLUTION = "solution", N_("Solution")
    PROCESS = "process", N_("Way of doing it")


class Alike(State):
    SAME = "same", N_("the same")
    PARTLY = "partly", N_("partly the same")
    DIFFERENT = "different", N_("different")


class Known(State):
    """How another work stands in time to the one that is compared."""

    EARLIER = "earlier", N_("known earlier")
    FILED_EARLIER = "filed_earlier", N_("filed earlier, though this work is said to have been applied before")
    SAME_DAY = "same_day", N_("known on the same day")
    LATER = "later", N_("known later, by what its authors state")


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


class PayKind(State):
    """Why remuneration is owed to the authors, or why not."""

    AGREED = "agreed", N_("By agreement of the owner and the authors")
    BY_LAW = "by_law", N_("By the rates of the law, without an agreement")
    NONE = "none", N_("None is owed")


class InstalmentKind(State):
    YEAR = "year", N_("For a year of application")
    TRANSFER = "transfer", N_("For a transfer")


class PayState(State):
    """How a payment stands today. None of these is kept: it follows from the amounts, the papers and the day."""

    PAID = "paid", N_("Paid")
    LATE = "late", N_("Late")
    DUE = "due", N_("Due")
    AHEAD = "ahead", N_("Lies ahead")
    OPEN = "open", N_("Waits for the benefit")
    LAPSED = "lapsed", N_("Not owed any more")


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
# What the register counts together, beside the single states: every work filed is in one of them, and in `filed`.
GROUPS: dict[str, tuple[str, frozenset[Stage]]] = {
    "filed": (N_("Filed, in any state"), frozenset(Stage) - {Stage.DRAFT, Stage.PAST}),
    "running": (N_("Being considered"), frozenset(RUNNING)),
    "recognition": (N_("Recognised, all in force"), frozenset(RECOGNITION)),
    "turned_down": (N_("Not accepted or refused"), frozenset({S.NOT_ACCEPTED, S.REFUSED})),
    "ended": (N_("Withdrawn or revoked"), frozenset({S.WITHDRAWN, S.REVOKED})),
}
WITH_REASON = {Step.WITHDRAW, Step.DEFECTS, Step.REJECT, Step.ANNUL, Step.DECLINE, Step.REFUSE, Step.REVOKE}
# Clocks, by the slugs of their rules of deadlines; each country has its own (migrations/0002_usual.py, 0004_levels.py).
FORMALITY, MENDING, DECISION, APPEAL = "formality", "mending", "decision", "appeal"
CLOCK_OF = {Scheme.BASE: "initiative", Scheme.PROVINCE: "effect", Scheme.NATION: "effect"}
REMUNERATION = "initiative-remuneration"


class Entrants(State):
    """Whose works a campaign takes."""

    EVERYBODY = "everybody", N_("Works of all workers")
    UNION = "union", N_("Works with a trade union member among the authors")


class Counting(State):
    """What a work must have reached before a campaign counts it."""

    FILED = "filed", N_("Works filed with their unit")
    RECOGNISED = "recognised", N_("Works recognised by their unit")


class EntryState(State):
    VALID = "valid", N_("Counts")
    DUPLICATE = "duplicate", N_("Duplicate")
    WITHDRAWN = "withdrawn", N_("Taken out")


# An entry is never thrown away: what does not count is told beside what does.
ENTRY_MOVES: dict[EntryState, set[EntryState]] = {
    EntryState.VALID: {EntryState.DUPLICATE, EntryState.WITHDRAWN},
    # Only the office that found it so takes it back: not out by its author, and in again.
    EntryState.DUPLICATE: {EntryState.VALID},
    EntryState.WITHDRAWN: {EntryState.VALID},
}


class Likeness(State):
    """Why two ways an author is written may be one person: how the names agree, and what else does."""

    SAME = "same", N_("the same name")
    MARKS = "marks", N_("the names differ only in marks or capitals")
    ORDER = "order", N_("the same words of the name in another order")
    SOUND = "sound", N_("the names sound alike, in Lao and in Latin letters")
    SPELT = "spelt", N_("the names sound alike")
    ACCOUNTS = "accounts", N_("two accounts")
    BORN = "born", N_("the same date of birth")
    NOT_BORN = "not_born", N_("a date of birth is missing or incomplete")
    UNIT = "unit", N_("the same unit")


class PairState(State):
    """What was said of two ways of writing an author."""

    OPEN = "open", N_("Not decided")
    SAME = "same", N_("The same person")
    DIFFERENT = "different", N_("Different persons")


# A decision is undone before the other one is taken: nobody overwrites what somebody else has said.
PAIR_MOVES: dict[PairState, set[PairState]] = {
    PairState.OPEN: {PairState.SAME, PairState.DIFFERENT},
    PairState.SAME: {PairState.OPEN},
    PairState.DIFFERENT: {PairState.OPEN},
}


class FieldChange(State):
    """What was done to the list of fields."""

    ADDED = "added", N_("Added")
    CHANGED = "changed", N_("Renamed or moved")
    ENDED = "ended", N_("Ended")
    RESUMED = "resumed", N_("In use again")


# An author may object to a confirmation from a paper until the council votes.
OBJECTABLE = WORDED | {Stage.RECEIVED, Stage.ACCEPTED, Stage.APPRAISAL}
# What does not go on while an author objects.
NOT_OVER_OBJECTION = {Step.ACCEPT, Step.CONVENE, Step.COUNT, Step.OPEN, Step.SEND_UP, Step.RECOGNISE}
