"""The demo story: complete in three languages, and as the screens tell it on 10 March 2026."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from songfai.demo.accounts import PASSWORD, SHOWN
from songfai.demo.book import PROGRAMMES, SUPPORT, VISITS, read
from songfai.desk.queries import desk, overview
from songfai.journal.models import Line
from songfai.kit.fields import TrilingualField
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.notices.models import Notice
from songfai.novelty.models import Text
from songfai.parties.models import Seat
from songfai.parties.queries import seats_of
from songfai.people.models import Account
from songfai.plans.models import Activity, Evidence, Figure, Plan
from songfai.plans.states import ActivityState
from songfai.portal.queries import public_programmes, released
from songfai.programmes.models import Commitment, Programme, Reading
from songfai.programmes.states import LineState, Progress
from songfai.record import queries as record
from songfai.record.models import Document
from songfai.record.states import Stage
from songfai.reviews.models import Information, Review, SideRating
from songfai.reviews.queries import directions_left
from songfai.reviews.states import ReviewKind
from songfai.visits.models import Visit
from songfai.visits.queries import promised_in, sheets
from songfai.works.models import Campaign, Disclosure, KnownAuthor, Sheet, Submission, Work
from songfai.works.queries import (
    compared,
    latest,
    number_of_persons,
    own_sheet,
    pairs,
    part_helps,
    regulation_for,
    session_of,
    to_vote,
    with_all,
)
from songfai.works.rules import points_together
from songfai.works.states import EntryState, Known, SheetStep

TODAY = date(2026, 3, 10)
HOME, THANH_HOA, JAPAN = "home-affairs-2023-2026", "thanh-hoa-2024-2030", "vocational-training-2026-2028"

LAO = re.compile(r"[\u0e80-\u0eff]")
THAI = re.compile(r"[\u0e00-\u0e7f]")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
# Vietnamese: a letter no English or romanised Lao word of the story has.
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
OF_SHEETS = {"Work.title", "Part.text", "Author.name", "KnownAuthor.name"}
ROMAN = {"I", "II", "III", "IV"}


def told_texts() -> list[tuple[str, dict[str, str]]]:
    """Every text of the story's files that is written in languages: (where, {lo, vi, en})."""
    names = [
        "words",
        "people",
        "reorganisation",
        "works",
        "judged",
        "campaign",
        "scoring",
        *PROGRAMMES,
        *(f"{name}_{y}" for name, years in PROGRAMMES.items() for y in years),
        *VISITS.values(),
        *(f"{name}_support" for name in SUPPORT),
    ]
    found: list[tuple[str, dict[str, str]]] = []

    def walk(place: str, value: object) -> None:
        if isinstance(value, dict):
            if value and set(value) <= set(LANGUAGES):
                found.append((place, value))
                return
            for key, one in value.items():
                walk(f"{place}.{key}", one)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                walk(f"{place}[{number}]", one)

    for name in names:
        walk(name, read(name))
    return found


def trilingual_values() -> list[tuple[str, Trilingual]]:
    return [
        (f"{model.__name__}.{field.name}", value)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, TrilingualField)
        for value in model._default_manager.values_list(field.name, flat=True)
        if value
    ]


def seat(email: str, institution: str = "") -> Seat:
    seats = seats_of(Account.objects.get(email=email), TODAY)
    return seats.get(institution__slug=institution) if institution else seats[0]


# ---------------------------------------------------------------- the words, without a database


def test_every_text_of_the_story_is_written_in_three_languages():
    texts = told_texts()
    assert len(texts) > 400
    assert [place for place, text in texts if set(text) != set(LANGUAGES) or not all(text.values())] == []


def test_lao_is_written_in_lao_letters_only():
    def foreign(text: str) -> set[str]:
        return set(LATIN.findall(text)) - ROMAN

    wrong = [(place, t["lo"]) for place, t in told_texts() if foreign(t["lo"].replace("{commitments}", ""))]
    assert wrong == []
    assert [place for place, t in told_texts() if not LAO.search(t["lo"])] == []


def test_vietnamese_and_english_have_no_lao_letters():
    assert [place for place, t in told_texts() if LAO.search(t["vi"] + t["en"])] == []


def test_vietnamese_is_vietnamese():
    """Names of Lao and Japanese persons are the only texts without a Vietnamese letter."""
    plain = [place for place, t in told_texts() if not VIETNAMESE.search(t["vi"])]
    names = [place for place in plain if place.startswith("people.") and place.endswith(".name")]
    assert plain == names
    assert len(names) == 8


def test_no_thai_letters_and_nothing_invisible():
    texts = [(place, word) for place, t in told_texts() for word in t.values()]
    assert [place for place, word in texts if THAI.search(word) or INVISIBLE.search(word)] == []


def test_places_are_named_as_each_language_names_them():
    """A Vietnamese text does not print the English form of Lao places, nor an English one the Vietnamese form."""
    texts = told_texts()
    assert [
        place for place, t in texts if re.search(r"Vientiane|Luang Prabang|Savannakhet|Hanoi", t["vi"])
    ] == []
    assert [
        place for place, t in texts if re.search(r"Viêng Chăn|Luông Pha Băng|Hanoi|Ha Noi", t["en"])
    ] == []
    assert [place for place, t in texts if "Hà Nội" in t["vi"] and "ຮ່າໂນ້ຍ" not in t["lo"]] == []


def test_shown_accounts_need_no_database():
    assert len(SHOWN) == 27
    assert len({one.email for one in SHOWN}) == 27
    assert {one.email.rsplit(".", 1)[1] for one in SHOWN} == {"example"}
    assert SHOWN[0].email == "thang@moha.example"
    assert [one.email for one in SHOWN if set(one.words.languages()) != set(LANGUAGES)] == []


def test_each_side_has_its_five_roles():
    wanted = {"leader", "coordinator", "unit_officer", "clerk", "reader"}
    sides = read("people")["institutions"][:4]
    assert [s["slug"] for s in sides if not wanted <= {p["role"] for p in s["people"]}] == []
    assert all(any(p.get("authority") for p in s["people"] if p["role"] == "coordinator") for s in sides)
    roles = {one.role for one in SHOWN}
    assert roles == wanted | {"inspector", "administrator"}


# ---------------------------------------------------------------- the rows


def test_every_trilingual_value_in_the_database_is_complete(story):
    values = trilingual_values()
    assert len(values) > 700
    sheet, past = read("campaign")["sheet"], read("scoring")["past"]
    assert sheet["language"] == past["language"]
    # What came from the sheets is written in the language of the sheets, and nothing else is.
    rows = [*sheet["works"], *past["works"], *read("judged")["partner"]["works"]]
    of_sheet = {text for one in rows for text in one.values() if isinstance(text, str)}
    of_sheet |= {author[0] for one in rows for author in one["authors"]}
    found = [
        (place, str(value))
        for place, value in values
        if set(value.languages()) != set(LANGUAGES)
        and not (
            place in OF_SHEETS
            and value.languages() == (sheet["language"],)
            and value.get(sheet["language"]) in of_sheet
        )
    ]
    assert found == []


def test_desk_of_thang_counts_what_the_screen_counts(story):
    shown = desk(seat("thang@moha.example"), TODAY)
    assert [(w.programme.slug, w.document.thread, w.document.version) for w in shown.to_answer] == [
        (HOME, "plan/2026", 3)
    ]
    assert [w.programme.slug for w in shown.offered] == [JAPAN]
    assert [(one.commitment.number, one.days) for one in shown.asleep] == [(7, 331), (6, 214)]
    assert sorted(item.commitment.number for item, _due in shown.late_items) == [9, 10]
    standing = next(one for one in shown.programmes if one.programme.slug == HOME)
    assert standing.counts == {
        Progress.DONE: 1, Progress.ON_TRACK: 7, Progress.LATE: 2, Progress.ASLEEP: 2, Progress.NOT_DUE: 4,
    }  # fmt: skip


def test_thang_reads_the_programme_of_thanh_hoa_from_a_second_seat(story):
    reading = seat("thang@moha.example", "thanh-hoa-federation-of-labour")
    assert reading.role == "reader"
    (standing,) = desk(reading, TODAY).programmes
    assert standing.programme.slug == THANH_HOA
    assert standing.counts == {Progress.ON_TRACK: 8, Progress.LATE: 1}


def test_the_grid_of_the_home_affairs_is_that_of_the_screen(story):
    shown = overview(Programme.objects.get(slug=HOME), TODAY)
    states = {
        row.commitment.number: [cell.state.value if cell else None for cell in row.cells]
        for row in shown.grid
    }
    assert states[1] == ["done", "done", "done", "done"]
    assert states[2] == ["done", "done", "late", "on_track"]
    assert states[6] == states[7] == ["done", "done", "asleep", "asleep"]
    assert states[9] == states[10] == ["done", "done", "late", "late"]
    assert states[12] == ["done", "done", "done", "on_track"]


def test_reviews_stand_as_told(story):
    stages = {
        (r.programme.slug, r.code): r.stage for r in Review.objects.select_related("document__standing")
    }
    assert stages == {
        (HOME, "2023"): Stage.IN_FORCE,
        (HOME, "2024"): Stage.IN_FORCE,
        (HOME, "2025"): "draft",
        (HOME, "final_2026"): Stage.IN_FORCE,
        (THANH_HOA, "2024"): Stage.IN_FORCE,
        (THANH_HOA, "2025"): Stage.IN_FORCE,
        (THANH_HOA, "midterm_2026"): Stage.IN_FORCE,
    }
    rated = SideRating.objects.filter(review__programme__slug=HOME, review__year=2025)
    assert [rated.filter(position=side).count() for side in (1, 2)] == [10, 12]
    met = Programme.objects.get(slug=HOME).obligations.exclude(met_on=None)
    assert [(one.kind, one.year) for one in met] == [
        ("annual_review", 2023),
        ("midterm", 2024),
        ("annual_review", 2024),
        ("renewal", 2026),
        ("final_summary", 2026),
    ]


def test_the_term_is_summed_up_as_told(story):
    final = Review.objects.get(programme__slug=HOME, kind="final")
    assert (final.decision, final.views.count(), final.delegations.count()) == ("renew", 12, 2)
    assert [row["year"] for row in final.facts["years"]] == [2023, 2024, 2025, 2026]
    assert final.lessons.exists(), "carried over from the annual reviews"
    met = Programme.objects.get(slug=THANH_HOA).obligations.get(kind="midterm").met_on
    assert met == date(2026, 2, 27)


def test_both_ministries_told_of_their_years(story):
    told = {
        (one.year, one.position): one.is_acknowledged
        for one in Information.objects.select_related("document")
    }
    assert told == {(2024, 1): True, (2024, 2): True, (2025, 1): True, (2025, 2): False}


def test_plans_stand_as_told(story):
    plans = Plan.objects.select_related("document__standing", "programme").order_by("year", "version")
    stages = {(p.programme.slug, p.year, p.version): p.document.standing.stage for p in plans}
    assert [stages[HOME, 2025, version] for version in (1, 2)] == [Stage.REPLACED, Stage.IN_FORCE]
    assert [stages[HOME, 2026, version] for version in (1, 2, 3)] == [
        Stage.REPLACED, Stage.IN_FORCE, Stage.OFFERED,
    ]  # fmt: skip
    second, third = (
        {
            item.key: item
            for item in Plan.objects.get(programme__slug=HOME, year=2026, version=version).items.all()
        }
        for version in (2, 3)
    )
    changed = [
        third[key].number
        for key in second.keys() & third.keys()
        if (second[key].quantity, second[key].quarter) != (third[key].quantity, third[key].quarter)
    ]
    assert sorted(changed) == [3, 9]
    assert [second[key].number for key in second.keys() - third.keys()] == [7]
    assert [third[key].number for key in third.keys() - second.keys()] == [6]
    assert len(third) == 12


def test_directions_that_are_in_a_plan_are_not_offered_to_be_carried_over_again(story):
    left = {
        (review.programme.slug, review.year)
        for review in Review.objects.filter(kind=ReviewKind.ANNUAL).select_related("programme")
        for seat in Seat.objects.filter(account__email__in=["thang@moha.example", "hong@ldld.example"])
        if directions_left(review, seat)
    }
    # The plans of 2024 and 2026 of the ministries were agreed without them.
    assert left == {(HOME, 2023), (HOME, 2025)}


def test_programmes_came_from_a_reading_whose_lines_were_settled(story):
    for reading in Reading.objects.select_related("programme"):
        lines = list(reading.lines.all())
        assert not [line for line in lines if line.state == LineState.PROPOSED]
        assert sum(line.state in (LineState.CONFIRMED, LineState.CORRECTED) for line in lines) > 5
        signed = reading.programme.commitments.filter(promised_on=None)
        assert [one for one in signed if one.source_start is None] == []
    assert len(Reading.objects.get(programme__slug=HOME).dismissed) == 2
    assert Commitment.objects.filter(programme__slug=HOME, promised_on=None).count() == 12
    assert Commitment.objects.filter(programme__slug=THANH_HOA).count() == 9


def test_activities_hold_all_that_can_happen_to_one(story):
    assert {one.state for one in Activity.objects.all()} == set(ActivityState)
    assert Activity.objects.filter(confirmed_at=None).exists()
    assert Activity.objects.exclude(confirmed_at=None).exists()
    finished = Activity.objects.filter(state__in=["done", "done_otherwise"])
    assert not finished.filter(evidence=None).exists()
    assert {name.rsplit(".", 1)[1] for name in Evidence.objects.values_list("file__name", flat=True)} == {
        "txt", "csv", "pdf",
    }  # fmt: skip


def test_evidence_files_can_be_read_back(story):
    from pypdf import PdfReader

    from songfai.files.actions import path_of

    for file in {one.file for one in Evidence.objects.select_related("file")}:
        data = path_of(file.sha256).read_bytes()
        assert len(data) == file.size
        if file.name.endswith(".pdf"):
            assert len(PdfReader(path_of(file.sha256)).pages[0].extract_text()) > 40
        else:
            assert LAO.search(data.decode())


def test_thanh_hoa_is_public_and_home_affairs_is_not(story):
    assert [one.register.matter.slug for one in public_programmes()] == [THANH_HOA]
    assert sorted(one.thread for one in released()) == [
        "minutes/2024",
        "minutes/2025",
        "plan/2025",
        "programme",
    ]
    assert Document.objects.filter(register__matter__slug=HOME, releases__isnull=False).count() == 1


def test_the_third_programme_waits_for_the_other_side(story):
    programme = Programme.objects.select_related("document__standing").get(slug=JAPAN)
    assert programme.stage == Stage.OFFERED
    assert programme.commitments.count() == 8
    waiting = record.waiting_for(programme.sides.get(position=2).institution)
    assert [one.pk for one in waiting] == [programme.document_id]


def test_nothing_was_mailed_and_only_the_latest_notices_are_new(story):
    from django_tasks_db.models import DBTaskResult

    assert DBTaskResult.objects.count() == 0
    new = Notice.objects.filter(read_at=None)
    assert {notice.at.date() for notice in new} == {date(2026, 3, 9)}
    assert {notice.account.email for notice in new} == {
        "minh@moha.example",
        "thang@moha.example",
        "ha@moha.example",
        # The final summary was approved.
        "somsamay@moha-lao.example",
        "vilayphone@moha-lao.example",
    }


def test_works_stand_where_the_story_left_them(story):
    found = {row.title.en.split()[0]: row for row in Work.objects.all() if row.title.en}
    assert {name: row.stage for name, row in found.items()} == {
        "Frame": "transferred",
        "Guard": "voting",
        "Board": "received",
        "Drip": "defects",
        "Warning": "appraisal",
        "Welding": "certified",
        "Cards": "revoked",
        "Water": "refused",
    }
    frame = found["Frame"].submissions.get(scheme="base")
    assert (frame.ballots.get().votes_for, frame.ballots.get().carried) == (5, True)
    assert frame.certificates.count() == 2
    above = found["Frame"].submissions.get(scheme="province")
    assert (above.stage, above.regulation.scope) == ("appraisal", "province")
    owed = {(one.number, one.settled) for one in found["Frame"].instalments.all()}
    assert owed == {(1, True), (2, False), (3, False), (None, False)}
    assert found["Board"].mentorships.get().active
    waiting = {seat.account.email for seat in Seat.objects.all() if to_vote(seat)}
    assert waiting == {"thang@ldld.example", "dung@ldld.example", "tung@lhh.example"}


def test_a_work_of_the_story_says_what_an_earlier_one_said(story):
    """Of the paragraph both have the page shows all three languages; the authors answered, the council judged."""
    found = {row.title.en.split()[0]: row for row in with_all(Work.objects.all()) if row.title.en}
    guard = found["Guard"]
    secretary = Seat.objects.get(account__email="mai@ldld.example")
    one, copy = compared(secretary, guard, latest(guard), date(2026, 3, 9)).earlier
    # The one that the campaign found to be a duplicate is said to be of the same month.
    assert (copy.work.title.vi, copy.known) == ("Tấm chắn trượt bảo vệ tay ở máy cắt tôn", Known.SAME_DAY)
    assert one.work == found["Frame"]
    assert {passage.ours.language for passage in one.shared} == {"lo", "vi", "en"}
    assert one.answer is not None
    assert one.judgement is not None
    assert (one.judgement.wording, one.judgement.solution) == ("partly", "different")
    assert Text.objects.count() == Work.objects.count()


def test_a_work_of_the_story_has_an_investor_with_a_certificate(story):
    [welding] = [one for one in Work.objects.all() if (one.title.en or "").startswith("Welding")]
    submission = welding.submissions.get()
    assert submission.filed["investor"]["name"] == {"vi": "Công ty TNHH Cơ khí Hoằng Hóa"}
    assert sorted(one.for_investor for one in submission.certificates.all()) == [False, True]
    assert [one.mark for one in welding.checks.filter(found=True)] == ["refused"]


def test_a_work_of_the_partner_is_compared_across_the_sides_and_another_refused_for_it(story):
    found = {row.title.en.split()[0]: row for row in with_all(Work.objects.all()) if row.title.en}
    water = found["Water"]
    mai = seat("mai@ldld.example")
    [one] = compared(mai, water, latest(water), TODAY).earlier
    assert (one.work.stage, one.work.partner.decision) == ("partner", "18/QĐ-LHH")
    assert one.counted > 40
    assert one.judgement is not None
    assert one.judgement.solution == "same"
    assert "18/QĐ-LHH" in latest(water).reason
    assert latest(water).ballots.get().carried is False
    # Its certificates are void, and stay on record.
    cards = latest(found["Cards"])
    assert cards.reason
    assert cards.certificates.count() == 1


def test_the_campaign_of_the_story_counts_each_work_once(story):
    told = read("campaign")
    [campaign] = Campaign.objects.all()
    assert campaign.launched_at is not None
    lines = {one.unit.name.en.split()[-1]: one for one in campaign.lines.select_related("unit")}
    assert {name: (one.target, one.valid, one.duplicate) for name, one in lines.items()} == {
        "Relations": (6, 3, 1),
        "Affairs": (4, 2, 0),
        "Office": (2, 0, 0),
    }
    [twice] = campaign.entries.filter(state=EntryState.DUPLICATE)
    assert twice.work.title.vi == told["duplicate"]["title"]
    assert [one.day for one in campaign.days.all()] == [date(2026, 2, 12), date(2026, 3, 3), date(2026, 3, 4)]


def test_a_sheet_of_the_story_brought_in_the_works_of_two_units(story):
    told = read("campaign")["sheet"]
    [sheet] = Sheet.objects.filter(kind="works")
    assert (sheet.step, sheet.works, sheet.authors, sheet.wrong) == (SheetStep.TAKEN, 4, 5, 0)
    rows = Work.objects.exclude(stage__in=["past", "partner"]).order_by("id")
    titles = [one.title.vi for one in rows if not one.title.en]
    assert titles == [one["title"] for one in told["works"]]


def test_two_works_of_the_old_book_are_in_the_register_and_compared(story):
    told = read("scoring")["past"]
    sheet = Sheet.objects.get(kind="past", file__name=told["name"])
    assert (sheet.step, sheet.works, sheet.wrong, sheet.source) == (SheetStep.TAKEN, 2, 0, told["source"])
    rows = [line.work.past for line in sheet.lines.select_related("work__past").order_by("row")]
    assert [(one.decision, str(one.decided_on), one.laid) for one in rows] == [
        ("52/QĐ-LĐLĐ", "2018-05-12", True),
        ("77/QĐ-LĐLĐ", "2020", True),
    ]
    assert {one.work.stage for one in rows} == {"past"}


def test_a_council_of_the_story_scores_by_rules_of_its_own(story):
    mai = seat("mai@ldld.example")
    day = date(2026, 3, 9)
    own = regulation_for(mai.institution, day)
    assert own.institution == mai.institution
    assert regulation_for(mai.institution, date(2026, 3, 4)).institution is None
    assert part_helps(own) != part_helps(None)
    submission = Submission.objects.get(regulation=own)
    session = session_of(submission, day)
    assert (session.rubric.use, len(session.sheets), len(session.missing)) == ("inform", 3, 3)
    assert points_together([one.column for one in session.rows]) is not None
    first = session.rubric.items.order_by("position").first()
    assert [str(one.most) for one in first.described] == ["20", "15", "9", "0"]
    mine = own_sheet(mai, submission).scores.get(item=first)
    assert (mine.points, mine.band) == (16, 0)
    draft = own_sheet(seat("hiep@lhh.example"), submission)
    assert (draft.handed_in_at, draft.total) == (None, 29)
    shown = Disclosure.objects.filter(submission=submission)
    assert [one.account.email for one in shown] == ["tung@lhh.example"]


def test_figures_and_judgements_of_the_story_say_what_they_rest_on(story):
    figure = Figure.objects.get(is_estimate=True)
    assert figure.definition
    assert figure.activity.programme.slug == THANH_HOA
    final = Review.objects.get(programme__slug=HOME, kind="final")
    grounds = [(one.heading, one.position, one.kind) for one in final.grounds.order_by("heading", "position")]
    assert sorted(grounds) == [
        ("coherence", 1, "activity"),
        ("coherence", 2, "activity"),
        ("relevance", 1, "minutes"),
        ("relevance", 1, "minutes"),
        ("relevance", 2, "activity"),
        ("relevance", 2, "minutes"),
    ]


def test_authors_of_the_story_are_counted_as_persons(story):
    """One is written in two ways, which the office has said; of two others it is still to say. Three are of former years, and one is the Union’s."""
    office = Seat.objects.get(account__email="mai@ldld.example")
    assert KnownAuthor.objects.count() == 19
    assert number_of_persons(office) == 17
    assert {(one.one.name.vi, one.other.name.vi) for one in pairs(office)} == {
        ("Đỗ Quang Minh", "Do Quang Minh"),
        ("Phạm Thị Ngà", "Phạm Thị Ngà"),
    }


def test_the_password_opens_every_demo_account(story):
    assert Account.objects.count() == len(SHOWN)
    assert all(account.check_password(PASSWORD) for account in Account.objects.all())


def test_loading_twice_changes_nothing(story, capsys):
    before = (Line.objects.count(), Document.objects.count(), Account.objects.count())
    call_command("demo")
    assert "nothing was told" in capsys.readouterr().out
    assert (Line.objects.count(), Document.objects.count(), Account.objects.count()) == before


@pytest.mark.thorough
def test_a_story_told_anew_has_the_same_papers(story):
    """But for a work released to the other side: it is told by its key, which is drawn."""
    same = Document.objects.exclude(kind="work")
    before = sorted(same.values_list("sha256", flat=True))
    call_command("demo", "--fresh")
    assert sorted(same.values_list("sha256", flat=True)) == before


def test_only_a_demonstration_is_begun_anew(story, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo", "--fresh")
    assert Programme.objects.count() == 3


def test_the_story_does_not_come_among_real_accounts(committed, settings):
    settings.DEMO = False
    Account.objects.create_user("real@office.example", "a long real password")
    with pytest.raises(CommandError):
        call_command("demo")
    assert Programme.objects.count() == 0


# ---------------------------------------------------------------- visits


def test_visits_are_told_from_2023_to_2026_with_skipped_years_and_a_cancelled_one(story):
    home = Programme.objects.get(slug=HOME)
    high, units = sheets(home, TODAY)
    skipped = [one.year for one in high.years if one.turn and one.host is None]
    assert skipped == [2020, 2021, 2022]
    # What was in 2019 nobody has told this record: the page asks.
    assert [one.year for one in high.years if one.unrecorded] == [2019]
    travelled = [one.visit.in_delegation for sheet in (high, units) for one in sheet.years if one.visit]
    assert all(travelled)
    assert [(one.year, one.host) for one in high.years if one.visit] == [
        (2023, 1), (2024, 2), (2025, 1), (2026, 2)
    ]  # fmt: skip
    assert (high.next.year, high.next.host) == (2027, 1)
    assert (units.next.year, units.next.host) == (2027, 2)
    states = set(Visit.objects.values_list("state", flat=True))
    assert states == {"closed", "cancelled", "done", "scheme_approved"}


def test_what_was_promised_in_march_2026_is_tracked(story):
    visit = Visit.objects.get(starts_on=date(2026, 3, 2))
    assert visit.standing(TODAY) == "report_due"
    assert visit.report_due == date(2026, 3, 15)
    meetings = list(visit.meetings.all())
    assert [one.stage for one in meetings if not one.without_minutes] == ["in_force", "in_force", "draft"]
    promised = promised_in(meetings, TODAY)
    assert [one.is_complete for one in promised] == [True, True, True, True, False]
    assert [one.promise.commitment is not None for one in promised] == [True, True, True, True, False]
