"""Own words in a report's paragraphs: written, kept and taken back on the page of the report itself, which also freezes
it."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.export import attachment
from songfai.kit.refusals import status, words
from songfai.programmes.models import Programme
from songfai.reports import actions
from songfai.reports.editing import Edit, edited, place_for, told
from songfai.reports.forms import WordsForm
from songfai.reports.pages.freezing import FORMS_TO_TAKE, Report, as_it_is, freeze_report, whose
from songfai.reports.paper import Paper, Paragraph
from songfai.reports.permissions import check_may, may
from songfai.reports.queries.frozen import FrozenLine, lines_of
from songfai.reports.queries.wordings import Place, edits_of, stamp_at
from songfai.reports.rules import require_place

EDIT = "edit"


@dataclass
class Worded:
    """A report with the institution's own words in it, and what its page needs to show and change them.

    `answer`: what is to be answered instead of the page, after a change. `code` is the status of the page.
    """

    paper: Paper
    lost: list[Edit] = field(default_factory=list)
    may_edit: bool = False
    editing: str = ""
    form: forms.Form | None = None
    back: str = ""
    answer: HttpResponse | None = None
    code: int = 200
    frozen: list[FrozenLine] = field(default_factory=list)

    @property
    def edit_base(self) -> str:
        """The page's address, to be ended with the anchor of the paragraph that is to be edited."""
        return f"{self.back}{'&' if '?' in self.back else '?'}{EDIT}="

    @property
    def context(self) -> dict[str, object]:
        found = [one for one in self.paper.blocks if isinstance(one, Paragraph) and one.edited]
        return {
            "paper": self.paper,
            "worded": self,
            "edited_count": len(found),
            "stale_count": sum(1 for one in found if one.edited and one.edited.is_stale),
            "frozen": self.frozen,
        }


def worded(request: HttpRequest, report: Report, language: str) -> Worded:
    """The report with own words, and with those frozen before; a POST changes the words, or freezes it."""
    programme, key = report.programme, report.key
    every = edits_of(request.seat, programme, key)
    edits = every[language]
    shown, lost = edited(report.paper_in(language), edits)
    page = Worded(shown, lost, may(request.seat, programme), back=_address(request))
    if request.method == "POST" and request.POST.get("do") == "freeze":
        _freeze(request, page, report)
    elif request.method == "POST":
        _change(request, page, key, programme, edits)
    elif page.may_edit and (anchor := request.GET.get(EDIT, "")):
        paragraph = _paragraph(shown, anchor)
        if paragraph is not None:
            place = Place(key, language, place_for(paragraph, edits))
            page.editing, page.form = anchor, _form(request, programme, place, paragraph)
    page.paper = told(shown, whose(request.seat, language)) if edits else shown
    if page.answer is None and not request.GET.get("format"):
        page.frozen = lines_of(request.seat, programme, as_it_is(report, every))
    return page


def taken_away(request: HttpRequest, report: Report, paper: Paper) -> HttpResponse | None:
    """The report as the file the address asks for with ?format=; nothing where it asks for none."""
    form = request.GET.get("format", "")
    if form not in FORMS_TO_TAKE:
        return None
    return attachment(report.file(paper, form), report.file_name(paper.language, form), FORMS_TO_TAKE[form])


def _freeze(request: HttpRequest, page: Worded, report: Report) -> None:
    check_may(request.seat, report.programme, "freeze")
    try:
        freeze_report(report, request.seat)
    except Refused as refused:
        page.code = status(refused)
        messages.error(request, words(refused))
        return
    messages.success(
        request, _("The report is frozen. Its files stay as they are, whatever is recorded later.")
    )
    page.answer = HttpResponseRedirect(f"{page.back}#frozen")


def _address(request: HttpRequest, **more: str) -> str:
    """The page as it was asked for, without the paragraph that was open for editing."""
    kept = {name: value for name, value in request.GET.items() if name not in (EDIT, "format")}
    query = urlencode(kept | more)
    return f"{request.path}?{query}" if query else request.path


def _paragraph(paper: Paper, anchor: str) -> Paragraph | None:
    found = (one for one in paper.blocks if isinstance(one, Paragraph) and one.anchor == anchor)
    return next(found, None)


def _form(request: HttpRequest, programme: Programme | None, place: Place, paragraph: Paragraph) -> WordsForm:
    seen = stamp_at(request.seat, programme, place)
    return WordsForm(initial={"text": paragraph.text, "seen": seen}, language=place.language)


# ---- Changing ---------------------------------------------------------------------------------------------


def _change(
    request: HttpRequest, page: Worded, key: str, programme: Programme | None, edits: list[Edit]
) -> None:
    """One of "save", "keep" and "drop"; a refusal shows the page with what was typed."""
    check_may(request.seat, programme)
    anchor, what = request.POST.get("anchor", ""), request.POST.get("do", "")
    paragraph = _paragraph(page.paper, anchor)
    told = {"programme": programme, "by": request.seat, "at": now()}
    try:
        if what == "forget":
            # An edit whose paragraph the report no longer has.
            require_place(anchor in {one.anchor for one in page.lost})
            actions.drop(place=Place(key, page.paper.language, anchor), **told)
            messages.success(request, _("The edited paragraph is thrown away."))
            page.answer = HttpResponseRedirect(page.back)
            return
        require_place(paragraph is not None)
        assert paragraph is not None
        place = Place(key, page.paper.language, place_for(paragraph, edits))
        now_said = paragraph.edited.now if paragraph.edited else paragraph.text
        if what == "drop":
            actions.drop(place=place, **told)
            messages.success(request, _("The sentence from the record stands again."))
        elif what == "keep":
            actions.keep(place=place, generated=now_said, **told)
            messages.success(request, _("Your words are kept, as words on the facts of today."))
        else:
            form = WordsForm(request.POST, language=page.paper.language)
            form.is_valid()
            page.editing, page.form = anchor, form
            actions.word(
                place=place,
                generated=now_said,
                text=form.cleaned_data.get("text", ""),
                seen=form.cleaned_data.get("seen", ""),
                **told,
            )
            messages.success(request, _("Saved. The report prints your words in this language."))
        page.answer = HttpResponseRedirect(f"{page.back}#{anchor}")
    except Refused as refused:
        page.code = status(refused)
        if page.form is None:
            messages.error(request, words(refused))
            return
        page.form.add_error(None, words(refused))
        if paragraph is not None:
            place = Place(key, page.paper.language, place_for(paragraph, edits))
            page.form.refreshed(stamp_at(request.seat, programme, place))  # type: ignore[attr-defined]
