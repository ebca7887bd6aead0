"""A request becomes typed values."""

from songfai.administration.forms.institutions import CardForm, InstitutionForm, PostForm, initial_of
from songfai.administration.forms.seats import AccountForm, SeatForm
from songfai.administration.forms.succession import FieldForm, RenameForm, SuccessionForm, initial_of_field
from songfai.administration.forms.units import (
    UnitChangeForm,
    UnitForm,
    UnitJoinForm,
    UnitMoveForm,
    UnitNameForm,
    initial_of_unit,
)

__all__ = [
    "AccountForm",
    "CardForm",
    "FieldForm",
    "InstitutionForm",
    "PostForm",
    "RenameForm",
    "SeatForm",
    "SuccessionForm",
    "UnitChangeForm",
    "UnitForm",
    "UnitJoinForm",
    "UnitMoveForm",
    "UnitNameForm",
    "initial_of",
    "initial_of_field",
    "initial_of_unit",
]
