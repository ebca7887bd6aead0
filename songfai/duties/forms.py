"""Requests become typed values. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.models import Rule
from songfai.deadlines.queries import rules
from songfai.duties.queries import ALL
from songfai.duties.states import DutyState
from songfai.kit.choices import choices
from songfai.kit.countries import country_name
from songfai.kit.forms import DayField, TrilingualFormField, current_language
from songfai.programmes.models import Programme


class RuleChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """With the country whose law it is: both have rules of one name."""
        language = current_language()
        title = obj.title.best(language)[0][:140]
        return f"{title} · {country_name(obj.country, language)}" if obj.country else title


def side_choices(programme: Programme) -> list[tuple[int, Any]]:
    return [
        (0, _("Both sides")),
        *(
            (side.position, str(side.display_name.best(current_language())[0]))
            for side in programme.sides.all()
        ),
    ]


class DutyForm(forms.Form):
    rule = RuleChoice(
        queryset=Rule.objects.none(),
        label=_("Rule"),
        required=False,
        empty_label=_("No rule: the last day is entered by hand"),
    )
    title = TrilingualFormField(
        label=_("What is due"),
        required=False,
        max_length=200,
        help_text=_("Leave empty to take the words of the rule."),
    )
    side = forms.TypedChoiceField(label=_("Who owes it"), coerce=int)
    starts_on = DayField(
        label=_("First day"),
        required=False,
        help_text=_("The day of the event it is counted from. Leave empty until the event has come."),
    )
    due = DayField(label=_("Last day, by hand"), required=False, help_text=_("Only where no rule counts it."))
    basis = TrilingualFormField(label=_("What it rests on"), required=False, max_length=300)
    both_confirm = forms.BooleanField(label=_("Met only when both sides confirm it"), required=False)

    def __init__(self, *args: Any, programme: Programme, position: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["rule"].queryset = rules()
        # A side enters what it owes itself, or what both owe.
        fields["side"].choices = [one for one in side_choices(programme) if one[0] in (0, position)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("title") and not values.get("rule"):
            self.add_error("title", _("Say what is due, or choose a rule."))
        if values.get("due") and not values.get("starts_on"):
            self.add_error("starts_on", _("A last day entered by hand needs its first day too."))
        return values

    def values(self) -> dict[str, object]:
        given = self.cleaned_data
        rule = given["rule"]
        return {
            "title": given["title"] or rule.title,
            "side": given["side"],
            "rule": rule,
            "basis": given["basis"],
            "both_confirm": given["both_confirm"],
        }


class StartForm(forms.Form):
    starts_on = DayField(label=_("First day"), help_text=_("The day of the event it is counted from."))
    due = DayField(label=_("Last day, by hand"), required=False, help_text=_("Only where no rule counts it."))
    basis = TrilingualFormField(label=_("What it rests on"), required=False, max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ExtendForm(forms.Form):
    new_due = DayField(label=_("New last day"))
    reason = TrilingualFormField(
        label=_("Reason"), rows=2, help_text=_("The other side reads it word for word.")
    )
    paper = forms.CharField(
        label=_("Number and date of the paper"),
        max_length=150,
        help_text=_("For example: 215/BNV-HTQT, 20/03/2026."),
    )
    file = forms.FileField(
        label=_("The paper"),
        required=False,
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )
    crosses = forms.BooleanField(
        label=_("May go to the other side’s server"),
        required=False,
        help_text=_("Otherwise it stays where it was given. Mind the names of persons in it."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConfirmForm(forms.Form):
    done_on = DayField(label=_("Done on"))
    note = TrilingualFormField(label=_("Note"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class FilterForm(forms.Form):
    state = forms.ChoiceField(label=_("State"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    side = forms.TypedChoiceField(label=_("Who owes it"), required=False, coerce=int, empty_value=None)

    def __init__(
        self, *args: Any, programme: Programme | None, programmes: list[Programme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["state"].choices = [
            ("", _("Not met yet")),
            (ALL, _("Any state")),
            *choices(DutyState),
        ]
        if programme is None:
            del fields["side"]
            fields["programme"].choices = [
                ("", _("Every programme")),
                *((one.slug, str(one.title.best(current_language())[0])[:100]) for one in programmes),
            ]
        else:
            del fields["programme"]
            fields["side"].choices = [("", _("Anybody")), *side_choices(programme)]
