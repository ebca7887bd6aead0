"""`{% url %}` and `{% static %}`: as Django has them, with a fraction of the steps (kit.addresses).

A page has twenty addresses and as many drawings, and Django works each of them out anew.
"""

from typing import Any

from django import template
from django.template.defaulttags import url as django_url
from django.templatetags.static import StaticNode

from songfai.kit.addresses import address, asset
from songfai.kit.escaping import written

register = template.Library()


class Address(template.Node):
    def __init__(self, name: str, parts: list[Any]) -> None:
        self.name, self.parts = name, parts

    def render(self, context: template.Context) -> str:
        found = address(self.name, *(part.resolve(context) for part in self.parts))
        return written(found) if context.autoescape else found


class Asset(StaticNode):
    @classmethod
    def handle_simple(cls, path: str) -> str:
        return asset(path)


@register.tag
def url(parser: Any, token: Any) -> template.Node:
    """Ours where the name stands there as it is, with parts in their order; else Django's."""
    node = django_url(parser, token)
    name = node.view_name.var
    if node.asvar or node.kwargs or node.view_name.filters or not isinstance(name, str):
        return node
    return Address(name, node.args)


register.tag("static", Asset.handle_token)
