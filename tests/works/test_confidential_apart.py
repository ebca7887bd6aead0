"""The migrations that store the runs of confidential parts apart: what was kept before is then as if it were put today."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from songfai.novelty import actions as novelty
from songfai.novelty.models import Fingerprint, Text
from songfai.novelty.rules.fingerprints import SECRET
from songfai.works import actions
from songfai.works.states import PartKind
from tests import factories as make
from tests.works import making

pytestmark = pytest.mark.django_db
shut = import_module("songfai.works.migrations.0008_confidential_apart").shut


def stored():
    return set(Fingerprint.objects.values_list("row", flat=True))


def test_what_was_kept_before_is_set_apart():
    made = making.unit()
    making.earlier(made)
    making.earlier(made, hidden=(PartKind.CONTENT,))
    actions.reject(submission=making.earlier(made), reason="no drawing", by=made.clerk, at=make.NOW)
    now = stored()
    assert {row & SECRET for row in now} == {0, SECRET}
    Text.objects.update(shut=False)
    for _twice in range(2):
        shut(apps, SimpleNamespace(connection=connection))
        novelty.lay_anew()
        assert stored() == now
        assert Text.objects.filter(shut=True).count() == 1
