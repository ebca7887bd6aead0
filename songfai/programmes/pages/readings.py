"""From a signed text to a draft: start, settle the lines, make the programme."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songfai.files.actions import store
from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.forms import current_language
from songfai.kit.notes import say, warn
from songfai.kit.refusals import status, words
from songfai.parties import permissions as roles
from songfai.programmes import actions
from songfai.programmes.actions.readings import line_stamp
from songfai.programmes.forms.copying import CopyForm
from songfai.programmes.forms.lines import FORMS, LineForm
from songfai.programmes.forms.start import StartForm
from songfai.programmes.models import Reading, ReadingLine
from songfai.programmes.queries import readings_visible_to
from songfai.programmes.screen import Row, part_of, screen_of
from songfai.programmes.slots import SLOTS


def _reading(request: HttpRequest, key: UUID) -> Reading:
    return get_object_or_404(readings_visible_to(request.seat), key=key)


def _line(request: HttpRequest, key: UUID, pk: int) -> ReadingLine:
    return get_object_or_404(_reading(request, key).lines.select_related("reading"), pk=pk)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Paste or upload a signed text and read it."""
    roles.check(request.seat, "draft")
    form = StartForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("programmes:reading", _start(request, form).key)
        except Refused as refused:
            form.add_error("file" if form.read_data else "text", words(refused))
    return render(request, "programmes/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def copy(request: HttpRequest) -> HttpResponse:
    """Begin a draft from another programme of one's own institution."""
    roles.check(request.seat, "draft")
    initial = {"source": request.GET.get("source", "") if request.GET.get("source", "").isdecimal() else None}
    form, code = CopyForm(request.POST or None, seat=request.seat, initial=initial), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                made = actions.draft_from(**form.values(), by=request.seat, at=now())
                say(
                    request,
                    _("The draft is made. Its texts, signatories and deadlines are still to be written."),
                )
                return redirect("programmes:edit", made.slug)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    return render(request, "programmes/copy.html", {"form": form}, status=code)


@transaction.atomic
def _start(request: HttpRequest, form: StartForm) -> Reading:
    at, file = now(), None
    if form.read_data:
        file = store(name=form.cleaned_data["file"].name, data=form.read_data, by=request.seat, at=at)
    return actions.start(
        text=form.read_text, file=file, language=form.cleaned_data["language"] or None, by=request.seat, at=at
    )


@require_GET
def reading(request: HttpRequest, key: UUID) -> HttpResponse:
    return show(request, _reading(request, key))


def show(
    request: HttpRequest,
    reading: Reading,
    *,
    form: LineForm | None = None,
    slot: str = "",
    line: ReadingLine | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """The screen, with the form of one line opened: that of a refused save, or the one the address asks for."""
    # A refused act is shown at the act's own address, which cannot be opened again: links lead to the screen's.
    here = reverse("programmes:reading", args=[reading.key])
    if request.method == "POST":
        request.path = here
    screen = screen_of(reading, request.seat, current_language())
    rows = [row for group in screen.groups for row in group.rows]
    if form is None and refused is None and screen.may_edit:
        slot = slot or request.GET.get("add", "")
        form, slot, line = _asked(request, reading, rows, line, slot if slot in FORMS else "")
    context = {
        "screen": screen,
        "reading": reading,
        "here": here,
        "form": form,
        "form_words": gettext_lazy(SLOTS[slot].words) if slot in SLOTS else "",
        "form_line": line.pk if line else 0,
        "form_target": reverse("programmes:line", args=[reading.key, line.pk])
        if line
        else reverse("programmes:add_line", args=[reading.key, slot or "title"]),
        "refusal": words(refused) if refused else "",
        "changed": next(
            (row for row in rows if refused and line and row.line and row.line.pk == line.pk), None
        ),
    }
    code = status(refused) if refused else 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, "programmes/reading.html", context, status=code)


def _asked(
    request: HttpRequest, reading: Reading, rows: list[Row], line: ReadingLine | None, slot: str
) -> tuple[LineForm | None, str, ReadingLine | None]:
    """The form to open: that of a line, or an empty one for a slot, filled from a part of the text."""
    row = next(
        (row for row in rows if line and row.line and row.line.pk == line.pk and not row.is_deleted), None
    )
    if row is not None and row.line is not None:
        initial = {**FORMS[row.slot.key].initial_of(row.line.value), "seen": row.stamp}
        return _form(reading, row.slot.key, initial=initial), row.slot.key, row.line
    if not slot:
        return None, "", None
    initial = {"language": reading.language}
    if part := part_of(reading, request.GET.get("part", "")):
        initial |= {"text": " ".join(reading.text[part[0] : part[1]].split()), "part": f"{part[0]}-{part[1]}"}
    return _form(reading, slot, initial=initial), slot, None


def _form(reading: Reading, slot: str, **kwargs: object) -> LineForm:
    return FORMS[slot](reading_language=reading.language, **kwargs)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """The screen with the form of one line, or its corrected value saved."""
    line = _line(request, key, pk)
    return (
        _save(request, line, request.POST)
        if request.method == "POST"
        else show(request, line.reading, line=line)
    )


def _save(request: HttpRequest, line: ReadingLine, data: QueryDict) -> HttpResponse:
    form = _form(line.reading, line.slot, data=data)
    if not form.is_valid():
        return show(request, line.reading, form=form, slot=line.slot, line=line)
    try:
        actions.correct(
            line=line, value=form.value(), seen=form.cleaned_data["seen"], by=request.seat, at=now()
        )
    except Refused as refused:
        return _typed_kept(request, line, data, refused)
    return _back(line.reading, line)


def _typed_kept(request: HttpRequest, line: ReadingLine, typed: QueryDict, refused: Refused) -> HttpResponse:
    """The same form again with what was typed; a second save overrides what is shown beside it."""
    fresh = _reading(request, line.reading.key)
    data = typed.copy()
    data["seen"] = line_stamp(fresh.lines.get(pk=line.pk))
    again = _form(fresh, line.slot, data=data)
    again.is_valid()
    again.add_error(None, words(refused))
    return show(request, fresh, form=again, slot=line.slot, line=line, refused=refused)


@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, key: UUID, slot: str) -> HttpResponse:
    """A line the reader did not find; ?part=START-END is where it stands in the text."""
    reading = _reading(request, key)
    if slot not in FORMS:
        raise Http404
    if request.method == "GET":
        return show(request, reading, slot=slot)
    form = _form(reading, slot, data=request.POST)
    if not form.is_valid():
        return show(request, reading, form=form, slot=slot)
    part = part_of(reading, form.cleaned_data["part"])
    try:
        line = actions.add(
            reading=reading, slot=slot, value=form.value(), part=part, by=request.seat, at=now()
        )
    except Refused as refused:
        form.add_error(None, words(refused))
        return show(request, reading, form=form, slot=slot, refused=refused)
    return _back(reading, line)


def _back(reading: Reading, line: ReadingLine) -> HttpResponse:
    return redirect(f"{reverse('programmes:reading', args=[reading.key])}#f{line.pk}")


@require_POST
def confirm_line(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    line = _line(request, key, pk)
    try:
        actions.confirm(line=line, seen=request.POST.get("seen", ""), by=request.seat, at=now())
    except Refused as refused:
        return show(request, _reading(request, key), line=line, refused=refused)
    return _back(line.reading, line)


@require_POST
def set_year(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Give the date of signing its year; day and month are in the text."""
    line = _line(request, key, pk)
    year, date = request.POST.get("year", ""), str(line.value.get("date", ""))
    if not (date.startswith("--") and year.isdecimal()):
        return redirect(f"{reverse('programmes:line', args=[key, pk])}#f{pk}")
    data = request.POST.copy()
    data["date"] = year + date[1:]
    return _save(request, line, data)


@require_POST
def delete_line(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    line = _line(request, key, pk)
    try:
        actions.delete(line=line, seen=request.POST.get("seen", ""), by=request.seat, at=now())
    except Refused as refused:
        return show(request, _reading(request, key), line=line, refused=refused)
    say(request, _("The line is deleted."), undo=reverse("programmes:restore_line", args=[key, pk]))
    return _back(line.reading, line)


@require_POST
def restore_line(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    line = _line(request, key, pk)
    try:
        actions.restore(line=line, by=request.seat, at=now())
    except Refused as refused:
        return show(request, _reading(request, key), line=line, refused=refused)
    return _back(line.reading, line)


@require_POST
def confirm_lines(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm all that are sure, or all that can be."""
    reading = _reading(request, key)
    only_sure = request.POST.get("which") != "all"
    done = actions.confirm_all(reading=reading, only_sure=only_sure, by=request.seat, at=now())
    say(
        request,
        ngettext("%(count)s line is confirmed.", "%(count)s lines are confirmed.", done) % {"count": done},
    )
    return redirect("programmes:reading", key)


@require_POST
def dismiss_part(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mark a part of the text as not relevant, or bring it back."""
    reading = _reading(request, key)
    typed = request.POST.get("part") or request.GET.get("part") or ""
    part = part_of(reading, typed)
    if part is None:
        raise Http404
    if request.GET.get("back"):
        actions.bring_back(reading=reading, part=part, by=request.seat, at=now())
    else:
        actions.dismiss(reading=reading, part=part, by=request.seat, at=now())
        address = reverse("programmes:dismiss_part", args=[key])
        say(request, _("The part is marked as not relevant."), undo=f"{address}?back=1&part={typed}")
    return redirect(f"{reverse('programmes:reading', args=[key])}#unused")


@require_POST
def make_draft(request: HttpRequest, key: UUID) -> HttpResponse:
    reading = _reading(request, key)
    seen = request.POST.get("revision", "")
    try:
        programme = actions.make_draft(
            reading=reading, seen_revision=int(seen) if seen.isdecimal() else -1, by=request.seat, at=now()
        )
    except Refused as refused:
        return show(request, _reading(request, key), refused=refused)
    say(request, _("The draft programme is made. Nothing goes to the other side until you offer it."))
    if not programme.title.get(current_language()):
        warn(request, _("The title is not yet in your language: you can add it here."))
    return redirect("programmes:edit", programme.slug)
