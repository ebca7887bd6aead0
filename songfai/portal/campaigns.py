"""Campaigns for works, as the public sees them: the rule, the numbers that follow it, the ranking."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.kit.clock import now, today
from songfai.kit.paging import page_of
from songfai.works.pictures import day_columns
from songfai.works.queries import days_of, launched, ranking, totals
from songfai.works.wording import counting_rule


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    context = {"page": page_of(request, launched(), "-opens"), "today": today()}
    return render(request, "portal/campaigns.html", context)


@login_not_required
def campaign(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = get_object_or_404(launched(), key=key)
    days = days_of(shown, today())
    ranked, further = ranking(shown)
    context = {
        "campaign": shown,
        "rule": counting_rule(shown),
        "cut_off": now(),
        "ranked": ranked,
        "further": further,
        "totals": totals(shown),
        "days": days,
        "picture": day_columns(days),
    }
    return render(request, "portal/campaign.html", context)
