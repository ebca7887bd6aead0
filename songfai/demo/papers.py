"""Small real files as evidence: a sheet of text in three languages, a table, a page of PDF."""

import csv
import io
from datetime import date
from typing import Any

from songfai.demo.book import word, words
from songfai.kit.languages import LANGUAGES, NAMES, Trilingual
from songfai.kit.text import fold

PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)


def paper(name: str, caption: Trilingual, activity: dict[str, Any], dated: date) -> bytes:
    """The bytes of an evidence file; what it is follows from its name."""
    kind = name.rsplit(".", 1)[-1]
    if kind == "csv":
        return _table(caption, activity, dated)
    if kind == "pdf":
        return _page(caption, activity, dated)
    return _sheet(caption, activity, dated)


def _figures(activity: dict[str, Any]) -> list[tuple[Trilingual, int, Trilingual]]:
    return [
        (word("labels", label), value, word("units", unit))
        for label, value, unit in activity.get("figures", [])
    ]


def _sheet(caption: Trilingual, activity: dict[str, Any], dated: date) -> bytes:
    parts = []
    for language in LANGUAGES:
        figures = [
            f"{label.get(language)}: {value} {unit.get(language)}"
            for label, value, unit in _figures(activity)
        ]
        lines = [
            f"[{NAMES[language]}] {caption.get(language)}",
            words(activity["title"]).get(language),
            word("places", activity.get("place")).get(language),
            dated.strftime("%d/%m/%Y"),
            words(activity.get("result")).get(language),
            *figures,
        ]
        parts.append("\n".join(line for line in lines if line))
    return ("\n\n".join(parts) + "\n").encode()


def _table(caption: Trilingual, activity: dict[str, Any], dated: date) -> bytes:
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow([dated.isoformat(), *(caption.get(language) for language in LANGUAGES)])
    rows.writerow([activity["from"].isoformat(), *(words(activity["title"]).get(code) for code in LANGUAGES)])
    for label, value, _unit in _figures(activity):
        rows.writerow([value, *(label.get(language) for language in LANGUAGES)])
    return b"\xef\xbb\xbf" + table.getvalue().encode()


def _page(caption: Trilingual, activity: dict[str, Any], dated: date) -> bytes:
    """One page in English: the font every reader of PDF has knows neither Lao nor Vietnamese letters."""
    lines = [caption.en, words(activity["title"]).en, dated.isoformat(), words(activity.get("result")).en]
    shown = "\n".join(f"({_plain(line)}) ' " for line in _wrapped(lines))
    stream = f"BT /F1 11 Tf 16 TL 72 770 Td\n{shown}\nET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            table,
            len(body),
        )
    )


def _wrapped(lines: list[str]) -> list[str]:
    wrapped: list[str] = []
    for line in filter(None, lines):
        row = ""
        for part in line.split():
            if len(row) + len(part) > 78:
                wrapped.append(row)
                row = ""
            row = f"{row} {part}".strip()
        wrapped.append(row)
    return wrapped


def _plain(line: str) -> str:
    """Letters a PDF string in this font can hold."""
    plain = line if line.isascii() else fold(line).encode("ascii", "replace").decode()
    return plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
