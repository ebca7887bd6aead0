"""Every address of the product: which are pages, which only take a POST, and where a page is found in the story."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from songfai.commitments import actions as commitments
from songfai.commitments.models import Indicator
from songfai.commitments.states import Word
from songfai.deadlines.models import Holiday, Rule, Version
from songfai.duties.models import Duty
from songfai.kit.dates import PartialDate
from songfai.parties.models import Institution, Seat
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.plans.models import Activity, Plan, PlanItem
from songfai.portfolio import actions as portfolio
from songfai.portfolio.models import Change
from songfai.programmes import actions as programmes
from songfai.programmes.models import Amendment, Commitment, Obligation, Programme, Reading
from songfai.registry.models import (
    DocumentType,
    OfficialDocument,
    PartnerPaper,
    Recipient,
    ReportDuty,
    Series,
)
from songfai.reviews import actions as reviews
from songfai.reviews.models import Information, Review
from songfai.support.models import RateVersion, Support
from songfai.visits import actions as visits
from songfai.visits.models import Meeting, Visit
from songfai.visits.states import Level, RotationKind
from songfai.works import actions as works
from songfai.works.queries import namesakes
from songfai.works.states import Scheme
from tests import factories as make
from tests.visits import making
from tests.works import making as works_making

SEED = Path(__file__).parents[2] / "samples" / "seed-002-lo.txt"
RATES = "allowances-lao-students"
HOME, PROVINCE = "home-affairs-2023-2026", "thanh-hoa-2024-2030"

# Answered with a redirect or a refusal only; what they do is tested in their rooms.
POSTS = {
    "parties:switch_seat", "notices:follow", "notices:read_all", "portal:release",
    "programmes:confirm_lines", "programmes:dismiss_part", "programmes:make_draft", "programmes:confirm_line",
    "programmes:set_year", "programmes:delete_line", "programmes:restore_line", "programmes:set_prevailing",
    "programmes:remove_text", "programmes:delete_commitment", "programmes:move_commitment",
    "programmes:delete_obligation", "programmes:offer", "programmes:approve", "programmes:return",
    "programmes:end_counterpart", "programmes:resume_counterpart",
    "programmes:remove_further_party",
    "programmes:start_amendment", "programmes:leave_as_it_is", "programmes:take_over",
    "programmes:discard_amendment", "programmes:offer_amendment", "programmes:approve_amendment",
    "programmes:return_amendment", "programmes:withdraw_amendment",
    "programmes:withdraw", "programmes:make_keys", "record:check", "record:keep_paper", "record:erase_file",
    "exchange:send", "duties:put_in_place", "duties:let_go", "exchange:name_story", "exchange:take_in", "exchange:tell_known", "exchange:answer", "administration:take_card",
    "plans:start", "plans:remove_item", "plans:reason", "plans:discard", "plans:offer", "plans:approve",
    "plans:return", "plans:withdraw", "plans:add_evidence", "plans:remove_evidence", "plans:confirm",
    "reviews:open", "reviews:compile", "reviews:meeting", "reviews:rate", "reviews:finding", "reviews:remove_lesson",
    "reviews:remove_direction", "reviews:offer", "reviews:approve", "reviews:return", "reviews:withdraw",
    "reviews:plan", "reviews:delegation", "reviews:decision", "reviews:judge", "reviews:conclude",
    "reviews:hand_over", "reviews:acknowledge", "reviews:new_heading", "reviews:remove_heading", "reviews:attach",
    "reviews:detach", "reviews:extend", "reviews:close", "reviews:let_stand",
    "visits:agree", "visits:claim_turn", "visits:remove_turn", "visits:remove_line", "visits:remove_meeting", "visits:remove_promise",
    "visits:offer", "visits:approve", "visits:return", "visits:withdraw", "visits:put_in_place", "visits:let_go", "visits:let_stand",
    "deadlines:remove_holiday",
    "deadlines:remove_moving",
    "registry:usual_series", "registry:resume_type", "registry:remove_recipient", "registry:remove_part", "registry:separate", "reports:draft_owed",
    "reports:draft_letter",
    "duties:follow", "duties:start", "duties:recount", "duties:confirm", "duties:take_back", "duties:agree",
    "duties:decline", "duties:withdraw",
    "support:approve", "support:deliver", "support:take_back", "support:receive", "support:take_receipt_back",
    "support:cancel", "support:promise", "support:add_paper", "support:remove_paper", "support:remove_payment",
    "support:agree_unit", "support:withdraw_unit",
    "works:discard", "works:remove_author", "works:confirm", "works:remove_benefit", "works:drop_outside", "works:remove_paper", "works:file",
    "works:offer_help", "works:say", "works:agree_guidance", "works:end_guidance", "works:mark_read",
    "works:recuse", "works:take_sheet", "works:end_heading", "works:go_on_sheet", "works:file_sheet", "works:undo_sheet", "works:take_back_paper", "works:remove_member", "works:remove_criterion", "works:remove_rubric",
    "works:remove_rubric_item", "works:launch_campaign", "works:judge_pair", "works:withdraw_release",
    "plans:fill", "plans:remove_template", "commitments:take_back", "commitments:agree", "commitments:withdraw",
    "commitments:agree_target", "commitments:withdraw_target", "commitments:confirm",
    "portfolio:save_filter", "portfolio:forget_filter", "portfolio:go_on", "portfolio:undo",
    "administration:add_unit", "administration:add_seat", "administration:end_seat",
    "administration:take_joining_back", "administration:take_move_back", "administration:take_moves_back",
    "administration:take_name_back", "administration:take_back", "administration:hand_on_again",
}  # fmt: skip

# Files and links that lead on, not pages: they are fetched in their rooms' tests.
DOWNLOADS = {
    "files:download",
    "record:bytes",
    "record:paper",
    "portal:document_bytes",
    "portal:commitments_csv",
    "portfolio:filter",
    "visits:calendar_file",
    "plans:evidence_file",
    "reports:visit_programme",
    "visits:promised",
    "exchange:record_file",
    "exchange:checker",
    "exchange:policy",
    "administration:card",
    "works:paper",
    "reports:work_receipt",
    "reports:work_certificate",
    "reports:council_paper",
    "works:sheet_template",
    "works:past_template",
    "works:sheet_paper",
    "works:sheet_filed",
    "works:sheet_left",
    "works:signed_paper",
}

PUBLIC = {
    "portal:home",
    "portal:help",
    "portal:accessibility",
    "portal:programme",
    "portal:campaigns",
    "portal:campaign",
    "portal:certificate",
}

# The seat a page is looked at from; the others from a coordinator of the first side of the province's programme.
ADMINISTRATOR = {
    "administration:list",
    "administration:new",
    "administration:institution",
    "administration:edit",
    "administration:unit",
    "administration:rename_unit",
    "administration:join_units",
    "administration:divide_unit",
    "administration:over_time",
    "administration:rename",
    "administration:fields",
    "administration:field",
    "administration:new_field",
    "works:new_law_rates",
    "works:new_field",
    "works:edit_field",
    "works:end_field",
    "deadlines:new_rule",
    "deadlines:edit_rule",
    "deadlines:new_version",
    "deadlines:version",
    "deadlines:new_holiday",
    "deadlines:holiday",
    "deadlines:new_moving",
    "deadlines:moving",
    "support:new_table",
    "support:edit_table",
    "support:new_version",
    "support:version",
    "administration:partners",
    "administration:keys",
}


@dataclass(frozen=True, slots=True)
class World:
    """The demo story, and the few things it has none of: drafts to work on."""

    seat: Seat
    admin: Seat
    home: Programme
    province: Programme
    draft: Programme
    amendment: Amendment
    draft_amendment: Amendment
    plan: Plan
    draft_plan: Plan
    item: PlanItem
    activity: Activity
    own_activity: Activity
    reading: Reading
    review: Review
    open_review: Review
    commitment: Commitment
    visit: Visit
    meeting: Meeting
    duty: Duty
    open_duty: Duty
    support: Support
    delivered: Support
    indicator: Indicator
    change: Change
    information: Information
    works: SimpleNamespace


def world() -> World:
    province, home = Programme.objects.get(slug=PROVINCE), Programme.objects.get(slug=HOME)
    side, side_b = province.sides.order_by("position")
    seat = make.seat(side.institution, Role.LEADER)
    admin = make.seat(side.institution, Role.ADMINISTRATOR, account=make.account(is_staff=True))
    other = Institution.objects.exclude(pk=side.institution_id).order_by("id").first()
    draft = make.draft_programme(body_a=side.institution, body_b=other)
    draft_plan = plans.start_plan(
        programme=province,
        year=2027,
        by=seat,
        at=make.NOW,
        copy_of=province.plans.filter(document__isnull=False).first(),
    )
    sides = SimpleNamespace(
        programme=province, leader_a=seat, leader_b=make.seat(side_b.institution, Role.LEADER)
    )
    plans.save_template(plan=draft_plan, name=make.words("Template"), everywhere=False, by=seat, at=make.NOW)
    return World(
        seat=seat,
        admin=admin,
        home=home,
        province=province,
        draft=draft,
        amendment=province.amendments.get(),
        draft_amendment=draft_amendment(province, seat),
        plan=province.plans.filter(document__isnull=False).first(),
        draft_plan=draft_plan,
        item=draft_plan.items.first(),
        activity=province.activities.filter(side=2).first(),
        own_activity=province.activities.filter(side=1).first(),
        reading=reading_of(seat),
        review=province.reviews.filter(kind="annual", document__isnull=False).first(),
        open_review=open_review(province, seat),
        commitment=province.commitments.order_by("number").first(),
        **visit_of(province, seat),
        duty=make.duty(sides),
        open_duty=make.duty(sides, rule=Rule.objects.get(slug="opinion"), starts_on=None, side=0),
        support=make.support(sides),
        delivered=make.support(sides, "delivered", by=sides.leader_b),
        indicator=agreed_indicator(province, seat),
        change=change_of(province, seat),
        information=information_of(province, seat),
        works=works_of(seat),
    )


def works_of(seat: Seat) -> SimpleNamespace:
    """Works of the seat's unit: an own draft, one on whose council the seat sits in the chair, one with certificates."""
    made = works_making.unit(here=seat.institution, chair=seat)
    draft = works_making.ready(SimpleNamespace(author=seat))
    author = works.save_author(work=draft, values=works_making.author_values(), by=seat, at=make.NOW)
    certified = works_making.certified(made)
    earlier = works_making.earlier(made).work
    copy = works_making.alike(made)
    own = works_making.alike(SimpleNamespace(author=seat))
    # The story's unit has rules of its own for the province, and asks more by them.
    works_making.above_of(made, scheme="nation")
    sent = works_making.sent_above(made, works_making.certified(made), scheme=Scheme.NATION)
    works_making.confirmed(made, certified.work, year=2026)
    owed = works_making.owed(made, certified)
    campaign = works_making.campaign(made)
    named = works_making.named(made, made.secretary.account.person.name)
    [namesake] = namesakes(named)
    entry = works.enter(campaign=campaign, work=certified.work, by=made.author, at=make.NOW)
    # Of another unit whose rules let the council score: the seat chairs its council too.
    scoring = works_making.unit(chair=seat)
    rubric = works_making.own_rubric(scoring)
    scored, scored_by_all = (works_making.before_council(scoring) for _n in range(2))
    works_making.hand_in(scored_by_all, rubric, scoring.members)
    past = works_making.past_taken(seat)
    return SimpleNamespace(
        scored=scored.work.key,
        scored_by_all=scored_by_all.work.key,
        reopened=scored_by_all.score_sheets.order_by("id").last().pk,
        scored_rules=works_making.own_rubric(made, scheme="nation", valid_from=date(2027, 1, 1)).regulation,
        sent=sent.work.key,
        level=sent.key,
        instalment=owed.pk,
        campaign=campaign.key,
        campaign_draft=works_making.campaign(made, launched=False).key,
        entry=entry.pk,
        named=named.work.key,
        namesake=(namesake.author.pk, namesake.member.pk),
        person=certified.work.authors.get().known.key,
        draft=draft.key,
        author=author.pk,
        own_line=draft.authors.get(account=seat.account).pk,
        certified=certified.work.key,
        certificate=certified.certificates.first().pk,
        voting=works_making.voting(made).work.key,
        benefit=works_making.later_benefit(made, certified).pk,
        confirmed_benefit=works_making.confirmed(made, certified.work, year=2028).pk,
        earlier=earlier.key,
        compared=works_making.before_council(made, copy).work.key,
        compared_draft=own.key,
        council=made.council.key,
        rules=works_making.own_rules(made, valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31)),
        past=past.lines.first().work.key,
        past_sheet=past.key,
        rates=works_making.own_rates(made).pk,
        sheet=works_making.sheet(seat, works_making.sheet_data()).key,
    )


def visit_of(programme: Programme, seat: Seat) -> dict[str, Any]:
    """A visit of the province's programme, which the story has none of, with a meeting and a promise."""
    told = {"by": seat, "at": make.NOW}
    visit = visits.propose(
        programme=programme,
        values=making.visit_values(),
        commitments=programme.commitments.filter(number=1),
        **told,
    )
    visits.propose_rotation(
        programme=programme, level=Level.HIGH, kind=RotationKind.ALTERNATE, order=(2, 1), basis=make.words("Article"), **told
    )  # fmt: skip
    who = {"post": make.words("Post"), "role": "head"}
    visits.save_member(visit=visit, values=who, name=make.words("Name"), courtesy="Ms", **told)
    meeting = visits.save_meeting(visit=visit, values=making.meeting_values(), **told)
    visits.write_minutes(meeting=meeting, minutes=make.words("Minutes"), **told)
    visits.save_promise(meeting=meeting, values=making.promise_values(), **told)
    return {"visit": visit, "meeting": meeting}


def draft_amendment(programme: Programme, seat: Seat) -> Amendment:
    made = SimpleNamespace(programme=programme, commitments=list(programme.commitments.order_by("number")))
    return make.amendment(made, by=seat, term_end=PartialDate(2031))


def agreed_indicator(programme: Programme, seat: Seat) -> Indicator:
    other = make.seat(programme.sides.get(position=2).institution, Role.LEADER)
    commitment = programme.commitments.order_by("number").first()
    values = {"text": make.words("Solutions"), "unit": make.words("solutions"), "target": 40, "baseline": 12}
    indicator = commitments.propose(
        commitment=commitment, values=values | {"by_when": None}, by=seat, at=make.NOW
    )
    commitments.say(
        commitment=commitment, word=Word.AT_RISK, reason=make.words("Few entries"), by=other, at=make.NOW
    )
    return commitments.agree(indicator=indicator, by=other, at=make.NOW)


def change_of(programme: Programme, seat: Seat) -> Change:
    row = programme.activities.filter(side=1).order_by("id").first()
    change = portfolio.begin(ids=[row.pk], left_out=1, values={"days": 1}, by=seat, at=make.NOW)
    portfolio.carry_out(change=change, at=make.NOW)
    return change


def reading_of(seat: Seat) -> Reading:
    """A text being read by the seat's institution."""
    return programmes.start(text=SEED.read_text(encoding="utf-8"), by=seat, at=make.NOW)


def open_review(programme: Programme, seat: Seat) -> Review:
    review = reviews.open_review(programme=programme, year=2026, by=seat, at=make.NOW)
    reviews.compile_facts(review=review, cut_off=make.TODAY, by=seat, at=make.NOW)
    reviews.save_lesson(review=review, text=make.words("Lesson"), by=seat, at=make.NOW)
    first = programme.commitments.order_by("number").first()
    reviews.save_direction(
        review=review, commitment=first, text=make.words("Direction"), by=seat, at=make.NOW
    )
    return Review.objects.get(pk=review.pk)


def information_of(programme: Programme, seat: Seat) -> Information:
    """What one side of the province's programme says of its year, which the story has not told."""
    told: dict[str, Any] = {"programme": programme, "year": 2025, "by": seat, "at": make.NOW}
    posts = {"label": make.words("Posts cut"), "value": Decimal(12), "unit": make.words("posts")}
    reviews.save_part(heading="payroll", text=make.words("Fewer posts"), figures=[posts], **told)
    return reviews.hand_over(**told)


Args = Callable[[World], list[Any]]
PAGES: dict[str, Args] = {
    "portal:home": lambda w: [],
    "portal:help": lambda w: [],
    "portal:accessibility": lambda w: [],
    "portal:campaigns": lambda w: [],
    "portal:campaign": lambda w: [w.works.campaign],
    "portal:certificate": lambda w: [],
    "portal:programme": lambda w: [PROVINCE],
    "portal:releases": lambda w: [PROVINCE],
    "desk:desk": lambda w: [],
    "desk:search": lambda w: [],
    "desk:part": lambda w: ["late"],
    "desk:programme": lambda w: [PROVINCE],
    "administration:me": lambda w: [],
    "notices:list": lambda w: [],
    "journal:list": lambda w: [],
    "programmes:list": lambda w: [],
    "programmes:new": lambda w: [],
    "programmes:reading": lambda w: [w.reading.key],
    "programmes:line": lambda w: [w.reading.key, w.reading.lines.first().pk],
    "programmes:add_line": lambda w: [w.reading.key, "commitment"],
    "programmes:edit": lambda w: [w.draft.slug],
    "programmes:edit_general": lambda w: [w.draft.slug],
    "programmes:edit_side": lambda w: [w.draft.slug, 1],
    "programmes:edit_text": lambda w: [w.draft.slug, "vi"],
    "programmes:add_commitment": lambda w: [w.draft.slug],
    "programmes:edit_commitment": lambda w: [w.draft.slug, w.draft.commitments.first().key],
    "programmes:add_obligation": lambda w: [w.draft.slug],
    "programmes:edit_obligation": lambda w: [w.draft.slug, obligation_of(w.draft).pk],
    "programmes:commitments": lambda w: [PROVINCE],
    "programmes:amendments": lambda w: [PROVINCE],
    "programmes:amendment": lambda w: [PROVINCE, w.amendment.key],
    "programmes:amendment_wording": lambda w: [PROVINCE, w.draft_amendment.key],
    "programmes:amend_new": lambda w: [PROVINCE, w.draft_amendment.key],
    "programmes:amend": lambda w: [PROVINCE, w.draft_amendment.key, 1],
    "programmes:answerable": lambda w: [PROVINCE, w.commitment.key],
    "programmes:focal": lambda w: [PROVINCE],
    "programmes:asleep": lambda w: [PROVINCE],
    "programmes:answered": lambda w: [PROVINCE],
    "programmes:counterparts": lambda w: [PROVINCE],
    "programmes:counterpart": lambda w: [PROVINCE, w.province.fields.first().slug],
    "programmes:add_further_party": lambda w: [w.draft.slug],
    "programmes:document": lambda w: [PROVINCE],
    "record:document": lambda w: [w.province.document.sha256],
    "plans:list": lambda w: [PROVINCE],
    "plans:templates": lambda w: [PROVINCE],
    "plans:save_template": lambda w: [PROVINCE, w.draft_plan.key],
    "plans:plan": lambda w: [PROVINCE, w.plan.key],
    "plans:new_item": lambda w: [PROVINCE, w.draft_plan.key],
    "plans:item": lambda w: [PROVINCE, w.draft_plan.key, w.item.pk],
    "plans:activities": lambda w: [PROVINCE],
    "plans:new_activity": lambda w: [PROVINCE],
    "plans:activity": lambda w: [PROVINCE, w.activity.key],
    "plans:edit_activity": lambda w: [PROVINCE, w.own_activity.key],
    "plans:figures": lambda w: [PROVINCE, w.own_activity.key],
    "deadlines:list": lambda w: [],
    "deadlines:rule": lambda w: ["opinion"],
    "deadlines:new_rule": lambda w: [],
    "deadlines:edit_rule": lambda w: ["opinion"],
    "deadlines:new_version": lambda w: ["opinion"],
    "deadlines:version": lambda w: ["opinion", Version.objects.get(rule__slug="opinion").key],
    "deadlines:holidays": lambda w: [],
    "deadlines:new_holiday": lambda w: [],
    "deadlines:new_moving": lambda w: [],
    "deadlines:moving": lambda w: ["tet"],
    "deadlines:holiday": lambda w: [Holiday.objects.first().key],
    "duties:all": lambda w: [],
    "duties:list": lambda w: [PROVINCE],
    "duties:new": lambda w: [PROVINCE],
    "duties:duty": lambda w: [PROVINCE, w.duty.key],
    "duties:extend": lambda w: [PROVINCE, w.duty.key],
    "support:list": lambda w: [PROVINCE],
    "support:new": lambda w: [PROVINCE],
    "support:support": lambda w: [PROVINCE, w.support.key],
    "support:edit": lambda w: [PROVINCE, w.support.key],
    "support:pay": lambda w: [PROVINCE, w.support.key],
    "support:balance": lambda w: [PROVINCE],
    "support:units": lambda w: [PROVINCE],
    "support:propose_unit": lambda w: [PROVINCE, "places"],
    "support:rates": lambda w: [],
    "support:table": lambda w: [RATES],
    "support:new_table": lambda w: [],
    "support:edit_table": lambda w: [RATES],
    "support:new_version": lambda w: [RATES],
    "support:version": lambda w: [RATES, RateVersion.objects.get(state="replaced").key],
    "plans:participations": lambda w: [PROVINCE, w.own_activity.key],
    "plans:outputs": lambda w: [PROVINCE, w.own_activity.key],
    "commitments:commitment": lambda w: [PROVINCE, w.commitment.key],
    "commitments:say": lambda w: [PROVINCE, w.commitment.key],
    "commitments:remark": lambda w: [PROVINCE, w.commitment.key],
    "commitments:propose": lambda w: [PROVINCE, w.commitment.key],
    "commitments:measure": lambda w: [PROVINCE, w.commitment.key, w.indicator.key],
    "commitments:new_target": lambda w: [PROVINCE, w.commitment.key, w.indicator.key],
    "portfolio:activities": lambda w: [],
    "portfolio:visits": lambda w: [],
    "portfolio:filters": lambda w: [],
    "portfolio:changes": lambda w: [],
    "portfolio:new_change": lambda w: [],
    "portfolio:change": lambda w: [w.change.key],
    "programmes:copy": lambda w: [],
    "reports:commitments": lambda w: [],
    "reports:programme_commitments": lambda w: [PROVINCE],
    "reviews:list": lambda w: [PROVINCE],
    "reviews:review": lambda w: [PROVINCE, w.open_review.year],
    "reviews:commitment": lambda w: [PROVINCE, w.open_review.year, 1],
    "reviews:new_lesson": lambda w: [PROVINCE, w.open_review.year],
    "reviews:lesson": lambda w: [PROVINCE, w.open_review.year, w.open_review.lessons.first().pk],
    "reviews:new_direction": lambda w: [PROVINCE, w.open_review.year],
    "reviews:direction": lambda w: [PROVINCE, w.open_review.year, w.open_review.directions.first().pk],
    "reviews:minutes": lambda w: [PROVINCE, w.review.year],
    "reviews:drawn_up": lambda w: [PROVINCE, w.open_review.year],
    "reviews:heading": lambda w: [PROVINCE, "midterm_2026", "impact"],
    "reviews:grounds": lambda w: [PROVINCE, "midterm_2026", "impact"],
    "reviews:information_years": lambda w: [PROVINCE],
    "reviews:information": lambda w: [PROVINCE, 2025],
    "reviews:information_part": lambda w: [PROVINCE, 2025, "payroll"],
    "reports:term": lambda w: [PROVINCE, "midterm", 2026],
    "reports:term_rows": lambda w: [PROVINCE, "midterm", 2026, "total.planned"],
    "reports:information": lambda w: [PROVINCE, 2025],
    "reports:information_rows": lambda w: [PROVINCE, 2025, "said.1.1.1"],
    "reports:portfolio": lambda w: [],
    "reports:portfolio_rows": lambda w: ["total.all.commitments"],
    "reports:frozen_of_all": lambda w: [],
    "reports:frozen": lambda w: [PROVINCE],
    "reports:plan": lambda w: [PROVINCE, plan_in_force().key],
    "reports:plan_rows": lambda w: [PROVINCE, plan_in_force().key, "plan.items"],
    "reports:visit": lambda w: [PROVINCE, visit_over(w).key],
    "reports:visit_rows": lambda w: [PROVINCE, visit_over(w).key, "visit.meetings"],
    "visits:list": lambda w: [PROVINCE],
    "visits:new": lambda w: [PROVINCE],
    "visits:calendar": lambda w: [PROVINCE],
    "visits:rotation": lambda w: [PROVINCE],
    "visits:rule": lambda w: [PROVINCE, "high"],
    "visits:turn": lambda w: [PROVINCE, "high"],
    "visits:visit": lambda w: [PROVINCE, w.visit.key],
    "visits:edit": lambda w: [PROVINCE, w.visit.key],
    "visits:scheme": lambda w: [PROVINCE, w.visit.key],
    "visits:print": lambda w: [PROVINCE, w.visit.key],
    "visits:step": lambda w: [PROVINCE, w.visit.key, "take-in"],
    "visits:new_line": lambda w: [PROVINCE, w.visit.key, "costs"],
    "visits:line": lambda w: [PROVINCE, w.visit.key, "members", w.visit.members.get().pk],
    "visits:new_meeting": lambda w: [PROVINCE, w.visit.key],
    "visits:meeting": lambda w: [PROVINCE, w.visit.key, w.meeting.key],
    "visits:edit_meeting": lambda w: [PROVINCE, w.visit.key, w.meeting.key],
    "visits:minutes": lambda w: [PROVINCE, w.visit.key, w.meeting.key],
    "visits:new_promise": lambda w: [PROVINCE, w.visit.key, w.meeting.key],
    "visits:promise": lambda w: [PROVINCE, w.visit.key, w.meeting.key, w.meeting.promises.get().pk],
    "registry:outgoing": lambda w: [],
    "registry:incoming": lambda w: [],
    "registry:arrivals": lambda w: [],
    "registry:partner": lambda w: [],
    "registry:partner_paper": lambda w: [partner_paper(w).key],
    "registry:register_paper": lambda w: [partner_paper(w).key],
    "registry:join_paper": lambda w: [partner_paper(w).key],
    "registry:new_out": lambda w: [],
    "registry:new_in": lambda w: [],
    "registry:series": lambda w: [],
    "registry:new_series": lambda w: [],
    "registry:edit_series": lambda w: [Series.objects.filter(institution=w.seat.institution).first().key],
    "registry:types": lambda w: [],
    "registry:new_type": lambda w: [],
    "registry:edit_type": lambda w: [own_type(w).pk],
    "registry:end_type": lambda w: [own_type(w).pk],
    "registry:ended": lambda w: [],
    "registry:keep_on": lambda w: [document_of(w, "issued").key],
    "registry:print": lambda w: ["out", 2026],
    "registry:reports": lambda w: [],
    "registry:new_duty": lambda w: [],
    "registry:edit_duty": lambda w: [report_duty(w).key],
    "registry:report": lambda w: [report_duty(w).key, "2026-01-01"],
    "registry:register": lambda w: [arrival_of(w).pk],
    "registry:join_arrival": lambda w: [arrival_of(w).pk],
    "registry:document": lambda w: [document_of(w, "issued").key],
    "registry:edit": lambda w: [document_of(w, "draft").key],
    "registry:archive": lambda w: [document_of(w, "issued").key],
    "registry:add_recipient": lambda w: [document_of(w, "draft").key],
    "registry:add_part": lambda w: [document_of(w, "draft").key],
    "registry:step": lambda w: [document_of(w, "draft").key, "review"],
    "works:list": lambda w: [],
    "works:own": lambda w: [],
    "works:sat_on": lambda w: [],
    "works:sent_up": lambda w: [],
    "works:sheets": lambda w: [],
    "works:past_sheets": lambda w: [],
    "works:sheet": lambda w: [w.works.sheet],
    "works:sign_sheet": lambda w: [w.works.sheet],
    "works:withdraw_sheet": lambda w: [w.works.sheet],
    "works:object": lambda w: [w.works.draft, w.works.own_line],
    "works:figures": lambda w: [],
    "works:due": lambda w: [],
    "works:benefits": lambda w: [],
    "works:benefit_rows": lambda w: [],
    "works:released": lambda w: [],
    "works:releases": lambda w: [w.province.slug],
    "works:release": lambda w: [w.province.slug, w.works.certified],
    "works:new": lambda w: [],
    "works:councils": lambda w: [],
    "works:new_council": lambda w: [],
    "works:council": lambda w: [w.works.council],
    "works:session": lambda w: [w.works.council],
    "works:edit_council": lambda w: [w.works.council],
    "works:add_member": lambda w: [w.works.council],
    "works:fields": lambda w: [],
    "works:new_field": lambda w: [],
    "works:edit_field": lambda w: ["mechanics"],
    "works:end_field": lambda w: ["mechanics"],
    "works:headings": lambda w: [],
    "works:rates": lambda w: [],
    "works:new_rates": lambda w: [],
    "works:new_law_rates": lambda w: [],
    "works:edit_rates": lambda w: [w.works.rates],
    "works:end_rates": lambda w: [w.works.rates],
    "works:regulations": lambda w: [],
    "works:new_regulation": lambda w: [],
    "works:regulation": lambda w: [w.works.rules.key],
    "works:part_helps": lambda w: [w.works.rules.key],
    "works:edit_regulation": lambda w: [w.works.rules.key],
    "works:end_regulation": lambda w: [w.works.rules.key],
    "works:replace_regulation": lambda w: [w.works.rules.key],
    "works:new_criterion": lambda w: [w.works.rules.key],
    "works:criterion": lambda w: [w.works.rules.key, w.works.rules.criteria.first().pk],
    "works:begin_rubric": lambda w: [w.works.rules.key],
    "works:rubric": lambda w: [w.works.scored_rules.key],
    "works:new_rubric_item": lambda w: [w.works.scored_rules.key],
    "works:rubric_item": lambda w: [w.works.scored_rules.key, w.works.scored_rules.rubric.items.first().pk],
    "works:persons": lambda w: [],
    "works:person": lambda w: [w.works.person],
    "works:pairs": lambda w: [],
    "works:campaigns": lambda w: [],
    "works:new_campaign": lambda w: [],
    "works:campaign": lambda w: [w.works.campaign],
    "works:edit_campaign": lambda w: [w.works.campaign_draft],
    "works:targets": lambda w: [w.works.campaign_draft],
    "works:alike": lambda w: [w.works.campaign],
    "works:entries": lambda w: [w.works.campaign],
    "works:judge_entry": lambda w: [w.works.campaign, w.works.entry, "duplicate"],
    "works:enter_campaign": lambda w: [w.works.certified],
    "works:leave_campaign": lambda w: [w.works.certified, w.works.entry],
    "works:work": lambda w: [w.works.certified],
    "works:edit": lambda w: [w.works.draft],
    "works:add_author": lambda w: [w.works.draft],
    "works:author": lambda w: [w.works.draft, w.works.author],
    "works:confirm_on_paper": lambda w: [w.works.draft, w.works.author],
    "works:add_benefit": lambda w: [w.works.draft],
    "works:confirm_benefit": lambda w: [w.works.certified, w.works.benefit],
    "works:correct_benefit": lambda w: [w.works.certified, w.works.confirmed_benefit],
    "works:add_paper": lambda w: [w.works.draft],
    "works:step": lambda w: [w.works.voting, "annul"],
    "works:vote": lambda w: [w.works.voting],
    "works:findings": lambda w: [w.works.voting],
    "works:reopen_scores": lambda w: [w.works.scored_by_all, w.works.reopened],
    "works:score": lambda w: [w.works.scored],
    "works:scores": lambda w: [w.works.scored_by_all],
    "works:declare": lambda w: [w.works.scored],
    "works:conclude": lambda w: [w.works.voting],
    "works:check_mark": lambda w: [w.works.voting, "head"],
    "works:tell_apart": lambda w: [w.works.named, *w.works.namesake],
    "works:comparison": lambda w: [w.works.compared],
    "works:answer": lambda w: [w.works.compared_draft, w.works.earlier],
    "works:judge": lambda w: [w.works.compared, w.works.earlier],
    "works:name_earlier": lambda w: [w.works.compared],
    "works:name_outside": lambda w: [w.works.compared],
    "works:send_above": lambda w: [w.works.certified, "nation"],
    "works:level": lambda w: [w.works.sent, w.works.level],
    "works:agreement": lambda w: [w.works.certified],
    "works:pay": lambda w: [w.works.certified, w.works.instalment],
    "works:payments": lambda w: [],
    "works:discover": lambda w: [],
    "works:guidance": lambda w: [w.works.draft],
    "works:ask_mentor": lambda w: [w.works.draft],
    "works:receipt": lambda w: [w.works.certified],
    "works:certificate": lambda w: [w.works.certified, w.works.certificate],
    "reports:list": lambda w: [PROVINCE],
    "reports:annual": lambda w: [PROVINCE, 2025],
    "reports:rows": lambda w: [PROVINCE, 2025, "total.done"],
    "administration:list": lambda w: [],
    "administration:new": lambda w: [],
    "administration:institution": lambda w: [w.seat.institution.slug],
    "administration:edit": lambda w: [w.seat.institution.slug],
    "administration:unit": lambda w: [w.seat.institution.slug, w.seat.institution.units.first().pk],
    "administration:rename_unit": lambda w: [w.seat.institution.slug, w.seat.institution.units.first().pk],
    "administration:join_units": lambda w: [w.seat.institution.slug, w.seat.institution.units.first().pk],
    "administration:divide_unit": lambda w: [w.seat.institution.slug, w.seat.institution.units.first().pk],
    "administration:over_time": lambda w: [w.seat.institution.slug],
    "administration:rename": lambda w: [w.seat.institution.slug],
    "administration:fields": lambda w: [],
    "administration:field": lambda w: ["religion"],
    "administration:new_field": lambda w: [],
    "parties:history": lambda w: ["moha-lao"],
    "administration:partners": lambda w: [],
    "administration:keys": lambda w: [w.seat.institution.slug],
    "exchange:programme": lambda w: [PROVINCE],
    "exchange:first": lambda w: [],
    "exchange:by_mail": lambda w: [PROVINCE],
    "exchange:check": lambda w: [PROVINCE],
    "exchange:messages": lambda w: [PROVINCE],
}
# Further looks at the same addresses: a draft beside a plan in force, the other side's offer.
VARIANTS: dict[str, tuple[str, Args]] = {
    "a draft plan": ("plans:plan", lambda w: [PROVINCE, w.draft_plan.key]),
    "a draft programme's paper": ("programmes:document", lambda w: [w.draft.slug]),
    "a duty that waits": ("duties:duty", lambda w: [PROVINCE, w.open_duty.key]),
    "support to confirm": ("support:support", lambda w: [PROVINCE, w.delivered.key]),
    "a draft amendment": ("programmes:amendment", lambda w: [PROVINCE, w.draft_amendment.key]),
    "a draft of a work": ("works:work", lambda w: [w.works.draft]),
    "a work recognised before": ("works:work", lambda w: [w.works.past]),
    "a sheet of works recognised before": ("works:sheet", lambda w: [w.works.past_sheet]),
    "a work that is voted on": ("works:work", lambda w: [w.works.voting]),
    "own activity": ("plans:activity", lambda w: [PROVINCE, w.own_activity.key]),
}


# The other looks at the list of activities: the address is the same.
VIEWS = ("board", "calendar", "timeline")


def document_of(w: World, state: str) -> OfficialDocument:
    return OfficialDocument.objects.filter(institution=w.seat.institution, state=state).first()


def arrival_of(w: World) -> Recipient:
    """What the province's federation has still to register."""
    return Recipient.objects.get(
        institution=w.seat.institution, registered=None, sent_on__isnull=False, document__state="issued"
    )


def partner_paper(w: World) -> PartnerPaper:
    """What the other side's server told of a letter to the province's federation, still to be registered."""
    here, there = (side.institution for side in w.province.sides.order_by("position"))
    found = PartnerPaper.objects.filter(recipient=here).first()
    return found or PartnerPaper.objects.create(
        programme=w.province,
        sender=there,
        recipient=here,
        statement=w.province.document,
        state="issued",
        number="12/ສກຂ",
        subject=make.words("Letter"),
        language="lo",
        dated=make.TODAY,
        signer="Khamla",
        purpose="act",
        sent_on=make.TODAY,
    )


def plan_in_force() -> Plan:
    return Plan.objects.filter(programme__slug=PROVINCE, document__standing__stage="in_force").latest("year")


def visit_over(w: World) -> Visit:
    """A visit that took place. The story of the province has none, so one is made beside the world's."""
    found = Visit.objects.filter(programme__slug=PROVINCE, state="closed").first()
    if found is None:
        values = making.visit_values(host=1)
        told = {"programme": w.visit.programme, "commitments": [], "by": w.seat, "at": make.NOW}
        found = visits.propose(values=values, **told)
        Visit.objects.filter(pk=found.pk).update(state="closed", returned_on=found.ends_on)
    return found


def own_type(w: World) -> DocumentType:
    return DocumentType.objects.get_or_create(
        slug="own-walked",
        defaults={
            "institution": w.seat.institution,
            "country": w.seat.institution.country,
            "name": make.words("Own"),
            "valid_from": date(2026, 1, 1),
            "certainty": "unconfirmed",
        },
    )[0]


def report_duty(w: World) -> ReportDuty:
    return ReportDuty.objects.get(institution=w.seat.institution)


def obligation_of(programme: Programme) -> Any:
    return Obligation.objects.get_or_create(
        programme=programme, kind="annual_review", year=2024, due=date(2025, 3, 31)
    )[0]


# What another server calls: a bundle proves itself, and nobody signs in (tests/exchange/test_network.py).
SERVERS = {"exchange:bundle", "exchange:checkpoint"}


def names() -> set[str]:
    """The name of every address of the product's own rooms that people open."""
    found: set[str] = set()

    def walk(patterns: list[Any], room: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, one.namespace or room)
            elif isinstance(one, URLPattern) and room and one.callback.__module__.startswith("songfai."):
                found.add(f"{room}:{one.name}")

    walk(get_resolver().url_patterns, "")
    return found - SERVERS


def address(name: str, args: list[Any]) -> str:
    return reverse(name, args=args)
