"""What the other side's server sent of its words on a commitment, shown here like what was said here."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.commitments import rules
from songfai.commitments.actions.arriving_targets import take_confirmations, take_targets
from songfai.commitments.actions.indicators import require_years
from songfai.commitments.actions.saying import SAID, hold, keep_remark, note
from songfai.commitments.models import Indicator, Measurement, Statement
from songfai.commitments.queries import remark_of, statements_holding
from songfai.commitments.statements import REMARK, indicator_hash, indicator_terms, numbered
from songfai.commitments.states import Better, Word
from songfai.files.actions import adopt, path_of, share
from songfai.journal.actions import write
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.actions.arriving import commitment_of, programme_of, tell_here
from songfai.programmes.models import Commitment
from songfai.record.arrived import Arrived, arrived, is_latest, sides_of
from songfai.record.books import moment
from songfai.record.models import Document

Terms = Mapping[str, Any]


@transaction.atomic
def take_in_commitment(*, document: Document, at: datetime) -> None:
    """Show what a side says of a commitment; only its latest word counts. What it said and wrote before is kept for what is
    reported up to an earlier day, as it is where it was said. Refused: programme_missing, commitment_missing,
    indicator_missing, indicator_other, and what no word may be."""
    said, programme = arrived(document), programme_of(document)
    latest = is_latest(document)
    commitment = commitment_of(programme, said.terms["commitment"])
    commitment.programme = programme
    hold(commitment)
    if not latest and _is_past(commitment, said):
        return
    new = _words(commitment, said)
    _remark(commitment, said)
    if not latest:
        note(commitment)
        _tell(new, commitment, said, at)
        return
    _indicators(commitment, said)
    _agreed(commitment, said)
    take_targets(commitment, said)
    _measured(commitment, said, at)
    take_confirmations(commitment, said)
    note(commitment)
    write(
        by=said,
        at=at,
        verb="commitments.take_in_commitment",
        subject=commitment,
        programme=programme.slug,
        sha256=document.sha256,
    )
    _tell(new, commitment, said, at)


def _is_past(commitment: Commitment, said: Arrived) -> bool:
    """Whether something the side said later is kept already: it came in another order than it was said."""
    own = commitment.statements.filter(side=said.position)
    later = own.filter(said_at__gt=said.at) | own.filter(taken_back_at__gt=said.at)
    return later.exists() or commitment.remarks.filter(side=said.position, written_at__gt=said.at).exists()


def _tell(words: Iterable[Word], commitment: Commitment, said: Arrived, at: datetime) -> None:
    programme = commitment.programme
    address = reverse("commitments:commitment", args=[programme.slug, commitment.key])
    for word in words:
        tell_here(said, programme, SAID[word], address, at, number=commitment.number)


def _words(commitment: Commitment, said: Arrived) -> list[Word]:
    """The words that hold now; those that were not known here are returned."""
    holding = {one.word: one for one in statements_holding(commitment).filter(side=said.position)}
    new = []
    for one in said.terms.get("words", []):
        word, year, reason = Word(one["id"]), one.get("year"), Trilingual.of(one.get("reason"))
        known = holding.get(word)
        if known is not None and (known.year, known.reason) == (year, reason):
            del holding[word]
            continue
        first = timezone.localdate(said.at).year + 1
        rules.require_statement(word, bool(reason), year, first, commitment.programme.term_end.year)
        if known is not None:
            _take_back([holding.pop(word)], said)
        Statement.objects.create(
            commitment=commitment,
            side=said.position,
            word=word,
            year=year,
            reason=reason,
            said_by=said.account[:200],
            said_at=said.at,
        )
        new.append(word)
    _take_back(holding.values(), said)
    return new


def _take_back(statements: Iterable[Statement], said: Arrived) -> None:
    for one in statements:
        one.taken_back_by, one.taken_back_at = said.account[:200], said.at
        one.save(update_fields=["taken_back_by", "taken_back_at"])


def _remark(commitment: Commitment, said: Arrived) -> None:
    words = said.terms.get("remark", {})
    if words or remark_of(commitment, said.position) is not None:
        texts = {name: Trilingual.of(words.get(name)) for name in REMARK}
        keep_remark(commitment, said.position, texts, said.account, said.at)


def _indicators(commitment: Commitment, said: Arrived) -> None:
    known = {one.key: one for one in commitment.indicators.filter(side=said.position)}
    for one in said.terms.get("indicators", []):
        key = uuid.UUID(hex=one["id"])
        row = known.get(key) or _proposed(commitment, key, one, said)
        if indicator_terms(row) != {
            name: value for name, value in one.items() if name not in ("at", "withdrawn")
        }:
            raise Refused(
                "indicator_other", N_("An indicator reads otherwise than it was proposed; that cannot be.")
            )
        if one.get("withdrawn") and row.withdrawn_at is None:
            row.withdrawn_at = said.at
            row.save(update_fields=["withdrawn_at"])


def _proposed(commitment: Commitment, key: uuid.UUID, one: Terms, said: Arrived) -> Indicator:
    rules.require_measured(bool(one["text"]), bool(one["unit"]), bool(one["target"]))
    yearly = {each["id"].removeprefix("y"): each["target"] for each in one.get("years", [])}
    require_years(commitment, map(int, yearly))
    return Indicator.objects.create(
        key=key,
        commitment=commitment,
        text=Trilingual.of(one["text"]),
        unit=Trilingual.of(one["unit"]),
        baseline=Decimal(one["baseline"]) if "baseline" in one else None,
        target=Decimal(one["target"]),
        by_when=PartialDate.of(one.get("by")),
        yearly=yearly,
        baseline_on=PartialDate.of(one.get("baseline_on")),
        better=Better(one.get("better", Better.MORE)),
        source=Trilingual.of(one.get("source")),
        split=Trilingual.of(one.get("split")),
        side=said.position,
        proposed_by=said.account[:200],
        proposed_at=moment(one["at"]),
    )


def _agreed(commitment: Commitment, said: Arrived) -> None:
    """Agreement names the very indicator that was read."""
    for one in said.terms.get("agreed", []):
        row = _indicator(commitment, one["id"])
        if row.side == said.position or indicator_hash(row) != one["sha256"]:
            raise Refused(
                "indicator_other", N_("An indicator reads otherwise than it was proposed; that cannot be.")
            )
        if row.agreed_at is None:
            row.agreed_by, row.agreed_at = said.account[:200], said.at
            row.save(update_fields=["agreed_by", "agreed_at"])


def _indicator(commitment: Commitment, identifier: str) -> Indicator:
    row = commitment.indicators.filter(key=uuid.UUID(hex=identifier)).first()
    if row is None:
        raise Refused("indicator_missing", N_("The indicator it speaks of has not come yet."))
    return row


def _measured(commitment: Commitment, said: Arrived, at: datetime) -> None:
    """Figures are only ever added. One counts before its evidence has come, and is told once more when that comes."""
    known = dict(numbered(commitment.indicators.all(), said.position))
    names = {one["sha256"]: one["name"] for one in said.body.get("attachments", [])}
    for one in said.terms.get("measured", []):
        row = known.get(one["id"]) or _figure(commitment, one, said, at)
        sha256 = one.get("sha256", "")
        if row.evidence_id is None and sha256 in names and path_of(sha256).exists():
            row.evidence = adopt(
                sha256=sha256,
                name=names[sha256],
                institution=said.institution,
                given_by=said.account,
                at=said.at,
            )
            share(file=row.evidence, institutions=sides_of(said.document).values())
            row.crosses = True
            row.save(update_fields=["evidence", "crosses"])


def _figure(commitment: Commitment, one: Terms, said: Arrived, at: datetime) -> Measurement:
    row = _indicator(commitment, one["id"].rpartition("-")[0])
    on = date.fromisoformat(one["on"])
    rules.require_past(on, timezone.localdate(at))
    return Measurement.objects.create(
        indicator=row,
        side=said.position,
        value=Decimal(one["value"]),
        on=on,
        source=one.get("source", ""),
        is_estimate=bool(one.get("estimate", False)),
        parts=_parts(one.get("parts", []), sum(len(each.parts) for each in row.dimensions)),
        said_by=said.account[:200],
        said_at=said.at,
    )


def _parts(said: Iterable[Terms], wanted: int) -> list[str | None]:
    """Each number in the place its name gives: "p02" is the second part."""
    given = {int(one["id"].removeprefix("p")): str(Decimal(one["value"])) for one in said}
    rules.require_parts(max(given, default=0), wanted)
    return [given.get(at) for at in range(1, max(given, default=0) + 1)]
