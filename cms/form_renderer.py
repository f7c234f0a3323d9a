"""Draws form controls as Django's own templates do, without a template for each attribute.

A quiz of five questions has a hundred attributes and a filter of HR as many: Django draws each with three templates.
What these controls are made of is taken from Django; only how it becomes text is here.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.safestring import mark_safe

Widget = Mapping[str, Any]
_FOLDER = "django/forms/widgets/"
_INPUTS = (
    *("checkbox", "color", "date", "datetime", "email", "hidden", "input", "number", "password", "search", "tel"),
    *("text", "time", "url"),
)
_OPTIONS = ("checkbox_option", "input_option", "radio_option")


class FormRenderer(TemplatesSetting):
    """The renderer of all forms; any other control, and a form as a whole, is drawn by its template."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = _DRAWN.get(template_name)
        if draw is None or context["widget"].get("wrap_label"):
            return super().render(template_name, context, request)
        return mark_safe(draw(context["widget"]))  # noqa: S308 - every part is escaped below


def escaped(value: Any) -> str:
    """As a template writes it, also in an attribute."""
    return str(value.__html__()) if hasattr(value, "__html__") else escape(str(value))


@lru_cache(maxsize=500)
def _name(name: str) -> str:
    """Of an attribute: the same few for everybody. What stands in one may be somebody's own, and is not kept."""
    return escaped(name)


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{escaped(value)}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escaped(widget["value"])}"'
    return f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"{value}{_attributes(widget)}>'


def _select(widget: Widget) -> str:
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>{groups}</select>'


def _group(name: str | None, options: list[Widget]) -> str:
    inside = "".join(
        f'<option value="{escaped(option["value"])}"{_attributes(option)}>{escaped(option["label"])}</option>'
        for option in options
    )
    return f'<optgroup label="{escaped(name)}">{inside}</optgroup>' if name else inside


_DRAWN: dict[str, Callable[[Widget], str]] = {
    f"{_FOLDER}{name}.html": draw
    for draw, names in ((_input, (*_INPUTS, *_OPTIONS)), (_select, ("select",)))
    for name in names
}
