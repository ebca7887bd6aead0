"""A side moves to a server of its own: its keys, its marks, its cards and the records go along; here its logs stay as
mirrors. What both agreed and said comes back there from the two logs; drafts, seats and the journal stay behind.
"""

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from songfai.exchange import bundle as bundles
from songfai.exchange import parts
from songfai.exchange.actions.cards import card_file, read_cards, take_cards
from songfai.exchange.actions.receiving import receive
from songfai.exchange.actions.sending import record_of
from songfai.exchange.carried import Carried
from songfai.exchange.states import Way
from songfai.journal.actions import Actor, write
from songfai.kit.errors import N_, Refused
from songfai.kit.languages import Trilingual
from songfai.parties import actions as parties
from songfai.parties.models import Institution
from songfai.parties.states import Layout
from songfai.record import keys, marks
from songfai.record.models import Log, Register

OWN, PARTNERS, RECORDS, KEYS, MARKS = "own.card", "partners", "records", "keys", "marks"


def move_out(*, institution: Institution, box: Path, by: Actor, at: datetime) -> int:
    """Pack everything a side needs for a server of its own into an empty folder, and stop writing for it here; how many
    records went along. The keys are wiped here once they can be read in the box.

    Refused: keys_missing, box_not_empty, roots_here while the root keys still lie on this server.
    """
    if not keys.holds(institution):
        raise Refused(
            "keys_missing", N_("The keys of %(side)s are not on this server."), side=str(institution)
        )
    if keys.roots_here(institution):
        raise Refused(
            "roots_here",
            N_("The root keys still lie on this server. Take them offline first; they do not move."),
        )
    if box.exists() and any(box.iterdir()):
        raise Refused("box_not_empty", N_("The folder %(folder)s is not empty."), folder=str(box))
    registers = Register.objects.filter(logs__institution=institution, logs__hosted=True).order_by("id")
    for name in (PARTNERS, RECORDS, MARKS):
        (box / name).mkdir(parents=True, exist_ok=True, mode=0o700)
    (box / OWN).write_bytes(card_file(institution, at))
    with transaction.atomic():
        for number, register in enumerate(registers, 1):
            for log in register.logs.select_related("institution"):
                if log.institution_id != institution.pk:
                    (box / PARTNERS / f"{log.institution.slug}.card").write_bytes(
                        card_file(log.institution, at)
                    )
            with (box / RECORDS / f"{number:03d}.coop").open("wb") as file:
                file.writelines(parts.pieces_in(record_of(register, at)))
        for log in Log.objects.filter(institution=institution, hosted=True):
            # Set at the latest when the record was written just now.
            shutil.copy2(marks.path_of(log.origin), box / MARKS)
            log.hosted, log.claimed = False, log.size
            log.save(update_fields=["hosted", "claimed"])
        shutil.copytree(keys.folder_of(institution), box / KEYS)
        write(by=by, at=at, verb="exchange.move_out", subject=institution)
    keys.wipe(institution)
    return registers.count()


def move_in(*, box: Path, by: Actor, at: datetime) -> Institution:
    """Take a side over that another server packed: its keys first, then its own log of every record, then the other's.

    Refused: cards_form, key_unreadable and what `receive` refuses; what was taken over before stays.
    """
    found = read_cards((box / OWN).read_bytes())
    first = found[0]
    institution = Institution.objects.filter(origin=first.origin).first() or parties.register(
        name=Trilingual.of(first.said["name"]),
        short_name=Trilingual(),
        country=first.said["country"],
        place=Trilingual(),
        layout=Layout.LA if first.said["country"] == "LA" else Layout.VN,
        origin=first.origin,
    )
    for path in (box / KEYS).glob("*.pem"):
        keys.keep(keys.folder_of(institution), keys.read_private(path))
    for card in found:
        if not institution.cards.filter(serial=card.serial).exists():
            keys.add(institution, card.body, card.signatures, at)
    Path(settings.MARKS).mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in (box / MARKS).glob("*.note"):
        marks.raise_to(path.read_text(encoding="utf-8"))
    for path in sorted((box / PARTNERS).glob("*.card")):
        take_cards(path.read_bytes(), by=by, at=at)
    for path in sorted((box / RECORDS).glob("*.coop")):
        # One's own lines first: a log is taken over, never begun a second time.
        with path.open("rb") as file:
            for data in own_first(parts.split(file), institution):
                receive(data, way=Way.FILE, at=at)
    write(by=by, at=at, verb="exchange.move_in", subject=institution)
    return institution


def own_first(found: list[Carried], institution: Institution) -> list[Carried]:
    return sorted(
        found, key=lambda data: bundles.head_of(data)["from"].rpartition("/")[0] != institution.origin
    )
