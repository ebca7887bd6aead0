"""The answer to `?export=xlsx` and `?export=csv` on any list."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from songfai.kit.forms import current_language
from songfai.kit.tables import Column, as_csv, as_xlsx

Response = TypeVar("Response", bound=HttpResponseBase)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_response(
    request: HttpRequest, rows: Iterable[Any], columns: Sequence[Column], filename: str, title: str
) -> HttpResponse | None:
    """The list as a file when the address asks for one, else None: the page goes on.

    `rows` is everything that is filtered, not the page of it; `filename` comes without its ending.
    """
    wanted = request.GET.get("export")
    language = current_language()
    if wanted == "xlsx":
        return attachment(as_xlsx(rows, columns, language, title), f"{filename}.xlsx", XLSX)
    if wanted == "csv":
        return attachment(as_csv(rows, columns, language), f"{filename}.csv", "text/csv; charset=utf-8")
    return None


def attachment(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """A file to save, with its name in any script."""
    return named(HttpResponse(content, content_type=content_type), filename)


def named(response: Response, filename: str) -> Response:
    """The same answer as a file to save under this name."""
    ascii_name = unicodedata.normalize("NFKD", filename).encode("ascii", "ignore").decode()
    ascii_name = re.sub(r"[^\w.-]+", "-", ascii_name).strip("-") or "file"
    if ascii_name.startswith("."):
        ascii_name = f"songfai{ascii_name}"
    response["Content-Disposition"] = (
        f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(filename)}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
