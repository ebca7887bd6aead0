"""The public's pages, and the page where each side lets documents go."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.export import attachment, export_response
from songfai.kit.forms import current_language
from songfai.kit.pictures import Point
from songfai.kit.pictures.points import Kind
from songfai.kit.tables import Column, as_csv
from songfai.parties.permissions import can
from songfai.portal import actions, queries
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to
from songfai.programmes.states import CommitmentType, ObligationKind
from songfai.record import queries as record
from songfai.reviews.states import Rating

POINTS: dict[str, Kind] = {"midterm": "midterm", "renewal": "decision", "final_summary": "final"}
RATINGS = {state.value: gettext_lazy(state.words) for state in Rating}
DATES = {state.value: gettext_lazy(state.words) for state in ObligationKind}
TYPES = {state.value: gettext_lazy(state.words) for state in CommitmentType}
COLUMNS = [
    Column("number", gettext_lazy("No."), lambda row: row.number, "number"),
    Column("commitment", gettext_lazy("Commitment"), lambda row: row.text),
    Column("type", gettext_lazy("Type"), lambda row: TYPES.get(row.type, row.type)),
    Column("rating", gettext_lazy("Agreed rating"), lambda row: RATINGS.get(row.rating, "")),
    Column("rated_in", gettext_lazy("For the year"), lambda row: row.rated_in, "year"),
]


PROGRAMME_COLUMNS = [
    Column("title", gettext_lazy("Title"), lambda row: row["title"]),
    Column("first_side", gettext_lazy("First side"), lambda row: row["parties"][0].name),
    Column("second_side", gettext_lazy("Second side"), lambda row: row["parties"][1].name),
    Column("start", gettext_lazy("Term from"), lambda row: str(row["start"])),
    Column("end", gettext_lazy("Term to"), lambda row: str(row["end"])),
]


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Programmes both sides have made public."""
    programmes = queries.summaries(queries.public_programmes()[:200])
    if file := export_response(request, programmes, PROGRAMME_COLUMNS, "programmes", _("Public programmes")):
        return file
    return render(request, "portal/home.html", {"programmes": programmes})


def shown_or_404(slug: str) -> queries.PublicProgramme:
    page = queries.public_programme(slug)
    if page is None:
        raise Http404
    return page


@login_not_required
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    page = shown_or_404(slug)
    start, end = queries.term_days(page)
    begun = _("Signed") if page.signed_on else _("First day of the term")
    points = [Point(start, "signature", begun, done=bool(page.signed_on) or start <= today())]
    points += [
        Point(
            one.held or one.due,
            POINTS.get(one.kind, "review"),
            _("%(what)s %(year)s") % {"what": DATES.get(one.kind, one.kind), "year": one.year},
            done=one.held is not None,
        )
        for one in page.dates
    ]
    context = {
        "page": page,
        "points": points,
        "start": start,
        "end": end,
        "today": today(),
        "words": {code: record.words_of(page.document.sha256, code) for code in ("lo", "vi", "en")},
        "promises": [(one, RATINGS.get(one.rating, "")) for one in page.promises],
        "papers": [(one, record.title_of(one)) for one in page.papers],
    }
    return render(request, "portal/programme.html", context)


@login_not_required
def commitments_csv(request: HttpRequest, slug: str) -> HttpResponse:
    page = shown_or_404(slug)
    content = as_csv(page.promises, COLUMNS, current_language())
    return attachment(content, f"{slug}-commitments.csv", "text/csv; charset=utf-8")


@login_not_required
def document_bytes(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    """The exact bytes both sides approved: `sha256sum` of the file is its name."""
    document = get_object_or_404(queries.released(), register__matter__slug=slug, sha256=sha256)
    return attachment(bytes(document.body), f"{sha256}.json", "application/json")


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


def own_programme(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def releases(request: HttpRequest, slug: str) -> HttpResponse:
    """What may be public, and which side has said so."""
    shown = own_programme(request, slug)
    context = {
        "programme": shown,
        "rows": queries.releases_of(shown),
        "position": queries.own_position(shown, request.seat),
        "can_release": can(request.seat, "release"),
        "is_public": queries.public_programme(slug) is not None,
    }
    return render(request, "portal/releases.html", context)


@require_POST
def release(request: HttpRequest, slug: str, sha256: str) -> HttpResponse:
    shown = own_programme(request, slug)
    document = get_object_or_404(queries.documents_of(shown), sha256=sha256)
    if request.POST.get("take_back"):
        actions.take_back(document=document, programme=shown, by=request.seat, at=now())
        messages.success(request, _("Your side took its release back."))
    else:
        actions.release(document=document, programme=shown, by=request.seat, at=now())
        messages.success(
            request, _("Released by your side. It is public once the other side has released it too.")
        )
    return redirect("portal:releases", slug)
