"""Pages of yearly plans: the years of a programme, a draft, and the paper both sides sign."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.export import export_response
from songfai.kit.forms import current_language
from songfai.kit.notes import warn
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.parties.permissions import can
from songfai.plans import actions
from songfai.plans.columns import PLAN_COLUMNS, item_columns
from songfai.plans.forms import ItemForm, ReasonForm, item_values
from songfai.plans.models import Plan, PlanItem, Template
from songfai.plans.permissions import check_own_plan
from songfai.plans.queries import (
    current,
    items_of,
    plans_visible_to,
    reviewed_years,
    sources_for,
    templates_for,
)
from songfai.plans.rules import names_another_year, require_draft, require_offerable
from songfai.plans.terms import plan_paper, plan_terms
from songfai.plans.wording import item_words
from songfai.programmes.models import Programme
from songfai.programmes.queries import as_of, side_of, visible_to
from songfai.record import queries as record
from songfai.record.prospects import Prospect, approving, meanwhile, offering, prospect
from songfai.record.states import Stage

# So many plans a draft offers to be filled from, the nearest first.
SOURCES = 40


def programme_of(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def plan_of(request: HttpRequest, slug: str, key: UUID) -> Plan:
    programme = programme_of(request, slug)
    plan = get_object_or_404(plans_visible_to(request.seat, programme), key=key)
    plan.programme = programme
    return plan


def template_of(request: HttpRequest, programme: Programme, chosen: str) -> Template:
    try:
        wanted = UUID(chosen)
    except ValueError:
        raise Refused("no_template", N_("Choose the template to begin with.")) from None
    return get_object_or_404(templates_for(request.seat, programme), key=wanted)


def seen_revision(request: HttpRequest) -> int:
    """The revision the person had before them; -1, which is none, when the form does not say."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Every year of the term: its plan, its versions, or how to begin."""
    programme = programme_of(request, slug)
    plans = list(plans_visible_to(request.seat, programme))
    if file := export_response(request, plans, PLAN_COLUMNS, f"{slug}-plans", _("Yearly plans")):
        return file
    reviewed = reviewed_years(programme)
    agreed = {plan.year for plan in plans if plan.document and plan.document.standing.stage == Stage.IN_FORCE}
    years = [
        {
            "year": year,
            "plans": [plan for plan in plans if plan.year == year],
            "year_before": year - 1,
            "has_plan_before": year - 1 in agreed,
            "has_directions": year - 1 in reviewed,
        }
        for year in range(programme.term_end.year, programme.term_start.year - 1, -1)
    ]
    own = side_of(programme, request.seat) is not None
    can_draft = own and can(request.seat, "draft") and programme.takes_entries
    templates = list(templates_for(request.seat, programme)[:SOURCES]) if can_draft else []
    context = {"programme": programme, "years": years, "can_draft": can_draft, "templates": templates}
    context["before_it"] = programme.stage != Stage.IN_FORCE
    return render(request, "plans/list.html", context)


@require_POST
def start(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Begin a draft: empty, from the version in force, from last year's plan, or from a template."""
    programme = programme_of(request, slug)
    if request.POST.get("from") == "template":
        template = template_of(request, programme, request.POST.get("template", ""))
        began = actions.start_from_template(
            programme=programme, year=year, template=template, by=request.seat, at=now()
        )
        return redirect("plans:plan", slug, began.key)
    source = {"version": current(programme, year), "year": current(programme, year - 1)}.get(
        request.POST.get("from", "")
    )
    plan = actions.start_plan(programme=programme, year=year, by=request.seat, at=now(), copy_of=source)
    return redirect("plans:plan", slug, plan.key)


def plan(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return plan_page(request, plan_of(request, slug, key))


def plan_page(
    request: HttpRequest,
    shown: Plan,
    *,
    reason_form: ReasonForm | None = None,
    refused: Refused | None = None,
    code: int = 200,
) -> HttpResponse:
    """A draft to work on, or the paper with its stage, its differences and the answer."""
    if shown.document is not None:
        as_of(shown.programme, localtime(shown.document.standing.offered_at).date())
    items = list(items_of(shown))
    columns, name = item_columns(shown.programme), f"{shown.programme.slug}-plan-{shown.year}"
    if file := export_response(request, items, columns, name, _("Items of the plan")):
        return file
    own = request.seat.acts_for(shown.drafted_by_id)
    context: dict[str, Any] = {"programme": shown.programme, "plan": shown, "items": items, "own": own}
    if shown.is_draft:
        in_force = current(shown.programme, shown.year)
        context |= {
            "in_force": in_force,
            "of_another_year": [
                item.number
                for item in items
                if names_another_year(
                    [text for words in (item.title, item.note) for text in words.as_dict().values()],
                    shown.year,
                )
            ],
            "can_draft": own and can(request.seat, "draft"),
            "can_offer": own and can(request.seat, "offer"),
            "reason_form": reason_form or ReasonForm(initial={"reason": shown.note, "seen": shown.revision}),
            "reason_saved": shown.note if code == 409 else None,
            "sources": list(sources_for(request.seat, shown)[:SOURCES]),
            "templates": list(templates_for(request.seat, shown.programme)[:SOURCES]),
            "changes": record.differences(
                record.terms_of(actions.offered(in_force)),
                plan_terms(shown, items),
                item_words(shown.programme),
            )
            if in_force
            else None,
            "answer_error": words(refused) if refused else "",
        }
        # Of a programme that both have closed there is nothing to offer, and its pages stay open.
        if own and shown.programme.closed_on is None and offerable(shown, items):
            context |= offer_context(request, shown, items, refused)
        return render(request, "plans/draft.html", context, status=code)
    return render(request, "plans/plan.html", context | paper(request, shown))


def offerable(shown: Plan, items: list[PlanItem]) -> bool:
    """Whether the draft lacks nothing of what an offer needs."""
    try:
        require_offerable(len(items), bool(shown.note), current(shown.programme, shown.year) is not None)
    except Refused:
        return False
    return True


def prospect_of(shown: Plan, items: list[PlanItem]) -> Prospect:
    return prospect(actions.require_in_force(shown.programme), plan_paper(shown, items), shown)


def offer_context(
    request: HttpRequest, shown: Plan, items: list[PlanItem], refused: Refused | None
) -> dict[str, object]:
    """The paper as it would be offered, and what changed in it since the person read it."""
    now_ = prospect_of(shown, items)
    layout = item_words(shown.programme)
    return {"prospect": now_, "meanwhile": meanwhile(request, refused, now_.terms, layout)}


def paper(request: HttpRequest, shown: Plan) -> dict[str, object]:
    """What the countersign screen needs of the offered document."""
    document = actions.offered(shown)
    predecessor = document.supersedes
    terms = record.terms_of(document)
    return {
        "document": document,
        "terms": terms,
        "predecessor": predecessor,
        "changes": record.differences(record.terms_of(predecessor), terms, item_words(shown.programme))
        if predecessor
        else None,
        "versions": [
            one for one in plans_visible_to(request.seat, shown.programme) if one.year == shown.year
        ],
        "can_agree": can(request.seat, "agree"),
        "can_keep": can(request.seat, "draft") and side_of(shown.programme, request.seat) is not None,
    }


def item(request: HttpRequest, slug: str, key: UUID, number: int | None = None) -> HttpResponse:
    """Add an item to a draft, or change one."""
    shown = plan_of(request, slug, key)
    changed = get_object_or_404(shown.items, pk=number) if number else None

    def form_of(data: Any) -> ItemForm:
        initial: dict[str, Any] = {"seen": shown.revision}
        if changed is None:
            initial["commitment"] = request.GET.get("commitment")
        return ItemForm(
            data, programme=shown.programme, language=current_language(), item=changed, initial=initial
        )

    def save(form: ItemForm) -> None:
        actions.save_item(
            plan=shown, item=changed, values=form.values(), by=request.seat, at=now(),
            seen_revision=form.cleaned_data["seen"],
        )  # fmt: skip

    def fresh() -> dict[str, object]:
        now_saved = items_of(shown).filter(pk=number or 0).first()
        values = item_values(now_saved) if now_saved else {}
        return values | {"seen": plan_of(request, slug, key).revision}

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("plans:plan", slug, key)
    context: dict[str, Any] = {"programme": shown.programme, "plan": shown, "item": changed}
    context |= {"form": done.form, "differences": done.differences}
    return render(request, "plans/item.html", context, status=done.code)


OF_THE_SOURCE = ("no_source", "no_template", "nothing_to_fill", "nothing_fits")


@require_POST
def fill(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Add to a draft what it lacks from another plan or from a template."""
    shown = plan_of(request, slug, key)
    kind, _colon, chosen = request.POST.get("source", "").rpartition(":")
    told: dict[str, Any] = {"by": request.seat, "at": now(), "seen_revision": seen_revision(request)}
    try:
        if kind == "template":
            template = template_of(request, shown.programme, chosen)
            added, elsewhere = actions.fill_from_template(plan=shown, template=template, **told), False
        else:
            try:
                wanted = UUID(chosen)
            except ValueError:
                raise Refused("no_source", N_("Choose the plan to fill from.")) from None
            source = get_object_or_404(sources_for(request.seat, shown), key=wanted)
            added = actions.fill_plan(plan=shown, source=source, **told)
            elsewhere = source.programme_id != shown.programme_id
    except Refused as refused:
        # Of the source, said on the page it was chosen on; anything else has a page of its own.
        if refused.code not in OF_THE_SOURCE:
            raise
        messages.error(request, words(refused))
        return redirect("plans:plan", slug, key)
    said = ngettext("%(n)s item added.", "%(n)s items added.", added) % {"n": added}
    messages.success(request, said)
    if elsewhere:
        warn(request, _("They are of another programme: look through the names and places in them."))
    return redirect("plans:plan", slug, key)


@require_POST
def remove_item(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    shown = plan_of(request, slug, key)
    actions.remove_item(item=get_object_or_404(shown.items, pk=number), by=request.seat, at=now())
    messages.success(request, _("The item was taken out of the draft."))
    return redirect("plans:plan", slug, key)


@require_POST
def reason(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Save the reason of the version; after a refusal the draft is shown again with what was typed."""
    shown, code = plan_of(request, slug, key), 422
    form = ReasonForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        try:
            actions.set_reason(
                plan=shown, reason=values["reason"], by=request.seat, at=now(), seen_revision=values["seen"]
            )
            messages.success(request, _("Saved."))
            return redirect("plans:plan", slug, key)
        except Changed as refused:
            shown, code = plan_of(request, slug, key), status(refused)
            if not shown.is_draft:
                raise
            form.data = {**form.data.dict(), "seen": str(shown.revision)}  # type: ignore[attr-defined]
            form.add_error(None, words(refused))
    return plan_page(request, shown, reason_form=form, code=code)


@require_POST
def discard(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    actions.discard(plan=plan_of(request, slug, key), by=request.seat, at=now())
    messages.success(request, _("The draft was thrown away."))
    return redirect("plans:list", slug)


@require_POST
def offer(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = plan_of(request, slug, key)
    check_own_plan(request.seat, shown, "offer")
    require_draft(shown.is_draft)
    items = list(items_of(shown))
    require_offerable(len(items), bool(shown.note), current(shown.programme, shown.year) is not None)
    try:
        consent = offering(request, prospect_of(shown, items))
        actions.offer(
            plan=shown, by=request.seat, at=now(), seen_revision=seen_revision(request), consent=consent
        )
    except Refused as refused:
        return plan_page(request, plan_of(request, slug, key), refused=refused, code=status(refused))
    messages.success(request, _("The plan is offered. The other side has been told."))
    return redirect("plans:plan", slug, key)


@require_POST
def approve(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown, seen = plan_of(request, slug, key), request.POST.get("seen", "")
    try:
        consent = approving(request, actions.offered(shown), seen)
        actions.approve(plan=shown, seen=seen, by=request.seat, at=now(), consent=consent)
    except Refused as refused:
        return _refused(request, shown, refused)
    messages.success(request, _("Approved by your side."))
    return redirect("plans:plan", slug, key)


@require_POST
def return_(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return _answered(request, slug, key, actions.return_, _("Returned to the other side with your reason."))


@require_POST
def withdraw(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return _answered(request, slug, key, actions.withdraw, _("The offer is withdrawn."))


def _answered(
    request: HttpRequest, slug: str, key: UUID, action: Callable[..., Plan], said: str
) -> HttpResponse:
    """Return or withdraw; a refusal shows the page again with what was typed."""
    shown = plan_of(request, slug, key)
    typed = request.POST.get("reason", "")
    try:
        action(plan=shown, seen=request.POST.get("seen", ""), reason=typed, by=request.seat, at=now())
    except Refused as refused:
        return _refused(request, shown, refused, typed)
    messages.success(request, said)
    return redirect("plans:plan", slug, key)


def _refused(request: HttpRequest, shown: Plan, refused: Refused, typed: str = "") -> HttpResponse:
    """The paper again, with the reason; a draft has none to answer."""
    context: dict[str, Any] = {"programme": shown.programme, "plan": shown, "items": list(items_of(shown))}
    context |= paper(request, shown) | {"answer_error": words(refused), "typed_reason": typed}
    return render(request, "plans/plan.html", context, status=status(refused))
