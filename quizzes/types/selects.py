"""What the types share that are answered with one list to choose from per row, such as a place for each item."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .written import sent_once

# What a browser sends, one value for each row: None for a row that was left out, a list for one sent more than once.
Sent = tuple[str | list[str] | None, ...]

Choices = Sequence[tuple[str, Promise | str]]


class RowsOfSelects(forms.Widget):
    """A list to choose from for each row, named question_3_0, question_3_1 …; each is a subwidget with its label.

    rows: the labels. choices: what can be chosen in every row. The value is `Sent`.
    """

    use_fieldset = True
    template_name = "django/forms/widgets/multiwidget.html"

    def __init__(self, rows: Sequence[str], choices: Choices, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.rows = list(rows)
        self.select = forms.Select(attrs={"class": "utrecht-select"}, choices=[("", _("Choose …")), *choices])

    def names(self, name: str) -> list[str]:
        """What the rows are called in what a browser sends."""
        return [f"{name}_{number}" for number in range(len(self.rows))]

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_{index}" if id_ else id_

    def subwidgets(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        sent = value or ()
        for number, label in enumerate(self.rows):
            own = dict(attrs or {})
            if own.get("id"):
                own["id"] = self.id_for_label(own["id"], str(number))
            chosen = sent[number] if number < len(sent) else None
            yield {**self.select.get_context(f"{name}_{number}", chosen, own)["widget"], "label": label}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["subwidgets"] = list(self.subwidgets(name, value, attrs))
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Sent:
        return tuple(sent_once(data, each) for each in self.names(name))


class RowsField(forms.Field, ABC):
    """The answers to the rows. A subclass says how they become the answer that is kept, and back."""

    widget: RowsOfSelects

    def __init__(self, rows: Sequence[str], choices: Choices) -> None:
        super().__init__(widget=RowsOfSelects(rows, choices))
        self.allowed = {key for key, _label in choices}

    def to_python(self, value: Sent | None) -> Any:
        """None when nothing was chosen. Raises ValidationError for what no row offers."""
        sent = [each or "" for each in value or ()]
        if any(not isinstance(each, str) or (each and each not in self.allowed) for each in sent):
            raise ValidationError(_("Choose from what the list offers."))
        return self.answer_of([str(each) for each in sent]) if any(sent) else None

    def prepare_value(self, value: Any) -> Sent:
        """For each row what is chosen in it: of what was sent, a tuple, or of the answer that was kept."""
        if isinstance(value, tuple):
            return value
        return tuple(self.chosen_in(value)) if value else ()

    @abstractmethod
    def answer_of(self, chosen: list[str]) -> Any:
        """The answer of what was chosen in each row, "" where nothing was."""

    @abstractmethod
    def chosen_in(self, answer: Any) -> list[str]:
        """What was chosen in each row by an answer that was kept."""
