"""Fields for what people write: plain text, never cut off on its way, without signs that nobody can see.

Where people write in their own words, the description asks to leave out what is very personal.
"""

import re
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

# Word writes a line end within a paragraph as a vertical tab; Unicode has two more of them.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# The other control characters, of which no database holds the first, and halves of characters that none can write.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def as_written(text: str) -> str:
    """What can be seen of a text that was typed or pasted; a line end is one character, as people count."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


# The special categories of article 9 of the GDPR, in words that people use.
NOTHING_SPECIAL = gettext_lazy("Write nothing about someone's health, belief or other very personal matters.")


class _Described(forms.BoundField):
    """Of the fields of a form that warn, the first says it for all."""

    def __init__(self, form: forms.BaseForm, field: "FreeText", name: str) -> None:
        super().__init__(form, field, name)
        if name == next((other for other, one in form.fields.items() if getattr(one, "warns", False)), ""):
            self.help_text = (
                format_lazy("{} {}", self.help_text, NOTHING_SPECIAL) if self.help_text else NOTHING_SPECIAL
            )


class FreeText(forms.CharField):
    """Words of one's own. Without `warns` nobody writes about people in it."""

    bound_field_class = _Described

    def __init__(self, *, warns: bool = True, **options: Any) -> None:
        super().__init__(**options)
        self.warns = warns


class _Uncut(FreeText):
    """Without a limit in the browser, which would cut off a pasted text without a word."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class WrittenText(_Uncut):
    """A text of several lines."""

    widget = forms.Textarea(attrs={"rows": 6})

    def to_python(self, value: Any) -> str:
        return as_written(str(super().to_python(value)))


class WrittenLine(_Uncut):
    """A text on one line, mostly a name or a title; what was pasted from several becomes one."""

    def __init__(self, *, warns: bool = False, **options: Any) -> None:
        super().__init__(warns=warns, **options)

    def to_python(self, value: Any) -> str:
        return " ".join(as_written(str(super().to_python(value))).split("\n"))
