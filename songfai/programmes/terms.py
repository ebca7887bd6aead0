"""What both sides agree: the programme as the terms of a document (record format 2.2).

Who answers for a commitment, focal persons and contacts are left out: they change freely.
"""

import hashlib
from typing import Any

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution
from songfai.programmes.models import (
    AmendedCommitment,
    Commitment,
    FurtherParty,
    Obligation,
    Programme,
    Side,
    Text,
)

THREAD = KIND = "programme"
BEARERS = {0: "both", 1: "p1", 2: "p2"}


def origins_of(programme: Programme) -> list[tuple[Institution, str]]:
    """The sides in the order of the signed text, each with the origin of its log."""
    return [
        (side.institution, f"{side.institution.origin}/{programme.slug}") for side in programme.sides.all()
    ]


def paper_of(programme: Programme) -> dict[str, Any]:
    """What `record.actions.offer` is told of the programme."""
    return {
        "kind": KIND,
        "thread": THREAD,
        "title": programme.title,
        "terms": terms_of(programme),
        "authentic": sorted(programme.authentic_languages),
        "attachments": attachments_of(programme),
    }


def terms_of(programme: Programme) -> dict[str, Any]:
    texts = list(programme.texts.all())
    authentic = sorted(text.language for text in texts if text.authentic)
    return _filled(
        {
            "kind": programme.kind,
            "parties": [_party(side) for side in programme.sides.all()],
            "further": sorted(
                (_further(one) for one in programme.further_parties.select_related("institution")),
                key=lambda one: one["id"],
            ),
            "signed_on": _code(programme.signed_on),
            "place": _words(programme.signed_at),
            "summary": _words(programme.summary),
            "term": {"start": _code(programme.term_start), "end": _code(programme.term_end)},
            "focus": _filled({"start": _code(programme.focus_start), "end": _code(programme.focus_end)}),
            "languages": _filled({"authentic": authentic, "prevails": programme.prevailing}),
            "fields": sorted(
                ({"id": field.slug, "name": _words(field.name)} for field in programme.fields.all()),
                key=lambda field: field["id"],
            ),
            "commitments": sorted(
                (
                    commitment_terms(one)
                    for one in programme.commitments.filter(promised_on=None).select_related("field")
                ),
                key=lambda one: one["id"],
            ),
            "rhythm": _rhythm(list(programme.obligations.all())),
            "texts": [
                {
                    "id": text.language,
                    "sha256": hash_of(text),
                    "authentic": text.authentic,
                }
                for text in sorted(texts, key=lambda text: text.language)
            ],
        }
    )


def commitment_id(number: int) -> str:
    """How every document names a commitment."""
    return f"c{number:02d}"


def number_of(identifier: str) -> int:
    return int(identifier.removeprefix("c"))


def hash_of(text: Text) -> str:
    return hashlib.sha256(text.body.encode()).hexdigest()


def texts_named(programme: Programme, body: dict[str, Any]) -> list[Text]:
    """The texts a paper names by their hash, each with its file where the paper names that too. What the drafting
    side has changed since the offer is its own draft again and left out."""
    named = {one["id"]: one for one in body["terms"]["texts"]}
    attached = {one["sha256"] for one in body.get("attachments", [])}
    rows = programme.texts.select_related("file")
    texts = [row for row in rows if row.language in named and named[row.language]["sha256"] == hash_of(row)]
    for text in texts:
        text.authentic = named[text.language]["authentic"]
        if text.file is not None and text.file.sha256 not in attached:
            text.file = None
    return texts


def attachments_of(programme: Programme) -> list[dict[str, Any]]:
    """The uploaded originals, by the hash of their bytes."""
    return [
        {
            "id": f"text_{text.language}",
            "name": text.file.name,
            "media": text.file.media,
            "size": text.file.size,
            "sha256": text.file.sha256,
        }
        for text in programme.texts.select_related("file")
        if text.file is not None
    ]


def _party(side: Side) -> dict[str, Any]:
    return _filled(
        {
            "id": f"p{side.position}",
            "name": _words(side.institution.name),
            "name_in_text": _words(side.name_then),
            "signatory": _words(side.signatory.name) if side.signatory else None,
            "post": _words(side.signatory_post),
        }
    )


def _further(one: FurtherParty) -> dict[str, Any]:
    """A body beside the two sides; its id is its short address, so that the same body is the same row. Another server
    knows it by its origin."""
    return _filled(
        {
            "id": one.institution.slug,
            "origin": one.institution.origin,
            "country": one.institution.country,
            "name": _words(one.institution.name),
            "role": one.role,
            "task": _words(one.task),
        }
    )


# The form of terms in which a further party is named. A server that does not know it waits for the newer software rather
# than read that a side leads, hosts or gives what a third body does (ADR 127).
NAMING_FURTHER = 2


def parties_named(**named: FurtherParty | None) -> dict[str, str]:
    """Each further party by the origin of its institution, the same on every server; nothing for what is not named."""
    return {name: one.institution.origin for name, one in named.items() if one is not None}


def form_of(named: bool) -> dict[str, int]:
    """`form` where a further party is named; terms that name none are written as they always were."""
    return {"form": NAMING_FURTHER} if named else {}


def commitment_terms(one: Commitment | AmendedCommitment) -> dict[str, Any]:
    return _filled(
        {
            "id": commitment_id(one.number),
            "number": one.number,
            "text": _words(one.text),
            "type": one.type,
            "field": one.field.slug if one.field else None,
            "bearer": BEARERS[one.bearer],
            "due": _code(one.due),
        }
    )


def _rhythm(obligations: list[Obligation]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    seen: dict[str, int] = {}
    for one in obligations:
        base = f"{one.kind}-{one.year}"
        seen[base] = seen.get(base, 0) + 1
        row_id = base if seen[base] == 1 else f"{base}-{seen[base]}"
        rows.append({"id": row_id, "kind": one.kind, "year": one.year, "due": one.due.isoformat()})
    return sorted(rows, key=lambda row: row["id"])


def _words(text: Trilingual) -> dict[str, str]:
    return text.as_dict()


def _code(value: PartialDate | None) -> str | None:
    return value.code if value else None


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: the format knows no empty strings, lists or objects."""
    return {key: item for key, item in value.items() if item not in (None, "", [], {})}
