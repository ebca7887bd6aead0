"""What people do at a server during the drill of `test_restore_drill.py`: `drill.py ACT ARGUMENTS`, said as JSON."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from songfai.exchange import actions as exchange  # noqa: E402
from songfai.exchange.states import Way  # noqa: E402
from songfai.kit.errors import Refused  # noqa: E402
from songfai.parties.models import Institution, Seat  # noqa: E402
from songfai.parties.states import Layout, Role  # noqa: E402
from songfai.people.models import Account  # noqa: E402
from songfai.record import actions  # noqa: E402
from songfai.record.models import Document, Incident, Log, Register, Standing  # noqa: E402

now = datetime.now(UTC)


def leader() -> Seat:
    return Seat.objects.get(institution__slug__startswith="drill-")


def found(country: str, cards: str) -> None:
    body = Institution.objects.create(
        slug=f"drill-{country}",
        name={"en": f"Ministry {country}"},
        short_name={"en": country},
        country=country.upper(),
        place={"en": "Place"},
        layout=Layout.LA if country == "la" else Layout.VN,
        origin=f"{country}.example/coop",
    )
    Seat.objects.create(account=Account.objects.first(), institution=body, role=Role.LEADER)
    Path(cards).write_bytes(exchange.card_file(body, now))


def learn(cards: str) -> None:
    exchange.take_cards(Path(cards).read_bytes(), by=leader(), at=now)


def open() -> None:
    sides = [(leader().institution, "la.example/coop/x")]
    sides.append((Institution.objects.get(origin="vn.example/coop"), "vn.example/coop/x"))
    actions.open_register(sides=sides, title={"en": "Drill"}, at=now, by=leader())


def send(post: str) -> None:
    Path(post).write_bytes(exchange.bundle_for(Log.objects.get(hosted=True), now))


def take(post: str) -> None:
    exchange.receive(Path(post).read_bytes(), way=Way.FILE, at=now)


def offer(text: str, thread: str = "paper/1") -> dict[str, str]:
    document = actions.offer(
        register=Register.objects.get(),
        kind="paper",
        thread=thread,
        title={"en": "Paper"},
        terms={"text": text},
        authentic=["en"],
        attachments=[],
        by=leader(),
        at=now,
    )
    return {"sha256": document.sha256}


def approve(sha256: str) -> None:
    actions.approve(document=Document.objects.get(sha256=sha256), seen=sha256, by=leader(), at=now)


def say() -> dict[str, object]:
    return {
        "logs": list(Log.objects.order_by("position").values_list("origin", "size", "head")),
        "stages": dict(Standing.objects.values_list("document__sha256", "stage")),
        "incidents": list(Incident.objects.filter(settled_at=None).values_list("kind", flat=True)),
    }


if __name__ == "__main__":
    act, *arguments = sys.argv[1:]
    try:
        said = globals()[act](*arguments) or {}
    except Refused as refused:
        said = {"code": refused.code}
    print(json.dumps({"code": "", **said}))
