from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import TrilingualFormField
from songfai.parties.models import Institution, Unit
from songfai.parties.states import Role
from songfai.people.models import Account


class SeatForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = TrilingualFormField(label=_("Name"), help_text=_("The whole name, as the person writes it."))
    role = forms.ChoiceField(label=_("Role"), choices=choices(Role))
    post = TrilingualFormField(label=_("Post"), required=False)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label="–"
    )
    authority = forms.CharField(
        label=_("Paper of authority"),
        required=False,
        max_length=100,
        help_text=_("Number of the paper that lets somebody who is not a leader agree for the side."),
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.filter(institution=institution).order_by("id")


class AccountForm(forms.Form):
    """A person's own name, as they write it in each language, and the language of their mail."""

    name = TrilingualFormField(
        label=_("Name"), help_text=_("The whole name, as you write it in each language.")
    )
    language = forms.ChoiceField(label=_("Language of mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        kwargs.setdefault(
            "initial",
            {"name": account.person.name if account.person else None, "language": account.language or "en"},
        )
        super().__init__(*args, **kwargs)
