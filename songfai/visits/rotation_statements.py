"""What each side says of the rotation of a level, in its own log: the rule it proposes, the rule it agrees to, the years it
records. The rule that was proposed later holds; it counts once the other side has agreed to those very words.
"""

from datetime import datetime
from typing import Any

from songfai.kit.languages import Trilingual
from songfai.parties.models import Seat
from songfai.programmes.models import Programme
from songfai.record import actions as record
from songfai.record.canonical import filled
from songfai.record.models import Document
from songfai.record.queries import terms_of
from songfai.record.threads import latest, said_by
from songfai.visits.models import Rotation

PROPOSAL, ANSWER, YEARS = "rotation", "rotation_answer", "rotation_years"
TITLE = Trilingual(lo="ການໝູນວຽນເປັນເຈົ້າພາບ", vi="Luân phiên đăng cai", en="Who hosts in turn")


def proposals_of(register: int | None, level: str) -> dict[int, Document]:
    """The rule each side last proposed."""
    found = {position: latest(register, position, f"{PROPOSAL}/{level}") for position in (1, 2)}
    return {position: one for position, one in found.items() if one is not None}


def order_of(document: Document) -> tuple[int, str]:
    """Of two proposals the later one goes before; of two made without knowing of one another, the smaller hash."""
    return -terms_of(document)["turn"], document.sha256


def name_of(document: Document) -> str:
    return f"sha256:{document.sha256}"


def say_proposal(rotation: Rotation, by: Seat, at: datetime) -> None:
    """`after` names the other side's proposal that was there: which of the two came without knowing of the other."""
    register = rotation.programme.register_id
    there = proposals_of(register, rotation.level)
    others = there.get(3 - rotation.proposed_by)
    terms = {
        "level": rotation.level,
        "turn": max((terms_of(one)["turn"] for one in there.values()), default=0) + 1,
        "after": name_of(others) if others else None,
        "kind": rotation.kind,
        "order": [f"p{host}" for host in rotation.hosts],
        "basis": rotation.basis.as_dict(),
    }
    _say(rotation.programme, rotation.proposed_by, PROPOSAL, filled(terms), by, at)


def say_agreed(rotation: Rotation, by: Seat, at: datetime) -> None:
    """The other side agrees to the very words it read."""
    proposal = latest(rotation.programme.register_id, rotation.proposed_by, f"{PROPOSAL}/{rotation.level}")
    if proposal is None:
        return  # it was proposed before statements of rotation were written, on this server
    terms = {"level": rotation.level, "agreed": name_of(proposal)}
    _say(rotation.programme, 3 - rotation.proposed_by, ANSWER, terms, by, at)


def years_terms(rotation: Rotation, position: int) -> dict[str, Any]:
    """The years a side has recorded, each once."""
    years = [
        filled(
            {
                "id": f"y{one.year}",
                "host": f"p{one.host}" if one.host else None,
                "reason": one.reason.as_dict(),
            }
        )
        for one in rotation.turns.filter(side=position).order_by("year")
    ]
    return filled({"level": rotation.level, "years": years})


def say_years(rotation: Rotation, position: int, by: Seat, at: datetime) -> None:
    _say(rotation.programme, position, YEARS, years_terms(rotation, position), by, at)


def agreed_by(register: int | None, position: int, level: str) -> str | None:
    """The proposal of the other side a side last agreed to."""
    return said_by(register, position, f"{ANSWER}/{level}").get("agreed")


def _say(
    programme: Programme, position: int, kind: str, terms: dict[str, Any], by: Seat, at: datetime
) -> None:
    assert programme.register is not None  # a rule is proposed when the programme is in force
    record.state(
        register=programme.register,
        position=position,
        kind=kind,
        name=f"{kind}/{terms['level']}",
        title=TITLE,
        terms=terms,
        by=by,
        at=at,
    )
