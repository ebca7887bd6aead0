"""Uploads and pasted texts that cannot be read: the reason stands beside the field and nothing typed is lost."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from pypdf import PdfWriter

from songfai.files.models import StoredFile
from songfai.programmes.forms.lines import FORMS
from songfai.programmes.models import Reading
from songfai.programmes.slots import SLOTS
from tests.programmes.conftest import TEXT

pytestmark = pytest.mark.django_db


def docx(text: str) -> bytes:
    paper, out = Document(), io.BytesIO()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    paper.save(out)
    return out.getvalue()


def pdf(password: str = "") -> bytes:
    """A page without any text, as a scanner makes it."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("hello.txt", "hello")
    return out.getvalue()


BAD = {
    "empty": ("text.txt", b"", "is empty"),
    "blank": ("text.txt", b" \n ", "is empty"),
    "scan": ("scan.pdf", pdf(), "is a scan"),
    "locked pdf": ("locked.pdf", pdf("secret"), "locked with a password"),
    "locked word": ("locked.docx", b"\xd0\xcf\x11\xe0" + b"0" * 600, "locked with a password"),
    "picture named pdf": ("photo.pdf", b"\x89PNG\r\n\x1a\n", "not what its name says"),
    "archive named docx": ("archive.docx", archive(), "not what its name says"),
    "program": ("setup.exe", b"MZ", "is read from .txt, .docx and .pdf"),
    "picture": ("photo.png", b"\x89PNG\r\n\x1a\n", "is read from .txt, .docx and .pdf"),
    "not utf-8": ("old.txt", b"\xc4\xe5\xff\xfe\x81", "not readable text"),
    "too large": ("large.txt", b"a" * (25 * 1024 * 1024 + 1), "larger than 25 MB"),
    "too long": ("long.txt", b"word " * 50_000, "at most 200000 are read"),
}


@pytest.fixture
def officer(client, home):
    client.force_login(home.a.account)
    client.cookies["songfai_language"] = "en"
    return client


def upload(client, name, data, **typed):
    return client.post(reverse("programmes:new"), {"file": SimpleUploadedFile(name, data), **typed})


@pytest.mark.parametrize("case", BAD)
def test_unreadable_file_is_refused_with_the_reason(officer, case):
    name, data, reason = BAD[case]
    answer = upload(officer, name, data, text="  ")
    assert answer.status_code == 422
    [error] = answer.context["form"].errors["file"]
    assert reason in error
    assert (Reading.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_pasted_text_stays_when_the_file_is_refused(officer):
    answer = upload(officer, "scan.pdf", pdf(), text=TEXT)
    assert answer.status_code == 422
    assert "Article 2. The Ministry of Home Affairs" in answer.content.decode()


def test_text_and_file_together_are_not_guessed_between(officer):
    answer = upload(officer, "text.txt", TEXT.encode(), text="Something typed")
    assert "There is a pasted text and a file" in str(answer.context["form"].errors["file"])
    assert "Something typed" in answer.content.decode()


def test_nothing_pasted_is_said_so(officer):
    answer = officer.post(reverse("programmes:new"), {"text": " \n "})
    assert answer.status_code == 422
    assert "There is no text yet" in str(answer.context["form"].errors["text"])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text.txt", TEXT.encode()),
        ("text.TXT", TEXT.encode("utf-16")),
        ("text.docx", docx(TEXT)),
    ],
)
def test_file_is_read_and_kept(officer, name, data):
    answer = upload(officer, name, data, text="")
    reading = Reading.objects.get()
    assert answer.url == reverse("programmes:reading", args=[reading.key])
    assert reading.file.name == name
    assert reading.lines.filter(slot="commitment").count() >= 2
    assert name in officer.get(answer.url).content.decode()


@pytest.mark.parametrize("language", ["lo", "vi"])
def test_reason_is_said_in_the_language_of_the_page(officer, language, settings):
    """The catalogue is asked for the sentence; without one the English sentence stands."""
    from django.utils import translation
    from django.utils.translation import gettext

    officer.cookies["songfai_language"] = language
    answer = upload(officer, "scan.pdf", pdf(), text="")
    with translation.override(language):
        expected = gettext(
            "%(name)s is a scan: it holds pictures of pages and no text. Paste the text, or use a file that holds it."
        ) % {"name": "scan.pdf"}
    assert answer.context["form"].errors["file"] == [expected]


@pytest.mark.parametrize("slot", SLOTS)
def test_form_of_each_slot_says_what_is_missing(slot):
    form = FORMS[slot](data={})
    if slot == "prevailing":
        assert form.is_valid()
    else:
        assert not form.is_valid()


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("title", {"text": "T", "language": "vi"}),
        ("kind", {"kind": "plan"}),
        ("signatory", {"name": "S", "title": "", "party": "b"}),
        ("signed_on", {"date": "--08-01"}),
        ("place", {"name": "Hà Nội"}),
        ("term", {"start": "2024-03", "end": "2030"}),
        ("review", {"kind": "annual", "when": "every_year"}),
        ("review", {"kind": "midterm", "when": "P3Y"}),
        ("review", {"kind": "final", "when": "../2030"}),
        ("review", {"kind": "other", "when": ""}),
        ("field", {"name": "Y tế", "field": "health"}),
        ("commitment", {"text": "C", "type": "award", "party": "a", "language": "lo"}),
        ("prevailing", {"language": ""}),
    ],
)
def test_value_goes_through_its_form_unchanged(slot, value):
    """What a form shows of a value and reads back is that value: opening and saving changes nothing."""
    kind = FORMS[slot]
    shown = kind(initial=kind.initial_of(value))
    data = {bound.html_name: bound.value() for bound in shown}
    data = {
        name: shown[name].field.widget.format_value(value) if hasattr(value, "code") else value
        for name, value in data.items()
    }
    form = kind(data={name: "" if value is None else value for name, value in data.items()})
    assert form.is_valid(), form.errors
    assert form.value() == value


def test_party_through_its_form(home):
    kind = FORMS["party"]
    tied = {"name": "Ministry", "role": "a", "institution": home.laos.pk}
    form = kind(data={**kind.initial_of(tied), "new_country": "LA", "new_layout": "la"})
    assert form.is_valid(), form.errors
    assert form.value() == tied
    new = kind(
        data={
            "name": "Ministry",
            "role": "b",
            "new_name_lo": "ກະຊວງ",
            "new_country": "LA",
            "new_layout": "la",
        }
    )
    assert new.is_valid(), new.errors
    assert new.value()["new"] == {
        "name": {"lo": "ກະຊວງ"}, "short_name": {}, "place": {}, "country": "LA", "layout": "la",
    }  # fmt: skip
    neither = kind(data={"name": "Ministry", "role": "b", "new_country": "LA", "new_layout": "la"})
    assert "institution" in neither.errors
