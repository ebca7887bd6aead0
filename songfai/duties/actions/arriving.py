"""A duty as both sides have last said it, whichever server it was said on (ADR 33)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from songfai.deadlines.models import Rule
from songfai.duties import rules
from songfai.duties.models import UNKNOWN_DAY, Confirmation, Duty, Extension
from songfai.duties.statements import OWED_BY, both, duty_key, extensions_of, owing
from songfai.duties.states import ExtensionState
from songfai.files.actions import adopt, path_of, share
from songfai.journal.actions import write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties.models import Institution
from songfai.programmes.actions.arriving import programme_of, tell_here
from songfai.programmes.obligations import meet_one, move
from songfai.record.arrived import Arrived, arrived, is_latest, sides_of
from songfai.record.books import moment
from songfai.record.models import Document
from songfai.record.threads import holding

Terms = Mapping[str, Any]
OWING = {word: number for number, word in OWED_BY.items()}


@transaction.atomic
def take_in_duty(*, document: Document, at: datetime) -> None:
    """Show a duty, its extensions and confirmations. Refused: programme_missing, duty_missing, duty_of_another,
    extension_missing, and what no duty may be."""
    said, programme = arrived(document), programme_of(document)
    if not is_latest(document):
        return
    duty = Duty.objects.select_for_update().filter(key=said.key).first()
    if duty is not None and duty.programme_id != programme.pk:
        raise Refused("duty_of_another", N_("This duty belongs to another programme."))
    fresh = duty is None
    duty = duty or Duty(key=said.key, opened_by=said.account[:200], opened_at=said.at)
    duty.programme = programme
    words = both(duty)
    told = holding(owing(words), "duty")
    if not told:
        raise Refused("duty_missing", N_("The duty it speaks of has not come yet."))
    fill(duty, told)
    duty.turn = max(one.get("turn", 0) for one in words.values())
    duty.revision += 1
    duty.save()
    for position, terms in words.items():
        _extensions(duty, position, terms, words[3 - position], said)
    before = duty.met_on
    _due(duty, said, at)
    for position, terms in words.items():
        _confirmation(duty, position, terms, said)
    _met(duty, said, at)
    duty.save()
    write(
        by=said,
        at=at,
        verb="duties.take_in_duty",
        subject=duty,
        programme=programme.slug,
        sha256=document.sha256,
    )
    if fresh or before != duty.met_on or _speaks_now(said):
        text = (
            N_("%(side)s entered a duty for %(title)s: %(duty)s.")
            if fresh
            else N_("%(side)s wrote something new about this: %(duty)s.")
        )
        address = reverse("duties:duty", args=[programme.slug, duty.key])
        tell_here(said, programme, text, address, at, duty=duty.title.as_dict())


def _speaks_now(said: Arrived) -> bool:
    """Whether the other side has something to answer or to confirm."""
    return any(name in said.terms for name in ("extensions", "answers", "done"))


def fill(duty: Duty, terms: Terms) -> None:
    duty.side, duty.title = OWING[terms["side"]], Trilingual.of(terms["title"])
    duty.both_confirm = bool(terms.get("both_confirm"))
    duty.basis = Trilingual.of(terms.get("basis"))
    starts_on, due = (
        date.fromisoformat(terms[name]) if name in terms else None for name in ("starts_on", "due")
    )
    if (starts_on, due) != (duty.starts_on, duty.first_due):
        # Counted elsewhere: the day is kept, how it was counted is told by its basis.
        duty.version, duty.counted = None, {}
    duty.starts_on, duty.first_due = starts_on, due
    duty.due, duty.listed_on = due, due or UNKNOWN_DAY
    duty.rule = Rule.objects.filter(slug=terms["rule"]).first() if "rule" in terms else None
    if "follows" in terms and due is not None and duty.obligation is None:
        rows = duty.programme.obligations.filter(kind=terms["follows"], due=due)
        duty.obligation = next((one for one in rows if duty_key(one) == duty.key), None)


def _extensions(duty: Duty, position: int, terms: Terms, other: Terms, said: Arrived) -> None:
    """Later days a side asked for, and how each stands by its own word and the other side's answer."""
    known = extensions_of(duty, position)
    answers = {one["id"]: one for one in other.get("answers", [])}
    sides = {side.position: str(side.institution)[:200] for side in duty.programme.sides.all()}
    for place, one in enumerate(terms.get("extensions", [])):
        new_due = date.fromisoformat(one["new_due"])
        row = known[place] if place < len(known) else None
        if row is None:
            row = Extension(
                duty=duty,
                side=position,
                old_due=date.fromisoformat(one["old_due"]),
                new_due=new_due,
                reason=Trilingual.of(one["reason"]),
                paper=one["paper"],
                asked_by=sides[position],
                asked_at=moment(one["at"]),
            )
            rules.require_later(row.old_due, new_due)
            rules.require_paper(row.paper)
        answer = answers.pop(one["id"], None)
        if row.new_due != new_due or (answer and answer["new_due"] != one["new_due"]):
            raise Refused(
                "extension_other", N_("A later day reads otherwise than it was proposed; that cannot be.")
            )
        state = _state(duty, one, answer)
        _file(row, one.get("file"), said, sides_of(said.document))
        if row.pk is None or row.state != state:
            row.state, row.answer = state, (answer or {}).get("answer", "")
            settled = state != ExtensionState.PROPOSED
            row.answered_by = sides[3 - position if answer else position] if settled else ""
            row.answered_at = said.at if settled else None
            row.save()
    if answers:
        raise Refused("extension_missing", N_("The later day that is answered has not come yet."))


def _file(row: Extension, told: Terms | None, said: Arrived, sides: Mapping[int, Institution]) -> None:
    """The paper itself, where its side lets it cross and it has come; it is shown anew when it comes later."""
    if told is None or row.file is not None or not path_of(told["sha256"]).exists():
        return
    side = sides[row.side]
    row.file = adopt(
        sha256=told["sha256"], name=told["name"], institution=side, given_by=row.asked_by, at=row.asked_at
    )
    row.crosses = True
    share(file=row.file, institutions=sides.values())
    if row.pk is not None:
        row.save(update_fields=["file", "crosses"])


def _state(duty: Duty, one: Terms, answer: Terms | None) -> ExtensionState:
    """What was withdrawn before its side knew of an answer is withdrawn."""
    if one.get("withdrawn"):
        return ExtensionState.WITHDRAWN
    if not rules.needs_other(duty.side):
        return ExtensionState.AGREED
    if answer is None:
        return ExtensionState.PROPOSED
    return ExtensionState.AGREED if answer["agreed"] else ExtensionState.DECLINED


def _due(duty: Duty, said: Arrived, at: datetime) -> None:
    agreed = duty.extensions.filter(state=ExtensionState.AGREED).values_list("new_due", flat=True)
    if duty.first_due is None:
        return
    duty.due = max([duty.first_due, *agreed])
    duty.listed_on = duty.due
    if duty.obligation is not None and duty.obligation.due != duty.due:
        move(obligation=duty.obligation, to=duty.due, by=said, at=at)


def _confirmation(duty: Duty, position: int, terms: Terms, said: Arrived) -> None:
    """The word of a side that has to give it; another's counts for nothing."""
    done = terms.get("done")
    if done is None or position not in duty.confirming_sides:
        duty.confirmations.filter(side=position).delete()
        return
    row = duty.confirmations.filter(side=position).first() or Confirmation(
        duty=duty, side=position, who=said.account[:200], at=said.at
    )
    row.done_on, row.note = date.fromisoformat(done["on"]), Trilingual.of(done.get("note"))
    row.save()


def _met(duty: Duty, said: Arrived, at: datetime) -> None:
    days = dict(duty.confirmations.values_list("side", "done_on"))
    whole = duty.starts_on is not None and all(side in days for side in duty.confirming_sides)
    met_on = max(days[side] for side in duty.confirming_sides) if whole else None
    if met_on == duty.met_on:
        return
    owed = duty.obligation
    if owed is not None and met_on is not None:
        meet_one(obligation=owed, on=met_on, by=said, at=at)
    elif owed is not None and owed.met_on == duty.met_on:
        # One side took its word back before it knew of the other's.
        owed.met_on = None
        owed.save(update_fields=["met_on"])
    duty.met_on = met_on
