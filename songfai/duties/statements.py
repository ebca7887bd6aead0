"""What a side says of a duty, in its own log: the duty itself where it is its own or both sides', the later days it asks for,
its answers to the other side's, and that it was done. `turn` counts what either has said after seeing all that is here.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from songfai.duties.models import Duty, Extension
from songfai.duties.permissions import side_in
from songfai.duties.states import ExtensionState
from songfai.files.terms import as_attachment
from songfai.parties.models import Seat
from songfai.programmes.models import Obligation
from songfai.record import actions as record
from songfai.record import entries
from songfai.record.canonical import filled
from songfai.record.threads import marked, said_by

OWED_BY = {0: "both", 1: "p1", 2: "p2"}
# Both servers give the same name to the duty that follows a date of the programme.
FOLLOWS = uuid.UUID("6f0c9a52-7d0e-4f4b-9a4e-1c3b5d7e9f11")


def duty_key(owed: Obligation) -> uuid.UUID:
    register = owed.programme.register
    assert register is not None
    return uuid.uuid5(FOLLOWS, f"{register.programme}/{owed.kind}/{owed.due.isoformat()}")


def duty_name(duty: Duty) -> str:
    return f"duty/{duty.key.hex}"


def extensions_of(duty: Duty, position: int) -> list[Extension]:
    """In the order in which the side asked: the number of each is its name between two servers."""
    rows = duty.extensions.filter(side=position).select_related("file")
    return list(rows.order_by("asked_at", "id"))


def both(duty: Duty) -> dict[int, dict[str, Any]]:
    """What each side last said of it, by the position of the side."""
    return {position: said_by(duty.programme.register_id, position, duty_name(duty)) for position in (1, 2)}


def owing(words: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """The words of those who may say what the duty is: whoever owes it."""
    return [
        one
        for position, one in words.items()
        if "duty" in one and one["duty"]["side"] in (OWED_BY[0], OWED_BY[position])
    ]


def duty_terms(duty: Duty, position: int, let_go: Collection[str] = ()) -> dict[str, Any]:
    """`let_go`: statements of one's own with which the side is done, beside those it named before."""
    words = both(duty)
    own, others = extensions_of(duty, position), extensions_of(duty, 3 - position)
    word = duty.confirmations.filter(side=position).first()
    return filled(
        {
            "turn": duty.turn,
            "let_go": sorted({*words[position].get("let_go", []), *let_go}),
            "duty": marked(owing(words), "duty", _facts(duty), duty.turn)
            if duty.side in (0, position)
            else None,
            "extensions": [_extension(number, one) for number, one in enumerate(own, 1)],
            "answers": [
                filled(
                    {
                        "id": f"x{number:02d}",
                        "new_due": one.new_due.isoformat(),
                        "agreed": one.state == ExtensionState.AGREED,
                        "answer": one.answer,
                    }
                )
                for number, one in enumerate(others, 1)
                if duty.side == 0 and one.answered_at is not None and one.state != ExtensionState.WITHDRAWN
            ],
            "done": filled({"on": word.done_on.isoformat(), "note": word.note.as_dict()}) if word else None,
        }
    )


def _facts(duty: Duty) -> dict[str, Any]:
    basis = duty.basis or (duty.version.basis if duty.version else None)
    return filled(
        {
            "side": OWED_BY[duty.side],
            "title": duty.title.as_dict(),
            "rule": duty.rule.slug if duty.rule else None,
            "basis": basis.as_dict() if basis else None,
            "starts_on": duty.starts_on.isoformat() if duty.starts_on else None,
            "due": duty.first_due.isoformat() if duty.first_due else None,
            "both_confirm": duty.both_confirm or None,
            "follows": duty.obligation.kind if duty.obligation else None,
        }
    )


def _extension(number: int, one: Extension) -> dict[str, Any]:
    return filled(
        {
            "id": f"x{number:02d}",
            "old_due": one.old_due.isoformat(),
            "new_due": one.new_due.isoformat(),
            "reason": one.reason.as_dict(),
            "paper": one.paper,
            "at": entries.as_text(one.asked_at),
            "withdrawn": one.state == ExtensionState.WITHDRAWN or None,
            "file": {"name": one.file.name, "sha256": one.file.sha256} if one.file and one.crosses else None,
        }
    )


def say_duty(duty: Duty, by: Seat, at: datetime, *, let_go: Collection[str] = ()) -> None:
    """Called at the end of every action on a duty."""
    register = duty.programme.register
    position = side_in(by, duty.programme)
    assert register is not None and position is not None  # the action has asked
    duty.turn += 1
    duty.save(update_fields=["turn"])
    record.state(
        register=register,
        position=position,
        kind="duty",
        name=duty_name(duty),
        title=duty.title,
        terms=duty_terms(duty, position, let_go),
        attachments=[
            as_attachment(f"x{number:02d}", one.file)
            for number, one in enumerate(extensions_of(duty, position), 1)
            if one.file and one.crosses
        ],
        by=by,
        at=at,
    )
