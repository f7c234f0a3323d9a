"""Words for what the data map says of tables and fields."""

import json
from typing import Any

from django import template
from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def field_title(label: str, name: str) -> str:
    """The name of a field of a model as people call it."""
    return str(capfirst(str(getattr(apps.get_model(label)._meta.get_field(name), "verbose_name", name))))


@register.filter
def shown(value: Any) -> str:
    """A value of an export, readable."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return json.dumps(value, ensure_ascii=False, indent=1) if isinstance(value, list | dict) else str(value)


@register.filter
def in_words(text: str) -> str:
    """What the data map says in English, in the language of the reader."""
    return str(capfirst(_(text)))
