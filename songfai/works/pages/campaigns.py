"""Campaigns: their counts, their ranking, what is entered in them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from songfai.kit.clock import now, today
from songfai.kit.forms import current_language
from songfai.kit.paging import Page, page_of
from songfai.kit.saving import Attempt, attempt, tried
from songfai.kit.tables import Column
from songfai.works import actions
from songfai.works.actions.campaigns import CAMPAIGN_FIELDS
from songfai.works.forms import CampaignForm, EnterForm, ReasonForm, TargetsForm, target_name
from songfai.works.models import Campaign, CampaignUnit, Entry
from songfai.works.pages.parts import figures_file, form_page, read_at, work_of, worker
from songfai.works.permissions import check_judges, check_may, check_own, may, may_run
from songfai.works.queries import (
    alike,
    campaigns,
    entries,
    entries_of,
    every_line_of,
    lines_of,
    open_to,
    takers,
)
from songfai.works.queries.campaigns import LINES, Taker, targets_of
from songfai.works.states import EntryState
from songfai.works.tasks import note_alike
from songfai.works.wording import counting_rule, nearly_words, told_of


def _campaign(request: HttpRequest, key: UUID) -> Campaign:
    return get_object_or_404(campaigns(request.seat), key=key)


def index(request: HttpRequest) -> HttpResponse:
    worker(request)
    context = {
        "page": page_of(request, campaigns(request.seat), "-opens"),
        "today": today(),
        "can_write": may(request.seat, "campaign"),
    }
    return render(request, "works/campaigns.html", context)


def campaign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Targets against what was reached, for the person's own units first, then the ranking everybody sees."""
    shown = _campaign(request, key)
    runs = may_run(request.seat, shown)
    if request.GET.get("export") == "xlsx":
        return _workbook(request, shown)
    own = lines_of(request.seat, shown)
    context = told_of(request, shown) | {
        "own": own[:LINES],
        "more_own": len(own) > LINES,
        "runs": runs,
        "draft": runs and shown.launched_at is None,
    }
    return render(request, "works/campaign.html", context)


def _count(state: EntryState) -> Callable[[CampaignUnit], int]:
    return lambda line: int(getattr(line, state))


COLUMNS = [
    Column("institution", gettext_lazy("Institution"), lambda line: line.institution.name),
    Column("unit", gettext_lazy("Unit"), lambda line: line.unit.name if line.unit else None),
    Column("target", gettext_lazy("Target"), lambda line: line.target, "number"),
    Column("valid", gettext_lazy("Counts"), _count(EntryState.VALID), "number"),
    Column("duplicate", gettext_lazy("Duplicates"), _count(EntryState.DUPLICATE), "number"),
    Column("withdrawn", gettext_lazy("Taken out"), _count(EntryState.WITHDRAWN), "number"),
]


def _workbook(request: HttpRequest, shown: Campaign) -> HttpResponse:
    """Every line of the person's own institution, and how they are counted."""
    told = [read_at(), *((_("Counting rule"), line) for line in counting_rule(shown))]
    title = shown.title.best(current_language())[0]
    return figures_file(title, COLUMNS, every_line_of(request.seat, shown), told, "campaign")


def save(request: HttpRequest, key: UUID | None = None) -> HttpResponse:
    check_may(request.seat, "campaign")
    shown = _campaign(request, key) if key else None
    if shown:
        check_own(request.seat, shown.institution_id)
    saved: list[Campaign] = []

    def fresh() -> dict[str, Any]:
        row = _campaign(request, key) if key else None
        if row is None:
            return {}
        return {name: getattr(row, name) for name in CAMPAIGN_FIELDS} | {"seen": row.revision}

    def form_of(data: Any) -> CampaignForm:
        return CampaignForm(data, initial=fresh())

    def keep(form: CampaignForm) -> None:
        seen = form.seen_revision if shown else None
        told = {"campaign": shown, "by": request.seat, "at": now(), "seen_revision": seen}
        saved.append(actions.save_campaign(values=form.values(), **told))

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("works:campaign", saved[0].key)
    return form_page(
        request,
        done,
        title=_("Change the campaign") if shown else _("Prepare a campaign"),
        lead=_("Once it is launched, the public sees it, and its rule and its targets stay."),
        back=reverse("works:campaign", args=[key]) if key else reverse("works:campaigns"),
    )


@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is asked of each unit of the institution, or with `of=bodies` of the bodies below it, a page at a time."""
    shown = _campaign(request, key)
    check_may(request.seat, "campaign")
    check_own(request.seat, shown.institution_id)
    if request.method == "GET" and shown.launched_at is not None:
        return redirect("works:campaign", key)
    bodies, units = takers(shown)
    of_units = request.GET.get("of") != "bodies"
    page: Page[Any] = page_of(request, units) if of_units else page_of(request, bodies)
    asked: list[Taker] = [(shown.institution, one) if of_units else (one, None) for one in page.rows]

    def fresh() -> dict[str, Any]:
        held = targets_of(shown, asked)
        values = {target_name(taker): held.get(taker) for taker in asked}
        return values | {"seen": _campaign(request, key).revision}

    def form_of(data: Any) -> TargetsForm:
        return TargetsForm(data, takers=asked, initial=fresh())

    def keep(form: TargetsForm) -> None:
        told = {"by": request.seat, "at": now(), "seen_revision": form.seen_revision}
        actions.set_targets(campaign=shown, targets=form.targets(), **told)

    done = tried(request, form_of, keep, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        further = page.next_query if "further" in request.POST else ""
        return redirect(f"{request.path}?{further or request.GET.urlencode()}")
    context = {
        "campaign": shown,
        "form": done.form,
        "differences": done.differences,
        "page": page,
        "of_units": of_units,
    }
    return render(request, "works/targets.html", context, status=done.code)


@require_POST
def launch(request: HttpRequest, key: UUID) -> HttpResponse:
    actions.launch(campaign=_campaign(request, key), by=request.seat, at=now())
    messages.success(request, _("Launched. The public sees the campaign and its ranking now."))
    return redirect("works:campaign", key)


def entry_list(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was entered, newest first; for the office that launched the campaign."""
    shown = _campaign(request, key)
    if not may_run(request.seat, shown):
        raise Http404
    state = request.GET.get("state", "")
    rows = entries(request.seat, shown)
    if state in set(EntryState):
        rows = rows.filter(state=state)
    states = [(str(one), _(one.words)) for one in EntryState]
    context = {"campaign": shown, "page": page_of(request, rows, "-pk"), "state": state, "states": states}
    return render(request, "works/entries.html", context)


def alike_list(request: HttpRequest, key: UUID) -> HttpResponse:
    """Entries with nearly the same text; for the office that launched the campaign."""
    shown = _campaign(request, key)
    if not may_run(request.seat, shown):
        raise Http404
    page = page_of(request, alike(request.seat, shown), "-percent")
    context = {"campaign": shown, "page": page, "nearly": nearly_words()}
    return render(request, "works/alike.html", context)


def judge(request: HttpRequest, key: UUID, number: int, verdict: str) -> HttpResponse:
    """`verdict`: duplicate, or valid after all."""
    shown = _campaign(request, key)
    if verdict not in (EntryState.DUPLICATE, EntryState.VALID):
        raise Http404
    check_may(request.seat, "campaign")
    row = get_object_or_404(entries(request.seat, shown), pk=number)
    check_judges(request.seat, shown, row.work)
    duplicate = verdict == EntryState.DUPLICATE

    def keep(form: ReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        actions.judge_entry(entry=row, duplicate=duplicate, reason=reason, by=request.seat, at=now())

    return _reason_page(
        request,
        keep,
        title=_("Mark as a duplicate") if duplicate else _("Count it after all"),
        lead=row.work.title,
        back=reverse("works:entries", args=[key]),
    )


def _reason_page(request: HttpRequest, keep: Any, **told: Any) -> HttpResponse:
    done = Attempt(ReasonForm())
    if request.method == "POST":
        done = attempt(request, ReasonForm(request.POST), keep, fresh=dict, again=ReasonForm)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(told["back"])
    return form_page(request, done, **told)


def enter(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "enter_campaign", shown)
    saved: list[Entry] = []

    def form_of(data: Any) -> EnterForm:
        return EnterForm(data, campaigns=open_to(shown, today()))

    def keep(form: EnterForm) -> None:
        chosen = form.cleaned_data["campaign"]
        saved.append(actions.enter(campaign=chosen, work=shown, by=request.seat, at=now()))
        note_alike.enqueue(saved[-1].pk)

    done = tried(request, form_of, keep)
    back = reverse("works:work", args=[key])
    if done.done:
        messages.success(request, _("Entered. The work counts in the campaign."))
        return redirect(back)
    lead = _("The office of the campaign then reads the title, the authors and the unit of the work.")
    return form_page(
        request, done, work=shown, title=_("Enter it in a campaign"), lead=lead, back=back, save=_("Enter it")
    )


def leave(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    shown = work_of(request, key)
    check_may(request.seat, "enter_campaign", shown)
    row = get_object_or_404(entries_of(shown), pk=number)

    def keep(form: ReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        actions.leave_campaign(entry=row, reason=reason, by=request.seat, at=now())

    back = reverse("works:work", args=[key])
    told = {"title": _("Take it out of the campaign"), "lead": row.campaign.title, "back": back}
    return _reason_page(request, keep, work=shown, **told)
