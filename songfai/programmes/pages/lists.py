"""The seat's programmes, and the commitments of one: filtered, exported, and answered for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from songfai.kit.clock import today
from songfai.kit.countries import countries
from songfai.kit.export import export_response
from songfai.kit.formats import format_term
from songfai.kit.forms import current_language
from songfai.kit.languages import LANGUAGES
from songfai.kit.order import by_name
from songfai.kit.paging import page_of
from songfai.kit.tables import Column
from songfai.kit.text import fold
from songfai.parties import permissions as roles
from songfai.parties.models import Seat
from songfai.parties.queries import fields
from songfai.programmes import permissions, queries
from songfai.programmes.amendment_wording import Told, history_words
from songfai.programmes.models import Answerable, Commitment, Programme
from songfai.programmes.pages.answered import unit_words
from songfai.programmes.states import CommitmentType
from songfai.record.keys import partners_elsewhere
from songfai.record.states import Stage

FILTERS = ("q", "state", "field", "partner", "country")
# An export of a list of programmes, and the partners its filter offers, end here; nobody has so many.
EXPORTED, OFFERED = 5000, 500
STATES = [("draft", gettext_lazy("Draft")), *((stage.value, gettext_lazy(stage.words)) for stage in Stage)]


def best(value: Any) -> str:
    return value.best(current_language())[0] if value else ""


# ---------------------------------------------------------------- programmes


@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """The institution's programmes with every partner, its drafts, and the readings in progress."""
    asked = queries.Wanted(**{name: request.GET.get(name, "").strip()[:100] for name in FILTERS})
    order = request.GET.get("order", "")
    found = queries.narrowed(queries.visible_to(request.seat), asked, request.seat)
    key = f"order_{current_language()}" if order == "name" else "-created_at"
    if request.GET.get("export"):
        rows = found.order_by(key)[:EXPORTED]
        if file := export_response(request, rows, _programme_columns(), "programmes", _("Programmes")):
            return file
    page = page_of(request, found, key)
    language = current_language()
    named = queries.partners_of(request.seat).only("slug", "name", "short_name", "country")
    partners = list(named[:OFFERED])
    context = {
        "rows": [(one, format_term(one.term_start, one.term_end, language)) for one in page.rows],
        "page": page,
        "asked": asked,
        "order": order,
        "states": STATES,
        "fields": fields(),
        "partners": by_name(partners, language, lambda one: one.short_name or one.name),
        "countries": countries({one.country for one in partners}, language),
        "filtered": bool(asked) or not page.is_first,
        "readings": list(queries.readings_of(request.seat)[:20]),
        "may_draft": roles.can(request.seat, "draft"),
        "may_take_in": roles.can(request.seat, "registry") and partners_elsewhere(),
    }
    return render(request, "programmes/list.html", context)


def _side_name(position: int) -> Any:
    def name(programme: Programme) -> str:
        sides = {side.position: side for side in programme.sides.all()}
        return best(sides[position].full_name) if position in sides else ""

    return name


def _programme_columns() -> list[Column]:
    states = {str(value): str(words) for value, words in STATES}
    return [
        Column("title", _("Title"), lambda one: best(one.title)),
        Column("kind", _("Kind"), lambda one: one.get_kind_display()),
        Column("side_1", _("First side"), _side_name(1)),
        Column("side_2", _("Second side"), _side_name(2)),
        Column("signed_on", _("Date of signing"), "signed_on", kind="date"),
        Column("term", _("Term"), lambda one: format_term(one.term_start, one.term_end, current_language())),
        Column("state", _("State"), lambda one: states[one.stage]),
    ]


# ---------------------------------------------------------------- commitments


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment with who answers for it on each side, in the order of the sides."""

    commitment: Commitment
    answerables: list[Answerable | None]
    may: frozenset[int]  # positions of the sides for which the viewer names who answers
    history: Sequence[Told] = ()


def _rows(programme: Programme, asked: dict[str, str], seat: Seat | None) -> list[Row]:
    side = queries.side_of(programme, seat)
    own = side.position if side else None
    mine = {own} if own and permissions.can_own_side(seat, side, "answerable") else set()
    inherited = queries.inherited_here(programme, seat)
    positions = [side.position for side in programme.sides.all()]
    found = queries.commitments_of(programme)
    if asked["type"]:
        found = found.filter(type=asked["type"])
    if asked["field"]:
        found = found.filter(field__slug=asked["field"])
    words = fold(asked["q"]).split()
    history = history_words(programme) if not programme.is_open else {}
    rows: list[Row] = []
    queries.with_heirs_of(found, today())
    for one in found:
        named = {answerable.side.position: answerable for answerable in one.answerables.all()}
        hay = fold(" ".join(text.get(code) for text in (one.text, one.short) for code in LANGUAGES))
        if any(word not in hay for word in words):
            continue
        if asked["answered"] == "no" and own is not None and own in named:
            continue
        may = mine | {position for position, field in inherited if field == one.field_id}
        answerables = [named.get(position) for position in positions]
        rows.append(Row(one, answerables, frozenset(may), history.get(one.number, ())))
    return rows


@require_GET
def commitments(request: HttpRequest, slug: str) -> HttpResponse:
    programme = get_object_or_404(queries.visible_to(request.seat), slug=slug)
    own = queries.side_of(programme, request.seat)
    asked = {name: request.GET.get(name, "") for name in ("q", "type", "field", "answered")}
    rows = _rows(programme, asked, request.seat)
    export = export_response(
        request, rows, _commitment_columns(programme), f"{slug}-commitments", _("Commitments")
    )
    if export is not None:
        return export
    context = {
        "programme": programme,
        "rows": rows,
        "asked": asked,
        "filtered": any(asked.values()),
        "types": [(kind.value, _(kind.words)) for kind in CommitmentType],
        "fields": fields(),
        "own": own,
        "may_name": permissions.can_own_side(request.seat, own, "answerable"),
        "may_edit": permissions.can_draft(request.seat, programme) and programme.is_open,
        "is_in_force": programme.stage == Stage.IN_FORCE,
    }
    return render(request, "programmes/commitments.html", context)


def _commitment_columns(programme: Programme) -> list[Column]:
    columns = [
        Column("number", _("Number"), lambda row: row.commitment.number, kind="number"),
        *(
            Column(f"text_{code}", words, _text_in(code))
            for code, words in (
                ("lo", _("Commitment, Lao")),
                ("vi", _("Commitment, Vietnamese")),
                ("en", _("Commitment, English")),
            )
        ),
        Column("type", _("Type"), lambda row: row.commitment.get_type_display()),
        Column(
            "field", _("Field"), lambda row: best(row.commitment.field.name) if row.commitment.field else ""
        ),
        Column("bearer", _("Who carries it out"), lambda row: row.commitment.get_bearer_display()),
        Column("due", _("Deadline"), lambda row: row.commitment.due, kind="date"),
        Column("amended_on", _("Last amended"), _amended_on, kind="date"),
    ]
    for place, side in enumerate(programme.sides.all()):
        name = best(side.display_name)
        columns.append(
            Column(
                f"unit_{side.position}",
                _("%(side)s: unit that answers") % {"side": name},
                _unit(place),
            )
        )
        columns.append(
            Column(
                f"person_{side.position}",
                _("%(side)s: person who answers") % {"side": name},
                _person(place),
            )
        )
        if programme.has_further:
            named = _("%(side)s: carried out by") % {"side": name}
            columns.append(Column(f"party_{side.position}", named, _party(place)))
    return columns


def _amended_on(row: Row) -> Any:
    """The day both sides had agreed the last amendment of the commitment."""
    paper = row.history[-1].amendment.document if row.history else None
    agreed = paper.standing.accepted_at if paper else None
    return localdate(agreed) if agreed else None


def _text_in(code: str) -> Callable[[Row], str]:
    return lambda row: row.commitment.text.get(code)


def _unit(place: int) -> Callable[[Row], str]:
    return lambda row: unit_words(row.answerables[place])


def _person(place: int) -> Callable[[Row], str]:
    return lambda row: _person_of(row.answerables[place])


def _party(place: int) -> Callable[[Row], str]:
    return lambda row: _party_of(row.answerables[place])


def _party_of(answerable: Answerable | None) -> str:
    return best(answerable.party.display_name) if answerable and answerable.party else ""


def _person_of(answerable: Answerable | None) -> str:
    return best(answerable.person.name) if answerable and answerable.person else ""
