"""Requests become typed values. Nothing is saved here."""

from songfai.kit.forms import SeenForm
from songfai.works.forms.comparing import AnswerForm, JudgementForm
from songfai.works.forms.councils import (
    CouncilForm,
    CriterionForm,
    MemberForm,
    RegulationForm,
    findings_form,
    found_in,
)
from songfai.works.forms.register import FilterForm
from songfai.works.forms.sheets import SheetForm
from songfai.works.forms.steps import RecuseForm, VoteForm, step_form
from songfai.works.forms.works import (
    AuthorForm,
    BenefitForm,
    ConfirmForm,
    PaperForm,
    ProofForm,
    WorkForm,
    initial_of,
    initial_of_author,
)

__all__ = [
    "AnswerForm",
    "AuthorForm",
    "BenefitForm",
    "ConfirmForm",
    "CouncilForm",
    "CriterionForm",
    "FilterForm",
    "JudgementForm",
    "MemberForm",
    "PaperForm",
    "ProofForm",
    "RecuseForm",
    "RegulationForm",
    "SeenForm",
    "SheetForm",
    "VoteForm",
    "WorkForm",
    "findings_form",
    "found_in",
    "initial_of",
    "initial_of_author",
    "step_form",
]
