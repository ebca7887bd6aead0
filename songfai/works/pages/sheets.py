"""Works of a whole unit from a workbook: the template, what is wrong with a sheet, how far it is."""

import io
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.files.actions import read_upload
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.export import XLSX, attachment
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.kit.tables import sheet_formats, sheet_name
from songfai.kit.tables_in import column_name
from songfai.works import actions, tasks
from songfai.works.columns import COLUMNS
from songfai.works.forms import PastSheetForm, SheetForm
from songfai.works.models import Sheet
from songfai.works.pages.sheet_filing import go_on_with, sheet_of
from songfai.works.permissions import check_may
from songfai.works.queries import (
    PartHelps,
    fields_on,
    filed_of,
    left_of,
    papers_of,
    part_helps_here,
    past_standing,
    sheets_of,
    standing,
    to_withdraw,
)
from songfai.works.queries.sheets import NO, YES
from songfai.works.rules.sheets import MOST_ROWS
from songfai.works.states import (
    SHEET_FILEABLE,
    BenefitKind,
    Investor,
    Level,
    PartKind,
    SheetKind,
    SheetStep,
    WorkType,
)

# A spreadsheet makes a day of 03/2026, and a number of 0012.
AS_TYPED = ("number", "applied", "born", "made", "decision", "decided_on")
# Columns that are answered with yes or no.
QUESTIONS = ("state_funded", "investor_refused", "union_member", "heads_unit", "signed")
# So many works are made while the page waits; of more the worker makes them.
AT_ONCE = 200
# Works a page shows of those filed, and of those not.
LINES = 100


def index(request: HttpRequest, kind: SheetKind = SheetKind.WORKS) -> HttpResponse:
    """The template, a sheet to give, and the sheets that were given: of works to be filed, or of those recognised before."""
    check_may(request.seat, "behalf")
    chosen = PastSheetForm if kind == SheetKind.PAST else SheetForm
    form = chosen(request.POST or None, request.FILES or None, initial={"language": current_language()})
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            upload = form.cleaned_data["file"]
            try:
                sheet = actions.give_sheet(
                    name=upload.name,
                    data=read_upload(upload),
                    language=form.cleaned_data["language"],
                    kind=kind,
                    source=form.cleaned_data.get("source", ""),
                    by=request.seat,
                    at=now(),
                )
                return redirect("works:sheet", sheet.key)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    page = page_of(request, sheets_of(request.seat, kind), "-pk")
    context = {
        "form": form,
        "page": page,
        "templates": LANGUAGES,
        "past": kind == SheetKind.PAST,
        "template": "works:past_template" if kind == SheetKind.PAST else "works:sheet_template",
    }
    return render(request, "works/sheets.html", context, status=code)


@require_GET
def template(request: HttpRequest, language: str, kind: SheetKind = SheetKind.WORKS) -> HttpResponse:
    """An empty sheet in one language: headings, what stands in each column, the words of the lists to choose from."""
    check_may(request.seat, "behalf")
    chosen = language if language in LANGUAGES else current_language()
    with translation.override(chosen):
        helps = part_helps_here(request.seat.institution, today()) if kind == SheetKind.WORKS else {}
        data = _template(chosen, kind, helps)
    name = "works-recognised-before" if kind == SheetKind.PAST else "works"
    return attachment(data, f"{name}-{chosen}.xlsx", XLSX)


def _template(language: str, kind: SheetKind, helps: PartHelps) -> bytes:
    """`helps`: what belongs into each part of a description, by the rules of the unit."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    formats = sheet_formats(book, language)
    formats["as_typed"] = book.add_format({"num_format": "@"})
    sheet, help_ = (
        book.add_worksheet(sheet_name(_("Works"))),
        book.add_worksheet(sheet_name(_("Explanation"))),
    )
    lists = {
        "type": [_(one.words) for one in WorkType],
        "fields": [row.name.best(language)[0] for row in fields_on(today())],
        "known_how": [_(one.words) for one in BenefitKind],
        "level": [_(one.words) for one in Level],
        "confidential": [_(one.words) for one in PartKind],
        "invested_by": [_(one.words) for one in Investor],
    } | dict.fromkeys(QUESTIONS, [_(YES), _(NO)])
    said = {str(part): text.best(language)[0] for part, text in helps.items()}
    for place, (key, (heading, explained)) in enumerate(COLUMNS[kind].items()):
        sheet.write_string(0, place, _(heading), formats["head"])
        # As it is typed: a spreadsheet makes a day of 03/2026 else.
        sheet.set_column(place, place, 24, formats["as_typed"] if key in AS_TYPED else None)
        help_.write_string(place, 0, _(heading), formats["head"])
        help_.write_string(place, 1, said.get(key) or _(explained), formats["text"])
        for nth, word in enumerate(lists.get(key, ())):
            help_.write_string(place, 2 + nth, word, formats["text"])
        if key in ("type", "known_how", "level", "invested_by", *QUESTIONS):
            sheet.data_validation(1, place, MOST_ROWS, place, {"validate": "list", "source": lists[key]})
    help_.set_column(0, 20, 30)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


@require_GET
def sheet(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is in it, which cells are wrong and why; while it is taken in, how far that is."""
    check_may(request.seat, "behalf")
    shown = sheet_of(request, key)
    runs = shown.step in (SheetStep.TAKING, SheetStep.FILING, SheetStep.LAYING, SheetStep.LEAVING)
    columns = COLUMNS[SheetKind(shown.kind)]
    problems = [
        (
            f"{column_name(place)}{row}" if place is not None else str(row),
            _(columns[column][0]) if column in columns else "",
            _said(text, params),
        )
        for row, column, place, text, params in shown.problems
    ]
    context: dict[str, Any] = {
        "sheet": shown,
        "runs": runs,
        "problems": problems,
        **_after(shown),
        "can_take": shown.step == SheetStep.CHECKED and not shown.wrong and shown.works > 0,
    }
    response = render(request, "works/sheet.html", context)
    if runs:
        response["Refresh"] = "3"
    return response


def _after(shown: Sheet) -> dict[str, Any]:
    """What is told once it is taken in: the papers, what is filed with its number, what is not and why."""
    if shown.kind == SheetKind.PAST:
        if shown.step not in (SheetStep.TAKEN, SheetStep.LAYING):
            return {}
        return {"past": past_standing(shown), "can_undo": shown.step == SheetStep.TAKEN}
    if shown.step not in (*SHEET_FILEABLE, SheetStep.FILING, SheetStep.LEAVING):
        return {}
    now_ = standing(shown)
    left = left_of(shown).exclude(why=[]).select_related("work").defer("work__search")
    return {
        "standing": now_,
        "signed_papers": list(papers_of(shown)),
        "filed": list(filed_of(shown)[:LINES]),
        "left": [(one, [_said(*why) for why in one.why]) for one in left[:LINES]],
        "can_sign": shown.step in SHEET_FILEABLE and now_.signed > 0,
        "can_file": shown.step in SHEET_FILEABLE and now_.left > 0,
        "can_undo": shown.step == SheetStep.TAKEN and not now_.filed,
        "can_withdraw": shown.step == SheetStep.FILED and to_withdraw(shown).exists(),
        "leaving": shown.done + to_withdraw(shown).count() if shown.step == SheetStep.LEAVING else 0,
    }


def _said(text: str, params: dict[str, Any]) -> str:
    return _(text) % params if params else _(text)


@require_POST
def take(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = sheet_of(request, key)
    actions.begin_taking(sheet=shown, by=request.seat, at=now())
    _go_on(shown)
    return redirect("works:sheet", key)


@require_POST
def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """After an interruption: taking in begins anew, since nothing was made yet; the rest goes on with what is left."""
    check_may(request.seat, "behalf")
    shown = sheet_of(request, key)
    if shown.step == SheetStep.TAKING:
        _go_on(shown)
    elif shown.step == SheetStep.LAYING:
        _lay_on(shown)
    else:
        go_on_with(shown)
    return redirect("works:sheet", key)


def _go_on(sheet: Sheet) -> None:
    if sheet.works <= AT_ONCE:
        actions.take_in(sheet=sheet, at=now())
    else:
        tasks.take_in.enqueue(sheet.pk)


def _lay_on(sheet: Sheet) -> None:
    if sheet.works <= AT_ONCE:
        actions.lay_texts(sheet=sheet, at=now())
    else:
        tasks.lay_texts.enqueue(sheet.pk)
