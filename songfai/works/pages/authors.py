"""The authors of a work and their word; the benefit of each year and who confirmed it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.files.serving import as_download
from songfai.kit.clock import now, today
from songfai.kit.formats import currency_of
from songfai.kit.forms import current_language
from songfai.kit.money import to_amount
from songfai.kit.saving import tried
from songfai.works import actions, rules
from songfai.works.forms import (
    AuthorForm,
    BenefitForm,
    ConfirmForm,
    CorrectionForm,
    ObjectForm,
    ProofForm,
    initial_of_author,
)
from songfai.works.models import Author, Work
from songfai.works.pages.parts import form_page, work_of
from songfai.works.permissions import check_may, may
from songfai.works.states import AuthorRole


def _author(request: HttpRequest, key: UUID, number: int) -> tuple[Work, Author]:
    work = work_of(request, key)
    return work, get_object_or_404(work.authors.all(), pk=number)


def save_author(request: HttpRequest, key: UUID, number: int | None = None) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "authors", shown)
    row = get_object_or_404(shown.authors.all(), pk=number) if number else None
    first = AuthorRole.CO if shown.authors.exists() else AuthorRole.LEAD

    def fresh() -> dict[str, Any]:
        filled = initial_of_author(row) if row else {"role": first}
        return filled | {"seen": work_of(request, key).revision}

    def form_of(data: Any) -> AuthorForm:
        return AuthorForm(data, work=shown, day=today(), initial=fresh())

    saved: list[Author] = []

    def save(form: AuthorForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        saved.append(actions.save_author(work=shown, author=row, seen_revision=form.seen_revision, **told))

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        _warn_of_another_name(request, saved[0])
        return redirect("works:work", key)
    return form_page(
        request,
        done,
        work=shown,
        title=_("Change an author") if row else _("Add an author"),
        lead=_("A changed share or role is to be confirmed anew by the author."),
        back=reverse("works:work", args=[key]),
    )


def _warn_of_another_name(request: HttpRequest, author: Author) -> None:
    """Said at once, not refused: people have several names."""
    if account := author.account_name:
        language = current_language()
        messages.warning(
            request,
            _("The account is in the name of %(account)s, the author is written as %(name)s. Check both.")
            % {"account": account.best(language)[0], "name": author.name.best(language)[0]},
        )


@require_POST
def remove_author(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    _work, row = _author(request, key, number)
    actions.remove_author(author=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:work", key)


@require_POST
def confirm(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """An author's own word."""
    _work, row = _author(request, key, number)
    actions.confirm(author=row, by=request.seat, at=now())
    messages.success(request, _("Your share is confirmed."))
    _warn_of_another_name(request, row)
    return redirect("works:work", key)


def confirm_on_paper(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """For an author without an account: the officer names the paper the author has signed."""
    shown, row = _author(request, key, number)
    check_may(request.seat, "authors", shown)
    return _on_paper(
        request,
        shown,
        ConfirmForm,
        lambda **said: actions.confirm(author=row, by=request.seat, at=now(), **said),
        title=_("Enter the author’s confirmation"),
        lead=row.name,
    )


def signed_paper(request: HttpRequest, key: UUID, number: int) -> FileResponse:
    """The scan of what the author has signed, for the author and for the officers of the unit."""
    work, row = _author(request, key, number)
    officer = may(request.seat, "behalf") and request.seat.acts_for(work.institution_id)
    if row.signed_paper is None or not (officer or row.account_id == request.seat.account_id):
        raise Http404
    return as_download(row.signed_paper.file)


def object_to(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """An author's word against what others entered from a paper."""
    shown, row = _author(request, key, number)
    if row.account_id is None or row.account_id != request.seat.account_id:
        raise Http404
    return _on_paper(
        request,
        shown,
        ObjectForm,
        lambda **said: actions.object_to(author=row, by=request.seat, at=now(), **said),
        title=_("Object to the share that was entered"),
        lead=_("The share is unconfirmed from then on, and a work that is filed waits until it is settled."),
        save=_("Object"),
    )


def confirm_benefit(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "confirm_benefit", shown)
    row = get_object_or_404(shown.benefits.all(), pk=number)
    return _on_paper(
        request,
        shown,
        ProofForm,
        lambda **said: actions.confirm_benefit(benefit=row, by=request.seat, at=now(), **said),
        title=_("Confirm the benefit of %(year)s") % {"year": row.year},
        lead=_("Your name stands beside the figure, for your unit."),
    )


def correct_benefit(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "confirm_benefit", shown)
    row = get_object_or_404(shown.benefits.all(), pk=number)
    if request.method != "POST":
        rules.require_confirmed(confirmed=row.confirmed_at is not None)

    def fresh() -> dict[str, Any]:
        now_saved = work_of(request, key)
        one = get_object_or_404(now_saved.benefits.all(), pk=number)
        amount = None if one.minor is None else to_amount(one.minor, one.currency)
        filled = {"amount": amount, "currency": one.currency, "basis": one.basis}
        return filled | {"seen": now_saved.revision}

    def form_of(data: Any) -> CorrectionForm:
        return CorrectionForm(data, initial=fresh())

    def save(form: CorrectionForm) -> None:
        given = form.cleaned_data
        values = {name: given[name] for name in ("minor", "currency", "basis")}
        told = {"paper": given["paper"], "reason": given["reason"], "by": request.seat, "at": now()}
        actions.correct_benefit(benefit=row, values=values, seen_revision=form.seen_revision, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Corrected. What the figure said before stands beside it."))
        return redirect("works:work", key)
    return form_page(
        request,
        done,
        work=shown,
        title=_("Correct the benefit of %(year)s") % {"year": row.year},
        lead=_(
            "Your name stands beside the figure, for your unit. Only the figure as it is now is told and added up."
        ),
        back=reverse("works:work", args=[key]),
        save=_("Correct the figure"),
    )


def _on_paper(
    request: HttpRequest, shown: Work, form_class: Any, act: Any, *, title: Any, lead: Any, save: Any = ""
) -> HttpResponse:
    def keep(form: Any) -> None:
        act(**form.cleaned_data)

    done = tried(request, form_class, keep)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:work", shown.key)
    back = reverse("works:work", args=[shown.key])
    return form_page(request, done, work=shown, title=title, lead=lead, back=back, save=save or _("Confirm"))


def add_benefit(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "benefits", shown)

    def form_of(data: Any) -> BenefitForm:
        likely = currency_of(shown.institution.country)
        return BenefitForm(data, initial={"year": today().year - 1, "currency": likely})

    def save(form: BenefitForm) -> None:
        actions.save_benefit(work=shown, values=form.values(), by=request.seat, at=now())

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:work", key)
    return form_page(
        request,
        done,
        work=shown,
        title=_("Enter the benefit of a year"),
        lead=_("Measured and estimated figures are kept apart and never added together."),
        back=reverse("works:work", args=[key]),
    )


@require_POST
def remove_benefit(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = work_of(request, key)
    row = get_object_or_404(shown.benefits.all(), pk=number)
    actions.remove_benefit(benefit=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:work", key)
