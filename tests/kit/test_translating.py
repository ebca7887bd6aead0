"""`{% translate %}` says what Django's says, however it is written."""

import pytest
from django.template import Context, Engine
from django.utils.translation import override

WAYS = [
    '{% translate "Programmes" %}',
    "{% translate 'Programmes' %}",
    '{% translate "Programmes" as words %}[{{ words }}]',
    '{% translate "Programmes" as words %}{{ words|length }}',
    "{% translate name %}",
    '{% translate "Programmes"|upper %}',
    '{% translate "Programmes" noop %}',
    '{% translate "Main" context "navigation" %}',
    '{% translate "a < b & 100% \\"of\\" it" %}',
    '{% translate "<b>unknown</b>" as words %}{{ words }}',
]
OURS = ["django.templatetags.i18n", "songfai.kit.templatetags.translating"]


@pytest.mark.parametrize("language", ["lo", "vi", "en"])
@pytest.mark.parametrize("source", WAYS)
def test_a_word_is_said_as_django_says_it(source, language):
    with override(language):
        ours, django = (
            Engine(builtins=OURS[:count]).from_string(source).render(Context({"name": "Desk <x>"}))
            for count in (2, 1)
        )
    assert ours == django


def test_the_words_follow_the_language_of_each_page():
    page = Engine(builtins=OURS).from_string('{% translate "Programmes" %}')
    said = set()
    for language in ("lo", "vi", "en"):
        with override(language):
            said.add(page.render(Context()))
    assert len(said) == 3
