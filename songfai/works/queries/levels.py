"""The levels above the base unit: where a recognised work may be sent, what is missing for it, how far new it must be."""

from dataclasses import dataclass
from datetime import date

from songfai.kit import validity
from songfai.kit.errors import Refused
from songfai.parties.models import Institution
from songfai.works import rules
from songfai.works.models import Regulation, Submission, Use, Work
from songfai.works.queries.councils import chain
from songfai.works.states import ABOVE, RECOGNITION, Scheme, Scope, Stage, UseKind

# A submission to a level that still stands: another one to the same level is not taken.
STANDING = (
    *RECOGNITION,
    Stage.RECEIVED,
    Stage.DEFECTS,
    Stage.ACCEPTED,
    Stage.APPRAISAL,
    Stage.VOTING,
    Stage.VOTED,
)


@dataclass(frozen=True, slots=True)
class Level:
    """A level a work may go to: whose council decides, by which rules, and what is missing for it."""

    scheme: Scheme
    body: Institution
    regulation: Regulation
    missing: list[Refused]
    submission: Submission | None


def reach_of(work: Work, regulation: Regulation) -> rules.Reach:
    """Places it is applied in or was handed on to, each counted once by its name."""
    uses = Use.objects.filter(submission__work=work, kind__in=list(UseKind)).values_list("place", flat=True)
    return rules.Reach(
        stage=Stage(work.stage),
        places=len({place.strip().casefold() for place in uses}),
        least_places=regulation.least_places,
        confirmed=work.benefits.exclude(confirmed_at=None).count(),
        asks_confirmed=regulation.asks_confirmed,
    )


def levels_of(work: Work, day: date) -> list[Level]:
    """The levels whose rules some body above the unit (or the unit itself) has entered, lowest first."""
    bodies = list(chain(work.institution))
    rows = list(
        Regulation.objects.filter(
            institution__in=[one.pk for one in bodies], scheme__in=sorted(ABOVE)
        ).order_by("id")
    )
    sent = {one.scheme: one for one in work.submissions.order_by("id") if one.above and one.stage in STANDING}
    found = []
    for scheme in ABOVE:
        for body in bodies:
            of_body = [one for one in rows if one.institution_id == body.pk and one.scheme == scheme]
            if regulation := validity.on(of_body, day):
                missing = rules.missing_above(reach_of(work, regulation))
                found.append(Level(scheme, body, regulation, missing, sent.get(scheme)))
                break
    return found


def level_of(work: Work, scheme: str, day: date) -> Level | None:
    return next((one for one in levels_of(work, day) if one.scheme == scheme), None)


def is_within(earlier: Work, work: Work, submission: Submission | None) -> bool:
    """Whether an earlier work lies where the rules ask this one to be new."""
    if submission is None:
        scope, body = Scope.UNIT, work.institution_id
    else:
        scope, body = Scope(submission.regulation.scope), submission.institution_id
    # A work of the partner lies where the partner is, not where it is read.
    home = earlier.partner.released_by if earlier.stage == Stage.PARTNER else earlier.institution
    return rules.within(
        scope,
        unit=home.pk == work.institution_id,
        bodies={one.pk for one in chain(home)} if scope == Scope.PROVINCE else (),
        body=body,
        same_country=home.country == work.institution.country,
    )
