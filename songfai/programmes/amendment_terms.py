"""An amendment as the document both sides sign (coop-doc/1 terms, kind "amendment").

programme     "sha256:" of the programme document in force
base          "sha256:" of the paper it builds on: that document, or the last amendment in force
text, reason  in the languages
effective_on  the day from which it holds
term          {"end": new end, "was": the end so far} where the term changes
commitments   whole, as a programme document holds them, with "change" added|changed, and for a changed one "was"
dates         the dates the programme owes that come ("added") or fall away ("dropped") with the new end
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from songfai.kit.formats import format_date
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.programmes.models import AmendedCommitment, Amendment, Commitment
from songfai.programmes.rules import amending
from songfai.programmes.states import Change
from songfai.programmes.terms import commitment_terms

KIND = "amendment"
TITLES = {
    "lo": "ການປັບປຸງ ແລະ ເພີ່ມເຕີມ ມີຜົນສັກສິດແຕ່ວັນທີ %s",
    "vi": "Sửa đổi, bổ sung có hiệu lực từ %s",
    "en": "Amendment in effect from %s",
}
# What a commitment promises, and is compared and quoted by. Its field is a heading of each server's own list.
PROMISED = ("text", "type", "bearer", "due")


def says(one: Commitment | AmendedCommitment) -> dict[str, Any]:
    """What a commitment promises, as terms."""
    return {name: value for name, value in commitment_terms(one).items() if name in PROMISED}


def lines_of(
    lines: Iterable[AmendedCommitment], present: Mapping[int, Mapping[str, Any]]
) -> list[amending.Line]:
    """The lines as the rules read them; a changed one quotes what the programme says at present."""
    return [
        amending.Line(
            one.number,
            one.change,
            says(one),
            present.get(one.number, {}) if one.change == Change.CHANGED else {},
        )
        for one in lines
    ]


def title_of(amendment: Amendment) -> Trilingual:
    return Trilingual(
        **{
            language: TITLES[language] % format_date(amendment.effective_on, language, "text")
            for language in LANGUAGES
        }
    )


def amendment_terms(
    amendment: Amendment,
    rows: Sequence[AmendedCommitment],
    present: Mapping[int, Mapping[str, Any]],
    dates: amending.Dates,
) -> dict[str, Any]:
    """The terms as they would be offered now. `present` is what the programme's commitments say by number."""
    programme = amendment.programme
    assert programme.document is not None
    terms: dict[str, Any] = {
        "programme": f"sha256:{programme.document.sha256}",
        "base": f"sha256:{amendment.base}",
        "text": amendment.text.as_dict(),
        "reason": amendment.reason.as_dict(),
        "effective_on": amendment.effective_on.isoformat() if amendment.effective_on else "",
        "commitments": sorted((_line(row, present) for row in rows), key=lambda one: one["id"]),
        "dates": sorted(
            (
                {
                    "id": f"{change}-{owed.kind}-{owed.due.isoformat()}",
                    "change": change,
                    "kind": owed.kind,
                    "year": owed.year,
                    "due": owed.due.isoformat(),
                }
                for change, found in (("added", dates.added), ("dropped", dates.dropped))
                for owed in found
            ),
            key=lambda one: one["id"],
        ),
    }
    if amendment.term_end is not None:
        terms["term"] = {"end": amendment.term_end.code, "was": programme.term_end.code}
    return {name: value for name, value in terms.items() if value not in ("", [], {})}


def _line(row: AmendedCommitment, present: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    terms = commitment_terms(row) | {"change": str(row.change)}
    if row.short:
        terms["short"] = row.short.as_dict()
    if row.change == Change.CHANGED and present.get(row.number):
        terms["was"] = dict(present[row.number])
    return terms


def amendment_paper(
    amendment: Amendment,
    rows: Sequence[AmendedCommitment],
    present: Mapping[int, Mapping[str, Any]],
    dates: amending.Dates,
) -> dict[str, Any]:
    """What `record.actions.offer` is told of the amendment."""
    return {
        "kind": KIND,
        "thread": amendment.thread,
        "title": title_of(amendment),
        "terms": amendment_terms(amendment, rows, present, dates),
        "authentic": sorted(amendment.programme.authentic_languages),
        "attachments": [],
    }
