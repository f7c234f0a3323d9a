"""Fields for what people write: plain text, never cut off on its way, without signs that nobody can see."""

import re
from typing import Any

from django import forms

# Word writes a line end within a paragraph as a vertical tab; Unicode has two more of them.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# The other control characters, of which no database holds the first, and halves of characters that none can write.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def as_written(text: str) -> str:
    """What can be seen of a text that was typed or pasted; a line end is one character, as people count."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


class _Uncut(forms.CharField):
    """Without a limit in the browser, which would cut off a pasted text without a word."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class WrittenText(_Uncut):
    """A text of several lines."""

    widget = forms.Textarea(attrs={"rows": 6})

    def to_python(self, value: Any) -> str:
        return as_written(str(super().to_python(value)))


class WrittenLine(_Uncut):
    """A text on one line; what was pasted from several becomes one."""

    def to_python(self, value: Any) -> str:
        return " ".join(as_written(str(super().to_python(value))).split("\n"))
