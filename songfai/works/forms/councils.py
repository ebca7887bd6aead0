"""Councils, members, rules and criteria; what the council found."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.deadlines.states import Certainty
from songfai.kit.choices import choices
from songfai.kit.forms import DayField, SeenForm, TrilingualFormField, WholeField, current_language
from songfai.kit.languages import Trilingual
from songfai.kit.missing import NO_PAPER
from songfai.works.models import Submission
from songfai.works.states import CouncilRole, CountedOf, Mark, PartKind, Scheme, Scope, SuperiorWhen


class CouncilForm(SeenForm):
    title = TrilingualFormField(label=_("Name"), max_length=300)
    decision = forms.CharField(
        label=_("Number of the decision"),
        max_length=100,
        help_text=_("By which the head of the unit formed the council."),
    )
    decided_on = DayField(label=_("Date of the decision"))
    valid_to = DayField(label=_("Sits until"), required=False)


class MemberForm(forms.Form):
    use_required_attribute = False
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        help_text=_("An expert may come from another institution on this server."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=choices(CouncilRole))


class RegulationForm(SeenForm):
    scheme = forms.ChoiceField(
        label=_("What is decided by them"), choices=choices(Scheme), widget=forms.RadioSelect
    )
    title = TrilingualFormField(label=_("Name"), max_length=300)
    basis = TrilingualFormField(label=_("Legal basis"), max_length=300, error_messages=NO_PAPER)
    source = forms.CharField(label=_("Where it was read"), max_length=300, required=False)
    certainty = forms.ChoiceField(label=_("How sure"), choices=choices(Certainty))
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid until"), required=False)
    agree_of = WholeField(
        label=_("Parts that must agree"),
        min_value=1,
        max_value=100,
        help_text=_("Two thirds: 2 here and 3 below. 70 per cent: 70 and 100."),
    )
    agree_whole = WholeField(label=_("Of how many parts"), min_value=1, max_value=100)
    counted_of = forms.ChoiceField(label=_("Counted"), choices=choices(CountedOf), widget=forms.RadioSelect)
    quorum_of = WholeField(label=_("Parts that must vote"), min_value=1, max_value=100)
    quorum_whole = WholeField(label=_("Out of how many parts"), min_value=1, max_value=100)
    least_members = WholeField(label=_("Fewest members who may vote"), min_value=1, max_value=100)
    union_sits = forms.BooleanField(label=_("The authors’ trade union sits on the council"), required=False)
    paper_confirms = forms.BooleanField(
        label=_("A paper the author has signed stands for the confirmation in person"),
        required=False,
        help_text=_(
            "Also for who has an account. The author is told, and may object until the council votes."
        ),
    )
    scope = forms.ChoiceField(label=_("Must be new"), choices=choices(Scope), widget=forms.RadioSelect)
    least_places = WholeField(
        label=_("Fewest places it is applied in"),
        min_value=0,
        max_value=1000,
        help_text=_("Asked for at a level above the unit; 0 for none."),
    )
    asks_confirmed = forms.BooleanField(
        label=_("A confirmed benefit is asked for"),
        required=False,
        help_text=_("Asked for at a level above the unit."),
    )
    judged_from = DayField(
        label=_("The council’s judgement on novelty is required from"),
        required=False,
        help_text=_("Of works filed from this day on, before they are recognised. Empty: not required."),
    )
    superior_when = forms.ChoiceField(
        label=_("A superior body approves first"),
        choices=choices(SuperiorWhen),
        widget=forms.RadioSelect,
        help_text=_("Of the recognition by the unit. Not for less than the law asks for."),
    )
    certifies_investor = forms.BooleanField(
        label=_("The investor receives a certificate too"),
        required=False,
        help_text=_("Where the authors are not the investor. Not for less than the law asks for."),
    )
    investor_first = forms.BooleanField(
        label=_("What somebody else has paid for is recognised only where its investor has refused to"),
        required=False,
        help_text=_("Of the recognition by the unit. Not for less than the law asks for."),
    )
    must_check = forms.MultipleChoiceField(
        label=_("Checked by the office before the decision"),
        choices=choices(Mark),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Beside what the law asks: who approves is never decided by the authors’ word alone."),
    )


class NextRegulationForm(RegulationForm):
    """A new version decides on what the old one decided on."""

    scheme = None  # type: ignore[assignment]


class EndForm(SeenForm):
    last = DayField(label=_("Valid until"))


class CriterionForm(forms.Form):
    use_required_attribute = False
    text = TrilingualFormField(label=_("Criterion"), max_length=500, rows=2)
    must = forms.BooleanField(label=_("Must be met for recognition"), required=False, initial=True)


class PartHelpsForm(SeenForm):
    """A text for each part: fields `help_KIND`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in PartKind:
            self.fields[f"help_{kind}"] = TrilingualFormField(
                label=_(kind.words), required=False, rows=3, max_length=1000
            )

    def texts(self) -> dict[PartKind, Trilingual]:
        return {kind: self.cleaned_data[f"help_{kind}"] for kind in PartKind}


def findings_form(submission: Submission, data: Any) -> forms.Form:
    """A yes or no and a reason for each criterion: fields `met_ID`, `why_ID`."""
    known = {one.criterion_id: one for one in submission.findings.all()}
    form = forms.Form(data)
    form.use_required_attribute = False
    for one in submission.regulation.criteria.all():
        said = known.get(one.pk)
        form.fields[f"met_{one.pk}"] = forms.ChoiceField(
            label=one.text.best(current_language())[0],
            choices=[("yes", _("Condition met")), ("no", _("Condition not met"))],
            widget=forms.RadioSelect,
            initial=None if said is None else "yes" if said.met else "no",
        )
        form.fields[f"why_{one.pk}"] = forms.CharField(
            label=_("Reason"),
            required=False,
            max_length=1000,
            initial=said.comment if said else "",
            help_text=_("Needed where it is not met."),
        )
    return form


def found_in(form: forms.Form) -> dict[int, tuple[bool, str]]:
    given = form.cleaned_data
    return {
        int(name.removeprefix("met_")): (value == "yes", given[name.replace("met_", "why_")])
        for name, value in given.items()
        if name.startswith("met_")
    }
