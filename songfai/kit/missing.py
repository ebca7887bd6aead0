"""What a form says of a field nobody filled in: what is missing, and not that "this field" is required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MISSING: dict[type[forms.Field], Any] = {
    forms.Field: _("Not filled in yet."),
    forms.ChoiceField: _("Nothing chosen yet."),
    forms.ModelChoiceField: _("Nothing chosen yet."),
    forms.BooleanField: _("Not ticked yet."),
    forms.FileField: _("No file chosen yet: what is entered here rests on it."),
}

# For a file that is only read in: nothing rests on it afterwards.
NO_FILE = {"required": _("No file chosen yet.")}

# For a field that names the paper something rests on.
NO_PAPER = {
    "required": _(
        "The paper is not named yet: whoever reads this later must be able to check what it rests on."
    ),
}


def say_what_is_missing() -> None:
    """For every form, also of libraries; a field with words of its own keeps them."""
    for kind, words in MISSING.items():
        kind.default_error_messages = {**kind.default_error_messages, "required": words}
