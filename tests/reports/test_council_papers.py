"""Minutes, summary of the score sheets, decision and refusal: what they say, for whom, and that no vote can be told."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.kit.languages import LANGUAGES
from songfai.parties.states import Role
from songfai.reports.compile_council import decision_paper, minutes_paper, refusal_paper, summary_paper
from songfai.reports.paper import lines
from songfai.reports.queries.council import decision_facts, minutes_facts, refusal_facts
from songfai.works import actions
from songfai.works.models import Submission, Vote, Voter
from songfai.works.states import Choice
from tests import factories as make
from tests.reports import samples_council as samples
from tests.reports.goldens import same_as_golden
from tests.works import making

PAPERS = {
    "minutes": (samples.MINUTES, minutes_paper),
    "summary": (samples.SUMMARY, summary_paper),
    "decision": (samples.DECISION, decision_paper),
    "refusal": (samples.REFUSAL, refusal_paper),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PAPERS))
def test_what_each_paper_says(kind, language):
    facts, paper_of = PAPERS[kind]
    paper = paper_of(facts, language)
    assert paper.untranslated == 0
    same_as_golden(f"council-{kind}-{language}", paper)


def said(paper) -> str:
    return "\n".join(lines(paper))


def test_what_is_not_there_is_not_said():
    plain = replace(samples.MINUTES, points=None, novelty=None, judged=(), findings=(), for_it=False)
    text = said(minutes_paper(plain, "en"))
    assert "Points of the council" not in text
    assert "novelty" not in text
    assert "does not propose" in text
    scored = replace(samples.MINUTES, votes=None)
    assert "Secret ballot" not in said(minutes_paper(scored, "en"))
    assert "not reached" in said(
        summary_paper(replace(samples.SUMMARY, points=replace(samples.POINTS, passed=False)), "en")
    )


def test_who_was_barred_signs_nothing():
    barred = tuple(
        replace(one, barred="ended" if one.role == "chair" else one.barred) for one in samples.MEMBERS
    )
    paper = minutes_paper(replace(samples.MINUTES, members=barred), "vi")
    assert [one.name for one in paper.signatures] == ["Phạm Dung", ""]


@pytest.mark.django_db
class TestFromTheRecord:
    @pytest.fixture
    def made(self):
        made = making.unit(country="VN")
        made.rubric = making.own_rubric(made, use="both", threshold=Decimal(70))
        return made

    @pytest.fixture
    def decided(self, made):
        submission = making.before_council(made, making.of_two(made))
        making.hand_in(submission, made.rubric, made.members[:4], 20, 20, 15, 5, 5, 5)
        actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
        making.cast(submission, made.members[:4])
        making.cast(submission, made.members[4:], Choice.AGAINST)
        making.find(made, making.fresh(submission))
        actions.close(submission=making.fresh(submission), minutes="03/BB", by=made.secretary, at=make.NOW)
        return making.fresh(submission)

    def test_minutes_tell_what_was_counted(self, made, decided):
        facts = minutes_facts(decided, make.NOW)
        assert (facts.votes.votes_for, facts.votes.votes_against, facts.votes.entitled) == (4, 1, 5)
        assert (facts.points.together, facts.points.passed, len(facts.points.sheets)) == (70, True, 4)
        assert [str(one) for one in facts.points.missing] == [str(made.members[4].account.person.name)]
        assert [one.role for one in facts.members] == list(making.ROLES)
        assert (facts.session.minutes, facts.session.day, facts.for_it) == ("03/BB", make.TODAY, True)
        assert all(one.met for one in facts.findings)

    def test_no_line_of_the_minutes_changes_with_who_voted_how(self, made, decided):
        """The same council, the same numbers, other persons for and against, other persons who voted: the same paper."""
        before = lines(minutes_paper(minutes_facts(decided, make.NOW), "vi"))
        Voter.objects.update(voted=False)
        Vote.objects.all().delete()
        assert lines(minutes_paper(minutes_facts(making.fresh(decided), make.NOW), "vi")) == before

    def test_the_urn_is_not_read(self, decided):
        with CaptureQueriesContext(connection) as told:
            minutes_paper(minutes_facts(decided, make.NOW), "vi")
        assert not [one for one in told.captured_queries if 'works_vote"' in one["sql"]]

    def test_each_paper_is_for_who_may_read_it(self, client, made, decided):
        stranger = make.seat(made.there, Role.LEADER)
        inside = [made.chair, made.members[4], made.clerk, made.leader]
        outside = [made.author, made.second, made.reader]

        def status(seat, kind, submission=decided, language="vi", form="pdf"):
            client.force_login(seat.account)
            return client.get(address(submission, kind, language, form)).status_code

        for kind in ("minutes", "summary"):
            assert [status(seat, kind) for seat in inside] == [200] * 4, kind
            assert [status(seat, kind) for seat in (*outside, stranger)] == [404] * 4, kind
        assert {status(seat, "decision") for seat in (*inside, *outside)} == {404}, "not decided yet"
        actions.recognise(
            submission=decided, decision="45/QĐ", decided_on=make.TODAY, by=made.leader, at=make.NOW
        )
        assert {status(seat, "decision") for seat in (*inside, *outside)} == {200}
        assert status(stranger, "decision") == 404
        assert status(made.author, "refusal") == 404
        assert status(made.clerk, "decision", language="fr") == 404
        assert status(made.clerk, "decision", form="xlsx") == 404
        page = client.get(reverse("works:work", args=[decided.work.key])).content.decode()
        for kind in ("minutes", "summary", "decision"):
            for language in LANGUAGES:
                assert address(decided, kind, language, "docx") in page
        assert "/refusal/" not in page
        client.force_login(made.author.account)
        page = client.get(reverse("works:work", args=[decided.work.key])).content.decode()
        assert address(decided, "decision", "lo", "pdf") in page
        assert "/minutes/" not in page

    def test_before_the_ballot_is_counted_there_are_no_minutes(self, client, made):
        submission = making.voting(made)
        client.force_login(made.chair.account)
        assert client.get(address(submission, "minutes", "vi", "pdf")).status_code == 404

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_both_files_say_the_same(self, client, made, decided, language):
        client.force_login(made.secretary.account)
        answer = client.get(address(decided, "minutes", language, "pdf"))
        pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
        text = "".join("".join(page.extract_text().split()) for page in pages)
        answer = client.get(address(decided, "minutes", language, "docx"))
        assert f'minutes-0001-2026-{language}.docx"' in answer["Content-Disposition"]
        with zipfile.ZipFile(io.BytesIO(answer.content)) as whole:
            word = whole.read("word/document.xml").decode()
        assert "03/BB" in word
        assert "03/BB" in text
        assert str(made.chair.account.person.name) in word

    def test_a_refusal_gives_its_reason(self, client, made, decided):
        actions.refuse(submission=decided, reason="Known since 2024", by=made.leader, at=make.NOW)
        refused = making.fresh(decided)
        text = said(refusal_paper(refusal_facts(refused, make.NOW), "en"))
        assert "Reason: Known since 2024" in text
        assert "minutes No. 03/BB" in text
        client.force_login(made.author.account)
        assert client.get(address(refused, "refusal", "vi", "docx")).status_code == 200
        assert client.get(address(refused, "decision", "vi", "docx")).status_code == 404

    def test_the_superior_body_that_declined_is_a_ground_and_one_that_approved_is_not(self, made):
        made.author = made.leader
        work = making.ready(made, state_funded=True)
        lead = work.authors.get()
        told = making.author_values(
            role="lead", name=lead.name, account=made.leader.account, share=Decimal(100), heads_unit=True
        )
        actions.save_author(work=work, author=lead, values=told, by=made.leader, at=make.NOW)
        actions.confirm(author=work.authors.get(), by=made.leader, at=make.NOW)
        submission = making.before_council(made, type(work).objects.get(pk=work.pk))
        making.hand_in(submission, made.rubric, made.members)
        actions.open_ballot(submission=making.fresh(submission), by=made.secretary, at=make.NOW)
        making.cast(submission, made.members)
        making.find(made, making.fresh(submission))
        actions.close(submission=making.fresh(submission), minutes="3", by=made.secretary, at=make.NOW)
        actions.send_up(submission=making.fresh(submission), superior="Sở", by=made.clerk, at=make.NOW)
        actions.decline(
            submission=making.fresh(submission), paper="88/SCT", reason="No money", by=made.clerk, at=make.NOW
        )
        facts = refusal_facts(making.fresh(submission), make.NOW)
        assert (facts.superior, facts.superior_paper, facts.reason) == ("Sở", "88/SCT", "No money")
        other = making.before_council(making.unit(country="VN"))
        Submission.objects.filter(pk=other.pk).update(
            stage="refused", decided_on=make.TODAY, superior="Sở", superior_paper="9/SCT", reason="x"
        )
        assert refusal_facts(making.fresh(other), make.NOW).superior_paper == ""

    def test_a_revoked_recognition_says_so(self, made, decided):
        actions.recognise(
            submission=decided, decision="45/QĐ", decided_on=make.TODAY, by=made.leader, at=make.NOW
        )
        actions.revoke(submission=making.fresh(decided), reason="Copied", by=made.leader, at=make.NOW)
        text = said(decision_paper(decision_facts(making.fresh(decided), make.NOW), "en"))
        assert "The recognition was revoked: Copied" in text

    def test_where_the_points_decide_minutes_have_no_ballot(self, made):
        other = making.unit(country="VN")
        rubric = making.own_rubric(other, use="decide", threshold=Decimal(70))
        submission = making.before_council(other)
        making.hand_in(submission, rubric, other.members, 10, 10, 5, 5, 5, 5)
        actions.count_points(
            submission=making.fresh(submission), minutes="5", by=other.secretary, at=make.NOW
        )
        facts = minutes_facts(making.fresh(submission), make.NOW)
        assert (facts.votes, facts.points.passed, facts.for_it, len(facts.members)) == (None, False, False, 5)

    def test_the_paper_of_a_level_above_says_how_far_it_reaches(self):
        made = making.unit(country="VN")
        base = making.certified(made)
        up = making.above_of(made)
        sent = making.voted_above(up, making.sent_above(made, base))
        actions.recognise(
            submission=sent,
            influence="province",
            decision="9/QĐ",
            decided_on=make.TODAY,
            by=up.leader,
            at=make.NOW,
        )
        text = said(decision_paper(decision_facts(making.fresh(sent), make.NOW), "en"))
        assert "on the effect and scope of influence of an initiative" in text
        assert "the whole ministry or province" in text


def address(submission, kind, language, form):
    return reverse("reports:council_paper", args=[submission.key, kind, language, form])
