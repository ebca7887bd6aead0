"""What each step of a submission asks for, and the ballot."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import DayField, DecimalFormField, NamedChoice, SeenForm, TrilingualFormField
from songfai.works.forms.fields import MoneyForm
from songfai.works.models import Council, Submission
from songfai.works.queries import given_back, session_of, sittings
from songfai.works.states import Choice, Scope, Step

LARGEST = Decimal("99999999999999")


class ReasonForm(SeenForm):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class ConveneForm(SeenForm):
    council = NamedChoice(
        queryset=Council.objects.none(),
        label=_("Council"),
        empty_label=None,
        help_text=_("Only councils that sit today. Authors of the work have no vote on it."),
    )


class CloseForm(SeenForm):
    """`without` is asked for only where a score sheet that was given back is not in again."""

    minutes = forms.CharField(label=_("Number of the minutes"), max_length=100)
    without = forms.CharField(
        label=_("Why it is counted without a score sheet that was reopened"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
    )


class SuperiorForm(SeenForm):
    superior = forms.CharField(label=_("Superior body"), max_length=300)


class PaperOfSuperiorForm(SeenForm):
    paper = forms.CharField(label=_("Number and date of its paper"), max_length=200)


class DeclineForm(PaperOfSuperiorForm):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea({"rows": 4}))


class DecisionForm(SeenForm):
    decision = forms.CharField(label=_("Number of the decision"), max_length=100)
    decided_on = DayField(label=_("Date of the decision"))


class InfluenceForm(DecisionForm):
    influence = forms.ChoiceField(
        label=_("Found to reach"), choices=choices(Scope), widget=forms.RadioSelect, initial=Scope.UNIT
    )


class ReportForm(SeenForm):
    """What a level above the unit decides on."""

    report = TrilingualFormField(
        label=_("Effect and where it reaches"),
        rows=8,
        max_length=20_000,
        help_text=_("Where it is applied, since when, with what figures; who took it over, who could."),
    )


class CertifyForm(SeenForm):
    signer = forms.CharField(label=_("Signed by"), max_length=200)
    post = TrilingualFormField(label=_("Post of the signer"), required=False, max_length=200)
    dated = DayField(label=_("Date of the certificate"))


class ApplyForm(SeenForm):
    on = DayField(label=_("From"))
    place = forms.CharField(label=_("Where it is applied"), max_length=300)
    paper = forms.CharField(label=_("Paper"), max_length=200, required=False)

    def values(self) -> dict[str, Any]:
        return {"values": super().values()}


class TransferForm(MoneyForm, ApplyForm):
    place = forms.CharField(label=_("To whom it was transferred"), max_length=300)
    amount = DecimalFormField(label=_("Price"), required=False, min_value=0, max_value=LARGEST)
    currency = forms.ChoiceField(label=_("Currency"), required=False)


STEP_FORMS: dict[Step, type[SeenForm]] = {
    Step.WITHDRAW: ReasonForm,
    Step.DEFECTS: ReasonForm,
    Step.REJECT: ReasonForm,
    Step.CONVENE: ConveneForm,
    Step.CLOSE: CloseForm,
    Step.COUNT: CloseForm,
    Step.ANNUL: ReasonForm,
    Step.SEND_UP: SuperiorForm,
    Step.APPROVE: PaperOfSuperiorForm,
    Step.DECLINE: DeclineForm,
    Step.RECOGNISE: DecisionForm,
    Step.REFUSE: ReasonForm,
    Step.CERTIFY: CertifyForm,
    Step.APPLY: ApplyForm,
    Step.TRANSFER: TransferForm,
    Step.REVOKE: ReasonForm,
}

# What is asked for otherwise at the levels above the base unit.
STEP_FORMS_ABOVE: dict[Step, type[SeenForm]] = {Step.MEND: ReportForm, Step.RECOGNISE: InfluenceForm}


def step_form(step: Step, data: Any, submission: Submission, initial: dict[str, Any], today: Any) -> SeenForm:
    asked = STEP_FORMS | STEP_FORMS_ABOVE if submission.above else STEP_FORMS
    form = asked.get(step, SeenForm)(data, initial={"seen": submission.revision} | initial)
    if step == Step.CONVENE:
        council: Any = form.fields["council"]
        council.queryset = sittings(submission.institution, today)
    if step in (Step.CLOSE, Step.COUNT):
        session = session_of(submission, today)
        if waiting := given_back(submission, session) if session else []:
            names = _("Reopened and not handed in again: %(names)s.") % {"names": ", ".join(waiting)}
            form.fields["without"].help_text = escape(names)
        else:
            del form.fields["without"]
    return form


class VoteForm(forms.Form):
    use_required_attribute = False
    choice = forms.ChoiceField(
        label=_("Your vote"), choices=choices(Choice), widget=forms.RadioSelect, initial=None
    )


class ApartForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why they are not the same person"),
        max_length=500,
        help_text=_("For example: another date of birth, another workplace."),
    )


class RecuseForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Why you have a conflict of interest"),
        max_length=300,
        help_text=_("For example: an author is a relative, or works under you."),
    )
