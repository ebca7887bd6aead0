"""Pages of the rotation: the rule of each level, the years, the next host."""

from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from songfai.kit.clock import now, today
from songfai.kit.saving import tried
from songfai.programmes.queries import side_of
from songfai.visits import actions
from songfai.visits.forms.rotation import RotationForm, TurnForm, rotation_values
from songfai.visits.models import Rotation
from songfai.visits.pages.parts import form_page, programme_of
from songfai.visits.permissions import check_may, is_own_year, may, may_agree
from songfai.visits.queries import rotations_of, sheets
from songfai.visits.states import Level, RotationKind
from songfai.visits.wording import beside_words, reason_words


def level_of(name: str) -> Level:
    if name not in set(Level):
        raise Http404
    return Level(name)


def rotation_of(request: HttpRequest, slug: str, name: str) -> Rotation:
    programme, level = programme_of(request, slug), level_of(name)
    rotation = get_object_or_404(rotations_of(programme), level=level)
    rotation.programme = programme
    return rotation


def position_of(request: HttpRequest, rotation: Rotation) -> int | None:
    side = side_of(rotation.programme, request.seat)
    return side.position if side else None


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Who hosted, who hosts next and why, level by level."""
    programme = programme_of(request, slug)
    found = {one.level: one for one in sheets(programme, today())}
    levels = []
    for level in Level:
        sheet = found.get(level)
        if sheet and sheet.rotation:
            sheet.rotation.programme = programme
        levels.append(
            {
                "level": level,
                "words": _(level.words),
                "sheet": sheet,
                "why": reason_words(sheet.next, programme) if sheet and sheet.next else "",
                "beside": beside_words(sheet.rotation) if sheet and sheet.rotation else None,
                "may_agree": bool(sheet and sheet.rotation and may_agree(request.seat, sheet.rotation)),
            }
        )
    own = side_of(programme, request.seat)
    context = {
        "programme": programme,
        "levels": levels,
        "own": own.position if own else None,
        "may_rule": may(request.seat, programme, "rotation"),
        "may_propose": may(request.seat, programme, "propose"),
    }
    return render(request, "visits/rotation.html", context)


def rule(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    """Propose the rule of a level, or another one."""
    programme, wanted = programme_of(request, slug), level_of(level)
    check_may(request.seat, programme, "rotation")

    def saved() -> Rotation | None:
        return rotations_of(programme).filter(level=wanted).first()

    def form_of(data: Any) -> RotationForm:
        return RotationForm(data, programme=programme, rotation=saved())

    def save(form: RotationForm) -> None:
        actions.propose_rotation(
            programme=programme,
            level=wanted,
            kind=RotationKind(form.cleaned_data["kind"]),
            order=form.hosts,
            basis=form.cleaned_data["basis"],
            by=request.seat,
            at=now(),
            seen_revision=form.seen_revision,
        )

    def fresh() -> dict[str, Any]:
        kept = saved()
        return rotation_values(kept) if kept else {}

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Proposed. It counts once the other side has agreed to it."))
        return redirect(f"{reverse('visits:rotation', args=[slug])}#h-{wanted}")
    return form_page(
        request,
        done,
        programme=programme,
        title=_("Who hosts in turn"),
        lead=_(wanted.words),
        back=f"{reverse('visits:rotation', args=[slug])}#h-{wanted}",
        save=_("Propose to the other side"),
    )


@require_POST
def agree(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    rotation = rotation_of(request, slug, level)
    typed = request.POST.get("seen", "")
    seen = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
    actions.agree_rotation(rotation=rotation, by=request.seat, at=now(), seen_revision=seen)
    messages.success(request, _("Agreed. The rule counts for both sides."))
    return redirect(f"{reverse('visits:rotation', args=[slug])}#h-{level}")


def year_asked(request: HttpRequest) -> int | None:
    """The year a link names, where it names one."""
    typed = request.GET.get("year", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else None


def turn(request: HttpRequest, slug: str, level: str) -> HttpResponse:
    """Record a year that was skipped, or hosted before this record began."""
    rotation = rotation_of(request, slug, level)
    check_may(request.seat, rotation.programme, "rotation")

    def form_of(data: Any) -> TurnForm:
        return TurnForm(data, programme=rotation.programme, initial={"year": year_asked(request)})

    def save(form: TurnForm) -> None:
        values = {name: form.cleaned_data[name] for name in ("year", "host", "reason")}
        actions.record_turn(rotation=rotation, by=request.seat, at=now(), **values)

    done = tried(request, form_of, save)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('visits:rotation', args=[slug])}#h-{level}")
    return form_page(
        request,
        done,
        programme=rotation.programme,
        title=_("Record a year"),
        lead=_(
            "A skipped year uses up nobody’s turn. Visits of this record stand in the rotation by themselves."
        ),
        back=f"{reverse('visits:rotation', args=[slug])}#h-{level}",
    )


@require_POST
def claim_turn(request: HttpRequest, slug: str, level: str, year: int) -> HttpResponse:
    rotation = rotation_of(request, slug, level)
    # One without a side, where there is one; where there is none, the action says that a side has it.
    row = rotation.turns.filter(year=year).order_by(F("side").asc(nulls_first=True)).first()
    if row is None:
        raise Http404
    row.rotation = rotation
    actions.claim_turn(turn=row, by=request.seat, at=now())
    messages.success(request, _("The year is now recorded by your side, and told to the other side."))
    return redirect(f"{reverse('visits:rotation', args=[slug])}#h-{level}")


@require_POST
def remove_turn(request: HttpRequest, slug: str, level: str, year: int) -> HttpResponse:
    rotation = rotation_of(request, slug, level)
    # One's own word on the year; where only the other side recorded it, the action says why it stays.
    rows = sorted(
        rotation.turns.filter(year=year), key=lambda one: not is_own_year(position_of(request, rotation), one)
    )
    if not rows:
        raise Http404
    row = rows[0]
    row.rotation = rotation
    actions.remove_turn(turn=row, by=request.seat, at=now())
    messages.success(request, _("The year was taken out."))
    return redirect(f"{reverse('visits:rotation', args=[slug])}#h-{level}")
