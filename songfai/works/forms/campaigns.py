"""A campaign, a target, what is entered and why something does not count."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import (
    DayField,
    NamedChoice,
    SeenForm,
    TrilingualFormField,
    WholeField,
    current_language,
)
from songfai.parties.models import Institution, Unit
from songfai.works.models import Campaign
from songfai.works.queries import takers
from songfai.works.states import Counting, Entrants


class CampaignForm(SeenForm):
    title = TrilingualFormField(label=_("Title"), max_length=300)
    opens = DayField(label=_("First day"))
    closes = DayField(label=_("Last day"))
    entrants = forms.ChoiceField(
        label=_("Whose works it takes"), choices=choices(Entrants), widget=forms.RadioSelect
    )
    counting = forms.ChoiceField(label=_("What counts"), choices=choices(Counting), widget=forms.RadioSelect)
    applied_from = DayField(
        label=_("First applied from"),
        required=False,
        help_text=_("Empty: works count whenever they were first applied."),
    )
    applied_to = DayField(label=_("First applied until"), required=False)
    paper = forms.CharField(label=_("Paper it is launched by"), max_length=200)
    paper_date = DayField(label=_("Date of the paper"))


class TargetForm(forms.Form):
    use_required_attribute = False
    who = forms.ChoiceField(label=_("Unit"))
    target = WholeField(label=_("Target"), min_value=1, max_value=10_000_000)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies, units = takers(campaign)
        self.found: dict[str, tuple[Institution, Unit | None]] = {f"b{one.pk}": (one, None) for one in bodies}
        self.found |= {f"u{one.pk}": (campaign.institution, one) for one in units}
        options = [(key, self._name(*given)) for key, given in self.found.items()]
        who: Any = self.fields["who"]
        who.choices = [("", _("Choose a unit")), *options]

    def _name(self, institution: Institution, unit: Unit | None) -> str:
        return str((unit or institution).name.best(current_language())[0])

    def values(self) -> dict[str, Any]:
        institution, unit = self.found[self.cleaned_data["who"]]
        return {"institution": institution, "unit": unit, "target": self.cleaned_data["target"]}


class EnterForm(forms.Form):
    use_required_attribute = False
    campaign = NamedChoice(
        queryset=Campaign.objects.none(),
        label=_("Campaign"),
        empty_label=_("Choose a campaign"),
        to_field_name="key",
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["campaign"]
        field.queryset = campaigns


class ReasonForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
