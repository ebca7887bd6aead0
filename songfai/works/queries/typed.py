"""A text that is being written beside earlier works, before anything of it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from songfai.kit.dates import PartialDate
from songfai.novelty import queries as novelty
from songfai.novelty.rules.sheets import Written
from songfai.parties.models import Institution, Seat
from songfai.works import rules
from songfai.works.models import Work
from songfai.works.queries.comparing import (
    ORIGIN,
    Shared,
    filed_day,
    headings_on,
    own_private,
    readable_to,
    shared_of,
)
from songfai.works.queries.partner import beside, compared_by, doubles
from songfai.works.queries.works import as_handed_in, latest, works

# Earlier works that stand beside the text; the comparison of the saved work shows all of them.
NEAREST = 5


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier work with the same wording. `counted` and `greyed` are syllables, as in comparing.Earlier."""

    work: Work
    day: date
    opens: bool
    shared: list[Shared]
    counted: int
    greyed: int


@dataclass(frozen=True, slots=True)
class Typed:
    """`syllables` of the text, of which `not_counted` are said by many, by the form or by the law. `near`: the first of
    `found` works, those that weigh most first (docs/adr/0060). `handed_round`: syllables in long stretches that many works
    have."""

    syllables: int
    not_counted: int
    near: list[Near]
    found: int
    handed_round: int


def compared_typed(
    seat: Seat,
    parts: Sequence[Written],
    *,
    key: str,
    work: Work | None,
    institution: Institution,
    applied: PartialDate | None,
    today: date,
) -> Typed:
    """The likeliest earlier works beside a text as it stands in a form. For who writes it.

    `key`: of the work it is to become, or is; `work`: that, where it is begun. `applied`: the first application as it is
    typed. What is confidential in the works of others is not compared, as on the page of the comparison.
    """
    submission = latest(work) if work else None
    filed_on = filed_day(work, submission, today) if work else today
    day = rules.novelty_date(filed_on, rules.surely_applied(applied)) or today
    here = beside(institution, today)
    found = novelty.similar(
        parts,
        before=day + timedelta(days=1),
        filed_before=filed_on,
        besides=[key, *doubles(here)],
        headings=headings_on(institution, today),
        readable=readable_to(seat),
        private=own_private(seat),
        among=compared_by(here),
    )
    bodies = {part.name: part.body for part in parts}
    nearest = found.similar[:NEAREST]
    named = Work.objects.filter(key__in=[one.key for one in nearest]).defer("search")
    rows = {str(one.key): one for one in named.select_related("institution", *ORIGIN)}
    as_handed_in(rows.values(), seat)
    opens = set(works(seat).filter(pk__in=[one.pk for one in rows.values()]).values_list("pk", flat=True))
    near = [
        Near(
            work=rows[one.key],
            day=one.day,
            opens=rows[one.key].pk in opens,
            shared=[shared_of(passage, bodies) for passage in one.passages],
            counted=one.counted,
            greyed=one.greyed,
        )
        for one in nearest
        if one.key in rows
    ]
    round_ = sum(one.syllables for one in found.handed_round)
    return Typed(found.syllables, found.not_counted, near, len(found.similar), round_)
