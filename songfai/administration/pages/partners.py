"""Who is who between servers: the card of each institution, where its files go, and which keys speak for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.administration.forms import CardForm, PostForm
from songfai.administration.pages.institutions import administrator_of, institution_of
from songfai.administration.queries import keys_sheet, partners_page
from songfai.exchange import actions as exchange
from songfai.exchange.models import Post
from songfai.exchange.queries import post_of
from songfai.files.actions import read_upload
from songfai.kit.clock import now
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.notes import say
from songfai.kit.refusals import status, words
from songfai.kit.saving import Attempt, attempt
from songfai.record import keys


def partners(request: HttpRequest) -> HttpResponse:
    """Every institution one looks after, with the words of its card; the server's administrator takes in others."""
    return _shown(request, CardForm())


def _shown(request: HttpRequest, form: CardForm, code: int = 200) -> HttpResponse:
    admin = administrator_of(request)
    context = {
        "page": partners_page(request, admin.institution),
        "whole": admin.institution is None,
        "form": form,
    }
    return render(request, "administration/partners.html", context, status=code)


@require_POST
def take_card(request: HttpRequest) -> HttpResponse:
    admin = administrator_of(request)
    if admin.institution is not None:
        raise NotPermitted("whole_server", N_("The administrator of the server takes in cards."))
    form, code = CardForm(request.POST, request.FILES), 422
    if form.is_valid():
        try:
            taken = exchange.take_cards(read_upload(form.cleaned_data["file"]), by=admin, at=now())
        except Refused as refused:
            form.add_error("file", words(refused))
            code = status(refused)
        else:
            say(request, _("The card is taken in. Now read its words to each other on the telephone."))
            return redirect("administration:keys", taken.slug)
    return _shown(request, form, code)


def keys_of(request: HttpRequest, slug: str) -> HttpResponse:
    """The card and the keys of an institution, and where its files go."""
    admin = administrator_of(request)
    shown = institution_of(admin, slug)
    partner = not keys.holds(shown) and keys.card_of(shown) is not None

    def post() -> Post:
        return post_of(shown)

    def form_of(data: object = None) -> PostForm:
        return PostForm(data, post=post(), partner=partner)

    done = Attempt(form_of())
    if request.method == "POST":
        done = attempt(
            request,
            form_of(request.POST),
            lambda form: exchange.save_post(
                institution=shown,
                by=admin,
                at=now(),
                seen_revision=form.cleaned_data["seen"],
                **form.values(),
            ),
            fresh=lambda: form_of().initial,
            again=form_of,
        )
    if done.done:
        say(request, _("Saved."))
        return redirect("administration:keys", slug)
    context = {
        "institution": shown,
        "sheet": keys_sheet(shown),
        "partner": partner,
        "form": done.form,
        "differences": done.differences,
    }
    return render(request, "administration/keys.html", context, status=done.code)


@require_GET
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The institution's card as a file, for the administrator of the other server."""
    shown = institution_of(administrator_of(request), slug)
    get_object_or_404(shown.cards.all()[:1])
    headers = {"Content-Disposition": f'attachment; filename="{shown.slug}.card.json"'}
    return HttpResponse(exchange.card_file(shown, now()), content_type="application/json", headers=headers)
