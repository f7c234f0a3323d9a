"""A field for what people write: plain text, never cut off on its way."""

from typing import Any

from django import forms


class WrittenText(forms.CharField):
    """A text without a limit in the browser, which would cut off a pasted text without a word."""

    widget = forms.Textarea(attrs={"rows": 6})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        """Browsers send a line end as two characters; who counts sees one."""
        return str(super().to_python(value)).replace("\r\n", "\n")
