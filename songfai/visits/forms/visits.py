"""The visit as it is proposed and arranged, its steps, and the filter of the list. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.dates import PartialDate
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language
from songfai.plans.models import PlanItem
from songfai.programmes.choosing import FurtherPartyField, chosen, offer_parties
from songfai.programmes.models import Commitment, Programme
from songfai.record.states import Stage
from songfai.visits.models import Visit
from songfai.visits.states import Level, Manner, Step, VisitState

VISIT_FIELDS = (
    "title", "level", "host", "host_party", "host_reason", "manner", "starts_on", "ends_on", "place", "purpose",
)  # fmt: skip


def side_choices(programme: Programme) -> list[tuple[int, str]]:
    """The two sides by name, in the order of the signed text."""
    language = current_language()
    return [(side.position, side.display_name.best(language)[0]) for side in programme.sides.all()]


class SeenForm(forms.Form):
    """Carries the revision, or the stamp, of what it was filled from."""

    use_required_attribute = False
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen_revision(self) -> int:
        """-1, which is none, when the form does not say."""
        typed = self.cleaned_data["seen"]
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


class Commitments(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {(obj.short or obj.text).best(current_language())[0]}"[:140]


class VisitForm(SeenForm):
    title = TrilingualFormField(
        label=_("Visit"), max_length=300, help_text=_("In one line, as lists and papers name it.")
    )
    level = forms.ChoiceField(label=_("Level"), choices=choices(Level), widget=forms.RadioSelect)
    host = forms.TypedChoiceField(
        label=_("Host"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("The other side travels, names the delegation and writes the report."),
    )
    host_party = FurtherPartyField(
        _("Hosted by a further party"),
        _("No, the side itself hosts"),
        _(
            "The side chosen above then arranges the visit and speaks for it; the visit is nobody’s turn to host."
        ),
    )
    host_reason = TrilingualFormField(
        label=_("Why this host"),
        required=False,
        max_length=600,
        help_text=_("Needed when by the rotation it is the other side’s turn."),
    )
    manner = forms.ChoiceField(label=_("How it is held"), choices=choices(Manner), widget=forms.RadioSelect)
    starts_on = PartialDateFormField(label=_("First day"), exact=True, help_text=_("Day, month, year."))
    ends_on = PartialDateFormField(
        label=_("Last day"), exact=True, required=False, help_text=_("Leave empty when it is one day.")
    )
    place = TrilingualFormField(label=_("Place"), required=False, max_length=300)
    purpose = TrilingualFormField(label=_("Purpose"), required=False, rows=3, max_length=4000)
    commitments = Commitments(
        label=_("Commitments it carries out"),
        queryset=Commitment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("When the visit is over it counts as an activity under each of them."),
    )

    def __init__(
        self, *args: Any, programme: Programme, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"manner": Manner.IN_PERSON, **(initial or {})}
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["host"].choices = side_choices(programme)
        fields["host"].error_messages["invalid_choice"] = _(
            "The host must be one of the two sides of the programme; choose one of them."
        )
        fields["commitments"].queryset = programme.commitments.order_by("number")
        offer_parties(self, programme, "host_party")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts: PartialDate | None = values.get("starts_on")
        if starts is not None and "ends_on" in values:
            ends: PartialDate = values.get("ends_on") or starts
            values["starts_on"], values["ends_on"] = starts.first_day(), ends.last_day()
            if values["ends_on"] < values["starts_on"]:
                self.add_error("ends_on", _("The visit ends before it begins: look at both dates."))
        return values

    def values(self) -> dict[str, Any]:
        return chosen(self, VISIT_FIELDS)


def visit_values(visit: Visit) -> dict[str, Any]:
    """What the form of a visit is filled from."""
    values = {name: getattr(visit, name) for name in VISIT_FIELDS}
    return values | {"commitments": list(visit.commitments.all()), "seen": visit.revision}


class PaperField(forms.FileField):
    """The file of a paper: what is accepted, files.rules says."""

    def __init__(self) -> None:
        super().__init__(
            label=_("The paper itself"),
            required=False,
            help_text=_("PDF, Word or a picture. It is kept under its SHA-256; both sides may read it."),
        )


class SchemeForm(SeenForm):
    scheme = TrilingualFormField(
        label=_("Scheme"),
        required=False,
        rows=6,
        max_length=20000,
        help_text=_("Tasks, route, places, members, budget and who pays: what your superior is to approve."),
    )
    paper = PaperField()


# ---- Steps ------------------------------------------------------------------------------------------------


class StepForm(SeenForm):
    """A step that asks for nothing but the decision."""

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": visit.revision, **self.filled(visit), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.prepare(visit)

    def filled(self, visit: Visit) -> dict[str, Any]:
        return {}

    def prepare(self, visit: Visit) -> None:
        """For a step whose choices depend on the visit."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class TakeInForm(StepForm):
    item = forms.ModelChoiceField(
        label=_("Item of the plan"),
        queryset=PlanItem.objects.none(),
        required=False,
        empty_label=_("Off plan"),
        help_text=_("Of a plan in force: both sides have agreed to it already."),
    )
    off_plan_reason = TrilingualFormField(
        label=_("Why it is off plan"), required=False, rows=2, max_length=2000
    )

    def prepare(self, visit: Visit) -> None:
        field: Any = self.fields["item"]
        field.queryset = (
            PlanItem.objects.filter(
                plan__programme=visit.programme_id,
                plan__document__standing__stage=Stage.IN_FORCE,
                plan__year__gte=visit.starts_on.year - 1,
                plan__year__lte=visit.starts_on.year + 1,
            )
            .select_related("plan__document__standing", "commitment")
            .order_by("-plan__year", "number")
        )
        language = current_language()
        field.label_from_instance = lambda item: (
            f"{item.plan.year} · {item.number}. {item.title.best(language)[0]}"[:140]
        )


def day_of(value: PartialDate | None) -> Any:
    return value.first_day() if value else None


class ApproveSchemeForm(StepForm):
    number = forms.CharField(label=_("Number and symbol of the approval"), max_length=100, required=False)
    approved_on = PartialDateFormField(label=_("Approved on"), exact=True, required=False)
    approved_by = TrilingualFormField(
        label=_("Approved by"),
        required=False,
        max_length=300,
        help_text=_("The superior of the travelling side."),
    )
    paper = PaperField()

    def values(self) -> dict[str, Any]:
        return super().values() | {"approved_on": day_of(self.cleaned_data["approved_on"])}


class FinishForm(StepForm):
    returned_on = PartialDateFormField(
        label=_("Day of the return"),
        exact=True,
        required=False,
        help_text=_("The term for the report counts from this day. Online: the last day."),
    )
    as_planned = forms.TypedChoiceField(
        label=_("How it went"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("As planned")), ("no", _("Not as planned"))],
        widget=forms.RadioSelect,
    )
    deviation = TrilingualFormField(
        label=_("What was not as planned, and why"), required=False, rows=3, max_length=4000
    )

    def filled(self, visit: Visit) -> dict[str, Any]:
        return {"returned_on": visit.ends_on, "as_planned": "yes"}

    def values(self) -> dict[str, Any]:
        return super().values() | {"returned_on": day_of(self.cleaned_data["returned_on"])}


class ReportForm(StepForm):
    text = TrilingualFormField(
        label=_("Report"),
        required=False,
        rows=8,
        max_length=20000,
        help_text=_(
            "Results, what was promised, difficulties, proposals. Meetings and promises stand on the page."
        ),
    )


class CancelForm(StepForm):
    reason = TrilingualFormField(
        label=_("Reason"),
        rows=3,
        max_length=2000,
        help_text=_("The other side reads it word for word."),
    )


STEP_FORMS: dict[Step, type[StepForm]] = {
    Step.TAKE_IN: TakeInForm,
    Step.APPROVE_SCHEME: ApproveSchemeForm,
    Step.CONFIRM: StepForm,
    Step.BEGIN: StepForm,
    Step.FINISH: FinishForm,
    Step.REPORT: ReportForm,
    Step.CLOSE: StepForm,
    Step.CANCEL: CancelForm,
}


class FilterForm(forms.Form):
    text = forms.CharField(label=_("Find"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    level = forms.ChoiceField(label=_("Level"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    host = forms.TypedChoiceField(label=_("Host"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        years = range(programme.term_start.year, programme.term_end.year + 1)
        fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]
        fields["level"].choices = [("", _("Every level")), *choices(Level)]
        fields["state"].choices = [("", _("Any state")), *choices(VisitState)]
        fields["host"].choices = [("", _("Either side")), *side_choices(programme)]
