"""A draft programme begun from another one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.clock import today
from songfai.kit.errors import Refused
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language, said
from songfai.parties.models import Institution, Seat
from songfai.parties.queries import institutions
from songfai.programmes import queries, rules
from songfai.programmes.forms.editing import ByName, SeenForm
from songfai.programmes.models import Programme


class ProgrammeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.title.best(current_language())[0][:120]


class CopyForm(SeenForm):
    source = ProgrammeChoice(queryset=Programme.objects.none(), label=_("Begin from"))
    title = TrilingualFormField(label=_("Title"), rows=2, max_length=600)
    partner = ByName(queryset=Institution.objects.none(), label=_("The other side"))
    term_start = PartialDateFormField(label=_("Term from"))
    term_end = PartialDateFormField(label=_("Term to"))
    further = forms.BooleanField(
        label=_("Its further parties take part here too"),
        required=False,
        help_text=_("They read the programme once it is offered. Each can be taken out of the draft."),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed: dict[str, Any] = self.fields
        language = current_language()
        listed["source"].queryset = queries.own_programmes(seat).order_by(f"order_{language}", "pk")
        listed["partner"].queryset = institutions(today()).exclude(pk__in=queries.bodies_of(seat))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("term_start") and values.get("term_end"):
            try:
                rules.require_term(values["term_start"], values["term_end"])
            except Refused as refused:
                self.add_error("term_end", said(refused))
        return values
