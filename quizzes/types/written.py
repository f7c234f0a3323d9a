"""What the types with one line of text share."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .base import UnreadableAnswer

# Longer than a person pastes by mistake; a program sent it.
LONGEST_TEXT = 10_000


def sent_once(data: Mapping[str, Any], name: str) -> Any:
    """What was sent under this name; a list when that was more than one value, which a field then refuses."""
    values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
    return values if len(values) > 1 else next(iter(values), None)


class LineInput(forms.TextInput):
    """One line of text within the group of a question, which has the id of the field itself.

    There is no maxlength: browsers cut off what is too long without a word. unit: what stands behind it.
    """

    # The question is a fieldset, which has the description and the error already.
    use_fieldset = True

    def __init__(self, unit: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.unit = unit

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_{index}" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return sent_once(data, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        own = dict(attrs or {})
        if own.get("id"):
            if self.unit:
                own["aria-describedby"] = f"{own['id']}_unit"
            own["id"] = self.id_for_label(own["id"])
        return super().get_context(name, value, own)


class LineField(forms.CharField):
    """A line of text of at most `longest` characters, None when nothing was written.

    Raises UnreadableAnswer with `too_long` beyond that.
    """

    def __init__(self, *, longest: int, too_long: Promise | str, unit: str = "", **attrs: str) -> None:
        attrs = {"class": "utrecht-textbox", "autocomplete": "off", **attrs}
        super().__init__(empty_value=None, widget=LineInput(unit, attrs))
        self.longest = longest
        self.too_long = too_long

    def to_python(self, value: Any) -> str | None:
        if value is not None and not (isinstance(value, str) and len(value) <= LONGEST_TEXT and _is_text(value)):
            raise ValidationError(_("That is not a line of text."))
        text: str | None = super().to_python(value)
        if text is not None and len(text) > self.longest:
            raise UnreadableAnswer(str(self.too_long))
        return text


def _is_text(value: str) -> bool:
    """Whether a database can keep it: no null character, and no half of one, which JSON can say."""
    return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value)
