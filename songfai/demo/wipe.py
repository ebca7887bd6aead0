"""Everything in the database thrown away, on a demonstration only.

The record's tables refuse deletion, on purpose; so the tables themselves go and are made anew.
"""

import shutil

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from songfai.kit.errors import N_, Refused

# What the record's triggers call; those of extensions stay.
OWN_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = current_schema()
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


def wipe() -> None:
    if not settings.DEMO:
        raise Refused("not_a_demo", N_("Only a demonstration can be begun anew: set SONGFAI_DEMO=1 for it."))
    postgresql = connection.vendor == "postgresql"
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cascade = " CASCADE" if postgresql else ""
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)}{cascade}")
        if postgresql:
            cursor.execute(OWN_FUNCTIONS)
            for (function,) in cursor.fetchall():
                cursor.execute(f"DROP FUNCTION {function} CASCADE")
    # A database begun anew has forgotten nothing.
    shutil.rmtree(settings.MARKS, ignore_errors=True)
    call_command("migrate", interactive=False, verbosity=0)
