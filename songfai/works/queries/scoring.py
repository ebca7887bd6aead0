"""Rubrics, score sheets and what they come to. Who reads the sheets of others, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from songfai.kit.standing import standing
from songfai.parties.models import Seat
from songfai.parties.permissions import can
from songfai.works import rules
from songfai.works.models import (
    Author,
    Conclusion,
    Conflict,
    Member,
    Regulation,
    Rubric,
    RubricItem,
    Score,
    ScoreSheet,
    Submission,
    Tally,
    Voter,
)
from songfai.works.permissions import council_role, reads_minutes
from songfai.works.queries.councils import sitting
from songfai.works.states import SCORED, Barred, PointsUse


def with_items(rows: QuerySet[Rubric]) -> QuerySet[Rubric]:
    return rows.prefetch_related(Prefetch("items", RubricItem.objects.order_by("position", "id")))


def presets() -> QuerySet[Rubric]:
    """Those that come with the software, to begin from."""
    return with_items(Rubric.objects.filter(regulation=None).order_by("id"))


def rubric_in(regulation: Regulation) -> Rubric | None:
    """The one that is entered, also while it has no criterion yet."""
    return with_items(Rubric.objects.filter(regulation=regulation).select_related("regulation")).first()


def rubric_of(regulation: Regulation) -> Rubric | None:
    """None where no criterion is entered: the council then gives no points."""
    row = rubric_in(regulation)
    return row if row is not None and row.items.all() else None


def use_of(rubric: Rubric | None) -> PointsUse | None:
    return PointsUse(rubric.use) if rubric else None


@dataclass(frozen=True, slots=True)
class Seated:
    """A member of the council before the points: barred and why, the sheet if it is handed in."""

    member: Member
    barred: str
    sheet: ScoreSheet | None

    @property
    def barred_words(self) -> str:
        return Barred(self.barred).words if self.barred else ""


@dataclass(frozen=True, slots=True)
class Averaged:
    """A criterion and what it received."""

    item: RubricItem
    column: rules.Column


@dataclass(frozen=True, slots=True)
class Session:
    """The points of a council on one work, as they stand, or as they were counted (`tally`)."""

    rubric: Rubric
    seated: Sequence[Seated]
    tally: Tally | None

    @property
    def entitled(self) -> list[Seated]:
        return [one for one in self.seated if not one.barred]

    @property
    def barred(self) -> list[Seated]:
        return [one for one in self.seated if one.barred]

    @property
    def missing(self) -> list[Seated]:
        return [one for one in self.entitled if one.sheet is None]

    @property
    def sheets(self) -> list[ScoreSheet]:
        return [one.sheet for one in self.entitled if one.sheet]

    @property
    def rows(self) -> list[Averaged]:
        given: dict[int, list[Score]] = {}
        for sheet in self.sheets:
            for one in sheet.scores.all():
                given.setdefault(one.item_id, []).append(one)
        return [
            Averaged(
                item,
                rules.Column(
                    item.most,
                    item.pass_mark,
                    [one.points for one in given.get(item.pk, []) if one.points is not None],
                ),
            )
            for item in self.rubric.items.all()
        ]

    @property
    def passed(self) -> bool | None:
        return rules.points_passed([one.column for one in self.rows], self.rubric.threshold)


def _with_scores(rows: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    """With what each criterion was given, in the order of the rubric."""
    scores = Score.objects.select_related("item").order_by("item__position", "item_id")
    return rows.prefetch_related(Prefetch("scores", scores)).order_by("id")


def _sheets(submission: Submission) -> dict[int, ScoreSheet]:
    """Those handed in: member -> sheet."""
    rows = ScoreSheet.objects.filter(submission=submission, handed_in_at__isnull=False, reopened_at=None)
    return {one.member_id: one for one in _with_scores(rows)}


def session_of(submission: Submission, day: date) -> Session | None:
    """For whoever may read it (`reads_sheets`); None where the council gives no points or none is convened."""
    rubric = rubric_of(submission.regulation)
    if rubric is None or submission.council is None:
        return None
    sheets = _sheets(submission)
    tally = Tally.objects.filter(submission=submission).first()
    if tally is not None:
        rows = tally.scorers.select_related("member__seat__account__person").order_by("id")
        seated = [
            Seated(one.member, one.barred, sheets.get(one.member_id) if one.handed_in else None)
            for one in rows
        ]
    elif submission.stage in SCORED:
        seated = [
            Seated(one.member, one.barred, None if one.barred else sheets.get(one.member.pk))
            for one in sitting(submission, day)
        ]
    else:
        return None
    return Session(rubric, seated, tally)


def given_back(submission: Submission, session: Session) -> list[str]:
    """The names of those who had handed in a sheet that was reopened, and have not handed it in again."""
    waiting = {one.member.pk: str(one.member) for one in session.missing}
    rows = ScoreSheet.objects.filter(submission=submission, member__in=waiting, reopened_at__isnull=False)
    back = set(rows.values_list("member", flat=True))
    return [name for pk, name in waiting.items() if pk in back]


def reopened_sheets(submission: Submission) -> list[ScoreSheet]:
    """What was handed in to its council and given back: for whoever may read the sheets (`sees_sheets`). What members of a
    council before it gave is not read by those who sit now, as with the sheets that were not reopened."""
    rows = ScoreSheet.objects.filter(
        submission=submission, member__council=submission.council_id, reopened_at__isnull=False
    )
    return list(_with_scores(rows.select_related("member__seat__account__person")))


def own_sheet(seat: Seat | None, submission: Submission) -> ScoreSheet | None:
    """The person's own, draft or handed in."""
    if seat is None:
        return None
    rows = ScoreSheet.objects.filter(
        submission=submission,
        reopened_at=None,
        member__council=submission.council_id,
        member__seat__account=seat.account_id,
    )
    return _with_scores(rows).first()


def sees_result(seat: Seat | None, session: Session) -> bool:
    """The averages: once they are counted, whoever may open the work; before, only who has handed in a sheet that counts."""
    if session.tally is not None:
        return True
    return seat is not None and any(
        one.sheet and one.member.seat.account_id == seat.account_id for one in session.entitled
    )


def sees_sheets(seat: Seat | None, submission: Submission, session: Session) -> bool:
    """The signed sheets: the council, each member after having handed in the own one; once counted also the office that
    decides. Never an author, and not who declared a conflict."""
    if seat is None or not sees_result(seat, session) or not reads_minutes(seat, submission):
        return False
    return session.tally is not None or council_role(seat, submission) != ""


def to_score(seat: Seat | None, most: int | None = None) -> list[Submission]:
    """Works before the person's councils whose score sheet the person has still to hand in."""
    return _to_score(seat.account_id, most=most) if seat is not None and can(seat, "works") else []


@standing
def _to_score(account: int, *, most: int | None) -> QuerySet[Submission]:
    mine = Member.objects.filter(seat__account=account)
    done = ScoreSheet.objects.filter(
        submission=OuterRef("pk"),
        member__in=mine.values("pk"),
        handed_in_at__isnull=False,
        reopened_at=None,
    )
    own = Author.objects.filter(work=OuterRef("work"), account=account)
    conflict = Conflict.objects.filter(submission=OuterRef("pk"), account=account)
    declared = Voter.objects.filter(
        ballot__submission=OuterRef("pk"), member__seat__account=account, barred=Barred.DECLARED
    )
    scoring = RubricItem.objects.exclude(rubric__regulation=None)
    return (
        Submission.objects.filter(
            ~Exists(done.filter(member__council=OuterRef("council"))),
            ~Exists(own),
            ~Exists(conflict),
            ~Exists(declared),
            stage__in=sorted(SCORED),
            council__in=mine.values("council"),
            regulation__in=scoring.values("rubric__regulation"),
        )
        .select_related("work__institution")
        .order_by("id")[:most]
    )


# ---------------------------------------------------------------- the judgement on novelty


def conclusion_of(submission: Submission) -> Conclusion | None:
    """The newest; reads what `with_all` fetched."""
    return next(reversed(submission.conclusions.all()), None)


def asks_judgement(submission: Submission) -> bool:
    return rules.asks_judgement(submission.regulation.judged_from, submission.filed_on)
