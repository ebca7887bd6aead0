"""Who answered for what on a day, the counterpart pairs over time, and one's own unit for a field."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songfai.kit.clock import now, today
from songfai.kit.dates import PartialDate
from songfai.kit.export import export_response
from songfai.kit.formats import format_date
from songfai.kit.forms import current_language
from songfai.kit.notes import say
from songfai.kit.pictures import Lane, Stretch
from songfai.kit.saving import Attempt, attempt
from songfai.kit.shown import plain
from songfai.kit.tables import Column
from songfai.parties.models import Field
from songfai.programmes import actions, permissions, queries
from songfai.programmes.actions.counterparts import counterpart_stamp
from songfai.programmes.answered import Book, Cell, Day, Named, book_of, stands_until
from songfai.programmes.forms.editing import CounterpartForm, DayForm
from songfai.programmes.models import Answerable, Counterpart, Programme, Side
from songfai.programmes.spells import Pair


@require_GET
def answered(request: HttpRequest, slug: str) -> HttpResponse:
    """Who answered on a day: `?on=2023-06-01`, or as a person writes a date; today unasked."""
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    form = DayForm({"on": request.GET.get("on") or PartialDate.of(today())})
    code = 200 if form.is_valid() else 422
    day = form.cleaned_data["on"] if code == 200 else today()
    book = book_of(programme)
    shown = book.on(day, queries.commitments_of(programme))
    name = f"{slug}-answered-{day.isoformat()}"
    if file := export_response(request, list(_lines(shown)), _columns(book), name, _("Who answered")):
        return file
    first, last = first_day(programme), max(today(), programme.term_end.due() or today())
    context = {
        "programme": programme,
        "form": form,
        "shown": shown,
        "changes": [one for one in book.changes() if one >= first],
        "lines": book.lines(),
        "signed": first,
        "today": today(),
        "lanes": [
            (side, [_lane(book, side, field) for field in (None, *book.moved(side))]) for side in book.sides
        ],
        "start": first,
        "end": last,
        "own": queries.side_of(programme, request.seat),
    }
    return render(request, "programmes/answered.html", context, status=code)


def first_day(programme: Programme) -> date:
    signed = programme.signed_on.first_day() if programme.signed_on else None
    return signed or programme.term_start.first_day() or today()


def _lane(book: Book, side: Side, field: Any) -> Lane:
    """Who has answered for a field on a side, from the signing on."""
    first = first_day(book.programme)
    spells = book.lineage.spells(side.institution, field.pk if field else None)
    return Lane(
        plain(field.name) if field else _("The side as a whole"),
        [
            Stretch(_called(book, side, spell.body, spell.since or first), spell.since, spell.until)
            for spell in spells
            if spell.until is None or spell.until >= first
        ],
    )


def _called(book: Book, side: Side, body: int | None, day: date) -> str:
    if body is None:
        return ""
    institution = side.institution if body == side.institution_id else book.lineage.bodies[body]
    return plain(institution.short_name_on(day))


def _lines(shown: Day) -> Any:
    """One line of the table that is exported: what, and who on each side."""
    for row in shown.fields:
        yield _("Field"), row.field.name, row.cells
    for one in shown.commitments:
        yield _("Commitment"), one.commitment.short or one.commitment.text, one.cells


def _columns(book: Book) -> list[Column]:
    columns = [
        Column("kind", gettext_lazy("Kind"), lambda row: row[0]),
        Column("what", gettext_lazy("What"), lambda row: plain(row[1])),
    ]
    for place, side in enumerate(book.sides):
        name = plain(side.display_name)
        columns += [
            Column(f"body_{side.position}", _("%(side)s: institution") % {"side": name}, _body(place)),
            Column(f"unit_{side.position}", _("%(side)s: unit that answers") % {"side": name}, _unit(place)),
            Column(
                f"person_{side.position}", _("%(side)s: person who answers") % {"side": name}, _person(place)
            ),
        ]
    return columns


def _body(place: int) -> Any:
    def name(row: Any) -> str:
        bearing = row[2][place].bearing
        return plain(bearing.institution.name_on(bearing.day)) if bearing.institution else ""

    return name


def _unit(place: int) -> Any:
    def name(row: Any) -> str:
        cell: Cell = row[2][place]
        return unit_words(cell.named)

    return name


def unit_words(named: Named | Answerable | None) -> str:
    """As a table that is exported has it: who carries on, else the unit named and the day it ended."""
    if named is None or named.unit is None:
        return ""
    if named.heir:
        return plain(named.heir.name)
    name = plain(named.unit.name)
    if not named.ended:
        return name
    return _("%(unit)s (ended on %(day)s)") % {
        "unit": name,
        "day": format_date(named.unit.valid_to, current_language()),
    }


def _person(place: int) -> Any:
    def name(row: Any) -> str:
        named = row[2][place].named
        return plain(named.person.name) if named and named.person else ""

    return name


# ---------------------------------------------------------------- counterpart pairs


PAIR_COLUMNS = [
    Column("field", gettext_lazy("Field"), lambda row: plain(row[0].name)),
    Column("from", gettext_lazy("From"), lambda row: row[1].since, kind="date"),
    Column("to", gettext_lazy("To"), lambda row: row[1].until, kind="date"),
    Column("first", gettext_lazy("First side"), lambda row: plain(row[1].first.answers.name) if row[1].first else ""),
    Column("second", gettext_lazy("Second side"), lambda row: plain(row[1].second.answers.name) if row[1].second else ""),
    Column("basis_1", gettext_lazy("Founding document, first side"), lambda row: row[1].first.basis if row[1].first else ""),
    Column("basis_2", gettext_lazy("Founding document, second side"), lambda row: row[1].second.basis if row[1].second else ""),
]  # fmt: skip


def _pairs_row(
    book: Book, field: Field, pairs: list[Pair[Counterpart]], positions: set[int]
) -> dict[str, Any]:
    """Who stands for the field now, or who is to name somebody; and who stood for it before. `positions`: the sides for
    which the reader may name a unit."""
    now = next((pair for pair in pairs if pair.until is None), None)
    units = (now.first, now.second) if now else (None, None)
    return {
        "field": field,
        "now": now,
        "cells": [
            {
                "side": side,
                "unit": unit,
                "bearing": book.bearing(side, field.pk, today()),
                "may": side.position in positions,
            }
            for side, unit in zip(book.sides, units, strict=True)
        ],
        "before": [pair for pair in pairs if pair.until is not None][::-1],
        "may": bool(positions),
    }


@require_GET
def counterparts(request: HttpRequest, slug: str) -> HttpResponse:
    """The pairs of units by field, now and before."""
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    book = book_of(programme)
    rows = [(field, book.pairs(field)) for field in book.fields]
    flat = [(field, pair) for field, pairs in rows for pair in pairs]
    if file := export_response(request, flat, PAIR_COLUMNS, f"{slug}-pairs", _("Counterpart pairs")):
        return file
    own = queries.side_of(programme, request.seat)
    may = permissions.can_own_side(request.seat, own, "answerable")
    inherited = queries.inherited_here(programme, request.seat)

    bodies = queries.bodies_of(request.seat)

    def positions(field: Field) -> set[int]:
        """The sides for which the seat names a unit: for a field that has passed on, whoever has it now."""
        body = book.bearing(own, field.pk, today()).institution if own and may else None
        mine = {own.position} if own and may and (body is None or body.pk in bodies) else set()
        return mine | {position for position, one in inherited if one == field.pk}

    context = {
        "programme": programme,
        "rows": [_pairs_row(book, field, pairs, positions(field)) for field, pairs in rows],
        "sides": book.sides,
    }
    return render(request, "programmes/counterparts.html", context)


def _standing(own: Side, field: Field) -> tuple[Counterpart | None, date | None]:
    """The unit last named for the field and, where another body has taken the field over since, its last day."""
    row = queries.counterpart_of(own, field)
    return row, stands_until(row, own) if row else None


@require_http_methods(["GET", "POST"])
def counterpart(request: HttpRequest, slug: str, field: str) -> HttpResponse:
    """Name one's own unit for a field."""
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    wanted = get_object_or_404(queries.fields_of(programme), slug=field)
    own = queries.side_of(programme, request.seat, wanted.pk)
    permissions.check_own_side(request.seat, own, "answerable", wanted.pk)
    assert own is not None

    row, until = _standing(own, wanted)

    def initial() -> dict[str, Any]:
        stands = row is not None and until is None
        filled = {name: getattr(row, name) for name in ("unit", "person", "basis")} if stands else {}
        return {**filled, "seen": counterpart_stamp(row)}

    def fresh() -> dict[str, Any]:
        """As it is since somebody else has saved."""
        nonlocal row, until
        row, until = _standing(own, wanted)
        return initial()

    def build(data: Any = None, **kwargs: Any) -> CounterpartForm:
        return CounterpartForm(data, bodies=queries.bodies_of(request.seat), **kwargs)

    def save(form: CounterpartForm) -> None:
        values = {**form.values(), "seen": form.cleaned_data["seen"]}
        actions.name_counterpart(programme=programme, field=wanted, **values, by=request.seat, at=now())

    done = Attempt(build(initial={**initial(), "since": today()}))
    if request.method == "POST":
        done = attempt(request, build(request.POST), save, fresh=fresh, again=build)
        if done.done:
            say(request, _("Saved."))
            return redirect(f"{reverse('programmes:counterparts', args=[slug])}#f-{field}")
    context = {
        "programme": programme,
        "own": own,
        "field": wanted,
        "now": row,
        "until": until,
        "form": done.form,
        "differences": done.differences,
    }
    return render(request, "programmes/counterpart.html", context, status=done.code)


def _row_of(request: HttpRequest, slug: str, number: int) -> Counterpart:
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    row = get_object_or_404(queries.counterparts_of(programme), pk=number)
    row.side = next(side for side in programme.sides.all() if side.pk == row.side_id)
    return row


@require_POST
def end_counterpart(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """From tomorrow on the unit stands for the field no longer; it can be undone."""
    row = _row_of(request, slug, number)
    actions.end_counterpart(row=row, until=today(), by=request.seat, at=now())
    undo = reverse("programmes:resume_counterpart", args=[slug, number])
    say(request, _("From tomorrow on no unit of your side stands for this field."), undo=undo)
    return redirect("programmes:counterparts", slug)


@require_POST
def resume_counterpart(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    actions.resume_counterpart(row=_row_of(request, slug, number), by=request.seat, at=now())
    say(request, _("The unit stands for the field as before."))
    return redirect("programmes:counterparts", slug)
