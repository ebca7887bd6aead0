"""Everything in the database thrown away, on a demonstration only.

The record's tables refuse deletion, on purpose; so the tables themselves go and are made anew.
"""

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from songfai.kit.errors import N_, Refused


def wipe() -> None:
    if not settings.DEMO:
        raise Refused("not_a_demo", N_("Only a demonstration can be begun anew: set SONGFAI_DEMO=1 for it."))
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cascade = " CASCADE" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}{cascade}")
    call_command("migrate", interactive=False, verbosity=0)
