"""Works released to the other side where both have one server; the pages of a release; what is compared with what."""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from songfai.kit.errors import NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.notices.models import Notice
from songfai.novelty.rules.sheets import Written
from songfai.parties.actions import hand_on
from songfai.parties.models import Institution
from songfai.parties.states import Role
from songfai.programmes.models import Programme
from songfai.programmes.states import CommitmentType
from songfai.record.models import Document, Entry
from songfai.works import actions, rules
from songfai.works.actions.filing import received
from songfai.works.actions.holding import move
from songfai.works.actions.releasing import tell_changed
from songfai.works.models import PartnerWork, Regulation, Release, Work
from songfai.works.pages.lists import filed_on, unit_of
from songfai.works.queries import (
    Filter,
    bodies_of_side,
    compared,
    counts_works,
    every,
    figures,
    recognised_before,
    streams_of,
    waiting,
)
from songfai.works.queries.partner import around, releasable
from songfai.works.queries.typed import compared_typed
from songfai.works.rules.releasing import MOST
from songfai.works.states import RELEASABLE, PartKind, Stage, Step
from songfai.works.terms import seen_of, work_terms
from tests import factories as make
from tests.works import making
from tests.works.making import LONG, PARAGRAPH, refused

pytestmark = pytest.mark.django_db


def two_sides(type=CommitmentType.AWARD, **bodies) -> SimpleNamespace:
    """A programme in force of two sides on one server, .one and .other with a unit at work each."""
    bodies = {"body_a": make.institution(), "body_b": make.institution(country="VN")} | bodies
    sides = make.programme_in_force(**bodies)
    sides.programme.commitments.update(type=type)
    one, other = (making.unit(here=one.institution) for one in sides.programme.sides.order_by("position"))
    return SimpleNamespace(programme=Programme.objects.get(pk=sides.programme.pk), one=one, other=other)


@pytest.fixture
def sides():
    return two_sides()


def recognised(made, hidden=(), content=PARAGRAPH) -> Work:
    return making.certified(made, making.alike(made, hidden, content, applied=2025)).work


def release(sides, work, by=None) -> int:
    return actions.release(works=[work], programme=sides.programme, by=by or sides.one.leader, at=make.NOW)


def found_by(made) -> list[Work]:
    work = making.alike(made, applied=2026)
    return [one.work for one in compared(made.author, work, None, make.TODAY).earlier]


def typed_by(made) -> list[Work]:
    said = compared_typed(
        made.author, [Written("content-vi", PARAGRAPH)], key="x", work=None, institution=made.here, applied=None,
        today=make.TODAY,
    )  # fmt: skip
    return [one.work for one in said.near]


# ---------------------------------------------------------------- one rule for one server and for two


@pytest.mark.parametrize("which", ["one", "other"])
def test_a_work_of_the_other_side_is_compared_once_it_is_released(sides, which):
    """The same for both sides."""
    ours = getattr(sides, which)
    theirs = sides.other if which == "one" else sides.one
    work = recognised(ours)
    assert typed_by(theirs) == found_by(theirs) == []
    assert found_by(ours) == [work], "one's own always"
    release(sides, work, by=ours.leader)
    [copy] = typed_by(theirs)
    assert found_by(theirs) == [copy]
    assert (copy.stage, copy.institution, copy.partner.released_by) == ("partner", theirs.here, ours.here)
    assert found_by(ours)[0] == work
    assert copy not in found_by(ours)
    actions.withdraw_release(release=Release.objects.get(), by=ours.leader, at=make.NOW)
    assert found_by(theirs) == []


def test_a_programme_that_is_not_in_force_sets_nobody_apart():
    one, other = making.unit(), making.unit()
    work = recognised(one)
    make.draft_programme(one.here, other.here)
    assert found_by(other) == [work]


def test_bodies_below_a_side_are_of_it(sides):
    below = making.unit()
    Institution.objects.filter(pk=below.here.pk).update(parent=sides.one.here)
    below.here.refresh_from_db()
    work = recognised(below)
    assert found_by(sides.one) == [work]
    assert found_by(sides.other) == []
    release(sides, work)
    assert [one.stage for one in found_by(sides.other)] == ["partner"]
    under = making.unit()
    Institution.objects.filter(pk=under.here.pk).update(parent=sides.other.here)
    under.here.refresh_from_db()
    assert [one.stage for one in found_by(under)] == ["partner"]
    assert around(under.here, make.TODAY).sides == {(sides.programme.pk, 2)}


def test_a_third_body_neither_loses_nor_gains(sides):
    work = recognised(sides.one)
    release(sides, work)
    third = making.unit()
    assert found_by(third) == [work]


def test_what_many_have_names_none_of_the_other_side(sides):
    for _n in range(9):
        making.filed(sides.one, making.alike(sides.one, content=LONG, applied=2025))
    firsts = []
    for made in (sides.other, making.unit()):
        told = compared(made.author, making.alike(made, content=LONG, applied=2026), None, make.TODAY)
        assert told.earlier == []
        firsts.append([len(one.first) > 0 for one in told.handed_round])
    assert firsts == [[False], [True]], "that many have it is told, who had it first only to a third body"


# ---------------------------------------------------------------- what may be released


@pytest.mark.parametrize("stage", list(Stage))
def test_only_recognised_works_are(stage):
    if stage in RELEASABLE:
        rules.releasing.require_recognised(stage)
        return
    with refused("not_recognised"):
        rules.releasing.require_recognised(stage)


def test_a_work_that_is_only_filed_or_of_another_side_is_refused_with_nothing_said(sides):
    filed = making.filed(sides.one).work
    theirs = recognised(sides.other)
    before = Document.objects.count()
    for work, code in ((filed, "not_recognised"), (theirs, "work_of_another")):
        with refused(code):
            actions.release(
                works=[recognised(sides.one), work],
                programme=sides.programme,
                by=sides.one.leader,
                at=make.NOW,
            )
    assert Document.objects.count() == before
    assert not Release.objects.exists()
    with refused("nothing_to_release"):
        actions.release(works=[], programme=sides.programme, by=sides.one.leader, at=make.NOW)
    with refused("too_many_at_once"):
        rules.releasing.require_not_too_many(MOST + 1)
    rules.releasing.require_not_too_many(MOST)


@pytest.mark.parametrize("type", list(CommitmentType))
def test_only_in_a_programme_that_counts_works(type):
    sides = two_sides(type=type)
    counts = type in ("campaign", "contest", "award")
    assert counts_works(sides.programme, make.TODAY) == counts
    if not counts:
        with refused("no_works_here"):
            release(sides, recognised(sides.one))


def test_a_work_recognised_before_the_register_is_released_by_its_paper(sides):
    making.past_taken(sides.one.unit_officer, making.past_row(content=PARAGRAPH))
    work = Work.objects.get(stage=Stage.PAST)
    release(sides, work)
    [copy] = found_by(sides.other)
    assert (copy.partner.decision, str(copy.partner.decided_on)) == ("12/QĐ-SK", "2015")
    assert str(copy.partner.unit_then) == "Xưởng 3 (cũ)"
    assert "Nguyễn Văn Cũ" not in bytes(Document.objects.latest("id").body).decode()
    assert recognised_before(sides.other.clerk, Filter()) == 0


def test_terms_have_nothing_confidential_of_then_or_of_now(sides):
    work = recognised(sides.one, hidden=(PartKind.KNOWN,))
    work.parts.filter(kind=PartKind.APPLICABILITY).update(confidential=True)
    terms = work_terms(Work.objects.get(pk=work.pk))
    assert {one["id"] for one in terms["parts"]} == {"content", "benefit"}
    assert set(terms) == {
        "type", "fields", "first_applied", "body", "parts", "benefits", "filed_on", "novelty_on", "decision", "level",
    }  # fmt: skip


def test_the_other_side_withdraws_nothing_of_ours(sides, client):
    work = recognised(sides.one)
    release(sides, work)
    with refused("work_of_another"):
        actions.withdraw_release(release=Release.objects.get(), by=sides.other.leader, at=make.NOW)
    client.force_login(sides.other.leader.account)
    back = reverse("works:withdraw_release", args=[sides.programme.slug, work.key])
    assert client.post(back).status_code == 404
    assert Release.objects.get().withdrawn_at is None
    type(work).objects.filter(pk=work.pk).update(stage=Stage.REVOKED)
    assert (
        work.title.get("vi")
        not in client.get(reverse("works:releases", args=[sides.programme.slug])).content.decode()
    )


def test_released_in_one_step_under_one_signed_end(sides):
    for _n in range(3):
        recognised(sides.one, content=f"{PARAGRAPH} {_n}")
    side = sides.programme.sides.get(position=1)
    rows = releasable(side, make.TODAY)
    left = waiting(rows, sides.programme)
    assert (len(left.works), left.more) == (3, False)
    assert left.size > 3 * len(PARAGRAPH.encode())
    assert actions.release(works=left.works, programme=sides.programme, by=sides.one.leader, at=make.NOW) == 3
    assert waiting(rows, sides.programme).works == []
    assert releasable(side, make.TODAY, year=2026).count() == 3
    assert releasable(side, make.TODAY, year=2025).count() == 0
    campaign = making.campaign(sides.one)
    actions.enter(campaign=campaign, work=left.works[0], by=sides.one.author, at=make.NOW)
    assert list(releasable(side, make.TODAY, campaign=campaign)) == [left.works[0]]
    assert Work.objects.filter(stage=Stage.PARTNER, institution=sides.other.here).count() == 3
    assert figures(sides.other.clerk, Filter()) == []


def test_a_level_and_a_benefit_that_change_later_are_told_by_themselves(sides):
    """By the side, named after nobody: the author who enters a figure may not release."""
    submission = making.certified(sides.one, making.alike(sides.one, applied=2025))
    work = submission.work
    release(sides, work)
    copy = PartnerWork.objects.get()
    assert [one["minor"] for one in copy.told["benefits"]] == [80_000_000]
    row = actions.save_benefit(
        work=Work.objects.get(pk=work.pk), values=making.benefit_values(year=2026, minor=5), by=sides.one.author,
        at=make.NOW,
    )  # fmt: skip
    copy.refresh_from_db()
    assert [(one["minor"], one["confirmed"]) for one in copy.told["benefits"]] == [
        (80_000_000, False),
        (5, False),
    ]
    actions.confirm_benefit(benefit=row, paper="9/BC", by=sides.one.leader, at=make.NOW)
    copy.refresh_from_db()
    assert [one["confirmed"] for one in copy.told["benefits"]] == [False, True]
    told = Document.objects.filter(kind="work")
    assert [one.version for one in told.order_by("id")] == [1, 2, 3]
    entries = Entry.objects.filter(document__in=told, type="state").order_by("id")
    assert [bool(one.who) for one in entries] == [True, False, False]
    # Said again with nothing new, or of what is not released, nothing is written.
    tell_changed(Work.objects.get(pk=work.pk), make.NOW)
    actions.withdraw_release(release=Release.objects.get(), by=sides.one.leader, at=make.NOW)
    before = told.count()
    actions.save_benefit(
        work=Work.objects.get(pk=work.pk), values=making.benefit_values(year=2024, minor=7), by=sides.one.author,
        at=make.NOW,
    )  # fmt: skip
    assert told.count() == before


def test_a_level_found_above_the_unit_is_told_by_itself(sides):
    work = making.certified(sides.one, making.alike(sides.one, applied=2025)).work
    release(sides, work)
    assert PartnerWork.objects.get().level == "base"
    above = Institution.objects.get(pk=make.institution(country=sides.one.here.country).pk)
    regulation = Regulation.objects.filter(institution=None, country=sides.one.here.country).first()
    row = actions_received(work, above, regulation, sides.one.leader)
    row.decision, row.decided_on = "7/QĐ", make.TODAY
    move(row, Stage.RECOGNISED, Step.RECOGNISE, sides.one.leader, make.NOW)
    assert PartnerWork.objects.get().level == "province"
    move(row, Stage.REVOKED, Step.REVOKE, sides.one.leader, make.NOW)
    assert PartnerWork.objects.get().level == "base"


def actions_received(work, body, regulation, by):
    regulation.pk, regulation.key, regulation.scheme, regulation.institution = None, uuid4(), "province", body
    regulation.save(force_insert=True)
    return received(Work.objects.get(pk=work.pk), body, regulation, by, make.NOW)


def test_what_cannot_be_said_now_stops_nobody_and_is_asked_for(sides, monkeypatch):
    work = recognised(sides.one)
    release(sides, work)

    def silent(**told):
        raise Refused("record_closed", "The record is closed.")

    monkeypatch.setattr("songfai.record.actions.restate_all", silent)
    actions.save_benefit(
        work=Work.objects.get(pk=work.pk), values=making.benefit_values(year=2026, minor=5), by=sides.one.author,
        at=make.NOW,
    )  # fmt: skip
    assert work.benefits.count() == 2
    told = Notice.objects.filter(text__startswith="What was told to the partner")
    assert sides.one.leader.account_id in told.values_list("account", flat=True)


def test_where_the_programme_counts_no_works_any_more_the_office_is_told_what_is_left(sides, client):
    """Nothing is said in such a programme; who may release hears of it and comes where it can be withdrawn."""
    work = recognised(sides.one)
    release(sides, work)
    sides.programme.commitments.update(type=CommitmentType.WORKSHOP)
    documents = Document.objects.count()
    actions.save_benefit(
        work=Work.objects.get(pk=work.pk), values=making.benefit_values(year=2026, minor=5), by=sides.one.author,
        at=make.NOW,
    )  # fmt: skip
    assert Document.objects.count() == documents
    told = Notice.objects.get(text__contains="can only be withdrawn", account=sides.one.leader.account)
    client.force_login(sides.one.leader.account)
    page = client.get(told.address, {"language": "en"}).content.decode()
    assert reverse("works:withdraw_release", args=[sides.programme.slug, work.key]) in page


@pytest.mark.parametrize("which", ["one", "other", "third"])
def test_a_work_and_its_copy_on_one_server_are_one_for_common_wording(sides, which):
    """Four works of which each stands here twice are not eight: their wording is not handed round."""
    works = [recognised(sides.one) for _n in range(4)]
    actions.release(works=works, programme=sides.programme, by=sides.one.leader, at=make.NOW)
    assert Work.objects.filter(stage=Stage.PARTNER).count() == 4
    reader = making.unit() if which == "third" else getattr(sides, which)
    found = found_by(reader)
    assert len(found) == 4
    assert {one.stage for one in found} == ({"partner"} if which == "other" else {"certified"})
    assert len(typed_by(reader)) == 4


def test_who_revokes_for_a_body_below_has_the_office_of_the_side_asked(sides):
    below = making.unit()
    Institution.objects.filter(pk=below.here.pk).update(parent=sides.one.here)
    below.here.refresh_from_db()
    submission = making.certified(below, making.alike(below, applied=2025))
    release(sides, submission.work)
    actions.revoke(submission=submission, reason="Known before", by=below.leader, at=make.NOW)
    row = Release.objects.get()
    assert row.withdrawn_at is None
    told = Notice.objects.filter(text__startswith="The recognition of").values_list("account", flat=True)
    assert sides.one.leader.account_id in told
    assert sides.other.leader.account_id not in told
    actions.withdraw_release(release=row, by=sides.one.leader, at=make.NOW)
    assert not Work.objects.filter(stage=Stage.PARTNER).exists()


def test_a_side_below_the_other_one_revokes_what_the_other_one_released(sides):
    """What the upper side told is the upper side's to withdraw; the recognition ends all the same."""
    Institution.objects.filter(pk=sides.other.here.pk).update(parent=sides.one.here)
    sides.other.here.refresh_from_db()
    submission = making.certified(sides.other, making.alike(sides.other, applied=2025))
    release(sides, submission.work)
    actions.revoke(submission=submission, reason="Known before", by=sides.other.leader, at=make.NOW)
    assert making.fresh(submission).stage == Stage.REVOKED
    assert Release.objects.get().withdrawn_at is None
    told = Notice.objects.filter(address__contains="/released/").values_list("account", flat=True)
    assert sides.one.leader.account_id in told


# ---------------------------------------------------------------- pages


def test_the_office_releases_a_list_and_takes_one_back(sides, client):
    works = [recognised(sides.one, hidden=(PartKind.KNOWN,), content=f"{PARAGRAPH} {n}") for n in range(2)]
    client.force_login(sides.one.coordinator.account)
    address = reverse("works:releases", args=[sides.programme.slug])
    page = client.get(address, {"language": "en"}).content.decode()
    assert "Not released yet: 2 works" in page
    one = client.get(reverse("works:release", args=[sides.programme.slug, works[0].key]), {"language": "en"})
    assert "stays here: confidential, or not written" in one.content.decode()
    assert client.post(f"{address}?year=2025").status_code == 422
    assert client.post(f"{address}?year=1800").status_code == 422
    assert not Release.objects.exists()
    # What is released is what was looked at.
    unseen = client.post(f"{address}?year=2026", {"seen": "x"}, headers={"accept-language": "en"})
    assert unseen.status_code == 409
    shown = client.get(f"{address}?year=2026", {"year": 2026}).context["seen"]
    later = recognised(sides.one, content=f"{PARAGRAPH} 3")
    stale = client.post(f"{address}?year=2026&language=en", {"seen": shown})
    assert stale.status_code == 409
    assert "there were 2 to release, now there are 3" in stale.content.decode()
    assert not Release.objects.exists()
    Work.objects.filter(pk=later.pk).update(stage=Stage.REVOKED)
    assert client.post(f"{address}?year=2026", {"seen": shown}).status_code == 302
    assert Release.objects.filter(withdrawn_at=None).count() == 2
    page = client.get(address, {"language": "en"}).content.decode()
    assert "All recognised works of this list are released." in page
    shown = client.get(reverse("works:work", args=[works[0].key]), {"language": "en"}).content.decode()
    assert "Release to the partner" in shown
    back = reverse("works:withdraw_release", args=[sides.programme.slug, works[0].key])
    assert client.get(back).status_code == 405
    assert client.post(back).status_code == 302
    assert Release.objects.filter(withdrawn_at=None).count() == 1
    alone = reverse("works:release", args=[sides.programme.slug, works[0].key])
    told = {"seen": client.get(alone).context["seen"]}
    # Its text is what crosses: looked at before it changed, it does not.
    works[0].parts.filter(kind=PartKind.APPLICABILITY).update(confidential=True)
    assert client.post(alone, told).status_code == 409
    assert client.post(alone, {"seen": client.get(alone).context["seen"]}).status_code == 302
    assert Release.objects.filter(withdrawn_at=None).count() == 2


def test_the_other_side_lists_and_reads_it_and_finds_no_button(sides, client):
    work = recognised(sides.one, hidden=(PartKind.KNOWN,))
    release(sides, work)
    copy = Work.objects.get(stage=Stage.PARTNER)
    client.force_login(sides.other.clerk.account)
    listed = client.get(reverse("works:list"), {"stage": "partner", "language": "en"}).content.decode()
    assert str(copy.key) in listed
    assert "recognised by the partner" in listed
    page = client.get(reverse("works:work", args=[copy.key]), {"language": "en"}).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert 'method="post"' not in main
    assert "Released in the programme" in main
    assert "Measured" in main
    assert "not told: confidential there, or not written" in main
    assert "The way of the work" not in main, "its way is the other side’s"
    assert client.get(reverse("works:work", args=[work.key])).status_code == 404
    assert str(copy.key) not in client.get(reverse("works:list")).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_release_by_role_and_side(sides, client, role):
    work = recognised(sides.one)
    allowed = {Role.LEADER, Role.COORDINATOR}
    for body, of_side in ((sides.one.here, True), (sides.other.here, False), (make.institution(), False)):
        seat = make.seat(body, role)
        client.force_login(seat.account)
        address = reverse("works:release", args=[sides.programme.slug, work.key])
        code = client.post(address, {"seen": seen_of([work])}).status_code
        assert (code == 302) == (of_side and role in allowed)
        assert code in (302, 403, 404)
        if not (of_side and role in allowed):
            with (
                pytest.raises((NotPermitted,))
                if not (role in allowed and body == sides.other.here)
                else refused("work_of_another")
            ):
                release(sides, work, by=seat)


@pytest.mark.parametrize("page", ["works:releases", "list", "compared"])
def test_pages_ask_the_same_however_many_works_there_are(sides, client, page):
    client.force_login((sides.one if page == "works:releases" else sides.other).coordinator.account)
    work = making.alike(sides.other, applied=2026)

    def asked() -> int:
        if page == "compared":
            with CaptureQueriesContext(
                connection,
            ) as log:
                compared(sides.other.author, work, None, make.TODAY)
            return len(log)
        address = (
            reverse("works:releases", args=[sides.programme.slug])
            if page == "works:releases"
            else reverse("works:list") + "?stage=partner"
        )
        with CaptureQueriesContext(connection) as log:
            assert client.get(address).status_code == 200
        return len(log)

    counts = []
    for number in (1, 2):
        for _n in range(number):
            release(sides, recognised(sides.one))
            if page == "works:releases":
                recognised(sides.one)
        asked()
        counts.append(asked())
    assert counts[0] == counts[1]


def test_a_long_list_is_every_one_once(sides):
    for _n in range(3):
        release(sides, recognised(sides.one))
    streams = streams_of(sides.other.clerk, Filter(stage="partner"), make.TODAY)
    assert len([one for some in every(streams, sides.other.clerk) for one in some]) == 3


def test_works_stay_withdrawable_where_the_programme_counts_no_works_any_more(sides, client):
    """Else what was released would stand with the partner, and no page would take it back."""
    work, other = recognised(sides.one), recognised(sides.one)
    release(sides, work)
    sides.programme.commitments.update(type=CommitmentType.OTHER)
    client.force_login(sides.one.coordinator.account)
    here = reverse("works:releases", args=[sides.programme.slug])
    assert here in client.get(reverse("works:released")).content.decode()
    page = client.get(here, {"language": "en"}).content.decode()
    assert "no works are released in it" in page
    assert "Release 1 work" not in page
    shown = client.get(reverse("works:work", args=[work.key])).content.decode()
    assert reverse("works:release", args=[sides.programme.slug, work.key]) in shown
    unreleased = client.get(reverse("works:work", args=[other.key])).content.decode()
    assert reverse("works:release", args=[sides.programme.slug, other.key]) not in unreleased
    client.force_login(sides.other.coordinator.account)
    assert client.get(here).status_code == 404, "they have released nothing"
    client.force_login(sides.one.coordinator.account)
    back = reverse("works:withdraw_release", args=[sides.programme.slug, work.key])
    landed = client.post(back, follow=True)
    assert (landed.status_code, landed.redirect_chain[-1][0]) == (200, reverse("works:released"))
    assert "with the next file" not in landed.content.decode(), "the partner is on this server"
    assert not Work.objects.filter(stage=Stage.PARTNER).exists()
    assert client.get(here).status_code == 404


def test_a_released_work_of_a_body_that_left_the_side_is_listed_to_be_withdrawn(sides, client):
    below = making.unit()
    Institution.objects.filter(pk=below.here.pk).update(parent=sides.one.here)
    below.here.refresh_from_db()
    work = recognised(below)
    release(sides, work)
    Institution.objects.filter(pk=below.here.pk).update(parent=None)
    client.force_login(sides.one.coordinator.account)
    page = client.get(reverse("works:releases", args=[sides.programme.slug]), {"language": "en"})
    assert reverse("works:withdraw_release", args=[sides.programme.slug, work.key]) in page.content.decode()


def handed_on(old, heir) -> None:
    hand_on(
        predecessor=old, successor=heir, field=None, on=date(2026, 1, 2), kind="merged", basis="12/QĐ"
    )  # fmt: skip


def test_of_a_side_that_was_taken_over_those_are_told_who_may_withdraw(sides):
    heir, below = making.unit(), making.unit()
    Institution.objects.filter(pk=below.here.pk).update(parent=sides.one.here)
    below.here.refresh_from_db()
    submission = making.certified(below, making.alike(below, applied=2025))
    release(sides, submission.work)
    handed_on(sides.one.here, heir.here)
    actions.revoke(submission=submission, reason="Known before", by=below.leader, at=make.NOW)
    rows = Notice.objects.filter(text__startswith="The recognition of", address__contains="/released/")
    told = set(rows.values_list("account", flat=True))
    assert {heir.leader.account_id, heir.coordinator.account_id} <= told
    assert heir.clerk.account_id not in told, "the page of the notice is not hers"


def test_what_a_successor_took_over_elsewhere_is_of_the_side_both_ways(sides):
    """`bodies_of_side` counts its works as the side's: so they are compared as the side's."""
    heir, beside = making.unit(), making.unit()
    work = recognised(sides.other)
    handed_on(sides.one.here, heir.here)
    handed_on(beside.here, heir.here)
    side = sides.programme.sides.get(position=1)
    for body in (sides.one.here, heir.here, beside.here):
        body = Institution.objects.get(pk=body.pk)
        assert body.pk in bodies_of_side(side, make.TODAY)
        found = around(body, make.TODAY)
        assert found.sides == {(sides.programme.pk, 1)}
        assert work.institution_id in found.apart


def test_the_page_shows_every_language_and_all_that_crosses(sides, client):
    work = making.alike(sides.one, applied=2025)
    text = Trilingual(vi=PARAGRAPH, en="A float trap and a pump bring the water back.")
    work.parts.filter(kind=PartKind.CONTENT).update(text=text)
    work = making.certified(sides.one, work).work
    terms = work_terms(work)
    client.force_login(sides.one.coordinator.account)
    address = reverse("works:release", args=[sides.programme.slug, work.key])
    page = client.get(address, {"language": "en"}).content.decode()
    for part in terms["parts"]:
        for said in part["text"].values():
            assert said[:40] in page
    assert any(len(part["text"]) > 1 for part in terms["parts"])
    for words in ("Filed on", "Level of recognition", "Base level", "confirmed"):
        assert words in page[page.index("<main") :], words


def test_where_a_work_of_the_partner_lies_is_asked_once_for_all(sides):
    up = making.unit()
    Institution.objects.filter(pk=sides.one.here.pk).update(parent=up.here)
    sides.one.here.refresh_from_db()
    submission = making.before_council(sides.other, making.alike(sides.other, applied=2026))
    Regulation.objects.filter(pk=submission.regulation_id).update(scope="province")
    submission = making.fresh(submission)
    counts = []
    for number in (1, 2):
        for _n in range(number):
            release(sides, recognised(sides.one))
        compared(sides.other.clerk, submission.work, submission, make.TODAY)
        with CaptureQueriesContext(connection) as log:
            found = compared(sides.other.clerk, submission.work, submission, make.TODAY).earlier
        counts.append(len(log))
        assert {one.work.stage for one in found} == {"partner"}
    assert counts[0] == counts[1]


def test_a_council_names_a_work_of_the_partner_and_reads_whose_it_is(sides, client):
    """Also by a word too short for the index of words."""
    work = making.ready(sides.one, title=make.words("Drying frame ab"))
    release(sides, making.certified(sides.one, work).work)
    submission = making.before_council(sides.other)
    client.force_login(sides.other.chair.account)
    address = reverse("works:name_earlier", args=[submission.work.key])
    for typed in ("ab", "drying"):
        page = client.get(address, {"q": typed, "language": "en"}).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        assert "Drying frame ab" in main, typed
        assert f"of the partner {sides.one.here.name.get('en')}" in main


def test_a_file_of_the_partners_works_says_where_they_are_from(sides, client):
    release(sides, recognised(sides.one))
    [row] = [one for some in every(streams_of(sides.other.clerk, Filter(stage="partner"), make.TODAY),
                                   sides.other.clerk) for one in some]  # fmt: skip
    copy = Work.objects.get(stage=Stage.PARTNER).partner
    assert unit_of(row) == (copy.unit_then or copy.body) != sides.other.here.name
    assert filed_on(row) == copy.filed_on is not None
    client.force_login(sides.other.clerk.account)
    told = client.get(reverse("works:list"), {"stage": "partner", "language": "en", "export": "csv"})
    assert told.status_code == 200
