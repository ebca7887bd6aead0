"""Handing out a file. Whether somebody may have it is asked before."""

from django.http import FileResponse

from songfai.files.actions import path_of
from songfai.files.models import StoredFile
from songfai.kit.errors import N_, Gone


def as_download(file: StoredFile) -> FileResponse:
    return hand_out(file.sha256, file.name, file.media)


def hand_out(sha256: str, name: str, media: str = "application/octet-stream") -> FileResponse:
    """Always as a download: nothing a user gave is ever run or shown by the browser. Gone for a file that was erased."""
    try:
        data = path_of(sha256).open("rb")
    except FileNotFoundError:
        raise gone(name) from None
    response = FileResponse(data, as_attachment=True, filename=name, content_type=media)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def gone(name: str) -> Gone:
    return Gone(
        "file_gone",
        N_("The file %(name)s is not here: it was erased, or it has not come yet."),
        name=name,
    )
