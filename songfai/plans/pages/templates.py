"""Pages of templates: those that can begin a plan here, and keeping one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.errors import Refused
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.parties.permissions import can
from songfai.plans import actions
from songfai.plans.forms import TemplateForm
from songfai.plans.pages.plans import plan_of, programme_of, template_of
from songfai.plans.permissions import check_side
from songfai.plans.queries import templates_for


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Templates of the own institution that fit this programme."""
    programme = programme_of(request, slug)
    page = page_of(request, templates_for(request.seat, programme), "-saved_at")
    context = {"programme": programme, "page": page, "can_draft": can(request.seat, "draft")}
    return render(request, "plans/templates.html", context)


def save(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Keep the items of a plan under a name."""
    shown = plan_of(request, slug, key)
    check_side(request.seat, shown.programme, "draft")
    form, code = TemplateForm(request.POST or None), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                actions.save_template(plan=shown, **form.cleaned_data, by=request.seat, at=now())
                messages.success(request, _("The template is kept. A new plan can begin with it."))
                return redirect("plans:templates", slug)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    context = {"programme": shown.programme, "plan": shown, "form": form}
    return render(request, "plans/save_template.html", context, status=code)


@require_POST
def remove(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    template = template_of(request, programme_of(request, slug), str(key))
    actions.remove_template(template=template, by=request.seat, at=now())
    messages.success(request, _("The template is removed. Plans that began with it stay."))
    return redirect("plans:templates", slug)
