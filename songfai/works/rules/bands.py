"""Bands of a criterion: ranges of points, each with what it is given for; a member chooses one and gives points within it.

As provinces write them, Son La for the novelty of a solution: 27-30 new in the country, 21-26 a fair improvement and so on.
They may leave gaps and may overlap, as in the sources; which one fits the council says, not the form.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from songfai.kit.errors import N_, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.works.rules.scoring import plain, said

# One line: 27-30: new in the country; 0: copied; 12,5-15: …
LINE = re.compile(r"\s*(\d{1,4}(?:[.,]\d)?)\s*(?:[-–—]\s*(\d{1,4}(?:[.,]\d)?))?\s*:\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Band:
    """From `least` to `most` points, both included."""

    least: Decimal
    most: Decimal
    text: Trilingual

    @property
    def span(self) -> Trilingual:
        """27–30, or 0; 1–26,5 in Lao and Vietnamese."""
        ends = dict.fromkeys([self.least, self.most])
        return Trilingual(**{
            language: "–".join(said(end).get(language) for end in ends) for language in LANGUAGES
        })  # fmt: skip

    def has(self, points: Decimal) -> bool:
        return self.least <= points <= self.most


def bands_of(kept: Sequence[Mapping[str, Any]]) -> list[Band]:
    return [Band(Decimal(one["least"]), Decimal(one["most"]), Trilingual.of(one["text"])) for one in kept]


def kept_bands(bands: Sequence[Band]) -> list[dict[str, Any]]:
    return [{"least": plain(one.least), "most": plain(one.most), "text": one.text.as_dict()} for one in bands]


def band_lines(bands: Sequence[Band]) -> Trilingual:
    """As they are typed and changed: a line for each."""
    languages = dict.fromkeys(language for one in bands for language in one.text.languages())
    return Trilingual(**{
        language: "\n".join(f"{one.span.get(language)}: {one.text.get(language)}" for one in bands)
        for language in languages
    })  # fmt: skip


def read_bands(typed: Trilingual) -> list[Band]:
    """Refused: band_unreadable, bands_differ (the languages do not have the same points line by line)."""
    spans: list[tuple[Decimal, Decimal]] | None = None
    texts: list[dict[str, str]] = []
    for language in typed.languages():
        found = [_read(line) for line in typed.get(language).splitlines() if line.strip()]
        own = [(least, most) for least, most, _text in found]
        if spans is None:
            spans, texts = own, [{} for _one in own]
        if own != spans:
            raise Refused(
                "bands_differ", N_("Each language has the same lines: the same points, in the same order.")
            )
        for told, (_least, _most, text) in zip(texts, found, strict=True):
            told[language] = text
    return [Band(*span, Trilingual.of(told)) for span, told in zip(spans or [], texts, strict=True)]


def _read(line: str) -> tuple[Decimal, Decimal, str]:
    found = LINE.fullmatch(line)
    if found is None:
        raise Refused(
            "band_unreadable",
            N_(
                "“%(line)s” is not read: write the points, a colon and what they are given for, as in 27-30: new."
            ),
            line=line.strip()[:60],
        )
    least, most = (Decimal(end.replace(",", ".")) for end in (found[1], found[2] or found[1]))
    return least, most, found[3].strip()


def require_bands(bands: Sequence[Band], most: Decimal) -> None:
    """Refused: band_out_of_reach."""
    for one in bands:
        if not 0 <= one.least <= one.most <= most:
            raise Refused(
                "band_out_of_reach",
                N_("The band %(span)s does not lie between 0 and the most points, %(most)s."),
                span=one.span,
                most=said(most),
            )


def band_with(points: Decimal | None, bands: Sequence[Band]) -> int | None:
    """The first band that has these points."""
    return next((nth for nth, one in enumerate(bands) if points is not None and one.has(points)), None)


def require_in_band(points: Decimal | None, band: int | None, bands: Sequence[Band]) -> None:
    """Refused: no_such_band, band_missing, outside_the_band."""
    if band is not None and not 0 <= band < len(bands):
        raise Refused("no_such_band", N_("This band is not one of the criterion."))
    if not bands or points is None:
        return
    if band is None:
        raise Refused("band_missing", N_("No band of this criterion has these points: choose one first."))
    if not bands[band].has(points):
        raise Refused(
            "outside_the_band", N_("The band you chose gives %(span)s points."), span=bands[band].span
        )
