from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.forms import current_language
from songfai.kit.paging import page_of
from songfai.notices.actions import mark_read
from songfai.notices.queries import of_account, worded
from songfai.people.queries import account_of


def index(request: HttpRequest) -> HttpResponse:
    """What I was told, newest first."""
    page = page_of(request, of_account(account_of(request)), "-at")
    rows = [(notice, worded(notice, current_language())) for notice in page.rows]
    return render(request, "notices/list.html", {"page": page, "rows": rows})


@require_POST
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Go to what a notice tells of; it is read from then on."""
    notice = get_object_or_404(of_account(account_of(request)), pk=number)
    mark_read(account=account_of(request), at=now(), notice_id=notice.pk)
    return redirect(notice.address or "notices:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(account=account_of(request), at=now())
    return redirect("notices:list")
