"""Form fields with our classes; Django itself adds aria-describedby and aria-invalid."""

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

from cms.written_text import NOTHING_SPECIAL

register = template.Library()

_CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxInput, "utrecht-checkbox"),
    (forms.CheckboxSelectMultiple, "utrecht-checkbox"),
    (forms.RadioSelect, "utrecht-radio-button"),
    (forms.Textarea, "utrecht-textarea"),
    (forms.Select, "utrecht-select"),
    (forms.widgets.Input, "utrecht-textbox"),
]


@register.simple_tag
def form_widget(field: BoundField) -> SafeString:
    """The control of `field`, with the class of its kind added to its own classes.

    Without a placeholder: it repeats the label or holds what must be read while typing, when it is gone.
    """
    return field.as_widget(attrs={"class": _class_of(field), "placeholder": False})


@register.simple_tag
def nothing_special() -> str:
    """What a description asks of who writes, for a form that is drawn by hand."""
    return str(NOTHING_SPECIAL)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether it may stay empty. Of fields that are `one_of_several` one is needed; a description says so."""
    return not field.field.required and not getattr(field.field, "one_of_several", False)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """One box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def has_options(field: BoundField) -> bool:
    """Several controls under one question: radio buttons or check boxes."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def error_target(field: BoundField) -> str:
    """Id of the control that a link in the error summary goes to; of a group, its first."""
    return f"{field.auto_id}_0" if has_options(field) else str(field.id_for_label or field.auto_id)


def _class_of(field: BoundField) -> str:
    widget = field.field.widget
    ours = next((name for kind, name in _CLASSES if isinstance(widget, kind)), "")
    return f"{widget.attrs.get('class', '')} {ours}".strip()
