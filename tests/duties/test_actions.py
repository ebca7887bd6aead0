"""A duty that starts late, is extended with a paper, and is met by both sides' word."""

from datetime import date
from types import SimpleNamespace

import pytest

from songfai.deadlines.models import Holiday, Rule, Version
from songfai.duties import actions
from songfai.duties.models import Duty, Extension
from songfai.duties.queries import dates_of
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.actions import hand_on
from songfai.parties.queries import taken
from songfai.programmes.models import Obligation
from tests import factories as make

pytestmark = pytest.mark.django_db
PAPER = actions.Paper("12/BNV, 09/03/2026")
LATER = date(2026, 3, 31)


@pytest.fixture
def made():
    return make.programme_in_force()


def rule(slug="opinion"):
    return Rule.objects.get(slug=slug)


def extend(duty, by, **fields):
    told = {"new_due": LATER, "reason": make.words("Why"), "paper": PAPER, "at": make.NOW} | fields
    return actions.extend(duty=duty, by=by, **told)


def test_a_duty_that_waits_begins_late_and_counts_from_then(made):
    duty = make.duty(made, rule=rule(), starts_on=None, basis=Trilingual())
    assert (duty.starts_on, duty.due) == (None, None)
    actions.start_duty(duty=duty, starts_on=date(2026, 2, 10), by=made.leader_a, at=make.NOW)
    duty = Duty.objects.get(pk=duty.pk)
    assert duty.due == date(2026, 2, 26)
    assert duty.version.amount == 7
    assert [one.day.day for one in duty.how.passed] == [16, 17, 18, 19, 20]
    with pytest.raises(Refused) as refused:
        actions.start_duty(duty=duty, starts_on=date(2026, 2, 11), by=made.leader_a, at=make.NOW)
    assert refused.value.code == "duty_begun"


def test_a_programme_that_is_not_in_force_owes_nothing():
    draft = make.draft_programme()
    owed = Obligation.objects.create(programme=draft, kind="renewal", year=2026, due=date(2026, 6, 30))
    leader = make.seat(draft.drafted_by)
    for act in (
        lambda: actions.follow(obligation=owed, by=leader, at=make.NOW),
        lambda: make.duty(SimpleNamespace(programme=draft, leader_a=leader)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "programme_not_in_force"


def test_each_side_is_counted_in_its_own_calendar_and_both_in_both(made):
    Holiday.objects.create(country="LA", day=date(2026, 2, 11), name=make.words("x"))
    for side, by, due in ((1, made.leader_a, 26), (2, made.leader_b, 20), (0, made.leader_a, 27)):
        duty = make.duty(made, by=by, side=side, rule=rule(), starts_on=date(2026, 2, 10))
        assert duty.due == date(2026, 2, due)


def test_a_rule_changed_later_does_not_move_what_was_counted(made):
    duty = make.duty(made, rule=rule(), starts_on=date(2026, 2, 10))
    version = rule().versions.get()
    version.amount = 3
    version.save()
    duty = Duty.objects.get(pk=duty.pk)
    assert (duty.due, duty.how.limit.amount) == (date(2026, 2, 26), 7)


def test_a_holiday_entered_later_is_counted_when_asked_for(made):
    duty = make.duty(made, rule=rule(), starts_on=date(2026, 2, 10))
    Holiday.objects.create(country="VN", day=date(2026, 2, 25), name=make.words("x"))
    assert Duty.objects.get(pk=duty.pk).due == date(2026, 2, 26)
    actions.recount(duty=duty, by=made.leader_a, at=make.NOW)
    assert Duty.objects.get(pk=duty.pk).due == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"rule": None, "due": None}, "due_missing"),
        ({"basis": Trilingual()}, "basis_missing"),
        ({"starts_on": date(2026, 3, 11), "due": date(2026, 3, 20)}, "day_ahead"),
        ({"due": date(2026, 3, 2)}, "due_before_start"),
    ],
)
def test_a_day_entered_by_hand_needs_its_reasons(made, fields, code):
    with pytest.raises(Refused) as refused:
        make.duty(made, **fields)
    assert refused.value.code == code
    assert not Duty.objects.exists()


def test_a_rule_without_a_limit_asks_for_the_day(made):
    with pytest.raises(Refused) as refused:
        make.duty(made, rule=rule("agreement-report"), basis=Trilingual())
    assert refused.value.code == "due_missing"
    duty = make.duty(made, rule=rule("agreement-report"), due=date(2026, 12, 14))
    assert (duty.due, duty.how) == (date(2026, 12, 14), None)


def test_what_one_side_owes_its_own_superior_extends_and_the_old_day_stays(made):
    duty = make.duty(made)
    extend(duty, made.leader_a)
    duty = Duty.objects.get(pk=duty.pk)
    assert (duty.first_due, duty.due, duty.listed_on) == (date(2026, 3, 10), LATER, LATER)
    assert Extension.objects.get().old_due == date(2026, 3, 10)
    assert Notice.objects.filter(account=made.leader_b.account, text__contains="extended").exists()


@pytest.mark.parametrize("position", [1, 2])
def test_the_body_that_took_a_side_over_tells_the_other_side_and_not_itself(made, position):
    old, other = (made.leader_a, made.leader_b) if position == 1 else (made.leader_b, made.leader_a)
    heir = make.seat(make.institution())
    hand_on(
        predecessor=old.institution, successor=heir.institution, field=None,
        on=date(2025, 3, 20), kind="merged", basis="12/QH",
    )  # fmt: skip
    by = taken(heir, make.TODAY)
    extend(make.duty(made, by=by, side=position), by)
    assert Notice.objects.filter(account=other.account, text__contains="extended").exists()
    assert not Notice.objects.filter(account=heir.account).exists()


@pytest.mark.parametrize(
    ("on", "amount", "due"),
    [(date(2026, 3, 3), 3, date(2026, 3, 6)), (date(2026, 3, 4), 5, date(2026, 3, 10))],
)
def test_the_limit_of_who_bears_the_side_on_the_first_day_counts(made, on, amount, due):
    old, heir = made.leader_a, make.seat(make.institution())
    for body, limit in ((heir.institution, 3), (old.institution, 5)):
        Version.objects.create(rule=rule(), institution=body, amount=limit, unit="working_days")
    hand_on(
        predecessor=old.institution, successor=heir.institution, field=None, on=on, kind="merged", basis="12/QH",
    )  # fmt: skip
    duty = make.duty(made, by=taken(heir, make.TODAY), rule=rule(), basis=Trilingual(), due=None)
    assert (duty.starts_on, duty.version.amount, duty.due) == (date(2026, 3, 3), amount, due)


def test_an_heir_without_a_limit_of_its_own_has_the_general_one(made):
    heir = make.seat(make.institution())
    Version.objects.create(rule=rule(), institution=made.leader_a.institution, amount=5, unit="working_days")
    hand_on(
        predecessor=made.leader_a.institution, successor=heir.institution, field=None,
        on=date(2025, 3, 20), kind="merged", basis="12/QH",
    )  # fmt: skip
    duty = make.duty(made, by=taken(heir, make.TODAY), rule=rule(), basis=Trilingual(), due=None)
    assert (duty.version.institution, duty.version.amount) == (None, 7)


def test_what_both_owe_is_extended_when_the_other_agrees(made):
    duty = make.duty(made, side=0)
    extension = extend(duty, made.leader_a)
    assert Duty.objects.get(pk=duty.pk).due == date(2026, 3, 10)
    with pytest.raises(NotPermitted):
        actions.answer_extension(extension=extension, agreed=True, answer="", by=made.leader_a, at=make.NOW)
    with pytest.raises(Refused) as refused:
        extend(duty, made.leader_b, new_due=date(2026, 4, 30))
    assert refused.value.code == "extension_open"
    actions.answer_extension(extension=extension, agreed=True, answer="", by=made.leader_b, at=make.NOW)
    assert Duty.objects.get(pk=duty.pk).due == LATER


def test_a_refused_extension_says_why_and_changes_nothing(made):
    duty = make.duty(made, side=0)
    extension = extend(duty, made.leader_a)
    told = {"extension": extension, "agreed": False, "by": made.leader_b, "at": make.NOW}
    with pytest.raises(Refused):
        actions.answer_extension(answer=" ", **told)
    actions.answer_extension(answer="Too late", **told)
    assert Duty.objects.get(pk=duty.pk).due == date(2026, 3, 10)
    with pytest.raises(Refused) as refused:
        actions.answer_extension(answer="Again", **told)
    assert refused.value.code == "extension_settled"


def test_an_extension_without_its_paper_or_not_later_leaves_nothing_behind(made):
    duty = make.duty(made)
    lines = Line.objects.count()
    for fields in ({"paper": actions.Paper(" ")}, {"new_due": date(2026, 3, 10)}):
        with pytest.raises(Refused):
            extend(duty, made.leader_a, **fields)
    assert not Extension.objects.exists()
    assert Line.objects.count() == lines


def test_the_paper_is_kept_and_both_sides_read_it(made, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    extend(make.duty(made), made.leader_a, paper=actions.Paper("12/BNV", "cv.txt", b"text"))
    shared = Extension.objects.get().file.shared_with.all()
    assert set(shared) == {made.leader_a.institution, made.leader_b.institution}


def test_it_is_met_when_every_side_that_has_to_has_said_so(made):
    duty = make.duty(made, side=0)
    actions.confirm_duty(duty=duty, done_on=date(2026, 3, 5), by=made.leader_a, at=make.NOW)
    assert Duty.objects.get(pk=duty.pk).met_on is None
    actions.take_back(duty=duty, by=made.leader_a, at=make.NOW)
    actions.confirm_duty(duty=duty, done_on=date(2026, 3, 9), by=made.leader_b, at=make.NOW)
    actions.confirm_duty(duty=duty, done_on=date(2026, 3, 6), by=made.leader_a, at=make.NOW)
    assert Duty.objects.get(pk=duty.pk).met_on == date(2026, 3, 9)
    with pytest.raises(Refused) as refused:
        extend(duty, made.leader_a)
    assert refused.value.code == "duty_met"


def test_nobody_confirms_for_the_other_side(made):
    duty = make.duty(made)
    with pytest.raises(NotPermitted):
        actions.confirm_duty(duty=duty, done_on=date(2026, 3, 5), by=made.leader_b, at=make.NOW)


def test_only_what_was_read_is_confirmed(made):
    duty = make.duty(made)
    seen = duty.revision
    extend(Duty.objects.get(pk=duty.pk), made.leader_a)
    with pytest.raises(Changed):
        actions.confirm_duty(
            duty=duty, done_on=date(2026, 3, 5), by=made.leader_a, at=make.NOW, seen_revision=seen
        )


def test_a_date_of_the_programme_is_moved_and_met_with_its_duty(made):
    owed = Obligation.objects.create(
        programme=made.programme,
        kind="renewal",
        year=2026,
        due=date(2026, 6, 30),
        basis="Named in the signed text.",
    )
    duty = actions.follow(obligation=owed, by=made.leader_b, at=make.NOW)
    assert actions.follow(obligation=owed, by=made.leader_a, at=make.NOW) == duty
    assert duty.basis.languages() == ("lo", "vi", "en")
    assert owed not in dates_of(made.programme)
    extension = extend(duty, made.leader_b, new_due=date(2026, 7, 31))
    actions.answer_extension(extension=extension, agreed=True, answer="", by=made.leader_a, at=make.NOW)
    owed.refresh_from_db()
    assert owed.due == date(2026, 7, 31)
    for by in (made.leader_a, made.leader_b):
        actions.confirm_duty(duty=duty, done_on=date(2026, 3, 9), by=by, at=make.NOW)
    owed.refresh_from_db()
    assert owed.met_on == date(2026, 3, 9)
