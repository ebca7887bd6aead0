import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.migrations.writer import MigrationWriter

from songfai.kit.dates import PartialDate
from songfai.kit.languages import Trilingual
from tests.kit.models import Paper, paper_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _table(db):
    with paper_table():
        yield


def saved(**values):
    paper = Paper(**values)
    paper.save()
    return Paper.objects.get(pk=paper.pk)


def test_trilingual_text_comes_back_normalised():
    paper = saved(title={"lo": " ກ\u0ecd\u0eb2 ", "vi": "Bộ"})
    assert paper.title == Trilingual("ກຳ", "Bộ", "")
    assert paper.note == Trilingual()


def test_trilingual_text_is_stored_without_empty_languages():
    saved(title=Trilingual(vi="Bộ"))
    assert Paper.objects.filter(title={"vi": "Bộ"}, note={}).count() == 1
    assert Paper.objects.filter(title__has_key="lo").count() == 0


def test_trilingual_text_is_found_by_language():
    saved(title={"lo": "ແຜນການ", "vi": "Kế hoạch"})
    assert Paper.objects.filter(title__vi__icontains="hoạch").count() == 1
    assert Paper.objects.filter(title__lo__icontains="ການ").count() == 1
    assert list(Paper.objects.values_list("title__vi", flat=True)) == ["Kế hoạch"]
    assert list(Paper.objects.values_list("title", flat=True)) == [Trilingual("ແຜນການ", "Kế hoạch")]


def test_trilingual_text_is_converted_as_soon_as_it_is_set():
    paper = Paper(title={"en": "Plan"})
    assert paper.title == Trilingual(en="Plan")
    paper.title = {"vi": "Kế hoạch"}
    assert paper.title.vi == "Kế hoạch"


@pytest.mark.parametrize("value", ["Plan", {"fr": "Plan"}, 5, ["Plan"]])
def test_trilingual_text_of_another_kind_is_refused(value):
    with pytest.raises(ValidationError):
        Paper(title=value)


def test_values_are_updated_and_created_in_bulk():
    Paper.objects.bulk_create([Paper(title={"en": "One"}), Paper(title={"en": "Two"}, due="2026")])
    Paper.objects.filter(title__en="One").update(title=Trilingual(en=" New "), due=PartialDate(2027))
    assert {(paper.title.en, paper.due.code) for paper in Paper.objects.all()} == {
        ("New", "2027"),
        ("Two", "2026"),
    }


def test_required_text_and_date_say_what_is_missing():
    with pytest.raises(ValidationError) as missing:
        Paper(label="x").full_clean()
    assert missing.value.message_dict == {"title": ["Not yet filled in: write it in at least one language."]}


def test_partial_date_comes_back():
    paper = saved(title={"en": "x"}, due="../2030", signed=PartialDate(2024, 8, 1))
    assert (paper.due, paper.signed) == (PartialDate(2030, bound="by"), PartialDate(2024, 8, 1))
    paper = saved(title={"en": "x"})
    assert (paper.due, paper.signed) == (None, None)


def test_partial_date_is_found_and_sorted_by_its_code():
    for code in ("2026-03-05", "2024", "2024-11", "2025-Q2"):
        saved(title={"en": code}, due=code)
    ordered = [paper.due.code for paper in Paper.objects.order_by("due")]
    assert ordered == ["2024", "2024-11", "2025-Q2", "2026-03-05"]
    assert Paper.objects.filter(due__gte="2025").count() == 2
    assert Paper.objects.filter(due__startswith="2024").count() == 2
    assert Paper.objects.filter(due=PartialDate(2024, 11)).count() == 1
    assert Paper.objects.filter(due__in=[PartialDate(2024), "2026-03-05"]).count() == 2
    assert Paper.objects.filter(signed=None).count() == 4


def test_partial_date_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError) as refused:
        Paper(due="2026-02-30")
    assert refused.value.code == "date_impossible"


def test_rows_are_written_out_and_read_in():
    saved(title={"lo": "ແຜນ"}, due="2024-Q3")
    text = serializers.serialize("json", Paper.objects.all())
    (row,) = json.loads(text)
    assert row["fields"] == {
        "title": {"lo": "ແຜນ"},
        "note": {},
        "due": "2024-Q3",
        "signed": None,
        "label": "",
    }
    read = Paper(pk=row["pk"], **row["fields"])
    assert (read.title, read.due, read.signed) == (Trilingual("ແຜນ"), PartialDate(2024, quarter=3), None)


def test_fields_are_written_into_migrations():
    assert (
        "songfai.kit.fields.TrilingualField" in MigrationWriter.serialize(Paper._meta.get_field("title"))[0]
    )
    assert "songfai.kit.fields.PartialDateField" in MigrationWriter.serialize(Paper._meta.get_field("due"))[0]
