"""Forms of the documents of a register and of its series of numbers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.clock import today
from songfai.kit.forms import (
    DayField,
    LongSelect,
    NamedChoice,
    SeenForm,
    TrilingualFormField,
    WholeField,
    current_language,
)
from songfai.kit.languages import LANGUAGES
from songfai.kit.shown import language_name
from songfai.parties.models import Institution, Seat, Unit
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from songfai.registry.models import DocumentType, OfficialDocument, Series
from songfai.registry.queries import bodies_of, documents, series_for, series_of, types, types_for
from songfai.registry.states import (
    IN_WAY,
    OUT_WAY,
    Capacity,
    Direction,
    DocumentState,
    NumberForm,
    Numbers,
    PartKind,
    Purpose,
    Relation,
    Step,
)

# So many of the newest documents are offered to be answered, copied or replaced.
NEWEST = 200
AFTER = {
    Direction.OUT: (*OUT_WAY, DocumentState.REPLACED, DocumentState.RECALLED, DocumentState.CANCELLED),
    Direction.IN: (*IN_WAY, DocumentState.CANCELLED),
}


class TypeChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        name = obj.name.best(current_language())[0]
        return f"{obj.code} – {name}" if obj.code else name


class DocumentChoice(forms.ModelChoiceField):
    widget = LongSelect

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.sender_number or obj.printed} · {obj.subject.best(current_language())[0]}"[:120]


def own_documents(seat: Seat, document: OfficialDocument | None) -> Any:
    """The newest numbered documents of the register a form may name, and the one it names already."""
    rows = documents(seat).filter(institution=document.institution if document else seat.institution)
    numbered = rows.exclude(number=None).order_by("-listed_on", "-id").values_list("listed_on", "pk")
    # Each direction in the order of an index.
    newest = [row for one in Direction for row in numbered.filter(direction=one)[:NEWEST]]
    wanted = [pk for _day, pk in sorted(newest, reverse=True)[:NEWEST]]
    if document is not None and document.related_id:
        wanted.append(document.related_id)
    return rows.filter(pk__in=wanted).exclude(pk=document.pk if document else 0).order_by("-listed_on", "-id")


class WrittenForm(SeenForm):
    """What outgoing and incoming documents have in common."""

    direction = Direction.OUT

    series = NamedChoice(queryset=Series.objects.none(), label=_("Series of numbers"), empty_label=None)
    type = TypeChoice(
        queryset=DocumentType.objects.none(),
        label=_("Type of document"),
        required=False,
        empty_label=_("Letter: has no type code"),
    )
    subject = TrilingualFormField(
        label=_("Subject"),
        max_length=1000,
        rows=2,
        help_text=_("As it stands on the paper; one language is enough."),
    )
    language = forms.ChoiceField(label=_("Language of the paper"))
    programme = NamedChoice(
        queryset=Programme.objects.none(), label=_("Programme"), required=False, empty_label=_("No programme")
    )
    relation = forms.ChoiceField(
        label=_("What it is to another document"),
        required=False,
        choices=[("", _("Stands for itself")), *choices(Relation)],
    )
    related = DocumentChoice(
        queryset=OfficialDocument.objects.none(),
        label=_("Which document"),
        required=False,
        empty_label=_("No document"),
        help_text=_("The newest 200 numbered documents of the register."),
    )

    def __init__(
        self, *args: Any, seat: Seat, document: OfficialDocument | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        body = document.institution if document else seat.institution
        fields["series"].queryset = series_for(body, self.direction)
        if self.direction == Direction.OUT:
            # A draft keeps the type it has, also one that is no longer given.
            fields["type"].queryset = types_for(body, today(), document.type if document else None)
        else:
            fields["type"].queryset = types(seat, self.initial.get("type"))
        fields["language"].choices = [(one, language_name(one)) for one in LANGUAGES]
        fields["programme"].queryset = visible_to(seat).order_by("-id")
        fields["related"].queryset = own_documents(seat, document)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("relation")) != bool(values.get("related")):
            self.add_error("related", _("Say both which document and what this one is to it, or neither."))
        return values


class OutForm(WrittenForm):
    own_code = forms.CharField(
        label=_("Another type code"),
        max_length=15,
        required=False,
        help_text=_("Only where your institution writes another one than the law, for example CTPH."),
    )
    unit_symbol = forms.CharField(
        label=_("Symbol of the drafting unit"),
        max_length=15,
        required=False,
        help_text=_("Stands at the end of a letter’s number: 05/BNV-VP."),
    )
    place = TrilingualFormField(label=_("Place"), required=False, max_length=100)
    field_order = (
        "series", "type", "own_code", "unit_symbol", "subject", "language", "place", "programme", "relation", "related",
    )  # fmt: skip


class InForm(WrittenForm):
    direction = Direction.IN
    arrived_on = DayField(label=_("Arrived on"))
    sender = forms.CharField(label=_("Sender"), max_length=300, required=False)
    sender_institution = NamedChoice(
        queryset=Institution.objects.none(),
        label=_("Sender, when it is known here"),
        required=False,
        empty_label=_("Not known here"),
    )
    sender_number = forms.CharField(label=_("Number on the paper"), max_length=80, required=False)
    dated = DayField(label=_("Date of the document"), required=False)
    signer = forms.CharField(label=_("Signed by"), max_length=200, required=False)
    answer_by = DayField(
        label=_("To be dealt with by"),
        required=False,
        help_text=_("The deadline the paper sets. After it the register shows the paper as late."),
    )
    field_order = (
        "series", "arrived_on", "sender_institution", "sender", "sender_number", "dated", "type", "subject",
        "language", "signer", "answer_by", "programme", "relation", "related",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sender_institution"]
        field.queryset = Institution.objects.exclude(pk__in=bodies_of(kwargs["seat"])).order_by("id")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if not values.get("sender") and not values.get("sender_institution"):
            self.add_error("sender", _("Say who sent it."))
        return values


class RecipientForm(forms.Form):
    use_required_attribute = False
    institution = NamedChoice(
        queryset=Institution.objects.none(),
        label=_("Institution known here"),
        required=False,
        empty_label=_("Somebody else: write the name"),
        help_text=_(
            "It finds the document in its list “to be registered” once it is issued: on this server, or, as the other side of "
            "the programme, on its own."
        ),
    )
    name = forms.CharField(label=_("Name of another recipient"), max_length=300, required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=choices(Purpose))

    def __init__(self, *args: Any, document: OfficialDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution"]
        field.queryset = Institution.objects.exclude(pk=document.institution_id).order_by("id")


class PartForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(PartKind))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV, text or picture; at most 25 MB."),
    )


class ArchiveForm(SeenForm):
    archive_number = forms.CharField(label=_("Archive number"), max_length=80, required=False)
    retention_years = WholeField(label=_("Years to keep"), required=False, min_value=1, max_value=200)
    kept_for_ever = forms.BooleanField(label=_("Kept for ever"), required=False)
    retention_basis = forms.CharField(
        label=_("What the time of keeping rests on"),
        max_length=300,
        required=False,
        help_text=_("The law, or the institution’s own table of retention."),
    )


class SeriesForm(SeenForm):
    title = TrilingualFormField(label=_("Name"), max_length=200)
    numbers = forms.ChoiceField(label=_("What it numbers"), choices=choices(Numbers))
    symbol = forms.CharField(
        label=_("Symbol of the issuer"),
        max_length=30,
        required=False,
        help_text=_("As it stands in the number: BNV, HĐSK, ປທສ."),
    )
    form = forms.ChoiceField(
        label=_("Form of the number"), choices=choices(NumberForm), widget=forms.RadioSelect
    )
    goes_on_year = forms.IntegerField(
        label=_("Year begun on paper"),
        required=False,
        min_value=1950,
        max_value=2200,
        help_text=_("Where the register of a running year goes on from one kept on paper."),
    )
    goes_on_from = WholeField(
        label=_("First number here in that year"), required=False, min_value=1, max_value=999_999
    )
    active = forms.BooleanField(label=_("In use"), required=False)
    two_persons = forms.BooleanField(
        label=_("Signature and number by two persons"),
        required=False,
        help_text=_("Whoever enters the signature does not give the number."),
    )


class SignForm(SeenForm):
    signer = forms.CharField(label=_("Signed by"), max_length=200)
    post = TrilingualFormField(label=_("Post of the signer"), required=False, max_length=200)
    capacity = forms.ChoiceField(label=_("Signs"), choices=choices(Capacity), required=False)
    signed_on = DayField(label=_("Signed on"), help_text=_("The date of the document."))


class ReasonForm(SeenForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}))


class HandForm(SeenForm):
    unit = NamedChoice(queryset=Unit.objects.none(), label=_("Unit"), empty_label=None)


class DealForm(SeenForm):
    outcome = TrilingualFormField(label=_("How it was dealt with"), rows=2, max_length=1000)


STEP_FORMS: dict[Step, type[SeenForm]] = {
    Step.SIGN: SignForm,
    Step.RETURN: ReasonForm,
    Step.RECALL: ReasonForm,
    Step.CANCEL: ReasonForm,
    Step.HAND: HandForm,
    Step.DEAL: DealForm,
}


def step_form(step: Step, data: Any, document: OfficialDocument, initial: dict[str, Any]) -> SeenForm:
    form = STEP_FORMS.get(step, SeenForm)(data, initial={"seen": document.revision} | initial)
    if step == Step.HAND:
        unit: Any = form.fields["unit"]
        unit.queryset = Unit.objects.filter(institution=document.institution_id).order_by("id")
    return form


class FilterForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    type = TypeChoice(
        queryset=DocumentType.objects.none(), label=_("Type"), required=False, empty_label=_("Any type")
    )
    series = NamedChoice(
        queryset=Series.objects.none(), label=_("Series"), required=False, empty_label=_("Any series")
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    programme = NamedChoice(
        queryset=Programme.objects.none(),
        label=_("Programme"),
        required=False,
        empty_label=_("Any programme"),
        to_field_name="slug",
    )

    def __init__(self, *args: Any, seat: Seat, direction: Direction, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", _("Any year")), *((year, str(year)) for year in years)]
        fields["type"].queryset = types(seat)
        fields["series"].queryset = series_of(seat).filter(
            numbers__in=["in"] if direction == Direction.IN else ["out", "council", "copies"]
        )
        fields["state"].choices = [
            ("", _("Any state")),
            *((one.value, _(one.words)) for one in AFTER[direction]),
        ]
        fields["programme"].queryset = visible_to(seat).order_by("-id")
