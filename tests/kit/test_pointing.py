"""`{% url %}` and `{% static %}` say what Django's say, however they are written."""

import uuid

import pytest
from django.template import Context, Engine
from django.urls import NoReverseMatch, set_script_prefix

KEY = uuid.UUID("00000000-0000-4000-8000-000000000001")
WAYS = [
    '{% url "portfolio:activities" %}',
    "{% url 'plans:activity' slug key %}",
    '{% url "plans:activity" slug=slug key=key %}',
    "{% url name slug %}",
    "{% url name|lower slug %}",
    '{% url "desk:programme" slug as where %}[{{ where }}]',
    '{% url "nowhere" as where %}[{{ where }}]',
    "{% url 'desk:programme' slug|upper|lower %}",
    "{% autoescape off %}{% url 'portfolio:activities' %}{% endautoescape %}",
    '{% static "songfai/icons.svg" %}',
    "{% static file %}",
    '{% static "songfai/songfai.css" as style %}<{{ style }}>',
]
VALUES = {"slug": "home-affairs", "key": KEY, "name": "desk:programme", "file": "songfai/mark.svg"}
OURS = ["django.templatetags.static", "songfai.kit.templatetags.pointing"]


def said(source: str, count: int) -> str:
    return Engine(builtins=OURS[:count]).from_string(source).render(Context(VALUES))


@pytest.mark.parametrize("prefix", ["/", "/two-sides/"])
@pytest.mark.parametrize("source", WAYS)
def test_an_address_is_said_as_django_says_it(source, prefix):
    set_script_prefix(prefix)
    try:
        assert said(source, 2) == said(source, 1)
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("source", ["{% url 'nowhere' %}", "{% url 'desk:programme' %}"])
def test_an_address_that_is_none_is_refused(source):
    for count in (1, 2):
        with pytest.raises(NoReverseMatch):
            said(source, count)
