"""What is typed in the room of a review."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from songfai.kit.choices import choices
from songfai.kit.formats import format_date
from songfai.kit.forms import PartialDateFormField, TrilingualFormField, current_language
from songfai.programmes.choosing import FURTHER
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.queries import nameable_parties
from songfai.reviews.models import (
    Conclusion,
    Delegation,
    Direction,
    Finding,
    Ground,
    Lesson,
    Review,
    SideRating,
    View,
)
from songfai.reviews.queries import (
    conclusion_stamp,
    decision_stamp,
    delegation_stamp,
    direction_stamp,
    finding_stamp,
    lesson_stamp,
    rating_stamp,
    view_stamp,
)
from songfai.reviews.queries.grounds import grounds_stamp
from songfai.reviews.states import Decision, Grade, GroundKind, Rating, ratings_of


class _Seen(forms.Form):
    """Carries the stamp of what it was filled from; after a change meanwhile it is shown again with the new one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def refreshed(self, stamp: str) -> None:
        """What was typed stays; the next save is compared with what is saved now."""
        self.data = {**self.data.dict(), self.add_prefix("seen"): stamp}  # type: ignore[attr-defined]


class _SeenRevision(forms.Form):
    seen_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def refreshed(self, revision: int) -> None:
        self.data = {**self.data.dict(), self.add_prefix("seen_revision"): str(revision)}  # type: ignore[attr-defined]


class CutOffForm(_SeenRevision):
    cut_off = PartialDateFormField(
        label=_("Cut-off date"),
        exact=True,
        help_text=_("What was recorded up to and including this day is counted."),
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        kwargs["initial"] = {"cut_off": review.cut_off, "seen_revision": review.revision}
        super().__init__(*args, **kwargs)

    def day(self) -> date:
        return self.cleaned_data["cut_off"].first_day()


class MeetingForm(_SeenRevision):
    held_on = PartialDateFormField(label=_("Held on"), exact=True, required=False)
    place = TrilingualFormField(label=_("Place"), required=False)
    agenda = TrilingualFormField(
        label=_("Agenda"), required=False, rows=3, help_text=_("One point on each line.")
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "held_on": review.held_on,
            "place": review.place,
            "agenda": review.agenda,
            "seen_revision": review.revision,
        }
        super().__init__(*args, **kwargs)

    def day(self) -> date | None:
        held_on = self.cleaned_data["held_on"]
        return held_on.first_day() if held_on else None


def ratings(of_term: bool) -> list[tuple[str, Any]]:
    offered = set(ratings_of(of_term))
    return [(value, words) for value, words in choices(Rating) if value in offered]


class RatingForm(_Seen):
    value = forms.ChoiceField(label=_("Rating"), choices=choices(Rating), widget=forms.RadioSelect)
    comment = TrilingualFormField(
        label=_("Comment"),
        required=False,
        rows=3,
        help_text=_("Signed with the minutes as your side’s own words."),
    )

    def __init__(self, *args: Any, rating: SideRating | None, of_term: bool = False, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": rating_stamp(rating)}
        if rating is not None:
            initial |= {"value": rating.value, "comment": rating.comment}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["value"].choices = ratings(of_term)


class DelegationForm(_Seen):
    members = TrilingualFormField(
        label=_("Delegation of your side"),
        required=False,
        rows=3,
        help_text=_("One person on each line, with the post. Only your side writes here."),
    )

    def __init__(self, *args: Any, delegation: Delegation | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": delegation_stamp(delegation)}
        if delegation is not None:
            initial["members"] = delegation.members
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)


class ViewForm(_Seen):
    grade = forms.ChoiceField(label=_("Grade"), choices=choices(Grade), widget=forms.RadioSelect)
    text = TrilingualFormField(
        label=_("View of your side"),
        rows=4,
        help_text=_("Signed with the minutes as your side’s own words."),
    )

    def __init__(self, *args: Any, view: View | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": view_stamp(view)}
        if view is not None:
            initial |= {"grade": view.grade, "text": view.text}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)


class GroundsForm(_Seen):
    """Rows of the record, as `Ground.name` names them; `listed` are those the page shows."""

    picked = forms.MultipleChoiceField(
        label=_("Rows of the record"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, listed: Sequence[Ground], own: Sequence[Ground], **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": grounds_stamp(own), "picked": [one.name for one in own]}
        super().__init__(*args, **kwargs)
        names: Any = self.fields["picked"]
        language = current_language()
        names.choices = [(one.name, _words(one, language)) for one in listed]

    def refreshed(self, stamp: str) -> None:
        data = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = stamp
        self.data = data


def _words(one: Ground, language: str) -> str:
    day = format_date(one.dated, language, "short") if one.dated else ""
    said = [gettext(GroundKind(one.kind).words), one.title.best(language)[0], day]
    return " · ".join(filter(None, said))[:300]


class ConclusionForm(_Seen):
    text = TrilingualFormField(label=_("Conclusion of both sides"), required=False, rows=3)

    def __init__(self, *args: Any, conclusion: Conclusion | None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": conclusion_stamp(conclusion)}
        if conclusion is not None:
            initial["text"] = conclusion.text
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)


class DecisionForm(_Seen):
    decision = forms.ChoiceField(label=_("Decision"), choices=choices(Decision), widget=forms.RadioSelect)
    extended_to = PartialDateFormField(
        label=_("Extended to"),
        exact=True,
        required=False,
        help_text=_("Only for an extension: the new last day of the term."),
    )
    text = TrilingualFormField(label=_("Decision in words"), required=False, rows=3)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "seen": decision_stamp(review),
            "decision": review.decision,
            "extended_to": review.extended_to,
            "text": review.decision_text,
        }
        super().__init__(*args, **kwargs)

    def day(self) -> date | None:
        extended_to = self.cleaned_data["extended_to"]
        return extended_to.first_day() if extended_to else None


class FindingForm(_Seen):
    agreed = forms.ChoiceField(
        label=_("Agreed rating"), required=False, choices=[("", _("Not agreed yet")), *choices(Rating)]
    )
    disagreement = TrilingualFormField(
        label=_("Difference of opinion"),
        required=False,
        rows=2,
        help_text=_("Where no rating can be agreed: how the two sides differ."),
    )
    difficulty = TrilingualFormField(
        label=_("Difficulties"), required=False, rows=2, help_text=_("What stood in the way, as both see it.")
    )
    cause = TrilingualFormField(
        label=_("Cause"), required=False, rows=2, help_text=_("Why it went well, or why it did not.")
    )

    def __init__(self, *args: Any, finding: Finding | None, of_term: bool = False, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"seen": finding_stamp(finding)}
        if finding is not None:
            initial |= {
                "agreed": finding.agreed,
                "disagreement": finding.disagreement,
                "difficulty": finding.difficulty,
                "cause": finding.cause,
            }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["agreed"].choices = [("", _("Not agreed yet")), *ratings(of_term)]


class LessonForm(_Seen):
    text = TrilingualFormField(label=_("Lesson"), rows=3)

    def __init__(self, *args: Any, lesson: Lesson | None = None, **kwargs: Any) -> None:
        initial = {"text": lesson.text, "seen": lesson_stamp(lesson)} if lesson else {}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)


class CommitmentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number}. {(obj.short or obj.text).best(current_language())[0]}"[:140]


def _who_does(direction: Direction) -> str:
    """As the choice says it: "" as the commitment says, a number of a side, or FURTHER and that of a further party."""
    if direction.lead_party_id:
        return f"{FURTHER}{direction.lead_party_id}"
    return "" if direction.lead is None else str(direction.lead)


class DirectionForm(_Seen):
    commitment = CommitmentChoice(label=_("Commitment it carries out"), queryset=Commitment.objects.none())
    text = TrilingualFormField(
        label=_("Direction"),
        rows=3,
        help_text=_("It becomes an item of next year’s draft plan, in these words."),
    )
    lead = forms.ChoiceField(label=_("Who does it"), required=False)

    def __init__(
        self, *args: Any, programme: Programme, direction: Direction | None = None, **kwargs: Any
    ) -> None:
        initial = dict(kwargs.pop("initial", None) or {})
        if direction is not None:
            initial |= {
                "commitment": direction.commitment_id,
                "text": direction.text,
                "lead": _who_does(direction),
                "seen": direction_stamp(direction),
            }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        who: Any = self.fields["lead"]
        parties = nameable_parties(programme) if programme.has_further else ()
        self.parties = {f"{FURTHER}{one.pk}": one for one in parties}
        language = current_language()
        who.choices = [
            ("", _("As the commitment says")),
            (0, _("Both sides")),
            *((side.position, side.display_name.best(language)[0]) for side in programme.sides.all()),
            *((value, one.display_name.best(language)[0]) for value, one in self.parties.items()),
        ]
        choice = self.fields["commitment"]
        assert isinstance(choice, CommitmentChoice)
        choice.queryset = programme.commitments.order_by("number")

    def clean(self) -> dict[str, Any]:
        """`lead`: 0 both, 1 or 2 a side, None as the commitment says or where `lead_party` does it."""
        values = super().clean() or {}
        who = values.get("lead", "")
        values["lead_party"] = self.parties.get(who)
        values["lead"] = int(who) if who.isdecimal() else None
        return values
