"""The command `songfai`. Every command takes --data DIR, says in one line what it did, and exits with 1 when it could not."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from songfai import __version__
from songfai.operations.ground import Failed, choose_data, require_current_tables, start_django
from songfai.operations.keys import arguments as keys_arguments

ABOUT = "One record of a cooperation programme, owned by both sides."
Command = Callable[[argparse.Namespace, list[str]], str | int | None]


def init(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import init as room

    return room.run(choose_data(options.data), admin=options.admin)


def serve(options: argparse.Namespace, rest: list[str]) -> None:
    from songfai.operations import serve as room

    room.run(choose_data(options.data), bind=options.bind, workers=options.workers)


def backup(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import backup as room

    data = choose_data(options.data)
    ready()
    return room.run(data, Path(options.output))


def restore(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import restore as room

    return room.run(choose_data(options.data), Path(options.file), replace=options.replace)


def demo(options: argparse.Namespace, rest: list[str]) -> None:
    from songfai.operations import init as room

    data = choose_data(options.data)
    room.run(data)
    manage(["demo", *rest])


def report(options: argparse.Namespace, rest: list[str]) -> None:
    choose_data(options.data)
    ready()
    manage(["report", *rest])


def bundle(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import bundles as room

    choose_data(options.data)
    ready()
    return refusing(
        lambda: room.export_bundle(options) if options.what == "export" else room.import_bundles(options)
    )


def record(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import bundles as room

    choose_data(options.data)
    ready()
    return refusing(lambda: room.export_record(options))


def settle(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import bundles as room

    choose_data(options.data)
    ready()
    return refusing(lambda: room.settle(options))


def partner(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import bundles as room

    choose_data(options.data)
    ready()
    return refusing(lambda: room.partner(options))


def send(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import bundles as room

    choose_data(options.data)
    ready()
    return refusing(lambda: room.send(options))


# What is done where the root keys are needs no data folder and no database.
OFFLINE = ("make-roots", "public", "sign")


def keys(options: argparse.Namespace, rest: list[str]) -> str:
    from songfai.operations import keys as room

    choose_data(options.data)
    if options.what in OFFLINE:
        os.environ.setdefault("SONGFAI_SECRET_KEY", "offline-" + "x" * 50)
        start_django()
    else:
        ready()
    return refusing(lambda: room.COMMANDS[options.what](options))


def verify(options: argparse.Namespace, rest: list[str]) -> int:
    from songfai.operations import verify as room

    if options.path:
        return room.run(options.path)
    choose_data(options.data)
    ready()
    return room.run_own()


def refusing(work: Callable[[], str]) -> str:
    """A refusal of a rule is said like any other failure of a command."""
    from songfai.kit.errors import Refused

    try:
        return work()
    except Refused as refused:
        raise Failed(str(refused)) from refused


def any_management(options: argparse.Namespace, rest: list[str]) -> None:
    choose_data(options.data)
    start_django()
    manage(rest)


def ready() -> None:
    start_django()
    require_current_tables()


def manage(arguments: list[str]) -> None:
    """Run a management command; its refusals become ours."""
    from django.core.management import CommandError, call_command
    from django.core.management.base import SystemCheckError

    from songfai.kit.errors import Refused

    if not arguments:
        raise Failed("Name a management command, for example: songfai manage check")
    try:
        call_command(*arguments)
    except (CommandError, SystemCheckError, Refused) as error:
        raise Failed(str(error)) from error


def parser() -> argparse.ArgumentParser:
    tool = argparse.ArgumentParser(prog="songfai", description=ABOUT)
    tool.add_argument("--version", action="version", version=f"Songfai {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="data folder (else SONGFAI_DATA, else ./data)")
    commands = tool.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, run: Command, text: str, *, passes_on: bool = False) -> argparse.ArgumentParser:
        # What a management command takes, --help included, is its own matter.
        command = commands.add_parser(
            name, parents=[shared], help=text, description=text, add_help=not passes_on, allow_abbrev=False
        )
        command.set_defaults(run=run, passes_on=passes_on)
        return command

    first = add("init", init, "Make the data folder ready, or bring it up to this version.")
    first.add_argument(
        "--admin", metavar="EMAIL", default="", help="create the first administrator's account"
    )
    web = add("serve", serve, "Serve the pages and do the background work.")
    web.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
    web.add_argument(
        "--workers", type=positive, default=min(4, os.cpu_count() or 1), metavar="N", help="web processes"
    )
    keep = add("backup", backup, "Write everything into one file and read it back.")
    keep.add_argument("--output", required=True, metavar="FILE")
    back = add("restore", restore, "Bring back what a backup holds.")
    back.add_argument("file", metavar="FILE")
    back.add_argument("--replace", action="store_true", help="put it in place of the data that is there")
    add("demo", demo, "Load the demo story.", passes_on=True)
    add(
        "report",
        report,
        "Compile a report: songfai report annual --programme SLUG --year Y ...",
        passes_on=True,
    )
    carried = add("bundle", bundle, "What passes between two servers: songfai bundle export|import ...")
    carried_words = carried.add_subparsers(dest="what", metavar="WHAT", required=True)
    out = carried_words.add_parser("export", help="Write the file for the other side.")
    out.add_argument("--programme", required=True, metavar="SLUG")
    out.add_argument("--side", default="", metavar="SLUG", help="where both sides are hosted here")
    out.add_argument("--output", required=True, metavar="FILE")
    out.add_argument("--whole", action="store_true", help="from the first line on")
    out.add_argument("--parts", action="store_true", help="cut for mail: FILE.1, FILE.2 ...")
    taken = carried_words.add_parser("import", help="Take in files of the other side.")
    taken.add_argument("file", nargs="+", metavar="FILE")
    whole = add("record", record, "Write the whole record of a programme with its verifiers into a folder.")
    whole.add_argument("--programme", required=True, metavar="SLUG")
    whole.add_argument("--output", required=True, metavar="FOLDER")
    settled = add(
        "settle", settle, "After two stories of a log: go back to the one the other side has named."
    )
    settled.add_argument("--programme", required=True, metavar="SLUG")
    settled.add_argument("file", metavar="FILE", help="the record file of the other side")
    other = add("partner", partner, "Cards and post of the institutions whose server is elsewhere.")
    other_words = other.add_subparsers(dest="what", metavar="WHAT", required=True)
    card = other_words.add_parser("card", help="Write the card of an institution hosted here.")
    card.add_argument("name", metavar="SLUG")
    card.add_argument("--output", required=True, metavar="FILE")
    other_words.add_parser("add", help="Take in the card of a partner.").add_argument("name", metavar="FILE")
    moving = other_words.add_parser("move-out", help="Pack a side that moves to a server of its own.")
    moving.add_argument("name", metavar="SLUG")
    moving.add_argument("--output", required=True, metavar="FOLDER")
    other_words.add_parser("move-in", help="Take over a side another server packed.").add_argument(
        "name", metavar="FOLDER"
    )
    post = other_words.add_parser("post", help="Where a partner's files go.")
    post.add_argument("name", metavar="SLUG")
    post.add_argument("--address", default="", metavar="URL")
    post.add_argument("--mail", default="", metavar="EMAIL")
    post.add_argument("--quiet", action="store_true", help="send nothing by itself")
    add("send", send, "Send what is new to the partners now, and take in their answers.")
    keys_arguments(
        add(
            "keys",
            keys,
            "The keys of a side: songfai keys show|create|take-offline|officers|request|sign|apply ...",
        )
    )
    check = add("verify", verify, "Check a record: exit 0 valid, 1 not, 2 incomplete.")
    check.add_argument(
        "path", nargs="?", default="", metavar="PATH", help="a file or folder; else this server's own"
    )
    add("manage", any_management, "Run a management command of Django.", passes_on=True)
    commands.add_parser("read", add_help=False, help="Print the draft that a signed text becomes.")
    return tool


def positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 on")
    return int(text)


def read(arguments: list[str]) -> int:
    """Reading needs no data and no Django; --data is accepted, as everywhere, and not used."""
    from songfai.reading.command import main as read_text

    plain = argparse.ArgumentParser(add_help=False)
    plain.add_argument("--data")
    _, rest = plain.parse_known_args(arguments)
    return read_text(rest)


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["read"]:
        return read(arguments[1:])
    tool = parser()
    options, rest = tool.parse_known_args(arguments)
    if rest and not options.passes_on:
        tool.error(f"unrecognized arguments: {' '.join(rest)}")
    try:
        done = options.run(options, rest)
    except Failed as failure:
        print(f"songfai {options.command}: {failure}", file=sys.stderr)
        return 1
    if isinstance(done, int):
        return done
    if done:
        print(done)
    return 0
