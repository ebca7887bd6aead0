"""Rubrics, sheets and what the points come to, on plain values."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from songfai.kit.errors import NotPermitted, Refused
from songfai.works import rules
from songfai.works.states import Alike, PointsUse, Stage


def column(*points, most=20, pass_mark=None):
    return rules.Column(
        Decimal(most), None if pass_mark is None else Decimal(pass_mark), [Decimal(one) for one in points]
    )


@pytest.mark.parametrize(
    ("most", "pass_mark", "code"),
    [
        ("0", None, "no_points"),
        ("-1", None, "no_points"),
        ("20", "0", "pass_mark_out_of_reach"),
        ("20", "20.5", "pass_mark_out_of_reach"),
        ("20", "20", None),
        ("0.5", None, None),
    ],
)
def test_a_criterion_gives_points_and_its_pass_mark_can_be_reached(most, pass_mark, code):
    given = (Decimal(most), None if pass_mark is None else Decimal(pass_mark))
    if code is None:
        rules.require_item(*given)
        return
    with pytest.raises(Refused) as refused:
        rules.require_item(*given)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("use", "threshold", "code"),
    [
        (PointsUse.INFORM, None, None),
        (PointsUse.INFORM, "70", None),
        (PointsUse.BOTH, None, "threshold_missing"),
        (PointsUse.DECIDE, None, "threshold_missing"),
        (PointsUse.DECIDE, "100", None),
        (PointsUse.DECIDE, "100.5", "threshold_out_of_reach"),
        (PointsUse.INFORM, "0", "threshold_out_of_reach"),
    ],
)
def test_points_decide_from_a_threshold_that_can_be_reached(use, threshold, code):
    given = (use, None if threshold is None else Decimal(threshold), Decimal(100))
    if code is None:
        rules.require_threshold(*given)
        return
    with pytest.raises(Refused) as refused:
        rules.require_threshold(*given)
    assert refused.value.code == code


def test_averages_are_not_rounded():
    one = column(10, 10, 11)
    assert one.average == Fraction(31, 3)
    assert one.spread == 1
    assert rules.points_together([one, one, one]) == 31
    assert rules.points_passed([one, one, one], Decimal(31)) is True
    assert rules.points_passed([one, one, one], Decimal("31.1")) is False


@pytest.mark.parametrize(
    ("columns", "threshold", "passed"),
    [
        ([column(), column()], 10, None),
        ([column(20), column(20)], None, None),
        ([column(20), column(20)], 40, True),
        ([column(20), column(19)], 40, False),
        ([column(20), column(9, 10, pass_mark=10)], 20, False),
        ([column(0), column(9, 11, pass_mark=10)], None, True),
        ([column(0), column(9, pass_mark=10)], None, False),
    ],
)
def test_what_is_asked_is_reached_or_not(columns, threshold, passed):
    assert rules.points_passed(columns, None if threshold is None else Decimal(threshold)) is passed


@pytest.mark.parametrize(
    ("points", "code"),
    [
        ({"1": Decimal(20), "2": None}, None),
        ({"1": Decimal("20.1")}, "points_out_of_reach"),
        ({"1": Decimal(-1)}, "points_out_of_reach"),
        ({"3": Decimal(1)}, "no_such_criterion"),
    ],
)
def test_a_sheet_with_more_than_the_most_is_not_valid(points, code):
    most = {"1": Decimal(20), "2": Decimal(5)}
    if code is None:
        rules.require_scores(points, most)
        with pytest.raises(Refused) as refused:
            rules.require_every_score(points, most)
        assert (refused.value.code, refused.value.params) == ("scores_missing", {"missing": 1})
        return
    with pytest.raises(Refused) as refused:
        rules.require_scores(points, most)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("use", "passed", "refused"),
    [
        (None, None, False),
        (PointsUse.INFORM, False, False),
        (PointsUse.BOTH, True, False),
        (PointsUse.BOTH, False, True),
        (PointsUse.BOTH, None, True),
        (PointsUse.DECIDE, True, False),
        (PointsUse.DECIDE, False, True),
    ],
)
def test_points_bind_the_decision_where_the_rules_say_so(use, passed, refused):
    if not refused:
        rules.require_points_reached(use, passed)
        return
    with pytest.raises(Refused):
        rules.require_points_reached(use, passed)


def test_who_scores_and_when():
    rules.require_may_score(sits=True, barred="")
    for sits, barred in ((False, ""), (True, "author")):
        with pytest.raises(NotPermitted):
            rules.require_may_score(sits=sits, barred=barred)
    for stage in Stage:
        if stage in (Stage.APPRAISAL, Stage.VOTING):
            rules.require_scored_now(stage)
        else:
            with pytest.raises(Refused):
                rules.require_scored_now(stage)


@pytest.mark.parametrize(
    ("judged_from", "asked"),
    [(None, False), (date(2026, 3, 10), True), (date(2026, 3, 11), False), (date(2020, 1, 1), True)],
)
def test_judgement_is_asked_for_of_works_filed_from_a_day_on(judged_from, asked):
    assert rules.asks_judgement(judged_from, date(2026, 3, 10)) is asked


@pytest.mark.parametrize(
    ("alike", "asked", "code"),
    [
        ("", False, None),
        (Alike.SAME, False, None),
        ("", True, "judgement_missing"),
        (Alike.SAME, True, "judged_the_same"),
        (Alike.PARTLY, True, None),
        (Alike.DIFFERENT, True, None),
    ],
)
def test_a_work_is_recognised_after_the_judgement_only(alike, asked, code):
    if code is None:
        rules.require_judged(alike, asked=asked)
        return
    with pytest.raises(Refused) as refused:
        rules.require_judged(alike, asked=asked)
    assert refused.value.code == code
