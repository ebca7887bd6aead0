"""Pages of the lines of a visit: add one, change one, take one out. All kinds of line work the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.kit.clock import now
from songfai.kit.forms import current_language
from songfai.kit.saving import tried
from songfai.programmes.queries import bodies_of
from songfai.visits import actions
from songfai.visits.actions.lines import line_stamp
from songfai.visits.forms.lines import CostForm, EntryForm, GiftForm, MemberForm, as_said
from songfai.visits.forms.visits import SeenForm
from songfai.visits.models import Visit
from songfai.visits.pages.parts import form_page, visit_of
from songfai.visits.permissions import check_may, check_own_line
from songfai.visits.queries import clashes_of, with_parts
from songfai.visits.rules import named_twice, require_open
from songfai.visits.states import VisitState


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of line is read, typed and saved."""

    what: str
    rows: str
    form: Callable[..., SeenForm]
    filled: Callable[[Any], dict[str, Any]]
    save: Callable[..., Any]
    add: Any
    change: Any
    lead: Any
    anchor: str


def _member(line: Any) -> dict[str, Any]:
    known = hasattr(line.person, "account")
    values = {"person": line.person if known else None, "post": line.post, "role": line.role}
    if not known:
        values |= {"name": line.person.name, "courtesy": line.person.courtesy}
    return values | {"number": line.number, "crosses": line.crosses}


def _save_member(visit: Visit, line: Any, form: SeenForm, **told: Any) -> Any:
    given = form.cleaned_data
    values = {name: given[name] for name in ("post", "role", "crosses")}
    if given["number"] or line is None:
        values["number"] = given["number"]
    who = {name: given[name] for name in ("person", "name", "courtesy")}
    return actions.save_member(visit=visit, member=line, values=values, **who, **told)


def _save_entry(visit: Visit, line: Any, form: EntryForm, **told: Any) -> Any:
    return actions.save_entry(visit=visit, entry=line, values=form.values(), **told)


def _without_seen(form: SeenForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def _save_gift(visit: Visit, line: Any, form: SeenForm, **told: Any) -> Any:
    return actions.save_gift(visit=visit, gift=line, values=_without_seen(form), **told)


def _save_cost(visit: Visit, line: Any, form: SeenForm, **told: Any) -> Any:
    return actions.save_cost(visit=visit, cost=line, values=_without_seen(form), **told)


KINDS = {
    "members": Kind(
        what="delegation",
        rows="members",
        form=MemberForm,
        filled=_member,
        save=_save_member,
        add=gettext_lazy("Add somebody to the delegation"),
        change=gettext_lazy("Change a member of the delegation"),
        lead=gettext_lazy("Only the travelling side writes its delegation."),
        anchor="h-members",
    ),
    "days": Kind(
        what="programme",
        rows="entries",
        form=EntryForm,
        filled=lambda line: {"day": line.day, "at": line.at, "text": line.text, "place": line.place},
        save=_save_entry,
        add=gettext_lazy("Add a line of the programme"),
        change=gettext_lazy("Change a line of the programme"),
        lead=gettext_lazy("Both sides write the programme. Meetings stand in it by themselves."),
        anchor="h-days",
    ),
    "gifts": Kind(
        what="own_lines",
        rows="gifts",
        form=GiftForm,
        filled=lambda line: {
            "text": line.text,
            "recipient": line.recipient,
            "crosses": line.crosses,
            "value": as_said(line.value, line.currency),
            "currency": line.currency,
        },
        save=_save_gift,
        add=gettext_lazy("Add a gift"),
        change=gettext_lazy("Change a gift"),
        lead=gettext_lazy("Each side writes down what it gave."),
        anchor="h-gifts",
    ),
    "costs": Kind(
        what="own_lines",
        rows="costs",
        form=CostForm,
        filled=lambda line: {
            "kind": line.kind,
            "planned": as_said(line.planned, line.currency),
            "spent": as_said(line.spent, line.currency),
            "currency": line.currency,
            "note": line.note,
        },
        save=_save_cost,
        add=gettext_lazy("Add a cost"),
        change=gettext_lazy("Change a cost"),
        lead=gettext_lazy("Each side writes its own costs, in its own money."),
        anchor="h-costs",
    ),
}


def kind_of(what: str) -> Kind:
    if what not in KINDS:
        raise Http404
    return KINDS[what]


def edit(request: HttpRequest, slug: str, key: UUID, what: str, number: int | None = None) -> HttpResponse:
    """Add a line, or change one of those one's own side may write."""
    kind, shown = kind_of(what), visit_of(request, slug, key)
    position = check_may(request.seat, shown.programme, kind.what, shown)
    rows = getattr(shown, kind.rows)
    line = get_object_or_404(rows.all(), pk=number) if number else None
    if line is not None and hasattr(line, "side"):
        check_own_line(position, line.side)
    if request.method != "POST":
        require_open(VisitState(shown.state))
    more = {}
    if kind.form is MemberForm:
        more["bodies"] = bodies_of(request.seat)

    def form_of(data: Any) -> SeenForm:
        initial = kind.filled(line) | {"seen": line_stamp(line)} if line else {}
        return kind.form(data, initial=initial, **more)

    def save(form: SeenForm) -> None:
        seen = form.cleaned_data["seen"] if line else None
        kind.save(shown, line, form, seen=seen, by=request.seat, at=now())

    def fresh() -> dict[str, Any]:
        saved = rows.filter(pk=number or 0).first()
        return kind.filled(saved) | {"seen": line_stamp(saved)} if saved else {}

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        if kind.form is MemberForm:
            warn_of_clashes(request, shown)
        return redirect(f"{reverse('visits:visit', args=[slug, key])}#{kind.anchor}")
    return form_page(
        request,
        done,
        programme=shown.programme,
        visit=shown,
        title=kind.change if line else kind.add,
        lead=kind.lead,
        back=f"{reverse('visits:visit', args=[slug, key])}#{kind.anchor}",
    )


def warn_of_clashes(request: HttpRequest, shown: Visit) -> None:
    """Said at once, not refused: somebody may still change the other visit."""
    fresh = visit_of(request, shown.programme.slug, shown.key, shown=with_parts)
    for clash in clashes_of(fresh, request.seat):
        messages.warning(
            request,
            _("%(person)s is in two places at once: also in “%(visit)s”.")
            % {"person": clash.name, "visit": clash.other.title.best(current_language())[0]},
        )
    for name in named_twice([member.person.name for member in fresh.members.all()]):
        messages.warning(
            request,
            _("Two in the delegation are named %(name)s. If this is one person, take one line out.")
            % {"name": name},
        )


@require_POST
def remove(request: HttpRequest, slug: str, key: UUID, what: str, number: int) -> HttpResponse:
    kind, shown = kind_of(what), visit_of(request, slug, key)
    line = getattr(shown, kind.rows).filter(pk=number).first()
    if line is None:
        messages.info(request, _("Somebody took this line out meanwhile."))
    else:
        line.visit = shown
        actions.remove_line(line=line, by=request.seat, at=now())
        messages.success(request, _("The line was taken out."))
    return redirect(f"{reverse('visits:visit', args=[slug, key])}#{kind.anchor}")
