"""The text of a signed paper, from a .txt, .docx or .pdf file."""

import io
import re
import zipfile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from pypdf import PdfReader
from pypdf.errors import PdfReadError

from songfai.kit.errors import N_, Refused

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0"
# Latin letters of the old, non-Unicode Lao fonts: text typed with them is gibberish of accents and brackets.
LEGACY_LAO = re.compile(r"[¡-ÿ]{2,}[A-Za-z¡-ÿ,;\-\]\[]{3,}")

REFUSALS = {
    "empty": N_("The file %(name)s is empty."),
    "too_large": N_("The file %(name)s is larger than 25 MB."),
    "unknown_format": N_("%(name)s cannot be read. Use .txt, .docx or a .pdf that holds text."),
    "not_what_it_says": N_("The content of %(name)s is not what its name says. Save it anew and try again."),
    "encrypted": N_("The file %(name)s is locked with a password. Take the password off and try again."),
    "scan": N_(
        "%(name)s is a scan: it holds pictures of pages and no text. Paste the text, or use a file that holds it."
    ),
    "not_text": N_("%(name)s is not readable text. Save it as UTF-8 and try again."),
    "legacy_font": N_(
        "%(name)s is written with an old Lao font that is not Unicode. Convert it to Unicode (Phetsarath OT) and try again."
    ),
}


class Unreadable(Refused):
    """The file gives no text; `code` is a key of REFUSALS."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code, REFUSALS[code], name=name)


def text_of(name: str, data: bytes) -> str:
    """The text of a file: paragraphs as lines, tables row by row. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("empty", name)
    if len(data) > MAX_BYTES:
        raise Unreadable("too_large", name)
    readers = {"txt": _plain, "docx": _word, "pdf": _pdf}
    reader = readers.get(name.rsplit(".", 1)[-1].lower() if "." in name else "")
    if reader is None:
        raise Unreadable("unknown_format", name)
    text = reader(name, data)
    if not text.strip():
        raise Unreadable("empty", name)
    if _is_legacy_lao(text):
        raise Unreadable("legacy_font", name)
    return text


def _plain(name: str, data: bytes) -> str:
    if data.startswith((b"%PDF-", b"PK\x03\x04", OLE)):
        raise Unreadable("not_what_it_says", name)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not_text", name) from None
    if "\x00" in text:
        raise Unreadable("not_text", name)
    return text


def require_plain_packing(name: str, member: zipfile.ZipInfo) -> None:
    """Office files are stored or deflated. Other ways of packing are unpacked whole at the first read, before anybody can count."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("not_what_it_says", name)


def _word(name: str, data: bytes) -> str:
    if data.startswith(OLE):
        raise Unreadable("encrypted", name)
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
        for member in members:
            require_plain_packing(name, member)
        unpacked = sum(member.file_size for member in members)
        if unpacked > MAX_UNPACKED:
            raise Unreadable("too_large", name)
        document = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError):
        raise Unreadable("not_what_it_says", name) from None
    return "\n".join(_lines(document))


def _lines(document: object) -> list[str]:
    """Paragraphs and tables in the order of the page; cells of a row are kept apart by a tab."""
    lines: list[str] = []
    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return lines


def _pdf(name: str, data: bytes) -> str:
    if not data.lstrip().startswith(b"%PDF-"):
        raise Unreadable("not_what_it_says", name)
    try:
        file = PdfReader(io.BytesIO(data))
        if file.is_encrypted and not file.decrypt(""):
            raise Unreadable("encrypted", name)
        text = "\n".join(page.extract_text() for page in file.pages)
    except (PdfReadError, ValueError, KeyError, RecursionError):
        raise Unreadable("not_what_it_says", name) from None
    if not text.strip():
        raise Unreadable("scan", name)
    return text


def _is_legacy_lao(text: str) -> bool:
    """Much of the text is runs of accented Latin letters that no Vietnamese or English word has."""
    if re.search(r"[\u0e80-\u0eff]|[\u1ea0-\u1ef9]", text):
        return False
    return sum(len(run) for run in LEGACY_LAO.findall(text)) > len(text) / 4
