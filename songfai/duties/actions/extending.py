"""A later last day, with the paper that gives it: proposed by one side, answered by the other where both owe it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from songfai.duties import rules
from songfai.duties.actions.keeping import hold, tell_other
from songfai.duties.models import Duty, Extension
from songfai.duties.permissions import check_answers, check_may, check_withdraws
from songfai.duties.statements import say_duty
from songfai.duties.states import ExtensionState
from songfai.files.actions import share, store
from songfai.journal.actions import write
from songfai.kit.errors import N_
from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.programmes.obligations import move


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper of an extension: its number and date, and the file when it is at hand. `crosses`: the file may go to the
    other side's server."""

    number: str
    name: str = ""
    data: bytes = b""
    crosses: bool = False


@transaction.atomic
def extend(
    *,
    duty: Duty,
    new_due: date,
    reason: Trilingual,
    paper: Paper,
    by: Seat,
    at: datetime,
    seen_revision: int | None = None,
) -> Extension:
    """A later last day. What both sides owe waits for the other side's answer; what one side owes holds at once.

    Refused: duty_met, duty_not_begun, not_later, paper_missing, extension_open, and what files.rules refuses.
    """
    position = check_may(by, duty, "extend")
    hold(duty, seen_revision)
    rules.require_open(duty.met)
    rules.require_begun(duty.due)
    assert duty.due is not None
    rules.require_later(duty.due, new_due)
    rules.require_paper(paper.number)
    rules.require_no_other_open(duty.extensions.filter(state=ExtensionState.PROPOSED).count())
    file = store(name=paper.name, data=paper.data, by=by, at=at) if paper.name else None
    if file is not None:
        share(file=file, institutions=[side.institution for side in duty.programme.sides.all()])
    extension = Extension.objects.create(
        duty=duty,
        side=position,
        old_due=duty.due,
        new_due=new_due,
        reason=reason,
        paper=paper.number,
        file=file,
        crosses=paper.crosses and file is not None,
        asked_by=str(by.account)[:200],
        asked_at=at,
    )
    duty.save(update_fields=["revision"])
    write(
        by=by, at=at, verb="duties.extend", subject=duty, programme=duty.programme.slug,
        old=duty.due.isoformat(), new=new_due.isoformat(), paper=paper.number,
    )  # fmt: skip
    if rules.needs_other(duty.side):
        say_duty(duty, by, at)
        tell_other(duty, by, at, N_("%(side)s proposes a later day for %(duty)s. It waits for your answer."))
    else:
        _settle(extension, ExtensionState.AGREED, by, at)
        say_duty(duty, by, at)
        tell_other(duty, by, at, N_("%(side)s extended its duty: %(duty)s."))
    return extension


def _settle(extension: Extension, state: ExtensionState, by: Seat, at: datetime, answer: str = "") -> None:
    rules.require_move(ExtensionState(extension.state), state)
    extension.state, extension.answer = state, answer
    extension.answered_by, extension.answered_at = str(by.account)[:200], at
    extension.save()
    if state != ExtensionState.AGREED:
        return
    duty = extension.duty
    duty.due = duty.listed_on = extension.new_due
    duty.save()
    if duty.obligation is not None:
        move(obligation=duty.obligation, to=extension.new_due, by=by, at=at)


@transaction.atomic
def answer_extension(*, extension: Extension, agreed: bool, answer: str, by: Seat, at: datetime) -> Extension:
    """The other side agrees, or declines with a reason. Refused: extension_settled, reason_missing, duty_met."""
    check_answers(by, extension)
    hold(extension.duty)
    rules.require_open(extension.duty.met)
    extension.refresh_from_db(fields=["state"])
    if not agreed:
        rules.require_reason(answer)
    _settle(extension, ExtensionState.AGREED if agreed else ExtensionState.DECLINED, by, at, answer)
    extension.duty.save(update_fields=["revision"])
    duty, verb = extension.duty, "agree_extension" if agreed else "decline_extension"
    write(by=by, at=at, verb=f"duties.{verb}", subject=duty, programme=duty.programme.slug)
    say_duty(duty, by, at)
    tell_other(
        duty, by, at,
        N_("%(side)s agreed to the later day for %(duty)s.")
        if agreed
        else N_("%(side)s declined the later day for %(duty)s and says why."),
    )  # fmt: skip
    return extension


@transaction.atomic
def withdraw_extension(*, extension: Extension, by: Seat, at: datetime) -> Extension:
    check_withdraws(by, extension)
    hold(extension.duty)
    extension.refresh_from_db(fields=["state"])
    _settle(extension, ExtensionState.WITHDRAWN, by, at)
    extension.duty.save(update_fields=["revision"])
    duty = extension.duty
    write(by=by, at=at, verb="duties.withdraw_extension", subject=duty, programme=duty.programme.slug)
    say_duty(duty, by, at)
    return extension
