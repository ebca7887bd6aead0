"""What a side says of a commitment, and its remarks on it. Each side speaks for itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from songfai.commitments import rules
from songfai.commitments.models import Remark, Statement
from songfai.commitments.permissions import check_may
from songfai.commitments.queries import remark_of, statements_holding
from songfai.commitments.statements import REMARK, say_commitment
from songfai.commitments.states import OF_BOTH, Word
from songfai.journal.actions import write
from songfai.kit.errors import N_, Changed, NotPermitted, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.plans.actions.plans import require_in_force
from songfai.programmes.actions import notifying
from songfai.programmes.models import Commitment
from songfai.record import actions as record


def tell_other(commitment: Commitment, by: Seat, at: datetime, text: str) -> None:
    """A notice for the other side's deciders, leading to the page of the commitment."""
    programme = commitment.programme
    notifying.tell_other(
        programme,
        by,
        at,
        text,
        address=reverse("commitments:commitment", args=[programme.slug, commitment.key]),
        number=commitment.number,
        title=programme.title.as_dict(),
    )


@transaction.atomic
def say(
    *,
    commitment: Commitment,
    word: Word,
    reason: Trilingual,
    year: int | None = None,
    by: Seat,
    at: datetime,
) -> Statement:
    """Say for one's own side that a commitment is at risk, done for good, cancelled or carried over.

    The last three hold once the other side says the same. Refused: programme_not_in_force, statement_there,
    statement_without_reason, carried_to_no_year.
    """
    position = check_may(by, commitment.programme, "say")
    require_in_force(commitment.programme)
    hold(commitment)
    today = timezone.localdate(at)
    year = year if word == Word.CARRIED_OVER else None
    rules.require_statement(word, bool(reason), year, today.year + 1, commitment.programme.term_end.year)
    if statements_holding(commitment).filter(side=position, word=word).exists():
        raise Refused("statement_there", N_("Your side has said this already. Take it back first."))
    statement = Statement.objects.create(
        commitment=commitment,
        side=position,
        word=word,
        year=year,
        reason=reason,
        said_by=str(by.account)[:200],
        said_at=at,
    )
    note(commitment)
    write(
        by=by,
        at=at,
        verb="commitments.say",
        subject=commitment,
        programme=commitment.programme.slug,
        word=word.value,
        reason=str(reason),
    )
    say_commitment(commitment, position, by, at)
    tell_other(commitment, by, at, SAID[word])
    return statement


SAID = {
    Word.AT_RISK: N_("%(side)s says that commitment %(number)s of %(title)s is at risk."),
    Word.DONE: N_("%(side)s says that commitment %(number)s of %(title)s is done. It waits for your word."),
    Word.CARRIED_OVER: N_(
        "%(side)s wants to carry commitment %(number)s of %(title)s over to a later year. It waits for your word."
    ),
    Word.CANCELLED: N_(
        "%(side)s wants to cancel commitment %(number)s of %(title)s. It waits for your word."
    ),
}


@transaction.atomic
def take_back(*, statement: Statement, by: Seat, at: datetime) -> None:
    """One's own side no longer says it; that it was said stays readable.

    Refused: settled_by_both (what both have said is undone by neither alone), statement_taken_back.
    """
    commitment = statement.commitment
    position = check_may(by, commitment.programme, "say")
    if position != statement.side:
        raise NotPermitted(
            "other_sides_statement", N_("The other side said this; only they can take it back.")
        )
    hold(commitment)
    statement = Statement.objects.select_for_update().get(pk=statement.pk)
    if statement.taken_back_at is not None:
        raise Refused("statement_taken_back", N_("This was taken back already."))
    if statement.word in OF_BOTH and commitment.settled == rules.SETTLED[Word(statement.word)]:
        raise Refused(
            "settled_by_both",
            N_("Both sides have said this: it is settled. A new promise is made by an amendment."),
        )
    statement.taken_back_by, statement.taken_back_at = str(by.account)[:200], at
    statement.save(update_fields=["taken_back_by", "taken_back_at"])
    note(commitment)
    write(
        by=by,
        at=at,
        verb="commitments.take_back",
        subject=commitment,
        programme=commitment.programme.slug,
        word=statement.word,
    )
    say_commitment(commitment, position, by, at)


def hold(commitment: Commitment) -> None:
    """The commitment as it is now, held after the record. What others add below it meanwhile does not wait."""
    record.hold(commitment.programme.register)
    fresh = Commitment.objects.select_for_update(no_key=True).get(pk=commitment.pk)
    commitment.settled, commitment.carried_to, commitment.at_risk = (
        fresh.settled,
        fresh.carried_to,
        fresh.at_risk,
    )


def note(commitment: Commitment) -> None:
    """Keep beside the statements what they come to, so that lists need not read them."""
    said = [rules.Said(one.side, Word(one.word), one.year) for one in statements_holding(commitment)]
    found = rules.outcome(said)
    commitment.settled = found.settled or ""
    commitment.carried_to, commitment.at_risk = found.carried_to, found.at_risk
    commitment.save(update_fields=["settled", "carried_to", "at_risk"])


def keep_remark(
    commitment: Commitment, position: int, texts: Mapping[str, Trilingual], writer: str, at: datetime
) -> Remark:
    """The remark of a side as it reads from now on; what it was until now stays for what is reported up to an earlier day.
    The same words again are no other remark. The commitment is held."""
    held = remark_of(commitment, position)
    if held is not None:
        if all(getattr(held, name) == texts[name] for name in REMARK):
            return held
        held.replaced_at = at
        held.save(update_fields=["replaced_at"])
    return Remark.objects.create(
        commitment=commitment,
        side=position,
        revision=held.revision + 1 if held else 1,
        written_by=writer[:200],
        written_at=at,
        **{name: texts[name] for name in REMARK},
    )


@transaction.atomic
def write_remark(
    *,
    commitment: Commitment,
    values: dict[str, Trilingual],
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Remark:
    """One's own side's resources, difficulties and recommendations. Changed when a colleague saved meanwhile."""
    position = check_may(by, commitment.programme, "remark")
    require_in_force(commitment.programme)
    hold(commitment)
    held = remark_of(commitment, position)
    if seen_revision is not None and seen_revision != (held.revision if held else 0):
        raise Changed("changed_meanwhile", N_("Somebody saved this meanwhile. Compare, then save again."))
    row = keep_remark(commitment, position, values, str(by.account), at)
    write(
        by=by, at=at, verb="commitments.write_remark", subject=commitment, programme=commitment.programme.slug
    )
    say_commitment(commitment, position, by, at)
    return row
