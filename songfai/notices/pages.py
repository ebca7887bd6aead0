from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.kit import shown
from songfai.kit.clock import now
from songfai.kit.export import export_response
from songfai.kit.forms import current_language
from songfai.kit.paging import page_of
from songfai.kit.tables import Column
from songfai.notices.actions import mark_read
from songfai.notices.models import Notice
from songfai.notices.queries import lines_of, of_account, worded
from songfai.people.queries import account_of


def whole(notice: Notice) -> str:
    """The notice with what it sums up."""
    language = current_language()
    return "\n".join([worded(notice, language), *lines_of(notice, language)])


COLUMNS = [
    Column("at", gettext_lazy("When"), lambda notice: shown.moment(notice.at)),
    Column("notice", gettext_lazy("Notice"), lambda notice: whole(notice)),
    Column("read", gettext_lazy("Read on"), lambda notice: notice.read_at and notice.read_at.date(), "date"),
]


def index(request: HttpRequest) -> HttpResponse:
    """What I was told, newest first."""
    notices = of_account(account_of(request))
    if file := export_response(request, notices, COLUMNS, "notices", _("Notices")):
        return file
    page = page_of(request, notices, "-at")
    rows = [
        (notice, worded(notice, current_language()), lines_of(notice, current_language()))
        for notice in page.rows
    ]
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
