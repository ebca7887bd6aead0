"""The first sheet of a workbook as rows of plain values. The other way out of kit/tables.py. Plain Python."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from python_calamine import CalamineError, CalamineWorkbook

from songfai.kit.errors import N_, Refused
from songfai.kit.text import normalise_input

Cell = str | int | float | bool | date | datetime | time | timedelta | None


def rows_of(data: bytes) -> Iterator[list[Cell]]:
    """Row by row, the empty ones too, so that the n-th is row n of the sheet. Refused: sheet_unreadable."""
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        # The rows begin where the first filled cell is.
        for _row in range(sheet.start[0] if sheet.start else 0):
            yield []
        lead: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.to_python(skip_empty_area=True):
            yield [*lead, *row]
    except (CalamineError, IndexError, OSError) as error:
        raise Refused("sheet_unreadable", N_("This file is not a workbook that can be read.")) from error


def text_of(cell: Cell) -> str:
    """What a person sees in the cell: whole numbers without a mark, days as they are written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize():f}"
    if isinstance(cell, datetime | date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    return normalise_input(str(cell))


def column_name(place: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(65 + letter) + name
    return name
