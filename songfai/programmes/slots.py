"""What can be read from a signed text, as data: each slot's words, place on the screen, colour and number.

Shapes of `value` per slot:
  title       {"text", "language"}            kind       {"kind"}
  party       {"name", "role": "a|b|", "institution": id | None, "new"?: {...}}
  signatory   {"name", "title", "party": "a|b|"}
  signed_on   {"date": code}                  place      {"name"}
  term, focus {"start": code, "end": code}    prevailing {"language": "" | code}
  review      {"kind", "when": code}          field      {"name", "field": slug | None}
  commitment  {"text", "type", "party": "both|a|b", "language"}
Codes of dates are those of kit.dates; `when` also knows every_year, every_6_months, every_quarter and spans (P3Y).
"""

from dataclasses import dataclass
from typing import Literal

from songfai.kit.errors import N_

Colour = Literal["who", "name", "when", "rhythm", "duty"]


@dataclass(frozen=True, slots=True)
class Slot:
    key: str
    words: str
    group: str
    colour: Colour
    many: bool = False
    # Shown as "not found" when the text has none.
    expected: bool = False
    # Without it no programme can be made.
    required: bool = False


GROUPS = {
    "parties": N_("Parties and signature"),
    "term": N_("Title, term and rhythm"),
    "fields": N_("Fields of cooperation"),
    "commitments": N_("Commitments"),
    "languages": N_("Languages"),
}

SLOTS = {
    slot.key: slot
    for slot in (
        Slot("signed_on", N_("Date of signing"), "parties", "when", expected=True),
        Slot("place", N_("Place of signing"), "parties", "when"),
        Slot("party", N_("Party"), "parties", "who", many=True, required=True),
        Slot("signatory", N_("Signatory"), "parties", "name", many=True),
        Slot("title", N_("Title"), "term", "duty", expected=True, required=True),
        Slot("kind", N_("Kind of paper"), "term", "duty", expected=True, required=True),
        Slot("term", N_("Term"), "term", "when", expected=True, required=True),
        Slot("focus", N_("Focus period"), "term", "when"),
        Slot("review", N_("Review"), "term", "rhythm", many=True),
        Slot("field", N_("Field of cooperation"), "fields", "duty", many=True),
        Slot("commitment", N_("Commitment"), "commitments", "duty", many=True, required=True),
        Slot("prevailing", N_("Which language prevails"), "languages", "duty", expected=True),
    )
}

COLOURS: dict[Colour, str] = {
    "who": N_("party"),
    "name": N_("person"),
    "when": N_("date, term, place"),
    "rhythm": N_("rhythm"),
    "duty": N_("promise, kind, field"),
}

PARTY_WORDS = {"a": N_("First side"), "b": N_("Second side"), "": N_("Another party")}
SIGNATORY_WORDS = {
    "a": N_("Signatory, first side"),
    "b": N_("Signatory, second side"),
    "": N_("Signatory, side not known"),
}
BEARER_WORDS = {"both": N_("Both sides"), "a": N_("First side"), "b": N_("Second side")}

REVIEW_WORDS = {
    "annual": N_("Annual review"),
    "six_monthly": N_("Six-monthly check"),
    "quarterly": N_("Quarterly check"),
    "midterm": N_("Preliminary review"),
    "final": N_("Final summary"),
    "other": N_("Other date"),
}
WHEN_WORDS = {
    "every_year": N_("every year"),
    "every_6_months": N_("every six months"),
    "every_quarter": N_("every quarter"),
}
