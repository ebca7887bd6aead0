"""`songfai bundle`, `songfai record`, `songfai partner`: what passes between two servers, at the command line."""

import argparse
from collections.abc import Iterable
from contextlib import ExitStack
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from songfai.operations.ground import Failed

if TYPE_CHECKING:
    from songfai.record.models import Log

RECORD_PARTS = ("verify.py", "verify.html")


def write_new(path: Path, pieces: Iterable[bytes]) -> None:
    """A file that is there whole or not at all; none is written over."""
    if path.exists():
        raise Failed(f"{path} exists already: name another file.")
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.writelines(pieces)
        part.rename(path)
    except OSError as error:
        raise Failed(f"{path} cannot be written: {error.strerror or error}.") from error
    finally:
        part.unlink(missing_ok=True)


def read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror or error}.") from error


def open_file(path: Path, stack: ExitStack) -> BinaryIO:
    """Open until the stack is left: a large file is read where it lies."""
    try:
        return stack.enter_context(path.open("rb"))
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error.strerror or error}.") from error


def _own_log(slug: str, side: str) -> "Log":
    from songfai.programmes.models import Programme
    from songfai.record.models import Log

    programme = Programme.objects.filter(slug=slug).first()
    if programme is None or programme.register_id is None:
        raise Failed(f"There is no programme “{slug}” with a record.")
    logs = Log.objects.filter(register=programme.register_id, hosted=True).select_related("institution")
    own = [log for log in logs if side in ("", log.institution.slug)]
    if len(own) != 1:
        names = ", ".join(log.institution.slug for log in logs)
        raise Failed(f"Say for which side: --side {names or '(none is hosted here)'}.")
    return own[0]


def export_bundle(options: argparse.Namespace) -> str:
    from songfai.exchange import actions
    from songfai.exchange.parts import count_parts, parts_of, pieces_in
    from songfai.exchange.states import Way
    from songfai.kit.clock import now

    log, output = _own_log(options.programme, options.side), Path(options.output)
    data = actions.bundle_for(log, now(), whole=options.whole)
    names = [output]
    if options.parts:
        names = [output.with_name(f"{output.name}.{place}") for place in range(1, count_parts(data) + 1)]
        for path, piece in zip(names, parts_of(data), strict=True):
            write_new(path, [piece])
    else:
        write_new(output, pieces_in(data))
    actions.note_sent(log, data, Way.FILE, now(), who="songfai bundle export")
    return f"Written: {', '.join(map(str, names))} ({len(data):,} bytes)."


def import_bundles(options: argparse.Namespace) -> str:
    """Files in any order, parts of one bundle together. Those that were taken in stay taken in when a later one fails."""
    from songfai.exchange import actions
    from songfai.exchange.parts import join
    from songfai.exchange.states import Way
    from songfai.kit.clock import now
    from songfai.kit.errors import Refused

    said: list[str] = []
    with ExitStack() as stack:
        bundles = join([open_file(Path(name), stack) for name in options.file])
        for place, data in enumerate(bundles):
            try:
                done = actions.receive(data, way=Way.FILE, at=now(), who="songfai bundle import")
            except Refused as refused:
                if place:
                    said.append(
                        f"Taken in before the file that was refused: {place} of {len(bundles)} files."
                    )
                raise Failed("\n".join([*said, str(refused)])) from refused
            outcome = done.outcome
            line = f"From {done.sender}: {outcome.added} new lines"
            if outcome.refilled:
                line += f", {outcome.refilled} lines of one's own log brought back"
            if done.waiting:
                line += f", {done.waiting} documents wait for something that has not come"
            line += "".join(f"; left out: {refused}" for refused in done.refused_files)
            said += [f"{line}.", *map(str, done.doubts)]
    return "\n".join(said)


def export_record(options: argparse.Namespace) -> str:
    from songfai.exchange import actions
    from songfai.exchange.parts import pieces_in
    from songfai.exchange.policies import policies
    from songfai.kit.clock import now
    from songfai.record.models import Register

    register = Register.objects.filter(matter__slug=options.programme).first()
    if register is None:
        raise Failed(f"There is no programme “{options.programme}” with a record.")
    folder = Path(options.output)
    if folder.exists() and any(folder.iterdir()):
        raise Failed(f"{folder} is not empty: name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    write_new(folder / f"{options.programme}.coop", pieces_in(actions.record_of(register, now())))
    for policy in policies(register):
        write_new(folder / policy.name, [policy.text.encode()])
    for name in RECORD_PARTS:
        write_new(folder / name, [files("songfai.record").joinpath("verifier", name).read_bytes()])
    return f"The record lies in {folder}. Check it anywhere: python3 verify.py {options.programme}.coop"


def settle(options: argparse.Namespace) -> str:
    from songfai.exchange import actions
    from songfai.kit.clock import now
    from songfai.operations.operator import Operator

    register = _own_log(options.programme, "").register
    with ExitStack() as stack:
        record = open_file(Path(options.file), stack)
        log = actions.settle(register=register, data=record, by=Operator(), at=now())
    return (
        f"The log {log.origin} is the one the other side holds, with {log.size:,} lines. "
        "Send the next file: with it the other side agrees again."
    )


def partner(options: argparse.Namespace) -> str:
    from songfai.exchange import actions
    from songfai.kit.clock import now
    from songfai.operations.operator import Operator, institution_named
    from songfai.record import keys
    from songfai.record.words import words_of

    match options.what:
        case "card":
            institution = institution_named(options.name)
            write_new(Path(options.output), [actions.card_file(institution, now())])
        case "add":
            institution = actions.take_cards(read_file(Path(options.name)), by=Operator(), at=now())
        case "move-out":
            institution = institution_named(options.name)
            count = actions.move_out(
                institution=institution, box=Path(options.output), by=Operator(), at=now()
            )
            return (
                f"{count} records and the keys of {institution} lie in {options.output}; end its seats here."
            )
        case "move-in":
            institution = actions.move_in(box=Path(options.name), by=Operator(), at=now())
        case "post":
            institution = institution_named(options.name)
            actions.save_post(
                institution=institution,
                address=options.address,
                mail=options.mail,
                pushes=not options.quiet,
                by=Operator(),
                at=now(),
            )
            return (
                f"Files for {institution} go to {options.address or options.mail or 'nobody by themselves'}."
            )
    row = keys.card_of(institution)
    assert row is not None
    words = "; ".join(
        f"{language}: {' '.join(words_of(row.sha256, language))}" for language in ("lo", "vi", "en")
    )
    return f"{institution.slug}, card {row.serial}: {row.sha256}\nRead it aloud to each other. {words}"


def send(options: argparse.Namespace) -> str:
    from songfai.exchange import actions
    from songfai.kit.clock import now

    sent = actions.push_all(now())
    return f"{sent} bundles were sent and answered."
