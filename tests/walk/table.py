"""Every address of the product: which are pages, which only take a POST, and where a page is found in the story."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from songfai.parties.models import Institution, Seat
from songfai.parties.states import Role
from songfai.plans import actions as plans
from songfai.plans.models import Activity, Plan, PlanItem
from songfai.programmes import actions as programmes
from songfai.programmes.models import Commitment, Obligation, Programme, Reading
from songfai.reviews import actions as reviews
from songfai.reviews.models import Review
from tests import factories as make

SEED = Path(__file__).parents[2] / "samples" / "seed-002-lo.txt"
HOME, PROVINCE = "home-affairs-2023-2026", "thanh-hoa-2024-2030"

# Answered with a redirect or a refusal only; what they do is tested in their rooms.
POSTS = {
    "parties:switch_seat", "notices:follow", "notices:read_all", "portal:release",
    "programmes:confirm_lines", "programmes:dismiss_part", "programmes:make_draft", "programmes:confirm_line",
    "programmes:set_year", "programmes:delete_line", "programmes:restore_line", "programmes:set_prevailing",
    "programmes:remove_text", "programmes:delete_commitment", "programmes:move_commitment",
    "programmes:delete_obligation", "programmes:offer", "programmes:approve", "programmes:return",
    "programmes:withdraw", "programmes:make_keys", "record:check",
    "exchange:send", "exchange:take_in", "exchange:answer", "administration:take_card",
    "plans:start", "plans:remove_item", "plans:reason", "plans:discard", "plans:offer", "plans:approve",
    "plans:return", "plans:withdraw", "plans:add_evidence", "plans:remove_evidence", "plans:confirm",
    "reviews:open", "reviews:compile", "reviews:meeting", "reviews:rate", "reviews:finding", "reviews:remove_lesson",
    "reviews:remove_direction", "reviews:offer", "reviews:approve", "reviews:return", "reviews:withdraw",
    "reviews:plan",
    "administration:add_unit", "administration:add_seat", "administration:end_seat",
}  # fmt: skip

# Files, not pages: they are fetched in their rooms' tests.
DOWNLOADS = {"files:download", "record:bytes", "portal:document_bytes", "portal:commitments_csv",
    "exchange:record_file", "exchange:checker", "administration:card",
}  # fmt: skip

PUBLIC = {"portal:home", "portal:help", "portal:accessibility", "portal:programme"}

# The seat a page is looked at from; the others from a coordinator of the first side of the province's programme.
ADMINISTRATOR = {
    "administration:list",
    "administration:new",
    "administration:institution",
    "administration:edit",
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
    plan: Plan
    draft_plan: Plan
    item: PlanItem
    activity: Activity
    own_activity: Activity
    reading: Reading
    review: Review
    open_review: Review
    commitment: Commitment


def world() -> World:
    province, home = Programme.objects.get(slug=PROVINCE), Programme.objects.get(slug=HOME)
    side = province.sides.get(position=1)
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
    return World(
        seat=seat,
        admin=admin,
        home=home,
        province=province,
        draft=draft,
        plan=province.plans.filter(document__isnull=False).first(),
        draft_plan=draft_plan,
        item=draft_plan.items.first(),
        activity=province.activities.filter(side=2).first(),
        own_activity=province.activities.filter(side=1).first(),
        reading=reading_of(seat),
        review=province.reviews.filter(document__isnull=False).first(),
        open_review=open_review(province, seat),
        commitment=province.commitments.order_by("number").first(),
    )


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


Args = Callable[[World], list[Any]]
PAGES: dict[str, Args] = {
    "portal:home": lambda w: [],
    "portal:help": lambda w: [],
    "portal:accessibility": lambda w: [],
    "portal:programme": lambda w: [PROVINCE],
    "portal:releases": lambda w: [PROVINCE],
    "desk:desk": lambda w: [],
    "desk:search": lambda w: [],
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
    "programmes:answerable": lambda w: [PROVINCE, w.commitment.key],
    "programmes:focal": lambda w: [PROVINCE],
    "programmes:document": lambda w: [PROVINCE],
    "record:document": lambda w: [w.province.document.sha256],
    "plans:list": lambda w: [PROVINCE],
    "plans:plan": lambda w: [PROVINCE, w.plan.key],
    "plans:new_item": lambda w: [PROVINCE, w.draft_plan.key],
    "plans:item": lambda w: [PROVINCE, w.draft_plan.key, w.item.pk],
    "plans:activities": lambda w: [PROVINCE],
    "plans:new_activity": lambda w: [PROVINCE],
    "plans:activity": lambda w: [PROVINCE, w.activity.key],
    "plans:edit_activity": lambda w: [PROVINCE, w.own_activity.key],
    "plans:figures": lambda w: [PROVINCE, w.own_activity.key],
    "reviews:list": lambda w: [PROVINCE],
    "reviews:review": lambda w: [PROVINCE, w.open_review.year],
    "reviews:commitment": lambda w: [PROVINCE, w.open_review.year, 1],
    "reviews:new_lesson": lambda w: [PROVINCE, w.open_review.year],
    "reviews:lesson": lambda w: [PROVINCE, w.open_review.year, w.open_review.lessons.first().pk],
    "reviews:new_direction": lambda w: [PROVINCE, w.open_review.year],
    "reviews:direction": lambda w: [PROVINCE, w.open_review.year, w.open_review.directions.first().pk],
    "reviews:minutes": lambda w: [PROVINCE, w.review.year],
    "reports:list": lambda w: [PROVINCE],
    "reports:annual": lambda w: [PROVINCE, 2025],
    "reports:rows": lambda w: [PROVINCE, 2025, "total.done"],
    "administration:list": lambda w: [],
    "administration:new": lambda w: [],
    "administration:institution": lambda w: [w.seat.institution.slug],
    "administration:edit": lambda w: [w.seat.institution.slug],
    "administration:partners": lambda w: [],
    "administration:keys": lambda w: [w.seat.institution.slug],
    "exchange:programme": lambda w: [PROVINCE],
    "exchange:check": lambda w: [PROVINCE],
}
# Further looks at the same addresses: a draft beside a plan in force, the other side's offer.
VARIANTS: dict[str, tuple[str, Args]] = {
    "a draft plan": ("plans:plan", lambda w: [PROVINCE, w.draft_plan.key]),
    "a draft programme's paper": ("programmes:document", lambda w: [w.draft.slug]),
    "own activity": ("plans:activity", lambda w: [PROVINCE, w.own_activity.key]),
}


def obligation_of(programme: Programme) -> Any:
    return Obligation.objects.get_or_create(
        programme=programme, kind="annual_review", year=2024, due=date(2025, 3, 31)
    )[0]


def names() -> set[str]:
    """The name of every address of the product's own rooms."""
    found: set[str] = set()

    def walk(patterns: list[Any], room: str) -> None:
        for one in patterns:
            if isinstance(one, URLResolver):
                walk(one.url_patterns, one.namespace or room)
            elif isinstance(one, URLPattern) and room and one.callback.__module__.startswith("songfai."):
                found.add(f"{room}:{one.name}")

    walk(get_resolver().url_patterns, "")
    return found


def address(name: str, args: list[Any]) -> str:
    return reverse(name, args=args)
