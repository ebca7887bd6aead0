"""Conditions of indexes of some rows, as questions that such an index may answer."""

from collections.abc import Iterable

from django.db.models import BooleanField, F, Func


def one_of(column: str, values: Iterable[str]) -> Func:
    """The condition `column__in` of an index in the words of the index: SQLite does not know it again where the values are
    given apart, and would read every row."""
    named = ", ".join(f"'{value}'" for value in sorted(values))
    return Func(F(column), template=f"%(expressions)s IN ({named})", output_field=BooleanField())
