"""The form a learner fills in: one field per frozen question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .models import Attempt
from .snapshot import FrozenQuestion
from .types import type_of


def field_name(number: int) -> str:
    return f"question_{number}"


@dataclass(frozen=True)
class AskedQuestion:
    """What a template needs to ask one question; no right answer, no feedback."""

    number: int
    context: str
    prompt: str
    is_fictional: bool
    hint: Promise | str
    template: str
    field: forms.BoundField

    @property
    def described_by(self) -> str:
        """Ids of the case, the hint and the error, as far as they are there."""
        parts = {"context": self.context, "hint": self.hint, "error": self.field.errors}
        return " ".join(f"{self.field.auto_id}_{name}" for name, present in parts.items() if present)


class AnswerForm(forms.Form):
    """Accepts any part of the answers; refuses options the question does not have.

    With `complete` every question without an answer is an error, in words.
    """

    use_required_attribute = False

    def __init__(self, items: Iterable[FrozenQuestion], *args: Any, complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            self.fields[field_name(item["number"])] = _field(item, complete)

    def answers(self) -> dict[int, Any]:
        """The answers given, by number. A choice that was not made is left out."""
        given = {item["number"]: self.cleaned_data[field_name(item["number"])] for item in self.items}
        return {number: answer for number, answer in given.items() if answer is not None}

    def questions(self) -> Iterator[AskedQuestion]:
        """The questions in order."""
        for item in self.items:
            yield AskedQuestion(
                number=item["number"],
                context=item["context"],
                prompt=item["prompt"],
                is_fictional=item["status"] == "fictief",
                hint=type_of(item["type"]).hint,
                template=type_of(item["type"]).template,
                field=self[field_name(item["number"])],
            )


def _field(item: FrozenQuestion, complete: bool) -> forms.Field:
    field = type_of(item["type"]).form_field(item["body"])
    field.required = complete
    field.label = _("Question %(number)s") % {"number": item["number"]}
    field.error_messages["required"] = _("Choose an answer.")
    return field


def saved_form(attempt: Attempt, *, complete: bool = False) -> AnswerForm:
    """The form with what was saved; with `complete` it also says which answers are missing."""
    saved = {field_name(number): value for number, value in attempt.saved_answers().items()}
    if complete:
        return AnswerForm(attempt.items, saved, complete=True)
    return AnswerForm(attempt.items, initial=saved)
