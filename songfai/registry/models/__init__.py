"""Rows of the registry: series and documents, what the partner sent, the reports an institution owes."""

from songfai.registry.models.documents import (
    DocumentType,
    Move,
    OfficialDocument,
    Part,
    Recipient,
    Series,
    TypeEnd,
)
from songfai.registry.models.keeping import Fate, KeepingTold
from songfai.registry.models.partner import PartnerPaper, PartnerPart
from songfai.registry.models.reports import Report, ReportDuty

__all__ = [
    "DocumentType",
    "Fate",
    "KeepingTold",
    "Move",
    "OfficialDocument",
    "Part",
    "PartnerPaper",
    "PartnerPart",
    "Recipient",
    "Report",
    "ReportDuty",
    "Series",
    "TypeEnd",
]
