"""Pages of activities: the list with its filters, one activity, its figures and evidence."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from songfai.files.actions import read_upload
from songfai.files.serving import as_download
from songfai.kit.clock import now, today
from songfai.kit.errors import Changed, Refused
from songfai.kit.export import export_response
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.kit.saving import tried
from songfai.kit.tables import Column
from songfai.parties.permissions import can
from songfai.plans import actions
from songfai.plans.forms import (
    ACTIVITY_FIELDS,
    FIGURE_FIELDS,
    ActivityForm,
    EvidenceForm,
    FigureFormSet,
    FilterForm,
    OutputFormSet,
    ParticipationFormSet,
)
from songfai.plans.models import Activity
from songfai.plans.pages.plans import programme_of, seen_revision
from songfai.plans.permissions import can_change_activity, check_own_activity, may_read_evidence
from songfai.plans.queries import Filter, activities_of, listed, narrowed, who_answers
from songfai.programmes.models import Programme
from songfai.programmes.queries import as_of, bodies_of, side_of, takes_part

COLUMNS = [
    Column("number", gettext_lazy("Commitment"), lambda row: row.commitment.number, "number"),
    Column("title", gettext_lazy("Activity"), lambda row: row.title),
    Column("kind", gettext_lazy("Kind"), lambda row: row.get_kind_display()),
    Column("starts_on", gettext_lazy("First day"), lambda row: row.starts_on, "date"),
    Column("ends_on", gettext_lazy("Last day"), lambda row: row.ends_on, "date"),
    Column("place", gettext_lazy("Place"), lambda row: row.place),
    Column("side", gettext_lazy("Recorded by"), lambda row: side_name(row)),
    Column("state", gettext_lazy("State"), lambda row: row.get_state_display()),
    Column(
        "on_plan",
        gettext_lazy("Item of the plan"),
        lambda row: row.item.number if row.item else None,
        "number",
    ),
    Column("figures", gettext_lazy("Figures"), lambda row: figures_in_words(row)),
    Column("evidence", gettext_lazy("Evidence"), lambda row: len(row.evidence.all()), "number"),
    Column("result", gettext_lazy("Result"), lambda row: row.result),
]


def figures_in_words(activity: Activity) -> str:
    language = current_language()
    return "; ".join(
        f"{figure.label.best(language)[0]}: {figure.value.normalize():f} {figure.unit.best(language)[0]}"
        + (f" ({_('estimated')})" if figure.is_estimate else "")
        for figure in activity.figures.all()
    )


def activity_of(request: HttpRequest, slug: str, key: UUID) -> Activity:
    programme = programme_of(request, slug)
    activity = get_object_or_404(activities_of(programme), key=key)
    activity.programme = programme
    as_of(programme, activity.starts_on)
    return activity


def filter_of(request: HttpRequest, form: FilterForm) -> Filter:
    keys = []
    for text in request.GET.get("keys", "").split(","):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    values = form.cleaned_data if form.is_valid() else {}
    return Filter(
        text=values.get("text", ""),
        year=values.get("year"),
        commitment=values.get("commitment"),
        state=values.get("state", ""),
        side=values.get("side"),
        keys=tuple(keys),
    )


def side_name(activity: Activity) -> Trilingual:
    return next(
        side.name_on(activity.starts_on)
        for side in activity.programme.sides.all()
        if side.position == activity.side
    )


def of_known_programme(activities: QuerySet[Activity], programme: Programme) -> list[Activity]:
    """The rows with their programme at hand, so that none of them asks for it again."""
    rows = list(activities)
    for row in rows:
        row.programme = programme
    return rows


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Activities of a programme, narrowed by what the address says; all of it can be exported."""
    programme = programme_of(request, slug)
    form = FilterForm(request.GET or None, programme=programme, language=current_language())
    wanted = filter_of(request, form)
    if request.GET.get("export"):
        rows = narrowed(activities_of(programme), wanted)
        file = export_response(
            request, of_known_programme(rows, programme), COLUMNS, f"{slug}-activities", _("Activities")
        )
        if file:
            return file
    context = {
        "programme": programme,
        "form": form,
        "page": page_of(request, narrowed(listed(programme), wanted), "-starts_on"),
        "narrowed": wanted != Filter(),
        "can_record": programme.takes_entries
        and can(request.seat, "record")
        and takes_part(programme, request.seat),
    }
    return render(request, "plans/activities.html", context)


def activity(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = activity_of(request, slug, key)
    return render(request, "plans/activity.html", about(request, shown, EvidenceForm()))


def about(request: HttpRequest, shown: Activity, form: EvidenceForm) -> dict[str, object]:
    own = side_of(shown.programme, request.seat, shown.commitment.field_id)
    position = own.position if own else None
    return {
        "programme": shown.programme,
        "activity": shown,
        "answers": who_answers(shown),
        "evidence_form": form,
        "can_change": can_change_activity(request.seat, shown, position),
        "can_read_evidence": may_read_evidence(request.seat, shown),
        "can_confirm": can(request.seat, "confirm")
        and position not in (None, shown.side)
        and shown.starts_on <= today(),
    }


def edit(request: HttpRequest, slug: str, key: UUID | None = None) -> HttpResponse:
    """Record an activity, or change one of one's own side."""
    programme = programme_of(request, slug)
    shown = activity_of(request, slug, key) if key else None
    if shown is not None:
        check_own_activity(request.seat, shown)
    initial = {
        name: request.GET[name] for name in ("commitment", "item") if request.GET.get(name, "").isdigit()
    }
    saved: list[Activity] = []

    def form_of(data: Any) -> ActivityForm:
        return ActivityForm(
            data,
            programme=programme,
            bodies=bodies_of(request.seat),
            language=current_language(),
            activity=shown,
            initial=initial,
        )

    def save(form: ActivityForm) -> None:
        told = {"values": form.values(), "by": request.seat, "at": now()}
        if shown is None:
            saved.append(actions.record_activity(programme=programme, **told))
        else:
            seen = form.cleaned_data["seen"]
            saved.append(actions.change_activity(activity=shown, seen_revision=seen, **told))

    def fresh() -> dict[str, object]:
        now_saved = activity_of(request, slug, shown.key if shown else UUID(int=0))
        return {name: getattr(now_saved, name) for name in ACTIVITY_FIELDS} | {"seen": now_saved.revision}

    done = tried(request, form_of, save, fresh=fresh)
    if done.done:
        messages.success(request, _("Saved."))
        return redirect("plans:activity", slug, saved[0].key)
    context = {"programme": programme, "activity": shown, "form": done.form, "differences": done.differences}
    return render(request, "plans/edit_activity.html", context, status=done.code)


def figures(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """The numbers an activity brought."""
    shown = activity_of(request, slug, key)
    check_own_activity(request.seat, shown)
    initial = [{name: getattr(row, name) for name in FIGURE_FIELDS} for row in shown.figures.all()]
    formset, code, changed = FigureFormSet(request.POST or None, initial=initial), 200, ""
    if request.method == "POST" and not formset.is_valid():
        code = 422
    elif request.method == "POST":
        rows = [
            {name: form.cleaned_data[name] for name in FIGURE_FIELDS}
            for form in formset
            if form.cleaned_data.get("value") is not None and not form.cleaned_data.get("DELETE")
        ]
        try:
            actions.set_rows(
                activity=shown,
                kind="figures",
                rows=rows,
                by=request.seat,
                at=now(),
                seen_revision=seen_revision(request),
            )
            messages.success(request, _("Saved."))
            return redirect("plans:activity", slug, key)
        except Changed as refused:
            shown, code, changed = activity_of(request, slug, key), status(refused), words(refused)
    context = {"programme": shown.programme, "activity": shown, "formset": formset, "changed": changed}
    return render(request, "plans/figures.html", context, status=code)


def participations(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Who took part."""
    names = ("side", "institution", "number", "persons")
    shown = activity_of(request, slug, key)
    return _rows(
        request, shown, _("Participants"), ParticipationFormSet, names, "institution",
        "participations", form_kwargs={"programme": shown.programme},
    )  # fmt: skip


def outputs(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What the activity left behind."""
    shown = activity_of(request, slug, key)
    names = ("kind", "title", "note")
    return _rows(request, shown, _("Outputs"), OutputFormSet, names, "title", "outputs")


def _rows(
    request: HttpRequest,
    shown: Activity,
    title: str,
    formset_class: Any,
    names: tuple[str, ...],
    counts: str,
    kind: str,
    **given: Any,
) -> HttpResponse:
    """All rows of one kind at once; a form without its field `counts` is no row."""
    check_own_activity(request.seat, shown)
    initial = [{name: getattr(row, name) for name in names} for row in getattr(shown, kind).all()]
    formset, code, changed = formset_class(request.POST or None, initial=initial, **given), 200, ""
    if request.method == "POST" and not formset.is_valid():
        code = 422
    elif request.method == "POST":
        rows = [
            {name: form.cleaned_data[name] for name in names}
            for form in formset
            if form.cleaned_data.get(counts) and not form.cleaned_data.get("DELETE")
        ]
        try:
            actions.set_rows(
                activity=shown, kind=kind, rows=rows, by=request.seat, at=now(),
                seen_revision=seen_revision(request),
            )  # fmt: skip
            messages.success(request, _("Saved."))
            return redirect("plans:activity", shown.programme.slug, shown.key)
        except Changed as refused:
            shown = activity_of(request, shown.programme.slug, shown.key)
            code, changed = status(refused), words(refused)
    context = {"programme": shown.programme, "activity": shown, "formset": formset, "changed": changed}
    return render(request, "plans/rows.html", context | {"title": title}, status=code)


@require_POST
def add_evidence(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = activity_of(request, slug, key)
    form = EvidenceForm(request.POST, request.FILES)
    code = 422
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.add_evidence(
                activity=shown,
                name=upload.name,
                data=read_upload(upload),
                dated=form.cleaned_data["dated"].first_day(),
                caption=form.cleaned_data["caption"],
                crosses=form.cleaned_data["crosses"],
                by=request.seat,
                at=now(),
            )
            messages.success(request, _("The evidence is kept."))
            return redirect("plans:activity", slug, key)
        except Refused as refused:
            form.add_error("file", words(refused))
            code = status(refused)
    return render(request, "plans/activity.html", about(request, shown, form), status=code)


def evidence_file(request: HttpRequest, slug: str, key: UUID, number: int) -> FileResponse:
    """A file of evidence; hidden from whom it is not for."""
    shown = activity_of(request, slug, key)
    found = get_object_or_404(shown.evidence.select_related("file"), pk=number)
    if not may_read_evidence(request.seat, shown):
        raise Http404
    return as_download(found.file)


@require_POST
def remove_evidence(request: HttpRequest, slug: str, key: UUID, number: int) -> HttpResponse:
    shown = activity_of(request, slug, key)
    evidence = get_object_or_404(shown.evidence.all(), pk=number)
    evidence.activity = shown
    actions.remove_evidence(evidence=evidence, by=request.seat, at=now())
    messages.success(request, _("Taken out. The file itself is kept."))
    return redirect("plans:activity", slug, key)


@require_POST
def confirm(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    shown = activity_of(request, slug, key)
    actions.confirm_activity(activity=shown, by=request.seat, at=now(), seen_revision=seen_revision(request))
    messages.success(request, _("Confirmed by your side."))
    return redirect("plans:activity", slug, key)
