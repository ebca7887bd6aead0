"""What is shown is escaped once, and in the language and the day of the one who reads."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from songfai.kit.escaping import escaped
from songfai.kit.forms import LongSelect
from songfai.kit.shown import pdate


@pytest.mark.parametrize(
    "value", ["plain", "<b>\"&'", mark_safe("<b>&amp;</b>"), gettext_lazy("Done"), 12, None, ""]
)
def test_escaped_is_conditional_escape(value):
    assert escaped(value) == conditional_escape(value)
    assert hasattr(escaped(value), "__html__")


def test_options_of_a_long_select_are_escaped():
    drawn = LongSelect(choices=[("", "–"), ('"><x', "<b>A & B</b>"), (3, mark_safe("<i>c</i>"))]).render(
        "n", 3
    )
    assert '<option value="&quot;&gt;&lt;x">&lt;b&gt;A &amp; B&lt;/b&gt;</option>' in drawn
    assert '<option value="3" selected><i>c</i></option>' in drawn


def test_a_day_is_said_in_each_language_and_a_moment_in_its_own_place():
    day = date(2026, 3, 5)
    said = []
    for language in ("lo", "vi", "en", "lo"):
        with override(language):
            said.append((pdate(day), pdate(day, "short")))
    assert said[0] == said[3] and len(set(said)) == 3
    # One moment, two days: equal as moments, not as what they say.
    late = datetime(2026, 3, 5, 20, tzinfo=UTC)
    there = late.astimezone(timezone(timedelta(hours=7)))
    with override("en"):
        assert late == there and pdate(late) != pdate(there)
