"""Changing many activities of one's own side: what is changed, how far it is, and back again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.forms import current_language
from songfai.kit.notes import say
from songfai.kit.paging import page_of
from songfai.kit.refusals import status, words
from songfai.plans.states import ActivityState
from songfai.portfolio import actions, queries, tasks
from songfai.portfolio.forms import QUARTERS, ChangeForm, FilterForm, keys_of
from songfai.portfolio.models import Change
from songfai.portfolio.permissions import check_may
from songfai.portfolio.rules import MOST
from songfai.portfolio.states import Step

# So many rows are changed while the page waits; the worker does the rest.
AT_ONCE = 50
REFUSED_SHOWN = 100


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The changes of one's own side, newest first, so that one that was left is found again, and undone."""
    check_may(request.seat, "look")
    page = page_of(request, queries.changes_of(request.seat), "-made_at")
    return render(request, "portfolio/changes.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """What is to be changed in the selected rows, or in all that the filters find."""
    check_may(request.seat, "change")
    asked = request.POST if request.method == "POST" else request.GET
    ids, left_out, query = _selected(request, asked)
    form, code = ChangeForm(request.POST or None, seat=request.seat, today=today()), 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                change = actions.begin(
                    ids=ids, left_out=left_out, values=form.values(), by=request.seat, at=now()
                )
                _carry_on(change)
                return redirect("portfolio:change", change.key)
            except Refused as refused:
                form.add_error(None, words(refused))
                code = status(refused)
    context = {
        "form": form, "count": len(ids), "left_out": left_out, "query": query, "most": MOST,
        "keys": asked.getlist("key"), "all": asked.get("all", ""), "too_many": len(ids) > MOST,
    }  # fmt: skip
    return render(request, "portfolio/new_change.html", context, status=code)


def _selected(request: HttpRequest, asked: QueryDict) -> tuple[list[int], int, str]:
    """Ids of the rows of one's own side; how many of the other side's were selected; the filters of "all"."""
    if asked.get("all"):
        query = asked.get("query", "")[:2000]
        wanted = FilterForm(QueryDict(query), seat=request.seat, today=today()).wanted()
    else:
        query, wanted = "", queries.Wanted(keys=keys_of(asked.getlist("key")))
        if not wanted.keys:
            return [], 0, ""
    ids, left_out = queries.own_ids(request.seat, wanted, MOST)
    return ids, left_out, query


def _carry_on(change: Change) -> None:
    """The first rows at once, so that a small change is done when its page opens; the rest by the worker."""
    act = {Step.RUNNING: actions.carry_out, Step.UNDOING: actions.carry_back}.get(Step(change.step))
    if act is not None and not act(change=change, at=now(), most=AT_ONCE):
        tasks.go_on.enqueue(change.pk)


def change_of(request: HttpRequest, key: UUID) -> Change:
    return get_object_or_404(queries.changes_of(request.seat), key=key)


@require_GET
def change(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far it is, which rows were refused and why, and the way back. While it runs the page asks anew."""
    shown = change_of(request, key)
    rows = queries.rows_of(shown)
    context: dict[str, Any] = {
        "change": shown,
        "what": what_changed(shown.values),
        "progress": queries.progress_of(shown),
        "runs": shown.step in (Step.RUNNING, Step.UNDOING),
        "refused": [
            (row.activity, _worded(row.refused, row.refused_with))
            for row in rows.exclude(refused="")[:REFUSED_SHOWN]
        ],
        "kept": [(row.activity, _worded(row.kept, {})) for row in rows.exclude(kept="")[:REFUSED_SHOWN]],
        "changed": [row.activity for row in rows.filter(before__isnull=False)[:REFUSED_SHOWN]],
        "can_undo": shown.step == Step.DONE and shown.seat.account_id == request.user.pk,
    }
    response = render(request, "portfolio/change.html", context)
    if context["runs"]:
        response["Refresh"] = "3"
    return response


def what_changed(values: dict[str, Any]) -> list[tuple[str, Any]]:
    """What was put into each row, beside the labels of the form it was typed into."""
    said = dict(values)
    if "state" in said:
        said["state"] = _(ActivityState(said["state"]).words)
    if "quarter" in said:
        said["quarter"] = dict(QUARTERS)[said["quarter"]]
    named = queries.names_in(values)
    for name in ("unit", "person"):
        if name in said:
            # Whoever was named by no row in the end may have been taken out since.
            said[name] = named[name].best(current_language())[0] if name in named else "–"
    labels = {name: str(field.label) for name, field in ChangeForm.base_fields.items()}
    return [(labels[name], said[name]) for name in labels if name in said]


def _worded(text: str, params: dict[str, Any]) -> str:
    said = _(text)
    return said % params if params else said


@require_POST
def go_on(request: HttpRequest, key: UUID) -> HttpResponse:
    """After an interruption: from where it stands."""
    check_may(request.seat, "change")
    _carry_on(change_of(request, key))
    return redirect("portfolio:change", key)


@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    shown = change_of(request, key)
    actions.undo(change=shown, by=request.seat, at=now())
    _carry_on(shown)
    say(request, _("Undone. Rows that somebody saved since stay as they are."))
    return redirect("portfolio:change", key)
