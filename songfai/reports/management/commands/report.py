"""`songfai report annual --programme SLUG --year Y --language lo|vi|en --format pdf|docx --output FILE`"""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from songfai.kit.clock import now, today
from songfai.kit.errors import Refused
from songfai.kit.languages import LANGUAGES
from songfai.programmes.models import Programme
from songfai.programmes.queries import with_sides
from songfai.record.queries import words_of
from songfai.reports.figures import figures
from songfai.reports.queries import gather, require_year, usual_cut_off_of
from songfai.reports.render import FORMS, annual


class Command(BaseCommand):
    help = "Compile a report from the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["annual"], help="which report")
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--year", required=True, type=int, metavar="Y")
        parser.add_argument("--language", required=True, choices=LANGUAGES)
        parser.add_argument("--format", required=True, choices=list(FORMS), dest="form")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument(
            "--cut-off", type=day, metavar="YYYY-MM-DD", help="else that of the year's review"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        programme = programme_of(options["programme"])
        year, output = options["year"], options["output"]
        try:
            require_year(programme, year)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        cut_off = options["cut_off"] or usual_cut_off_of(programme, year, today())
        if not date(year, 1, 1) <= cut_off <= today():
            raise CommandError(f"The cut-off date {cut_off} is not between 1 January {year} and today.")
        facts = gather(programme, year, cut_off, timezone.localtime(now()))
        if facts.is_empty:
            raise CommandError(f"Nothing to report: {year} has no plan in force and no activity recorded.")
        language, form = options["language"], options["form"]
        content = annual(facts, language, form, words_of(facts.fingerprint(), language))
        write(output, content)
        counted = len({figure.name for figure in figures(facts)})
        self.stdout.write(
            f"Annual report {year} of {programme.slug} in {language} as {form}: {output}"
            f" ({len(content)} bytes, {counted} figures, cut-off {cut_off})"
        )


def day(text: str) -> date:
    return date.fromisoformat(text)


def programme_of(slug: str) -> Programme:
    try:
        return with_sides(Programme.objects.exclude(register=None)).get(slug=slug)
    except Programme.DoesNotExist:
        known = Programme.objects.exclude(register=None).order_by("slug").values_list("slug", flat=True)[:20]
        there = f"There are: {', '.join(known)}." if known else "There is none yet."
        raise CommandError(f"No programme “{slug}”. {there}") from None


def write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"Could not write {path}: {error.strerror or error}") from error
