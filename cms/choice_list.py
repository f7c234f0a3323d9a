"""A field for several of a fixed list, such as the themes of a course."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst


class ChoiceListField(models.JSONField):
    """Kept as a list of values, in the order of the list of options; ticked by editors as checkboxes.

    `options` are pairs of value and label; `coerce` makes a value of what the form sends back.
    """

    def __init__(
        self,
        *args: Any,
        options: Sequence[tuple[Any, Any]] = (),
        coerce: Callable[[str], Any] = str,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        self.options = options
        self.coerce = coerce
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Checkboxes; what is not among the options is refused."""
        return forms.TypedMultipleChoiceField(
            choices=self.options,
            coerce=self.coerce,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
