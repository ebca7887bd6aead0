"""The page of a commitment, and what a side adds to it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songfai.commitments import actions, queries
from songfai.commitments.forms import IndicatorForm, MeasurementForm, RemarkForm, StatementForm, TargetForm
from songfai.commitments.models import Indicator
from songfai.commitments.permissions import CAPABILITIES, check_may, may
from songfai.commitments.statements import REMARK
from songfai.commitments.states import Word
from songfai.files.actions import read_upload
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.notes import say as note
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.programmes.models import Commitment, Programme
from songfai.programmes.queries import side_of, visible_to


def programme_of(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def commitment_of(request: HttpRequest, slug: str, key: UUID) -> Commitment:
    programme = programme_of(request, slug)
    found = get_object_or_404(queries.commitments_visible_to(request.seat, programme), key=key)
    found.programme = programme
    return found


def indicator_of(request: HttpRequest, slug: str, key: UUID, indicator: UUID) -> Indicator:
    commitment = commitment_of(request, slug, key)
    found = queries.indicator_of(commitment, indicator)
    if found is None:
        raise Http404
    found.commitment = commitment
    return found


@require_GET
def commitment(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Who answers, until when, how it stands, what each side says, what was planned and done."""
    shown = commitment_of(request, slug, key)
    return render(request, "commitments/commitment.html", about(request, shown))


def about(request: HttpRequest, shown: Commitment) -> dict[str, Any]:
    programme = shown.programme
    known = queries.known_of(shown, programme, today())
    for row in known.activities:
        row.programme = programme
    return {
        "programme": programme,
        "commitment": shown,
        "known": known,
        "own": side_of(programme, request.seat),
        "may": {what: may(request.seat, programme, what) for what in CAPABILITIES},
    }


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Say for one's own side that a commitment is at risk, done for good, cancelled or carried over."""
    shown = commitment_of(request, slug, key)
    check_may(request.seat, shown.programme, "say")
    years = range(today().year + 1, shown.programme.term_end.year + 1)

    def save(form: StatementForm) -> None:
        values = form.cleaned_data
        actions.say(
            commitment=shown, word=Word(values["word"]), reason=values["reason"], year=values["year"],
            by=request.seat, at=now(),
        )  # fmt: skip

    form = StatementForm(request.POST or None, years=years, initial={"word": request.GET.get("word")})
    title = _("Say how commitment %(number)s stands") % {"number": shown.number}
    hint = _(
        "“At risk” is a warning of your side. The others hold once the other side says the same; nobody can say it for them."
    )
    return _part(
        request, shown, form, save, title, hint, _("Said for your side. The other side has been told.")
    )


@require_http_methods(["GET", "POST"])
def remark(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """One's own side's resources, difficulties and recommendations; two colleagues may have it open."""
    shown = commitment_of(request, slug, key)
    position = check_may(request.seat, shown.programme, "remark")

    def build(data: Any) -> RemarkForm:
        return RemarkForm(data, remark=queries.remark_of(shown, position))

    def save(form: RemarkForm) -> None:
        actions.write_remark(
            commitment=shown, values=form.values(), by=request.seat, at=now(),
            seen_revision=form.cleaned_data["seen"],
        )  # fmt: skip

    def fresh() -> dict[str, object]:
        row = queries.remark_of(shown, position)
        return {name: getattr(row, name) for name in REMARK} | {"seen": row.revision} if row else {"seen": 0}

    done = tried(request, build, save, fresh=fresh)
    if done.done:
        note(request, _("Saved."))
        return redirect("commitments:commitment", slug, key)
    context = about_part(shown, done.form, _("Resources, difficulties, recommendations"))
    context |= {"differences": done.differences, "hint": _("You write for your side only.")}
    return render(request, "commitments/part.html", context, status=done.code)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = commitment_of(request, slug, key)
    check_may(request.seat, shown.programme, "propose")

    def save(form: IndicatorForm) -> None:
        actions.propose(commitment=shown, values=form.values(), by=request.seat, at=now())

    form = IndicatorForm(request.POST or None, years=_years_of(shown.programme))
    hint = _("It counts once the other side has agreed to it; after that it no longer changes.")
    said = _("Proposed. The other side has been told.")
    return _part(request, shown, form, save, _("Propose an indicator"), hint, said)


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, slug: str, key: UUID, indicator: UUID) -> HttpResponse:
    """Enter how far an indicator has come."""
    measured = indicator_of(request, slug, key, indicator)
    check_may(request.seat, measured.commitment.programme, "measure")

    def save(form: MeasurementForm) -> None:
        values = form.cleaned_data
        paper = values["evidence"]
        actions.measure(
            indicator=measured, value=values["value"], on=values["on"].first_day(), source=values["source"],
            is_estimate=values["is_estimate"], parts=form.parts(), crosses=values["crosses"],
            evidence=(paper.name, read_upload(paper)) if paper else None, by=request.seat, at=now(),
        )  # fmt: skip

    form = MeasurementForm(
        request.POST or None,
        request.FILES or None,
        dimensions=measured.dimensions,
        initial={"on": today().isoformat()},
    )
    hint = _("Earlier figures stay; the other side confirms yours, and its own stand beside them.")
    context = {"indicator": measured}
    title = _("Enter a figure")
    return _part(request, measured.commitment, form, save, title, hint, _("Saved."), **context)


def _years_of(programme: Programme) -> range:
    """The years a target may be for: those of the term."""
    last = programme.term_end.year or today().year
    return range(programme.term_start.year or last, last + 1)


@require_http_methods(["GET", "POST"])
def new_target(request: HttpRequest, slug: str, key: UUID, indicator: UUID) -> HttpResponse:
    """Propose another target, of the whole or of a year."""
    aimed = indicator_of(request, slug, key, indicator)
    programme = aimed.commitment.programme
    check_may(request.seat, programme, "propose")

    def save(form: TargetForm) -> None:
        actions.propose_target(indicator=aimed, **form.cleaned_data, by=request.seat, at=now())

    form = TargetForm(request.POST or None, years=_years_of(programme))
    hint = _(
        "It holds once the other side has agreed to it; the old target stays with your reason beside it."
    )
    said = _("Proposed. The other side has been told.")
    title = _("Propose another target")
    return _part(request, aimed.commitment, form, save, title, hint, said, indicator=aimed)


def _part(
    request: HttpRequest,
    shown: Commitment,
    form: forms.Form,
    save: Callable[[Any], None],
    title: str,
    hint: str,
    said: str,
    **more: object,
) -> HttpResponse:
    """A form beside the commitment; a refusal shows it again with what was typed."""
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                save(form)
                note(request, said)
                return redirect("commitments:commitment", shown.programme.slug, shown.key)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    context = about_part(shown, form, title) | {"hint": hint} | more
    return render(request, "commitments/part.html", context, status=code)


def about_part(shown: Commitment, form: forms.Form, title: str) -> dict[str, Any]:
    return {"programme": shown.programme, "commitment": shown, "form": form, "title": title}


@require_POST
def take_back(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    shown = commitment_of(request, slug, key)
    statement = queries.statement_of(shown, number)
    if statement is None:
        raise Http404
    statement.commitment = shown
    actions.take_back(statement=statement, by=request.seat, at=now())
    note(request, _("Your side no longer says this. That it was said stays readable."))
    return redirect("commitments:commitment", slug, key)


@require_POST
def agree(request: HttpRequest, slug: str, key: UUID, indicator: UUID) -> HttpResponse:
    actions.agree(indicator=indicator_of(request, slug, key, indicator), by=request.seat, at=now())
    note(request, _("Agreed by your side. It can be measured now."))
    return redirect("commitments:commitment", slug, key)


@require_POST
def withdraw(request: HttpRequest, slug: str, key: UUID, indicator: UUID) -> HttpResponse:
    actions.withdraw(indicator=indicator_of(request, slug, key, indicator), by=request.seat, at=now())
    note(request, _("The proposal is withdrawn."))
    return redirect("commitments:commitment", slug, key)


@require_POST
def answer_target(
    request: HttpRequest, slug: str, key: UUID, indicator: UUID, target: UUID, answer: str
) -> HttpResponse:
    """Agree to the other side's target, or withdraw one's own."""
    aimed = indicator_of(request, slug, key, indicator)
    found = queries.target_of(aimed, target)
    if found is None:
        raise Http404
    found.indicator = aimed
    if answer == "agree":
        actions.agree_target(target=found, by=request.seat, at=now())
        note(request, _("Agreed by your side. This target holds now; the old one stays readable."))
    else:
        actions.withdraw_target(target=found, by=request.seat, at=now())
        note(request, _("The proposal is withdrawn."))
    return redirect("commitments:commitment", slug, key)


@require_POST
def confirm(request: HttpRequest, slug: str, key: UUID, indicator: UUID, number: int) -> HttpResponse:
    """Confirm a figure that the other side entered."""
    measured = indicator_of(request, slug, key, indicator)
    found = queries.measurement_of(measured, number)
    if found is None:
        raise Http404
    found.indicator = measured
    actions.confirm(measurement=found, by=request.seat, at=now())
    note(request, _("The figure is confirmed by your side."))
    return redirect("commitments:commitment", slug, key)
