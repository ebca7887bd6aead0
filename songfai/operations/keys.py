"""`songfai keys`: the keys of a side. What a root key does is done offline, with files that are carried there and back."""

import argparse
import json
from pathlib import Path

from songfai.operations.bundles import read_file, write_new
from songfai.operations.ground import Failed


def show(options: argparse.Namespace) -> str:
    from songfai.operations.operator import institution_named
    from songfai.record import keys

    institution = institution_named(options.institution)
    row = keys.card_of(institution)
    if row is None:
        return f"{institution} has no keys yet: they are made with its first programme, or with songfai keys create."
    card = keys.card_values(row)
    lines = [
        f"{institution}, card {card.serial} of {card.said['at']} ({card.said['reason']}): {card.sha256}",
        f"log key {card.said['log']}, witness key {card.said['witness']}",
        f"root keys: {card.threshold} of {len(card.root_keys)} sign; the next set is announced",
        "The signing keys are on this server." if keys.holds(institution) else "Its server is elsewhere.",
    ]
    if here := keys.roots_here(institution):
        lines.append(
            f"WARNING: {len(here)} root keys lie on this server. Take them away: songfai keys take-offline"
        )
    return "\n".join(lines)


def create(options: argparse.Namespace) -> str:
    from songfai.kit.clock import now
    from songfai.operations.operator import institution_named
    from songfai.record import keys

    institution = institution_named(options.institution)
    if keys.card_of(institution) is not None:
        raise Failed(f"{institution} has keys already; change them with songfai keys request.")
    row = keys.create(institution, now(), [Path(place) for place in options.root])
    return f"Keys of {institution} are made; card 1: {row.sha256}"


def take_offline(options: argparse.Namespace) -> str:
    from songfai.operations.operator import institution_named
    from songfai.record import keys

    institution = institution_named(options.institution)
    count = keys.take_offline(institution, [Path(place) for place in options.root])
    return f"{count} root keys were moved to {', '.join(options.root)} and wiped here."


def make_roots(options: argparse.Namespace) -> str:
    """The set of root keys after the next one: made in three places, only their hash comes to the server."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from songfai.record import cards, keys
    from songfai.record.notes import text64

    if len(options.place) != keys.ROOTS:
        raise Failed("Name three places for the three root keys.")
    public = [keys.keep(Path(place), Ed25519PrivateKey.generate()) for place in options.place]
    return json.dumps(
        {"keys": [text64(key) for key in public], "hash": cards.root_hash(public, keys.THRESHOLD)}, indent=1
    )


def public(options: argparse.Namespace) -> str:
    from songfai.record import keys
    from songfai.record.notes import text64

    return text64(keys.public_of(keys.read_private(Path(options.key))))


def request(options: argparse.Namespace) -> str:
    from songfai.kit.clock import now
    from songfai.operations.operator import institution_named
    from songfai.record import actions
    from songfai.record.cards import Reason
    from songfai.record.notes import plain64

    try:
        roots = [plain64(one) for one in options.root_key]
        officers = json.loads(read_file(Path(options.officers))) if options.officers else None
    except ValueError as error:
        raise Failed(f"What was given cannot be read: {error}.") from error
    data = actions.request_card(
        institution=institution_named(options.institution),
        reason=Reason(options.reason),
        at=now(),
        what=options.changed or ("log", "witness"),
        roots=roots,
        following=options.following,
        officers=officers,
    )
    write_new(Path(options.output), [data])
    return f"Carry {options.output} to the root keys: songfai keys sign {options.output} --key ROOTKEY --output SIGNED"


def officers(options: argparse.Namespace) -> str:
    """What `request --officers` reads; whoever shall not agree is struck out of it. No name of a person leaves with a card."""
    from songfai.kit.clock import today
    from songfai.operations.operator import institution_named
    from songfai.parties.permissions import can
    from songfai.parties.queries import seats_at
    from songfai.people.proofs import public_keys

    seats = [one for one in seats_at(institution_named(options.institution), today()) if can(one, "agree")]
    found = {key: seat.post.as_dict() for seat in seats for key in public_keys(seat.account)}
    if not found:
        raise Failed("Nobody who may agree has a passkey yet: each sets one up on the page of their account.")
    named = [
        {"id": f"o{number}", "key": key, **({"office": office} if office else {})}
        for number, (key, office) in enumerate(found.items(), 1)
    ]
    return json.dumps(named, ensure_ascii=False, indent=1)


def sign(options: argparse.Namespace) -> str:
    """A key of the set that is only announced lies beside one that signs now, and nobody sees which is which: it is said here,
    where the keys are, and not when the request has come back."""
    from songfai.record import actions, cards, keys

    private, data = keys.read_private(Path(options.key)), read_file(Path(options.file))
    signed = actions.sign_request(data, private)
    body, signatures = actions.read_request(signed)
    card = cards.read({"card": body.decode(), "sigs": []})
    if card.said["reason"] != cards.Reason.ROOT and keys.public_of(private) not in card.root_keys:
        raise Failed(
            f"{options.key} is not one of the root keys that sign now. Take the other key that lies in the same place."
        )
    write_new(Path(options.output), [signed])
    return f"{options.output} now has {len(signatures)} signatures."


def apply(options: argparse.Namespace) -> str:
    from songfai.kit.clock import now
    from songfai.operations.operator import Operator, institution_named
    from songfai.record import actions

    institution = institution_named(options.institution)
    row = actions.apply_card(
        institution=institution, data=read_file(Path(options.file)), by=Operator(institution), at=now()
    )
    return f"Card {row.serial} of {institution} holds from now on: {row.sha256}. Give it to your partners."


COMMANDS = {
    "show": show,
    "create": create,
    "take-offline": take_offline,
    "make-roots": make_roots,
    "public": public,
    "officers": officers,
    "request": request,
    "sign": sign,
    "apply": apply,
}


def arguments(tool: argparse.ArgumentParser) -> None:
    """What each of the words after `songfai keys` takes."""
    words = tool.add_subparsers(dest="what", metavar="WHAT", required=True)

    def add(name: str, text: str, *, institution: bool = True) -> argparse.ArgumentParser:
        one = words.add_parser(name, help=text, description=text)
        if institution:
            one.add_argument("--institution", required=True, metavar="SLUG")
        return one

    add("show", "Which keys speak for an institution.")
    for name, text in (
        ("create", "Make the first keys, the root keys in three places."),
        ("take-offline", "Move the root keys from this server to three places."),
    ):
        add(name, text).add_argument("--root", nargs=3, required=True, metavar="FOLDER")
    one = add("make-roots", "Make the set of root keys after the next (offline).", institution=False)
    one.add_argument("place", nargs=3, metavar="FOLDER")
    add("public", "The public half of a root key (offline).", institution=False).add_argument(
        "key", metavar="KEY"
    )
    add("officers", "The passkeys of those who may agree, as a file for --officers.")
    one = add("request", "Ask for a new card: keys changed, revoked, or new root keys.")
    one.add_argument("--reason", required=True, choices=["rotation", "revocation", "root"])
    # `what` is the word after `songfai keys` itself.
    one.add_argument("--what", action="append", dest="changed", choices=["log", "witness"], help="else both")
    one.add_argument("--root-key", action="append", default=[], metavar="PUBLIC", help="announced root keys")
    one.add_argument("--following", default="", metavar="HASH", help="the hash make-roots gave")
    one.add_argument(
        "--officers",
        default="",
        metavar="FILE",
        help="what songfai keys officers gave; [] names nobody any more",
    )
    one.add_argument("--output", required=True, metavar="FILE")
    one = add("sign", "Sign a request with a root key (offline).", institution=False)
    one.add_argument("file", metavar="REQUEST")
    one.add_argument("--key", required=True, metavar="KEY")
    one.add_argument("--output", required=True, metavar="FILE")
    add("apply", "Take a signed card into every log of the institution.").add_argument(
        "file", metavar="SIGNED"
    )
