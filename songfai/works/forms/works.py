"""The work as it is written; its authors, benefit and files; the filters of the list."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.clock import today
from songfai.kit.errors import Refused
from songfai.kit.forms import (
    DayField,
    DecimalFormField,
    PartialDateFormField,
    SeenForm,
    TrilingualFormField,
    current_language,
    said,
)
from songfai.kit.languages import Trilingual
from songfai.people.models import Account
from songfai.works.forms.fields import MoneyForm, NamedMany
from songfai.works.models import Author, Work, WorkField
from songfai.works.queries import PartHelps, fields_of_works, fields_on, find_seat
from songfai.works.rules import require_investor
from songfai.works.states import AuthorRole, BenefitKind, Investor, IpStatus, PartKind, WorkType

LARGEST = Decimal("99999999999999")
LONGEST_PART = 60_000


INVESTED = ("invested_by", "investor", "investor_refused", "state_funded")


class WorkForm(SeenForm):
    """Nothing but a title is asked for: a draft is saved as far as it is written."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    on_behalf = forms.BooleanField(
        label=_("I enter this for its authors, and am none of them"),
        required=False,
    )
    title = TrilingualFormField(
        label=_("Title of the work"), max_length=500, rows=2, help_text=_("One language is enough.")
    )
    type = forms.ChoiceField(
        label=_("Type of solution"), required=False, choices=choices(WorkType), widget=forms.RadioSelect
    )
    fields_of = NamedMany(
        queryset=WorkField.objects.none(),
        label=_("Fields"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    first_applied = PartialDateFormField(
        label=_("First or trial application"),
        required=False,
        help_text=_("The earlier of the two, as far as it is known: 03/2026."),
    )
    applied_until = DayField(
        label=_("End of the first application"),
        required=False,
        help_text=_("When it ends only after the file is accepted, the decision is due from that day."),
    )
    ip_status = forms.ChoiceField(label=_("Intellectual property"), choices=choices(IpStatus))
    ip_note = forms.CharField(label=_("Number and date of the paper"), max_length=300, required=False)
    invested_by = forms.ChoiceField(
        label=_("Who paid for creating it"),
        choices=choices(Investor),
        widget=forms.RadioSelect,
        required=False,
        initial=Investor.AUTHORS,
        help_text=_("Where it is not the authors, the decision and the certificates name the investor."),
    )
    investor = forms.CharField(
        label=_("Investor"),
        max_length=300,
        required=False,
        help_text=_("Where somebody else has paid: the name, as it is to stand on the certificates."),
    )
    investor_refused = forms.BooleanField(
        label=_("This investor has refused to recognise it"),
        required=False,
        help_text=_(
            "What somebody else has paid for is filed with that investor first. Add the paper as a file."
        ),
    )
    state_funded = forms.BooleanField(label=_("Paid for by the State"), required=False)

    def __init__(
        self,
        *args: Any,
        helps: PartHelps,
        limit: str = "",
        new: bool = False,
        behalf: bool = False,
        **kwargs: Any,
    ) -> None:
        """`limit`: until when recognition may be requested, beside the day it is counted from."""
        super().__init__(*args, **kwargs)
        language = current_language()
        fields: dict[str, Any] = self.fields
        # One that was ended stays with a work that has it.
        had = [one.pk for one in self.initial.get("fields_of", ())]
        fields["fields_of"].queryset = fields_on(today()) | fields_of_works().filter(pk__in=had)
        if limit:
            fields["first_applied"].help_text = f"{fields['first_applied'].help_text} {limit}"
        if not new:
            del fields["key"]
        if not (new and behalf):
            del fields["on_behalf"]
        for kind in PartKind:
            fields[f"part_{kind}"] = TrilingualFormField(
                label=_(kind.words),
                required=False,
                rows=6,
                max_length=LONGEST_PART,
                # A hint is shown as it is, and this one was typed by somebody.
                help_text=escape(helps[kind].best(language)[0]) if kind in helps else "",
            )
            fields[f"hidden_{kind}"] = forms.BooleanField(
                label=_("This part is confidential"),
                required=False,
                help_text=_("Read only by the authors, the office that examines it and its council."),
            )
        after = ("first_applied", "applied_until", "ip_status", "ip_note", *INVESTED)
        parts = [name for kind in PartKind for name in (f"part_{kind}", f"hidden_{kind}")]
        self.order_fields(["on_behalf", "title", "type", "fields_of", *parts, *after])

    def around_text(self) -> tuple[list[forms.BoundField], list[forms.BoundField]]:
        """The fields down to the end of the description, and those after it: earlier works stand between the two."""
        shown = self.visible_fields()
        after = 1 + max(nth for nth, one in enumerate(shown) if one.name.startswith("hidden_"))
        return shown[:after], shown[after:]

    def typed(self) -> list[tuple[PartKind, str, str]]:
        """(part, language, text) of what is typed of the description, as far as it can be read. Asked after is_valid."""
        return [
            (kind, language, text)
            for kind in PartKind
            for language, text in Trilingual.of(self.cleaned_data.get(f"part_{kind}")).as_dict().items()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        # A form kept on a device from before this question had only the name.
        named = bool(given.get("investor"))
        given["invested_by"] = Investor(
            given.get("invested_by") or (Investor.OTHER if named else Investor.AUTHORS)
        )
        try:
            require_investor(given["invested_by"], named=named, refused=given["investor_refused"])
        except Refused as refused:
            self.add_error("investor" if named else "investor_refused", said(refused))
        return given

    def values(self) -> dict[str, Any]:
        given = super().values()
        names = ("title", "type", *("first_applied", "applied_until", "ip_status", "ip_note"))
        return {name: given[name] for name in (*names, *INVESTED)} | {"fields": list(given["fields_of"])}

    def parts(self) -> dict[PartKind, tuple[Any, bool]]:
        return {
            kind: (self.cleaned_data[f"part_{kind}"], self.cleaned_data[f"hidden_{kind}"])
            for kind in PartKind
        }


def initial_of(work: Work) -> dict[str, Any]:
    names = ("title", "type", "first_applied", "applied_until", "ip_status", "ip_note", *INVESTED)
    filled: dict[str, Any] = {name: getattr(work, name) for name in names}
    filled |= {"seen": work.revision, "fields_of": list(work.fields.all())}
    for part in work.parts.all():
        filled |= {f"part_{part.kind}": part.text, f"hidden_{part.kind}": part.confidential}
    return filled


class AuthorForm(SeenForm):
    role = forms.ChoiceField(
        label=_("Role"), choices=[one for one in choices(AuthorRole) if one[0] != AuthorRole.NAMED]
    )
    name = TrilingualFormField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        required=False,
        help_text=_(
            "Who has an account confirms in person, also from another institution. Leave it empty for who has none."
        ),
    )
    share = DecimalFormField(
        label=_("Share of contribution in per cent"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        help_text=_("The shares of all authors add to 100. Who took part in the first application has 0."),
    )
    born = PartialDateFormField(label=_("Date of birth"), required=False)
    workplace = forms.CharField(label=_("Workplace"), max_length=300, required=False)
    post = forms.CharField(label=_("Post"), max_length=200, required=False)
    qualification = forms.CharField(label=_("Professional level"), max_length=200, required=False)
    union_member = forms.BooleanField(label=_("Member of the trade union"), required=False)
    heads_unit = forms.BooleanField(label=_("Head of the unit"), required=False)

    def __init__(self, *args: Any, work: Work, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work, self.day = work, day

    def clean_email(self) -> Account | None:
        typed = self.cleaned_data["email"]
        if not typed:
            return None
        found = find_seat(typed, self.work.institution, self.day)
        if found is None:
            raise forms.ValidationError(
                _("Nobody with this address acts for an institution on this server today.")
            )
        return found.account

    def values(self) -> dict[str, Any]:
        given = super().values()
        return {name: value for name, value in given.items() if name != "email"} | {"account": given["email"]}


def initial_of_author(author: Author) -> dict[str, Any]:
    names = (
        "role",
        "name",
        "share",
        "born",
        "workplace",
        "post",
        "qualification",
        "union_member",
        "heads_unit",
    )
    filled: dict[str, Any] = {name: getattr(author, name) for name in names}
    return filled | {"email": author.account.email if author.account else ""}


class ObjectForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Read by who entered the paper and by the office. What is right instead?"),
    )


class ConfirmForm(forms.Form):
    use_required_attribute = False
    paper = forms.CharField(
        label=_("Paper the author has signed"),
        max_length=200,
        help_text=_("For example: signed application of 05/03/2026."),
    )
    apart = forms.CharField(
        label=_("Why it is not the person with an account of this name"),
        max_length=300,
        required=False,
        help_text=_("Only where somebody of this name has an account at your institution."),
    )


class ProofForm(forms.Form):
    use_required_attribute = False
    paper = forms.CharField(
        label=_("Paper that proves it"),
        max_length=200,
        help_text=_("For example: minutes of the accounts department of 10/03/2026."),
    )


class FigureForm(MoneyForm):
    """A benefit in money, or that it is none, and how it was worked out."""

    amount = DecimalFormField(label=_("Amount"), required=False, min_value=Decimal("0.01"), max_value=LARGEST)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    basis = TrilingualFormField(label=_("How it was worked out"), required=False, rows=3, max_length=3000)


class BenefitForm(FigureForm):
    field_order = ("year", "kind")
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2200)
    kind = forms.ChoiceField(
        label=_("How it is known"), choices=choices(BenefitKind), widget=forms.RadioSelect
    )


class CorrectionForm(FigureForm, ProofForm):
    """Of a confirmed benefit: its year and how it is known stay."""

    field_order = ("amount", "currency", "basis")
    reason = forms.CharField(
        label=_("Why the figure was wrong"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody who reads the figure reads it too."),
    )


class PaperForm(forms.Form):
    use_required_attribute = False
    title = forms.CharField(label=_("What it is"), max_length=200, required=False)
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )
    confidential = forms.BooleanField(label=_("This file is confidential"), required=False)
