import json
from datetime import date
from decimal import Decimal

import pytest

from songfai.commitments import actions
from songfai.commitments.models import Remark, Statement
from songfai.commitments.permissions import CAPABILITIES, may
from songfai.commitments.queries import indicator_of
from songfai.commitments.statements import indicator_terms, thread_name
from songfai.commitments.states import Word
from songfai.desk.queries import desk
from songfai.files.queries import readable_by
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.states import Role
from songfai.programmes.models import Commitment
from songfai.record.threads import latest
from songfai.reviews.indicator_facts import indicators_until
from tests import factories as make

pytestmark = pytest.mark.django_db
WHY = make.words("Why")
PDF = b"%PDF-1.4\n%%EOF\n"
INDICATOR = {
    "text": make.words("Trainees"), "unit": make.words("persons"), "baseline": None, "target": Decimal(20),
    "by_when": None,
}  # fmt: skip


@pytest.fixture
def made():
    return make.programme_in_force()


@pytest.fixture
def commitment(made):
    return made.commitments[0]


def say(commitment, word, by, **fields):
    return actions.say(commitment=commitment, word=word, by=by, at=make.NOW, **({"reason": WHY} | fields))


def settled(commitment):
    return Commitment.objects.get(pk=commitment.pk).settled


def test_what_both_sides_say_is_settled_and_cannot_be_taken_back_by_one(made, commitment):
    mine = say(commitment, Word.CANCELLED, made.leader_a)
    assert settled(commitment) == ""
    say(commitment, Word.CANCELLED, made.leader_b)
    assert settled(commitment) == "cancelled"
    with pytest.raises(Refused, match="settled"):
        actions.take_back(statement=mine, by=made.leader_a, at=make.NOW)
    told = Notice.objects.filter(account=made.leader_b.account, text__contains="cancel")
    assert told.count() == 1
    assert Line.objects.filter(verb="commitments.say").count() == 2


def test_one_side_warns_and_takes_the_warning_back(made, commitment):
    mine = say(commitment, Word.AT_RISK, made.leader_a)
    assert Commitment.objects.get(pk=commitment.pk).at_risk
    with pytest.raises(NotPermitted):
        actions.take_back(statement=mine, by=made.leader_b, at=make.NOW)
    actions.take_back(statement=mine, by=made.leader_a, at=make.NOW)
    assert not Commitment.objects.get(pk=commitment.pk).at_risk
    assert Statement.objects.count() == 1  # that it was said stays
    say(commitment, Word.AT_RISK, made.leader_a)


def test_the_same_is_said_once(made, commitment):
    say(commitment, Word.AT_RISK, made.leader_a)
    with pytest.raises(Refused) as refused:
        say(commitment, Word.AT_RISK, made.leader_a)
    assert refused.value.code == "statement_there"


def test_nothing_is_said_of_a_draft():
    draft = make.draft_programme()
    with pytest.raises(Refused) as refused:
        say(draft.commitments.first(), Word.AT_RISK, make.seat(draft.drafted_by))
    assert refused.value.code == "programme_not_in_force"


def test_what_both_cancelled_is_not_asleep_on_the_desk(made, commitment):
    before = len(desk(made.leader_a, make.TODAY).asleep)
    for leader in (made.leader_a, made.leader_b):
        say(commitment, Word.CANCELLED, leader)
    assert len(desk(made.leader_a, make.TODAY).asleep) == before - 1


def test_each_side_writes_its_own_remark_and_the_second_of_two_savers_is_told(made, commitment):
    values = {"resources": WHY, "difficulties": WHY, "recommendations": Trilingual()}
    for leader in (made.leader_a, made.leader_b):
        actions.write_remark(commitment=commitment, values=values, by=leader, at=make.NOW, seen_revision=0)
    assert Remark.objects.count() == 2
    with pytest.raises(Changed):
        actions.write_remark(
            commitment=commitment, values=values, by=made.leader_a, at=make.NOW, seen_revision=0
        )


def test_an_indicator_counts_once_the_other_side_agrees(made, commitment):
    one = actions.propose(commitment=commitment, values=INDICATOR, by=made.leader_a, at=make.NOW)
    measured = {
        "value": Decimal(7),
        "on": date(2026, 3, 1),
        "source": "",
        "by": made.leader_b,
        "at": make.NOW,
    }
    with pytest.raises(Refused) as refused:
        actions.measure(indicator=one, **measured)
    assert refused.value.code == "indicator_not_agreed"
    with pytest.raises(NotPermitted):
        actions.agree(indicator=one, by=made.leader_a, at=make.NOW)
    actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
    actions.measure(indicator=one, **measured)
    with pytest.raises(Refused) as refused:
        actions.withdraw(indicator=one, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "indicator_agreed"
    with pytest.raises(Refused) as refused:
        actions.measure(indicator=one, **(measured | {"on": date(2026, 4, 1)}))
    assert refused.value.code == "measured_ahead"


ALLOWED = {
    Role.LEADER: set(CAPABILITIES),
    Role.COORDINATOR: set(CAPABILITIES),
    Role.UNIT_OFFICER: {"remark", "measure", "confirm"},
    Role.CLERK: {"remark", "measure"},
    Role.READER: set(),
    Role.INSPECTOR: set(),
    Role.ADMINISTRATOR: set(),
    Role.AUTHOR: set(),
}


def test_who_may_do_what_on_either_side(made):
    for side in made.programme.sides.all():
        found = {
            role: {
                what for what in CAPABILITIES if may(make.seat(side.institution, role), made.programme, what)
            }
            for role in Role
        }
        assert found == ALLOWED
    assert not any(may(make.seat(), made.programme, what) for what in CAPABILITIES)


# ---- Targets, estimates, parts, confirmation --------------------------------------------------------------


SPLIT = Trilingual(
    lo="ເພດ: ຍິງ; ຊາຍ\nລະດັບ: ສູນກາງ; ແຂວງ",
    vi="Giới tính: nữ; nam\nCấp: trung ương; tỉnh",
    en="Sex: women; men\nLevel: central; province",
)


@pytest.fixture
def agreed(made, commitment):
    values = INDICATOR | {"split": SPLIT, "source": WHY, "better": "more", "baseline_on": None}
    one = actions.propose(commitment=commitment, values=values, by=made.leader_a, at=make.NOW)
    actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
    return indicator_of(commitment, one.key)


def measured(agreed, by, **fields):
    given = {"value": Decimal(7), "on": date(2026, 3, 1), "source": "Office"}
    return actions.measure(indicator=agreed, by=by, at=make.NOW, **(given | fields))


def test_a_figure_is_entered_by_one_side_and_confirmed_by_the_other(made, agreed):
    figure = measured(agreed, made.leader_a)
    figure.indicator = agreed
    with pytest.raises(NotPermitted):
        actions.confirm(measurement=figure, by=made.leader_a, at=make.NOW)
    actions.confirm(measurement=figure, by=made.leader_b, at=make.NOW)
    with pytest.raises(Refused) as refused:
        actions.confirm(measurement=figure, by=made.leader_b, at=make.NOW)
    assert refused.value.code == "confirmed_already"
    kept = agreed.measurements.get()
    assert (kept.confirmed_at, kept.confirmed_by) == (make.NOW, str(made.leader_b.account))


def attached(commitment):
    """The files that the first side's word on a commitment names."""
    said = latest(commitment.programme.register_id, 1, thread_name(commitment))
    return [one["sha256"] for one in json.loads(bytes(said.body)).get("attachments", [])]


@pytest.mark.parametrize("crosses", [False, True])
def test_the_evidence_of_a_figure_is_read_by_both_sides_and_crosses_only_where_it_may(
    made, commitment, agreed, crosses
):
    measured(agreed, made.leader_a, evidence=("report.pdf", PDF), crosses=crosses)
    kept = agreed.measurements.get().evidence
    assert kept.name == "report.pdf"
    for seat in (made.leader_a, made.leader_b):
        assert readable_by(seat).get() == kept
    assert not readable_by(make.seat(make.institution(), Role.LEADER)).exists()
    assert attached(commitment) == ([kept.sha256] if crosses else [])


def test_evidence_that_is_no_paper_is_refused_with_the_figure(made, agreed):
    with pytest.raises(Refused) as refused:
        measured(agreed, made.leader_a, evidence=("report.pdf", b"MZ\x90"), crosses=True)
    assert refused.value.code == "file_not_what_it_says"
    assert not agreed.measurements.exists()
    measured(agreed, made.leader_a, crosses=True)
    assert not agreed.measurements.get().crosses


def test_an_estimate_and_its_parts_are_kept_as_such(made, agreed):
    measured(agreed, made.leader_a, is_estimate=True, parts=[Decimal(4), None])
    kept = agreed.measurements.get()
    assert kept.is_estimate
    shown = [(name.en, [(part.en, value) for part, value in parts]) for name, parts in kept.shown_parts]
    assert shown == [("Sex", [("women", Decimal(4)), ("men", None)])]
    measured(agreed, made.leader_a, parts=[Decimal(4), Decimal(3), None, Decimal(7)])
    shown = [(name.vi, parts[1][1]) for name, parts in agreed.measurements.order_by("id").last().shown_parts]
    assert shown == [("Giới tính", Decimal(3)), ("Cấp", Decimal(7))]
    with pytest.raises(Refused) as refused:
        measured(agreed, made.leader_a, parts=[Decimal(1)] * 5)
    assert refused.value.code == "parts_unknown"


@pytest.mark.parametrize(
    ("vi", "en", "code"),
    [
        ("Nữ\nNam", "Women", "split_differs"),
        ("Giới tính: nữ; nam", "Women\nMen", "split_differs"),
        ("Giới tính: nữ; nam", "Sex: women; men\nLevel: central", "split_differs"),
        ("Giới tính:", "Sex: ;", "split_empty"),
    ],
)
def test_languages_name_the_same_dimensions_and_parts(made, commitment, vi, en, code):
    values = INDICATOR | {"split": Trilingual(vi=vi, en=en)}
    with pytest.raises(Refused) as refused:
        actions.propose(commitment=commitment, values=values, by=made.leader_a, at=make.NOW)
    assert refused.value.code == code


def test_targets_of_the_years_are_proposed_and_agreed_with_the_indicator(made, commitment):
    years = {"2024": "5", "2025": "12.5"}
    told = {"commitment": commitment, "by": made.leader_a, "at": make.NOW}
    one = actions.propose(values=INDICATOR | {"yearly": years}, **told)
    assert one.target_of(2024) is None  # nobody has agreed yet
    other = actions.propose(values=INDICATOR, **told)
    said = indicator_terms(one)
    assert said["years"] == [{"id": "y2024", "target": "5"}, {"id": "y2025", "target": "12.5"}]
    assert "years" not in indicator_terms(other)  # as before they could be proposed
    actions.agree(indicator=one, by=made.leader_b, at=make.NOW)
    now = indicator_of(commitment, one.key)
    assert (now.target_of(2024), now.target_of(2025), now.target_of(2026)) == (
        Decimal(5),
        Decimal("12.5"),
        None,
    )
    assert now.target_now == Decimal(20)
    # Another one of a year replaces the first, which stays readable.
    new = target(now, made.leader_b, value=7, year=2024)
    new.indicator = now
    actions.agree_target(target=new, by=made.leader_a, at=make.NOW)
    now = indicator_of(commitment, one.key)
    assert [(each.year, each.value) for each in now.agreed_targets][-1] == (2024, Decimal(7))
    assert now.target_of(2024) == Decimal(7)
    kept = indicators_until([commitment], 2026, make.TODAY)[commitment.pk][0]["targets"]
    assert [(each["year"], each["value"]) for each in kept] == [(2024, "5"), (2025, "12.5"), (2024, "7")]
    with pytest.raises(Refused) as refused:
        actions.propose(values=INDICATOR | {"yearly": {"2040": "1"}}, **told)
    assert refused.value.code == "target_outside_term"


def target(agreed, by, value=30, year=None, reason=WHY):
    return actions.propose_target(
        indicator=agreed, value=Decimal(value), year=year, reason=reason, by=by, at=make.NOW
    )


def test_another_target_holds_once_both_agree_and_the_old_one_stays_with_the_reason(made, agreed, commitment):
    new = target(agreed, made.leader_b)
    assert indicator_of(commitment, agreed.key).target_now == Decimal(20)
    new.indicator = agreed
    with pytest.raises(NotPermitted):
        actions.agree_target(target=new, by=made.leader_b, at=make.NOW)
    actions.agree_target(target=new, by=made.leader_a, at=make.NOW)
    now = indicator_of(commitment, agreed.key)
    assert (now.target, now.target_now) == (Decimal(20), Decimal(30))
    assert [one.reason for one in now.agreed_targets] == [WHY]
    with pytest.raises(Refused) as refused:
        actions.withdraw_target(target=new, by=made.leader_b, at=make.NOW)
    assert refused.value.code == "target_agreed"
    yearly = target(agreed, made.leader_a, 5, year=2026)
    yearly.indicator = agreed
    actions.agree_target(target=yearly, by=made.leader_b, at=make.NOW)
    now = indicator_of(commitment, agreed.key)
    assert (now.target_of(2026), now.target_of(2025), now.target_now) == (Decimal(5), None, Decimal(30))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"reason": Trilingual()}, "target_without_reason"),
        ({"value": 20}, "same_target"),
        ({"year": 1999}, "target_outside_term"),
    ],
)
def test_targets_that_are_refused(made, agreed, fields, code):
    with pytest.raises(Refused) as refused:
        target(agreed, made.leader_a, **fields)
    assert refused.value.code == code
    assert not agreed.targets.exists()


def test_only_the_side_that_proposed_a_target_withdraws_it(made, agreed, commitment):
    new = target(agreed, made.leader_a)
    new.indicator = agreed
    with pytest.raises(NotPermitted):
        actions.withdraw_target(target=new, by=made.leader_b, at=make.NOW)
    actions.withdraw_target(target=new, by=made.leader_a, at=make.NOW)
    assert list(indicator_of(commitment, agreed.key).targets.all()) == []
