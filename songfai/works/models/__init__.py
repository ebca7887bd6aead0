from songfai.works.models.campaigns import Campaign, CampaignDay, CampaignUnit, Entry, EntryPair
from songfai.works.models.comparing import Answer, FormHeading, Judgement
from songfai.works.models.councils import Apart, Ballot, Council, Finding, Member, Vote, Voter
from songfai.works.models.disclosing import Disclosure
from songfai.works.models.guiding import Advice, Mentorship, Reading
from songfai.works.models.marks import Check
from songfai.works.models.outside import Outside
from songfai.works.models.past import PastRecognition
from songfai.works.models.paying import Agreement, Instalment, Payment, PayRates
from songfai.works.models.persons import AuthorPair, KnownAuthor, NameKey
from songfai.works.models.recognition import (
    Certificate,
    Counter,
    Criterion,
    Move,
    PartHelp,
    Regulation,
    Submission,
    Use,
)
from songfai.works.models.releasing import PartnerWork, Release
from songfai.works.models.reminding import Reminder
from songfai.works.models.scoring import (
    Conclusion,
    Conflict,
    Rubric,
    RubricItem,
    Score,
    Scorer,
    ScoreSheet,
    Tally,
)
from songfai.works.models.sheets import Objection, Sheet, SheetLine, SignedPaper
from songfai.works.models.works import (
    Author,
    Benefit,
    CorrectedBenefit,
    Paper,
    Part,
    Work,
    WorkField,
    WorkFieldChange,
)

__all__ = [
    "PartnerWork",
    "Release",
    "Conclusion",
    "Conflict",
    "Rubric",
    "RubricItem",
    "Score",
    "ScoreSheet",
    "Scorer",
    "Tally",
    "Advice",
    "Agreement",
    "Answer",
    "Apart",
    "Author",
    "AuthorPair",
    "Ballot",
    "Benefit",
    "CorrectedBenefit",
    "Campaign",
    "CampaignDay",
    "CampaignUnit",
    "Certificate",
    "Check",
    "Council",
    "Counter",
    "Criterion",
    "Disclosure",
    "Entry",
    "EntryPair",
    "Finding",
    "FormHeading",
    "Instalment",
    "Judgement",
    "KnownAuthor",
    "Member",
    "Mentorship",
    "Move",
    "NameKey",
    "Objection",
    "Outside",
    "Paper",
    "Part",
    "PartHelp",
    "PastRecognition",
    "PayRates",
    "Payment",
    "Reading",
    "Regulation",
    "Reminder",
    "Sheet",
    "SheetLine",
    "SignedPaper",
    "Submission",
    "Use",
    "Vote",
    "Voter",
    "Work",
    "WorkField",
    "WorkFieldChange",
]
