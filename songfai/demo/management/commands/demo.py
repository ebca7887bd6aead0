from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from songfai.demo.tell import tell
from songfai.demo.wipe import wipe
from songfai.kit.errors import Refused
from songfai.people.models import Account
from songfai.programmes.models import Programme


class Command(BaseCommand):
    help = "Load the demo story: invented persons, told up to 10 March 2026."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fresh", action="store_true", help="throw away all data first (demonstration only)"
        )

    def handle(self, *args: object, fresh: bool = False, **options: object) -> None:
        if fresh:
            try:
                wipe()
            except Refused as refused:
                raise CommandError(refused.text % refused.params) from refused
        if Programme.objects.exists():
            self.stdout.write(
                "The database has programmes already: nothing was told. Use --fresh to begin anew."
            )
            return
        if not settings.DEMO and Account.objects.exists():
            raise CommandError(
                "This installation has accounts of its own, and the password of the demo accounts is public: "
                "load the story into an empty data folder."
            )
        told = tell()
        self.stdout.write(
            f"Demo story told up to 10 March 2026: {told.programmes} programmes, {told.plans} versions of plans, "
            f"{told.activities} activities, {told.accounts} accounts."
        )
