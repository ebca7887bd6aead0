"""Canonical documents `coop-doc/1` (record format 2.2): what is agreed, as bytes that hash the same everywhere.

The hash of a document is SHA-256 of its stored bytes, so `sha256sum` checks it. The bytes are written once,
when the document is offered, and are never made again from a form or a database.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

import rfc8785

from songfai.kit.errors import N_, Refused

FORMAT = "coop-doc/1"
MAX_BYTES = 1024 * 1024
MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
HASH = re.compile(r"sha256:[0-9a-f]{64}")
THREAD = re.compile(r"[a-z][a-z0-9_]*(/[a-z0-9_]+)*")
FORBIDDEN = re.compile("[\u0000-\u001f\u202a-\u202e\u2066-\u2069]")
LANGUAGES = {"lo", "vi", "en"}
REQUIRED = {"fmt", "programme", "thread", "kind", "version", "supersedes", "title", "terms"}
OPTIONAL = {"authentic", "attachments"}
# Control characters have no place in a document; a line end is written as U+2028 and read back as one.
WRITTEN = {ord("\r"): None, ord("\n"): "\u2028", ord("\t"): " "}


def sha256_hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what says nothing: terms leave out what is empty. A zero and a no are kept."""
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}


def document_bytes(
    *,
    programme: str,
    thread: str,
    kind: str,
    version: int,
    supersedes: str | None,
    title: Mapping[str, str],
    terms: Mapping[str, Any],
    authentic: Iterable[str] = (),
    attachments: Iterable[Mapping[str, Any]] = (),
) -> bytes:
    """The bytes of a new document. `programme` and `supersedes` are "sha256:" + hex.

    Arrays of objects are put in the order of their `id`; an empty `authentic` or `attachments` is left out.
    Anything else that breaks the format is refused, never mended.
    """
    document: dict[str, Any] = {
        "fmt": FORMAT,
        "programme": programme,
        "thread": thread,
        "kind": kind,
        "version": version,
        "supersedes": supersedes,
        "title": dict(title),
        "terms": dict(terms),
    }
    if authentic := list(authentic):
        document["authentic"] = authentic
    if attachments := [dict(attachment) for attachment in attachments]:
        document["attachments"] = attachments
    document = written(document)
    require_canonical(document)
    return _dump(document)


def load(data: bytes) -> dict[str, Any]:
    """The document in the bytes, or Refused: the one form of 2.2 and nothing near it."""
    document = strict_json(data)
    require_canonical(document)
    if _dump(document) != data:
        raise Refused("document_not_canonical", N_("These bytes are not in the one canonical form."))
    return document


def read_back(value: Any) -> Any:
    """Values of a document as the rooms use them: line ends are line ends again."""
    if isinstance(value, str):
        return value.replace("\u2028", "\n")
    if isinstance(value, dict):
        return {key: read_back(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [read_back(inner) for inner in value]
    return value


def strict_json(data: bytes) -> Any:
    """JSON without its traps: no doubled keys, no floats, no NaN, UTF-8 only, at most 1 MiB."""
    if len(data) > MAX_BYTES:
        raise Refused("document_too_large", N_("The document is larger than one megabyte."))
    try:
        return json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_without_doubles,
            parse_float=_no_float,
            parse_constant=_no_float,
            parse_int=_integer,
        )
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise Refused("document_not_json", N_("These bytes are not a document of the record.")) from None


def is_canonical(value: Any, data: bytes) -> bool:
    """Whether the bytes are the one spelling of the value. What no bytes can spell (half a letter, a number beyond
    2^53) is not, nor what is nested more deeply than the record's texts may be."""
    try:
        flat = data.count(b"{") + data.count(b"[") < MAX_DEPTH or _levels(value) <= MAX_DEPTH
        return flat and rfc8785.dumps(value) == data
    except (ValueError, RecursionError):
        return False


def _levels(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_levels, inner), default=0)


def in_languages(value: Any) -> bool:
    """Whether it is a text in some of the three languages."""
    return (
        isinstance(value, dict)
        and set(value) <= LANGUAGES
        and all(isinstance(text, str) for text in value.values())
    )


def require_canonical(document: Any) -> None:
    """Every rule of 2.2 on a document's values; size is checked by the writer and the loader."""
    _require_members(document)
    _require_value(document, 1, "")
    for name in ("fmt", "programme", "thread", "kind"):
        _require(isinstance(document[name], str), name)
    _require(document["fmt"] == FORMAT, "fmt")
    _require(HASH.fullmatch(document["programme"]) is not None, "programme")
    _require(THREAD.fullmatch(document["thread"]) is not None, "thread")
    _require(KEY.fullmatch(document["kind"]) is not None, "kind")
    _require(type(document["version"]) is int and document["version"] >= 1, "version")
    supersedes = document["supersedes"]
    _require(
        supersedes is None or (isinstance(supersedes, str) and bool(HASH.fullmatch(supersedes))), "supersedes"
    )
    _require(in_languages(document["title"]), "title")
    _require(isinstance(document["terms"], dict), "terms")
    authentic = document.get("authentic", ["en"])
    _require(
        isinstance(authentic, list)
        and all(isinstance(language, str) for language in authentic)
        and len(set(authentic)) == len(authentic)
        and set(authentic) <= LANGUAGES,
        "authentic",
    )
    attachments = document.get("attachments", [{"id": "a"}])
    _require(
        isinstance(attachments, list) and all(isinstance(entry, dict) for entry in attachments), "attachments"
    )


def _require_members(document: Any) -> None:
    if not isinstance(document, dict) or not REQUIRED <= set(document) <= REQUIRED | OPTIONAL:
        raise Refused("document_members", N_("The document does not have the parts every document has."))


def _require(condition: bool, member: str) -> None:
    if not condition:
        raise Refused(
            "document_member", N_("The part “%(member)s” of the document is not in order."), member=member
        )


def _require_value(value: Any, depth: int, path: str) -> None:
    if depth > MAX_DEPTH:
        raise _too_deep()
    if isinstance(value, str):
        _require_text(value, path)
    elif isinstance(value, dict):
        _require_object(value, depth, path)
    elif isinstance(value, list):
        _require_array(value, depth, path)
    elif value is None:
        if path != "supersedes":
            raise Refused("document_null", N_("“%(path)s” in the document says nothing."), path=path)
    elif isinstance(value, bool):
        return
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise Refused(
                "document_integer", N_("The number at “%(path)s” is too large for a document."), path=path
            )
    else:
        # Floats differ between machines: amounts are whole numbers, other decimals are texts.
        raise Refused(
            "document_float", N_("“%(path)s” in the document is neither text nor whole number."), path=path
        )


def _require_text(text: str, path: str) -> None:
    if not text:
        raise Refused("document_empty", N_("“%(path)s” in the document is empty."), path=path)
    if FORBIDDEN.search(text):
        raise Refused(
            "document_control", N_("“%(path)s” in the document holds an invisible control sign."), path=path
        )
    if any("\ud800" <= letter <= "\udfff" for letter in text) or not unicodedata.is_normalized("NFC", text):
        raise Refused(
            "document_spelling", N_("The letters at “%(path)s” are not in their one form."), path=path
        )


def _require_object(value: dict[Any, Any], depth: int, path: str) -> None:
    if not value:
        raise Refused("document_empty", N_("“%(path)s” in the document is empty."), path=path)
    for key, inner in value.items():
        if not isinstance(key, str) or not KEY.fullmatch(key):
            raise Refused(
                "document_key", N_("“%(key)s” cannot name a part of a document."), key=str(key)[:40]
            )
        _require_value(inner, depth + 1, f"{path}.{key}" if path else key)


def _require_array(value: list[Any], depth: int, path: str) -> None:
    if not value:
        raise Refused("document_empty", N_("“%(path)s” in the document is empty."), path=path)
    for inner in value:
        _require_value(inner, depth + 1, path)
    objects = [inner for inner in value if isinstance(inner, dict)]
    if not objects:
        return
    names = [
        name for inner in objects if isinstance(name := inner.get("id"), str) and IDENTIFIER.fullmatch(name)
    ]
    if len(names) < len(value) or len(set(names)) < len(names):
        raise Refused("document_ids", N_("The entries of “%(path)s” need an identifier each."), path=path)
    if names != sorted(names):
        raise Refused("document_order", N_("The entries of “%(path)s” are not in order."), path=path)


def written(value: Any) -> Any:
    """Line ends and the order of entries as the format has them."""
    if isinstance(value, str):
        return value.translate(WRITTEN)
    if isinstance(value, Mapping):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        entries = [written(inner) for inner in value]
        if entries and all(isinstance(entry, dict) and isinstance(entry.get("id"), str) for entry in entries):
            entries.sort(key=lambda entry: entry["id"])
        return entries
    return value


def _dump(document: dict[str, Any]) -> bytes:
    data = rfc8785.dumps(document)
    if len(data) > MAX_BYTES:
        raise Refused("document_too_large", N_("The document is larger than one megabyte."))
    return data


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refused("document_doubled", N_("A part of the document is there twice."))
    return found


def _no_float(text: str) -> Any:
    raise Refused(
        "document_float", N_("“%(path)s” in the document is neither text nor whole number."), path=text[:40]
    )


def _integer(text: str) -> int:
    if len(text) > 17:
        raise Refused(
            "document_integer", N_("The number at “%(path)s” is too large for a document."), path=text[:40]
        )
    return int(text)


def _too_deep() -> Refused:
    return Refused("document_too_deep", N_("The parts of the document are nested too deeply."))
