"""The filters of the figures of benefit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.formats import CURRENCIES
from songfai.kit.forms import current_language
from songfai.works.forms.fields import UnitsForm
from songfai.works.queries import BenefitFilter
from songfai.works.states import GROUPS, BenefitKind

SURE = {"yes": True, "no": False}


class BenefitFilterForm(UnitsForm):
    year = forms.TypedChoiceField(
        label=_("Year of the benefit"), required=False, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("How it is known"), required=False)
    confirmed = forms.ChoiceField(label=_("Confirmed"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    of = forms.ChoiceField(label=_("Of which works"), required=False)
    field_order = ("year", "kind", "confirmed", "currency", "of", "unit", "no_unit", "body")

    def __init__(
        self, *args: Any, years: list[int], any_year: bool, units: Any, bodies: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        listed = [(year, str(year)) for year in years]
        fields["year"].choices = [("", _("Any year")), *listed] if any_year else listed
        fields["kind"].choices = [("", _("Any")), *choices(BenefitKind)]
        fields["confirmed"].choices = [("", _("Any")), ("yes", _("confirmed")), ("no", _("not confirmed"))]
        fields["currency"].choices = [("", _("Any currency")), *((code, code) for code in CURRENCIES)]
        fields["of"].choices = [
            ("", _now(GROUPS["recognition"][0])),
            ("running", _now(GROUPS["running"][0])),
        ]
        self.narrow_to(units, bodies)

    def wanted(self) -> BenefitFilter:
        """What a value that no filter has asks for, asks for nothing."""
        if self.is_bound and not self.is_valid():
            return BenefitFilter(impossible=True)
        values = self.cleaned_data if self.is_bound else {}
        return BenefitFilter(
            of=values.get("of") or "recognition",
            year=values.get("year"),
            kind=values.get("kind", ""),
            confirmed=SURE.get(values.get("confirmed", "")),
            currency=values.get("currency", ""),
            unit=values.get("unit"),
            no_unit=bool(values.get("no_unit")),
            body=values.get("body"),
        )

    def said(self) -> list[tuple[str, str]]:
        """What it is narrowed to, in words; of which works it is counted is always said."""
        wanted = self.wanted()
        found = [(_now("Of which works"), _now(GROUPS[wanted.of][0]))]
        told: dict[str, str] = {
            "year": str(wanted.year or ""),
            "kind": _now(BenefitKind(wanted.kind).words) if wanted.kind else "",
            "confirmed": {True: _now("confirmed"), False: _now("not confirmed"), None: ""}[wanted.confirmed],
            "currency": wanted.currency,
            "unit": wanted.unit.name.best(current_language())[0] if wanted.unit else "",
            "no_unit": _now("yes") if wanted.no_unit else "",
            "body": wanted.body.name.best(current_language())[0] if wanted.body else "",
        }
        return found + [(str(self[name].label), words) for name, words in told.items() if words]
