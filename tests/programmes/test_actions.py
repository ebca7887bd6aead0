"""What each action changes, writes down and tells; and that a refusal leaves nothing behind."""

from datetime import date

import pytest

from songfai.journal.models import Line as JournalLine
from songfai.kit.dates import PartialDate
from songfai.kit.errors import Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.parties.models import Institution
from songfai.programmes import actions
from songfai.programmes.actions.answering import answerable_stamp
from songfai.programmes.actions.editing import commitment_stamp, general_stamp, side_stamp, text_stamp
from songfai.programmes.actions.readings import line_stamp
from songfai.programmes.forms.copying import CopyForm
from songfai.programmes.models import Answerable, Programme, Reading
from songfai.programmes.rhythm import BASIS_COPIED, BASIS_WITH_FINAL
from songfai.programmes.states import LineState, ObligationKind, Settled
from songfai.programmes.terms import terms_of
from songfai.record import queries as record
from songfai.record.models import Document, Register
from tests import factories
from tests.factories import NOW
from tests.programmes.conftest import TEXT, fill

pytestmark = pytest.mark.django_db


def refused(call, kind=Refused, **kwargs) -> str:
    """The code of the refusal; the journal has not grown."""
    before = JournalLine.objects.count()
    with pytest.raises(kind) as caught:
        call(**kwargs)
    assert JournalLine.objects.count() == before
    return caught.value.code


def last_verb() -> str:
    return JournalLine.objects.latest("id").verb


# ---------------------------------------------------------------- reading


def test_start_keeps_the_text_and_proposes_lines(reading, home):
    assert reading.text == TEXT.strip()
    assert reading.institution == home.viet_nam
    lines = list(reading.lines.all())
    assert {line.state for line in lines} == {LineState.PROPOSED}
    assert {line.slot for line in lines} >= {"kind", "party", "term", "commitment"}
    assert all(line.value == line.proposed for line in lines)
    assert last_verb() == "programmes.start_reading"


def test_start_is_refused_to_a_clerk_and_without_text(home):
    assert refused(actions.start, NotPermitted, text=TEXT, by=home.clerk_a, at=NOW) == "role_cannot"
    assert refused(actions.start, text=" \n", by=home.a, at=NOW) == "text_empty"
    assert Reading.objects.count() == 0


def test_confirmed_line_keeps_its_value(reading, home):
    line = reading.lines.get(slot="term")
    actions.confirm(line=line, by=home.a, at=NOW, seen=line_stamp(line))
    line.refresh_from_db()
    assert (line.state, line.value) == (LineState.CONFIRMED, {"start": "2024", "end": "2027"})
    reading.refresh_from_db()
    assert reading.revision == 1


def test_corrected_line_keeps_what_was_proposed(reading, home):
    line = reading.lines.get(slot="term")
    actions.correct(line=line, value={"start": "2024-03", "end": "2027"}, by=home.a, at=NOW)
    line.refresh_from_db()
    assert line.state == LineState.CORRECTED
    assert line.proposed == {"start": "2024", "end": "2027"}
    assert refused(actions.correct, line=line, value={"start": "2028", "end": "2027"}, by=home.a, at=NOW) == (
        "term_ends_before_it_begins"
    )


def test_second_of_two_officers_sees_that_the_line_was_changed(reading, home):
    line = reading.lines.get(slot="term")
    seen = line_stamp(line)
    actions.correct(line=line, value={"start": "2024-03", "end": "2027"}, by=home.a, at=NOW, seen=seen)
    for late in (actions.confirm, actions.delete):
        assert refused(late, Changed, line=line, by=home.a, at=NOW, seen=seen) == "changed_meanwhile"
    late = {"value": {"start": "2023", "end": "2027"}, "seen": seen}
    assert refused(actions.correct, Changed, line=line, by=home.a, at=NOW, **late) == "changed_meanwhile"
    line.refresh_from_db()
    assert line.value["start"] == "2024-03"


def test_deleted_line_can_be_brought_back(reading, home):
    line = reading.lines.filter(slot="commitment").first()
    actions.delete(line=line, by=home.a, at=NOW)
    line.refresh_from_db()
    assert line.state == LineState.DELETED
    actions.restore(line=line, by=home.a, at=NOW)
    line.refresh_from_db()
    assert line.state == LineState.PROPOSED


def test_restoring_a_line_whose_place_is_taken_is_refused(reading, home):
    line = reading.lines.get(slot="term")
    actions.delete(line=line, by=home.a, at=NOW)
    actions.add(reading=reading, slot="term", value={"start": "2024", "end": "2028"}, by=home.a, at=NOW)
    assert refused(actions.restore, line=line, by=home.a, at=NOW) == "slot_taken"
    value = {"start": "2024", "end": "2029"}
    assert refused(actions.correct, line=line, value=value, by=home.a, at=NOW) == "slot_taken"


def test_confirm_all_leaves_what_needs_a_word(reading, home):
    party = reading.lines.filter(slot="party").first()
    party.value = {**party.value, "institution": None}
    party.save()
    actions.confirm_all(reading=reading, only_sure=False, by=home.a, at=NOW)
    still_open = reading.lines.filter(state=LineState.PROPOSED)
    assert party in still_open
    assert {line.slot for line in still_open} <= {"party", "field", "signatory"}


def test_part_without_a_line_is_dismissed_and_brought_back(reading, home):
    actions.dismiss(reading=reading, part=(0, 5), by=home.a, at=NOW)
    reading.refresh_from_db()
    assert reading.dismissed == [[0, 5]]
    actions.bring_back(reading=reading, part=(0, 5), by=home.a, at=NOW)
    reading.refresh_from_db()
    assert reading.dismissed == []


def test_reading_belongs_to_the_institution_that_began_it(reading, home):
    line = reading.lines.first()
    assert refused(actions.confirm, NotPermitted, line=line, by=home.b, at=NOW) == "not_own_draft"
    assert refused(actions.delete, NotPermitted, line=line, by=home.clerk_a, at=NOW) == "role_cannot"


# ---------------------------------------------------------------- draft


def test_draft_is_made_of_settled_lines(settled, home):
    programme = actions.make_draft(reading=settled, by=home.a, at=NOW)
    assert [(side.position, side.institution) for side in programme.sides.all()] == [
        (1, home.viet_nam),
        (2, home.laos),
    ]
    assert programme.drafted_by == home.viet_nam
    assert (programme.term_start.code, programme.term_end.code) == ("2024", "2027")
    assert programme.texts.get().body == settled.text
    commitments = list(programme.commitments.all())
    assert [one.number for one in commitments] == list(range(1, len(commitments) + 1))
    for one in commitments:
        assert settled.text[one.source_start : one.source_end]
        assert one.text.en
    assert programme.obligations.filter(kind="annual_review").count() == 4
    assert programme.obligations.filter(kind="renewal").get().due.isoformat() == "2027-06-30"
    settled.refresh_from_db()
    assert settled.programme == programme
    assert last_verb() == "programmes.make_draft"


def test_draft_is_not_made_while_a_line_waits(reading, home):
    assert refused(actions.make_draft, reading=reading, by=home.a, at=NOW) == "reading_unsettled"
    assert Programme.objects.count() == 0


def test_draft_is_made_once(draft, settled, home):
    assert refused(actions.make_draft, reading=settled, by=home.a, at=NOW) == "reading_done"
    assert refused(actions.confirm, line=settled.lines.first(), by=home.a, at=NOW) == "reading_done"


def test_draft_is_not_made_of_lines_somebody_changed_meanwhile(settled, home):
    seen = settled.revision
    actions.delete(line=settled.lines.filter(slot="commitment").last(), by=home.a, at=NOW)
    assert refused(actions.make_draft, Changed, reading=settled, by=home.a, at=NOW, seen_revision=seen) == (
        "changed_meanwhile"
    )
    assert Programme.objects.count() == 0


def test_draft_of_two_other_institutions_is_refused_and_leaves_nothing(home):
    reading = actions.start(text=TEXT, by=home.outsider, at=NOW)
    fill(reading, home, by=home.outsider)
    assert refused(actions.make_draft, reading=reading, by=home.outsider, at=NOW) == "not_a_side"
    assert Programme.objects.count() == 0


def test_new_institution_is_entered_only_with_the_draft(settled, home):
    party = settled.lines.get(slot="party", value__role="b")
    new = {"name": {"lo": "ກະຊວງໃໝ່"}, "short_name": {}, "place": {}, "country": "LA", "layout": "la"}
    value = {"name": "New ministry", "role": "b", "institution": None, "new": new}
    before = Institution.objects.count()
    actions.correct(line=party, value=value, by=home.a, at=NOW)
    assert Institution.objects.count() == before
    programme = actions.make_draft(reading=settled, by=home.a, at=NOW)
    entered = programme.sides.get(position=2).institution
    assert (entered.name.lo, entered.country, entered.layout) == ("ກະຊວງໃໝ່", "LA", "la")


def test_slug_is_unique(home):
    made = []
    for _round in range(2):
        reading = actions.start(text=TEXT, by=home.a, at=NOW)
        fill(reading, home)
        made.append(actions.make_draft(reading=reading, by=home.a, at=NOW).slug)
    assert made[1] == f"{made[0]}-2"


# ---------------------------------------------------------------- editing


def test_change_of_the_general_part_and_its_second_saver(draft, home):
    seen = general_stamp(draft)
    title = Trilingual(en="A better title", vi="Tên hay hơn")
    actions.change(programme=draft, values={"title": title}, by=home.a, at=NOW, seen=seen)
    draft.refresh_from_db()
    assert (draft.title.vi, draft.revision) == ("Tên hay hơn", 1)
    late = {"values": {"title": Trilingual(en="Another")}, "seen": seen}
    assert refused(actions.change, Changed, programme=draft, by=home.a, at=NOW, **late) == "changed_meanwhile"


def test_change_of_the_term_is_checked(draft, home):
    values = {"term_end": draft.term_start, "term_start": draft.term_end}
    assert (
        refused(actions.change, programme=draft, values=values, by=home.a, at=NOW)
        == "term_ends_before_it_begins"
    )


def test_side_text_and_commitment_tell_the_second_saver(draft, home):
    side = draft.sides.select_related("programme").get(position=2)
    seen = side_stamp(side)
    words = {
        "name_then": Trilingual(),
        "signatory": Trilingual(en="Mr X"),
        "signatory_post": Trilingual(en="Minister"),
    }
    actions.change_side(side=side, **words, by=home.a, at=NOW, seen=seen)
    assert draft.sides.get(position=2).signatory.name.en == "Mr X"
    assert (
        refused(actions.change_side, Changed, side=side, **words, by=home.a, at=NOW, seen=seen)
        == "changed_meanwhile"
    )

    seen = text_stamp(draft, "vi")
    text = {"programme": draft, "language": "vi", "body": "Bản ghi nhớ", "authentic": True}
    actions.write_text(**text, by=home.a, at=NOW, seen=seen)
    assert refused(actions.write_text, Changed, **text, by=home.a, at=NOW, seen=seen) == "changed_meanwhile"

    one = draft.commitments.select_related("programme").first()
    seen = commitment_stamp(one)
    actions.change_commitment(commitment=one, values={"type": "other"}, by=home.a, at=NOW, seen=seen)
    late = {"commitment": one, "values": {"type": "course"}, "seen": seen}
    assert refused(actions.change_commitment, Changed, **late, by=home.a, at=NOW) == "changed_meanwhile"


def test_prevailing_text_must_be_authentic(draft, home):
    assert refused(actions.set_prevailing, programme=draft, language="vi", by=home.a, at=NOW) == (
        "prevailing_not_authentic"
    )
    actions.set_prevailing(programme=draft, language="en", by=home.a, at=NOW)
    actions.write_text(programme=draft, language="en", body="Changed", authentic=False, by=home.a, at=NOW)
    draft.refresh_from_db()
    assert draft.prevailing == ""


def test_commitments_are_added_moved_and_deleted_without_gaps(draft, home):
    def order() -> list[str]:
        return [one.text.en for one in draft.commitments.order_by("number")]

    before = order()
    values = {"text": Trilingual(en="Added"), "type": "other"}
    added = actions.add_commitment(programme=draft, values=values, by=home.a, at=NOW)
    assert order() == [*before, "Added"]
    actions.move_commitment(commitment=added, to=1, by=home.a, at=NOW)
    assert order() == ["Added", *before]
    actions.delete_commitment(commitment=added, by=home.a, at=NOW)
    assert order() == before
    assert [one.number for one in draft.commitments.order_by("number")] == list(range(1, len(before) + 1))


def test_same_date_is_owed_once(draft, home):
    one = draft.obligations.first()
    values = {"kind": one.kind, "year": one.year, "due": one.due, "basis": ""}
    assert (
        refused(actions.write_obligation, programme=draft, values=values, by=home.a, at=NOW)
        == "obligation_twice"
    )


def test_draft_is_changed_by_its_own_side_only(draft, home):
    for by, code in ((home.b, "not_own_draft"), (home.clerk_a, "role_cannot"), (home.admin_a, "role_cannot")):
        assert refused(actions.change, NotPermitted, programme=draft, values={}, by=by, at=NOW) == code


# ---------------------------------------------------------------- countersigning


def test_offer_opens_the_register_and_tells_the_other_side(draft, home):
    document = actions.offer(programme=draft, by=home.a, at=NOW, seen_revision=draft.revision)
    draft = Programme.objects.get(pk=draft.pk)
    assert (draft.document, draft.stage, draft.offered_by) == (document, "offered", "a")
    assert record.terms_of(document) == terms_of(draft)
    [notice] = Notice.objects.all()
    assert notice.account == home.b.account
    assert notice.params["title"] == draft.title.as_dict()
    assert last_verb() == "programmes.offer"


def test_second_offer_and_changes_wait_for_the_answer(draft, home):
    actions.offer(programme=draft, by=home.a, at=NOW)
    assert refused(actions.offer, programme=draft, by=home.a, at=NOW) == "already_offered"
    assert refused(actions.change, programme=draft, values={}, by=home.a, at=NOW) == "already_offered"


def test_refused_offer_leaves_nothing_behind(draft, home):
    draft.commitments.all().delete()
    assert refused(actions.offer, programme=draft, by=home.a, at=NOW) == "commitment_needed"
    assert refused(actions.offer, NotPermitted, programme=draft, by=home.b, at=NOW) == "not_own_draft"
    assert (Register.objects.count(), Document.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_offer_of_a_draft_changed_meanwhile_is_refused(draft, home):
    seen = draft.revision
    actions.change(programme=draft, values={}, by=home.a, at=NOW)
    assert (
        refused(actions.offer, Changed, programme=draft, by=home.a, at=NOW, seen_revision=seen)
        == "changed_meanwhile"
    )


def test_approval_brings_it_in_force_at_once(draft, home):
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    actions.approve(programme=draft, seen=document.sha256, by=home.b, at=NOW)
    draft = Programme.objects.get(pk=draft.pk)
    assert draft.stage == "in_force"
    assert last_verb() == "programmes.approve"
    assert refused(actions.change, programme=draft, values={}, by=home.a, at=NOW) == "not_a_draft"


def test_nobody_approves_for_the_other_side_or_unseen(draft, home):
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    sha = document.sha256
    approve = {"programme": draft, "at": NOW}
    assert refused(actions.approve, NotPermitted, **approve, seen=sha, by=home.a) == "own_offer"
    assert refused(actions.approve, NotPermitted, **approve, seen=sha, by=home.admin_a) == "role_cannot"
    assert refused(actions.approve, NotPermitted, **approve, seen=sha, by=home.reader_b) == "role_cannot"
    assert refused(actions.approve, NotPermitted, **approve, seen=sha, by=home.outsider) == "not_own_side"
    assert refused(actions.approve, Changed, **approve, seen="0" * 64, by=home.b) == "document_changed"
    assert Programme.objects.get(pk=draft.pk).stage == "offered"


def test_returned_programme_is_changed_and_offered_anew(draft, home):
    first = actions.offer(programme=draft, by=home.a, at=NOW)
    assert (
        refused(actions.return_, programme=draft, seen=first.sha256, reason=" ", by=home.b, at=NOW)
        == "reason_needed"
    )
    actions.return_(programme=draft, seen=first.sha256, reason="Article 2 is not ours", by=home.b, at=NOW)
    draft = Programme.objects.get(pk=draft.pk)
    assert (draft.stage, draft.is_open) == ("returned", True)
    actions.change(programme=draft, values={"title": Trilingual(en="Second try")}, by=home.a, at=NOW)
    second = actions.offer(programme=draft, by=home.a, at=NOW)
    assert second.version == 2
    actions.approve(programme=draft, seen=second.sha256, by=home.b, at=NOW)
    assert Programme.objects.get(pk=draft.pk).stage == "in_force"


def test_withdrawn_offer_is_a_draft_again(draft, home):
    document = actions.offer(programme=draft, by=home.a, at=NOW)
    assert refused(
        actions.withdraw, NotPermitted, programme=draft, seen=document.sha256, reason="", by=home.b, at=NOW
    )
    actions.withdraw(programme=draft, seen=document.sha256, reason="A mistake", by=home.a, at=NOW)
    assert Programme.objects.get(pk=draft.pk).stage == "withdrawn"


# ---------------------------------------------------------------- who answers


def test_each_side_names_its_own_also_in_force(agreed, home):
    commitment = agreed.commitments.select_related("programme").first()
    for seat in (home.a, home.b):
        unit = factories.unit(seat.institution)
        actions.name_answerable(commitment=commitment, unit=unit, person=seat.account.person, by=seat, at=NOW)
    assert [one.unit.institution for one in commitment.answerables.all()] == [home.viet_nam, home.laos]


def test_answerable_of_another_side_or_nobody_is_refused(agreed, home):
    commitment = agreed.commitments.select_related("programme").first()
    name = {"commitment": commitment, "person": None, "at": NOW}
    foreign = factories.unit(home.laos)
    assert refused(actions.name_answerable, **name, unit=foreign, by=home.a) == "unit_of_another"
    assert refused(actions.name_answerable, **name, unit=None, by=home.a) == "answerable_empty"
    assert (
        refused(actions.name_answerable, NotPermitted, **name, unit=foreign, by=home.outsider)
        == "not_own_side"
    )
    assert (
        refused(actions.name_answerable, NotPermitted, **name, unit=foreign, by=home.reader_b)
        == "role_cannot"
    )
    assert Answerable.objects.count() == 0


def test_colleague_who_named_meanwhile_is_not_overwritten(agreed, home):
    commitment = agreed.commitments.select_related("programme").first()
    seen = answerable_stamp(None)
    person = home.a.account.person
    actions.name_answerable(commitment=commitment, unit=None, person=person, by=home.a, at=NOW, seen=seen)
    late = {"commitment": commitment, "unit": factories.unit(home.viet_nam), "person": None, "seen": seen}
    assert refused(actions.name_answerable, Changed, **late, by=home.a, at=NOW) == "changed_meanwhile"


def test_a_programme_is_begun_from_another_of_the_same_institution():
    source = factories.programme_in_force()
    seat, partner = factories.seat(source.leader_a.institution), factories.institution(country="JP")
    term = {"term_start": PartialDate(2027), "term_end": PartialDate(2030)}
    told = {"source": source.programme, "title": factories.words("Next"), "by": seat, "at": NOW} | term
    made = actions.draft_from(partner=partner, **told)
    assert [side.institution for side in made.sides.all()] == [seat.institution, partner]
    assert [one.text for one in made.commitments.all()] == [one.text for one in source.commitments]
    assert (made.stage, made.texts.count(), made.commitments.first().due) == ("draft", 0, None)
    with pytest.raises(Refused):
        actions.draft_from(partner=seat.institution, **told)
    with pytest.raises(NotPermitted):
        actions.draft_from(partner=partner, **(told | {"by": factories.seat()}))


def begun_from(source):
    return actions.draft_from(
        source=source.programme,
        title=factories.words("Next"),
        partner=factories.institution(country="JP"),
        term_start=PartialDate(2027),
        term_end=PartialDate(2029),
        by=source.leader_a,
        at=NOW,
    )


def test_neither_what_a_meeting_promised_nor_what_was_cancelled_begins_another_programme():
    source = factories.programme_in_force()
    kept, cancelled = source.programme.commitments.all()
    source.programme.commitments.filter(pk=cancelled.pk).update(settled=Settled.CANCELLED)
    source.programme.commitments.create(
        number=3, text=factories.words("Promised"), type=kept.type, promised_on=date(2025, 5, 1)
    )
    made = begun_from(source)
    assert [(one.number, one.text) for one in made.commitments.all()] == [(1, kept.text)]


def test_what_repeats_in_a_copied_draft_does_not_claim_to_stand_in_a_signed_text():
    source = factories.programme_in_force()
    source.programme.obligations.get_or_create(
        kind=ObligationKind.ANNUAL_REVIEW, year=2025, defaults={"due": date(2026, 3, 31)}
    )
    made = begun_from(source)
    yearly = made.obligations.filter(kind=ObligationKind.ANNUAL_REVIEW).order_by("year")
    assert [one.basis for one in yearly] == [BASIS_COPIED, BASIS_COPIED, BASIS_WITH_FINAL]


def test_a_new_programme_is_offered_to_bodies_of_today_only():
    source = factories.programme_in_force()
    going_on = factories.institution()
    ended = factories.institution(valid_to=date(2025, 2, 28))
    offered = CopyForm(seat=source.leader_a).fields["partner"].queryset
    assert going_on in offered
    assert ended not in offered


def test_further_parties_go_along_when_asked_but_for_a_body_that_is_a_side_there():
    source = factories.programme_in_force()
    bodies = [factories.institution() for _one in range(2)]
    for body in bodies:
        source.programme.further_parties.create(
            institution=body, role="executing", task=factories.words("Teaches")
        )
    term = {"term_start": PartialDate(2027), "term_end": PartialDate(2030)}
    told = {
        "source": source.programme,
        "title": factories.words("Next"),
        "by": source.leader_a,
        "at": NOW,
    } | term
    assert not actions.draft_from(partner=bodies[0], **told).further_parties.exists()
    made = actions.draft_from(partner=bodies[0], further=True, **told)
    row = made.further_parties.get()
    assert (row.institution, row.role, row.task) == (bodies[1], "executing", factories.words("Teaches"))
