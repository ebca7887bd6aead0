"""What must be true before a recognised work is sent to a level above its unit. Plain values only.

Legal sources: Law on Emulation and Commendation 06/2022/QH15, Article 23 and following. The numbers are data of each
province (models.Regulation).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from songfai.kit.errors import N_, Refused
from songfai.works.states import RECOGNITION, Scheme, Scope, Stage


@dataclass(frozen=True, slots=True)
class Reach:
    """What a level asks for, beside what the work has: places it is applied in, figures somebody confirmed."""

    stage: Stage
    places: int
    least_places: int
    confirmed: int
    asks_confirmed: bool


def highest(schemes: Iterable[str]) -> str:
    """The level of a work, by the schemes whose recognition of it is in force; empty where none is. A level above the unit
    recognises the effect of what the unit has recognised: without that it counts for nothing."""
    in_force = {Scheme(one) for one in schemes}
    if Scheme.BASE not in in_force:
        return ""
    return next((one for one in reversed(Scheme) if one in in_force), "")


def missing_above(reach: Reach) -> list[Refused]:
    """What is still missing before the effect and scope of influence can be considered, by the rules of that level."""
    found = []
    if reach.stage not in RECOGNITION:
        found.append(
            Refused("not_recognised_yet", N_("The work is not recognised by its unit, or not any more."))
        )
    if reach.places < reach.least_places:
        found.append(
            Refused(
                "too_few_places",
                N_("It is applied in %(count)s places; the rules of this level ask for %(least)s."),
                count=reach.places,
                least=reach.least_places,
            )
        )
    if reach.asks_confirmed and not reach.confirmed:
        found.append(Refused("benefit_unconfirmed", N_("No benefit of the work is confirmed yet.")))
    return found


def require_reach(reach: Reach) -> None:
    for refused in missing_above(reach):
        raise refused


def require_report(report: str) -> None:
    if not report.strip():
        raise Refused(
            "report_missing", N_("Describe the effect and where it reaches: the council decides on that.")
        )


def require_still_recognised(stage: Stage) -> None:
    """Without the recognition of its unit there is nothing whose effect a level above could recognise."""
    if stage not in RECOGNITION:
        raise Refused("not_recognised_yet", N_("The work is not recognised by its unit, or not any more."))


def require_influence(influence: str) -> None:
    if influence not in set(Scope):
        raise Refused("influence_missing", N_("Say how far the work was found to reach."))


def within(scope: Scope, *, unit: bool, bodies: Collection[int], body: int, same_country: bool) -> bool:
    """Whether an earlier work lies where this one must be new. `bodies`: the earlier work's institution and those
    above it; `body`: the one whose council decides."""
    if scope == Scope.UNIT:
        return unit
    return body in bodies if scope == Scope.PROVINCE else same_country
