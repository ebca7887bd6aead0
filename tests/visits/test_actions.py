"""Visits through their actions: what changes, what is written down, who is told; a refusal leaves nothing behind."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from songfai.desk.queries import desk
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.plans.models import Activity
from songfai.visits import actions
from songfai.visits.actions import arriving
from songfai.visits.models import Cost, Entry, Gift, Member, Rotation, Visit
from songfai.visits.queries import clashes_of, proposed_for, sheets, totals
from songfai.visits.queries.rotation import NEWEST_TURNS
from songfai.visits.states import DelegationRole, Level, Manner, RotationKind, VisitState
from tests import factories as make
from tests.visits import making
from tests.visits.making import fresh, take, until

pytestmark = pytest.mark.django_db
V = VisitState


def refused_code(call, **named):
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        call(**named)
    assert Line.objects.count() == lines
    return refused.value.code


# ---- From the proposal to the report ----------------------------------------------------------------------


def test_a_visit_from_the_proposal_to_its_closing():
    made = until(V.CLOSED)
    visit = fresh(made)
    assert (visit.state, visit.scheme_number, visit.returned_on) == (V.CLOSED, "12/QĐ-BNV", making.LAST)
    assert visit.confirmed_by and visit.reported_by and visit.closed_by
    verbs = list(
        Line.objects.filter(verb__startswith="visits.").order_by("id").values_list("verb", flat=True)
    )
    assert verbs == [
        "visits.propose", "visits.take_in", "visits.write_scheme", "visits.approve_scheme", "visits.confirm",
        "visits.begin", "visits.finish", "visits.report", "visits.close",
    ]  # fmt: skip
    told = Notice.objects.filter(account=made.leader_b.account).values_list("text", flat=True)
    assert any("proposes a visit" in text for text in told)
    assert any("wrote its report" in text for text in told)


@pytest.mark.parametrize(
    ("state", "step", "values"),
    [
        (V.PROPOSED, "take_in", {"item": None, "off_plan_reason": Trilingual()}),
        (V.IN_PLAN, "approve_scheme", {**making.SCHEME}),
        (V.IN_PROGRESS, "finish", making.went(returned_on=date(2026, 3, 1))),
        (V.DONE, "report", {"text": Trilingual()}),
        (V.PROPOSED, "cancel", {"reason": Trilingual()}),
        (V.CLOSED, "cancel", {"reason": make.words("Late")}),
    ],
)
def test_a_step_that_is_refused_leaves_the_visit_as_it_was(state, step, values):
    made = until(state)
    before = fresh(made).revision
    refused_code(getattr(actions, step), visit=fresh(made), by=made.leader_a, at=make.NOW, **values)
    assert (fresh(made).state, fresh(made).revision) == (state, before)


def test_the_host_confirms_and_nobody_for_it():
    made = until(V.SCHEME_APPROVED)
    with pytest.raises(NotPermitted) as refused:
        take(made, "confirm", made.leader_a)
    assert refused.value.code == "only_the_host"
    assert take(made, "confirm", made.leader_b).state == V.CONFIRMED


def test_the_travelling_side_keeps_its_delegation_and_its_report():
    made = until(V.DONE)
    for step, values in (
        ("report", {"text": make.words("R")}),
        ("write_scheme", {"scheme": make.words("S")}),
    ):
        with pytest.raises(NotPermitted) as refused:
            take(made, step, made.leader_b, **values)
        assert refused.value.code == "only_the_travellers"


def test_who_saw_an_older_visit_is_told():
    made = until(V.SCHEME_APPROVED)
    with pytest.raises(Changed):
        take(made, "confirm", made.leader_b, seen_revision=0)
    assert fresh(made).state == V.SCHEME_APPROVED


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"ends_on": date(2026, 3, 1)}, "ends_before_it_starts"),
        ({"host": 3}, "host_is_no_party"),
    ],
)
def test_a_bad_proposal_saves_nothing(fields, expected):
    made = make.programme_in_force()
    values = making.visit_values(**fields)
    told = {
        "programme": made.programme,
        "values": values,
        "commitments": [],
        "by": made.leader_a,
        "at": make.NOW,
    }
    assert refused_code(actions.propose, **told) == expected
    assert not Visit.objects.exists()
    assert not Notice.objects.filter(text__contains="visit").exists()


def test_a_commitment_of_another_programme_is_refused():
    made, other = make.programme_in_force(), make.programme_in_force()
    told = {"programme": made.programme, "values": making.visit_values(), "by": made.leader_a, "at": make.NOW}
    assert refused_code(actions.propose, commitments=other.commitments, **told) == "foreign_commitment"


def test_other_days_are_confirmed_anew_and_another_title_is_not():
    made = until(V.CONFIRMED)
    change = {"commitments": made.commitments[:1]}
    take(made, "change", made.leader_a, values=making.visit_values(title=make.words("New")), **change)
    assert made.visit.state == V.CONFIRMED
    take(made, "change", made.leader_a, values=making.visit_values(manner=Manner.ONLINE), **change)
    assert (made.visit.state, made.visit.confirmed_at) == (V.SCHEME_APPROVED, None)
    told = Notice.objects.filter(account=made.leader_b.account).order_by("id").last()
    assert "confirms it anew" in told.text


def test_the_host_is_settled_once_the_scheme_is_approved():
    made = until(V.SCHEME_APPROVED)
    told = {"values": making.visit_values(host=1), "commitments": [], "by": made.leader_a, "at": make.NOW}
    assert refused_code(actions.change, visit=fresh(made), **told) == "host_is_settled"
    assert fresh(made).host == 2


def test_meetings_stay_within_the_days_of_the_visit():
    made = making.met()
    told = {"values": making.visit_values(ends_on=date(2026, 3, 3)), "commitments": []}
    refused = refused_code(actions.change, visit=fresh(made), by=made.leader_a, at=make.NOW, **told)
    assert refused == "days_outside"


def test_an_item_of_a_plan_ties_the_visit_to_its_commitment():
    made = making.proposed(commitments=0)
    item = make.plan_in_force(made, year=2026).items.get()
    take(made, "take_in", made.leader_b, item=item, off_plan_reason=Trilingual())
    assert fresh(made).item == item
    assert list(fresh(made).commitments.all()) == [made.commitments[0]]


def test_an_item_of_a_draft_is_refused():
    from songfai.plans import actions as plans

    made = making.proposed()
    plan = plans.start_plan(programme=made.programme, year=2026, by=made.leader_b, at=make.NOW)
    item = plans.save_item(
        plan=plan, values=make.item_values(made.commitments[0]), by=made.leader_b, at=make.NOW
    )
    told = {"item": item, "off_plan_reason": Trilingual(), "by": made.leader_b, "at": make.NOW}
    assert refused_code(actions.take_in, visit=fresh(made), **told) == "foreign_item"


# ---- It counts --------------------------------------------------------------------------------------------


def test_a_commitment_is_awake_after_a_visit():
    made = until(V.IN_PROGRESS)
    assert len(desk(made.leader_a, make.TODAY).asleep) == 2
    take(made, "finish", made.leader_a, **making.went())
    activity = Activity.objects.get()
    assert (activity.side, activity.state, activity.evidence_at) == (1, "done", making.LAST)
    assert list(fresh(made).activities.all()) == [activity]
    assert [one.commitment for one in desk(made.leader_a, make.TODAY).asleep] == [made.commitments[1]]


def test_what_is_recorded_already_is_not_counted_twice():
    made = until(V.IN_PROGRESS)
    recorded = make.activity(made, by=made.leader_b, starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 5))
    take(made, "finish", made.leader_a, **making.went())
    assert Activity.objects.get() == recorded
    recorded.refresh_from_db()
    assert (recorded.side, recorded.evidence_at) == (2, making.LAST)


def test_two_visits_of_the_same_days_are_two_activities():
    made = until(V.DONE)
    first = fresh(made).activities.get()
    until(V.DONE, made, level=Level.STAFF)
    assert fresh(made).activities.get() != first
    assert Activity.objects.count() == 2


def test_done_not_as_planned_says_why_here_and_in_the_activity():
    made = until(V.DONE_OTHERWISE)
    assert fresh(made).state == V.DONE_OTHERWISE
    activity = Activity.objects.get()
    assert (activity.state, activity.reason) == ("done_otherwise", "A meeting was left out")


def test_a_delegation_that_came_home_early_counts_until_its_return():
    made = until(V.IN_PROGRESS)
    home = date(2026, 3, 4)
    take(made, "finish", made.leader_a, **making.went("A storm", returned_on=home))
    activity = Activity.objects.get()
    assert (activity.ends_on, activity.evidence_at) == (home, home)


def test_a_cancelled_visit_counts_nowhere_and_stays():
    made = until(V.CANCELLED)
    assert not Activity.objects.exists()
    assert (fresh(made).state, fresh(made).cancelled_by) == (V.CANCELLED, 1)


# ---- Lines ------------------------------------------------------------------------------------------------


def add_member(made, **more):
    given = {
        "values": {"post": Trilingual(), "role": DelegationRole.MEMBER},
        "by": made.leader_a,
        "at": make.NOW,
    }
    return actions.save_member(visit=fresh(made), **(given | more))


def test_a_delegation_is_written_by_name_or_from_known_persons_in_order():
    made = making.proposed()
    head = {"post": make.words("Minister"), "role": DelegationRole.HEAD}
    first = add_member(made, values=head, person=made.leader_a.account.person)
    second = add_member(made, name=Trilingual(lo="ຈັນ ວັນ ຄາຍ", vi="Trần Văn Khải"), courtesy="Mr")
    assert [first.number, second.number] == [1, 2]
    assert second.person.name.lo == "ຈັນ ວັນ ຄາຍ"
    with pytest.raises(Refused) as refused:
        add_member(made, values=head, name=make.words("Another"))
    assert refused.value.code == "two_heads"
    with pytest.raises(Refused) as refused:
        add_member(made, person=made.leader_a.account.person)
    assert refused.value.code == "already_in_the_delegation"
    corrected = add_member(made, member=second, name=make.words("Khải"), courtesy="Ms")
    assert (corrected.person_id, corrected.person.courtesy) == (second.person_id, "Ms")
    assert Member.objects.count() == 2


def test_two_places_at_once_is_a_warning_only():
    made = making.proposed()
    person = made.leader_a.account.person
    add_member(made, person=person)
    other = making.proposed(made, starts_on=making.LAST, ends_on=date(2026, 3, 9))
    add_member(other, person=person)
    found = clashes_of(fresh(other), made.leader_a)
    assert [(clash.name, clash.other.starts_on) for clash in found] == [(person.name.en, making.FIRST)]
    assert clashes_of(fresh(other), make.seat()) == []


def money(**fields):
    return {"kind": "travel", "planned": None, "spent": None, "currency": "", "note": Trilingual()} | fields


def test_costs_are_kept_by_side_and_currency_and_never_added_up():
    made = making.proposed()
    for seat, fields in (
        (made.leader_a, {"planned": Decimal(52_000_000), "spent": Decimal(47_400_000), "currency": "VND"}),
        (made.leader_b, {"spent": Decimal(60_900_000), "currency": "LAK"}),
        (made.leader_b, {"spent": Decimal("12.50"), "currency": "USD"}),
    ):
        actions.save_cost(visit=fresh(made), values=money(**fields), by=seat, at=make.NOW)
    found = [(one.side, one.currency, one.planned, one.spent) for one in totals(Cost.objects.all())]
    assert found == [(1, "VND", 52_000_000, 47_400_000), (2, "LAK", 0, 60_900_000), (2, "USD", 0, 1250)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"spent": Decimal(5)}, "no_currency"), ({"currency": "VND"}, "no_amount")],
)
def test_money_without_a_currency_is_refused(fields, expected):
    made = making.proposed()
    told = {"values": money(**fields), "by": made.leader_a, "at": make.NOW}
    assert refused_code(actions.save_cost, visit=fresh(made), **told) == expected
    assert not Cost.objects.exists()


def test_the_database_itself_keeps_no_amount_without_a_currency():
    made = making.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.create(visit=made.visit, side=1, text=make.words("Book"), value=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=made.visit.pk).update(state=V.REPORT_DUE)


def test_gifts_and_costs_of_the_other_side_are_not_touched():
    made = making.proposed()
    values = {"text": make.words("Picture"), "recipient": Trilingual(), "value": None, "currency": ""}
    gift = actions.save_gift(visit=fresh(made), values=values, by=made.leader_b, at=make.NOW)
    assert gift.side == 2
    with pytest.raises(NotPermitted) as refused:
        actions.save_gift(visit=fresh(made), gift=gift, values=values, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "other_sides_line"
    with pytest.raises(NotPermitted):
        actions.remove_line(line=gift, by=made.leader_a, at=make.NOW)
    actions.remove_line(line=gift, by=made.leader_b, at=make.NOW)
    assert not Gift.objects.exists()


def test_a_line_of_the_programme_lies_within_the_visit():
    made = making.proposed()
    values = {"day": date(2026, 3, 9), "at": None, "text": make.words("Arrival"), "place": Trilingual()}
    told = {"values": values, "by": made.leader_b, "at": make.NOW}
    assert refused_code(actions.save_entry, visit=fresh(made), **told) == "day_outside"
    assert not Entry.objects.exists()


def test_nothing_is_added_to_a_closed_visit():
    made = until(V.CLOSED)
    with pytest.raises(Refused) as refused:
        add_member(made, name=make.words("Late"))
    assert refused.value.code == "visit_ended"


# ---- Rotation ---------------------------------------------------------------------------------------------


def rule(made, by=None, **fields):
    given = {
        "level": Level.HIGH,
        "kind": RotationKind.ALTERNATE,
        "order": (1, 2),
        "basis": make.words("Article 3"),
    }
    return actions.propose_rotation(
        programme=made.programme, by=by or made.leader_a, at=make.NOW, **(given | fields)
    )


def agreed(made):
    rotation = rule(made)
    return actions.agree_rotation(rotation=rotation, by=made.leader_b, at=make.NOW)


def test_a_rule_counts_once_the_other_side_has_agreed():
    made = make.programme_in_force()
    rotation = rule(made)
    assert proposed_for(made.programme, Level.HIGH, 2026) is None
    with pytest.raises(NotPermitted) as refused:
        actions.agree_rotation(rotation=rotation, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "own_rotation"
    actions.agree_rotation(rotation=rotation, by=made.leader_b, at=make.NOW)
    assert proposed_for(made.programme, Level.HIGH, 2026).host == 1
    rule(made, by=made.leader_b, order=(2, 1))
    assert Rotation.objects.get().agreed_at is None


def test_who_hosts_out_of_turn_says_why():
    made = make.programme_in_force()
    agreed(made)
    told = {"programme": made.programme, "commitments": [], "by": made.leader_a, "at": make.NOW}
    assert refused_code(actions.propose, values=making.visit_values(host=2), **told) == "host_out_of_turn"
    reason = make.words("Congress in the capital")
    visit = actions.propose(values=making.visit_values(host=2, host_reason=reason), **told)
    [sheet] = sheets(made.programme, date(2026, 6, 1))
    assert [(one.year, one.host) for one in sheet.years] == [(2026, 2)]
    assert (sheet.next.year, sheet.next.host) == (2027, 1)
    assert visit.host_reason == reason


def test_skipped_years_are_recorded_with_their_reason():
    made = make.programme_in_force()
    rotation = agreed(made)
    told = {"rotation": rotation, "by": made.leader_b, "at": make.NOW}
    actions.record_turn(year=2019, host=1, reason=Trilingual(), **told)
    for year in (2020, 2021, 2022):
        actions.record_turn(year=year, host=None, reason=make.words("COVID-19"), **told)
    [sheet] = sheets(made.programme, make.TODAY)
    assert (sheet.next.host, sheet.next.skipped) == (2, (2020, 2021, 2022))
    assert refused_code(actions.record_turn, year=2022, host=1, reason=Trilingual(), **told) == "turn_exists"
    skipped = {"year": 2023, "host": None, "reason": Trilingual()}
    assert refused_code(actions.record_turn, **skipped, **told) == "skipped_without_reason"


def test_a_year_with_a_visit_was_not_skipped():
    made = making.proposed(make.programme_in_force())
    rotation = agreed(made)
    told = {"rotation": rotation, "by": made.leader_a, "at": make.NOW}
    refused = refused_code(actions.record_turn, year=2026, host=None, reason=make.words("Storm"), **told)
    assert refused == "year_has_a_visit"


def test_a_report_counts_from_the_return():
    made = until(V.DONE)
    assert fresh(made).standing(date(2026, 3, 6)) == V.REPORT_DUE
    owed = desk(made.leader_a, make.TODAY).visits
    assert [(one.visit, one.report_due) for one in owed] == [(fresh(made), date(2026, 3, 15))]
    assert desk(made.leader_b, make.TODAY).visits == []
    take(
        made, "report", made.leader_a, at=datetime(2026, 3, 12, tzinfo=make.NOW.tzinfo), text=make.words("R")
    )
    assert desk(made.leader_a, make.TODAY).visits == []


def test_of_two_visits_in_a_year_the_later_one_says_who_hosted_last():
    made = make.programme_in_force()
    agreed(made)
    for host, month in ((1, 6), (2, 12)):
        days = {"starts_on": date(2025, month, 2), "ends_on": date(2025, month, 5)}
        making.proposed(made, host=host, **days)
    assert proposed_for(made.programme, Level.HIGH, 2026).host == 1
    assert [one.host for one in sheets(made.programme, make.TODAY)[0].years] == [1, 2]


def test_whose_turn_it_is_counts_every_visit_and_a_page_names_the_newest_of_each_level():
    made = making.proposed(host=1, starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 2))
    rule = {
        "level": Level.STAFF,
        "kind": RotationKind.FIXED,
        "order": (1, 1, 2),
        "basis": make.words("Article 3"),
    }
    rotation = actions.propose_rotation(programme=made.programme, by=made.leader_a, at=make.NOW, **rule)
    actions.agree_rotation(rotation=rotation, by=made.leader_b, at=make.NOW)
    days = [date(2025, 1, 1) + timedelta(days=7 * n) for n in range(NEWEST_TURNS + 1)]
    Visit.objects.bulk_create(
        Visit(
            programme=made.programme, proposed_by=1, created_at=make.NOW, starts_on=day, ends_on=day, title=make.words("V"),
            host=(1, 1, 2)[n % 3], level=Level.STAFF,
        )
        for n, day in enumerate(days)
    )  # fmt: skip
    high, staff = sheets(made.programme, make.TODAY)
    assert (high.level, len(high.years)) == (Level.HIGH, 1)
    assert len(staff.years) == NEWEST_TURNS
    assert staff.next.host == proposed_for(made.programme, Level.STAFF, 2026).host == 2


def test_a_year_whose_only_visit_was_called_off_was_skipped():
    """It says why, it uses up nobody's turn, and what the sides record of the year stands before it."""
    made = making.proposed(host=1, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 2))
    rotation = actions.propose_rotation(
        programme=made.programme, level=Level.HIGH, kind=RotationKind.ALTERNATE, order=(1, 2),
        basis=make.words("Article 3"), by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    until(V.CANCELLED, made, host=2, starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 2))
    [sheet] = sheets(made.programme, date(2026, 3, 1))
    assert [(one.year, one.host, one.called_off, one.unrecorded) for one in sheet.years] == [
        (2024, 1, False, False),
        (2025, None, True, False),
    ]
    assert sheet.years[1].visit.cancel_reason == make.words("Storm")
    assert (sheet.next.host, sheet.next.year, sheet.next.skipped) == (2, 2026, (2025,))
    # A year that is not over may still have another visit.
    [early] = sheets(made.programme, date(2025, 6, 1))
    assert ([one.year for one in early.years], early.next.year) == ([2024], 2025)
    actions.record_turn(
        rotation=rotation, year=2025, host=1, reason=Trilingual(), by=made.leader_a, at=make.NOW
    )
    [told] = sheets(made.programme, date(2026, 3, 1))
    assert [(one.year, one.host, one.called_off) for one in told.years][1:] == [(2025, 1, False)]


def test_a_rotation_asks_for_no_year_after_the_term():
    """The page names only the gaps that the action takes."""
    made = making.proposed(host=1, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 2))
    rotation = actions.propose_rotation(
        programme=made.programme, level=Level.HIGH, kind=RotationKind.ALTERNATE, order=(1, 2),
        basis=make.words("Article 3"), by=made.leader_a, at=make.NOW,
    )  # fmt: skip
    last = made.programme.term_end.year
    gaps = [one.year for one in sheets(made.programme, date(last + 3, 3, 1))[0].years if one.unrecorded]
    assert gaps == list(range(2025, last + 1))
    actions.record_turn(
        rotation=rotation, year=gaps[-1], host=2, reason=Trilingual(), by=made.leader_a, at=make.NOW
    )


def test_places_told_without_a_name_stay_beside_people_who_are_named_here():
    """A side that goes on from a new server has its own places by their marks; whoever is added by name takes none away."""
    made = making.proposed()
    person = add_member(made, person=made.leader_a.account.person).mark.hex
    told = [
        {"id": "m001", "role": "head", "mark": person},
        {"id": "m002", "role": "member", "mark": "a" * 32},
    ]
    visit = fresh(made)
    arriving._delegation(visit, {"delegation": [*told, {"id": "m003", "role": "member"}]})
    assert [(one.number, one.mark.hex) for one in visit.delegates.all()] == [(2, "a" * 32)]
