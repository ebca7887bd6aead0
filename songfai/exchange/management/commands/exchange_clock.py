"""Runs beside the web server: every minute what is new goes to the partners, once a day each side gets its copy and is told
what was written in its name; people are reminded of what is due in the recognition of works, and registry offices, once a
year, of what may be destroyed.

A database that was restored gets its own lines back first."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from songfai.exchange.actions.digests import tell_own_lines
from songfai.exchange.actions.posting import daily_copies, push_all
from songfai.exchange.actions.receiving import take_all_back
from songfai.kit.clock import now
from songfai.registry.actions import tell_ended
from songfai.works.actions import remind

log = logging.getLogger("songfai.exchange")


class Command(BaseCommand):
    help = (
        "Send what is new to the partners' servers, write each side's daily copy of the record, and tell it daily what"
        " was written in its logs."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do it once and stop")
        parser.add_argument("--every", type=int, default=60, metavar="SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            turn()
            if options["once"]:
                return
            close_old_connections()
            time.sleep(options["every"])


def turn() -> None:
    """One round. Whatever goes wrong today must not stop tomorrow's."""
    for work in (take_all_back, push_all, daily_copies, tell_own_lines, remind, tell_ended):
        try:
            work(now())
        except Exception:
            log.exception("%s failed", work.__name__)
