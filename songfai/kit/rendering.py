"""How `{{ form }}` looks everywhere: label, hint, error above the field, a summary of errors on top."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.base import Template
from django.utils.safestring import SafeString

from songfai.kit.controls import DRAWN
from songfai.kit.field_drawn import field_drawn

# Django's own templates that we draw differently, beside the controls. Others are taken as they are.
OWN_WIDGETS = {
    "django/forms/widgets/clearable_file_input.html": "kit/widgets/file.html",
    "django/forms/errors/list/default.html": "kit/widgets/errors.html",
    "django/forms/errors/list/ul.html": "kit/widgets/errors.html",
}


def look(widget: forms.Widget, invalid: bool) -> str:
    """The classes of a control, beside those its form gave it."""
    if widget.is_hidden or isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return ""
    if isinstance(widget, forms.CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    return f"{kind} is-invalid" if invalid else kind


class SongfaiBoundField(BoundField):
    def build_widget_attrs(
        self, attrs: dict[str, str | bool], widget: forms.Widget | None = None
    ) -> dict[str, str | bool]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        given = str(attrs.get("class") or widget.attrs.get("class") or "")
        if classes := dict.fromkeys(f"{given} {look(widget, bool(self.errors))}".split()):
            attrs["class"] = " ".join(classes)
        # A word inside the field is gone once somebody types; hints stand above it.
        attrs["placeholder"] = False
        return attrs

    def as_field_group(self) -> SafeString:
        return field_drawn(self)

    @property
    def is_check(self) -> bool:
        """A single box to tick: its label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class SongfaiRenderer(DjangoTemplates):
    """Set as FORM_RENDERER."""

    form_template_name = "kit/form.html"
    formset_template_name = "kit/formset.html"
    bound_field_class = SongfaiBoundField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if draw := DRAWN.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)

    def get_template(self, template_name: str) -> Template:
        return super().get_template(OWN_WIDGETS.get(template_name, template_name))
