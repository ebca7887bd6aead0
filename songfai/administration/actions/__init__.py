"""Writes of an administrator: institutions, units, and who acts for whom. Never a matter of a programme."""

from songfai.administration.actions.accounts import end_seat, give_seat, save_own_account
from songfai.administration.actions.institutions import (
    INSTITUTION_FIELDS,
    field_stamp,
    institution_stamp,
    save_field,
    save_institution,
)
from songfai.administration.actions.reach import Administrator
from songfai.administration.actions.succession import hand_on, rename, take_back, take_name_back
from songfai.administration.actions.units import (
    UNIT_FIELDS,
    join_units,
    move_fields,
    rename_unit,
    save_unit,
    take_joining_back,
    take_move_back,
    unit_stamp,
)

__all__ = [
    "INSTITUTION_FIELDS",
    "UNIT_FIELDS",
    "Administrator",
    "end_seat",
    "field_stamp",
    "give_seat",
    "hand_on",
    "institution_stamp",
    "join_units",
    "move_fields",
    "rename",
    "rename_unit",
    "save_field",
    "save_institution",
    "save_own_account",
    "save_unit",
    "take_back",
    "take_joining_back",
    "take_move_back",
    "take_name_back",
    "unit_stamp",
]
