"""A campaign, a target, what is entered and why something does not count."""

from collections.abc import Sequence
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
from songfai.works.queries.campaigns import Taker
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


class TargetsForm(SeenForm):
    """A number for each of `takers`, the bodies and units of a page; an empty one asks nothing of it."""

    def __init__(self, *args: Any, takers: Sequence[Taker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = {target_name(taker): taker for taker in takers}
        for name, (body, unit) in self.takers.items():
            label = (unit or body).name.best(current_language())[0]
            self.fields[name] = WholeField(label=label, required=False, min_value=1, max_value=10_000_000)

    def lines(self) -> list[tuple[forms.BoundField, Institution, Unit | None]]:
        return [(self[name], body, unit) for name, (body, unit) in self.takers.items()]

    def targets(self) -> dict[Taker, int | None]:
        return {taker: self.cleaned_data[name] for name, taker in self.takers.items()}


def target_name(taker: Taker) -> str:
    """The field of a target."""
    body, unit = taker
    return f"u{unit.pk}" if unit else f"b{body.pk}"


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
