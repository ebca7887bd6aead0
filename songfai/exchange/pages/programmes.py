"""The exchange of a programme: how far each side has seen the other, the file for the other side, a file from it."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.exchange import actions, bundle, parts, permissions
from songfai.exchange.carried import Source
from songfai.exchange.forms import TakeInForm
from songfai.exchange.handing import handed_out
from songfai.exchange.overview import open_incidents, overview, transfers
from songfai.exchange.parcels import parcel
from songfai.exchange.queries import other_log, own_log
from songfai.exchange.states import Way
from songfai.kit.clock import now
from songfai.kit.errors import N_, Refused
from songfai.kit.notes import say, warn
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.programmes.models import Programme
from songfai.programmes.queries import papers_of
from songfai.record import actions as record
from songfai.record.models import Register
from songfai.record.queries import position_of


def matter(request: HttpRequest, slug: str, capability: str) -> tuple[Programme, Register]:
    """The programme and its record, where the seat may do this with its exchange."""
    programme = get_object_or_404(
        papers_of(request.seat).exclude(register=None).select_related("register"), slug=slug
    )
    assert programme.register is not None
    position = position_of(programme.register, request.seat.institution, request.seat.stands_for)
    permissions.check(request.seat, capability, position=position)
    return programme, programme.register


def exchange(request: HttpRequest, slug: str) -> HttpResponse:
    return _shown(request, *matter(request, slug, "read"), TakeInForm())


def _shown(
    request: HttpRequest, programme: Programme, register: Register, form: TakeInForm, code: int = 200
) -> HttpResponse:
    shown = overview(register, request.seat, now())
    context = {
        "programme": programme,
        "exchange": shown,
        "page": page_of(request, transfers(register), "-at"),
        "may_carry": permissions.can(request.seat, "carry", position=shown.own.position),
        "may_tell": permissions.can(request.seat, "tell", position=shown.own.position),
        "may_settle": permissions.can(request.seat, "settle", position=shown.own.position),
        "form": form,
    }
    return render(request, "exchange/programme.html", context, status=code)


@require_POST
def send(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """The file for the other side: what it has not proved to hold. Also kept in the list of transfers."""
    programme, register = matter(request, slug, "carry")
    log = own_log(register, request.seat)
    if not log.hosted:
        raise Refused("not_hosted", N_("This server does not write for %(side)s."), side=log.origin)
    at = now()
    data = actions.bundle_for(log, at)
    actions.note_sent(log, data, Way.FILE, at, str(request.seat.account))
    name = f"{slug}-{log.institution.slug}-{at:%Y%m%d-%H%M}.coop"
    return handed_out(data, "application/x-ndjson", name)


def by_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """The same file to the other side's mailbox: first what it will hold and where it goes, then it is sent."""
    programme, register = matter(request, slug, "carry")
    own = own_log(register, request.seat)
    other = other_log(own)
    shown = parcel(own, other)
    if request.method == "POST":
        count = actions.mail_by_hand(own, now(), str(request.seat.account))
        said = {"mailbox": shown.mailbox, "count": count}
        say(request, _("Sent by mail to %(mailbox)s. Mails: %(count)s.") % said)
        return redirect("exchange:programme", slug)
    context = {"programme": programme, "parcel": shown, "own": own, "other": other}
    return render(request, "exchange/by_mail.html", context)


@require_POST
def tell_known(request: HttpRequest, slug: str) -> HttpResponse:
    """What the side entered before its log told of it is told now."""
    programme, _register = matter(request, slug, "tell")
    told = actions.tell_known(programme=programme, by=request.seat, at=now())
    if told:
        say(request, _("Told: %(count)s statements. They go with the next file.") % {"count": told})
    else:
        say(request, _("Nothing was left to tell: your side’s log says all of it already."))
    return redirect("exchange:programme", slug)


@require_POST
def name_story(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say for one's own side which of two stories of the other side's log holds: the one that is here."""
    _programme, register = matter(request, slug, "settle")
    incident = get_object_or_404(open_incidents().filter(register=register), pk=number)
    record.name_story(incident=incident, by=request.seat, at=now())
    say(request, _("Said. Now give the other side the record file, and it says the same."))
    return redirect("exchange:programme", slug)


@require_POST
def take_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Files from the other side, whole or in parts, in any order. Each is taken in whole or not at all."""
    programme, register = matter(request, slug, "carry")
    form = TakeInForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, programme, register, form, 422)
    try:
        taken(request, form, partial(require_of, register))
    except Refused as refused:
        form.add_error("upload", words(refused))
        return _shown(request, programme, register, form, status(refused))
    return redirect("exchange:programme", slug)


def taken(request: HttpRequest, form: TakeInForm, require: Callable[[Source], None]) -> Register | None:
    """Take in the files of a form, each after `require` has let it pass, and say what they brought; the record of the last.
    Those before one that is refused stay taken in, and that is said."""
    added, register = 0, None
    files = parts.join(form.contents())
    for place, data in enumerate(files):
        try:
            require(data)
            done = actions.receive(data, way=Way.FILE, at=now(), who=str(request.seat.account))
        except Refused:
            if place:
                said = {"done": place, "of": len(files), "count": added}
                text = _(
                    "Taken in before the file that was refused: %(done)s of %(of)s files, with %(count)s new entries."
                )
                warn(request, text % said)
            raise
        added += done.outcome.added + done.outcome.refilled
        register = done.outcome.register
        for left in (*done.refused_files, *done.doubts):
            warn(request, words(left))
    if added:
        say(request, _("Taken in: %(count)s new entries.") % {"count": added})
    else:
        say(request, _("The file brought nothing new: everything in it was here already."))
    return register


def require_of(register: Register, data: Source) -> None:
    """A file of another programme is taken in on the page of that one."""
    if bundle.checked_head_of(data)["programme"] != register.programme:
        raise Refused(
            "other_programme", N_("This file belongs to another programme. Nothing was taken in from it.")
        )
