"""The form a learner fills in: one field per frozen question."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Answer, Attempt
from .review import QuestionReview
from .snapshot import FrozenPicture, FrozenQuestion
from .types import UnreadableAnswer, type_of

# What a question that was never touched gives.
NOTHING: tuple[Any, ...] = (None, "", [], {})


def field_name(number: int) -> str:
    return f"question_{number}"


def confidence_name(number: int) -> str:
    return f"confidence_{number}"


@dataclass(frozen=True)
class AskedQuestion:
    """What a template needs to ask one question; no right answer, no feedback.

    confidence: None unless the quiz asks how sure the learner is. review: what may be told already, after
    the answer was checked; then it is no longer asked.
    """

    number: int
    context: str
    prompt: str
    picture: FrozenPicture | None
    is_fictional: bool
    hint: Promise | str
    template: str
    field: forms.BoundField
    confidence: forms.BoundField | None
    review: QuestionReview | None

    @property
    def described_by(self) -> str:
        """Ids of the case, the hint, the description and the error, as far as they are there."""
        parts = {
            "context": self.context,
            "hint": self.hint,
            "helptext": self.field.help_text,
            "error": self.field.errors,
        }
        return " ".join(f"{self.field.auto_id}_{name}" for name, present in parts.items() if present)


class AnswerForm(forms.Form):
    """Accepts any part of the answers to `items`; refuses options the question does not have.

    missing: numbers of questions that need an answer before the attempt can be handed in.
    """

    use_required_attribute = False

    def __init__(
        self,
        items: Iterable[FrozenQuestion],
        *args: Any,
        confidence: bool = False,
        missing: Collection[int] = (),
        reviews: Mapping[int, QuestionReview] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        self.missing = missing
        self.reviews = reviews or {}
        for item in self.items:
            self.fields[field_name(item["number"])] = _field(item)
            if confidence:
                self.fields[confidence_name(item["number"])] = _confidence_field()

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound:
            self.cleaned_data = {}
        for item in self.items:
            if item["number"] in self.missing:
                self.add_error(field_name(item["number"]), _("Answer this question."))

    def names(self) -> set[str]:
        """What a browser calls the fields; some have parts with a name of their own."""
        return set().union(*(_names(field, name) for name, field in self.fields.items()))

    @property
    def is_tampered(self) -> bool:
        """Whether something was sent that nobody can choose or type on the page."""
        errors = (error for each in self.errors.as_data().values() for error in each)
        return any(not isinstance(error, UnreadableAnswer) for error in errors)

    def answers(self) -> dict[int, Any]:
        """What can be kept, by number; None for a question that was left open."""
        numbers = [item["number"] for item in self.items]
        return {
            number: self.cleaned_data[field_name(number)]
            for number in numbers
            if field_name(number) in self.cleaned_data
        }

    def refuse_unanswered(self) -> bool:
        """Ask for every answer that is not there or not complete; returns whether one was missing."""
        answers = self.answers()
        for item in self.items:
            name, number = field_name(item["number"]), item["number"]
            if name not in self.errors and not type_of(item["type"]).is_answered(item["body"], answers[number]):
                self.add_error(name, UnreadableAnswer(_("Answer this question.")))
        return bool(self.errors)

    def confidence(self) -> dict[int, int | None]:
        """How sure the learner is, by number."""
        return {item["number"]: self.cleaned_data.get(confidence_name(item["number"])) for item in self.items}

    def changed_answers(self, saved: Mapping[int, Answer]) -> dict[int, Any]:
        """The answers that differ from what is saved, in themselves or in how sure the learner is."""
        confidence = self.confidence()
        changed = {}
        for number, value in self.answers().items():
            before = saved.get(number)
            if before is None and value in NOTHING and confidence[number] is None:
                continue
            if before is None or (value, confidence[number]) != (before.value, before.confidence):
                changed[number] = value
        return changed

    def questions(self) -> Iterator[AskedQuestion]:
        """The questions in order."""
        for item in self.items:
            number = item["number"]
            yield AskedQuestion(
                number=number,
                context=item["context"],
                prompt=item["prompt"],
                picture=item.get("picture"),
                is_fictional=item["status"] == "fictief",
                hint=type_of(item["type"]).hint,
                template=type_of(item["type"]).template,
                field=self[field_name(number)],
                confidence=self[confidence_name(number)] if confidence_name(number) in self.fields else None,
                review=self.reviews.get(number),
            )


def _field(item: FrozenQuestion) -> forms.Field:
    field = type_of(item["type"]).form_field(item["body"])
    field.required = False
    field.label = _("Question %(number)s") % {"number": item["number"]}
    return field


def _names(field: forms.Field, name: str) -> set[str]:
    if not hasattr(field.widget, "names"):
        return {name}
    names: list[str] = field.widget.names(name)
    parts: list[forms.Field] = getattr(field, "fields", [])
    return set().union(*map(_names, parts, names)) if parts else set(names)


def _confidence_field() -> forms.Field:
    return forms.TypedChoiceField(
        label=gettext_lazy("How sure are you?"),
        choices=Answer.Confidence.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "utrecht-radio-button"}),
    )


def saved_form(
    attempt: Attempt,
    items: Iterable[FrozenQuestion],
    *,
    missing: Collection[int] = (),
    reviews: Mapping[int, QuestionReview] | None = None,
) -> AnswerForm:
    """The form of these questions with what was saved; it also says which answers are `missing`."""
    initial: dict[str, Any] = {}
    for number, answer in attempt.latest_answers().items():
        initial |= {field_name(number): answer.value, confidence_name(number): answer.confidence}
    asks_confidence = attempt.rules["confidence"]
    return AnswerForm(items, initial=initial, confidence=asks_confidence, missing=missing, reviews=reviews)


def sent_form(attempt: Attempt, items: Iterable[FrozenQuestion], data: Any) -> AnswerForm:
    """The form of these questions with what a browser sent."""
    return AnswerForm(items, data, confidence=attempt.rules["confidence"])
