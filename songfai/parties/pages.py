from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from songfai.kit.clock import today
from songfai.kit.pictures import Lane, Stretch
from songfai.kit.shown import plain
from songfai.parties import queries
from songfai.parties.middleware import SESSION_KEY
from songfai.parties.models import Institution
from songfai.parties.permissions import can
from songfai.parties.rules import DAY
from songfai.people.queries import account_of


@require_POST
def switch_seat(request: HttpRequest) -> HttpResponse:
    """Act for another institution from now on, in this session."""
    typed = request.POST.get("seat", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    seat = get_object_or_404(queries.seats_of(account_of(request), today()), pk=number)
    request.session[SESSION_KEY] = seat.pk
    return redirect("desk:desk")


@require_GET
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """An institution over time: its names, what it took over and what it handed on, its units."""
    if not (request.user.is_staff or can(request.seat, "read") or can(request.seat, "administer")):
        raise Http404
    shown = get_object_or_404(queries.all_institutions(), slug=slug)
    lineage = queries.lineage()
    own = [row for row in lineage.rows if shown.pk in (row.predecessor_id, row.successor_id)]
    # Some years before the first change: before that nothing happened.
    first = min((row.on for row in own), default=today())
    start = max(date(first.year - 3, 1, 1), shown.valid_from or date.min)
    context = {
        "institution": shown,
        "names": shown.former_names,
        "named_since": max((one.until + DAY for one in shown.former_names), default=shown.valid_from),
        "taken_over": [row for row in own if row.successor_id == shown.pk],
        "handed_on": [row for row in own if row.predecessor_id == shown.pk],
        "units": queries.units_of(shown),
        "moves": queries.moves_of(shown),
        "parts": shown.parts.order_by("id"),
        "lanes": _lanes(shown, lineage),
        "start": min(start, first),
        "today": today(),
    }
    return render(request, "parties/history.html", context)


def _lanes(shown: Institution, lineage: queries.Lineage) -> list[Lane]:
    """Its functions and, from when they left it, who has had them; then whose functions it has taken over."""
    predecessors = {row.predecessor_id for row in lineage.rows if row.successor_id == shown.pk}
    bodies = [shown, *(lineage.bodies[pk] for pk in sorted(predecessors))]
    found = []
    for body in bodies:
        rows = [row for row in lineage.rows if row.predecessor_id == body.pk]
        fields = {row.field_id: row.field for row in rows if row.field_id is not None}
        for field in [None, *fields.values()]:
            what = plain(field.name) if field else _("everything else") if fields else _("everything")
            words = _("%(body)s: %(what)s") % {"body": plain(body.short_name or body.name), "what": what}
            found.append(Lane(words, _stretches(body, field.pk if field else None, lineage)))
    return found


def _stretches(body: Institution, field: int | None, lineage: queries.Lineage) -> list[Stretch]:
    spells = lineage.spells(body, field)
    if len(spells) > 1 and spells[0].body is None:
        spells = spells[1:]  # before it was founded
    named = lineage.bodies | {body.pk: body}
    return [
        Stretch(
            plain(named[spell.body].short_name_on(spell.since or date.min)) if spell.body else "",
            spell.since,
            spell.until,
        )
        for spell in spells
    ]
