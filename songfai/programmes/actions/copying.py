"""A draft programme begun from another one: bodies that run several similar programmes write them once."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from songfai.journal import actions as journal
from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution, Seat
from songfai.parties.permissions import check
from songfai.programmes import permissions, queries, rules, slugs
from songfai.programmes.actions.drafting import write_obligations
from songfai.programmes.actions.naming import note_names
from songfai.programmes.models import Commitment, FurtherParty, Programme, Side
from songfai.programmes.rhythm import BASIS_COPIED, BASIS_PERIOD, BASIS_YEARLY
from songfai.programmes.states import ObligationKind, Settled
from songfai.record import actions as record

COPIED = ("text", "short", "type", "field_id", "bearer")


# A date the other programme owes -> the words of a rhythm that rules.obligations works dates out from.
RHYTHM = {
    ObligationKind.ANNUAL_REVIEW: "annual",
    ObligationKind.SIX_MONTHLY: "six_monthly",
    ObligationKind.QUARTERLY: "quarterly",
    ObligationKind.MIDTERM: "midterm",
}
REPEATED = {BASIS_YEARLY, BASIS_PERIOD}


def _rhythm_of(source: Programme) -> list[dict[str, str]]:
    kinds = set(source.obligations.values_list("kind", flat=True))
    return [{"kind": words} for kind, words in RHYTHM.items() if kind in kinds]


@transaction.atomic
def draft_from(
    *,
    source: Programme,
    title: Trilingual,
    partner: Institution,
    term_start: PartialDate,
    term_end: PartialDate,
    further: bool = False,
    by: Seat,
    at: datetime,
) -> Programme:
    """Begin a draft with the commitments, fields and rhythm of another programme of one's own institution: the commitments
    of its signed text.

    What belongs to the signing of the other one (texts, signatories, day, place, deadlines) is left to be written. `further`
    takes its further parties along, but for a body that is a side here: they read what is offered, so it is asked.
    Refused: one_body_twice, not_a_side, term_*.
    """
    check(by, "draft")
    own = queries.side_of(source, by)
    permissions.check_own_side(by, own, "draft")
    assert own is not None
    if partner.pk in queries.bodies_of(by):
        raise Refused("one_body_twice", N_("Both sides are the same institution. Correct one of them."))
    rules.require_term(term_start, term_end)
    slug = slugs.proposed(title, source.kind, term_start, term_end)
    programme = Programme.objects.create(
        slug=slugs.unique(slug, lambda tried: Programme.objects.filter(slug=tried).exists()),
        kind=source.kind,
        title=title,
        term_start=term_start,
        term_end=term_end,
        asleep_after=source.asleep_after,
        drafted_by=by.institution,
        created_at=at,
    )
    record.wrote(programme, by, at)
    bodies = {own.position: by.institution, 3 - own.position: partner}
    for position in (1, 2):
        Side.objects.create(programme=programme, position=position, institution=bodies[position])
    programme.fields.set(source.fields.all())
    # What a meeting promised was for that day; what both have cancelled nobody wants again.
    signed = source.commitments.filter(promised_on=None).exclude(settled=Settled.CANCELLED)
    Commitment.objects.bulk_create(
        Commitment(
            programme=programme,
            number=number,
            **{name: getattr(one, name) for name in COPIED},
        )
        for number, one in enumerate(signed.order_by("number"), 1)
    )
    if further:
        FurtherParty.objects.bulk_create(
            FurtherParty(programme=programme, institution=one.institution, role=one.role, task=one.task)
            for one in queries.further_parties_of(source)
            if one.institution_id not in {body.pk for body in bodies.values()}
        )
    owed = rules.obligations(term_start, term_end, None, _rhythm_of(source))
    write_obligations(
        programme,
        # No text says so yet.
        [replace(one, basis=BASIS_COPIED) if one.basis in REPEATED else one for one in owed],
    )
    note_names(programme)
    journal.write(
        by=by,
        at=at,
        verb="programmes.draft_from",
        subject=programme,
        programme=programme.slug,
        source=source.slug,
    )
    return programme
