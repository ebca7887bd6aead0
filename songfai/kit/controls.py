"""Controls of forms written as text: what the templates of Django's widgets say, and our own of choices and of three languages.

A template asks for each attribute of each option by name; a form of ten selects has a thousand of them. Each function takes
the "widget" a widget's `get_context` makes. A control without a function is drawn from its template (kit.rendering).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from songfai.kit.escaping import written

Widget = Mapping[str, Any]


def attributes_drawn(attrs: Mapping[str, Any]) -> str:
    """` id="id_title" required`: True is the name alone, False is left out."""
    return "".join(
        f" {written(name)}" if value is True else f' {written(name)}="{written(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def input_drawn(widget: Widget) -> str:
    value = widget["value"]
    held = "" if value is None else f' value="{written(value)}"'
    return f'<input type="{written(widget["type"])}" name="{written(widget["name"])}"{held}{attributes_drawn(widget["attrs"])}>'


def textarea_drawn(widget: Widget) -> str:
    value = widget["value"]
    # A line before the text: browsers leave out the first line break after the tag.
    return (
        f'<textarea name="{written(widget["name"])}"{attributes_drawn(widget["attrs"])}>\n'
        f"{said_of(value) if value else ''}</textarea>"
    )


def select_drawn(widget: Widget) -> str:
    groups = []
    for group, options, _index in widget["optgroups"]:
        drawn = "".join(map(_option_drawn, options))
        groups.append(group_drawn(group, drawn) if group else drawn)
    return select_of(widget["name"], widget["attrs"], groups)


def select_of(name: str, attrs: Mapping[str, Any], options: Iterable[str]) -> str:
    return f'<select name="{written(name)}"{attributes_drawn(attrs)}>{"".join(options)}</select>'


def _option_drawn(option: Widget) -> str:
    attrs = attributes_drawn(option["attrs"])
    return f'<option value="{written(option["value"])}"{attrs}>{said_of(option["label"])}</option>'


def group_drawn(label: Any, options: str) -> str:
    return f'<optgroup label="{said_of(label)}">{options}</optgroup>'


def choices_drawn(widget: Widget) -> str:
    """Radio buttons and boxes to tick: the control first, then its label."""
    drawn = []
    for group, options, _index in widget["optgroups"]:
        if group:
            drawn.append(f'<p class="fw-bold mb-1 mt-2">{said_of(group)}</p>')
        drawn += map(_choice_drawn, options)
    return "".join(drawn)


def _choice_drawn(option: Widget) -> str:
    value = option["value"]
    held = "" if value is None else f' value="{written(value)}"'
    return (
        f'<div class="form-check"><input class="form-check-input" type="{written(option["type"])}"'
        f' name="{written(option["name"])}"{held}{attributes_drawn(option["attrs"])}>'
        f'<label class="form-check-label" for="{written(option["attrs"].get("id", ""))}">{said_of(option["label"])}</label></div>'
    )


def trilingual_drawn(widget: Widget) -> str:
    """A text in three languages: the page's own first; the others open when they hold something, or are to be put right."""
    own, *others = widget["subwidgets"]
    holds = any(part["value"] for part in others) or "is-invalid" in others[0]["attrs"].get("class", "")
    return (
        f'<div class="tri">{_language_drawn(own)}<details class="details"{" open" if holds else ""}>'
        f"<summary>{written(_('In the other languages'))}</summary>"
        f"{''.join(map(_language_drawn, others))}</details></div>"
    )


def _language_drawn(part: Widget) -> str:
    label = f'<label for="{written(part["attrs"]["id"])}" lang="{part["language"]}">{written(part["language_name"])}</label>'
    return f'<div class="tri-row">{label}{DRAWN[part["template_name"]](part)}</div>'


def said_of(value: Any) -> str:
    """As a template says a value: a number is written as the language has it."""
    if isinstance(value, Promise):
        return written(str(value))
    return written(value if isinstance(value, str) else localize(value))


# By the name of the template each stands for.
DRAWN: Mapping[str, Callable[[Widget], str]] = {
    "kit/widgets/trilingual.html": trilingual_drawn,
    "django/forms/widgets/textarea.html": textarea_drawn,
    "django/forms/widgets/select.html": select_drawn,
    "django/forms/widgets/radio.html": choices_drawn,
    "django/forms/widgets/checkbox_select.html": choices_drawn,
} | {
    f"django/forms/widgets/{kind}.html": input_drawn
    for kind in ("text", "hidden", "checkbox", "number", "email", "url", "password", "date", "file")
}
