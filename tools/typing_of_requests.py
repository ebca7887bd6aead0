"""A mypy plugin: what the middleware adds to every request, so that pages may ask for it."""

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, Var
from mypy.plugin import ClassDefContext, Plugin
from mypy.types import AnyType, TypeOfAny

# songfai.parties.middleware
ADDED = ("seat", "seats")


def add(context: ClassDefContext) -> None:
    names = context.cls.info.names
    for name in ADDED:
        if name not in names:
            variable = Var(name, AnyType(TypeOfAny.explicit))
            variable.info = context.cls.info
            variable._fullname = f"{context.cls.info.fullname}.{name}"
            names[name] = SymbolTableNode(MDEF, variable, plugin_generated=True)


class RequestPlugin(Plugin):
    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return add if fullname == "django.http.request.HttpRequest" else None


def plugin(version: str) -> type[Plugin]:
    return RequestPlugin
