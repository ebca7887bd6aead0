"""Pages of the rules: the list, one rule with its versions and a trial, and their editing by whoever keeps them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from songfai.deadlines import actions, queries
from songfai.deadlines.forms import CountForm, RuleForm, VersionForm, version_values
from songfai.deadlines.models import Rule
from songfai.deadlines.permissions import Keeper, can_read, check_keeps, keeper_of, may_keep, require_keeper
from songfai.deadlines.wording import country, how_counted, limit_in_words
from songfai.kit import validity
from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.export import export_response
from songfai.kit.refusals import words
from songfai.kit.saving import Attempt, attempt
from songfai.kit.tables import Column
from songfai.people.queries import account_of

COLUMNS = [
    Column("title", gettext_lazy("What is due"), lambda row: row.rule.title),
    Column("counted_from", gettext_lazy("Counted from"), lambda row: row.rule.counted_from),
    Column("country", gettext_lazy("Law of"), lambda row: country(row.rule.country)),
    Column("for", gettext_lazy("Only for"), lambda row: row.institution.name if row.institution else ""),
    Column("limit", gettext_lazy("Limit"), lambda row: limit_in_words(row.limit)),
    Column("valid_from", gettext_lazy("Applies from"), lambda row: row.valid_from, "date"),
    Column("valid_to", gettext_lazy("Applies to"), lambda row: row.valid_to, "date"),
    Column("basis", gettext_lazy("Legal basis"), lambda row: row.basis),
    Column("source", gettext_lazy("Where it was read"), lambda row: row.source),
    Column("certainty", gettext_lazy("How sure"), lambda row: row.get_certainty_display()),
]


def require_reader(request: HttpRequest) -> None:
    if not can_read(account_of(request), request.seat):
        raise Http404


def keeper(request: HttpRequest) -> Keeper:
    """Who reads the rules without keeping them is told who does."""
    require_reader(request)
    return require_keeper(account_of(request), request.seat)


def rule_of(slug: str) -> Rule:
    return get_object_or_404(queries.rules(), slug=slug)


def index(request: HttpRequest) -> HttpResponse:
    """Every rule with the limit that applies today."""
    require_reader(request)
    found, day = list(queries.rules()), today()
    own = request.seat.institution_id if request.seat else None
    versions = [one for rule in found for one in rule.versions.all()]
    if file := export_response(request, versions, COLUMNS, "deadlines", _("Rules of deadlines")):
        return file
    rows = [{"rule": rule, "version": queries.version_on(rule, day, own)} for rule in found]
    keeps = keeper_of(account_of(request), request.seat)
    return render(request, "deadlines/list.html", {"rows": rows, "can_add": may_keep(keeps, None)})


def rule(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions of a rule, gaps between them, and a trial of the count."""
    require_reader(request)
    shown, by = rule_of(slug), keeper_of(account_of(request), request.seat)
    versions = list(shown.versions.all())
    form = CountForm(request.GET if "start" in request.GET else None)
    context: dict[str, Any] = {
        "rule": shown,
        "rows": [{"version": one, "may": may_keep(by, one.institution_id)} for one in versions],
        "gaps": validity.gaps([one for one in versions if one.institution_id is None]),
        "form": form,
        "can_edit": may_keep(by, None),
        "can_add": by is not None,
        "day": today(),
    }
    if form.is_bound and form.is_valid():
        own = request.seat.institution_id if request.seat else None
        context |= trial(shown, own, form)
    return render(request, "deadlines/rule.html", context)


def trial(shown: Rule, institution_id: int | None, form: CountForm) -> dict[str, Any]:
    """What the rule makes of a first day, or why it makes nothing of it."""
    start = form.cleaned_data["start"]
    version = queries.version_on(shown, start, institution_id)
    if version is None:
        return {"trial_error": _("No version of this rule applies on that day.")}
    try:
        counted = queries.counted(version, start, form.countries())
    except Refused as refused:
        return {"trial_error": words(refused)}
    return {"counted": counted, "sentences": how_counted(counted), "lacking": queries.gaps_of(counted)}


def edit(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Name a rule anew, or change how it is called."""
    by = keeper(request)
    shown = rule_of(slug) if slug else None
    check_keeps(by, None)
    form = RuleForm(request.POST or None, rule=shown)
    code = 200
    if request.method == "POST":
        code = 422
        if form.is_valid():
            try:
                saved = actions.save_rule(by=by, values=form.values(), rule=shown, at=now())
                messages.success(request, _("Saved."))
                return redirect("deadlines:rule", saved.slug)
            except Refused as refused:
                form.add_error("slug", words(refused))
    return render(request, "deadlines/edit_rule.html", {"form": form, "rule": shown}, status=code)


def version(request: HttpRequest, slug: str, key: UUID | None = None) -> HttpResponse:
    """Enter a limit for a time, or correct one."""
    by, shown = keeper(request), rule_of(slug)
    row = get_object_or_404(shown.versions.all(), key=key) if key else None
    check_keeps(by, row.institution_id if row else by.institution_id)
    done = Attempt(VersionForm(version=row))
    if request.method == "POST":
        done = attempt(
            request,
            VersionForm(request.POST, version=row),
            lambda form: actions.save_version(
                by=by, rule=shown, values=form.values(), version=row, at=now(),
                seen_revision=form.cleaned_data["seen"],
            ),
            fresh=lambda: version_values(shown.versions.get(pk=row.pk)) if row else {},
            again=lambda data: VersionForm(data, version=row),
        )  # fmt: skip
    if done.done:
        messages.success(request, _("Saved. Dates that were counted before stay as they are."))
        return redirect("deadlines:rule", slug)
    context = {
        "form": done.form,
        "rule": shown,
        "version": row,
        "differences": done.differences,
        "own": by.institution,
    }
    return render(request, "deadlines/version.html", context, status=done.code)
