from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from songfai.files.actions import path_of
from songfai.files.queries import readable_by


def download(request: HttpRequest, key: UUID) -> FileResponse:
    """A stored file, always as a download: nothing a user gave is ever run or shown by the browser."""
    file = get_object_or_404(readable_by(request.seat), key=key)
    response = FileResponse(
        path_of(file.sha256).open("rb"), as_attachment=True, filename=file.name, content_type=file.media
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
