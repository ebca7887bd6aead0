"""Forms of a document: drafted, reworded, registered, addressed, its files, the archive."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.files.actions import read_upload
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.languages import language_of_country
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.parties.permissions import check
from songfai.registry import actions
from songfai.registry.forms import ArchiveForm, InForm, OutForm, RecipientForm
from songfai.registry.models import OfficialDocument, PartnerPaper, Recipient
from songfai.registry.pages.documents import part_form
from songfai.registry.pages.partner import printed_on, told_of
from songfai.registry.pages.parts import document_of, form_page, reader
from songfai.registry.permissions import check_may
from songfai.registry.queries import (
    arrival_waits,
    from_partners,
    is_waiting,
    same_entries,
    sent_to,
    type_told,
)
from songfai.registry.states import Purpose, Relation

WRITTEN = (
    "series",
    "type",
    "own_code",
    "unit_symbol",
    "subject",
    "language",
    "place",
    "programme",
    "relation",
    "related",
)
ARCHIVED = ("archive_number", "retention_years", "kept_for_ever", "retention_basis")


def initial_of(document: OfficialDocument, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(document, name) for name in names} | {"seen": document.revision}


def new_out(request: HttpRequest) -> HttpResponse:
    """Begin an outgoing document; `?answers=KEY` answers one that came, `?programme=SLUG` is of a programme."""
    reader(request)
    check_may(request.seat, "draft")
    saved: list[OfficialDocument] = []
    initial: dict[str, Any] = {
        "language": language_of_country(request.seat.institution.country),
        "place": request.seat.institution.place,
    }
    if wanted := request.GET.get("answers", ""):
        asked = document_of(request, _key(wanted))
        initial |= {"relation": Relation.ANSWERS, "related": asked.pk, "programme": asked.programme_id}
    if slug := request.GET.get("programme", ""):
        found = OutForm(None, seat=request.seat).fields["programme"].queryset.filter(slug=slug).first()  # type: ignore[attr-defined]
        initial["programme"] = found.pk if found else None

    def form_of(data: Any) -> OutForm:
        return OutForm(data, seat=request.seat, initial=initial)

    def save(form: OutForm) -> None:
        saved.append(actions.draft(values=form.values(), by=request.seat, at=now()))

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved. Now say who receives it."))
        return redirect("registry:document", saved[0].key)
    return form_page(
        request,
        done,
        title=_("Draft an outgoing document"),
        lead=_("It gets its number after the signature, from the series you choose here."),
        back=reverse("registry:outgoing"),
        no_series=not done.form.fields["series"].queryset.exists(),  # type: ignore[attr-defined]
    )


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError as error:
        raise Http404 from error


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = document_of(request, key)
    check_may(request.seat, "change", shown)

    def fresh() -> dict[str, Any]:
        return initial_of(document_of(request, key), WRITTEN)

    def form_of(data: Any) -> OutForm:
        return OutForm(data, seat=request.seat, document=shown, initial=fresh())

    def save(form: OutForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        actions.change(document=shown, seen_revision=form.seen_revision, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:document", key)
    return form_page(
        request,
        done,
        document=shown,
        title=_("Change a draft"),
        back=reverse("registry:document", args=[key]),
    )


def new_in(request: HttpRequest) -> HttpResponse:
    """Enter what came on paper or by mail."""
    reader(request)
    check_may(request.seat, "register")
    return _arrived(request, None)


def register(request: HttpRequest, number: int) -> HttpResponse:
    """Register what another institution of this server has sent."""
    check(request.seat, "read")
    arrival = get_object_or_404(sent_to(request.seat), pk=number)
    check_may(request.seat, "register")
    if request.method != "POST" and not arrival_waits(arrival):
        # A colleague was first, or the sender has recalled it: said in words, with the way to the entry.
        return render(request, "registry/arrived.html", {"arrival": arrival})
    return _arrived(request, arrival)


def register_paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Register what the other side's server told that it issued to us."""
    check(request.seat, "read")
    paper = get_object_or_404(from_partners(request.seat), key=key)
    check_may(request.seat, "register")
    if request.method != "POST" and not is_waiting(paper):
        # A colleague was first, or the sender has recalled it: its page says which.
        return redirect("registry:partner_paper", key)
    return _arrived(request, None, paper)


def _arrived(
    request: HttpRequest, arrival: Recipient | None, paper: PartnerPaper | None = None
) -> HttpResponse:
    saved: list[OfficialDocument] = []
    initial: dict[str, Any] = {
        "language": language_of_country(request.seat.institution.country),
        "arrived_on": today(),
    }
    if arrival is not None:
        sent = arrival.document
        same = ("subject", "language", "type", "dated", "signer")
        initial |= {name: getattr(sent, name) for name in same}
        initial |= {"sender_institution": sent.institution_id, "sender_number": sent.printed}
        initial["programme"] = sent.programme_id
    if paper is not None:
        initial |= {name: getattr(paper, name) for name in ("subject", "language", "dated", "signer")}
        initial |= {"sender_institution": paper.sender_id, "sender_number": paper.number}
        initial |= {"programme": paper.programme_id, "type": type_told(paper.type_slug)}

    def form_of(data: Any) -> InForm:
        return InForm(data, seat=request.seat, initial=initial)

    def save(form: InForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        saved.append(actions.register(arrival=arrival, paper=paper, **told))

    came = arrival or paper
    number, dated, _subject = printed_on(arrival, paper) if came else ("", None, None)
    done = tried(request, form_of, save)
    if came is not None and done.code != 200:
        # Somebody may have been first while this was typed.
        came.refresh_from_db(fields=["registered"])
    if done.done:
        text = _("Registered under arrival number %(number)s.") % {"number": saved[0].printed}
        messages.success(request, text)
        return redirect("registry:document", saved[0].key)
    return form_page(
        request,
        done,
        title=_("Register what arrived"),
        lead=_("It gets the next arrival number of the year."),
        back=reverse("registry:arrivals" if arrival or paper else "registry:incoming"),
        save=_("Register it"),
        arrival=arrival,
        paper=paper,
        taken=came.registered if came else None,
        same=same_entries(request.seat, number, dated),
        **(told_of(paper) if paper else {}),
        no_series=not done.form.fields["series"].queryset.exists(),  # type: ignore[attr-defined]
    )


def archive(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = document_of(request, key)
    check_may(request.seat, "archive", shown)

    def fresh() -> dict[str, Any]:
        return initial_of(document_of(request, key), ARCHIVED)

    def form_of(data: Any) -> ArchiveForm:
        return ArchiveForm(data, initial=fresh())

    def save(form: ArchiveForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        actions.archive(document=shown, seen_revision=form.seen_revision, **told)

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:document", key)
    return form_page(
        request, done, document=shown, title=_("Archive"), back=reverse("registry:document", args=[key])
    )


def add_recipient(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = document_of(request, key)
    check_may(request.seat, "recipients", shown)

    def form_of(data: Any) -> RecipientForm:
        return RecipientForm(data, document=shown, initial={"purpose": Purpose.KNOW})

    def save(form: RecipientForm) -> None:
        actions.add_recipient(document=shown, by=request.seat, at=now(), **form.cleaned_data)

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("registry:document", key)
    return form_page(
        request,
        done,
        document=shown,
        title=_("Add a recipient"),
        back=reverse("registry:document", args=[key]),
    )


@require_POST
def remove_recipient(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = document_of(request, key)
    row = get_object_or_404(shown.recipients.all(), pk=number)
    actions.remove_recipient(recipient=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("registry:document", key)


def add_part(request: HttpRequest, key: UUID) -> HttpResponse:
    """A file for the document. A page of its own after a refusal, so that what was typed is kept."""
    shown = document_of(request, key)
    check_may(request.seat, "parts", shown)
    form = part_form(shown, *((request.POST, request.FILES) if request.method == "POST" else ()))
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            upload = form.cleaned_data["file"]
            told = {"kind": form.cleaned_data["kind"], "title": form.cleaned_data["title"]}
            try:
                told |= {"name": upload.name, "data": read_upload(upload)}
                part = actions.add_part(document=shown, by=request.seat, at=now(), **told)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
            else:
                messages.success(
                    request, _("Saved.") if part.text else _("Saved. Its words cannot be searched.")
                )
                return redirect("registry:document", key)
    context = {
        "document": shown,
        "title": _("Add a file"),
        "form": form,
        "back": reverse("registry:document", args=[key]),
        "uploads": True,
    }
    return render(request, "registry/form.html", context, status=code)


@require_POST
def remove_part(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = document_of(request, key)
    row = get_object_or_404(shown.parts.select_related("file"), pk=number)
    actions.remove_part(part=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("registry:document", key)
