"""Words of works on their pages: states, shares, sums of a benefit, thresholds."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songfai.kit.dates import PartialDate
from songfai.kit.formats import format_date, format_number
from songfai.kit.forms import current_language
from songfai.kit.languages import NAMES
from songfai.kit.shown import lao
from songfai.kit.templatetags.songfai import badge
from songfai.parties.permissions import can
from songfai.works.models import (
    Answer,
    Entry,
    Judgement,
    Mentorship,
    PartnerWork,
    Regulation,
    Submission,
    Work,
)
from songfai.works.pages.parts import address, home
from songfai.works.permissions import may
from songfai.works.queries import Session, Spot, asked_for_help
from songfai.works.queries.scoring import Seated
from songfai.works.queries.works import Sum
from songfai.works.rules import Part, points_together
from songfai.works.states import (
    Alike,
    BenefitKind,
    CountedOf,
    EntryState,
    Layer,
    Mark,
    PartKind,
    PayState,
    Stage,
)

register = template.Library()

LOOKS = {
    Stage.DRAFT: ("none", "pencil"),
    Stage.RECEIVED: ("track", "mail"),
    Stage.DEFECTS: ("warn", "alert-triangle"),
    Stage.ACCEPTED: ("track", "list-check"),
    Stage.NOT_ACCEPTED: ("late", "circle-x"),
    Stage.APPRAISAL: ("track", "users"),
    Stage.VOTING: ("sign", "lock"),
    Stage.VOTED: ("track", "scale"),
    Stage.SUPERIOR: ("warn", "send"),
    Stage.APPROVED: ("track", "shield-check"),
    Stage.RECOGNISED: ("done", "circle-check"),
    Stage.REFUSED: ("late", "circle-x"),
    Stage.CERTIFIED: ("done", "award"),
    Stage.APPLIED: ("done", "settings"),
    Stage.TRANSFERRED: ("done", "arrow-right"),
    Stage.REVOKED: ("late", "arrow-back-up"),
    Stage.WITHDRAWN: ("none", "arrow-back-up"),
    Stage.PAST: ("none", "archive"),
    Stage.PARTNER: ("none", "users"),
}


@register.simple_tag
def stage_badge(row: Work | Submission) -> SafeString:
    stage = Stage(row.stage)
    look, drawing = LOOKS[stage]
    return badge(look, drawing, _(stage.words))


@register.simple_tag
def at(name: str, submission: Submission, *rest: Any) -> str:
    """The address of a page of a submission, whichever level it is of."""
    return address(name, submission, *rest)


@register.simple_tag(takes_context=True)
def pays(context: Context) -> bool:
    """Whether the person enters payments for the unit."""
    return can(context["request"].seat, "record")


@register.simple_tag(takes_context=True)
def keeps_persons(context: Context) -> bool:
    """Whether the person says which authors are one."""
    return may(context["request"].seat, "persons")


@register.simple_tag(takes_context=True)
def reads_works(context: Context) -> bool:
    """Whether the person reads the unit's works, and so those that were sent up to it."""
    return can(context["request"].seat, "read")


@register.simple_tag(takes_context=True)
def helping(context: Context) -> list[Mentorship]:
    """Guidance that waits for the person's word."""
    return asked_for_help(context["request"].seat)


PAY_LOOKS = {
    PayState.PAID: ("done", "circle-check"),
    PayState.LATE: ("late", "clock-exclamation"),
    PayState.DUE: ("warn", "calendar"),
    PayState.AHEAD: ("none", "calendar"),
    PayState.OPEN: ("none", "circle-dashed"),
    PayState.LAPSED: ("none", "circle-x"),
}


@register.simple_tag
def pay_badge(state: PayState) -> SafeString:
    look, drawing = PAY_LOOKS[state]
    return badge(look, drawing, _(state.words))


ENTRY_LOOKS = {
    EntryState.VALID: ("done", "circle-check"),
    EntryState.DUPLICATE: ("warn", "alert-triangle"),
    EntryState.WITHDRAWN: ("none", "arrow-back-up"),
}


@register.simple_tag
def entry_badge(entry: Entry) -> SafeString:
    state = EntryState(entry.state)
    look, drawing = ENTRY_LOOKS[state]
    return badge(look, drawing, _(state.words))


@register.filter
def own_words(reason: str) -> str:
    """A reason as a person gave it, or the house's own sentence in the language of the page."""
    return lao(_(reason))


@register.filter
def percent(share: Decimal | str) -> str:
    """33,5%: a share of contribution, given in per cent."""
    number = Decimal(share).normalize()
    shown = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
    return f"{format_number(shown, current_language())}%"


@register.simple_tag
def part_words(part: Part) -> str:
    return lao(_("%(of)s of %(whole)s") % {"of": part.of, "whole": part.whole})


@register.simple_tag
def counted_words(regulation: Regulation) -> str:
    return lao(_(CountedOf(regulation.counted_of).words))


@register.filter
def points(given: Decimal | Fraction | None) -> str:
    """15,33: points, or an average of them rounded half up to two places; nothing where there is none."""
    if given is None:
        return "–"
    value = Decimal(given.numerator) / given.denominator if isinstance(given, Fraction) else given
    shown = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = shown.to_integral_value()
    return format_number(whole if shown == whole else shown.normalize(), current_language())


@register.simple_tag
def together_of(session: Session) -> Fraction | None:
    return points_together([one.column for one in session.rows])


@register.simple_tag
def passed_badge(session: Session) -> SafeString:
    """Whether the points needed are reached; nothing where none are."""
    passed = session.tally.passed if session.tally else session.passed
    if passed is None:
        return SafeString("")
    look, drawing, words = (
        ("done", "circle-check", _("Points reached"))
        if passed
        else ("late", "circle-x", _("Points not reached"))
    )
    return SafeString(" ") + badge(look, drawing, words)


@register.simple_tag
def barred_of(seated: Seated) -> str:
    return lao(_(seated.barred_words))


@register.simple_tag
def home_of(submission: Submission) -> str:
    """The page a submission is shown on."""
    return home(submission)


@register.simple_tag
def mark_words(mark: str) -> str:
    return lao(_(Mark(mark).words))


@register.simple_tag
def sum_words(row: Sum) -> str:
    """Measured, confirmed: what a sum is a sum of."""
    sure = _("confirmed") if row.confirmed else _("not confirmed")
    return lao(f"{_(row.kind.words)}, {sure}")


@register.simple_tag
def partner_words(row: PartnerWork) -> str:
    """Of which side and unit a work of the partner is, and by which decision it was recognised."""
    language = current_language()
    body = row.unit_then.best(language)[0] or row.body.best(language)[0]
    decided = format_date(row.decided_on, language)
    of = _("of the partner %(side)s") % {"side": row.released_by.name.best(language)[0]}
    recognised = _("recognised by decision %(number)s, %(date)s") % {"number": row.decision, "date": decided}
    return lao(", ".join(one for one in (of, body, recognised if row.decision else "") if one))


@register.simple_tag
def benefit_words(row: dict[str, Any]) -> str:
    """Measured or estimated, confirmed or not, as the partner tells it."""
    sure = _("confirmed") if row["confirmed"] else _("not confirmed")
    return lao(f"{_(BenefitKind(row['kind']).words)}, {sure}")


@register.simple_tag
def corrected_words(row: dict[str, Any]) -> str:
    """When the partner put a confirmed figure right, as it tells it."""
    day = format_date(PartialDate.of(row["corrected"]), current_language())
    return lao(_("Corrected %(day)s") % {"day": day})


@register.simple_tag(takes_context=True)
def releases_works(context: Context) -> bool:
    """Whether the person may release works to the partner."""
    return can(context["request"].seat, "release")


@register.simple_tag
def author_names(rows: list[dict[str, Any]]) -> str:
    """Names of those a paper names, each as it was handed in, in the language of the page."""
    language = current_language()
    names = [one["name"].get(language) or next(iter(one["name"].values()), "") for one in rows]
    return lao(", ".join(names))


@register.filter
def spot_words(spot: Spot) -> str:
    """Content of the solution · Tiếng Việt, characters 12–340."""
    at = _("characters %(first)s–%(last)s") % {"first": spot.first, "last": spot.last}
    return lao(f"{_(PartKind(spot.kind).words)} · {NAMES[spot.language]}, {at}")


@register.simple_tag
def layers(judgement: Judgement) -> list[tuple[str, str]]:
    """(Wording, partly the same) and so on."""
    return [(lao(_(one.words)), lao(_(Alike(getattr(judgement, one)).words))) for one in Layer]


@register.simple_tag
def answer_notes(answer: Answer) -> list[tuple[str, str]]:
    """(Solution, what the authors say of it), for the layers they speak of."""
    return [(lao(_(one.words)), answer.notes[one]) for one in Layer if answer.notes.get(one)]
