"""What must be true of a work, its authors and its submission. Plain values only.

Legal sources: Decree 13/2012/ND-CP (the Charter on initiatives) and Circular 18/2013/TT-BKHCN of Viet Nam. What they
leave to the base unit or the province, or say differently from place to place, is data (models.Regulation).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from songfai.kit.dates import PartialDate
from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.works.states import (
    ABOVE,
    CREATORS,
    FILEABLE,
    MOVES,
    NOT_ABOVE,
    RECOGNITION,
    WORDED,
    AuthorRole,
    BenefitKind,
    Investor,
    IpStatus,
    Known,
    PartKind,
    Scheme,
    Stage,
    Step,
)

WHOLE = Decimal(100)


def moves(stage: Stage, scheme: Scheme = Scheme.BASE) -> dict[Step, Stage]:
    """The steps from a stage: at the levels above the base unit some are not taken."""
    left_out = NOT_ABOVE if scheme in ABOVE else set()
    return {step: to for step, to in MOVES[stage].items() if step not in left_out}


def destination(stage: Stage, step: Step, scheme: Scheme = Scheme.BASE) -> Stage:
    if step not in moves(stage, scheme):
        raise Refused("step_not_now", N_("The work is past this step, or not there yet."))
    return MOVES[stage][step]


def require_worded(stage: Stage) -> None:
    if stage not in WORDED:
        raise Refused(
            "not_worded",
            N_("The work is with the unit and stays as it was filed. It changes when mending is asked for."),
        )


def require_never_filed(stage: Stage, *, filed: bool) -> None:
    if stage != Stage.DRAFT or filed:
        raise Refused("not_a_draft", N_("Only a draft that was never filed is thrown away."))


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", N_("Say why. The author reads the reason."))


def require_not_ahead(day: date, today: date) -> None:
    if day > today:
        raise Refused("day_ahead", N_("This day lies ahead."))


# ---------------------------------------------------------------- the work and its authors


@dataclass(frozen=True, slots=True)
class Share:
    """What one author has: the part in per cent, and whether the author's own word stands behind it."""

    role: AuthorRole
    share: Decimal
    confirmed: bool


def require_share(role: AuthorRole, share: Decimal) -> None:
    """Whoever created the work has a share; whoever only helped with the first application has none."""
    if role in CREATORS and not 0 < share <= WHOLE:
        raise Refused("share_range", N_("The share of an author is more than 0 and at most 100 per cent."))
    if role not in CREATORS and share != 0:
        raise Refused(
            "helper_has_no_share",
            N_("Those who took part in the first application have no share in the work: enter 0."),
        )


def total(shares: Iterable[Share]) -> Decimal:
    return sum((one.share for one in shares if one.role in CREATORS), Decimal(0))


@dataclass(frozen=True, slots=True)
class Filing:
    """All that a submission is checked by."""

    type: str
    fields: int
    first_applied: date | None
    parts: Collection[str]
    shares: Sequence[Share]
    benefits: int
    ip_status: str
    today: date
    investor_missing: bool = False


def missing(filing: Filing) -> list[Refused]:
    """What is still missing before the work can be filed, in the order of the form.

    Decree 13/2012/ND-CP, Article 3 (applied or tried out; not under protection) and Article 5; Circular
    18/2013/TT-BKHCN, Annex I (what the application says, the contribution of each author in per cent, the investor).
    """
    found = []
    if not filing.type:
        found.append(Refused("type_missing", N_("The type of solution is not chosen yet.")))
    if not filing.fields:
        found.append(Refused("field_missing", N_("No field is chosen yet.")))
    if filing.first_applied is None:
        found.append(
            Refused("applied_missing", N_("The date of the first or trial application is not entered yet."))
        )
    elif filing.first_applied > filing.today:
        found.append(
            Refused(
                "applied_ahead",
                N_("The first or trial application lies ahead: a work is filed once it was tried out."),
            )
        )
    if not set(PartKind) <= set(filing.parts):
        found.append(Refused("part_missing", N_("A part of the description is still empty.")))
    found += _of_authors(filing.shares)
    if not filing.benefits:
        found.append(
            Refused("benefit_missing", N_("No benefit is entered yet, not even that it cannot be computed."))
        )
    if filing.investor_missing:
        found.append(Refused("investor_missing", N_("The name of the investor is not entered yet.")))
    if filing.ip_status == IpStatus.PROTECTED:
        found.append(
            Refused(
                "under_protection",
                N_("What is under intellectual property protection is not recognised as an initiative."),
            )
        )
    return found


def _of_authors(shares: Sequence[Share]) -> list[Refused]:
    leads = sum(one.role == AuthorRole.LEAD for one in shares)
    found = []
    if leads != 1:
        found.append(Refused("one_lead", N_("A work has exactly one lead author.")))
    if total(shares) != WHOLE:
        found.append(
            Refused(
                "shares_not_whole",
                N_("The shares of the authors add to %(total)s per cent, not to 100."),
                total=f"{total(shares).normalize():f}",
            )
        )
    if any(not one.confirmed for one in shares if one.role in CREATORS):
        found.append(Refused("not_confirmed", N_("Not every author has confirmed the share yet.")))
    return found


def require_investor(by: Investor, *, named: bool, refused: bool) -> None:
    """A name and a refusal belong to somebody else who paid; a draft may leave the name for later."""
    if by != Investor.OTHER and (named or refused):
        raise Refused(
            "investor_not_other",
            N_(
                "A name and a refusal are entered where somebody else has paid: choose that, or leave them out."
            ),
        )


def require_fileable(stage: Stage, filing: Filing) -> None:
    if stage not in FILEABLE:
        raise Refused("filed_already", N_("This work is filed already."))
    for refused in missing(filing):
        raise refused


def novelty_date(filed_on: date | None, first_applied: date | None) -> date | None:
    """The day before which nothing the same may have been known: the earlier of filing and first application.

    Decree 13/2012/ND-CP, Article 4.
    """
    known = [day for day in (filed_on, first_applied) if day is not None]
    return min(known) if known else None


def surely_applied(first_applied: PartialDate | None) -> date | None:
    """The day by which a work was applied, as far as it is stated: "2025" proves no day before the end of the year."""
    return first_applied.last_day() if first_applied else None


def known(day: date, filed_on: date | None, own_day: date, own_filed_on: date) -> Known:
    """In which way another work was known before this one: by its day, else because it was filed before (Decree
    13/2012/ND-CP, Article 4: no request filed earlier has the same content), else on the same day."""
    if day < own_day:
        return Known.EARLIER
    if filed_on is not None and filed_on < own_filed_on:
        return Known.FILED_EARLIER
    return Known.SAME_DAY if day == own_day else Known.LATER


def require_confirmable(*, role: AuthorRole, own: bool, behalf: bool, has_account: bool, paper: str) -> None:
    """An author confirms in person. For one without an account an officer enters the paper the author signed."""
    if role not in CREATORS:
        raise Refused("nothing_to_confirm", N_("Only authors confirm a share."))
    if own:
        return
    if has_account or not behalf:
        raise NotPermitted("confirms_in_person", N_("This author has an account and confirms in person."))
    if not paper.strip():
        raise Refused("paper_missing", N_("Name the paper the author has signed, and its date."))


def require_benefit(kind: BenefitKind, minor: int | None) -> None:
    if (kind == BenefitKind.NOT_COMPUTABLE) != (minor is None):
        raise Refused(
            "benefit_amount",
            N_("A measured or estimated benefit has an amount, and one that cannot be computed has none."),
        )


def require_benefit_open(stage: Stage) -> None:
    """While it is written, and again once it is recognised: each year of application has its benefit."""
    if stage not in WORDED | RECOGNITION:
        raise Refused("benefit_closed", N_("The benefit does not change while the unit considers the work."))


def require_unconfirmed(*, confirmed: bool) -> None:
    if confirmed:
        raise Refused(
            "benefit_confirmed",
            N_("This benefit is confirmed and stays. If the figure was wrong, correct it."),
        )


def require_confirmed(*, confirmed: bool) -> None:
    if not confirmed:
        raise Refused(
            "benefit_unconfirmed", N_("Nobody has confirmed this benefit yet: take it out and enter it anew.")
        )


def require_another_figure(before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    if before == now:
        raise Refused("benefit_same", N_("The figure says what it said before: nothing was corrected."))


def require_paper(paper: str) -> None:
    if not paper.strip():
        raise Refused("proof_missing", N_("Name the paper that proves it, and its date."))


def require_no_certificate(certified: bool) -> None:
    if certified:
        raise Refused("author_certified", N_("This author has a certificate and stays in the work."))
