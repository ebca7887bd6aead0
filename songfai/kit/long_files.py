"""Lists too long for the memory, as files that say what they hold: a table sent row by row, a workbook written row by row.

`about` stands over the rows: what the list is, when it was read, what it is narrowed to; a figure without them says nothing.
"""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation

from songfai.kit.errors import N_, Refused
from songfai.kit.export import XLSX, named
from songfai.kit.tables import Column, csv_cell, guarded, sheet_formats, sheet_name, write_cell

# More rows than that no spreadsheet program opens in reasonable time; a table of values takes any number.
MOST_IN_WORKBOOK = 100_000
About = Sequence[tuple[str, str]]


class _Line:
    """What csv.writer writes to: it gives the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(about: About, columns: Sequence[Column], rows: Iterable[Any], language: str) -> Iterator[bytes]:
    """UTF-8 with a mark in front; ";" where "," is the decimal mark. First what it is, an empty line, then the table."""
    writer: Any = csv.writer(_Line(), delimiter="," if language == "en" else ";")
    yield "\ufeff".encode()
    with translation.override(language):
        titles = [guarded(str(column.title)) for column in columns]
    for label, value in about:
        yield writer.writerow([guarded(label), guarded(value)]).encode()
    yield writer.writerow([]).encode()
    yield writer.writerow(titles).encode()
    for row in rows:
        # It is written after the page's own language was put away.
        with translation.override(language):
            cells = [csv_cell(column, column.of(row), language) for column in columns]
        yield writer.writerow(cells).encode()


def csv_response(
    about: About, columns: Sequence[Column], rows: Iterable[Any], language: str, filename: str
) -> HttpResponseBase:
    lines = csv_lines(about, columns, rows, language)
    return named(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{filename}.csv")


def xlsx_response(
    about: About, columns: Sequence[Column], rows: Iterable[Any], language: str, filename: str
) -> HttpResponseBase:
    """Refused: too_many_for_a_workbook."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it once it is sent)
    write_workbook(file, about, columns, rows, language)
    file.seek(0)
    return named(FileResponse(file, content_type=XLSX), f"{filename}.xlsx")


def write_workbook(
    file: Any, about: About, columns: Sequence[Column], rows: Iterable[Any], language: str
) -> None:
    """One row in the memory at a time; the first row of the table is frozen, above it stands what the table is."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options | {"strings_to_numbers": False})
    formats = sheet_formats(book, language)
    sheet = book.add_worksheet(sheet_name(about[0][1] if about else ""))
    for place, column in enumerate(columns):
        sheet.set_column(place, place, min(max(len(str(column.title)) + 4, 14), 40))
    for at, (label, value) in enumerate(about):
        sheet.write_string(at, 0, label, formats["head"])
        sheet.write_string(at, 1, value, formats["text"])
    head = len(about) + 1
    for place, column in enumerate(columns):
        sheet.write_string(head, place, str(column.title), formats["head"])
    sheet.freeze_panes(head + 1, 0)
    last = head
    for last, row in enumerate(rows, head + 1):
        if last - head > MOST_IN_WORKBOOK:
            raise Refused(
                "too_many_for_a_workbook",
                N_("A workbook holds up to %(most)s rows. Narrow the filters, or take the list as CSV."),
                most=MOST_IN_WORKBOOK,
            )
        for place, column in enumerate(columns):
            write_cell(sheet, last, place, column, column.of(row), language, formats)
    sheet.autofilter(head, 0, last, len(columns) - 1)
    book.close()
