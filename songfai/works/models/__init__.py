from songfai.works.models.comparing import Answer, Judgement
from songfai.works.models.councils import Ballot, Council, Finding, Member, Vote, Voter
from songfai.works.models.recognition import (
    Certificate,
    Counter,
    Criterion,
    Move,
    Regulation,
    Submission,
    Use,
)
from songfai.works.models.sheets import Sheet
from songfai.works.models.works import Author, Benefit, Paper, Part, Work, WorkField

__all__ = [
    "Answer",
    "Author",
    "Ballot",
    "Benefit",
    "Certificate",
    "Council",
    "Counter",
    "Criterion",
    "Finding",
    "Judgement",
    "Member",
    "Move",
    "Paper",
    "Part",
    "Regulation",
    "Sheet",
    "Submission",
    "Use",
    "Vote",
    "Voter",
    "Work",
    "WorkField",
]
