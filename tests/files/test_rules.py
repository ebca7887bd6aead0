import io
import zipfile

import pytest

from songfai.files.rules import MAX_BYTES, require_acceptable
from songfai.kit.errors import Refused


def archive(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return buffer.getvalue()


def odt(mimetype: bytes, method: int | None = None) -> bytes:
    """An .odt whose first member says what it is, perhaps packed in a way that nobody here can unpack."""
    data = bytearray(archive(("mimetype", mimetype), ("content.xml", b"<w/>")))
    if method is not None:
        for sign, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
            at = data.index(sign) + place
            data[at : at + 2] = method.to_bytes(2, "little")
    return bytes(data)


ODT = b"application/vnd.oasis.opendocument.text"
DOCX = archive(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"))


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("minutes.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("photo.JPG", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("list.csv", "ຊື່;ຈຳນວນ\n".encode(), "text/csv"),
        ("text.txt", "Kế hoạch".encode("utf-16"), "text/plain"),
        ("plan.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "table.ods",
            archive(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
            "application/vnd.oasis.opendocument.spreadsheet",
        ),
    ],
)
def test_a_file_that_is_what_it_says_is_accepted(name, data, media):
    assert require_acceptable(name, data) == media


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.pdf", b"", "file_empty"),
        ("big.txt", b"a" * (MAX_BYTES + 1), "file_too_large"),
        ("program.exe", b"MZ", "file_kind"),
        ("drawing.svg", b"<svg/>", "file_kind"),
        ("macro.docm", DOCX, "file_kind"),
        ("noending", b"text", "file_kind"),
        ("not.pdf", b"PK\x03\x04", "file_not_what_it_says"),
        ("not.png", b"%PDF-1.7", "file_not_what_it_says"),
        ("not.txt", b"\x00\x01\x02", "file_not_what_it_says"),
        ("not.docx", b"plain text", "file_not_what_it_says"),
        ("sheet.docx", archive(("xl/workbook.xml", b"")), "file_not_what_it_says"),
        ("locked.pdf", b"%PDF-1.7 << /Encrypt 5 0 R >>", "file_encrypted"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_encrypted"),
        ("macro.docx", archive(("word/document.xml", b""), ("word/vbaProject.bin", b"x")), "file_active"),
        ("linked.xlsx", archive(("xl/workbook.xml", b""), ("xl/externalLinks/l1.xml", b"x")), "file_active"),
        ("up.docx", archive(("word/document.xml", b""), ("../../etc/passwd", b"x")), "file_not_what_it_says"),
        ("bomb.docx", archive(("word/document.xml", b"\0" * 30_000_000)), "file_not_what_it_says"),
        ("other.odt", odt(b"text/plain"), "file_not_what_it_says"),
        ("strange.odt", odt(ODT, 99), "file_not_what_it_says"),
        ("capital.odt", archive(("MIMETYPE", ODT)), "file_not_what_it_says"),
        ("many.docx", archive(*((f"word/{n}.xml", b"") for n in range(2001))), "file_not_what_it_says"),
    ],
)
def test_a_file_that_may_harm_or_mislead_is_refused_with_the_reason(name, data, code):
    with pytest.raises(Refused) as refused:
        require_acceptable(name, data)
    assert refused.value.code == code
    assert name in str(refused.value)
