"""Requests become typed values. Nothing is saved here."""

from songfai.reviews.forms.information import (
    FIGURE_FIELDS,
    AttachmentForm,
    FigureFormSet,
    HeadingForm,
    PartForm,
)
from songfai.reviews.forms.room import (
    ConclusionForm,
    CutOffForm,
    DecisionForm,
    DelegationForm,
    DirectionForm,
    FindingForm,
    GroundsForm,
    LessonForm,
    MeetingForm,
    RatingForm,
    ViewForm,
)

__all__ = [
    "FIGURE_FIELDS",
    "AttachmentForm",
    "ConclusionForm",
    "CutOffForm",
    "DecisionForm",
    "DelegationForm",
    "DirectionForm",
    "FigureFormSet",
    "FindingForm",
    "GroundsForm",
    "HeadingForm",
    "LessonForm",
    "MeetingForm",
    "PartForm",
    "RatingForm",
    "ViewForm",
]
