"""One way out for every list: the same columns as CSV and as a workbook. Plain Python."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from django.utils.functional import Promise

from songfai.kit.dates import PartialDate
from songfai.kit.formats import CURRENCIES, format_date, format_money, format_number
from songfai.kit.languages import Trilingual

Kind = Literal["text", "number", "year", "date", "money", "share"]

LATIN_FONT, LAO_FONT = "Noto Sans", "Noto Sans Lao"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_CELL = 32_767
_SHEET_NAME_BARRED = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `value` gives a row's cell, or names the row's key or attribute.

    Kinds: text; number (int, Decimal); year (an int nobody parts into thousands); date (date, datetime, PartialDate);
    money ((minor, currency), as of format_money); share (a fraction: 0.855 is 85,5%).
    """

    key: str
    title: str | Promise
    value: Callable[[Any], Any] | str
    kind: Kind = "text"
    # Of numbers that were counted: the title of the sheet of the same workbook that has the rows.
    rows_in: str = ""

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        return row[self.value] if isinstance(row, dict) else getattr(row, self.value)


def guarded(text: str) -> str:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def as_csv(rows: Iterable[Any], columns: Sequence[Column], language: str) -> bytes:
    """UTF-8 with a mark in front, so that spreadsheet programs see it; ";" where "," is the decimal mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if language == "en" else ";")
    writer.writerow([guarded(str(column.title)) for column in columns])
    for row in rows:
        writer.writerow([csv_cell(column, column.of(row), language) for column in columns])
    return out.getvalue().encode("utf-8-sig")


def csv_cell(column: Column, value: Any, language: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
        # No marks between thousands: the cell stays a number for whoever opens it.
        return _plain_number(value, language)
    return guarded(_text(value, column, language))


def _plain_number(value: int | Decimal | float, language: str) -> str:
    digits = f"{Decimal(str(value)):f}"
    return digits if language == "en" else digits.replace(".", ",")


def _text(value: Any, column: Column, language: str) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return f"{format_date(value.date(), language)} {value:%H:%M}"
    if isinstance(value, date | PartialDate):
        return format_date(value, language, "short")
    if isinstance(value, Trilingual):
        return value.best(language)[0]
    if column.kind == "money" and isinstance(value, tuple):
        return format_money(value[0], value[1], language)
    if isinstance(value, int | Decimal):
        return format_number(value, language)
    return str(value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook, and what its tab is called."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Any]


def as_xlsx(rows: Iterable[Any], columns: Sequence[Column], language: str, title: str) -> bytes:
    """A workbook of one sheet."""
    return as_workbook([Sheet(title, columns, list(rows))], language, title)


def as_workbook(sheets: Sequence[Sheet], language: str, title: str) -> bytes:
    """Types kept, headings frozen and filterable, a font that has the letters; two sheets never share a name.

    Dates not known to the day are written in words.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    formats = sheet_formats(book, language)
    taken: set[str] = set()
    tabs: dict[str, str] = {}
    for one in sheets:
        name = _free_name(sheet_name(one.title), taken)
        taken.add(name.casefold())
        tabs.setdefault(one.title, name)
        book.add_worksheet(name)
    for sheet, one in zip(book.worksheets(), sheets, strict=True):
        _fill(sheet, one, language, formats, tabs)
    book.set_properties({"title": title})
    book.close()
    return out.getvalue()


def sheet_formats(book: Any, language: str) -> dict[str, Any]:
    """How cells of each kind look, in a font that has the letters."""
    font = {"font_name": LAO_FONT if language == "lo" else LATIN_FONT, "font_size": 10, "valign": "top"}
    formats = {
        "text": book.add_format({**font, "text_wrap": True}),
        "whole": book.add_format({**font, "num_format": "#,##0"}),
        "number": book.add_format({**font, "num_format": "#,##0.##########"}),
        "year": book.add_format({**font, "num_format": "0"}),
        "money": book.add_format({**font, "num_format": "#,##0"}),
        "cents": book.add_format({**font, "num_format": "#,##0.00"}),
        "share": book.add_format({**font, "num_format": "0.0%"}),
        "date": book.add_format({**font, "num_format": "dd/mm/yyyy", "align": "left"}),
        "moment": book.add_format({**font, "num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }
    head = {**font, "bold": True, "bottom": 1, "text_wrap": True}
    formats["head"] = book.add_format(head)
    formats["head_link"] = book.add_format({**head, "underline": 1})
    return formats


def _free_name(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free.casefold() in taken:
        free = f"{name[:28]} {number}"
        number += 1
    return free


def _fill(sheet: Any, one: Sheet, language: str, formats: dict[str, Any], tabs: dict[str, str]) -> None:
    columns = one.columns
    widths = [len(str(column.title)) for column in columns]
    for at, column in enumerate(columns):
        if tab := tabs.get(column.rows_in, ""):
            place = tab.replace("'", "''")
            sheet.write_url(0, at, f"internal:'{place}'!A1", formats["head_link"], str(column.title))
        else:
            sheet.write_string(0, at, str(column.title), formats["head"])
    last = 0
    for last, row in enumerate(one.rows, 1):
        for at, column in enumerate(columns):
            shown = write_cell(sheet, last, at, column, column.of(row), language, formats)
            widths[at] = max(widths[at], max(map(len, shown.split("\n"))))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(max(width + 2, 8), 60))
    sheet.freeze_panes(1, 0)
    if columns:
        sheet.autofilter(0, 0, last, len(columns) - 1)


def write_cell(
    sheet: Any, row: int, at: int, column: Column, value: Any, language: str, formats: dict[str, Any]
) -> str:
    """Writes one cell and returns what will be seen in it, for the width."""
    if value is None or value == "":
        sheet.write_blank(row, at, None, formats["text"])
        return ""
    if column.kind == "money" and isinstance(value, tuple):
        minor, currency = value
        places = CURRENCIES[currency][0]
        sheet.write_number(row, at, minor / 10**places, formats["cents" if places else "money"])
        return format_money(minor, currency, language)
    if isinstance(value, PartialDate) and value.is_complete:
        value = value.first_day()
    if isinstance(value, datetime):
        sheet.write_datetime(row, at, value.replace(tzinfo=None), formats["moment"])
        return "00/00/0000 00:00"
    if isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), formats["date"])
        return "00/00/0000"
    if column.kind == "year" and isinstance(value, int):
        sheet.write_number(row, at, value, formats["year"])
        return str(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        kind = "share" if column.kind == "share" else "whole" if number == int(number) else "number"
        if abs(number) < 10**15:  # beyond it a spreadsheet loses digits
            sheet.write_number(row, at, float(number), formats[kind])
            return format_number(number, language)
    text = _text(value, column, language)
    if len(text) > _LONGEST_CELL:
        text = text[: _LONGEST_CELL - 1] + "…"
    sheet.write_string(row, at, text, formats["text"])
    return text


def sheet_name(title: str) -> str:
    name = " ".join(title.translate(_SHEET_NAME_BARRED).split()).strip("'")[:31].strip(" '")
    return name or "Songfai"
