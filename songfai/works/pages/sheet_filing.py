"""A sheet after it was taken in: the paper its authors signed, its filing, the lists of what is filed and what is not."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from songfai.files.actions import read_upload
from songfai.files.serving import as_download
from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.export import XLSX, attachment
from songfai.kit.formats import CURRENCIES
from songfai.kit.forms import current_language
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.kit.tables import Column, as_xlsx
from songfai.works import actions, rules, tasks
from songfai.works.columns import SHEET_COLUMNS
from songfai.works.forms import ReasonForm, SignedForm
from songfai.works.models import Author, Benefit, Sheet, SheetLine
from songfai.works.pages.parts import form_page
from songfai.works.permissions import check_may
from songfai.works.queries import filed_of, left_of, papers_of, sheets_of, to_withdraw, with_works
from songfai.works.queries.sheets import NO, YES
from songfai.works.states import CREATORS, BenefitKind, Investor, PartKind, SheetStep, WorkType

# So many works are filed while the page waits; of more the worker files them.
AT_ONCE = 50
# What a cell of a workbook holds; a longer text stays in Songfai, and an empty cell takes nothing away.
LONGEST_CELL = 32_000


def sheet_of(request: HttpRequest, key: UUID) -> Sheet:
    return get_object_or_404(sheets_of(request.seat), key=key)


def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """The scan is given once, and stands for every author of whom the sheet says that they signed."""
    check_may(request.seat, "behalf")
    shown = sheet_of(request, key)
    form = SignedForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            upload, title = form.cleaned_data["file"], form.cleaned_data["title"]
            try:
                data = read_upload(upload)
                told: dict[str, Any] = {"name": upload.name, "data": data, "by": request.seat, "at": now()}
                paper = actions.confirm_signed(sheet=shown, title=title, **told)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
            else:
                messages.success(request, _shares(paper.confirmed))
                return redirect("works:sheet", key)
    context = {
        "title": _("Enter the paper the authors have signed"),
        "lead": _(
            "It confirms each share of which the sheet says that the author signed. Your name stands beside it. "
            "An author with an account is told, and may object."
        ),
        "form": form,
        "uploads": True,
        "save": _("Confirm as signed on this paper"),
        "back": reverse("works:sheet", args=[key]),
    }
    return render(request, "works/form.html", context, status=code)


def _shares(number: int) -> str:
    return ngettext("%(number)s share is confirmed.", "%(number)s shares are confirmed.", number) % {
        "number": number
    }


@require_GET
def paper(request: HttpRequest, key: UUID, number: int) -> FileResponse:
    check_may(request.seat, "behalf")
    return as_download(get_object_or_404(papers_of(sheet_of(request, key)), pk=number).file)


@require_POST
def take_back(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    row = get_object_or_404(papers_of(sheet_of(request, key)), pk=number)
    actions.take_back(paper=row, by=request.seat, at=now())
    messages.success(request, _("The paper stands for nobody any more."))
    return redirect("works:sheet", key)


@require_POST
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = sheet_of(request, key)
    actions.begin_filing(sheet=shown, by=request.seat, at=now())
    go_on_with(shown)
    return redirect("works:sheet", key)


# What a sheet goes on with: its lines, here while the page waits, or by the worker.
GOES_ON = {
    SheetStep.FILING: (left_of, actions.file_sheet, tasks.file_sheet),
    SheetStep.LEAVING: (to_withdraw, actions.withdraw_sheet, tasks.withdraw_sheet),
}


def go_on_with(sheet: Sheet) -> None:
    """File or withdraw its works; begun again after an interruption it goes on with what is left."""
    sheet.refresh_from_db()
    if SheetStep(sheet.step) not in GOES_ON:
        return
    lines, here, later = GOES_ON[SheetStep(sheet.step)]
    if lines(sheet).count() <= AT_ONCE:
        here(sheet=sheet, at=now())
    else:
        later.enqueue(sheet.pk)


def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """All of the sheet that may still be withdrawn, in one step, with one reason."""
    check_may(request.seat, "behalf")
    shown = sheet_of(request, key)

    def save(form: ReasonForm) -> None:
        told = {"reason": form.cleaned_data["reason"], "by": request.seat, "at": now()}
        actions.begin_withdrawing(sheet=shown, **told)

    done = tried(request, ReasonForm, save)
    if done.done:
        go_on_with(shown)
        return redirect("works:sheet", key)
    works = to_withdraw(shown).count()
    lead = ngettext(
        "%(number)s work of this sheet is withdrawn and may be filed anew. What the council votes on stays.",
        "%(number)s works of this sheet are withdrawn and may be filed anew. What the council votes on stays.",
        works,
    )
    return form_page(
        request,
        done,
        title=_("Withdraw the works of this sheet"),
        lead=lead % {"number": works},
        back=reverse("works:sheet", args=[key]),
        save=_("Withdraw them"),
        stop=True,
    )


@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    gone, left = actions.undo_sheet(sheet=sheet_of(request, key), by=request.seat, at=now())
    said = ngettext("%(number)s draft is thrown away.", "%(number)s drafts are thrown away.", gone)
    messages.success(request, said % {"number": gone})
    if left:
        kept = ngettext(
            "%(number)s stays: somebody has changed or confirmed it since, or it was there before.",
            "%(number)s stay: somebody has changed or confirmed them since, or they were there before.",
            left,
        )
        messages.info(request, kept % {"number": left})
    return redirect("works:sheet", key)


# ---------------------------------------------------------------- lists


@require_GET
def filed_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """The receipts of a sheet: what the unit acknowledged, by its number."""
    check_may(request.seat, "behalf")
    shown = sheet_of(request, key)
    columns = [
        Column("row", gettext_lazy("Row"), "row", "number"),
        Column("title", gettext_lazy("Title of the work"), lambda line: line.work.title),
        Column("receipt", gettext_lazy("Filing receipt"), lambda line: line.submission.receipt),
        Column("filed_on", gettext_lazy("Filed on"), lambda line: line.submission.filed_on, "date"),
        Column("due", gettext_lazy("Result due"), lambda line: line.submission.stated_due, "date"),
    ]
    data = as_xlsx(filed_of(shown), columns, current_language(), _("Filed"))
    return attachment(data, "filed.xlsx", XLSX)


@require_GET
def left_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is not filed, as a sheet that may be mended and brought again: its marks lead to the same drafts."""
    check_may(request.seat, "behalf")
    shown = sheet_of(request, key)
    with translation.override(shown.language):
        columns = [
            Column(name, _(heading), name, "number" if name == "share" else "text")
            for name, (heading, _about) in SHEET_COLUMNS.items()
        ]
        columns.append(Column("why", _("What is missing"), "why"))
        rows = [row for line in with_works(left_of(shown)) for row in left_rows(line, shown.language)]
        data = as_xlsx(rows, columns, shown.language, _("Works"))
    return attachment(data, "not-filed.xlsx", XLSX)


def left_rows(line: SheetLine, language: str) -> Iterator[dict[str, Any]]:
    """The work as it is now: a row for each author, and for each year of the benefit beside them."""
    authors = [one for one in line.work.authors.all() if one.role in CREATORS]
    benefits = list(line.work.benefits.all())
    for place in range(max(len(authors), len(benefits), 1)):
        row: dict[str, Any] = dict.fromkeys(SHEET_COLUMNS, "") | {"number": str(line.row), "why": ""}
        if place == 0:
            row |= _work_cells(line, language)
        if place < len(authors):
            row |= _author_cells(authors[place], authors[place].pk in line.signed, language)
        if place < len(benefits):
            row |= _benefit_cells(benefits[place])
        yield row


def _work_cells(line: SheetLine, language: str) -> dict[str, Any]:
    work = line.work
    parts = {one.kind: one.text.get(language) for one in work.parts.all()}
    secret = [_(PartKind(one.kind).words) for one in work.parts.all() if one.confidential]
    return {kind: text for kind, text in parts.items() if len(text) <= LONGEST_CELL} | {
        "title": work.title.get(language),
        "type": _(WorkType(work.type).words) if work.type else "",
        "fields": "; ".join(one.name.best(language)[0] for one in work.fields.all()),
        "applied": work.first_applied or "",
        "unit": work.unit.name.best(language)[0] if work.unit else "",
        "confidential": "; ".join(secret),
        "state_funded": _yes(work.state_funded),
        "invested_by": _(Investor(work.invested_by).words),
        "investor": work.investor,
        "investor_refused": _yes(work.investor_refused) if work.invested_by == Investor.OTHER else "",
        "mark": rules.mark_text(work.key, work.revision),
        "why": "\n".join(_(text) % params if params else _(text) for text, params in line.why),
    }


def _author_cells(author: Author, signed: bool, language: str) -> dict[str, Any]:
    return {
        "author": author.name.best(language)[0],
        "born": author.born or "",
        "workplace": author.workplace,
        "share": author.share,
        "email": author.account.email if author.account else "",
        "union_member": _yes(author.union_member),
        "heads_unit": _yes(author.heads_unit),
        "signed": _yes(signed),
    }


def _benefit_cells(benefit: Benefit) -> dict[str, Any]:
    places = CURRENCIES[benefit.currency][0] if benefit.currency else 0
    return {
        "year": str(benefit.year),
        "known_how": _(BenefitKind(benefit.kind).words),
        "amount": "" if benefit.minor is None else benefit.minor / 10**places,
        "currency": benefit.currency,
    }


def _yes(said: bool) -> str:
    return _(YES) if said else _(NO)
