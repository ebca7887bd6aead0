"""Forms of the reports an institution owes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.models import Rule
from songfai.deadlines.queries import rules
from songfai.kit.choices import choices
from songfai.kit.clock import today
from songfai.kit.errors import Refused
from songfai.kit.forms import (
    DayField,
    NamedChoice,
    SeenForm,
    TrilingualFormField,
    WholeField,
)
from songfai.kit.missing import NO_PAPER
from songfai.kit.refusals import words
from songfai.parties.models import Institution, Seat
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from songfai.registry.forms.documents import TypeChoice
from songfai.registry.models import DocumentType
from songfai.registry.queries import types_for
from songfai.registry.rules import require_programme
from songfai.registry.states import (
    Cadence,
    ReportKind,
    ReportState,
)


class DutyForm(SeenForm):
    title = TrilingualFormField(label=_("Report"), max_length=300)
    to_institution = NamedChoice(
        queryset=Institution.objects.none(),
        label=_("To an institution on this server"),
        required=False,
        empty_label=_("Somebody else: write the name"),
    )
    to_name = forms.CharField(label=_("Name of another recipient"), max_length=300, required=False)
    basis = TrilingualFormField(label=_("Legal basis"), max_length=300, error_messages=NO_PAPER)
    kind = forms.ChoiceField(
        label=_("Kind of report"),
        choices=choices(ReportKind),
        help_text=_("Its draft is written from the record for each period, and frozen as it is."),
    )
    cadence = forms.ChoiceField(label=_("How often"), choices=choices(Cadence))
    type = TypeChoice(
        queryset=DocumentType.objects.none(),
        label=_("Form"),
        required=False,
        empty_label=_("Letter: has no type code"),
    )
    rule = NamedChoice(
        queryset=Rule.objects.none(),
        label=_("Rule that counts the last day"),
        required=False,
        empty_label=_("No rule: days by hand"),
        help_text=_("Counted from the last day of the period."),
    )
    days = WholeField(label=_("Days after the period, by hand"), required=False, min_value=0, max_value=366)
    programme = NamedChoice(
        queryset=Programme.objects.none(),
        label=_("Programme"),
        required=False,
        empty_label=_("Every programme of the institution"),
    )
    starts_on = DayField(label=_("Owed from"))
    ends_on = DayField(label=_("Owed until"), required=False)

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["to_institution"].queryset = Institution.objects.exclude(pk=seat.institution_id).order_by("id")
        fields["type"].queryset = types_for(seat.institution, today(), self.initial.get("type"))
        fields["rule"].queryset = rules()
        fields["programme"].queryset = visible_to(seat).order_by("-id")

    def clean(self) -> dict[str, Any] | None:
        typed = super().clean() or self.cleaned_data
        if "kind" in typed and "programme" in typed:
            try:
                require_programme(ReportKind(typed["kind"]), typed["programme"] is not None)
            except Refused as refused:
                self.add_error("programme", words(refused))
        return typed


class ReceiptForm(forms.Form):
    use_required_attribute = False
    on = DayField(label=_("Receipted on"))
    receipt = forms.CharField(label=_("What confirms it"), max_length=300)


class OwedForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        late = ("late", _("Late, not sent"))
        state.choices = [("", _("Any state")), late, *choices(ReportState)]
