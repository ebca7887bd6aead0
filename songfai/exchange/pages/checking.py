"""Check it yourself: the record as a file, a checker that needs nothing of this server, and this server's own answer."""

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from songfai.exchange import actions, checker_files
from songfai.exchange.handing import handed_out
from songfai.exchange.pages.programmes import matter
from songfai.exchange.policies import policies
from songfai.kit.clock import now
from songfai.programmes.models import Programme
from songfai.record.models import Register


def file_name(programme: Programme) -> str:
    return f"{programme.slug}.coop"


@require_GET
def check(request: HttpRequest, slug: str) -> HttpResponse:
    return _shown(request, *matter(request, slug, "read"))


def _shown(
    request: HttpRequest, programme: Programme, register: Register, said: object = None
) -> HttpResponse:
    context = {
        "programme": programme,
        "file_name": file_name(programme),
        "files": checker_files.names(),
        "policies": policies(register),
        "answer": said,
    }
    return render(request, "exchange/check.html", context)


@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """This server runs the same checker over the same file that anybody can take away."""
    programme, register = matter(request, slug, "read")
    return _shown(request, programme, register, checker_files.run(actions.record_of(register, now())))


@require_GET
def record_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    programme, register = matter(request, slug, "read")
    return handed_out(actions.record_of(register, now()), "application/x-ndjson", file_name(programme))


@require_GET
def policy(request: HttpRequest, slug: str, position: int) -> HttpResponse:
    """Whose keys count for a log, for tools of others."""
    _programme, register = matter(request, slug, "read")
    found = next((one for one in policies(register) if one.log.position == position), None)
    if found is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="{found.name}"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(found.text, content_type="text/plain; charset=utf-8", headers=headers)


@require_GET
def checker(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A file of the checker, as it is in the package."""
    matter(request, slug, "read")
    if name not in checker_files.names():
        raise Http404
    # Never opened on this server's own page: what it runs must not come from the server it checks.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(checker_files.read(name), content_type="application/octet-stream", headers=headers)
