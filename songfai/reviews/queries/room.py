"""The room of one review: what it shows, what its forms were filled from, what is left to carry on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from songfai.kit.errors import Refused
from songfai.kit.forms import current_language
from songfai.kit.languages import Trilingual
from songfai.kit.shown import language_name
from songfai.kit.stamps import stamp
from songfai.parties.models import Seat
from songfai.plans.models import PlanItem
from songfai.programmes.models import Commitment, Programme, Side
from songfai.programmes.queries import promised_until, visible_to
from songfai.programmes.terms import commitment_id
from songfai.record.even import Written, behind, uneven
from songfai.record.states import Stage
from songfai.reviews import rules
from songfai.reviews.models import (
    Conclusion,
    Delegation,
    Direction,
    Finding,
    Ground,
    Lesson,
    Review,
    SideRating,
    View,
)
from songfai.reviews.states import Heading, ReviewKind


def reviews_visible_to(seat: Seat | None) -> QuerySet[Review]:
    """Both sides share the room from its opening on; whoever may not read the programme sees none of it."""
    return Review.objects.filter(programme__in=visible_to(seat)).select_related(
        "document__standing", "opened_by", "programme"
    )


def of_year(programme: Programme, year: int, kind: str = ReviewKind.ANNUAL) -> Review | None:
    """The annual review of a year, or the review of another kind whose last year it is."""
    review = (
        Review.objects.filter(programme=programme, year=year, kind=kind)
        .select_related("document__standing", "opened_by")
        .first()
    )
    if review is not None:
        review.programme = programme
    return review


# ---- The room of one review ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment in the room: its facts, both sides' ratings, what both say of it."""

    commitment: Commitment
    facts: dict[str, Any]
    rating_1: SideRating | None
    rating_2: SideRating | None
    finding: Finding | None
    line: rules.Line

    @property
    def label(self) -> Trilingual:
        return self.commitment.short or self.commitment.text

    @property
    def ratings(self) -> tuple[SideRating | None, SideRating | None]:
        return self.rating_1, self.rating_2

    def rating(self, position: int | None) -> SideRating | None:
        return {1: self.rating_1, 2: self.rating_2}.get(position or 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the commitments to be rated one side has rated."""

    side: Side
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A heading of a review of the term: how each side judges it, what both conclude."""

    heading: Heading
    view_1: View | None
    view_2: View | None
    conclusion: Conclusion | None
    grounds_1: tuple[Ground, ...] = ()
    grounds_2: tuple[Ground, ...] = ()

    @property
    def views(self) -> tuple[View | None, View | None]:
        return self.view_1, self.view_2

    def view(self, position: int | None) -> View | None:
        return {1: self.view_1, 2: self.view_2}.get(position or 0)

    @property
    def asked(self) -> rules.Asked:
        return rules.Asked(
            gettext(self.heading.words), bool(self.view_1), bool(self.view_2), self.conclusion is not None
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the room shows of a review. `judged` is empty where its kind has none."""

    review: Review
    rows: list[Row]
    lessons: list[Lesson]
    directions: list[Direction]
    missing: list[Refused]
    judged: list[Judged] = field(default_factory=list)
    delegations: dict[int, Delegation] = field(default_factory=dict)

    @property
    def undone(self) -> list[dict[str, Any]]:
        return self.review.facts.get("undone", [])

    @property
    def unplanned(self) -> list[dict[str, Any]]:
        return self.review.facts.get("unplanned", [])

    def heading(self, heading: str) -> Judged | None:
        return next((one for one in self.judged if one.heading == heading), None)

    @property
    def lines(self) -> list[rules.Line]:
        return [row.line for row in self.rows]

    @property
    def progress(self) -> tuple[Progress, Progress]:
        first, second = (
            Progress(side, *rules.rated(self.lines, side.position))
            for side in self.review.programme.sides.all()
        )
        return first, second

    @property
    def settled(self) -> int:
        return sum(line.is_settled for line in self.lines if line.to_rate)

    def row(self, number: int) -> Row | None:
        return next((row for row in self.rows if row.commitment.number == number), None)

    def next_unrated(self, position: int, after: int) -> Row | None:
        """The next commitment the side still has to rate, beginning after `after` and going round."""
        open_rows = [row for row in self.rows if row.line.to_rate and not row.line.rated_by(position)]
        later = (row for row in open_rows if row.commitment.number > after)
        return next(later, open_rows[0] if open_rows else None)


def facts_of(review: Review) -> dict[str, dict[str, Any]]:
    """The frozen facts by what documents call a commitment."""
    return {kept["id"]: kept for kept in review.facts.get("commitments", [])}


def line_of(
    number: int,
    facts: dict[str, Any],
    ratings: tuple[SideRating | None, SideRating | None],
    finding: Finding | None,
    *,
    every: bool = False,
) -> rules.Line:
    """`every`: a review of the term rates each commitment whose facts are compiled, also one under which nothing was done."""
    first, second = ratings
    return rules.Line(
        number=number,
        to_rate=(every and bool(facts))
        or rules.to_rate(facts.get("planned", 0), facts.get("activities", 0), facts.get("off_plan", 0)),
        side_1=first.value if first else "",
        side_2=second.value if second else "",
        agreed=finding.agreed if finding else "",
        has_disagreement=bool(finding and finding.disagreement),
    )


def names_of(programme: Programme) -> dict[int, Trilingual]:
    """What each side is called, by its position."""
    return {side.position: side.display_name for side in programme.sides.all()}


def _names(programme: Programme) -> tuple[str, str]:
    first, second = (name.best(current_language())[0] for name in names_of(programme).values())
    return first, second


def sheet(review: Review) -> Sheet:
    """The whole room in six queries, whatever the number of commitments; ten where headings are judged."""
    facts = facts_of(review)
    ratings = {(rating.commitment_id, rating.position): rating for rating in review.ratings.all()}
    findings = {finding.commitment_id: finding for finding in review.findings.all()}
    rows = []
    for commitment in promised_until(review.programme, review.cut_off):
        own = facts.get(commitment_id(commitment.number), {})
        pair = ratings.get((commitment.pk, 1)), ratings.get((commitment.pk, 2))
        finding = findings.get(commitment.pk)
        line = line_of(commitment.number, own, pair, finding, every=review.form.of_term)
        rows.append(Row(commitment, own, *pair, finding, line))
    lessons = list(review.lessons.all())
    directions = list(review.directions.select_related("commitment", "lead_party__institution"))
    names = _names(review.programme)
    missing = rules.missing(
        [row.line for row in rows],
        sides=names,
        compiled=review.compiled_at is not None,
        lessons=len(lessons),
        directions=len(directions),
        held_on=review.held_on,
        needs_direction=not review.form.decides,
    )
    judged: list[Judged] = []
    delegations = {one.position: one for one in review.delegations.all()}
    if review.form.of_term:
        judged = _judged(review)
        missing += rules.missing_of_term(
            [one.asked for one in judged],
            sides=names,
            delegations=(1 in delegations, 2 in delegations),
            decides=review.form.decides,
            decision=review.decision,
        )
    shown = Sheet(review, rows, lessons, directions, missing, judged, delegations)
    authentic = {code: language_name(code) for code in review.programme.authentic_languages}
    missing += uneven(written_in(shown), authentic, review.evened)
    return shown


def behind_in(shown: Sheet) -> list[Written]:
    """What was changed in one authentic language and waits for the others."""
    review = shown.review
    return behind(written_in(shown), review.programme.authentic_languages, review.evened)


def written_in(shown: Sheet) -> Iterator[Written]:
    """What people wrote in the room and the minutes will say."""
    review = shown.review
    yield Written("place", gettext("Place"), review.place)
    yield Written("agenda", gettext("Agenda"), review.agenda)
    for position, delegation in shown.delegations.items():
        where = gettext("Both delegations")
        yield Written(f"delegations/p{position}/members", where, delegation.members, position)
    for row in shown.rows:
        where = gettext("Commitment %(number)s") % {"number": row.commitment.number}
        path = f"findings/{commitment_id(row.commitment.number)}"
        for position, rating in enumerate(row.ratings, 1):
            if rating is not None:
                yield Written(f"{path}/comment_{position}", where, rating.comment, position)
        if row.finding is not None:
            yield Written(f"{path}/disagreement", where, row.finding.disagreement)
            yield Written(f"{path}/difficulty", where, row.finding.difficulty)
            yield Written(f"{path}/cause", where, row.finding.cause)
    for lesson in shown.lessons:
        yield Written(f"lessons/l{lesson.number:02d}/text", gettext("Lessons"), lesson.text)
    for direction in shown.directions:
        yield Written(f"directions/d{direction.number:02d}/text", gettext("Directions"), direction.text)
    for one in shown.judged:
        where, path = gettext(one.heading.words), f"headings/{one.heading}"
        for position, view in enumerate(one.views, 1):
            if view is not None:
                yield Written(f"{path}/text_{position}", where, view.text, position)
        if one.conclusion is not None:
            yield Written(f"{path}/conclusion", where, one.conclusion.text)
    yield Written("decision/text", gettext("Decision"), review.decision_text)


def _judged(review: Review) -> list[Judged]:
    views = {(one.heading, one.position): one for one in review.views.all()}
    conclusions = {one.heading: one for one in review.conclusions.all()}
    grounds: dict[tuple[str, int], list[Ground]] = {}
    for one in review.grounds.all():
        grounds.setdefault((one.heading, one.position), []).append(one)
    return [
        Judged(
            each,
            views.get((each, 1)),
            views.get((each, 2)),
            conclusions.get(each),
            tuple(grounds.get((each, 1), ())),
            tuple(grounds.get((each, 2), ())),
        )
        for each in review.form.headings
    ]


# ---- What a form was filled from, so that the second of two savers is told --------------------------------


def rating_stamp(rating: SideRating | None) -> str:
    return stamp(rating.value, rating.comment.as_dict()) if rating else stamp("", {})


def finding_stamp(finding: Finding | None) -> str:
    if finding is None:
        return stamp("", {}, {})
    return stamp(
        finding.agreed, finding.disagreement.as_dict(), finding.difficulty.as_dict(), finding.cause.as_dict()
    )


def lesson_stamp(lesson: Lesson) -> str:
    return stamp(lesson.text.as_dict())


def view_stamp(view: View | None) -> str:
    return stamp(view.grade, view.text.as_dict()) if view else stamp("", {})


def conclusion_stamp(conclusion: Conclusion | None) -> str:
    return stamp(conclusion.text.as_dict() if conclusion else {})


def delegation_stamp(delegation: Delegation | None) -> str:
    return stamp(delegation.members.as_dict() if delegation else {})


def decision_stamp(review: Review) -> str:
    return stamp(review.decision, review.decision_text.as_dict(), review.extended_to)


def direction_stamp(direction: Direction) -> str:
    return stamp(direction.commitment_id, direction.text.as_dict(), direction.lead, direction.lead_party_id)


# ---- What follows -------------------------------------------------------------------------------------------

LIVING = (Stage.OFFERED, Stage.ACCEPTED, Stage.IN_FORCE)


def directions_left(review: Review, seat: Seat) -> list[Direction]:
    """Directions that stand neither in the side's own draft of the next year nor in a plan that was offered.

    An item carries the key of the direction it came from. The other side's draft is not looked at: it is theirs.
    """
    if review.form.decides:
        return []  # no year of this programme follows
    items = PlanItem.objects.filter(plan__programme=review.programme, plan__year=review.year + 1)
    carried = {
        *items.filter(plan__document__standing__stage__in=LIVING).values_list("key", flat=True),
        *items.filter(plan__document=None, plan__drafted_by__in=seat.stands_for).values_list(
            "key", flat=True
        ),
    }
    return [
        one for one in review.directions.select_related("commitment", "lead_party") if one.key not in carried
    ]
