"""What may be uploaded (record design 4.2): by extension and by content, never by what the browser says."""

import io
import zipfile
import zlib

from songfai.kit.errors import N_, Refused

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_RATIO = 100

OFFICE = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "word/"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xl/"),
}
OPEN = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
PLAIN = {"txt": "text/plain", "csv": "text/csv"}
MAGIC = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
}
ACTIVE_PARTS = ("vbaproject.bin", "externallinks/", "embeddings/", "activex/")
ALLOWED = sorted({*OFFICE, *OPEN, *PLAIN, *MAGIC})


def require_acceptable(name: str, data: bytes) -> str:
    """The media type of an acceptable file; refuses the rest with the reason.

    Codes: file_empty, file_too_large, file_kind, file_not_what_it_says, file_encrypted, file_active.
    """
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if not data:
        raise Refused("file_empty", N_("The file %(name)s is empty."), name=name)
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", N_("The file %(name)s is larger than 25 MB."), name=name)
    if extension not in ALLOWED:
        raise Refused(
            "file_kind",
            N_("Files of this kind are not accepted: %(name)s. Accepted: %(kinds)s."),
            name=name,
            kinds=", ".join(ALLOWED),
        )
    if extension in MAGIC:
        return _by_magic(extension, name, data)
    if extension in PLAIN:
        return _by_text(extension, name, data)
    return _by_members(extension, name, data)


def _wrong(name: str) -> Refused:
    return Refused(
        "file_not_what_it_says",
        N_("The content of %(name)s is not what its name says. Save it anew and try again."),
        name=name,
    )


def _by_magic(extension: str, name: str, data: bytes) -> str:
    media, beginnings = MAGIC[extension]
    if not data.startswith(beginnings):
        raise _wrong(name)
    if extension == "pdf" and b"/Encrypt" in data:
        raise Refused("file_encrypted", N_("The file %(name)s is locked with a password."), name=name)
    return media


def _by_text(extension: str, name: str, data: bytes) -> str:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong(name)
    return PLAIN[extension]


def _by_members(extension: str, name: str, data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        # An Office file locked with a password is kept in the old container format.
        raise Refused("file_encrypted", N_("The file %(name)s is locked with a password."), name=name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except zipfile.BadZipFile:
        raise _wrong(name) from None
    _require_sane_archive(name, data, members)
    names = [member.filename.lower() for member in members]
    if extension in OFFICE:
        media, folder = OFFICE[extension]
        if not any(member.startswith(folder) for member in names):
            raise _wrong(name)
    else:
        media = OPEN[extension]
        if _mimetype(archive) != media.encode():
            raise _wrong(name)
    if any(part in member for member in names for part in ACTIVE_PARTS):
        raise Refused(
            "file_active",
            N_("The file %(name)s holds macros or linked content. Save it without them."),
            name=name,
        )
    return media


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is; empty where it cannot be read: missing, locked, packed in a strange way."""
    try:
        return archive.read("mimetype").strip()
    except (KeyError, RuntimeError, NotImplementedError, OSError, EOFError, zipfile.BadZipFile, zlib.error):
        return b""


def _require_sane_archive(name: str, data: bytes, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    unsafe = any(member.filename.startswith("/") or ".." in member.filename.split("/") for member in members)
    if (
        unsafe
        or len(members) > MAX_MEMBERS
        or unpacked > min(MAX_UNPACKED, MAX_RATIO * max(len(data), 100_000))
    ):
        raise _wrong(name)
