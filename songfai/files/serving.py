"""Handing out a file. Whether somebody may have it is asked before."""

from django.http import FileResponse

from songfai.files.actions import path_of
from songfai.files.models import StoredFile


def as_download(file: StoredFile) -> FileResponse:
    """Always as a download: nothing a user gave is ever run or shown by the browser."""
    response = FileResponse(
        path_of(file.sha256).open("rb"), as_attachment=True, filename=file.name, content_type=file.media
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
