"""`{% translate "Words" %}`: as Django has it, with a third of the steps where the words stand there as they are.

Pages say fifty such words each, and Django makes of every one a promise, which it then asks for its words.
"""

from typing import Any

from django import template
from django.templatetags.i18n import do_translate
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

register = template.Library()


class Said(template.Node):
    def __init__(self, words: str, name: str | None) -> None:
        # A percent sign is doubled in the catalogues, where it could be taken for a place to fill.
        self.words, self.name = words.replace("%", "%%"), name
        self.said: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        said = self.said.get(language)
        if said is None:
            said = self.said[language] = SafeString(gettext(self.words).replace("%%", "%"))
        if self.name is None:
            return said
        context[self.name] = said
        return SafeString("")


@register.tag
def translate(parser: Any, token: Any) -> template.Node:
    node = do_translate(parser, token)
    said = node.filter_expression
    plain = said.var.lookups is None and isinstance(said.var.literal, str)
    if not plain or said.filters or node.noop or node.message_context:
        return node
    return Said(said.var.literal, node.asvar)
