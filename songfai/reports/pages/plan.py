"""A yearly plan as a paper: on the screen, as PDF, DOCX and XLSX, in three languages."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from songfai.kit.clock import now
from songfai.plans.models import Plan
from songfai.plans.queries import plans_visible_to
from songfai.programmes.models import Programme
from songfai.reports.pages import behind, kinds
from songfai.reports.pages.annual import programme_of
from songfai.reports.pages.term import shown
from songfai.reports.plan_facts import PlanFacts
from songfai.reports.queries import gather_plan, rows_behind
from songfai.reports.queries.plan import STAGES, plans_with_items
from songfai.reports.wording import Speaker


def gathered(request: HttpRequest, programme: Programme, key: UUID) -> PlanFacts:
    """404 for a draft, and for a version that was returned or withdrawn."""
    rows = plans_visible_to(request.seat, programme).prefetch_related(plans_with_items())
    plan: Plan = get_object_or_404(rows, key=key, document__standing__stage__in=list(STAGES))
    plan.programme = programme
    return gather_plan(plan, timezone.localtime(now()))


def title_of(facts: PlanFacts) -> str:
    return _("Yearly plan %(year)s, version %(version)s") % {"year": facts.year, "version": facts.version}


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    programme = programme_of(request, slug)
    facts = gathered(request, programme, key)
    in_force = facts.stage == "in_force"
    return shown(
        request,
        kinds.plan(programme, key, facts),
        title=title_of(facts),
        made_from=_(
            "Written from the version of the plan both sides read on this server. The clerk fills in the number and the date."
        ),
        leads=behind.leads("reports:plan_rows", slug, key) if in_force else "",
    )


@require_GET
def rows(request: HttpRequest, slug: str, key: UUID, name: str) -> HttpResponse:
    """The items one number was counted from, of the version in force."""
    programme = programme_of(request, slug)
    facts = gathered(request, programme, key)
    figure = facts.figure(name) if facts.stage == "in_force" else None
    if figure is None:
        raise Http404
    return behind.page(
        request,
        behind.Behind(
            figure=figure,
            rows=rows_behind(programme, figure),
            words=words_for(facts, name, Speaker(get_language())),
            told=title_of(facts),
            report=reverse("reports:plan", args=[slug, key]),
            report_name=title_of(facts),
            file_name=f"{slug}-plan-{facts.year}-{name}",
            programme=programme,
        ),
    )


def words_for(facts: PlanFacts, name: str, say: Speaker) -> str:
    """What a number counts, as a heading over its rows: "Quarter II", "Ministry A · Lead"."""
    _plan, what, *rest = name.split(".")
    if what in ("kind", "quarter"):
        return say.word(f"plan.{'when' if what == 'quarter' else what}.{rest[0]}")
    if what.startswith("side_"):
        side = facts.sides[int(what.removeprefix("side_")) - 1]
        columns = {"leads": "column.lead", "along": "plan.column.along", "pays": "plan.column.payer"}
        return f"{say.plain(side.short)} · {say.word(columns[rest[0]])}"
    return say.word("who.0") if what == "together" else say.word("column.item")
