"""Recognised works are released to the other side of a programme, and taken back; what that side released is shown here.

The copy of a released work is a work of the partner (`Stage.PARTNER`): found by the comparison, read, and nothing else. Where
both sides have one server it is made at once, by the same words that would have crossed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from songfai.journal.actions import write
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.formats import CURRENCIES
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import fold
from songfai.notices.actions import tell
from songfai.novelty import actions as novelty
from songfai.novelty.rules.sheets import Written
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import CAPABILITIES
from songfai.parties.queries import holder_of
from songfai.programmes.actions.arriving import programme_of
from songfai.programmes.models import Programme, Side
from songfai.programmes.permissions import own_side
from songfai.record import actions as record
from songfai.record.arrived import arrived, is_latest, sides_of
from songfai.record.models import Document, Log
from songfai.works import rules
from songfai.works.models import Answer, Judgement, Part, PartnerWork, Release, Work, WorkField
from songfai.works.permissions import check_releases, may
from songfai.works.queries import bodies_of_side, counts_works, with_terms
from songfai.works.rules import releasing
from songfai.works.states import RELEASABLE, BenefitKind, IpStatus, Level, PartKind, Stage, WorkType
from songfai.works.terms import KIND, WITHDRAWN, seen_of, work_name, work_terms


@transaction.atomic
def release(
    *, works: Sequence[Work], programme: Programme, by: Seat, at: datetime, seen: str | None = None
) -> int:
    """Tell the other side of recognised works, or anew of those that were told; how many said something new. `seen`: what was
    looked at before (terms.seen_of).

    Refused: no_works_here, nothing_to_release, too_many_at_once, not_recognised, work_of_another; Changed where it is not
    what was seen. Nothing is released then.
    """
    side = check_releases(by, programme)
    day = timezone.localdate(at)
    releasing.require_counts(counts_works(programme, day))
    releasing.require_some(len(works))
    releasing.require_not_too_many(len(works))
    record.hold(programme.register)
    held = Work.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in works])
    bodies = set(bodies_of_side(side, day))
    rows = list(with_terms(held).order_by("id"))
    for one in rows:
        releasing.require_recognised(Stage(one.stage))
        _require_own(one.institution_id in bodies)
    releasing.require_seen(seen, seen_of(rows))
    told = _say(programme, side, [(one, work_terms(one)) for one in rows], by, at)
    known = {one.work_id: one for one in Release.objects.filter(programme=programme, work__in=rows)}
    for one in rows:
        if one.pk in known and known[one.pk].withdrawn_at is None and one.pk not in told:
            continue
        row = known.get(one.pk) or Release(work=one, programme=programme, side=side.position)
        row.at, row.who, row.withdrawn_at = at, str(by.account)[:200], None
        row.save()
        write(by=by, at=at, verb="works.release", subject=one, programme=programme.slug)
    return len(told)


def _require_own(own: bool) -> None:
    if not own:
        raise Refused("work_of_another", N_("This work is not one of your side."))


@transaction.atomic
def withdraw_release(*, release: Release, by: Seat, at: datetime) -> None:
    """The other side is told that the work is not released any more; its server shows and compares it no longer.

    What was told stays in the record of both. Refused: work_of_another, not_released.
    """
    side = check_releases(by, release.programme)
    _require_own(release.side == side.position)
    record.hold(release.programme.register)
    release.refresh_from_db(from_queryset=Release.objects.select_for_update())
    releasing.require_released(release.withdrawn_at is None)
    _say(release.programme, side, [(release.work, WITHDRAWN)], by, at)
    release.withdrawn_at = at
    release.save(update_fields=["withdrawn_at"])
    write(by=by, at=at, verb="works.withdraw_release", subject=release.work, programme=release.programme.slug)


def _standing(work: Work) -> QuerySet[Release]:
    """Records are held in one order, whichever work is told of."""
    rows = work.releases.filter(withdrawn_at=None).select_related("programme__register")
    return rows.order_by("programme__register")


def hold_records(work: Work) -> None:
    """The records in which a work is told of, before the work itself is held (ADR 147)."""
    for row in _standing(work) if work.stage in RELEASABLE else ():
        record.hold(row.programme.register)


def end_releases(work: Work, by: Seat, at: datetime) -> None:
    """With its recognition ends its release: at once where who revokes it speaks for the side; else those are told who may
    withdraw it, where the side is borne today."""
    for row in _standing(work):
        side = row.programme.sides.get(position=row.side)
        if may(by, "release") and own_side(row.programme, by) == side:
            withdraw_release(release=row, by=by, at=at)
            continue
        tell(
            institution=holder_of(side.institution, timezone.localdate(at)),
            roles=CAPABILITIES["release"],
            text=N_("The recognition of “%(work)s” was revoked. Withdraw its release to the partner."),
            address=reverse("works:releases", args=[row.programme.slug]),
            at=at,
            work=work.title.as_dict(),
        )


def tell_changed(work: Work, at: datetime) -> None:
    """What is told of a released work has changed (its level, its benefit): its side says it as it is now, by itself. Whoever
    released it has decided that it crosses; who may enter a benefit or recognise an effect need not be allowed to release.

    Where it cannot be said now, those who may release are told so: what was entered here stands in any case.
    """
    standing = list(_standing(work))
    if not standing or work.stage not in RELEASABLE:
        return
    day = timezone.localdate(at)
    row = with_terms(Work.objects.filter(pk=work.pk)).get()
    for one in standing:
        side = one.programme.sides.select_related("institution").get(position=one.side)
        if counts_works(one.programme, day) and row.institution_id in bodies_of_side(side, day):
            try:
                with transaction.atomic():
                    _say(one.programme, side, [(row, work_terms(row))], None, at)
                continue
            except Refused:
                text = N_("What was told to the partner of “%(work)s” has changed. Tell it as it stands now.")
                address = reverse("works:release", args=[one.programme.slug, work.key])
        else:
            text = N_(
                "What was told to the partner of “%(work)s” has changed, and nothing more can be told of it in this programme:"
                " its release can only be withdrawn."
            )
            address = reverse("works:releases", args=[one.programme.slug])
        tell(
            institution=holder_of(side.institution, day),
            roles=CAPABILITIES["release"],
            text=text,
            address=address,
            at=at,
            work=work.title.as_dict(),
        )


def _say(
    programme: Programme,
    side: Side,
    said: Sequence[tuple[Work, Mapping[str, Any]]],
    by: Seat | None,
    at: datetime,
) -> set[int]:
    """State it, and show it where the other side has its pages on this server; which works said something new. Without a seat
    what stands is said as it is now."""
    assert programme.register is not None  # works are released in a programme that is in force
    statements = [record.Said(KIND, work_name(work), work.title, terms) for work, terms in said]
    told_here: dict[str, Any] = {"register": programme.register, "position": side.position, "at": at}
    if by is None:
        made = record.restate_all(said=statements, **told_here)
    else:
        made = record.state_all(said=statements, by=by, **told_here)
    told = {work.pk for (work, _terms), document in zip(said, made, strict=True) if document is not None}
    reader = Log.objects.select_related("institution").get(
        register=programme.register, position=3 - side.position
    )
    if reader.hosted:
        for work, terms in said:
            if work.pk in told:
                _show(
                    Told(programme, side.position, work.key, work.title, terms, at, side.institution),
                    reader.institution,
                    at,
                )
    return told


# ---------------------------------------------------------------- what the other side released


@dataclass(frozen=True, slots=True)
class Told:
    """A statement about a work: `side` is the position of who said it at `at`, `key` the work's key there."""

    programme: Programme
    side: int
    key: UUID
    title: Trilingual
    terms: Mapping[str, Any]
    at: datetime
    by: Institution


@transaction.atomic
def take_in_work(*, document: Document, at: datetime) -> None:
    """Show a work that the other side has released, or no longer. Refused: programme_missing.

    Where the own log comes back, what was released of the own works is noted again.
    """
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    hosted = dict(Log.objects.filter(register=document.register_id).values_list("position", "hosted"))
    told = Told(
        programme,
        said.position,
        said.key,
        Trilingual.of(said.body["title"]),
        said.terms,
        said.at,
        said.institution,
    )
    if hosted[said.position]:
        _note_again(told)
    if hosted[3 - said.position]:
        _show(told, sides_of(document)[3 - said.position], at)
        write(
            by=said,
            at=at,
            verb="works.take_in_work",
            subject=programme,
            programme=programme.slug,
            sha256=document.sha256,
        )


def _note_again(told: Told) -> None:
    work = Work.objects.filter(key=told.key).exclude(stage=Stage.PARTNER).first()
    if work is None:
        return
    withdrawn = told.at if told.terms.get("withdrawn") else None
    Release.objects.update_or_create(
        work=work,
        programme=told.programme,
        defaults={"withdrawn_at": withdrawn},
        create_defaults={
            "side": told.side,
            "at": told.at,
            "who": str(told.by)[:200],
            "withdrawn_at": withdrawn,
        },
    )


def _show(told: Told, reader: Institution, at: datetime) -> None:
    """The copy, held by the institution that reads it, under a key of its own."""
    row = (
        PartnerWork.objects.select_for_update(of=("self",))
        .select_related("work")
        .filter(programme=told.programme, side=told.side, origin_key=told.key)
        .first()
    )
    if told.terms.get("withdrawn"):
        if row is not None:
            _take_out(row, told)
        return
    assert told.programme.register is not None
    made_of = f"{told.programme.register.programme}/{told.side}"
    work = row.work if row else Work(key=uuid5(told.key, made_of), stage=Stage.PARTNER, created_at=at)
    row = row or PartnerWork(programme=told.programme, side=told.side, origin_key=told.key)
    _fill(row, told)
    _fill_work(work, row, told, reader, at)
    row.work = work
    row.save()
    _write_parts(work, row, told.terms)


def _fill(row: PartnerWork, told: Told) -> None:
    """ValueError, KeyError: terms that are not of this kind's form."""
    terms = told.terms
    decision = terms.get("decision", {})
    row.released_by, row.at, row.withdrawn_at = told.by, told.at, None
    row.body, row.unit_then = Trilingual.of(terms.get("body")), Trilingual.of(terms.get("unit"))
    row.decision = str(decision.get("number", ""))[:100]
    row.decided_on = PartialDate.of(decision.get("on"))
    row.level = Level(terms["level"]) if terms.get("level") else ""
    row.filed_on = date.fromisoformat(terms["filed_on"]) if "filed_on" in terms else None
    row.day = date.fromisoformat(terms["novelty_on"])
    held = {(one["year"], one["kind"]): one for one in row.told.get("benefits", [])}
    row.told = {"benefits": [_benefit(one, held) for one in terms.get("benefits", [])]}


def _benefit(one: Mapping[str, Any], held: Mapping[tuple[int, str], Mapping[str, Any]]) -> dict[str, Any]:
    """`held`: what this side was told before. A corrected figure keeps what it was told as."""
    money = one.get("money", {})
    if money:
        CURRENCIES[money["cur"]]  # it is shown by its name here
    year, kind = int(one["year"]), BenefitKind(one["kind"])
    said = {
        "year": year,
        "kind": kind,
        "confirmed": bool(one.get("confirmed")),
        "minor": int(money["minor"]) if money else None,
        "currency": str(money.get("cur", "")),
    }
    if "corrected" not in one:
        return said
    was = held.get((year, kind), {})
    figure = {name: was[name] for name in ("minor", "currency") if name in was}
    same = all(said[name] == value for name, value in figure.items())
    said["corrected"] = date.fromisoformat(one["corrected"]).isoformat()
    said["before"] = was.get("before", {}) if same else figure
    return said


def _fill_work(work: Work, row: PartnerWork, told: Told, reader: Institution, at: datetime) -> None:
    terms = told.terms
    last = row.decided_on.last_day() if row.decided_on else None
    work.institution = reader
    work.title = told.title
    work.type = WorkType(terms["type"]) if terms.get("type") else ""
    work.first_applied = PartialDate.of(terms.get("first_applied"))
    work.ip_status = IpStatus.NONE
    work.level = row.level
    work.listed_on = min(last or row.filed_on or row.day, timezone.localdate(at))
    words = [told.title, row.body, row.unit_then, *_texts(terms).values()]
    said = [one.get(language) for one in words for language in LANGUAGES]
    work.search = fold("\n".join(one for one in [*said, row.decision] if one))
    work.revision += 1
    work.save()
    work.fields.set(WorkField.objects.filter(slug__in=[one["id"] for one in terms.get("fields", [])]))


def _texts(terms: Mapping[str, Any]) -> dict[PartKind, Trilingual]:
    named = {PartKind(one["id"]): Trilingual.of(one["text"]) for one in terms.get("parts", [])}
    return {kind: named[kind] for kind in PartKind if kind in named}


def _write_parts(work: Work, row: PartnerWork, terms: Mapping[str, Any]) -> None:
    texts = _texts(terms)
    work.parts.all().delete()
    Part.objects.bulk_create(Part(work=work, kind=kind, text=text) for kind, text in texts.items())
    written = [
        Written(rules.part_name(kind, language), text)
        for kind, said in texts.items()
        for language, text in said.as_dict().items()
    ]
    if written:
        novelty.put(key=str(work.key), parts=written, day=row.day, filed_on=row.filed_on)
    else:
        novelty.remove(key=str(work.key))


def _take_out(row: PartnerWork, told: Told) -> None:
    """Nothing of it is shown or compared. Where somebody here has spoken of it, its title and the days by which it was
    earlier stay beside their words."""
    work = row.work
    novelty.remove(key=str(work.key))
    spoken_of = (
        Answer.objects.filter(earlier=work).exists() or Judgement.objects.filter(earlier=work).exists()
    )
    if not spoken_of:
        work.delete()
        return
    work.parts.all().delete()
    work.fields.clear()
    work.type, work.level, work.first_applied, work.search = "", "", None, ""
    work.revision += 1
    work.save()
    row.body, row.unit_then, row.told = Trilingual(), Trilingual(), {}
    row.decision, row.decided_on, row.level, row.withdrawn_at = "", None, "", told.at
    row.save()
