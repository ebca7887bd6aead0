from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from songfai.people.forms import AccountForm
from songfai.people.queries import account_of


def me(request: HttpRequest) -> HttpResponse:
    """My name forms, my language and how I sign in."""
    form = AccountForm(request.POST or None, account=account_of(request))
    if request.method == "POST" and form.is_valid():
        form.apply()
        messages.success(request, _("Saved."))
        return redirect("people:me")
    return render(request, "people/me.html", {"form": form})
