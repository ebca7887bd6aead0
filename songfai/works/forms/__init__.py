"""Requests become typed values. Nothing is saved here."""

from songfai.kit.forms import SeenForm
from songfai.works.forms.benefits import BenefitFilterForm
from songfai.works.forms.campaigns import CampaignForm, EnterForm, ReasonForm, TargetsForm, target_name
from songfai.works.forms.comparing import AnswerForm, JudgementForm, OutsideForm
from songfai.works.forms.councils import (
    CouncilForm,
    CriterionForm,
    EndForm,
    MemberForm,
    NextRegulationForm,
    PartHelpsForm,
    RegulationForm,
    findings_form,
    found_in,
)
from songfai.works.forms.fields import UnitsForm
from songfai.works.forms.helping import AdviceForm, AgreementForm, MentorForm, PaymentForm, WantedForm
from songfai.works.forms.marks import MarkForm
from songfai.works.forms.rates import (
    EndFieldForm,
    FieldForm,
    HeadingForm,
    LawRatesForm,
    RatesForm,
    ResumeFieldForm,
)
from songfai.works.forms.register import FilterForm
from songfai.works.forms.releasing import ReleaseForm
from songfai.works.forms.scoring import (
    BeginRubricForm,
    ConclusionForm,
    RubricForm,
    RubricItemForm,
    TogetherForm,
    bands_in,
    score_form,
    scores_in,
)
from songfai.works.forms.sheets import PastSheetForm, SheetForm, SignedForm
from songfai.works.forms.steps import ApartForm, RecuseForm, ReportForm, VoteForm, step_form
from songfai.works.forms.works import (
    AuthorForm,
    BenefitForm,
    ConfirmForm,
    CorrectionForm,
    ObjectForm,
    PaperForm,
    ProofForm,
    WorkForm,
    initial_of,
    initial_of_author,
)

__all__ = [
    "ReleaseForm",
    "TogetherForm",
    "BeginRubricForm",
    "ConclusionForm",
    "PartHelpsForm",
    "RubricForm",
    "RubricItemForm",
    "bands_in",
    "score_form",
    "scores_in",
    "BenefitFilterForm",
    "CampaignForm",
    "EndForm",
    "EnterForm",
    "ReasonForm",
    "TargetsForm",
    "target_name",
    "AdviceForm",
    "AgreementForm",
    "AnswerForm",
    "ApartForm",
    "AuthorForm",
    "BenefitForm",
    "CorrectionForm",
    "ConfirmForm",
    "ObjectForm",
    "CouncilForm",
    "CriterionForm",
    "FilterForm",
    "UnitsForm",
    "JudgementForm",
    "MarkForm",
    "MemberForm",
    "MentorForm",
    "NextRegulationForm",
    "OutsideForm",
    "PaperForm",
    "PaymentForm",
    "ProofForm",
    "RecuseForm",
    "RegulationForm",
    "ReportForm",
    "SeenForm",
    "PastSheetForm",
    "EndFieldForm",
    "HeadingForm",
    "FieldForm",
    "LawRatesForm",
    "ResumeFieldForm",
    "RatesForm",
    "SheetForm",
    "SignedForm",
    "VoteForm",
    "WantedForm",
    "WorkForm",
    "findings_form",
    "found_in",
    "initial_of",
    "initial_of_author",
    "step_form",
]
