"""Meetings, the minutes both sides sign, and the promises that become commitments."""

from datetime import date, time

import pytest

from songfai.desk.queries import desk, overview
from songfai.journal.models import Line
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.programmes.models import Commitment, Text
from songfai.programmes.states import Progress
from songfai.programmes.terms import terms_of
from songfai.record import queries as record
from songfai.visits import actions
from songfai.visits.models import Meeting, Promise
from songfai.visits.queries import promised_in, texts_stamp, uneven_in
from songfai.visits.states import VisitState
from songfai.visits.terms import terms_stamp
from tests import factories as make
from tests.proving import signed
from tests.visits import making

pytestmark = pytest.mark.django_db


def test_promises_become_commitments_once_both_sides_have_signed():
    made = making.offered()
    assert making.promise(made).commitment is None
    assert Commitment.objects.filter(programme=made.programme).count() == 2
    actions.approve_minutes(
        meeting=making.meeting(made), seen=made.meeting.document.sha256, by=made.leader_b, at=make.NOW
    )
    commitment = making.promise(made).commitment
    assert (commitment.number, commitment.bearer, commitment.promised_on) == (3, 1, date(2026, 3, 4))
    assert commitment.due.code == "2026-04-15"
    assert commitment.text == make.words("Four more trainees")


def test_what_a_meeting_promised_is_no_part_of_the_signed_text():
    made = making.in_force()
    assert [one["id"] for one in terms_of(made.programme)["commitments"]] == ["c01", "c02"]


def test_settling_twice_makes_no_commitment_twice():
    made = making.in_force()
    meeting = making.meeting(made)
    assert actions.settle(meeting=meeting, by=made.leader_b, at=make.NOW) == 0
    assert Commitment.objects.filter(programme=made.programme).count() == 3


def test_silence_about_a_promise_counts_from_the_meeting():
    made = making.in_force()
    promised = making.promise(made).commitment
    asleep = [one.commitment for one in desk(made.leader_a, make.TODAY).asleep]
    assert promised not in asleep and len(asleep) == 2
    row = next(one for one in overview(made.programme, make.TODAY).grid if one.commitment == promised)
    # Before the year in which it was promised there is nothing to say.
    assert {cell.state for cell in row.cells if cell} == {Progress.NOT_DUE}
    assert row.cells[-1] is not None
    # Its own deadline has passed by then, which says more than the silence.
    counts = overview(made.programme, date(2026, 12, 1)).counts
    assert (counts[Progress.ASLEEP], counts[Progress.LATE]) == (2, 1)


def test_each_side_names_the_unit_that_answers_on_its_own_side():
    made = making.met(promises=0)
    own, other = make.unit(made.leader_a.institution), make.unit(made.leader_b.institution)
    told = {"meeting": made.meeting, "at": make.NOW}
    with pytest.raises(Refused) as refused:
        actions.save_promise(values=making.promise_values(unit_2=other), by=made.leader_a, **told)
    assert refused.value.code == "unit_of_another"
    with pytest.raises(Refused) as refused:
        actions.save_promise(values=making.promise_values(unit_2=own), by=made.leader_a, **told)
    assert refused.value.code == "unit_of_another"
    promise = actions.save_promise(values=making.promise_values(unit_1=own), by=made.leader_a, **told)
    actions.save_promise(promise=promise, values={"unit_2": other}, by=made.leader_b, **told)
    actions.offer_minutes(meeting=making.meeting(made), by=made.leader_a, at=make.NOW)
    meeting = making.meeting(made)
    actions.approve_minutes(meeting=meeting, seen=meeting.document.sha256, by=made.leader_b, at=make.NOW)
    answer = making.promise(made).commitment.answerables.order_by("side__position")
    assert [one.unit for one in answer] == [own, other]


def test_nothing_changes_from_the_offer_on_and_a_return_opens_it():
    made = making.offered()
    meeting = making.meeting(made)
    with pytest.raises(Refused) as refused:
        actions.write_minutes(meeting=meeting, minutes=make.words("Other"), by=made.leader_b, at=make.NOW)
    assert refused.value.code == "minutes_offered"
    sha = meeting.document.sha256
    actions.return_minutes(meeting=meeting, seen=sha, reason="Tên", by=made.leader_b, at=make.NOW)
    actions.write_minutes(
        meeting=making.meeting(made), minutes=make.words("Other"), by=made.leader_b, at=make.NOW
    )
    actions.offer_minutes(meeting=making.meeting(made), by=made.leader_b, at=make.NOW)
    document = making.meeting(made).document
    assert (document.version, document.kind) == (2, "meeting")
    assert record.terms_of(document)["minutes"]["vi"] == "Other việt"


def test_minutes_lacking_an_authentic_language_are_not_offered():
    made = making.met(promises=0)
    actions.write_minutes(
        meeting=made.meeting, minutes=Trilingual(en="English only"), by=made.leader_a, at=make.NOW
    )
    lines = Line.objects.count()
    with pytest.raises(Refused) as refused:
        actions.offer_minutes(meeting=making.meeting(made), by=made.leader_a, at=make.NOW)
    assert refused.value.code == "minutes_untranslated"
    assert making.meeting(made).document is None
    assert Line.objects.count() == lines


def in_two_languages(made):
    Text.objects.get_or_create(
        programme=made.programme, language="lo", defaults={"body": "ຂໍ້ຄວາມ", "authentic": True}
    )
    return made


def test_minutes_wait_until_a_change_in_one_language_is_made_in_the_others_or_said_to_need_none():
    made = in_two_languages(making.met())
    by = {"by": made.leader_a, "at": make.NOW}

    def missing():
        found = uneven_in(making.meeting(made), made.meeting.promises.all())
        return [(one.code, one.params["language"], one.params["places"]) for one in found]

    values = making.promise_values(text=Trilingual(lo="Four more trainees ລາວ", vi="Năm học viên"))
    actions.save_promise(meeting=making.meeting(made), promise=making.promise(made), values=values, **by)
    actions.write_minutes(meeting=making.meeting(made), minutes=Trilingual(lo="ໃໝ່", vi="Said việt"), **by)
    assert missing() == [
        ("minutes_behind", "Lao", "Promise 1"),
        ("minutes_behind", "Vietnamese", "Minutes"),
    ]
    with pytest.raises(Refused) as refused:
        actions.offer_minutes(meeting=making.meeting(made), **by)
    assert refused.value.code == "minutes_behind"
    actions.write_minutes(
        meeting=making.meeting(made),
        minutes=Trilingual(lo="ໃໝ່", vi="Mới"),
        by=made.leader_b,
        at=make.NOW,
    )
    assert missing() == [("minutes_behind", "Lao", "Promise 1")]
    read = texts_stamp(making.meeting(made), made.meeting.promises.all())
    with pytest.raises(Changed):
        actions.let_stand(meeting=making.meeting(made), by=made.leader_b, at=make.NOW, seen="other")
    for _twice in range(2):
        actions.let_stand(meeting=making.meeting(made), by=made.leader_b, at=make.NOW, seen=read)
    (line,) = Line.objects.filter(verb="visits.let_stand")
    assert line.details["texts"] == ["promises/p01/text"]
    assert missing() == []
    actions.offer_minutes(meeting=making.meeting(made), **by)


def test_a_promise_with_the_number_of_one_that_was_taken_out_is_not_measured_by_it():
    made = in_two_languages(making.met())
    by = {"by": made.leader_a, "at": make.NOW}
    actions.remove_promise(promise=making.promise(made), **by)
    text = Trilingual(lo="Four more trainees ລາວ", vi="Sáu học viên")
    actions.save_promise(meeting=making.meeting(made), values=making.promise_values(text=text), **by)
    assert making.promise(made).number == 1
    assert uneven_in(making.meeting(made), made.meeting.promises.all()) == []


def test_offering_what_somebody_changed_meanwhile_is_told():
    made = making.met()
    seen = terms_stamp(made.meeting, list(made.meeting.promises.all()))
    values = making.promise_values(bearer=2)
    actions.save_promise(meeting=made.meeting, values=values, by=made.leader_b, at=make.NOW)
    with pytest.raises(Changed):
        actions.offer_minutes(meeting=making.meeting(made), by=made.leader_a, at=make.NOW, seen=seen)


def test_nobody_approves_for_the_other_side():
    made = making.offered()
    meeting = making.meeting(made)
    with pytest.raises(NotPermitted):
        actions.approve_minutes(meeting=meeting, seen=meeting.document.sha256, by=made.leader_a, at=make.NOW)
    assert not Commitment.objects.filter(promised_on__isnull=False).exists()


def test_a_visit_has_several_meetings_and_each_its_promises():
    made = making.until(VisitState.IN_PROGRESS)
    for number in range(3):
        making.met(made, promises=number, held_on=date(2026, 3, 3 + number % 2), starts_at=time(8 + number))
    assert [one.promises.count() for one in Meeting.objects.order_by("id")] == [0, 1, 2]


def test_a_meeting_outside_the_visit_or_backwards_is_refused():
    made = making.proposed()
    for fields, expected in (
        ({"held_on": date(2026, 4, 1)}, "day_outside"),
        ({"ends_at": time(8, 0)}, "ends_before_it_starts"),
    ):
        with pytest.raises(Refused) as refused:
            actions.save_meeting(
                visit=making.fresh(made),
                values=making.meeting_values(**fields),
                by=made.leader_a,
                at=make.NOW,
            )
        assert refused.value.code == expected
    assert not Meeting.objects.exists()


def test_a_meeting_with_promises_stays():
    made = making.met()
    with pytest.raises(Refused) as refused:
        actions.remove_meeting(meeting=made.meeting, by=made.leader_a, at=make.NOW)
    assert refused.value.code == "meeting_has_minutes"
    actions.remove_promise(promise=_promise(made), by=made.leader_a, at=make.NOW)
    actions.remove_meeting(meeting=made.meeting, by=made.leader_a, at=make.NOW)
    assert not Meeting.objects.exists()


def _promise(made):
    promise = Promise.objects.get()
    promise.meeting = made.meeting
    return promise


def test_a_promise_is_done_by_an_activity_under_its_commitment():
    made = making.in_force()
    commitment = making.promise(made).commitment
    [one] = promised_in([making.meeting(made)], make.TODAY)
    assert one.state == Progress.NOT_DUE
    assert [o.state for o in promised_in([making.meeting(made)], date(2026, 5, 1))] == [Progress.LATE]
    days = {"starts_on": date(2026, 3, 6), "ends_on": date(2026, 3, 8)}
    make.activity(made, commitment=commitment, **days)
    assert [o.state for o in promised_in([making.meeting(made)], make.TODAY)] == [Progress.DONE]


# The promise is due on 15 April 2026.
LATER = {make.TODAY: Progress.NOT_DUE, date(2026, 5, 1): Progress.LATE, date(2026, 12, 31): Progress.LATE}


@pytest.mark.parametrize("day", LATER)
@pytest.mark.parametrize("is_done", [False, True])
def test_the_page_of_the_visit_and_the_grid_say_the_same_word(day, is_done):
    made = making.in_force()
    commitment = making.promise(made).commitment
    if is_done:
        make.activity(made, commitment=commitment, starts_on=date(2026, 3, 6), ends_on=date(2026, 3, 8))
    [one] = promised_in([making.meeting(made)], day)
    shown = overview(made.programme, day)
    [row] = [row for row in shown.grid if row.commitment == commitment]
    square = row.cells[shown.years.index(day.year)]
    assert square is not None
    assert one.state == square.state == (Progress.DONE if is_done else LATER[day])


def test_minutes_are_signed_also_when_the_visit_is_closed_already():
    made = making.met(making.until(VisitState.REPORTED))
    making.take(made, "close", made.leader_b)
    made.meeting = making.meeting(made)
    actions.offer_minutes(meeting=made.meeting, by=made.leader_a, at=make.NOW)
    meeting = making.meeting(made)
    actions.approve_minutes(meeting=meeting, seen=meeting.document.sha256, by=made.leader_b, at=make.NOW)
    assert making.meeting(made).is_in_force


def test_minutes_that_were_left_when_both_closed_the_programme_still_open(client):
    made = making.met()
    type(made.programme).objects.filter(pk=made.programme.pk).update(closed_on=make.TODAY)
    client.force_login(made.leader_a.account)
    address = f"/programmes/{made.programme.slug}/visits/{made.visit.key}/meetings/{made.meeting.key}/"
    assert client.get(address).status_code == 200


def test_what_a_colleague_wrote_since_the_offer_was_read_is_shown_and_nothing_is_offered(client):
    made = making.met()
    client.force_login(made.leader_a.account)
    address = f"/programmes/{made.programme.slug}/visits/{made.visit.key}/meetings/{made.meeting.key}/"
    read = signed(client, address, "/offer/")
    said = {"minutes": make.words("Newer words"), "by": made.leader_a, "at": make.NOW}
    actions.write_minutes(meeting=making.meeting(made), **said)
    answer = client.post(f"{address}offer/?language=en", read)
    assert (answer.status_code, making.meeting(made).document) == (409, None)
    shown = answer.content.decode().partition("What changed since you read it")[2].partition("</section>")[0]
    assert "Newer words" in shown
