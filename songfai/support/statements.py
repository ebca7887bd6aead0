"""What each side says of support, in its own log: the giver what it promises, has approved and delivers; the other side what
arrived, naming the very statement of delivery it answers. And the units of the balance: proposed by one, agreed by the other.
"""

from datetime import datetime
from typing import Any

from songfai.files.terms import as_attachment
from songfai.parties.models import Seat
from songfai.plans.terms import written
from songfai.programmes.models import Programme
from songfai.programmes.terms import commitment_id, form_of, parties_named
from songfai.record import actions as record
from songfai.record.canonical import filled
from songfai.record.threads import latest, said_by
from songfai.support.models import Agreed, Payment, Support
from songfai.support.states import SupportState

TITLE = {
    "lo": "ວິທີນັບຄວາມສົມດຸນຂອງການປະກອບສ່ວນ",
    "vi": "Cách tính trong cân đối đóng góp",
    "en": "How the balance is counted",
}


def support_name(support: Support) -> str:
    return f"support/{support.key.hex}"


def receipt_name(support: Support) -> str:
    return f"receipt/{support.key.hex}"


def _money(minor: int | None, currency: str) -> dict[str, Any] | None:
    return {"minor": minor, "cur": currency} if minor is not None else None


def support_terms(support: Support) -> dict[str, Any]:
    parties = parties_named(giver_party=support.giver_party, receiver_party=support.receiver_party)
    return form_of(bool(parties)) | filled(
        {
            **parties,
            "commitment": commitment_id(support.commitment.number) if support.commitment else None,
            "activity": support.activity.key.hex if support.activity else None,
            "kind": support.kind,
            "year": support.year,
            "quantity": written(support.quantity) if support.quantity is not None else None,
            "unit": support.unit.as_dict(),
            "money": _money(support.minor, support.currency),
            "state": support.state,
            "approved_paper": support.approved_paper,
            "reason": support.reason if support.state == SupportState.CANCELLED else None,
            "delivered_on": support.delivered_on.isoformat() if support.delivered_on else None,
        }
    )


def say_support(support: Support, by: Seat, at: datetime) -> None:
    """Called at the end of every action of the giving side."""
    register = support.programme.register
    assert register is not None  # support comes after the programme is in force
    record.state(
        register=register,
        position=support.giver,
        kind="support",
        name=support_name(support),
        title=support.title,
        terms=support_terms(support),
        by=by,
        at=at,
    )


def say_receipt(support: Support, by: Seat, at: datetime) -> None:
    """Called at the end of every action of the receiving side: what arrived of this delivery, or that it takes that back."""
    register = support.programme.register
    delivery = latest(support.programme.register_id, support.giver, support_name(support))
    if register is None or delivery is None:
        return  # what was delivered before statements were written is known on this server only
    terms: dict[str, Any] = {"delivery": f"sha256:{delivery.sha256}"}
    if support.state == SupportState.RECEIVED:
        assert support.received_on is not None
        terms |= {
            "received_on": support.received_on.isoformat(),
            "arrived": written(support.arrived) if support.arrived is not None else None,
            "money": _money(support.arrived_minor, support.currency),
            "note": support.receipt_note.as_dict(),
        }
    else:
        terms |= {"taken_back": support.reason}
    record.state(
        register=register,
        position=support.receiver,
        kind="receipt",
        name=receipt_name(support),
        title=support.title,
        terms=filled(terms),
        by=by,
        at=at,
    )


# ---------------------------------------------------------------- payments and documents


def payments_terms(support: Support) -> dict[str, Any]:
    """What the giver paid. Rates of its tables are told in words and numbers: the other server need not know the table."""
    rows = support.payments.select_related("rate__version").order_by("paid_on", "id")
    payments = [
        filled(
            {
                "id": f"p{number:03d}",
                "title": one.title.as_dict(),
                "on": one.paid_on.isoformat(),
                "money": _money(one.minor, one.currency),
                "persons": one.persons,
                "times": written(one.times) if one.times is not None else None,
                "rate": _rate(one),
                "paper": one.paper,
            }
        )
        for number, one in enumerate(rows, 1)
    ]
    return filled({"support": support.key.hex, "payments": payments})


def _rate(payment: Payment) -> dict[str, Any] | None:
    rate = payment.by_rate
    if rate is None:
        return None
    return filled(
        {
            "level": rate.level.as_dict(),
            "category": rate.category.as_dict(),
            "basis": rate.basis.as_dict(),
            "minor": rate.minor,
        }
    )


def say_payments(support: Support, by: Seat, at: datetime) -> None:
    """In a thread of its own: what is paid later changes nothing of a delivery that was received."""
    register = support.programme.register
    assert register is not None
    record.state(
        register=register,
        position=support.giver,
        kind="payments",
        name=f"payments/{support.key.hex}",
        title=support.title,
        terms=payments_terms(support),
        by=by,
        at=at,
    )


def say_papers(support: Support, position: int, by: Seat, at: datetime) -> None:
    """Documents of a side that may cross; the others stay where they were given."""
    register = support.programme.register
    assert register is not None
    rows = [
        (f"d{number:03d}", one)
        for number, one in enumerate(support.papers.filter(side=position, crosses=True).order_by("id"), 1)
    ]
    papers = [
        filled(
            {
                "id": name,
                "dated": one.dated.isoformat(),
                "caption": one.caption.as_dict(),
                "sha256": one.file.sha256,
            }
        )
        for name, one in rows
    ]
    record.state(
        register=register,
        position=position,
        kind="papers",
        name=f"papers/{support.key.hex}",
        title=support.title,
        terms=filled({"support": support.key.hex, "papers": papers}),
        attachments=[as_attachment(name, one.file) for name, one in rows],
        by=by,
        at=at,
    )


# ---------------------------------------------------------------- the units of the balance


def unit_terms(agreed: Agreed, turn: int, withdrawn: bool) -> dict[str, Any]:
    return filled(
        {
            "measure": agreed.measure,
            "turn": turn,
            "counted": agreed.counted,
            "unit": agreed.unit.as_dict(),
            "per": written(agreed.per),
            "withdrawn": withdrawn or None,
        }
    )


def say_unit(agreed: Agreed, by: Seat, at: datetime, *, withdrawn: bool = False) -> None:
    """A side proposes how a measure is counted, or withdraws its proposal."""
    before = said_by(agreed.programme.register_id, agreed.side, f"unit/{agreed.measure}")
    turn = before.get("turn", 0) + 1
    _say_of_unit(agreed.programme, agreed.side, "unit", unit_terms(agreed, turn, withdrawn), by, at)


def say_answer(agreed: Agreed, by: Seat, at: datetime, *, agrees: bool) -> None:
    """The other side agrees to the very proposal it read, or declines it. What it agreed to last stays said."""
    register, measure = agreed.programme.register_id, agreed.measure
    proposal = latest(register, agreed.side, f"unit/{measure}")
    if proposal is None:
        return  # it was proposed before statements were written, on this server
    answers = [said_by(register, position, f"unit_answer/{measure}") for position in (1, 2)]
    own = answers[2 - agreed.side]
    named = f"sha256:{proposal.sha256}"
    terms = {
        "measure": measure,
        "turn": max(one.get("turn", 0) for one in answers) + 1 if agrees else own.get("turn"),
        "agreed": named if agrees else own.get("agreed"),
        "declined": None if agrees else named,
    }
    _say_of_unit(agreed.programme, 3 - agreed.side, "unit_answer", filled(terms), by, at)


def _say_of_unit(
    programme: Programme, position: int, kind: str, terms: dict[str, Any], by: Seat, at: datetime
) -> None:
    assert programme.register is not None
    record.state(
        register=programme.register,
        position=position,
        kind=kind,
        name=f"{kind}/{terms['measure']}",
        title=TITLE,
        terms=terms,
        by=by,
        at=at,
    )
