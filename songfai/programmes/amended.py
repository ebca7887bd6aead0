"""Reads about amendments: who sees which, what the programme says today, and what a commitment said before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from songfai.parties.models import Seat
from songfai.programmes.amendment_terms import lines_of, says
from songfai.programmes.models import AmendedCommitment, Amendment, Programme
from songfai.programmes.rules import amending
from songfai.record.models import Document
from songfai.record.states import Stage

OPEN = (Stage.OFFERED, Stage.ACCEPTED)


def amendments_visible_to(seat: Seat, programme: Programme) -> QuerySet[Amendment]:
    """What was offered, and the drafts of one's own side; newest first. `programme` is visible to the seat."""
    return (
        Amendment.objects.filter(programme=programme)
        .filter(Q(document__isnull=False) | Q(drafted_by=seat.institution_id))
        .select_related("document__standing", "drafted_by")
        .order_by("-created_at", "-id")
    )


def amendments_in_force(programme: Programme) -> QuerySet[Amendment]:
    return Amendment.objects.filter(programme=programme, document__standing__stage=Stage.IN_FORCE)


def open_amendments(programme: Programme) -> QuerySet[Amendment]:
    """Offered and not settled yet."""
    return (
        Amendment.objects.filter(programme=programme, document__standing__stage__in=OPEN)
        .select_related("document__standing")
        .order_by("created_at", "id")
    )


def with_open(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """Each says in its `is_amended` whether an amendment is open, so that most pages need not ask for any."""
    is_open = Amendment.objects.filter(programme=OuterRef("pk"), document__standing__stage__in=OPEN)
    return programmes.annotate(is_amended=Exists(is_open))


def lines(amendment: Amendment) -> list[AmendedCommitment]:
    return list(amendment.lines.select_related("field").order_by("number"))


def base_of(programme: Programme) -> str:
    """SHA-256 of the paper an amendment builds on now: the last amendment in force, else the programme's own."""
    rows = list(amendments_in_force(programme).values_list("document__sha256", "base"))
    built_on = {base for _sha256, base in rows}
    last = sorted(sha256 for sha256, _base in rows if sha256 not in built_on)
    assert programme.document is not None
    return last[0] if last else programme.document.sha256


def agreed_until(programme: Programme) -> int | None:
    """The last year for which both sides have a paper in force: the threads of yearly papers end in their year."""
    threads = Document.objects.filter(
        register=programme.register_id, standing__stage=Stage.IN_FORCE
    ).values_list("thread", flat=True)
    years = [thread.rpartition("/")[2] for thread in threads if "/" in thread]
    return max((int(year) for year in years if len(year) == 4 and year.isdecimal()), default=None)


def state_of(programme: Programme) -> amending.State:
    """What the rules compare an amendment with."""
    return amending.State(
        base=base_of(programme),
        term_start=programme.term_start,
        term_end=programme.term_end,
        commitments={one.number: says(one) for one in programme.commitments.select_related("field")},
        agreed_until=agreed_until(programme),
    )


def draft_of(
    amendment: Amendment, rows: Sequence[AmendedCommitment], state: amending.State
) -> amending.Draft:
    return amending.Draft(
        wording=bool(amendment.text),
        reason=bool(amendment.reason),
        effective_on=amendment.effective_on,
        term_end=amendment.term_end,
        lines=lines_of(rows, state.commitments),
    )


def dates_of(amendment: Amendment) -> amending.Dates:
    """What the new end of the term does with the dates the programme owes now."""
    if amendment.term_end is None:
        return amending.Dates()
    programme = amendment.programme
    return amending.changed_dates(
        [
            amending.Standing(one.kind, one.year, one.due, one.met_on is not None)
            for one in programme.obligations.all()
        ],
        programme.term_start,
        programme.term_end,
        amendment.term_end,
        programme.signed_on,
    )


def in_order(programme: Programme) -> QuerySet[Amendment]:
    """What is in force, the first one first, with its lines."""
    return (
        amendments_in_force(programme)
        .select_related("document__standing")
        .prefetch_related(Prefetch("lines", AmendedCommitment.objects.select_related("field")))
        .order_by("document__standing__accepted_at", "id")
    )


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment in force did to a commitment; `was` are the terms it had before, empty for an added one."""

    amendment: Amendment
    line: AmendedCommitment

    @property
    def was(self) -> Mapping[str, Any]:
        return self.line.was


def history_of(programme: Programme) -> dict[int, list[Amended]]:
    """Number of a commitment -> the amendments in force that added or changed it, the first one first; two queries."""
    found: dict[int, list[Amended]] = defaultdict(list)
    for amendment in in_order(programme):
        for line in amendment.lines.all():
            found[line.number].append(Amended(amendment, line))
    return dict(found)
