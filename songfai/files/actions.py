"""Keep a file: checked, named by its hash, written before it is spoken of."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from songfai.files.models import StoredFile
from songfai.files.rules import MAX_BYTES, require_acceptable
from songfai.kit.errors import N_, Refused
from songfai.kit.text import normalise_input
from songfai.parties.models import Institution, Seat


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


def write_durably(path: Path, data: bytes) -> None:
    """All of the bytes or none: a file is complete under its name, also after a power cut."""
    if path.exists():
        return
    replace_durably(path, [data])
    # The name is durable once its folder is, and the folder's own name in the one above.
    keep_names(path.parent.parent)


def replace_durably(path: Path, pieces: Iterable[bytes], mode: int = 0o777) -> None:
    """All of the pieces, or what stood there before; `mode` of the folder, where there is none yet."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=mode)
    # A name of its own: two threads may be given the same file at the same moment.
    descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        # It is tried again and again: what each try leaves would keep a full disk full.
        Path(draft).unlink(missing_ok=True)
        raise
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def store(*, name: str, data: bytes, by: Seat, at: datetime) -> StoredFile:
    """Keep `data` under its SHA-256 and say who gave it. Refuses what files.rules refuses."""
    clean = normalise_input(Path(name.replace("\\", "/")).name)[-200:] or "file"
    media = require_acceptable(clean, data)
    sha256 = hashlib.sha256(data).hexdigest()
    write_durably(path_of(sha256), data)
    return StoredFile.objects.create(
        sha256=sha256,
        name=clean,
        media=media,
        size=len(data),
        institution=by.institution,
        given_by=str(by.account)[:200],
        given_at=at,
    )


def adopt(*, sha256: str, name: str, institution: Institution, given_by: str, at: datetime) -> StoredFile:
    """A row for a file that came from another server and is kept under its hash already."""
    clean = normalise_input(Path(name.replace("\\", "/")).name)[-200:] or "file"
    known = StoredFile.objects.filter(sha256=sha256, name=clean, institution=institution).first()
    if known is not None:
        return known
    data = path_of(sha256).read_bytes()
    return StoredFile.objects.create(
        sha256=sha256,
        name=clean,
        media=require_acceptable(clean, data),
        size=len(data),
        institution=institution,
        given_by=given_by[:200],
        given_at=at,
    )


def adopt_named(
    sha256: str, names: Mapping[str, str], *, institution: Institution, given_by: str, at: datetime
) -> StoredFile:
    """`adopt` for a file that a document names (SHA-256 -> name). Refused: file_missing until it has come."""
    if sha256 not in names or not path_of(sha256).exists():
        raise Refused("file_missing", N_("A file it names has not come yet. It is asked for."))
    return adopt(sha256=sha256, name=names[sha256], institution=institution, given_by=given_by, at=at)


def share(*, file: StoredFile, institutions: Iterable[Institution]) -> None:
    """Let other institutions fetch the file: the sides of the matter it belongs to."""
    file.shared_with.add(*institutions)


def forget(*, sha256: str, institutions: Iterable[Institution]) -> bool:
    """Delete the bytes of a file, unless somebody else than these institutions gave the same one; whether they are gone.
    Its rows stay: they say what was here."""
    if StoredFile.objects.filter(sha256=sha256).exclude(institution__in=list(institutions)).exists():
        return False
    path_of(sha256).unlink(missing_ok=True)
    return True


def read_upload(upload: object) -> bytes:
    """The bytes of an uploaded file, at most one more than is allowed."""
    return upload.read(MAX_BYTES + 1)  # type: ignore[attr-defined]
