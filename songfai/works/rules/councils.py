"""What must be true of the clocks, the council, the ballot and the decision. Plain values only.

Legal sources: Decree 13/2012/ND-CP and Circular 18/2013/TT-BKHCN of Viet Nam; numbers are data (models.Regulation).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from songfai.kit.errors import N_, NotPermitted, Refused
from songfai.kit.validity import Dated, overlaps
from songfai.works.rules.works import require_not_ahead
from songfai.works.states import BEFORE_COUNCIL, Barred, CouncilRole, CountedOf, Scheme, Stage, SuperiorWhen

# With fewer ballots in the urn, one's own and the result tell the others.
SECRET_FROM = 3

# ---------------------------------------------------------------- clocks


def starts_deciding(accepted_on: date, applied_until: date | None) -> date:
    """The decision is due from acceptance, or from the end of the first application when that comes later.

    Decree 13/2012/ND-CP, Article 7.
    """
    return max(accepted_on, applied_until) if applied_until else accepted_on


@dataclass(frozen=True, slots=True)
class Part:
    """A fraction: 2 of 3."""

    of: int
    whole: int

    def reached(self, count: int, base: int) -> bool:
        """In whole numbers, so that two of three are two thirds and nothing is rounded."""
        return base > 0 and count * self.whole >= self.of * base


# ---------------------------------------------------------------- the council


@dataclass(frozen=True, slots=True)
class Composition:
    """What the regulation asks of a council."""

    least: int
    union: bool


def require_composition(roles: Sequence[str], wanted: Composition, *, union_authors: bool) -> None:
    """Chair, secretary, experts or others, and somebody of the authors' trade union. Circular 18/2013, Article 8.

    `roles` are those of the members who may vote on the work.
    """
    if roles.count(CouncilRole.CHAIR) != 1:
        raise Refused("one_chair", N_("The council needs exactly one chair who may vote on this work."))
    if CouncilRole.SECRETARY not in roles:
        raise Refused("no_secretary", N_("The council has no secretary yet."))
    if len(roles) < wanted.least:
        raise Refused(
            "too_few_members",
            N_("Only %(count)s members may vote on this work; the rules ask for %(least)s."),
            count=len(roles),
            least=wanted.least,
        )
    if wanted.union and union_authors and CouncilRole.UNION not in roles:
        raise Refused(
            "no_union",
            N_("An author is a member of the trade union: its representative must sit on the council."),
        )


def require_sits(first: date, last: date | None, day: date) -> None:
    """A council decides from the day it was formed to its last day."""
    if day < first:
        raise Refused("council_ahead", N_("This council sits from %(day)s on."), day=first)
    if last is not None and last < day:
        raise Refused(
            "council_ended",
            N_(
                "This council sat until %(day)s. Form another one, or enter the day to which its time was prolonged."
            ),
            day=last,
        )


def require_head_absent(*, head_barred: bool) -> None:
    """The head of the unit who is an author sits not on the council. Circular 18/2013, Article 8."""
    if head_barred:
        raise Refused(
            "head_on_council",
            N_("The head of the unit is an author of this work and may not sit on its council."),
        )


def require_period(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise Refused("ends_before_it_begins", N_("The last day is before the first day."))


def require_no_overlap(ones: Iterable[Dated]) -> None:
    """Two versions never apply on one day: else nobody could say which of them was used."""
    if found := overlaps(ones):
        first = found[0].valid_from or found[0].valid_to
        raise Refused(
            "versions_overlap",
            N_(
                "On %(day)s two versions would apply. End the earlier one on the day before the later one begins."
            ),
            day=first.isoformat() if first else "…",
        )


def require_unused(used: bool) -> None:
    if used:
        raise Refused(
            "regulation_used",
            N_(
                "Works were filed under these rules: they stay. End them on a day, or enter a new version from a day on."
            ),
        )


def require_ends_after_use(last: date, newest_use: date | None) -> None:
    """What was filed under rules was filed while they applied."""
    if newest_use is not None and last < newest_use:
        raise Refused(
            "used_later",
            N_(
                "The newest work under these rules was filed on %(day)s. That is the earliest day they end on."
            ),
            day=newest_use,
        )


def require_fractions(threshold: Part, quorum: Part, least: int) -> None:
    for one in (threshold, quorum):
        if not 1 <= one.of <= one.whole:
            raise Refused("parts_of_a_whole", N_("Write the share as parts of a whole, for example 2 of 3."))
    if least < SECRET_FROM:
        raise Refused(
            "too_few_for_secrecy",
            N_("With fewer than three voters a ballot is not secret: ask for three members at least."),
        )


def require_never_voted(*, listed: bool) -> None:
    if listed:
        raise Refused(
            "member_listed",
            N_(
                "This member is on the list of a ballot, or has a score sheet, and stays on the council."
                " Form a new council instead."
            ),
        )


# ---------------------------------------------------------------- the ballot


def why_barred(*, author: bool, conflict: bool, gone: bool) -> Barred | Literal[""]:
    """Why a member has no vote on a work, if so."""
    if author:
        return Barred.AUTHOR
    return Barred.DECLARED if conflict else Barred.ENDED if gone else ""


def require_whole_urn(ballots: int, voted: int) -> None:
    """As many ballots as members who voted: else somebody reached into the urn or into the list."""
    if ballots != voted:
        raise Refused(
            "urn_differs",
            N_("%(ballots)s ballots are in the urn, but %(voted)s members have voted. Annul this ballot."),
            ballots=ballots,
            voted=voted,
        )


def require_quorum(voted: int, entitled: int, quorum: Part) -> None:
    if not quorum.reached(voted, entitled):
        raise Refused(
            "no_quorum",
            N_("%(voted)s of %(entitled)s members have voted: that is not enough for a decision."),
            voted=voted,
            entitled=entitled,
        )


def require_secret_urn(voted: int) -> None:
    """However few the quorum asks for: of one or two ballots the result tells who voted how."""
    if voted < SECRET_FROM:
        raise Refused(
            "urn_not_secret",
            N_(
                "Only %(voted)s ballots are in the urn: the result would tell how each member voted. Wait for further "
                "members, or annul this ballot and hold it again."
            ),
            voted=voted,
        )


def carried(*, votes_for: int, voted: int, entitled: int, threshold: Part, counted_of: CountedOf) -> bool:
    """At least two thirds of the members are for it, or the share the unit's own rule sets. Circular 18/2013, Article 8."""
    return threshold.reached(votes_for, entitled if counted_of == CountedOf.MEMBERS else voted)


def require_may_vote(*, barred: str, voted: bool) -> None:
    if barred:
        raise NotPermitted("barred", N_("You have no vote on this work."))
    if voted:
        raise Refused("voted_already", N_("You have voted. A ballot cannot be taken back."))


# ---------------------------------------------------------------- the decision


def require_findings(found: Mapping[str, bool], must: Collection[str], every: Collection[str]) -> None:
    """`found`: criterion -> met. Every criterion is judged before recognition, and those that must be met are met."""
    if set(every) - set(found):
        raise Refused(
            "findings_missing", N_("The council’s findings are not complete: judge every criterion first.")
        )
    if any(not found[code] for code in must):
        raise Refused(
            "criterion_not_met", N_("The council found that a condition of recognition is not met.")
        )


def require_before_decision(stage: Stage) -> None:
    if stage not in BEFORE_COUNCIL:
        raise Refused("findings_not_now", N_("Findings are entered while the work is before the council."))


def require_certificate(signer: str, dated: date, decided_on: date | None, today: date) -> None:
    if not signer.strip():
        raise Refused("signer_missing", N_("Say who has signed."))
    require_not_ahead(dated, today)
    if decided_on is not None and dated < decided_on:
        raise Refused("before_decision", N_("A certificate is not dated before the decision."))


def require_carried(passed: bool) -> None:
    if not passed:
        raise Refused(
            "not_carried", N_("The ballot did not reach the threshold: the work is not recognised.")
        )


def needs_superior(when: SuperiorWhen, *, head_is_author: bool, state_funded: bool) -> bool:
    """Whether a body above the unit approves first, by what the rules of the unit ask."""
    if when == SuperiorWhen.NEVER:
        return False
    return head_is_author and (when == SuperiorWhen.HEAD or state_funded)


def require_letter(stage: Stage, *, drafted: bool) -> None:
    if stage != Stage.REFUSED:
        raise Refused("not_refused", N_("A letter of refusal is written when recognition was refused."))
    if drafted:
        raise Refused("letter_drafted", N_("The letter is in the register of official documents already."))


def require_of_a_description(scheme: Scheme) -> None:
    if scheme != Scheme.BASE:
        raise Refused(
            "not_of_a_description",
            N_(
                "A work is described once, for its unit: the parts belong to the rules of recognition by the unit."
            ),
        )


def require_superior_no_less(own: SuperiorWhen, law: SuperiorWhen | None) -> None:
    """A unit or a province asks for as much as the law does, or more. `law`: None where no law says it."""
    order = list(SuperiorWhen)
    if law is not None and order.index(own) < order.index(law):
        raise Refused(
            "less_than_law",
            N_(
                "The law asks for the approval of a superior body in more cases. Rules may ask for more, not for less."
            ),
        )


def require_investor_no_less(own: Sequence[bool], law: Sequence[bool] | None) -> None:
    """As the law has it, or more: (the investor is certified, the investor has refused first). `law`: None where no law
    says it."""
    if law is not None and any(asked and not kept for kept, asked in zip(own, law, strict=True)):
        raise Refused(
            "less_for_investor",
            N_("The law asks for more on the investor. Rules may ask for more, not for less."),
        )


def require_superior(stage: Stage, *, needed: bool) -> None:
    if needed and stage != Stage.APPROVED:
        raise Refused(
            "superior_first",
            N_("The head of the unit is an author: the superior body must approve before recognition."),
        )


def require_superior_needed(*, needed: bool) -> None:
    if not needed:
        raise Refused(
            "superior_not_needed",
            N_("By the rules this work was filed under, no approval of a superior body is needed."),
        )
