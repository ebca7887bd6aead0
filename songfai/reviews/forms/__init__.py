"""Requests become typed values. Nothing is saved here."""

from songfai.reviews.forms.information import AttachmentForm, FigureFormSet, HeadingForm, PartForm
from songfai.reviews.forms.room import (
    ConclusionForm,
    CutOffForm,
    DecisionForm,
    DelegationForm,
    DirectionForm,
    FindingForm,
    LessonForm,
    MeetingForm,
    RatingForm,
    ViewForm,
)

__all__ = [
    "AttachmentForm",
    "ConclusionForm",
    "CutOffForm",
    "DecisionForm",
    "DelegationForm",
    "DirectionForm",
    "FigureFormSet",
    "FindingForm",
    "HeadingForm",
    "LessonForm",
    "MeetingForm",
    "PartForm",
    "RatingForm",
    "ViewForm",
]
