"""Where a programme begins: a text that was pasted, or a file that holds one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from songfai.files.rules import MAX_BYTES, require_acceptable
from songfai.kit.errors import Refused
from songfai.kit.forms import said
from songfai.kit.text import normalise_input
from songfai.programmes import rules
from songfai.reading.files import text_of

ACCEPTED = (".txt", ".docx", ".pdf")
LANGUAGE_CHOICES = [
    ("", _("Told from the letters")),
    ("lo", _("Lao")),
    ("vi", _("Vietnamese")),
    ("en", _("English")),
]


def read_file(upload: Any) -> tuple[bytes, str]:
    """The bytes of an upload and the text in it. Raises ValidationError with the reason, in the page's language."""
    data = upload.read(MAX_BYTES + 1)
    if not upload.name.lower().endswith(ACCEPTED):
        raise ValidationError(
            _("A text is read from .txt, .docx and .pdf files. Save the document as one of them."),
            code="file_kind",
        )
    try:
        require_acceptable(upload.name, data)
        return data, text_of(upload.name, data)
    except Refused as refused:
        raise said(refused) from None


class TextSourceForm(forms.Form):
    """A pasted text or a file; after `is_valid`, `read_text` is the text and `read_data` the file's bytes."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("Paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12}),
        help_text=_("The whole text, in Lao, Vietnamese or English."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput({"accept": ",".join(ACCEPTED)}),
        help_text=_(
            "A .txt, .docx or .pdf file with text in it, up to 25 MB. A scan is a picture and cannot be read."
        ),
    )
    read_text: str = ""
    read_data: bytes = b""

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        # The text as it is now: left unchanged in the form, it does not stand against an uploaded file.
        self.known = normalise_input(known, keep_zwsp=True)
        super().__init__(*args, **kwargs)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload:
            self.read_data, self.read_text = read_file(upload)
        return upload

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        pasted = data.get("text", "")
        if self.read_data and normalise_input(pasted, keep_zwsp=True) not in ("", self.known):
            self.add_error("file", _("There is a pasted text and a file. Take one of them away."))
            return data
        self.read_text = self.read_text or pasted
        try:
            rules.require_text(self.read_text)
        except Refused as refused:
            self.add_error("file" if self.read_data else "text", said(refused))
        return data


class StartForm(TextSourceForm):
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGE_CHOICES, required=False)
