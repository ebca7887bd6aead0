"""A file as a document of the record names it (coop-doc/1, `attachments`)."""

from typing import Any

from songfai.files.models import StoredFile


def as_attachment(name: str, file: StoredFile) -> dict[str, Any]:
    return {"id": name, "name": file.name, "media": file.media, "size": file.size, "sha256": file.sha256}
