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
from songfai.works.models.works import Author, Benefit, Paper, Part, Work, WorkField

__all__ = [
    "Author",
    "Ballot",
    "Benefit",
    "Certificate",
    "Council",
    "Counter",
    "Criterion",
    "Finding",
    "Member",
    "Move",
    "Paper",
    "Part",
    "Regulation",
    "Submission",
    "Use",
    "Vote",
    "Voter",
    "Work",
    "WorkField",
]
