"""Rules on plain values."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from songfai.kit.errors import Refused
from songfai.works import rules
from songfai.works.rules import Filing, Part, Share
from songfai.works.states import AuthorRole, BenefitKind, CountedOf, IpStatus, PartKind, Stage, SuperiorWhen

TODAY = date(2026, 3, 10)
WHOLE = Filing(
    type="technical",
    fields=1,
    first_applied=date(2026, 1, 1),
    parts=set(PartKind),
    shares=[Share(AuthorRole.LEAD, Decimal(100), True)],
    benefits=1,
    ip_status=IpStatus.NONE,
    today=TODAY,
)


def lead(share, confirmed=True):
    return Share(AuthorRole.LEAD, Decimal(share), confirmed)


def co(share, confirmed=True):
    return Share(AuthorRole.CO, Decimal(share), confirmed)


HELPER = Share(AuthorRole.HELPER, Decimal(0), False)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"type": ""}, ["type_missing"]),
        ({"fields": 0}, ["field_missing"]),
        ({"first_applied": None}, ["applied_missing"]),
        ({"first_applied": TODAY}, []),
        ({"first_applied": date(2026, 3, 11)}, ["applied_ahead"]),
        ({"parts": set(PartKind) - {PartKind.KNOWN}}, ["part_missing"]),
        ({"benefits": 0}, ["benefit_missing"]),
        ({"ip_status": IpStatus.PROTECTED}, ["under_protection"]),
        ({"ip_status": IpStatus.APPLIED}, []),
        ({"shares": []}, ["one_lead", "shares_not_whole"]),
        ({"shares": [lead("66.67"), co("33.33")]}, []),
        ({"shares": [lead("66.67"), co("33.34")]}, ["shares_not_whole"]),
        ({"shares": [lead("33.33"), co("33.33"), co("33.33")]}, ["shares_not_whole"]),
        ({"shares": [lead(50), lead(50)]}, ["one_lead"]),
        ({"shares": [co(100)]}, ["one_lead"]),
        ({"shares": [lead(60), co(40, confirmed=False)]}, ["not_confirmed"]),
        ({"shares": [lead(100), HELPER]}, []),
        ({"type": "", "benefits": 0}, ["type_missing", "benefit_missing"]),
    ],
)
def test_what_is_missing(changed, codes):
    assert [one.code for one in rules.missing(replace(WHOLE, **changed))] == codes


@pytest.mark.parametrize("stage", list(Stage))
def test_a_work_is_filed_only_while_no_submission_runs(stage):
    if stage in {Stage.DRAFT, Stage.NOT_ACCEPTED, Stage.REFUSED, Stage.WITHDRAWN}:
        rules.require_fileable(stage, WHOLE)
    else:
        with pytest.raises(Refused):
            rules.require_fileable(stage, WHOLE)


@pytest.mark.parametrize(
    ("role", "share", "allowed"),
    [
        (AuthorRole.LEAD, "100", True),
        (AuthorRole.LEAD, "0", False),
        (AuthorRole.CO, "0.01", True),
        (AuthorRole.CO, "100.01", False),
        (AuthorRole.HELPER, "0", True),
        (AuthorRole.HELPER, "1", False),
    ],
)
def test_shares_by_role(role, share, allowed):
    if allowed:
        rules.require_share(role, Decimal(share))
    else:
        with pytest.raises(Refused):
            rules.require_share(role, Decimal(share))


@pytest.mark.parametrize(
    ("filed", "applied", "expected"),
    [
        (date(2026, 3, 1), date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 1), date(2026, 4, 1), date(2026, 3, 1)),
        (None, date(2026, 4, 1), date(2026, 4, 1)),
        (None, None, None),
    ],
)
def test_novelty_is_of_the_earlier_day(filed, applied, expected):
    assert rules.novelty_date(filed, applied) == expected


@pytest.mark.parametrize(
    ("votes_for", "voted", "entitled", "part", "of", "expected"),
    [
        (2, 3, 3, Part(2, 3), CountedOf.MEMBERS, True),
        (3, 5, 5, Part(2, 3), CountedOf.MEMBERS, False),
        (4, 5, 5, Part(2, 3), CountedOf.MEMBERS, True),
        (4, 4, 7, Part(2, 3), CountedOf.MEMBERS, False),
        (4, 4, 7, Part(2, 3), CountedOf.PRESENT, True),
        (7, 10, 10, Part(70, 100), CountedOf.MEMBERS, True),
        (6, 9, 9, Part(70, 100), CountedOf.MEMBERS, False),
        (0, 0, 5, Part(2, 3), CountedOf.PRESENT, False),
    ],
)
def test_the_threshold_is_counted_in_whole_numbers(votes_for, voted, entitled, part, of, expected):
    found = rules.carried(votes_for=votes_for, voted=voted, entitled=entitled, threshold=part, counted_of=of)
    assert found is expected


@pytest.mark.parametrize(("voted", "allowed"), [(3, False), (4, True), (5, True)])
def test_the_quorum(voted, allowed):
    if allowed:
        rules.require_quorum(voted, 5, Part(2, 3))
    else:
        with pytest.raises(Refused):
            rules.require_quorum(voted, 5, Part(2, 3))


@pytest.mark.parametrize(("voted", "allowed"), [(0, False), (1, False), (2, False), (3, True), (20, True)])
def test_an_urn_of_one_or_two_ballots_is_not_counted(voted, allowed):
    if allowed:
        rules.require_secret_urn(voted)
    else:
        with pytest.raises(Refused) as refused:
            rules.require_secret_urn(voted)
        assert (refused.value.code, refused.value.params) == ("urn_not_secret", {"voted": voted})


def test_the_decision_is_due_from_the_later_day():
    assert rules.starts_deciding(TODAY, None) == TODAY
    assert rules.starts_deciding(TODAY, date(2026, 2, 1)) == TODAY
    assert rules.starts_deciding(TODAY, date(2026, 5, 1)) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("when", "head", "state", "expected"),
    [
        ("funded", True, True, True), ("funded", True, False, False), ("funded", False, True, False),
        ("funded", False, False, False), ("head", True, False, True), ("head", True, True, True),
        ("head", False, True, False), ("never", True, True, False),
    ],
)  # fmt: skip
def test_when_the_superior_body_is_asked(when, head, state, expected):
    assert rules.needs_superior(SuperiorWhen(when), head_is_author=head, state_funded=state) is expected


@pytest.mark.parametrize(
    ("own", "law", "refused"),
    [
        ("never", "funded", True), ("funded", "head", True), ("funded", "funded", False),
        ("head", "funded", False), ("never", "never", False), ("never", None, False),
    ],
)  # fmt: skip
def test_rules_of_a_unit_ask_for_no_less_than_the_law(own, law, refused):
    given = (SuperiorWhen(own), SuperiorWhen(law) if law else None)
    if not refused:
        rules.require_superior_no_less(*given)
        return
    with pytest.raises(Refused) as caught:
        rules.require_superior_no_less(*given)
    assert caught.value.code == "less_than_law"


@pytest.mark.parametrize(
    ("kind", "minor", "allowed"),
    [
        (BenefitKind.MEASURED, 1, True),
        (BenefitKind.ESTIMATED, 1, True),
        (BenefitKind.MEASURED, None, False),
        (BenefitKind.NOT_COMPUTABLE, None, True),
        (BenefitKind.NOT_COMPUTABLE, 1, False),
    ],
)
def test_a_benefit_has_an_amount_or_none(kind, minor, allowed):
    if allowed:
        rules.require_benefit(kind, minor)
    else:
        with pytest.raises(Refused):
            rules.require_benefit(kind, minor)


def test_findings_are_complete_and_what_must_be_met_is_met():
    rules.require_findings({"a": True, "b": False}, must=["a"], every=["a", "b"])
    for found, code in (({"a": True}, "findings_missing"), ({"a": False, "b": True}, "criterion_not_met")):
        with pytest.raises(Refused) as refused:
            rules.require_findings(found, must=["a"], every=["a", "b"])
        assert refused.value.code == code
