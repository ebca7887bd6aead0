"""Requests become typed values. Nothing is saved here."""

from songfai.registry.forms.documents import (
    ArchiveForm,
    FilterForm,
    InForm,
    OutForm,
    PartForm,
    RecipientForm,
    SeriesForm,
    step_form,
)
from songfai.registry.forms.joining import EntrySearch, JoinForm
from songfai.registry.forms.keeping import DestroyForm, KeepOnForm
from songfai.registry.forms.reports import DutyForm, OwedForm, ReceiptForm
from songfai.registry.forms.types import EndTypeForm, TypeForm

__all__ = [
    "ArchiveForm",
    "DestroyForm",
    "DutyForm",
    "EndTypeForm",
    "EntrySearch",
    "FilterForm",
    "InForm",
    "JoinForm",
    "KeepOnForm",
    "OutForm",
    "OwedForm",
    "PartForm",
    "ReceiptForm",
    "RecipientForm",
    "SeriesForm",
    "TypeForm",
    "step_form",
]
