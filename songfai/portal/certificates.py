"""Anybody checks a certificate of a recognised work: by what is printed on it, and no other way."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from songfai.kit.errors import N_, Refused
from songfai.kit.forms import said
from songfai.kit.refusals import words
from songfai.people.limits import count_miss, misses
from songfai.works.queries import checked
from songfai.works.rules.codes import code_typed, number_typed

# Wrong ones of one address in ten minutes; a code has 58 bits, so this only keeps the server quiet.
MOST, SECONDS = 20, 600
TOO_OFTEN = Refused(
    "checked_too_often", N_("Too many numbers and codes that do not go together. Try again in ten minutes.")
)


class CheckForm(forms.Form):
    use_required_attribute = False
    number = forms.CharField(label=_("Number of the certificate"), max_length=40, help_text="0012/2026")
    code = forms.CharField(label=_("Check code"), max_length=40, help_text="7KQM-4RWX-P2TD")

    def clean_number(self) -> tuple[int, int]:
        try:
            return number_typed(self.cleaned_data["number"])
        except Refused as refused:
            raise said(refused) from None

    def clean_code(self) -> str:
        try:
            return code_typed(self.cleaned_data["code"])
        except Refused as refused:
            raise said(refused) from None


@login_not_required
@never_cache
def certificate(request: HttpRequest) -> HttpResponse:
    """What stands in the address (of the square code, or of the form) is looked up. A number that is not known and a code
    that is wrong are answered alike."""
    asked = "number" in request.GET or "code" in request.GET
    form = CheckForm(request.GET if asked else None)
    context: dict[str, Any] = {"form": form, "asked": False}
    code = 200
    if asked and not form.is_valid():
        code = 422
    elif asked and misses("certificate", request) >= MOST:
        form.add_error(None, words(TOO_OFTEN))
        code = 429
    elif asked:
        number, year = form.cleaned_data["number"]
        found = checked(number, year, form.cleaned_data["code"])
        context |= {"asked": True, "found": found}
        if found is None:
            count_miss("certificate", request, SECONDS)
            code = 404
        else:
            context["level"] = gettext(found.level.words)
    answer = render(request, "portal/certificate.html", context, status=code)
    # The address holds the code of somebody's paper.
    answer["X-Robots-Tag"] = "noindex"
    return answer
