"""A signed text becomes lines, and a person settles each of them. Nothing here is registered."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from songfai import reading as reader
from songfai.files.models import StoredFile
from songfai.journal import actions as journal
from songfai.kit.errors import N_, Refused
from songfai.kit.stamps import require_unchanged, stamp
from songfai.kit.text import normalise_input
from songfai.parties import permissions as roles
from songfai.parties.models import Field, Institution, Seat
from songfai.programmes import permissions, rules
from songfai.programmes.models import Reading, ReadingLine
from songfai.programmes.proposals import of_draft
from songfai.programmes.states import Confidence, LineState
from songfai.record import actions as record


@transaction.atomic
def start(
    *, text: str, by: Seat, at: datetime, file: StoredFile | None = None, language: str | None = None
) -> Reading:
    """Read a signed text: its lines wait for a person's word. Refused: text_empty, text_too_long."""
    roles.check(by, "draft")
    kept = normalise_input(text, keep_zwsp=True)
    rules.require_text(kept)
    draft = reader.read(kept, language=language).as_json()
    reading = Reading.objects.create(
        text=kept,
        language=draft["language"],
        file=file,
        unread=draft["unread"],
        institution=by.institution,
        started_by=str(by.account)[:200],
        started_at=at,
    )
    lines = of_draft(draft, institution_names(), field_names())
    ReadingLine.objects.bulk_create(
        ReadingLine(
            reading=reading,
            position=position,
            slot=line.slot,
            value=line.value,
            proposed=line.value,
            start=line.start,
            end=line.end,
            confidence=line.confidence,
        )
        for position, line in enumerate(lines, 1)
    )
    journal.write(by=by, at=at, verb="programmes.start_reading", subject=reading, lines=len(lines))
    return reading


def institution_names() -> dict[int, list[str]]:
    return {
        pk: [*name.as_dict().values(), *short.as_dict().values()]
        for pk, name, short in Institution.objects.values_list("pk", "name", "short_name")
    }


def field_names() -> dict[str, list[str]]:
    return {slug: list(name.as_dict().values()) for slug, name in Field.objects.values_list("slug", "name")}


def line_stamp(line: ReadingLine) -> str:
    return stamp(line.state, line.value)


def _locked(reading: Reading, by: Seat) -> Reading:
    """The reading as it is now, held until the end of the transaction."""
    permissions.check_draft(by, reading)
    fresh = Reading.objects.select_for_update().get(pk=reading.pk)
    if fresh.programme_id is not None:
        raise Refused("reading_done", N_("A draft programme was made of this reading already: go on there."))
    return fresh


def _touch(reading: Reading) -> None:
    reading.revision += 1
    reading.save(update_fields=["revision"])


def _line(reading: Reading, line: ReadingLine, seen: str | None) -> ReadingLine:
    fresh = reading.lines.get(pk=line.pk)
    require_unchanged(seen, line_stamp(fresh))
    return fresh


def _told(by: Seat, at: datetime, verb: str, reading: Reading, line: ReadingLine) -> None:
    record.wrote(reading, by, at)
    journal.write(by=by, at=at, verb=verb, subject=reading, slot=line.slot, value=line.value)


@transaction.atomic
def confirm(*, line: ReadingLine, by: Seat, at: datetime, seen: str | None = None) -> ReadingLine:
    """Let a proposed line stand as it is."""
    reading = _locked(line.reading, by)
    line = _line(reading, line, seen)
    rules.require_confirmable(line.slot, line.value)
    if line.state == LineState.PROPOSED:
        line.state = LineState.CONFIRMED
        line.save(update_fields=["state"])
        _touch(reading)
        _told(by, at, "programmes.confirm_line", reading, line)
    return line


@transaction.atomic
def confirm_all(*, reading: Reading, by: Seat, at: datetime, only_sure: bool) -> int:
    """Let every proposed line stand that can, or only the sure ones; says how many.

    Lines that need a person's word first (a party without an institution) stay as they are.
    """
    reading = _locked(reading, by)
    open_lines = reading.lines.filter(state=LineState.PROPOSED)
    if only_sure:
        open_lines = open_lines.filter(confidence=Confidence.SURE)
    ready = [line.pk for line in open_lines if rules.is_confirmable(line.slot, line.value)]
    reading.lines.filter(pk__in=ready).update(state=LineState.CONFIRMED)
    if ready:
        _touch(reading)
        record.wrote(reading, by, at)
        journal.write(by=by, at=at, verb="programmes.confirm_lines", subject=reading, lines=len(ready))
    return len(ready)


@transaction.atomic
def correct(
    *, line: ReadingLine, value: Mapping[str, Any], by: Seat, at: datetime, seen: str | None = None
) -> ReadingLine:
    """Put another value in place of the proposed one; what the reader proposed is kept beside it."""
    reading = _locked(line.reading, by)
    line = _line(reading, line, seen)
    if line.state == LineState.DELETED:
        rules.require_slot_free(line.slot, as_lines(reading))
    rules.require_confirmable(line.slot, value)
    line.value = dict(value)
    if line.state != LineState.ADDED:
        line.state = LineState.CONFIRMED if line.value == line.proposed else LineState.CORRECTED
    line.save(update_fields=["value", "state"])
    _touch(reading)
    _told(by, at, "programmes.correct_line", reading, line)
    return line


@transaction.atomic
def delete(*, line: ReadingLine, by: Seat, at: datetime, seen: str | None = None) -> ReadingLine:
    """Strike a line out. It stays visible and can be brought back."""
    reading = _locked(line.reading, by)
    line = _line(reading, line, seen)
    line.state = LineState.DELETED
    line.save(update_fields=["state"])
    _touch(reading)
    _told(by, at, "programmes.delete_line", reading, line)
    return line


@transaction.atomic
def restore(*, line: ReadingLine, by: Seat, at: datetime) -> ReadingLine:
    """Bring a struck line back, to be checked."""
    reading = _locked(line.reading, by)
    line = _line(reading, line, None)
    if line.state == LineState.DELETED:
        rules.require_slot_free(line.slot, as_lines(reading))
        line.state = LineState.PROPOSED if line.proposed else LineState.ADDED
        line.save(update_fields=["state"])
        _touch(reading)
        _told(by, at, "programmes.restore_line", reading, line)
    return line


@transaction.atomic
def add(
    *,
    reading: Reading,
    slot: str,
    value: Mapping[str, Any],
    by: Seat,
    at: datetime,
    part: Sequence[int] | None = None,
) -> ReadingLine:
    """A line the reader did not find; `part` is where it stands in the text, if it does."""
    reading = _locked(reading, by)
    rules.require_slot_free(slot, as_lines(reading))
    rules.require_confirmable(slot, value)
    start, end = (part[0], part[1]) if part else (None, None)
    last = reading.lines.order_by("-position").values_list("position", flat=True).first() or 0
    line = ReadingLine.objects.create(
        reading=reading,
        position=last + 1,
        slot=slot,
        value=dict(value),
        start=start,
        end=end,
        state=LineState.ADDED,
    )
    _touch(reading)
    _told(by, at, "programmes.add_line", reading, line)
    return line


@transaction.atomic
def dismiss(*, reading: Reading, part: Sequence[int], by: Seat, at: datetime) -> Reading:
    """Say that a part of the text no line uses is not relevant. It stays visible."""
    reading = _locked(reading, by)
    if list(part) not in reading.dismissed:
        reading.dismissed = [*reading.dismissed, list(part)]
        reading.save(update_fields=["dismissed"])
        _touch(reading)
        journal.write(by=by, at=at, verb="programmes.dismiss_part", subject=reading, part=list(part))
    return reading


@transaction.atomic
def bring_back(*, reading: Reading, part: Sequence[int], by: Seat, at: datetime) -> Reading:
    reading = _locked(reading, by)
    if list(part) in reading.dismissed:
        reading.dismissed = [other for other in reading.dismissed if other != list(part)]
        reading.save(update_fields=["dismissed"])
        _touch(reading)
        journal.write(by=by, at=at, verb="programmes.bring_back_part", subject=reading, part=list(part))
    return reading


def as_lines(reading: Reading) -> list[rules.Line]:
    return [rules.Line(line.slot, line.value, line.state) for line in reading.lines.all()]
