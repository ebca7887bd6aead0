"""The text of a file, and the reason where there is none."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter

from songfai.reading import read
from songfai.reading.files import MAX_BYTES, Unreadable, text_of

SAMPLES = Path(__file__).parents[2] / "samples"


def word(*lines: str, rows: list[list[str]] | None = None) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("sau bảng")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pages(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_decoded(encoding: str):
    assert text_of("a.txt", "Chương trình ແຜນງານ".encode(encoding)) == "Chương trình ແຜນງານ"


def test_paragraphs_and_tables_keep_their_order():
    text = text_of("a.docx", word("trước", rows=[["Số", "Nội dung"], ["1", "Tập huấn"]]))
    assert text.split("\n") == ["trước", "Số\tNội dung", "1\tTập huấn", "sau bảng"]


def test_word_file_reads_like_its_text():
    plain = (SAMPLES / "chuong-trinh-vi.txt").read_text(encoding="utf-8")
    kept = read(text_of("a.docx", word(*plain.split("\n"))))
    assert [duty.text for duty in kept.commitments] == [duty.text for duty in read(plain).commitments]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.docx", word(), "empty"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "too_large"),
        ("a.txt", b"%PDF-1.7 ...", "not_what_it_says"),
        ("a.pdf", b"Chi la chu", "not_what_it_says"),
        ("a.docx", b"Chi la chu", "not_what_it_says"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "encrypted"),
        ("a.pdf", pages("secret"), "encrypted"),
        ("a.pdf", pages(), "scan"),
        ("a.xlsx", b"PK\x03\x04", "unknown_format"),
        ("paper", b"text", "unknown_format"),
        ("a.txt", b"\xff\xfa\x00\x81\x8d", "not_text"),
    ],
)
def test_file_without_text_is_refused_with_the_reason(name: str, data: bytes, code: str):
    with pytest.raises(Unreadable) as refused:
        text_of(name, data)
    assert refused.value.code == code
    assert name in str(refused.value)


def test_archive_that_is_no_document_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "no document")
    with pytest.raises(Unreadable) as refused:
        text_of("a.docx", out.getvalue())
    assert refused.value.code == "not_what_it_says"
