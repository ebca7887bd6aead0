"""The yearly information exchange: each side says how its own year went, reads the other's and acknowledges it.

Nothing is agreed here: it is a side's own statement in its own log, the latest counts. Until it is handed over it is a
draft that only its side sees.
"""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from songfai.files.actions import share, store
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.stamps import require_unchanged
from songfai.kit.text import fold
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.plans.rules import require_year_in_term
from songfai.plans.terms import written
from songfai.programmes.actions import notifying
from songfai.programmes.models import Programme
from songfai.record import actions as record
from songfai.reviews import rules
from songfai.reviews.models import Information, Part, PartFigure, PartFile
from songfai.reviews.permissions import check_may
from songfai.reviews.queries import exchange, part_stamp
from songfai.reviews.states import Told

TITLE = {
    "lo": "ຂໍ້ມູນປະຈຳປີຂອງຝ່າຍໜຶ່ງ",
    "vi": "Thông tin hằng năm của một bên",
    "en": "Yearly information of one side",
}
ACKNOWLEDGED = {
    "lo": "ຢັ້ງຢືນການຮັບຂໍ້ມູນປະຈຳປີ",
    "vi": "Xác nhận đã nhận thông tin hằng năm",
    "en": "Receipt of the yearly information acknowledged",
}


def _own(programme: Programme, year: int, by: Seat, at: datetime) -> Information:
    """The side's own row of the year, held until the transaction ends, after the record."""
    position = check_may(by, programme, "inform")
    require_in_force(programme)
    require_year_in_term(year, programme.term_start.year, programme.term_end.year)
    rules.require_begun(year, timezone.localdate(at))
    record.hold(programme.register)
    Programme.objects.select_for_update().get(pk=programme.pk)
    row, _made = Information.objects.get_or_create(programme=programme, year=year, position=position)
    row.programme = programme
    return row


def _part(row: Information, heading: str, title: Trilingual | None = None) -> Part:
    part = row.parts.filter(heading=heading).first()
    if part is None and heading not in set(Told) and not title:
        raise Changed(
            "heading_missing", N_("Somebody removed this heading meanwhile. Add it anew if needed.")
        )
    return part or Part.objects.create(information=row, heading=heading, title=title or Trilingual())


@transaction.atomic
def save_part(
    *,
    programme: Programme,
    year: int,
    heading: str,
    text: Trilingual,
    figures: list[dict[str, Any]],
    by: Seat,
    at: datetime,
    title: Trilingual | None = None,
    seen: str | None = None,
) -> Part:
    """Write one's own side's draft under a heading. `title`: of a heading that another side or year has already used.

    Refused: year_outside_term, year_not_begun; Changed when a colleague saved meanwhile.
    """
    row = _own(programme, year, by, at)
    require_unchanged(seen, part_stamp(row.parts.filter(heading=heading).first()))
    part = _part(row, heading, title)
    part.text = text
    part.save()
    part.figures.all().delete()
    PartFigure.objects.bulk_create(PartFigure(part=part, **one) for one in figures)
    _note(row, by, at, "save_information", heading=heading)
    return part


@transaction.atomic
def add_heading(*, programme: Programme, year: int, title: Trilingual, by: Seat, at: datetime) -> Part:
    """A heading of one's own beside the fixed ones. The other side finds it once something is handed over under it.

    Refused: heading_there, for the name of a heading that the page has already, in any language.
    """
    row = _own(programme, year, by, at)
    taken = _titles(row)
    for language in title.languages():
        rules.require_new_heading(fold(title.get(language)), taken)
    part = Part.objects.create(information=row, heading=f"x{uuid.uuid4().hex[:12]}", title=title)
    _note(row, by, at, "save_information", heading=part.heading)
    return part


def _titles(row: Information) -> set[str]:
    """The folded names of the headings there are: the fixed ones, one's own, those handed over this year or last."""
    known = [part.title for part in row.parts.all()]
    known += [line.title for line in exchange(row.programme, row.year, None, None).lines]
    found = {title.get(language) for title in known for language in LANGUAGES}
    for language in LANGUAGES:
        with override(language):
            found |= {gettext(one.words) for one in Told}
    return {fold(one) for one in found if one}


@transaction.atomic
def remove_heading(*, programme: Programme, year: int, heading: str, by: Seat, at: datetime) -> None:
    """Take the draft under a heading out; what was handed over stands until the side hands over anew."""
    row = _own(programme, year, by, at)
    row.parts.filter(heading=heading).delete()
    _note(row, by, at, "remove_information", heading=heading)


@transaction.atomic
def attach(
    *,
    programme: Programme,
    year: int,
    heading: str,
    name: str,
    data: bytes,
    caption: Trilingual,
    by: Seat,
    at: datetime,
    title: Trilingual | None = None,
) -> PartFile:
    """Add a file. It is the other side's to read once it is handed over."""
    row = _own(programme, year, by, at)
    file = store(name=name, data=data, by=by, at=at)
    kept = PartFile.objects.create(part=_part(row, heading, title), file=file, caption=caption)
    _note(row, by, at, "attach_information", heading=heading, file=file.name, sha256=file.sha256)
    return kept


@transaction.atomic
def detach(*, programme: Programme, year: int, number: int, by: Seat, at: datetime) -> None:
    """Take a file out of the draft; one that was handed over stays in what was handed over."""
    row = _own(programme, year, by, at)
    kept = PartFile.objects.filter(part__information=row, pk=number).select_related("file").first()
    if kept is None:
        raise Changed("removed_meanwhile", N_("Somebody removed this file meanwhile."))
    _note(row, by, at, "detach_information", file=kept.file.name)
    kept.delete()


def information_terms(row: Information) -> dict[str, Any]:
    order = {str(one): number for number, one in enumerate(Told)}
    parts = sorted(
        row.parts.prefetch_related("figures", "files__file"), key=lambda one: order.get(one.heading, 99)
    )
    said = []
    for part in parts:
        one: dict[str, Any] = {
            "id": part.heading,
            "title": part.title.as_dict(),
            "text": part.text.as_dict(),
            "figures": [
                {
                    "id": f"f{number:02d}",
                    "label": figure.label.as_dict(),
                    "value": written(Decimal(figure.value)),
                    "unit": figure.unit.as_dict(),
                }
                | ({"estimate": True} if figure.is_estimate else {})
                | ({"definition": figure.definition.as_dict()} if figure.definition else {})
                for number, figure in enumerate(part.figures.all(), 1)
            ],
            "files": [
                {"id": f"e{number:02d}", "name": kept.file.name, "sha256": kept.file.sha256}
                | ({"caption": kept.caption.as_dict()} if kept.caption else {})
                for number, kept in enumerate(part.files.all(), 1)
            ],
        }
        one = {name: value for name, value in one.items() if value}
        if one.keys() - {"id", "title"}:
            said.append(one)
    return {"year": row.year} | ({"parts": said} if said else {})


@transaction.atomic
def hand_over(*, programme: Programme, year: int, by: Seat, at: datetime) -> Information:
    """Say it: the other side reads it from now on, and the latest counts. Refused: nothing_written, nothing_new."""
    row = _own(programme, year, by, at)
    terms = information_terms(row)
    rules.require_written("parts" in terms)
    files = list(PartFile.objects.filter(part__information=row).select_related("file").order_by("id"))
    register = programme.register
    assert register is not None
    document = record.state(
        register=register,
        position=row.position,
        kind="information",
        name=f"information/{year}",
        title=TITLE,
        terms=terms,
        attachments=[
            {
                "id": f"a{number:02d}",
                "name": kept.file.name,
                "media": kept.file.media,
                "size": kept.file.size,
                "sha256": kept.file.sha256,
            }
            for number, kept in enumerate(files, 1)
        ],
        by=by,
        at=at,
    )
    rules.require_new(document is not None)
    for kept in files:
        share(file=kept.file, institutions=[side.institution for side in programme.sides.all()])
    row.document, row.handed_by, row.handed_at = document, str(by.account)[:200], at
    row.save(update_fields=["document", "handed_by", "handed_at"])
    _note(row, by, at, "hand_over")
    _tell(row, by, at, N_("%(side)s handed over its information on %(year)s for %(title)s. Please read it."))
    return row


@transaction.atomic
def acknowledge(*, programme: Programme, year: int, seen: str, by: Seat, at: datetime) -> Information:
    """Acknowledge having read what the other side handed over, by its hash. It says nothing of agreeing.

    Refused: nothing_handed_over; Changed when the other side has handed over anew since.
    """
    position = check_may(by, programme, "acknowledge")
    record.hold(programme.register)
    row = (
        Information.objects.select_for_update(of=("self",))
        .filter(programme=programme, year=year, position=3 - position)
        .select_related("document")
        .first()
    )
    if row is None or row.document is None:
        raise Refused("nothing_handed_over", N_("The other side has not handed anything over for this year."))
    require_unchanged(seen, row.document.sha256)
    register = programme.register
    assert register is not None
    record.state(
        register=register,
        position=position,
        kind="acknowledgement",
        name=f"acknowledgement/{year}",
        title=ACKNOWLEDGED,
        terms={"year": year, "information": f"sha256:{row.document.sha256}"},
        by=by,
        at=at,
    )
    row.programme = programme
    row.acknowledged, row.acknowledged_by, row.acknowledged_at = seen, str(by.account)[:200], at
    row.save(update_fields=["acknowledged", "acknowledged_by", "acknowledged_at"])
    _note(row, by, at, "acknowledge", sha256=seen)
    _tell(row, by, at, N_("%(side)s acknowledged your information on %(year)s for %(title)s."))
    return row


def _note(row: Information, by: Seat, at: datetime, verb: str, **details: object) -> None:
    slug = row.programme.slug
    write(by=by, at=at, verb=f"reviews.{verb}", subject=row, programme=slug, year=row.year, **details)


def _tell(row: Information, by: Seat, at: datetime, text: str) -> None:
    notifying.tell_other(
        row.programme,
        by,
        at,
        text,
        address=reverse("reviews:information", args=[row.programme.slug, row.year]),
        year=row.year,
        title=row.programme.title.as_dict(),
    )
