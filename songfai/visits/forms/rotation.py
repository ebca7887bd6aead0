"""The rule of a rotation, and years no visit stands for. Nothing is saved here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.forms import TrilingualFormField
from songfai.programmes.models import Programme
from songfai.visits.forms.visits import SeenForm, side_choices
from songfai.visits.models import Rotation
from songfai.visits.states import RotationKind

SEQUENCES = ("1,2", "2,1", "1,1,2", "2,2,1", "1,1,2,2", "2,2,1,1")


class RotationForm(SeenForm):
    kind = forms.ChoiceField(label=_("Rule"), choices=choices(RotationKind), widget=forms.RadioSelect)
    order = forms.ChoiceField(
        label=_("Order of the hosts"),
        help_text=_("Who begins; in a fixed order also how often each hosts before the other does."),
    )
    basis = TrilingualFormField(
        label=_("Where it is agreed"),
        required=False,
        max_length=300,
        help_text=_("The article of the signed text, or the minutes."),
    )

    def __init__(
        self, *args: Any, programme: Programme, rotation: Rotation | None = None, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"kind": RotationKind.ALTERNATE, "order": "1,2", "seen": 0}
        if rotation is not None:
            initial = rotation_values(rotation)
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        names = dict(side_choices(programme))
        order: Any = self.fields["order"]
        order.choices = [(one, " – ".join(names[int(host)] for host in one.split(","))) for one in SEQUENCES]

    @property
    def hosts(self) -> tuple[int, ...]:
        return tuple(int(one) for one in self.cleaned_data["order"].split(","))


def rotation_values(rotation: Rotation) -> dict[str, Any]:
    return {
        "kind": rotation.kind,
        "order": rotation.order,
        "basis": rotation.basis,
        "seen": rotation.revision,
    }


class TurnForm(SeenForm):
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2200)
    host = forms.TypedChoiceField(label=_("Who hosted"), coerce=int, required=False, empty_value=None)
    reason = TrilingualFormField(
        label=_("Reason"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("Needed when the year was skipped: why there was no visit."),
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        host: Any = self.fields["host"]
        host.choices = [("", _("Nobody: the year was skipped")), *side_choices(programme)]
