"""A table to try the fields and the pages of lists on; it is made inside the test's own transaction."""

from contextlib import contextmanager

from django.db import connection, models
from django.test.utils import isolate_apps

from songfai.kit.fields import PartialDateField, TrilingualField

with isolate_apps("songfai.kit"):

    class Paper(models.Model):
        title = TrilingualField()
        note = TrilingualField(blank=True)
        due = PartialDateField(blank=True)
        signed = PartialDateField(null=True, blank=True)
        label = models.CharField(max_length=50, default="")

        class Meta:
            app_label = "kit"
            db_table = "kit_test_paper"

        def __str__(self) -> str:
            return self.label


@contextmanager
def paper_table():
    with connection.cursor() as cursor:
        sql, params = connection.schema_editor(collect_sql=True).table_sql(Paper)
        cursor.execute(sql, params)
    yield Paper
