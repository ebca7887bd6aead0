"""A field of a form with its label, hint and errors, written as one text.

A plain function and not a template: the filters of a list are a dozen fields on every page, and a template asks each of
them the same twelve things by name, most of which are not there.
"""

from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from songfai.kit.escaping import written


def field_drawn(bound: Any) -> SafeString:
    """Of a `SongfaiBoundField`: a box to tick has its label after it, several controls stand in a fieldset."""
    if bound.is_check:
        return SafeString(_check(bound))
    if bound.use_fieldset:
        return SafeString(_fieldset(bound))
    return SafeString(
        f'<div class="field">\n<label class="form-label" for="{written(bound.id_for_label)}">{_label(bound)}</label>\n'
        f"{_hint(bound)}\n{errors_drawn(bound)}\n{bound}</div>"
    )


def errors_drawn(bound: Any) -> str:
    """What is to be put right in the field, each with its sign."""
    from songfai.kit.templatetags.songfai import icon  # the tags draw fields with this

    if not bound.errors:
        return "\n"
    sign = icon("alert-triangle")
    told = "".join(f'<p class="err">{sign}<span>{written(error)}</span></p>' for error in bound.errors)
    return f'<div id="{written(bound.auto_id)}_error">{told}</div>\n'


def optional_drawn() -> SafeString:
    """What stands after the label of a field that may stay empty."""
    return _optional(_("may stay empty"))


@lru_cache(maxsize=8)
def _optional(words: str) -> SafeString:
    return SafeString(f'<span class="optional">({written(words)})</span>')


def _check(bound: Any) -> str:
    return (
        f'<div class="field">{errors_drawn(bound)}\n<div class="form-check">{bound}'
        f'<label class="form-check-label" for="{written(bound.id_for_label)}">{written(bound.label)}</label></div>\n'
        f"{_hint(bound)}</div>"
    )


def _fieldset(bound: Any) -> str:
    own = written(bound.auto_id)
    told = (f"{own}_helptext" if bound.help_text else "") + (f" {own}_error" if bound.errors else "")
    described = f' aria-describedby="{told}"' if told else ""
    return (
        f'<fieldset class="field" id="{own}_group"{described}>\n<legend class="form-label">{_label(bound)}</legend>\n'
        f"{_hint(bound)}\n{errors_drawn(bound)}\n{bound}</fieldset>"
    )


def _label(bound: Any) -> str:
    label = written(bound.label)
    return label if bound.field.required else f"{label} {optional_drawn()}"


def _hint(bound: Any) -> str:
    """Hints are written by us and may hold marks."""
    if not bound.help_text:
        return ""
    return f'<span class="form-hint" id="{written(bound.auto_id)}_helptext">{bound.help_text}</span>'
