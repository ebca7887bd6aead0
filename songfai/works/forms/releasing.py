"""Which recognised works are looked at for a release."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.forms import NamedChoice
from songfai.works.models import Campaign


class ReleaseForm(forms.Form):
    """`years` and `campaigns` are those there is a choice of."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    campaign = NamedChoice(
        queryset=Campaign.objects.none(),
        label=_("Campaign"),
        required=False,
        empty_label=_("Any campaign"),
        to_field_name="key",
    )

    def __init__(self, *args: Any, years: list[int], campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", _("Any year")), *((year, str(year)) for year in years)]
        fields["campaign"].queryset = campaigns

    def wanted(self) -> dict[str, Any] | None:
        """What the list is narrowed by; None where something was asked for that there is not: then nothing is listed, and
        nothing released."""
        if not self.is_bound:
            return {}
        return self.cleaned_data if self.is_valid() else None
