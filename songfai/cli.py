"""The command `songfai`. Every command takes --data DIR, says in one line what it did, and exits with 1 when it could not."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from songfai import __version__
from songfai.operations.ground import Failed, choose_data, require_current_tables, start_django

ABOUT = "One record of a cooperation programme, owned by both sides."
Command = Callable[[argparse.Namespace, list[str]], str | None]


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
    if done:
        print(done)
    return 0
