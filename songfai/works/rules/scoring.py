"""What must be true of a rubric, of a score sheet, and of what the points come to. Plain values only.

That a council scores, by which criteria and from how many points a work passes, provinces and units say for themselves
(domain: Ca Mau 09/2021, Son La 30/2014); the law asks for a vote (Circular 18/2013/TT-BKHCN, Article 8).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.numbers import MARKS
from songfai.works.rules.councils import Part
from songfai.works.states import SCORED, TOGETHER, Alike, PointsUse, Stage, Step

# ---------------------------------------------------------------- the rubric


def require_item(most: Decimal, pass_mark: Decimal | None) -> None:
    if most <= 0:
        raise Refused("no_points", N_("A criterion gives more than 0 points."))
    if pass_mark is not None and not 0 < pass_mark <= most:
        raise Refused(
            "pass_mark_out_of_reach",
            N_("The fewest points to pass are more than 0 and at most %(most)s."),
            most=said(most),
        )


def require_threshold(use: PointsUse, threshold: Decimal | None, together: Decimal) -> None:
    """`together`: the most points of all criteria."""
    if threshold is None:
        if use != PointsUse.INFORM:
            raise Refused("threshold_missing", N_("Where the points decide, say how many points are needed."))
        return
    if not 0 < threshold <= together:
        raise Refused(
            "threshold_out_of_reach",
            N_(
                "All criteria together give %(together)s points; the points needed are more than 0 and at most that."
            ),
            together=said(together),
        )


def plain(points: Decimal) -> str:
    """40, 12.5: as it is kept."""
    whole = points.to_integral_value()
    return str(whole if points == whole else points.normalize())


def said(points: Decimal) -> Trilingual:
    """12,5 in Lao and Vietnamese, 12.5 in English; as it is read, and as it may be typed again."""
    return Trilingual(**{language: plain(points).replace(".", MARKS[language][0]) for language in LANGUAGES})


# ---------------------------------------------------------------- a sheet


def require_scoring(*, items: int) -> None:
    if not items:
        raise Refused("no_rubric", N_("By the rules of this work the council gives no points."))


def require_scored_now(stage: Stage) -> None:
    if stage not in SCORED:
        raise Refused("scores_not_now", N_("Score sheets are written while the work is before the council."))


def require_before_ballot(stage: Stage) -> None:
    if stage != Stage.APPRAISAL:
        raise Refused(
            "declare_in_ballot",
            N_(
                "Here a conflict of interest is declared before the ballot; in an open ballot, where you vote."
            ),
        )


def require_may_score(*, sits: bool, barred: str) -> None:
    if not sits or barred:
        raise NotPermitted("no_scorer", N_("Only members of its council who may vote on the work score it."))


def require_not_handed_in(handed_in: bool) -> None:
    if handed_in:
        raise Refused("handed_in_already", N_("You have handed in your score sheet. It stays as it is."))


def require_reopenable(*, handed_in: bool, own: bool) -> None:
    if not handed_in:
        raise Refused("not_handed_in", N_("Only a score sheet that is handed in is reopened."))
    if own:
        raise NotPermitted(
            "own_sheet", N_("Your own score sheet is reopened by another one who runs the council.")
        )


def require_scores(points: Mapping[str, Decimal | None], most: Mapping[str, Decimal]) -> None:
    """`points` and `most`: criterion -> points. A sheet is not valid if a criterion has more than its most."""
    for key, given in points.items():
        if key not in most:
            raise Refused("no_such_criterion", N_("This criterion is not one of the rules of this work."))
        if given is not None and not 0 <= given <= most[key]:
            raise Refused(
                "points_out_of_reach",
                N_("A criterion is given from 0 to %(most)s points."),
                most=said(most[key]),
            )


def require_every_score(points: Mapping[str, Decimal | None], every: Collection[str]) -> None:
    missing = sum(points.get(key) is None for key in every)
    if missing:
        raise Refused(
            "scores_missing",
            N_("%(missing)s criteria have no points yet. A sheet is handed in when every criterion has."),
            missing=missing,
        )


def require_reads_sheets(*, handed_in: bool) -> None:
    if not handed_in:
        raise NotPermitted(
            "hand_in_first", N_("You see the others’ score sheets when you have handed in your own.")
        )


# ---------------------------------------------------------------- what they come to


@dataclass(frozen=True, slots=True)
class Column:
    """The points one criterion received, of the sheets that count."""

    most: Decimal
    pass_mark: Decimal | None
    points: Sequence[Decimal]

    @property
    def average(self) -> Fraction | None:
        """Not rounded: what is shown is."""
        return Fraction(sum(self.points)) / len(self.points) if self.points else None

    @property
    def spread(self) -> Decimal | None:
        """Between the lowest and the highest."""
        return max(self.points) - min(self.points) if self.points else None

    @property
    def failed(self) -> bool:
        average = self.average
        return average is not None and self.pass_mark is not None and average < Fraction(self.pass_mark)


def points_together(columns: Sequence[Column]) -> Fraction | None:
    """The sum of the averages: the average of the sheets' sums, where every sheet has every criterion."""
    averages = [one.average for one in columns]
    if not averages or None in averages:
        return None
    return sum((one for one in averages if one is not None), Fraction(0))


def points_passed(columns: Sequence[Column], threshold: Decimal | None) -> bool | None:
    """Whether the points needed are reached, no criterion below its own; None where nothing is asked, or no sheet is in."""
    together = points_together(columns)
    asked = threshold is not None or any(one.pass_mark is not None for one in columns)
    if together is None or not asked:
        return None
    reached = threshold is None or together >= Fraction(threshold)
    return reached and not any(one.failed for one in columns)


def require_points_alone(use: PointsUse | None) -> None:
    if use != PointsUse.DECIDE:
        raise Refused("ballot_decides", N_("By the rules of this work the council votes: open the ballot."))


def require_ballot(use: PointsUse | None) -> None:
    if use == PointsUse.DECIDE:
        raise Refused("points_decide", N_("By the rules of this work the points decide: no ballot is held."))


def require_enough_sheets(handed_in: int, entitled: int, quorum: Part) -> None:
    """As many as must vote must have scored, where the points decide."""
    if not quorum.reached(handed_in, entitled):
        raise Refused(
            "too_few_sheets",
            N_(
                "%(handed_in)s of %(entitled)s members have handed in their score sheets: that is not enough."
            ),
            handed_in=handed_in,
            entitled=entitled,
        )


def require_given_back_in(waiting: Sequence[str], without: str) -> None:
    """What somebody handed in does not fall out of the count by being given back. `waiting`: the names; `without`: why it is
    counted all the same."""
    if waiting and not without.strip():
        raise Refused(
            "given_back",
            N_(
                "The score sheet of %(names)s was reopened and is not handed in again. Wait for it, or say on the page of the"
                " work why it is counted without."
            ),
            names=", ".join(waiting),
        )


def require_points_reached(use: PointsUse | None, passed: bool | None) -> None:
    if use in (PointsUse.BOTH, PointsUse.DECIDE) and not passed:
        raise Refused(
            "points_not_reached",
            N_("The points the rules ask for were not reached: the work is not recognised."),
        )


# ---------------------------------------------------------------- the judgement on novelty


def asks_judgement(judged_from: date | None, filed_on: date) -> bool:
    return judged_from is not None and filed_on >= judged_from


def require_judged(alike: str, *, asked: bool) -> None:
    """`alike`: the newest judgement on the whole work, "" where there is none."""
    if not asked:
        return
    if not alike:
        raise Refused(
            "judgement_missing",
            N_(
                "By the rules the council judges the novelty of the work first: its judgement is still missing."
            ),
        )
    if alike == Alike.SAME:
        raise Refused(
            "judged_the_same",
            N_("The council judged the work to be the same as what was known: it is not recognised."),
        )


# ---------------------------------------------------------------- several works in one session


def require_together(step: Step, works: int, minutes: str) -> None:
    if step not in TOGETHER:
        raise Refused("not_together", N_("This step is taken for each work on its own."))
    if not works:
        raise Refused("no_works", N_("No work chosen yet."))
    if step in (Step.COUNT, Step.CLOSE) and not minutes.strip():
        raise Refused("minutes_missing", N_("The number of the minutes is missing."))
