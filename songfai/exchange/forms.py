from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from songfai.exchange.bundle import MAX_BYTES
from songfai.exchange.carried import Readable
from songfai.kit.missing import NO_FILE
from songfai.record.rules import LONGEST_MESSAGE


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class SeveralFilesField(forms.FileField):
    """One file or several; always a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in given or [None]]


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Message"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_MESSAGE,
        help_text=_(
            "Everybody of both sides who may read the programme reads it. It binds nobody, and it stays."
        ),
    )


class TakeInForm(forms.Form):
    upload = SeveralFilesField(
        label=_("Files from the other side"),
        help_text=_("One file, or all parts of one: the names end in .coop."),
        error_messages=NO_FILE,
    )

    def clean_upload(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["upload"]
        if sum(file.size for file in files) > MAX_BYTES:
            raise forms.ValidationError(_("Together these files are too large to be taken in at once."))
        return files

    def contents(self) -> list[Readable]:
        """The files as they came: a large one lies on the disk."""
        return [one.file for one in self.cleaned_data["upload"]]
