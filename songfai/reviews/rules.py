"""What must be true of a year's review and of the minutes both sides sign. Plain values only.

Source 000: the two sides jointly evaluate the year and jointly name the causes; source 002: every year they draw
lessons and set the direction of the next year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from songfai.kit.errors import N_, Refused
from songfai.record.states import Stage

# From the offer on the minutes are what both sides read: nothing in the room changes until they are answered.
LOCKED = (Stage.OFFERED, Stage.ACCEPTED, Stage.IN_FORCE, Stage.REPLACED)


def require_begun(year: int, today: date) -> None:
    if year > today.year:
        raise Refused(
            "year_not_begun",
            N_("The year %(year)s has not begun: there is nothing to review yet."),
            year=year,
        )


def require_last_year(last: int, today: date) -> None:
    """The final summary looks back on the whole term: it is opened in its last year or later."""
    if today.year < last:
        raise Refused(
            "term_not_ending",
            N_("The term runs to %(year)s: the final summary can be opened in its last year."),
            year=last,
        )


def require_none_open(others: int) -> None:
    if others:
        raise Refused("review_exists", N_("A review of this kind is open already."))


def usual_cut_off(year: int, today: date) -> date:
    """The end of the year; today while it still runs."""
    return min(date(year, 12, 31), today)


def require_cut_off(cut_off: date, year: int, today: date) -> None:
    if cut_off > today:
        raise Refused("cut_off_ahead", N_("The cut-off date lies ahead. Choose today or an earlier day."))
    if cut_off < date(year, 1, 1):
        raise Refused("cut_off_before_year", N_("The cut-off date is before the year %(year)s."), year=year)


def require_held(held_on: date | None, year: int, today: date) -> None:
    if held_on is None:
        return
    if held_on > today:
        raise Refused(
            "held_ahead", N_("The date of the meeting lies ahead. Enter it when the meeting has been held.")
        )
    if held_on < date(year, 1, 1):
        raise Refused(
            "held_before_year", N_("The date of the meeting is before the year %(year)s."), year=year
        )


def is_open(stage: str) -> bool:
    """Whether facts, ratings, findings, lessons and directions may change: a draft, also after a return."""
    return stage not in LOCKED


def require_open(stage: str) -> None:
    if stage == Stage.IN_FORCE:
        raise Refused(
            "minutes_in_force", N_("The minutes are in force: what both sides signed no longer changes.")
        )
    if not is_open(stage):
        raise Refused(
            "minutes_offered",
            N_("The minutes have been offered: nothing changes until they are answered or withdrawn."),
        )


def require_offered(stage: str) -> None:
    if stage == "draft":
        raise Refused("minutes_not_offered", N_("The minutes have not been offered yet."))


def agreed_after(before: tuple[str, str], after: tuple[str, str], agreed: str, has_disagreement: bool) -> str:
    """The agreed rating once a side has rated: two equal ratings agree by themselves.

    An agreement that came from two equal ratings ends when one of them changes; one that somebody entered stays.
    Where a difference of opinion is written down, nothing is filled in behind the writer's back.
    """
    if after[0] and after[0] == after[1]:
        return agreed if has_disagreement else after[0]
    if before[0] and before[0] == before[1] == agreed:
        return ""
    return agreed


def require_finding(agreed: str, has_disagreement: bool, side_1: str, side_2: str) -> None:
    """Either both agree, or they say how they differ; and neither before both have rated."""
    if agreed and has_disagreement:
        raise Refused(
            "agreed_and_differing",
            N_("Choose the agreed rating or write down the difference of opinion, not both."),
        )
    if agreed and not (side_1 and side_2):
        raise Refused("not_both_rated", N_("An agreed rating comes after both sides have rated."))


@dataclass(frozen=True, slots=True)
class Line:
    """What the rules look at of one commitment."""

    number: int
    to_rate: bool
    side_1: str = ""
    side_2: str = ""
    agreed: str = ""
    has_disagreement: bool = False

    @property
    def is_settled(self) -> bool:
        return bool(self.agreed) or self.has_disagreement

    def rated_by(self, position: int) -> bool:
        return bool(self.side_1 if position == 1 else self.side_2)


def to_rate(planned: int, activities: int, off_plan: int) -> bool:
    """A commitment is rated when something of it was planned or done in the year."""
    return bool(planned or activities or off_plan)


def rated(lines: Iterable[Line], position: int) -> tuple[int, int]:
    """How many of the commitments to be rated a side has rated: (done, all)."""
    due = [line for line in lines if line.to_rate]
    return sum(line.rated_by(position) for line in due), len(due)


def _numbers(lines: Iterable[Line]) -> str:
    return ", ".join(str(line.number) for line in lines)


def missing(
    lines: Sequence[Line],
    *,
    sides: tuple[str, str],
    compiled: bool,
    lessons: int,
    directions: int,
    held_on: date | None,
    needs_direction: bool = True,
) -> list[Refused]:
    """All that is missing before the minutes can be offered, in the order of the work. `sides`: their names."""
    found: list[Refused] = []

    def add(code: str, text: str, **params: object) -> None:
        found.append(Refused(code, text, **params))

    if not compiled:
        add("facts_not_compiled", N_("Compile the facts of the year from the record."))
    due = [line for line in lines if line.to_rate]
    unrated = N_("Commitments still to be rated by %(side)s: %(numbers)s.")
    if left := [line for line in due if not line.side_1]:
        add("first_side_unrated", unrated, side=sides[0], numbers=_numbers(left))
    if left := [line for line in due if not line.side_2]:
        add("second_side_unrated", unrated, side=sides[1], numbers=_numbers(left))
    unsettled = [line for line in due if line.side_1 and line.side_2 and not line.is_settled]
    if unsettled:
        add(
            "unsettled",
            N_("Commitments with neither an agreed rating nor a difference of opinion: %(numbers)s."),
            numbers=_numbers(unsettled),
        )
    if not lessons:
        add("no_lesson", N_("Write down at least one lesson."))
    if needs_direction and not directions:
        add("no_direction", N_("Write down at least one direction."))
    if held_on is None:
        add("no_date_held", N_("Enter the date on which the review was held."))
    return found


def require_one_who_does_it(lead: int | None, is_party: bool) -> None:
    """A further party does it in place of the sides, not beside one of them or both."""
    if lead is not None and is_party:
        raise Refused("two_do_it", N_("Say who does it once: the sides, or a further party."))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules look at of one heading: its words, who has judged it, whether both have concluded."""

    words: str
    side_1: bool = False
    side_2: bool = False
    concluded: bool = False


def missing_of_term(
    asked: Sequence[Asked],
    *,
    sides: tuple[str, str],
    delegations: tuple[bool, bool],
    decides: bool,
    decision: str,
) -> list[Refused]:
    """What a review of the term needs beside what every review needs. `sides`: their names."""
    found: list[Refused] = []
    for side, given in zip(sides, delegations, strict=True):
        if not given:
            found.append(Refused("no_delegation", N_("Delegation still to be named by %(side)s."), side=side))
    unjudged = N_("Headings still to be judged by %(side)s: %(headings)s.")
    for side, name in zip(sides, ("side_1", "side_2"), strict=True):
        if left := [one.words for one in asked if not getattr(one, name)]:
            found.append(Refused("heading_unjudged", unjudged, side=side, headings=", ".join(left)))
    open_ones = [one.words for one in asked if one.side_1 and one.side_2 and not one.concluded]
    if open_ones:
        found.append(
            Refused(
                "heading_open",
                N_("Headings without a conclusion of both sides: %(headings)s."),
                headings=", ".join(open_ones),
            )
        )
    if decides and not decision:
        found.append(
            Refused("no_decision", N_("Enter the decision: a new programme, a longer term, or the end."))
        )
    return found


def require_decision(decision: str, extended_to: date | None, term_end: date) -> None:
    """Only an extension has a new last day, and it lies after the old one."""
    if decision == "extend" and extended_to is None:
        raise Refused("no_new_end", N_("Enter the day to which the term is extended."))
    if extended_to is not None and decision != "extend":
        raise Refused("end_without_extension", N_("A new last day belongs only to an extension of the term."))
    if extended_to is not None and extended_to <= term_end:
        raise Refused("end_not_later", N_("The new last day must be after the present end of the term."))


def require_heading(heading: str, headings: Iterable[str]) -> None:
    if heading not in headings:
        raise Refused("heading_unknown", N_("This kind of review has no such heading."))


def require_grounds(picked: Iterable[str], offered: Iterable[str], most: int) -> None:
    """`picked` and `offered` are names of rows of the record."""
    picked = set(picked)
    if len(picked) > most:
        raise Refused(
            "grounds_too_many", N_("Choose at most %(most)s: those the judgement rests on most."), most=most
        )
    if picked - set(offered):
        raise Refused("ground_unknown", N_("One of the rows is not in the record any more. Choose again."))


def require_decides(decides: bool) -> None:
    if not decides:
        raise Refused("no_decision_here", N_("Only the final summary ends with a decision on the programme."))


def require_written(written: bool) -> None:
    if not written:
        raise Refused(
            "nothing_written", N_("Nothing is written yet: fill in at least one heading, then hand it over.")
        )


def require_new(new: bool) -> None:
    if not new:
        raise Refused("nothing_new", N_("The other side has exactly this already: there is nothing new."))


def require_offerable(found: Sequence[Refused]) -> None:
    """Raises the first of what is missing; the page lists all of it."""
    if found:
        raise found[0]


def require_minutes_in_force(stage: str) -> None:
    if stage != Stage.IN_FORCE:
        raise Refused(
            "minutes_not_in_force",
            N_("The directions become a plan once the minutes of the review are in force."),
        )


def require_something_left(left: int, year: int) -> None:
    if not left:
        raise Refused(
            "directions_carried", N_("Every direction already stands in a plan of %(year)s."), year=year
        )


def require_rating(value: str, offered: Iterable[str]) -> None:
    if value and value not in offered:
        raise Refused(
            "rating_not_here",
            N_("Over a whole term nothing is “not due this year”. Choose how far it was carried out."),
        )


def require_new_heading(title: str, taken: Iterable[str]) -> None:
    """`title` and `taken` are folded."""
    if title in taken:
        raise Refused("heading_there", N_("This heading is there already. Write under that one."))


def require_decided(stage: str) -> None:
    if stage != Stage.IN_FORCE:
        raise Refused("not_decided", N_("The decision holds once both sides have signed the final summary."))


def require_extended(is_extended: bool) -> None:
    if not is_extended:
        raise Refused("not_extended", N_("The two sides did not decide to extend the term."))


def require_closable(is_ended: bool, term_end: date | None, today: date, is_closed: bool) -> None:
    """`is_ended`: both signed the decision to end; `term_end`: the last day of the term; `is_closed`: by this side."""
    if not is_ended:
        raise Refused("not_ended", N_("The two sides did not decide to end the cooperation."))
    if term_end is not None and today <= term_end:
        raise Refused(
            "term_not_over",
            N_("The term runs until %(date)s. Each side closes the programme after that day."),
            date=term_end,
        )
    if is_closed:
        raise Refused("closed_already", N_("Your side has closed this programme already."))
