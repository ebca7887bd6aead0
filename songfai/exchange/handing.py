"""A bundle or a record as the answer to a request: from the disk, a piece at a time."""

from django.http import StreamingHttpResponse

from songfai.exchange.carried import Carried
from songfai.exchange.parts import pieces_in


def handed_out(data: Carried, kind: str, name: str = "") -> StreamingHttpResponse:
    """`name` is that of the file a browser keeps it in."""
    headers = {"Content-Length": str(len(data)), "Cache-Control": "private, no-store"}
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return StreamingHttpResponse(pieces_in(data), content_type=kind, headers=headers)
