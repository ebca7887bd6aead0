from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from songfai.files.queries import readable_by
from songfai.files.serving import as_download


def download(request: HttpRequest, key: UUID) -> FileResponse:
    return as_download(get_object_or_404(readable_by(request.seat), key=key))
