"""Pages of the yearly information exchange: the years, one year side by side, one heading of one's own side."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.files.actions import read_upload
from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, Refused
from songfai.kit.refusals import status, words
from songfai.programmes.queries import side_of
from songfai.reviews import actions
from songfai.reviews.forms import FIGURE_FIELDS, AttachmentForm, FigureFormSet, HeadingForm, PartForm
from songfai.reviews.pages.room import programme_of, refuse
from songfai.reviews.permissions import check_may, may
from songfai.reviews.queries import Exchange, Line, exchange, informed_years, part_stamp
from songfai.reviews.wording import TOLD


def years(request: HttpRequest, slug: str) -> HttpResponse:
    """Every year of the term that has begun, with what each side has handed over."""
    programme = programme_of(request, slug)
    context = {
        "programme": programme,
        "sides": list(programme.sides.all()),
        "years": informed_years(programme, today()),
    }
    return render(request, "reviews/information_years.html", context)


def _exchange(request: HttpRequest, slug: str, year: int) -> Exchange:
    programme = programme_of(request, slug)
    first, last = programme.term_start.year or year, programme.term_end.year or year
    if not first <= year <= min(last, today().year):
        raise Http404
    own = side_of(programme, request.seat)
    return exchange(programme, year, own.position if own else None, request.seat)


def year(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """What both sides handed over, beside each other and beside the year before."""
    return year_page(request, _exchange(request, slug, year))


def year_page(
    request: HttpRequest,
    shown: Exchange,
    *,
    code: int = 200,
    refused: Refused | None = None,
    heading_form: forms.Form | None = None,
) -> HttpResponse:
    programme = shown.programme
    other = shown.of(3 - shown.own) if shown.own else None
    can_inform = shown.own is not None and may(request.seat, programme, "inform")
    context = {
        "programme": programme,
        "shown": shown,
        "year": shown.year,
        "before": shown.year - 1,
        "lines": [
            (line, _title(line), list(zip(shown.sides, line.said, line.before, strict=True)))
            for line in shown.lines
        ],
        "states": [(side, shown.of(side.position)) for side in shown.sides],
        "other": other,
        "can_inform": can_inform,
        "can_acknowledge": other is not None
        and other.document is not None
        and not other.is_acknowledged
        and may(request.seat, programme, "acknowledge"),
        "heading_form": heading_form or HeadingForm(),
        "refused": words(refused) if refused else "",
    }
    return render(request, "reviews/information.html", context, status=code)


def _title(line: Line) -> Any:
    """A fixed heading in the page's language; a free one in the words of the side that added it."""
    return TOLD[line.heading] if line.is_fixed else line.title


@require_POST
def hand_over(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    shown = _exchange(request, slug, year)
    try:
        actions.hand_over(programme=shown.programme, year=year, by=request.seat, at=now())
    except Refused as refused:
        return year_page(request, _exchange(request, slug, year), code=status(refused), refused=refused)
    messages.success(request, _("Handed over. The other side has been told."))
    return redirect("reviews:information", slug, year)


@require_POST
def acknowledge(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    shown = _exchange(request, slug, year)
    seen = request.POST.get("seen", "")
    try:
        actions.acknowledge(programme=shown.programme, year=year, seen=seen, by=request.seat, at=now())
    except Refused as refused:
        return year_page(request, _exchange(request, slug, year), code=status(refused), refused=refused)
    messages.success(request, _("Acknowledged. The other side has been told."))
    return redirect("reviews:information", slug, year)


@require_POST
def new_heading(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    shown = _exchange(request, slug, year)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        return year_page(request, shown, code=422, heading_form=form)
    try:
        part = actions.add_heading(
            programme=shown.programme, year=year, title=form.cleaned_data["title"], by=request.seat, at=now()
        )
    except Refused as refused:
        form.add_error("title", words(refused))
        return year_page(request, shown, code=status(refused), heading_form=form)
    return redirect("reviews:information_part", slug, year, part.heading)


@require_POST
def remove_heading(request: HttpRequest, slug: str, year: int, heading: str) -> HttpResponse:
    shown = _exchange(request, slug, year)
    actions.remove_heading(programme=shown.programme, year=year, heading=heading, by=request.seat, at=now())
    messages.success(request, _("Taken out of the draft."))
    return redirect("reviews:information", slug, year)


# ---- One heading of one's own side ------------------------------------------------------------------------


def _line(shown: Exchange, heading: str) -> Line:
    line = shown.line(heading)
    if line is None:
        raise Http404
    return line


def _rows(formset: Any) -> list[dict[str, Any]]:
    return [
        {name: form.cleaned_data[name] for name in FIGURE_FIELDS}
        for form in formset
        if form.cleaned_data.get("value") is not None and not form.cleaned_data.get("DELETE")
    ]


def part(request: HttpRequest, slug: str, year: int, heading: str) -> HttpResponse:
    """Words and figures of one's own side under a heading; the other side's stand beside them."""
    shown = _exchange(request, slug, year)
    check_may(request.seat, shown.programme, "inform")
    line, code = _line(shown, heading), 200
    saved = shown.parts.get(heading)
    initial = [{name: getattr(one, name) for name in FIGURE_FIELDS} for one in line.draft.figures]
    form = PartForm(request.POST or None, part=saved)
    formset = FigureFormSet(request.POST or None, initial=initial, prefix="figures")
    if request.method == "POST":
        code = 422
        if form.is_valid() and formset.is_valid():
            try:
                actions.save_part(
                    programme=shown.programme,
                    year=year,
                    heading=heading,
                    title=line.title,
                    text=form.cleaned_data["text"],
                    figures=_rows(formset),
                    by=request.seat,
                    at=now(),
                    seen=form.cleaned_data["seen"],
                )
                messages.success(request, _("Saved as your side’s draft."))
                return redirect("reviews:information", slug, year)
            except Refused as refused:
                code = status(refused)
                shown = _exchange(request, slug, year)
                refuse(form, refused, part_stamp(shown.parts.get(heading)))
                line = shown.line(heading) or line
    return part_page(request, shown, line, code=code, form=form, formset=formset)


def part_page(request: HttpRequest, shown: Exchange, line: Line, *, code: int, **given: Any) -> HttpResponse:
    saved = shown.parts.get(line.heading)
    own = shown.own or 1
    context = {
        "programme": shown.programme,
        "shown": shown,
        "year": shown.year,
        "before": shown.year - 1,
        "line": line,
        "title": _title(line),
        "files": list(saved.files.all()) if saved else [],
        "other_side": shown.sides[2 - own],
        "other_said": line.said[2 - own],
        "own_before": line.before[own - 1],
        "saved": saved if code == 409 else None,
        "attachment_form": AttachmentForm(prefix="file"),
    }
    return render(request, "reviews/information_part.html", context | given, status=code)


@require_POST
def attach(request: HttpRequest, slug: str, year: int, heading: str) -> HttpResponse:
    shown = _exchange(request, slug, year)
    check_may(request.seat, shown.programme, "inform")
    line = _line(shown, heading)
    form, code = AttachmentForm(request.POST, request.FILES, prefix="file"), 422
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.attach(
                programme=shown.programme,
                year=year,
                heading=heading,
                title=line.title,
                name=upload.name,
                data=read_upload(upload),
                caption=form.cleaned_data["caption"],
                by=request.seat,
                at=now(),
            )
            messages.success(request, _("The file is attached to your side’s draft."))
            return redirect("reviews:information_part", slug, year, heading)
        except Refused as refused:
            form.add_error("file", words(refused))
            code = status(refused)
    saved = shown.parts.get(heading)
    initial = [{name: getattr(one, name) for name in FIGURE_FIELDS} for one in line.draft.figures]
    return part_page(
        request,
        shown,
        line,
        code=code,
        form=PartForm(part=saved),
        formset=FigureFormSet(initial=initial, prefix="figures"),
        attachment_form=form,
    )


@require_POST
def detach(request: HttpRequest, slug: str, year: int, heading: str, number: int) -> HttpResponse:
    shown = _exchange(request, slug, year)
    try:
        actions.detach(programme=shown.programme, year=year, number=number, by=request.seat, at=now())
        messages.success(request, _("Taken out of the draft."))
    except Changed as refused:
        messages.error(request, words(refused))
    return redirect("reviews:information_part", slug, year, heading)
