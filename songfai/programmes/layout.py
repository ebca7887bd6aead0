"""How the terms of a programme are worded where two versions are compared, and where one is read."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.programmes.states import CommitmentType, Kind, ObligationKind
from songfai.record.queries import Shown

LANGUAGES = {"lo": _("Lao"), "vi": _("Vietnamese"), "en": _("English")}
BEARERS = {"both": _("Both sides"), "p1": _("First side"), "p2": _("Second side")}


def date_words(code: str) -> str:
    try:
        return format_date(PartialDate.of(code), current_language(), "text")
    except Refused:
        return code


def languages_words(codes: str) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes.split(", "))


def _states(states: Any) -> dict[str, Any]:
    return {state.value: _(state.words) for state in states}


LAYOUT: dict[str, Any] = {
    "kind": Shown(_("Kind of paper"), _states(Kind)),
    "parties": _("Side"),
    "parties.name": _("Institution"),
    "name_in_text": _("Name in the signed text"),
    "signatory": _("Signatory"),
    "post": _("Post of the signatory"),
    "signed_on": Shown(_("Date of signing"), date_words),
    "place": _("Place of signing"),
    "summary": _("Summary"),
    "term.start": Shown(_("Term from"), date_words),
    "term.end": Shown(_("Term to"), date_words),
    "focus.start": Shown(_("Focus from"), date_words),
    "focus.end": Shown(_("Focus to"), date_words),
    "languages.authentic": Shown(_("Authentic texts"), languages_words),
    "languages.prevails": Shown(_("The text that prevails"), languages_words),
    "fields": _("Field of cooperation"),
    "fields.name": _("Field"),
    "commitments": _("Commitment"),
    "commitments.number": _("Number"),
    "commitments.text": _("Text"),
    "commitments.type": Shown(_("Type"), _states(CommitmentType)),
    "commitments.field": _("Field of cooperation"),
    "commitments.bearer": Shown(_("Who carries it out"), BEARERS),
    "commitments.due": Shown(_("Deadline"), date_words),
    "commitments.promised_on": Shown(_("Day of the meeting"), date_words),
    "commitments.promised_in": _("Promised at the meeting"),
    "rhythm": _("Date the programme owes"),
    "rhythm.kind": Shown(_("What"), _states(ObligationKind)),
    "rhythm.year": _("For the year"),
    "rhythm.due": Shown(_("Due"), date_words),
    "texts": Shown(_("Text")),
    "texts.sha256": _("Code of the text"),
    "texts.authentic": Shown(_("Authentic"), {"yes": _("yes"), "no": _("no")}),
}


def paper_of(terms: dict[str, Any]) -> dict[str, Any]:
    """The terms as the paper is read: values in words, rows in the order of their numbers and dates."""
    kinds, types = _states(Kind), _states(CommitmentType)
    obligations = _states(ObligationKind)
    return {
        "kind": kinds.get(terms.get("kind", ""), ""),
        "signed_on": date_words(terms["signed_on"]) if terms.get("signed_on") else "",
        "place": terms.get("place"),
        "summary": terms.get("summary"),
        "term": {edge: date_words(terms["term"][edge]) for edge in ("start", "end")},
        "focus": {edge: date_words(code) for edge, code in terms.get("focus", {}).items()},
        "authentic": terms["languages"]["authentic"],
        "prevails": terms["languages"].get("prevails", ""),
        "fields": [field["name"] for field in terms.get("fields", [])],
        "parties": [{**party, "letter": "ab"[place]} for place, party in enumerate(terms["parties"])],
        "commitments": [
            {
                **one,
                "type": types.get(one["type"], one["type"]),
                "bearer": BEARERS[one["bearer"]],
                "due": date_words(one["due"]) if one.get("due") else "",
            }
            for one in sorted(terms["commitments"], key=lambda one: one["number"])
        ],
        "rhythm": [
            {
                "kind": obligations.get(one["kind"], one["kind"]),
                "year": one["year"],
                "due": date_words(one["due"]),
            }
            for one in sorted(terms.get("rhythm", []), key=lambda one: one["due"])
        ],
        "texts": terms["texts"],
    }
