"""Two institutions, their people, and papers between them, for the tests of the record."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from songfai.parties.models import Institution, Seat
from songfai.parties.states import Role
from songfai.record import actions
from songfai.record.models import Document, Entry, Log, Register, Standing
from tests import factories
from tests.factories import institution

START = datetime(2026, 3, 9, 8, 12, 5, tzinfo=UTC)
numbers = count(1)


def seat(where: Institution, role: str = Role.LEADER, authority: str = "") -> Seat:
    return factories.seat(where, role, authority=authority)


class Matter:
    """A register of two sides and one leader of each; time passes by a minute an act."""

    def __init__(self, first: Institution | None = None, second: Institution | None = None) -> None:
        number = next(numbers)
        self.a, self.b = seat(first or institution()), seat(second or institution(country="LA"))
        self.at = START
        self.register = actions.open_register(
            sides=[(s.institution, f"{s.institution.origin}/coop/{number}") for s in (self.a, self.b)],
            title={"en": f"Programme {number}"},
            at=self.now(),
            by=self.a,
        )

    def now(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def offer(
        self, by: Seat, thread: str = "plan/2026", attachments: Sequence[dict] = (), **terms: object
    ) -> Document:
        return actions.offer(
            register=self.register,
            kind=thread.split("/")[0],
            thread=thread,
            title={"vi": "Kế hoạch năm 2026", "lo": "ແຜນການປີ 2026", "en": "Plan 2026"},
            terms=terms
            or {"year": 2026, "items": [{"id": "i-1", "title": {"en": "A course"}, "quantity": "20"}]},
            authentic=["lo", "vi"],
            attachments=list(attachments),
            by=by,
            at=self.now(),
        )

    def approve(self, document: Document, by: Seat) -> Document:
        return actions.approve(document=document, seen=document.sha256, by=by, at=self.now())

    def return_(self, document: Document, by: Seat, reason: str = "Not the year we agreed on.") -> Document:
        return actions.return_(document=document, seen=document.sha256, reason=reason, by=by, at=self.now())

    def withdraw(self, document: Document, by: Seat, reason: str = "") -> Document:
        return actions.withdraw(document=document, seen=document.sha256, reason=reason, by=by, at=self.now())

    def in_force(self, thread: str = "plan/2026", **terms: object) -> Document:
        return self.approve(self.offer(self.a, thread, **terms), self.b)

    def types(self, position: int) -> list[str]:
        return list(
            Entry.objects.filter(log__register=self.register, log__position=position).values_list(
                "type", flat=True
            )
        )


def rows() -> tuple[object, ...]:
    """Everything the record holds, to be the same after a refusal as before it."""
    return (
        Register.objects.count(),
        list(Log.objects.order_by("pk").values_list("pk", "size", "head")),
        list(Document.objects.order_by("pk").values_list("sha256", flat=True)),
        list(Entry.objects.order_by("pk").values_list("leaf", flat=True)),
        list(Standing.objects.order_by("pk").values()),
    )
