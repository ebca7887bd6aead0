"""The rules works are recognised by: the law's, a province's, a unit's own; with their criteria."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.works import actions
from songfai.works.actions.councils import REGULATION_FIELDS
from songfai.works.forms import CriterionForm, EndForm, NextRegulationForm, PartHelpsForm, RegulationForm
from songfai.works.models import Regulation
from songfai.works.pages.parts import form_page, worker
from songfai.works.permissions import check_may, check_own, may
from songfai.works.queries import newest_use, part_helps, regulation_for, regulations, rubric_in, used
from songfai.works.states import Scheme


def _regulation(request: HttpRequest, key: UUID) -> Regulation:
    return get_object_or_404(regulations(request.seat), key=key)


def index(request: HttpRequest) -> HttpResponse:
    worker(request)
    day = today()
    context = {
        "rows": list(regulations(request.seat)),
        "applies": regulation_for(request.seat.institution, day),
        "can_write": may(request.seat, "regulation"),
    }
    return render(request, "works/regulations.html", context)


def regulation(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = _regulation(request, key)
    own = (
        may(request.seat, "regulation")
        and shown.institution_id is not None
        and request.seat.acts_for(shown.institution_id)
    )
    is_used = used(shown)
    open_to = own and not is_used
    rubric = rubric_in(shown)
    context = {
        "regulation": shown,
        "may_write": open_to,
        "used": is_used,
        "may_replace": own and is_used,
        "form": CriterionForm() if open_to else None,
        "rubric": rubric,
        "helps": list(part_helps(shown).items()) if shown.scheme == Scheme.BASE else [],
        "together": sum((one.most for one in rubric.items.all()), Decimal(0)) if rubric else None,
    }
    return render(request, "works/regulation.html", context)


def save(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    """New rules begin as a copy of those that apply today, with their criteria."""
    worker(request)
    check_may(request.seat, "regulation")
    shown = _regulation(request, key) if key else None
    if shown:
        check_own(request.seat, shown.institution_id)
    like = regulation_for(request.seat.institution, today())
    saved: list[Regulation] = []

    def fresh() -> dict[str, Any]:
        row = _regulation(request, key) if key else like
        filled = {name: getattr(row, name) for name in REGULATION_FIELDS} if row else {}
        if key is None:
            return filled | {"valid_from": today(), "valid_to": None}
        return filled | {"seen": row.revision if row else ""}

    def form_of(data: Any) -> RegulationForm:
        return RegulationForm(data, initial=fresh())

    def keep(form: RegulationForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now(), "like": like}
        seen = form.seen_revision if shown else None
        saved.append(actions.save_regulation(regulation=shown, seen_revision=seen, **told))

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", saved[0].key)
    return form_page(
        request,
        done,
        title=_("Change the rules") if shown else _("Enter rules of your unit"),
        lead=_(
            "Works filed from the first day on are considered by them. What was filed before keeps its rules."
        ),
        back=reverse("works:regulation", args=[key]) if key else reverse("works:regulations"),
    )


def _own(request: HttpRequest, key: UUID) -> Regulation:
    worker(request)
    check_may(request.seat, "regulation")
    shown = _regulation(request, key)
    check_own(request.seat, shown.institution_id)
    return shown


def end(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = _own(request, key)

    def fresh() -> dict[str, Any]:
        row = _regulation(request, key)
        return {"last": row.valid_to, "seen": row.revision}

    def form_of(data: Any) -> EndForm:
        return EndForm(data, initial=fresh())

    def keep(form: EndForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.end_regulation(regulation=shown, last=form.cleaned_data["last"], **told)

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", key)
    return form_page(
        request,
        done,
        title=_("End these rules"),
        lead=_(
            "Works filed until that day keep them. Afterwards the rules of the body above apply, or the law’s."
        ),
        back=reverse("works:regulation", args=[key]),
    )


def replace(request: HttpRequest, key: UUID) -> HttpResponse:
    """Begins as a copy of the version it replaces, on the first day on which that one may have ended."""
    shown = _own(request, key)
    saved: list[Regulation] = []

    def fresh() -> dict[str, Any]:
        row = _regulation(request, key)
        last = newest_use(row)
        begins = max(today(), last + timedelta(days=1)) if last else today()
        filled = {name: getattr(row, name) for name in REGULATION_FIELDS}
        return filled | {"valid_from": begins, "valid_to": None, "seen": row.revision}

    def form_of(data: Any) -> NextRegulationForm:
        return NextRegulationForm(data, initial=fresh())

    def keep(form: NextRegulationForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        saved.append(actions.replace_regulation(regulation=shown, values=form.values(), **told))

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", saved[0].key)
    return form_page(
        request,
        done,
        title=_("Enter a new version"),
        lead=_("The version before ends on the day before. Its criteria are taken over and can be changed."),
        back=reverse("works:regulation", args=[key]),
    )


def criterion(request: HttpRequest, key: UUID, number: int | None = None) -> HttpResponse:
    shown = _regulation(request, key)
    check_may(request.seat, "regulation")
    check_own(request.seat, shown.institution_id)
    row = get_object_or_404(shown.criteria.all(), pk=number) if number else None

    def form_of(data: Any) -> CriterionForm:
        return CriterionForm(data, initial={"text": row.text, "must": row.must} if row else None)

    def keep(form: CriterionForm) -> None:
        told = {"by": request.seat, "at": now()}
        actions.save_criterion(regulation=shown, criterion=row, **form.cleaned_data, **told)

    done = tried(request, form_of, keep)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", key)
    back = reverse("works:regulation", args=[key])
    return form_page(request, done, title=_("Criterion"), lead=shown.title, back=back)


def helps(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is told to whoever writes a work; begins with the texts that are shown now."""
    shown = _own(request, key)
    if shown.scheme != Scheme.BASE:
        raise Http404

    def fresh() -> dict[str, Any]:
        row = _regulation(request, key)
        return {f"help_{kind}": text for kind, text in part_helps(row).items()} | {"seen": row.revision}

    def form_of(data: Any) -> PartHelpsForm:
        return PartHelpsForm(data, initial=fresh())

    def keep(form: PartHelpsForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.save_part_helps(regulation=shown, texts=form.texts(), **told)

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:regulation", key)
    return form_page(
        request,
        done,
        title=_("What belongs into each part"),
        lead=_("Whoever writes a work reads this above the part. Left empty, the usual text is shown."),
        back=reverse("works:regulation", args=[key]),
    )


@require_POST
def remove_criterion(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = _regulation(request, key)
    row = get_object_or_404(shown.criteria.all(), pk=number)
    actions.remove_criterion(criterion=row, by=request.seat, at=now())
    messages.success(request, _("Taken out."))
    return redirect("works:regulation", key)
