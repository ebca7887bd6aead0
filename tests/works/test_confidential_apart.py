"""The migration that stores the runs of confidential parts apart: what was kept before is then as if it were put today."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from songfai.novelty.models import Fingerprint, Text
from songfai.works import actions
from songfai.works.states import PartKind
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db
set_apart = import_module("songfai.works.migrations.0008_confidential_apart").set_apart


def stored():
    return set(Fingerprint.objects.values_list("wording", "text"))


def test_what_was_kept_before_is_set_apart():
    made = making.unit()
    making.earlier(made)
    making.earlier(made, hidden=(PartKind.CONTENT,))
    actions.reject(submission=making.earlier(made), reason="no drawing", by=made.clerk, at=make.NOW)
    now = stored()
    assert {text > 0 for _wording, text in now} == {True, False}
    Text.objects.update(shut=False)
    Fingerprint.objects.all().delete()
    with connection.cursor() as cursor:
        rows = sorted({(wording, abs(text)) for wording, text in now})
        cursor.executemany("INSERT INTO novelty_fingerprint (wording, text) VALUES (%s, %s)", rows)
    for _twice in range(2):
        set_apart(apps, SimpleNamespace(connection=connection))
        assert stored() == now
        assert Text.objects.filter(shut=True).count() == 1
