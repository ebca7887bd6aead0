"""The year of a day, asked in the database in words that an index may hold too."""

from typing import Any

from django.db.models import Func, IntegerField


class YearOf(Func):
    """`YearOf("listed_on")`. Django's own asks SQLite for a function that only Django brings: an index of it could be read by
    nothing else."""

    output_field = IntegerField()
    template = "CAST(EXTRACT(YEAR FROM %(expressions)s) AS integer)"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "CAST(SUBSTR(%(expressions)s, 1, 4) AS integer)"
        return self.as_sql(compiler, connection, template=template, **more)
