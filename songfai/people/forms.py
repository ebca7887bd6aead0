from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import TrilingualFormField
from songfai.people.models import Account, Person


class AccountForm(forms.Form):
    """A person's own name, as they write it in each language, and the language of their mail."""

    name = TrilingualFormField(label=_("Name"), help_text=_("The whole name, as you write it in each language."))
    language = forms.ChoiceField(label=_("Language of mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        self.account = account
        kwargs.setdefault(
            "initial",
            {"name": account.person.name if account.person else None, "language": account.language or "en"},
        )
        super().__init__(*args, **kwargs)

    def apply(self) -> None:
        person = self.account.person or Person()
        person.name = self.cleaned_data["name"]
        person.save()
        self.account.person, self.account.language = person, self.cleaned_data["language"]
        self.account.save(update_fields=["person", "language"])
