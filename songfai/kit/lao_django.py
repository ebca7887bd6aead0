"""Django 5.2 does not know Lao; this tells it."""

from django.conf.locale import LANG_INFO


def register_lao() -> None:
    """Called by the settings before anything asks for a language's name."""
    LANG_INFO.setdefault("lo", {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ລາວ"})
