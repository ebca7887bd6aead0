"""Pages of duties: what is due, when, on what basis, how it was counted; one duty with its extensions and confirmations."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.deadlines.permissions import keeper_of, may_keep
from songfai.deadlines.queries import gaps_of
from songfai.deadlines.wording import how_counted, limit_in_words
from songfai.duties import actions, queries
from songfai.duties.apart import asides
from songfai.duties.forms import ConfirmForm, DutyForm, ExtendForm, FilterForm, StartForm
from songfai.duties.models import Duty, Extension
from songfai.duties.permissions import check_may, may, may_answer, may_withdraw, side_in
from songfai.duties.rules import standing
from songfai.files.actions import read_upload
from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.export import export_response
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.kit.tables import Column
from songfai.parties.permissions import can
from songfai.people.queries import account_of
from songfai.programmes.models import Programme
from songfai.programmes.queries import visible_to


def owner(duty: Duty) -> Any:
    names = {side.position: side.name_on(duty.starts_on) for side in duty.programme.sides.all()}
    return names.get(duty.side, _("Both sides"))


def rests_on(duty: Duty) -> Any:
    """The legal basis of the version that was used, else what was written by hand."""
    return duty.basis or (duty.version.basis if duty.version else "")


COLUMNS = [
    Column("programme", gettext_lazy("Programme"), lambda row: row.programme.title),
    Column("title", gettext_lazy("What is due"), lambda row: row.title),
    Column("side", gettext_lazy("Who owes it"), owner),
    Column("starts_on", gettext_lazy("First day"), lambda row: row.starts_on, "date"),
    Column("due", gettext_lazy("Last day"), lambda row: row.due, "date"),
    Column("met_on", gettext_lazy("Met on"), lambda row: row.met, "date"),
    Column("limit", gettext_lazy("Limit"), lambda row: limit_in_words(row.how.limit) if row.how else ""),
    Column("how", gettext_lazy("How it was counted"), lambda row: " ".join(how_counted(row.how))),
    Column("basis", gettext_lazy("What it rests on"), rests_on),
    Column("extensions", gettext_lazy("Extensions"), lambda row: len(row.extensions.all()), "number"),
]


def programme_of(request: HttpRequest, slug: str) -> Programme:
    return get_object_or_404(visible_to(request.seat).exclude(register=None), slug=slug)


def duty_of(request: HttpRequest, slug: str, key: UUID) -> Duty:
    programme = programme_of(request, slug)
    found = get_object_or_404(queries.duties_visible_to(request.seat, programme), key=key)
    found.programme = programme
    return found


def everywhere(request: HttpRequest) -> HttpResponse:
    """Duties of all one's programmes; without a seat there are none."""
    return listed(request, None)


def index(request: HttpRequest, slug: str) -> HttpResponse:
    return listed(request, programme_of(request, slug))


def listed(request: HttpRequest, programme: Programme | None) -> HttpResponse:
    day = today()
    programmes = list(queries.programmes_of(request.seat)[:100]) if programme is None else []
    form = FilterForm(request.GET or None, programme=programme, programmes=programmes)
    given = form.cleaned_data if form.is_valid() else {}
    wanted = queries.Filter(given.get("state", ""), given.get("side"), given.get("programme", ""))
    rows = queries.narrowed(queries.duties_visible_to(request.seat, programme), wanted, day)
    if file := export_response(request, rows.order_by("listed_on", "pk"), COLUMNS, "duties", _("Deadlines")):
        return file
    page = page_of(request, rows, "listed_on")
    context: dict[str, Any] = {
        "programme": programme,
        "page": page,
        "rows": [in_list(one, day) for one in page.rows],
        "form": form,
        "narrowed": wanted != queries.Filter(),
        "day": day,
    }
    if programme is not None:
        own = side_in(request.seat, programme) is not None
        context |= {
            "dates": queries.dates_of(programme),
            "can_open": own and can(request.seat, "record"),
        }
    return render(request, "duties/list.html" if programme else "duties/all.html", context)


def in_list(duty: Duty, day: Any) -> dict[str, Any]:
    return {
        "duty": duty,
        "day": day,
        "state": standing(duty.due, duty.met, day, duty.programme.closed_on is not None),
        "sentences": how_counted(duty.how),
        "basis": rests_on(duty),
        "moved": duty.due != duty.first_due,
    }


def new(request: HttpRequest, slug: str) -> HttpResponse:
    programme = programme_of(request, slug)
    position = side_in(request.seat, programme)
    check_may(request.seat, Duty(programme=programme, side=0), "open")
    form, code = DutyForm(request.POST or None, programme=programme, position=position or 0), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                made = actions.open_duty(
                    programme=programme, values=form.values(), starts_on=given["starts_on"], due=given["due"],
                    by=request.seat, at=now(),
                )  # fmt: skip
                messages.success(request, _("Saved."))
                return redirect("duties:duty", slug, made.key)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    return render(request, "duties/new.html", {"programme": programme, "form": form}, status=code)


@require_POST
def follow(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A date of the programme's rhythm becomes a duty that can be extended."""
    programme = programme_of(request, slug)
    obligation = get_object_or_404(programme.obligations.all(), pk=number)
    obligation.programme = programme
    made = actions.follow(obligation=obligation, by=request.seat, at=now())
    return redirect("duties:duty", slug, made.key)


def duty(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return shown(request, duty_of(request, slug, key))


def shown(
    request: HttpRequest, row: Duty, forms: dict[str, Any] | None = None, code: int = 200
) -> HttpResponse:
    """One duty, with what this person may do about it."""
    day, seat = today(), request.seat
    counted_now = actions.counted_now(row) if not row.met and row.due == row.first_due else None
    waiting = queries.open_extension(row)
    if waiting is not None:
        waiting.duty = row
    confirmed = {one.side: one for one in row.confirmations.all()}
    position = side_in(seat, row.programme)
    context: dict[str, Any] = in_list(row, day) | {
        "programme": row.programme,
        "position": position,
        "lacking": gaps_of(row.how) if not row.met else [],
        "keeps_calendar": may_keep(keeper_of(account_of(request), seat), None),
        "asides": asides(row),
        "confirmed": [(side, confirmed.get(side.position)) for side in row.programme.sides.all()
                      if side.position in row.confirming_sides],
        "extensions": list(row.extensions.all()),
        "waiting": waiting,
        "counted_now": counted_now if counted_now and counted_now.due != row.due else None,
        "can_start": row.due is None and not row.met and may(seat, row, "start"),
        "can_extend": row.due is not None and not row.met and waiting is None and may(seat, row, "extend"),
        "can_recount": may(seat, row, "recount"),
        "can_decide": not row.met and may(seat, row, "start"),
        "can_confirm": row.due is not None and not row.met and may(seat, row, "confirm")
        and position not in confirmed,
        "can_take_back": not row.met and position in confirmed and may(seat, row, "take_back"),
        "can_answer": waiting is not None and may_answer(seat, waiting),
        "can_withdraw": waiting is not None and may_withdraw(seat, waiting),
        "start_form": StartForm(initial={"seen": row.revision, "basis": row.basis}),
        "confirm_form": ConfirmForm(initial={"seen": row.revision, "done_on": day}),
    }  # fmt: skip
    return render(request, "duties/duty.html", context | (forms or {}), status=code)


@require_POST
def start(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    said = _("The duty has begun; its last day is counted.")
    return typed_on(request, slug, key, "start_form", StartForm(request.POST), actions.start_duty, said)


@require_POST
def confirm(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    said = _("Confirmed by your side.")
    return typed_on(request, slug, key, "confirm_form", ConfirmForm(request.POST), actions.confirm_duty, said)


def typed_on(
    request: HttpRequest,
    slug: str,
    key: UUID,
    name: str,
    form: Form,
    action: Callable[..., object],
    said: str,
) -> HttpResponse:
    """Do with what was typed on the duty's own page, whose form there is called `name`; a refusal shows the page again."""
    row, code = duty_of(request, slug, key), 422
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            action(duty=row, seen_revision=given.pop("seen"), by=request.seat, at=now(), **given)
            messages.success(request, said)
            return redirect("duties:duty", slug, key)
        except Refused as refused:
            form.add_error(None, words(refused))
            code = status(refused)
    return shown(request, duty_of(request, slug, key), {name: form}, code)


@require_POST
def recount(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return pressed(request, slug, key, actions.recount, _("The last day is counted anew."))


@require_POST
def take_back(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return pressed(request, slug, key, actions.take_back, _("Your side’s confirmation is taken back."))


@require_POST
def put_in_place(request: HttpRequest, slug: str, key: UUID, side: int) -> HttpResponse:
    return pressed(
        request,
        slug,
        key,
        partial(actions.put_in_place, side=side),
        _("It stands now. The other side has been told."),
    )


@require_POST
def let_go(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    return pressed(
        request, slug, key, actions.let_go, _("Left as it stands. What your side wrote stays in the record.")
    )


def pressed(
    request: HttpRequest, slug: str, key: UUID, action: Callable[..., object], said: str
) -> HttpResponse:
    """A button that asks for nothing else."""
    action(duty=duty_of(request, slug, key), by=request.seat, at=now())
    messages.success(request, said)
    return redirect("duties:duty", slug, key)


def extend(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """A later last day, with the paper that gives it."""
    row, code = duty_of(request, slug, key), 200
    check_may(request.seat, row, "extend")
    form = ExtendForm(request.POST or None, request.FILES or None, initial={"seen": row.revision})
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                actions.extend(
                    duty=row, new_due=form.cleaned_data["new_due"], reason=form.cleaned_data["reason"],
                    paper=paper(form), seen_revision=form.cleaned_data["seen"], by=request.seat, at=now(),
                )  # fmt: skip
                messages.success(request, _("Saved. The other side has been told."))
                return redirect("duties:duty", slug, key)
            except Refused as refused:
                row, code = duty_of(request, slug, key), status(refused)
                if isinstance(refused, Changed):
                    form.data = {**form.data.dict(), "seen": str(row.revision)}  # type: ignore[attr-defined]
                form.add_error(None, words(refused))
    context = {"programme": row.programme, "duty": row, "form": form}
    return render(request, "duties/extend.html", context, status=code)


def paper(form: ExtendForm) -> actions.Paper:
    upload = form.cleaned_data["file"]
    if not upload:
        return actions.Paper(form.cleaned_data["paper"])
    return actions.Paper(
        form.cleaned_data["paper"], upload.name, read_upload(upload), crosses=form.cleaned_data["crosses"]
    )


def extension_of(request: HttpRequest, slug: str, key: UUID, number: int) -> Extension:
    row = duty_of(request, slug, key)
    extension = get_object_or_404(row.extensions.all(), pk=number)
    extension.duty = row
    return extension


@require_POST
def agree(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    extension = extension_of(request, slug, key, number)
    actions.answer_extension(extension=extension, agreed=True, answer="", by=request.seat, at=now())
    messages.success(request, _("Agreed. The later day holds for both sides."))
    return redirect("duties:duty", slug, key)


@require_POST
def decline(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    typed = request.POST.get("answer", "")

    def answer(extension: Extension) -> object:
        return actions.answer_extension(
            extension=extension, agreed=False, answer=typed, by=request.seat, at=now()
        )

    return settled(request, extension_of(request, slug, key, number), answer, typed)


@require_POST
def withdraw(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    def take(extension: Extension) -> object:
        return actions.withdraw_extension(extension=extension, by=request.seat, at=now())

    return settled(request, extension_of(request, slug, key, number), take, "")


def settled(
    request: HttpRequest, extension: Extension, action: Callable[[Extension], object], typed: str
) -> HttpResponse:
    """A refusal shows the page again with what was typed."""
    row = extension.duty
    try:
        action(extension)
    except NotPermitted:
        raise
    except Refused as refused:
        again = duty_of(request, row.programme.slug, row.key)
        return shown(request, again, {"answer_error": words(refused), "typed_answer": typed}, status(refused))
    messages.success(request, _("Saved. The other side has been told."))
    return redirect("duties:duty", row.programme.slug, row.key)
