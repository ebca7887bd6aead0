"""The words of a workbook or an OpenDocument file, for search: read as a stream, never as a whole tree.

What is unpacked, the strings that are kept and the text that is given are bounded, whatever the file says of itself. A file that
declares a document type is refused: none of these formats has one, and entities are declared there.
"""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from songfai.reading.files import MAX_BYTES, OLE, Unreadable, require_plain_packing, text_of

# Of one file so much is unpacked, and so many letters are given: some two hundred pages.
MAX_XML = 64 * 1024 * 1024
MOST = 400_000
CHUNK = 64 * 1024
SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml", re.IGNORECASE)
# In OpenDocument these end a line; a space and a tab of their own are elements.
LINES = {"p", "h", "table-row"}
SPACES = {"s": " ", "tab": "\t", "line-break": "\n"}


class _Enough(Exception):
    """So much has been read as is wanted."""


def words_in(name: str, data: bytes) -> str:
    """As `reading.files.text_of`, and of .xlsx, .ods, .odt and .csv too. Raises Unreadable."""
    readers = {"xlsx": _workbook, "odt": _open_document, "ods": _open_document}
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    reader = readers.get(extension)
    if reader is None:
        return text_of(f"{name}.txt" if extension == "csv" else name, data)
    if not data:
        raise Unreadable("empty", name)
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", name)
    if data.startswith(OLE):
        raise Unreadable("encrypted", name)
    try:
        text = reader(_Archive(name, data))
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, OSError, RuntimeError,
        NotImplementedError,
    ):  # fmt: skip
        raise Unreadable("not_what_it_says", name) from None
    if not text.strip():
        raise Unreadable("empty", name)
    return text


class _Archive:
    """Members of an archive, parsed as a stream within one budget of bytes."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name, self.left = name, MAX_XML
        self.file = zipfile.ZipFile(io.BytesIO(data))
        self.members = self.file.namelist()

    def parse(
        self,
        member: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        """Calls back with local names. _Enough from a callback ends it."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: start(_local(tag), attributes)
        parser.EndElementHandler = lambda tag: end(_local(tag))
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse
        require_plain_packing(self.name, self.file.getinfo(member))
        with self.file.open(member) as stream:
            while chunk := stream.read(CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise Unreadable("too_large", self.name)
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def _refuse(self, *_declared: object) -> None:
        raise Unreadable("not_what_it_says", self.name)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


class _Lines:
    """Lines of text up to MOST letters."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        if self.length > MOST:
            raise _Enough

    def __str__(self) -> str:
        return "".join(self.pieces)[:MOST]


# ---- OpenDocument -----------------------------------------------------------------------------------------


def _open_document(archive: _Archive) -> str:
    if _is_locked(archive):
        raise Unreadable("encrypted", archive.name)
    lines, inside = _Lines(), 0

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        if tag == "body":
            inside += 1
        elif inside and tag in SPACES:
            lines.add(SPACES[tag])

    def end(tag: str) -> None:
        nonlocal inside
        if tag == "body":
            inside -= 1
        elif inside and tag in LINES:
            lines.add("\n")
        elif inside and tag == "table-cell":
            lines.add("\t")

    def text(piece: str) -> None:
        if inside:
            lines.add(piece)

    with contextlib.suppress(_Enough):
        archive.parse("content.xml", start, end, text)
    return str(lines)


def _is_locked(archive: _Archive) -> bool:
    found: list[str] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        if tag == "encryption-data":
            found.append(tag)

    if "META-INF/manifest.xml" in archive.members:
        archive.parse("META-INF/manifest.xml", start, lambda _tag: None, lambda _piece: None)
    return bool(found)


# ---- Workbooks --------------------------------------------------------------------------------------------


def _workbook(archive: _Archive) -> str:
    """Sheet by sheet, a row a line, its filled cells kept apart by a tab."""
    strings, lines = _strings(archive), _Lines()
    try:
        for member in _sheets(archive):
            _sheet(archive, member, strings, lines)
    except _Enough:
        pass
    return str(lines)


def _sheets(archive: _Archive) -> Iterator[str]:
    found = [(int(match[1]), name) for name in archive.members if (match := SHEET.fullmatch(name))]
    if not found:
        raise KeyError("no sheet")
    yield from (name for _number, name in sorted(found))


def _strings(archive: _Archive) -> list[str]:
    """The shared strings, each a string of the cells that name it; later ones than are kept are not searched."""
    found: list[str] = []
    pieces: list[str] = []
    kept, speech = 0, False

    def start(tag: str, _attributes: dict[str, str]) -> None:
        nonlocal speech
        if tag == "si":
            pieces.clear()
        speech = speech or tag == "rPh"  # how a word is spoken is no word of the cell

    def end(tag: str) -> None:
        nonlocal kept, speech
        if tag == "rPh":
            speech = False
        elif tag == "si":
            found.append("".join(pieces))
            kept += len(found[-1]) + 1
            if kept > 10 * MOST:
                raise _Enough

    def text(piece: str) -> None:
        if not speech:
            pieces.append(piece)

    if "xl/sharedStrings.xml" in archive.members:
        with contextlib.suppress(_Enough):
            archive.parse("xl/sharedStrings.xml", start, end, text)
    return found


def _sheet(archive: _Archive, member: str, strings: list[str], lines: _Lines) -> None:
    kind, value, within = "", [""], False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal kind, within
        if tag == "c":
            kind = attributes.get("t", "n")
            value.clear()
        within = within or tag in ("v", "t")

    def end(tag: str) -> None:
        nonlocal within
        if tag in ("v", "t"):
            within = False
        elif tag == "c" and value:
            lines.add(_said(kind, "".join(value), strings) + "\t")
        elif tag == "row":
            lines.add("\n")

    def text(piece: str) -> None:
        if within:
            value.append(piece)

    archive.parse(member, start, end, text)


def _said(kind: str, value: str, strings: list[str]) -> str:
    if kind != "s":
        return value
    at = int(value)
    return strings[at] if 0 <= at < len(strings) else ""
