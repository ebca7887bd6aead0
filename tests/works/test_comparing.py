"""A work beside earlier ones: what is handed on and when, what is shown to whom, what authors and council say of it."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.journal.models import Line
from songfai.kit.dates import PartialDate
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.novelty.models import Part as ComparedPart
from songfai.novelty.models import Text
from songfai.parties.states import Role
from songfai.works import actions, rules
from songfai.works.actions.filing import handed_in
from songfai.works.models import Answer, Judgement, Submission, Work
from songfai.works.queries import compared, earlier_by_name, latest, with_all
from songfai.works.rules import Segment, require_answerable, require_earlier, segments, side_by_side
from songfai.works.states import ANSWERED, NOT_COMPARED, Alike, Known, Layer, PartKind, Stage
from tests import factories as make
from tests.works import making
from tests.works.making import LONG

FOUND = {str(layer): str(Alike.PARTLY) for layer in Layer}


@pytest.fixture
def made(db):
    return making.unit()


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = "2026-03-10"


def look(seat, work):
    shown = with_all(Work.objects.filter(pk=work.pk)).get()
    return compared(seat, shown, latest(shown), make.TODAY)


def as_(client, seat):
    client.force_login(seat.account)
    return client


def page(client, seat, work):
    response = as_(client, seat).get(f"/works/{work.key}/earlier/?language=en")
    assert response.status_code == 200
    return response.content.decode()


def reworded(work, content, hidden=(), year=2026):
    parts = making.parts(*hidden) | {PartKind.CONTENT: (Trilingual(vi=content), PartKind.CONTENT in hidden)}
    return {
        "work": work,
        "values": making.values(first_applied=PartialDate(year, 1)),
        "parts": parts,
        "at": make.NOW,
    }


# ---------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("common", "expected"),
    [
        ([], [("cdefgh", False)]),
        ([(2, 4)], [("cd", True), ("efgh", False)]),
        ([(0, 3), (6, 20)], [("c", True), ("def", False), ("gh", True)]),
        ([(0, 2), (8, 10)], [("cdefgh", False)]),
    ],
)
def test_a_passage_is_cut_where_common_wording_begins_and_ends(common, expected):
    assert segments("abcdefghij", 2, 8, common) == [Segment(*one) for one in expected]


def test_what_only_one_of_two_passages_says_is_not_marked_in_either():
    ours = [Segment("Tấm chắn cũ ", True), Segment("nhưng phải tháo ra khi cắt tấm lớn", False)]
    mine, other = side_by_side(ours, "tấm chắn cũ phải tháo hẳn ra khi cắt tấm lớn")
    assert "".join(one.text for one in mine) == "Tấm chắn cũ nhưng phải tháo ra khi cắt tấm lớn"
    assert [one.text for one in mine if not one.same] == ["nhưng"]
    assert [one.text for one in mine if one.common] == ["Tấm chắn cũ "]
    assert [(one.text, one.same) for one in other] == [
        ("tấm chắn cũ phải tháo ", True),
        ("hẳn", False),
        (" ra khi cắt tấm lớn", True),
    ]
    assert [one.same for one in side_by_side(ours, "TẤM CHẮN CŨ NHƯNG PHẢI THÁO RA KHI CẮT TẤM LỚN")[1]] == [
        True
    ]


@pytest.mark.parametrize("stage", Stage)
def test_until_when_the_authors_answer(stage):
    if stage in ANSWERED:
        require_answerable(stage)
    else:
        with pytest.raises(Refused) as refused:
            require_answerable(stage)
        assert refused.value.code == "answer_not_now"
    open_to_answers = {"draft", "received", "defects", "accepted", "not_accepted", "appraisal", "refused", "withdrawn"}  # fmt: skip
    assert (stage in ANSWERED) is (stage in open_to_answers)


@pytest.mark.parametrize("stage", Stage)
def test_what_is_an_earlier_work(stage):
    for itself in (True, False):
        if itself or stage in NOT_COMPARED:
            with pytest.raises(Refused):
                require_earlier(stage, itself=itself)
        else:
            require_earlier(stage, itself=itself)


# ---------------------------------------------------------------- what is handed on


def test_a_draft_is_compared_but_nobody_is_compared_with_it(made):
    work = making.alike(made)
    assert Text.objects.count() == 0
    making.filed(made, work)
    text = Text.objects.get()
    assert (text.key, text.day) == (str(work.key), date(2026, 1, 31)), (
        "first applied in January, before it was filed"
    )
    assert [part.name for part in text.parts.order_by("position")] == [
        "known-vi",
        "content-vi",
        "applicability-vi",
        "benefit-vi",
    ]


def test_filed_before_its_first_application_the_filing_counts(made):
    work = making.alike(made)
    work.first_applied = None
    work.save()
    told = handed_in(work, make.TODAY)
    assert told["novelty"] == "2026-03-10"


def test_a_filing_that_is_rolled_back_hands_nothing_on(made):
    work = making.alike(made)
    work.parts.all().delete()
    with pytest.raises(Refused):
        actions.file(work=work, by=made.author, at=make.NOW)
    assert Text.objects.count() == 0


def test_withdrawn_it_is_forgotten_and_filed_again_it_is_known(made):
    submission = making.earlier(made)
    actions.withdraw(submission=submission, reason="not ready", by=made.author, at=make.NOW)
    assert (Text.objects.count(), ComparedPart.objects.count()) == (0, 0)
    making.filed(made, Work.objects.get(pk=submission.work_id))
    assert Text.objects.get().key == str(submission.work.key)


def test_later_words_do_not_come_under_an_earlier_day(made):
    submission = making.earlier(made)
    actions.reject(submission=submission, reason="no drawing", by=made.clerk, at=make.NOW)
    work = Work.objects.get(pk=submission.work_id)
    actions.change(**reworded(work, "Câu khác hẳn", year=2020), by=made.author)
    text = Text.objects.get()
    assert text.day == date(2025, 1, 31)
    assert text.parts.get(name="content-vi").body == making.PARAGRAPH


def test_mended_it_is_compared_as_mended(made):
    submission = making.earlier(made)
    actions.ask_for_mending(submission=submission, reason="no drawing", by=made.clerk, at=make.NOW)
    work = Work.objects.get(pk=submission.work_id)
    actions.change(**reworded(work, "Câu khác hẳn"), by=made.author)
    assert ComparedPart.objects.get(name="content-vi").body == making.PARAGRAPH, "not handed in yet"
    actions.mend(submission=making.fresh(submission), by=made.author, at=make.NOW)
    assert ComparedPart.objects.get(name="content-vi").body == "Câu khác hẳn"


def test_marked_confidential_later_it_is_hidden_at_once(made):
    submission = making.earlier(made)
    actions.ask_for_mending(submission=submission, reason="no drawing", by=made.clerk, at=make.NOW)
    work = Work.objects.get(pk=submission.work_id)
    actions.change(**reworded(work, making.PARAGRAPH, hidden=(PartKind.CONTENT,)), by=made.author)
    assert ComparedPart.objects.get(name="content-vi").confidential


# ---------------------------------------------------------------- what is shown


def test_the_author_sees_both_passages_while_writing(client, made):
    earlier = making.earlier(making.unit()).work
    work = making.alike(made, content=f"Trước đây xả thẳng ra rãnh thoát. {making.PARAGRAPH}")
    found = look(made.author, work)
    assert found.day == date(2026, 1, 31)
    [one] = found.earlier
    [passage] = one.shared
    assert (one.work, one.day, one.opens, one.hidden) == (earlier, date(2025, 1, 31), False, 0)
    assert (passage.ours.kind, passage.ours.language) == ("content", "vi")
    assert passage.words == making.PARAGRAPH.rstrip(".")
    assert "".join(piece.text for piece in passage.segments) == passage.words
    assert passage.ours.first == 1 + len("Trước đây xả thẳng ra rãnh thoát. ")
    assert (passage.theirs.first, passage.theirs.last) == (1, len(passage.words))
    told = page(client, made.author, work)
    assert f"{one.counted} syllables counted" in told
    assert "it concludes nothing" in told
    assert "%" not in told.split("<main")[1].split("</main")[0], "no share is a verdict"
    assert f'href="/works/{earlier.key}/"' not in told, "a work of another unit is named, not opened"


def test_what_was_known_later_is_no_earlier_work(made):
    later = making.alike(made, applied=2026)
    first = making.earlier(made).work
    making.filed(made, later)
    assert look(made.author, first).earlier == []
    assert [one.work for one in look(made.author, later).earlier] == [first]


def backdated(made, applied):
    """A copy filed after the original, said to have been applied long before it."""
    made.original = making.filed(made, making.alike(made, applied=2025)).work
    Submission.objects.update(filed_on=date(2026, 3, 2))
    Text.objects.update(filed_on=date(2026, 3, 2))
    return making.alike(made, applied=applied)


def test_a_copy_does_not_hide_the_original_by_an_early_day_of_application(client, made):
    copy = backdated(made, applied=2015)
    [one] = look(made.author, copy).earlier
    assert (one.work, one.known) == (made.original, Known.FILED_EARLIER)
    assert "filed earlier, though this work is said to have been applied before" in page(
        client, made.author, copy
    )
    making.filed(made, copy)
    [one] = look(made.author, copy).earlier
    assert (one.work, one.known) == (made.original, Known.FILED_EARLIER)


def test_the_council_sees_what_is_said_to_be_known_later(client, made):
    making.filed(made, making.alike(made, applied=2015))
    made.copy = Work.objects.get()
    submission = making.before_council(made, making.alike(made, applied=2014))
    seen = compared(made.secretary, submission.work, submission, make.TODAY, with_later=True)
    assert [one.known for one in seen.earlier + seen.later] == [Known.LATER]
    assert look(made.author, submission.work).later == []
    told = (
        as_(client, made.secretary).get(f"/works/{submission.work.key}/earlier/?language=en").content.decode()
    )
    assert "one of these may be the original" in told
    assert f"/works/{submission.work.key}/earlier/{made.copy.key}/judgement/" in told
    assert "one of these may be the original" not in page(client, made.author, submission.work)


def test_one_that_was_judged_is_not_called_earlier_where_it_was_known_later(made):
    later = making.filed(made, making.alike(made, applied=2015)).work
    submission = making.before_council(made, making.alike(made, applied=2014))
    told = {"earlier": later, "found": FOUND, "reason": "It says the same."}
    actions.judge(submission=submission, **told, by=made.secretary, at=make.NOW)
    [one] = look(made.author, submission.work).earlier
    assert (one.work, one.known, one.judgement is not None) == (later, Known.LATER, True)
    named = earlier_by_name(made.clerk, submission.work, submission, later.key, make.TODAY)
    assert (named.known, named.filed_on) == (Known.LATER, later.submissions.get().filed_on)


def test_two_of_the_same_day_see_one_another(made):
    first = making.filed(made, making.alike(made)).work
    second = making.filed(made, making.alike(made)).work
    for own, other in ((first, second), (second, first)):
        [one] = look(made.author, own).earlier
        assert (one.work, one.known) == (other, Known.SAME_DAY)


def test_a_year_proves_no_day_before_its_end():
    assert rules.surely_applied(PartialDate(2025)) == date(2025, 12, 31)
    assert rules.surely_applied(PartialDate(2025, 2)) == date(2025, 2, 28)
    assert rules.surely_applied(None) is None


@pytest.mark.parametrize(
    ("day", "filed_on", "expected"),
    [
        (date(2025, 1, 1), date(2026, 1, 1), Known.EARLIER),
        (date(2025, 6, 1), date(2025, 6, 30), Known.FILED_EARLIER),
        (date(2025, 5, 1), date(2025, 7, 1), Known.SAME_DAY),
        (date(2025, 5, 2), date(2025, 7, 1), Known.LATER),
        (date(2025, 5, 2), None, Known.LATER),
    ],
)
def test_in_which_way_another_work_was_known(day, filed_on, expected):
    assert rules.known(day, filed_on, date(2025, 5, 1), date(2025, 7, 1)) == expected


def test_the_ninth_copy_of_a_whole_text_is_told_and_who_had_it_first(client, made):
    first = making.filed(made, making.alike(made, content=LONG, applied=2020)).work
    for _n in range(8):
        making.earlier(made, content=LONG)
    work = making.alike(made, content=LONG)
    found = look(made.author, work)
    [one] = found.handed_round
    assert one.first[0] == first
    assert len(one.first) == 3
    assert found.not_counted >= one.syllables >= 60
    told = page(client, made.author, work)
    assert "Wording that is handed round" in told
    assert f"Of these, {found.not_counted} are not counted" in told


def test_who_had_it_first_is_not_named_where_it_is_confidential(made):
    for _n in range(9):
        making.filed(made, making.alike(made, hidden=(PartKind.CONTENT,), content=LONG, applied=2025))
    other = making.unit()
    work = making.filed(other, making.alike(other, content=LONG)).work
    [one] = look(other.clerk, work).handed_round
    assert one.first == []
    assert look(other.author, work).handed_round == [], "nor is the author told that many have it"


def test_confidential_words_are_compared_and_never_shown_to_others(client, made):
    other = making.unit()
    earlier = making.earlier(other, hidden=(PartKind.CONTENT,)).work
    work = making.before_council(made, making.alike(made)).work
    for seat in (made.clerk, made.secretary):
        found = look(seat, work)
        [one] = found.earlier
        assert (one.work, one.shared, one.counted, found.private) == (earlier, [], 0, True)
        assert one.hidden >= 30
        assert one.hidden % 10 == 0
        told = page(client, seat, work)
        assert f"{one.hidden} more, in tens" in told
        assert "is compared too" in told
    mine = making.alike(other)
    [one] = [one for one in look(other.author, mine).earlier if one.work == earlier]
    assert (one.hidden, len(one.shared), one.opens) == (0, 1, True), "their author reads both"


def test_who_writes_a_text_learns_nothing_of_what_others_keep_confidential(client, made):
    """Not by trying words out, while drafting, after filing, or while it is mended (docs/adr/0142)."""
    making.earlier(making.unit(), hidden=(PartKind.CONTENT,))
    work = making.alike(made)
    found = look(made.author, work)
    assert (found.earlier, found.private) == ([], False)
    told = page(client, made.author, work)
    assert "is not compared here" in told
    submission = making.filed(made, work)
    assert look(made.author, work).earlier == []
    assert len(look(made.clerk, work).earlier) == 1
    actions.ask_for_mending(submission=submission, reason="no drawing", by=made.clerk, at=make.NOW)
    assert look(made.clerk, work).earlier == [], "its words may be changed"
    assert look(made.author, work).earlier == []


def test_who_entered_a_work_for_others_is_a_writer_too(made):
    making.earlier(making.unit(), hidden=(PartKind.CONTENT,))
    work = making.filed(made, making.alike(made)).work
    assert len(look(made.clerk, work).earlier) == 1
    Work.objects.filter(pk=work.pk).update(entered_by=made.clerk.account)
    assert look(made.clerk, work).earlier == []


def test_a_work_that_is_its_authors_again_is_compared_for_the_office_alone(made):
    other = making.unit()
    submission = making.earlier(other)
    work = making.filed(made, making.alike(made)).work
    assert len(look(made.author, work).earlier) == 1
    actions.reject(submission=submission, reason="no drawing", by=other.clerk, at=make.NOW)
    assert look(made.author, work).earlier == []
    [one] = look(made.clerk, work).earlier
    assert len(one.shared) == 1, "the words both have"
    again = making.filed(other, submission.work)
    assert again.work == submission.work
    assert len(look(made.author, work).earlier) == 1, "filed again it is as others are"


def test_common_wording_is_greyed_and_not_counted(client, made):
    own = "Bộ điều khiển do tổ cơ điện tự làm từ linh kiện sẵn có, chi phí ba triệu hai trăm nghìn đồng."
    for _n in range(8):
        making.earlier(made)
    source = making.earlier(made, content=f"{making.PARAGRAPH} {own}").work
    work = making.alike(made, content=f"{making.PARAGRAPH} {own}")
    [one] = look(made.author, work).earlier
    assert one.work == source, "those who share only what all say are not named"
    assert (one.counted >= 15, one.greyed >= 30) == (True, True)
    [passage] = one.shared
    assert [piece.common for piece in passage.segments] == [True, False]
    assert "linh kiện sẵn có" in passage.segments[1].text
    told = page(client, made.author, work)
    assert '<span class="common">Lắp bẫy hơi' in told
    assert '<mark class="overlap">' in told


def test_who_sees_the_comparison(client, made):
    making.earlier(made)
    work = making.before_council(made, making.alike(made)).work
    for seat in (made.author, made.clerk, made.leader, *made.members):
        assert "bẫy hơi" in page(client, seat, work)
    for seat, code in (
        (made.reader, 403),
        (made.unit_officer, 403),
        (make.seat(made.there, Role.LEADER), 404),
    ):
        assert as_(client, seat).get(f"/works/{work.key}/earlier/").status_code == code
    for seat, shown in ((made.secretary, True), (made.reader, False)):
        text = as_(client, seat).get(f"/works/{work.key}/").content.decode()
        assert (f"/works/{work.key}/earlier/" in text) is shown


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_for_three(made, count):
    """SQLite is asked for each run of the text (novelty.queries); all other queries are counted."""
    for _n in range(count):
        other = making.unit()
        making.earlier(other, hidden=(PartKind.CONTENT,))
        making.before_council(other, making.alike(other, applied=2025))
    work = making.before_council(made, making.alike(made)).work
    shown = with_all(Work.objects.filter(pk=work.pk)).get()
    submission = latest(shown)
    with CaptureQueriesContext(connection) as asked:
        found = compared(made.secretary, shown, submission, make.TODAY)
    assert len(found.earlier) == 2 * count
    assert sum("novelty_fingerprint" not in one["sql"] for one in asked.captured_queries) == 22


# ---------------------------------------------------------------- what is said


def test_the_author_answers_and_the_council_reads_it(client, made):
    earlier = making.earlier(made).work
    work = making.alike(made)
    address = reverse("works:answer", args=[work.key, earlier.key])
    as_(client, made.author)
    assert client.post(address, {"seen": work.revision, "text": " "}).status_code == 422
    assert Answer.objects.count() == 0
    data = {"seen": work.revision, "kind": "different", "text": "We measure all the time."}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 409, "filled from an older revision"
    row = Answer.objects.get()
    assert (row.work, row.earlier, row.who) == (work, earlier, str(made.author.account))
    assert Line.objects.filter(verb="works.answer").count() == 1
    submission = making.before_council(made, Work.objects.get(pk=work.pk))
    assert "We measure all the time." in page(client, made.secretary, work)
    judging = reverse("works:judge", args=[work.key, earlier.key])
    assert "We measure all the time." in client.get(judging).content.decode()
    actions.open_ballot(submission=submission, by=made.secretary, at=make.NOW)
    assert as_(client, made.author).get(address).status_code == 422, "the ballot is open"


def test_only_authors_answer_and_only_of_what_is_shown(client, made):
    earlier = making.earlier(made).work
    stranger = making.alike(made, content="Một đoạn khác hẳn, không giống ai.")
    work = making.before_council(made, making.alike(made)).work
    with pytest.raises(NotPermitted):
        actions.answer(work=work, earlier=earlier, text="x", by=made.secretary, at=make.NOW)
    for other in (work, stranger):
        with pytest.raises(Refused) as refused:
            actions.answer(work=work, earlier=other, text="x", by=made.author, at=make.NOW)
        assert refused.value.code == "no_earlier_work"
    as_(client, made.author)
    assert client.get(reverse("works:answer", args=[work.key, stranger.key])).status_code == 404
    assert client.get(reverse("works:judge", args=[work.key, earlier.key])).status_code == 403
    assert Answer.objects.count() == 0


def test_the_council_judges_each_earlier_work_with_a_reason(client, made):
    earlier = making.earlier(made).work
    work = making.before_council(made, making.alike(made)).work
    address = reverse("works:judge", args=[work.key, earlier.key])
    as_(client, made.secretary)
    seen = Submission.objects.get(work=work).revision
    data = FOUND | {"wording": "same", "reason": "One paragraph is taken over.", "seen": seen}
    for left_out in ("process", "reason"):
        answer = client.post(address, {key: value for key, value in data.items() if key != left_out})
        assert answer.status_code == 422
    assert Judgement.objects.count() == 0
    assert client.post(address, data).status_code == 302
    row = Judgement.objects.get()
    assert (row.wording, row.meaning, row.solution, row.process) == ("same", "partly", "partly", "partly")
    assert (row.reason, row.who) == ("One paragraph is taken over.", str(made.secretary.account))
    assert "One paragraph is taken over." in page(client, made.author, work)
    for seat in (made.author, made.reader, made.chair):
        text = as_(client, seat).get(f"/works/{work.key}/?language=en").content.decode()
        assert "One paragraph is taken over." in text
        assert "partly the same" in text
    assert client.post(address, data).status_code == 409, "the secretary saved meanwhile"


def test_a_judgement_is_refused_before_and_after_the_council(made):
    earlier = making.earlier(made).work
    told = {"earlier": earlier, "found": FOUND, "reason": "same", "by": made.secretary, "at": make.NOW}
    submission = making.voted(made, making.alike(made))
    with pytest.raises(Refused) as refused:
        actions.judge(submission=submission, **told | {"reason": " "})
    assert refused.value.code == "reason_missing"
    with pytest.raises(Changed):
        actions.judge(submission=submission, **told, seen_revision=0)
    actions.judge(submission=making.fresh(submission), **told)
    actions.judge(submission=making.fresh(submission), **told | {"reason": "said anew"})
    assert [one.reason for one in Judgement.objects.all()] == ["same", "said anew"], "the first one stays"
    shown = with_all(Work.objects.filter(pk=submission.work_id)).get()
    found = compared(made.secretary, shown, latest(shown), make.TODAY).earlier[0]
    assert found.judgement.reason == "said anew", "the newest one counts"
    assert [one.reason for one in found.judgements] == ["said anew", "same"]
    actions.recognise(
        submission=making.fresh(submission),
        decision="45/QĐ",
        decided_on=make.TODAY,
        by=made.leader,
        at=make.NOW,
    )
    with pytest.raises(Refused) as refused:
        actions.judge(submission=making.fresh(submission), **told | {"reason": "too late"})
    assert refused.value.code == "findings_not_now"
    assert Judgement.objects.count() == 2


def test_a_draft_with_an_answer_is_thrown_away(made):
    earlier = making.earlier(made).work
    work = making.alike(made)
    actions.answer(work=work, earlier=earlier, text="differs", by=made.author, at=make.NOW)
    actions.remove_benefit(benefit=work.benefits.get(), by=made.author, at=make.NOW)
    actions.discard(work=Work.objects.get(pk=work.pk), by=made.author, at=make.NOW)
    assert (Answer.objects.count(), Work.objects.count()) == (0, 1)


def test_a_second_answer_leaves_the_first_readable(client, made):
    earlier = making.earlier(made).work
    work = making.alike(made)
    for text in ("We were first.", "We measure all the time."):
        actions.answer(work=work, earlier=earlier, text=text, by=made.author, at=make.NOW)
    as_(client, made.author)
    shown = client.get(reverse("works:comparison", args=[work.key]) + "?language=en").content.decode()
    assert (
        shown.index("We measure all the time.")
        < shown.index("What they said before")
        < shown.index("We were first.")
    )
    form = client.get(reverse("works:answer", args=[work.key, earlier.key])).content.decode()
    assert "We measure all the time." in form
    assert "We were first." not in form


def test_the_council_names_an_earlier_work_the_machine_did_not_find(client, made):
    other = making.filed(
        made, making.alike(made, content="Một giải pháp cùng ý, viết bằng lời khác hẳn.", applied=2024)
    ).work
    hidden = making.draft(made, title=make.words("Draft of somebody"))
    work = making.before_council(made, making.alike(made)).work
    naming = reverse("works:name_earlier", args=[work.key])
    judging = reverse("works:judge", args=[work.key, other.key])
    as_(client, made.author)
    assert client.get(naming).status_code == 403
    assert client.get(judging).status_code == 403
    as_(client, made.secretary)
    assert client.get(naming).status_code == 200
    # The secretary is an author of works here, who reads nothing of the unit's register but what is before the council.
    assert judging not in client.get(naming, {"q": "Drying"}).content.decode()
    assert client.get(judging).status_code == 404
    council = making.council(made, [made.coordinator, *made.members[1:]], decision="77/QD")
    again = making.before_council(made_with(made, council), making.alike(made)).work
    as_(client, made.coordinator)
    naming = reverse("works:name_earlier", args=[again.key])
    judging = reverse("works:judge", args=[again.key, other.key])
    listed = client.get(naming, {"q": "Drying"}).content.decode()
    assert judging in listed
    assert str(hidden.key) not in listed
    seen = Submission.objects.get(work=again).revision
    data = FOUND | {"wording": "different", "reason": "The same idea in other words.", "seen": seen}
    assert client.post(judging, data).status_code == 302
    row = Judgement.objects.get()
    assert (row.added, row.earlier) == (True, other)
    shown = client.get(reverse("works:comparison", args=[again.key]) + "?language=en").content.decode()
    assert "named by the council" in shown
    assert "The same idea in other words." in shown


def made_with(made, council):
    return SimpleNamespace(author=made.author, clerk=made.clerk, council=council)


def test_where_the_rules_ask_it_to_be_new(made):
    making.earlier(made)
    elsewhere = making.unit()
    making.earlier(elsewhere)
    work = making.before_council(made, making.alike(made)).work
    shown = with_all(Work.objects.filter(pk=work.pk)).get()
    found = compared(made.secretary, shown, latest(shown), make.TODAY).earlier
    assert {one.work.institution_id: one.within for one in found} == {
        made.here.pk: True,
        elsewhere.here.pk: False,
    }
