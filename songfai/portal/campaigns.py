"""Campaigns for works, as the public sees them: the rule, the numbers that follow it, the ranking."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from songfai.kit.clock import today
from songfai.kit.paging import page_of
from songfai.works.queries import launched
from songfai.works.wording import told_of


@login_not_required
def index(request: HttpRequest) -> HttpResponse:
    context = {"page": page_of(request, launched(), "-opens"), "today": today()}
    return render(request, "portal/campaigns.html", context)


@login_not_required
def campaign(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = get_object_or_404(launched(), key=key)
    return render(request, "portal/campaign.html", told_of(request, shown))
