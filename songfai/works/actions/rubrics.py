"""The rubric of a unit's or a province's own rules. It is changed while no work was filed under them, and then stays."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.works import rules
from songfai.works.actions.councils import ITEM_FIELDS, RUBRIC_FIELDS, copy_rubric, open_rules
from songfai.works.models import Regulation, Rubric, RubricItem
from songfai.works.rules.bands import kept_bands, require_bands
from songfai.works.states import PointsUse


def _together(rubric: Rubric, without: RubricItem | None = None) -> Decimal:
    rows = rubric.items.exclude(pk=without.pk) if without else rubric.items.all()
    return sum((one.most for one in rows), Decimal(0))


@transaction.atomic
def begin_rubric(
    *, regulation: Regulation, title: Trilingual, like: Rubric | None, by: Seat, at: datetime
) -> Rubric:
    """The council gives points: by the criteria of a rubric that comes with the software, or by none yet. They inform the
    vote until `save_rubric` says otherwise. Refused: regulation_used, rubric_twice."""
    open_rules(regulation, by)
    if Rubric.objects.filter(regulation=regulation).exists():
        raise Refused("rubric_twice", N_("These rules have a rubric already."))
    row = copy_rubric(like, regulation) if like else Rubric.objects.create(regulation=regulation, title=title)
    if title:
        row.title = title
        row.save(update_fields=["title"])
    regulation.save()
    write(by=by, at=at, verb="works.begin_rubric", subject=regulation, rubric=str(row))
    return row


@transaction.atomic
def save_rubric(
    *,
    rubric: Rubric,
    values: Mapping[str, Any],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Rubric:
    """`values`: councils.RUBRIC_FIELDS. Refused: regulation_used, threshold_missing, threshold_out_of_reach."""
    regulation = _open(rubric, by, seen_revision)
    rules.require_threshold(PointsUse(values["use"]), values["threshold"], _together(rubric))
    for name in RUBRIC_FIELDS:
        setattr(rubric, name, values[name])
    rubric.save()
    regulation.save()
    write(by=by, at=at, verb="works.save_rubric", subject=regulation, rubric=str(rubric))
    return rubric


@transaction.atomic
def remove_rubric(*, rubric: Rubric, by: Seat, at: datetime) -> None:
    """The council gives no points. Refused: regulation_used."""
    regulation = _open(rubric, by)
    write(by=by, at=at, verb="works.remove_rubric", subject=regulation, rubric=str(rubric))
    rubric.delete()
    regulation.save()


@transaction.atomic
def save_rubric_item(
    *, rubric: Rubric, values: Mapping[str, Any], by: Seat, at: datetime, item: RubricItem | None = None
) -> RubricItem:
    """Add a criterion with its points, or change one. `values`: councils.ITEM_FIELDS, and `bands` (rules.bands.Band) if any.

    Refused: regulation_used, no_points, pass_mark_out_of_reach, threshold_out_of_reach, band_out_of_reach.
    """
    regulation = _open(rubric, by)
    rules.require_item(values["most"], values["pass_mark"])
    bands = values.get("bands", [])
    require_bands(bands, values["most"])
    if item is not None:
        _require_reachable(rubric, _together(rubric, item) + values["most"])
    row = item or RubricItem(rubric=rubric, position=rubric.items.count() + 1)
    for name in ITEM_FIELDS:
        setattr(row, name, values[name])
    row.bands = kept_bands(bands)
    row.save()
    regulation.save()
    write(by=by, at=at, verb="works.save_rubric_item", subject=regulation, criterion=str(row))
    return row


@transaction.atomic
def remove_rubric_item(*, item: RubricItem, by: Seat, at: datetime) -> None:
    """Refused: regulation_used, threshold_out_of_reach."""
    rubric = item.rubric
    regulation = _open(rubric, by)
    _require_reachable(rubric, _together(rubric, item))
    write(by=by, at=at, verb="works.remove_rubric_item", subject=regulation, criterion=str(item))
    item.delete()
    regulation.save()


def _require_reachable(rubric: Rubric, together: Decimal) -> None:
    """The points needed stay within those there are."""
    if rubric.threshold is not None:
        rules.require_threshold(PointsUse(rubric.use), rubric.threshold, together)


def _open(rubric: Rubric, by: Seat, seen_revision: int | None = None) -> Regulation:
    regulation = rubric.regulation
    assert regulation is not None, "those of the software are on no page"
    open_rules(regulation, by, seen_revision)
    return regulation
