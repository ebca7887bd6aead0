"""Two servers with plain papers between them and nothing of the rooms: fast enough to be tried thousands of times."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from songfai.exchange import actions as exchange
from songfai.exchange.states import Way
from songfai.kit.errors import Refused
from songfai.parties.models import Institution
from songfai.record import actions, books, cards, entries, keys
from songfai.record.models import Document, Log, Register
from tests.exchange.nodes import LAOS, VIET_NAM, Node, now

PLACES = {"KEYS": "keys", "MARKS": "marks", "MEDIA_ROOT": "files"}
ORIGINS = [f"{body['origin']}/try" for body in (VIET_NAM, LAOS)]


class Plain(Node):
    """A node whose connection stays open, that writes papers straight into its log and knows pictures of itself."""

    def __init__(self, name: str, home: Path, empty: str) -> None:
        super().__init__(name, home, empty)
        self.own = home / f"{name}-folders"
        self.own.mkdir(exist_ok=True)
        # As many objects as there are uses inside one another.
        self.outside: list[tuple[object, dict[str, object]]] = []
        self.wrapper = connections.create_connection("default")
        self.wrapper.settings_dict = {**self.wrapper.settings_dict, "NAME": self.database}

    @property
    def folders(self) -> Path:
        return self.own

    def __enter__(self) -> "Plain":
        self.outside.append((connections["default"], {name: getattr(settings, name) for name in PLACES}))
        connections["default"] = self.wrapper
        for name, folder in PLACES.items():
            setattr(settings, name, self.own / folder)
        return self

    def __exit__(self, *problem: object) -> None:
        wrapper, folders = self.outside.pop()
        connections["default"] = wrapper
        for name, value in folders.items():
            setattr(settings, name, value)

    def copy(self, source: str, target: str) -> None:
        self.close()
        super().copy(source, target)

    def close(self) -> None:
        if hasattr(self, "wrapper"):
            self.wrapper.close()

    def drop(self) -> None:
        self.close()
        super().drop()

    def take_picture(self, name: str) -> None:
        """Database and folders, to be laid back any number of times."""
        self.copy(self.database, f"{self.database}_{name}")
        shutil.rmtree(self.own.with_name(f"{self.own.name}-{name}"), ignore_errors=True)
        shutil.copytree(self.own, self.own.with_name(f"{self.own.name}-{name}"))

    def lay_back(self, name: str) -> None:
        self.copy(f"{self.database}_{name}", self.database)
        shutil.rmtree(self.own)
        shutil.copytree(self.own.with_name(f"{self.own.name}-{name}"), self.own)

    # What people do there.

    def open(self, other: str) -> None:
        with self:
            actions.open_register(
                sides=list(
                    zip((self.institution, Institution.objects.get(origin=other)), ORIGINS, strict=True)
                ),
                title={"en": "Trial"},
                at=now(),
                by=self.leader,
            )

    def offer(
        self,
        thread: str = "paper/1",
        text: str = "What we do",
        attachments: Sequence[object] = (),
        kind: str = "paper",
    ) -> str:
        with self:
            return actions.offer(
                register=Register.objects.get(),
                kind=kind,
                thread=thread,
                title={"en": "Paper"},
                terms={"text": text},
                authentic=["en"],
                attachments=attachments,
                by=self.leader,
                at=now(),
            ).sha256

    def answer(self, verb: str, sha256: str, **said: str) -> None:
        with self:
            document = Document.objects.get(sha256=sha256)
            getattr(actions, verb)(document=document, seen=sha256, by=self.leader, at=now(), **said)

    def state(self, name: str, text: str) -> None:
        with self:
            actions.state(
                register=Register.objects.get(),
                position=Log.objects.get(hosted=True).position,
                kind="word",
                name=name,
                title={"en": "Word"},
                terms={"text": text},
                by=self.leader,
                at=now(),
            )

    def change_keys(self, reason: cards.Reason = cards.Reason.ROTATION, good: Sequence[object] = ()) -> None:
        """A new card with a new log and a new witness key, signed by two root keys, in force from the next line on."""
        with self, transaction.atomic():
            institution = self.institution
            before, home = keys.card_values(keys.card_of(institution)), keys.folder_of(institution)
            log, witness = (keys.keep(home, Ed25519PrivateKey.generate()) for _ in range(2))
            body = cards.card_bytes(
                origin=institution.origin,
                serial=before.serial + 1,
                at=entries.as_text(now()),
                name=institution.name.as_dict(),
                country=institution.country,
                log=log,
                witness=witness,
                root=cards.root_set(before.root_keys, before.threshold),
                following=before.said["root"]["next"],
                reason=reason,
                revoked=[before.log, before.witness] if reason == cards.Reason.REVOCATION else (),
                good=good,
            )
            roots = [keys.load(home / keys.ROOT_FOLDER, key) for key in before.root_keys]
            keys.add(institution, body, [cards.sign(body, root) for root in roots[1:]], now())
            held = books.read(Register.objects.get(), held=True)
            side = next(side for side, log in enumerate(held.logs) if log.hosted)
            held.say_cards(side, now())
            held.sign(now())

    # What it holds.

    def holds(self) -> str:
        """A hash over every row of the record, to be the same after a refusal as before it."""
        with self:
            return state_hash()

    def leaves(self) -> list[list[bytes]]:
        with self:
            return [books.leaves_of(log) for log in Log.objects.order_by("position")]

    def standings(self) -> dict[str, dict[str, object]]:
        with self:
            held = books.read(Register.objects.get())
            view = held.view()
            found = {sha256: held.standing_of(sha256, view) for sha256 in held.papers}
            return {sha256: values for sha256, values in found.items() if values}

    def code_of(self, data: bytes) -> str:
        """Take a bundle in; the code of the refusal, or nothing."""
        try:
            self.receive(data)
        except Refused as refused:
            return refused.code
        return ""


def state_hash(leave_out: Sequence[str] = ()) -> str:
    """Over the record's tables in the database in use; `leave_out` names columns that are only hints."""
    digest = hashlib.sha256()
    for model in sorted(apps.get_app_config("record").get_models(), key=lambda one: one.__name__):
        # Row numbers of PostgreSQL are never given twice, also when nothing came of it.
        numbered = connections["default"].vendor == "sqlite"
        fields = [
            one for one in model._meta.concrete_fields if numbered or not (one.primary_key or one.is_relation)
        ]
        names = [one.attname for one in fields if one.attname not in leave_out]
        for row in model.objects.order_by("pk").values_list(*names):
            digest.update(repr([bytes(one) if isinstance(one, memoryview) else one for one in row]).encode())
    return digest.hexdigest()


@contextmanager
def plain_pair(home: Path, empty: str) -> Iterator[tuple[Plain, Plain]]:
    """Two servers that know each other and have a register, each its own log, and both hold both."""
    a, b = Plain("a", home, empty), Plain("b", home, empty)
    try:
        a.found(VIET_NAM)
        b.found(LAOS)
        a.learn(b.cards())
        b.learn(a.cards())
        a.open(LAOS["origin"])
        b.receive(a.send())
        a.receive(b.send())
        yield a, b
    finally:
        a.drop()
        b.drop()


def settle(a: Plain, b: Plain, rounds: int = 3) -> None:
    """A channel that works."""
    for _ in range(rounds):
        b.receive(a.send())
        a.receive(b.send())


__all__ = ["ORIGINS", "Plain", "Way", "exchange", "plain_pair", "settle", "state_hash"]
