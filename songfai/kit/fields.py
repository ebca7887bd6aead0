"""Model fields for text in three languages and for dates as far as they are known."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from songfai.kit.dates import PartialDate
from songfai.kit.errors import Refused
from songfai.kit.languages import LANGUAGES, Trilingual
from songfai.kit.text import normalise_input


@lru_cache(maxsize=4096)
def normalise(value: Trilingual) -> Trilingual:
    """Each language as it is stored."""
    return Trilingual(**{language: normalise_input(value.get(language)) for language in LANGUAGES})


# Names and titles are short and read again and again, a hundred to a page; what is long is read as it comes.
SHORT = 400


@lru_cache(maxsize=16384)
def _read(text: str) -> Any:
    """A stored text; what is stored alike reads alike, and nobody can change what was read."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text
    return Trilingual.of(value) if isinstance(value, dict) else text


class _AlwaysConverted:
    """Assigning a value to the attribute turns it into the field's own type at once, before any save."""

    def __init__(self, field: models.Field) -> None:
        self.field = field

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            instance.refresh_from_db(fields=[self.field.attname])
        return instance.__dict__[self.field.attname]

    def __set__(self, instance: Any, value: Any) -> None:
        if not hasattr(value, "resolve_expression"):
            value = self.field.to_python(value)
        instance.__dict__[self.field.attname] = value


class TrilingualField(models.JSONField):
    """Stored as {"lo": ..., "vi": ..., "en": ...}, only languages that have text; read as `Trilingual`.

    Lookups work on the keys, `title__vi__icontains` (not `contains`: SQLite has none for JSON).
    """

    _pyi_private_set_type: Trilingual | Mapping[str, str] | Combinable | None
    _pyi_private_get_type: Trilingual

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Trilingual)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _AlwaysConverted(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if isinstance(value, str) and len(value) < SHORT and value.startswith("{"):
            return _read(value)
        value = super().from_db_value(value, expression, connection)
        # A key of the value (`values("title__vi")`) comes through here as a plain string.
        return Trilingual.of(value) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Trilingual | None:
        if value is None and self.null:
            return None
        if value is None or isinstance(value, Trilingual):
            return normalise(value or Trilingual())
        if isinstance(value, Mapping) and set(value) <= set(LANGUAGES):
            return normalise(Trilingual.of(value))
        raise ValidationError(_("This is not a text in Lao, Vietnamese and English."), code="invalid")

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(_as_json(value), connection, prepared)

    def get_prep_value(self, value: Any) -> Any:
        return _as_json(super().get_prep_value(value))

    def validate(self, value: Any, model_instance: Any) -> None:
        if not value and not self.blank:
            raise ValidationError(_("Not yet filled in: write it in at least one language."), code="blank")

    def value_to_string(self, obj: Any) -> Any:
        return _as_json(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        from songfai.kit.forms import TrilingualFormField

        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        options = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        return TrilingualFormField(**{**options, **kwargs})


def _as_json(value: Any) -> Any:
    return normalise(value).as_dict() if isinstance(value, Trilingual) else value


class PartialDateField(models.CharField):
    """Stored as the text code of a `PartialDate` ("" when there is none); read as PartialDate or None.

    Codes of plain dates sort and compare as text: `signed_on__gte="2024-03"`, `order_by("signed_on")`.
    "By" dates ("../2030") sort before all others: where a list must be in order of what is due, keep `due()`
    in a date column beside it.
    """

    _pyi_private_set_type: PartialDate | date | str | Combinable | None  # type: ignore[assignment]
    _pyi_private_get_type: PartialDate | None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        if kwargs.get("blank"):
            kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _AlwaysConverted(self))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate.of(value)

    def to_python(self, value: Any) -> PartialDate | None:
        try:
            return PartialDate.of(value)
        except Refused as refused:
            raise ValidationError(_(refused.text) % refused.params, code=refused.code) from None

    def get_prep_value(self, value: Any) -> str | None:
        if isinstance(value, str):  # also part of a code, for lookups such as __startswith
            return value
        if value is None:
            return None if self.null else ""
        if hasattr(value, "resolve_expression"):
            return value
        date = PartialDate.of(value)
        return date.code if date else ""

    def validate(self, value: Any, model_instance: Any) -> None:
        if value is None and not self.blank:
            raise ValidationError(_("No date entered yet."), code="blank")

    def run_validators(self, value: Any) -> None:
        super().run_validators(value.code if isinstance(value, PartialDate) else value)

    def value_to_string(self, obj: Any) -> str:
        value = self.value_from_object(obj)
        return value.code if value else ""

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        from songfai.kit.forms import PartialDateFormField

        options = {"required": not self.blank, "label": self.verbose_name, "help_text": self.help_text}
        kwargs.pop("max_length", None)
        return PartialDateFormField(**{**options, **kwargs})
