"""A text of one's own. The learner compares it with a model answer, or a person judges it (quizzes/judging.py)."""

from fractions import Fraction
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from cms.blocks.checked import CheckedBlock, Errors
from cms.written_text import WrittenText
from quizzes.grading import Mark

from .base import Choice, Frozen, QuestionType, ReviewLine, UnreadableAnswer

LONGEST = 10_000
# Longer than a person pastes by mistake, such as a whole report; a program sent it.
LONGEST_TEXT = 500_000
# What an overview of all answers has room for.
SHORTENED = 150

SELF, PERSON = "self", "person"


class OpenAnswerBlock(CheckedBlock):
    assessment = blocks.ChoiceBlock(
        choices=[
            (SELF, gettext_lazy("The learner compares it with the model answer; it does not count")),
            (PERSON, gettext_lazy("A person reads it and gives points")),
        ],
        label=gettext_lazy("Who judges the answer"),
        default=SELF,
    )
    model_answer = blocks.TextBlock(
        label=gettext_lazy("Model answer"),
        rows=6,
        max_length=LONGEST,
        required=False,
        help_text=gettext_lazy("What a good answer says. The learner reads it after handing in."),
    )
    maximum = blocks.IntegerBlock(
        label=gettext_lazy("Most points"),
        min_value=1,
        max_value=10,
        default=1,
        help_text=gettext_lazy("Only when a person gives points."),
    )
    instruction = blocks.TextBlock(
        label=gettext_lazy("For who judges"),
        rows=4,
        max_length=2000,
        required=False,
        help_text=gettext_lazy("When is an answer worth how many points? The learner never sees this."),
    )

    class Meta:
        icon = "edit"
        label = gettext_lazy("Open answer")
        description = gettext_lazy("The learner writes a text")

    def errors_of(self, value: blocks.StructValue) -> Errors:
        if value["assessment"] == SELF and not value["model_answer"].strip():
            return {"model_answer": gettext_lazy("Write a model answer. The learner compares the own answer with it.")}
        return {}


class TextArea(forms.Textarea):
    """Room for a text within the group of a question, which has the id of the field itself."""

    # The question is a fieldset, which has the description and the error already.
    use_fieldset = True

    def id_for_label(self, id_: str, index: str = "0") -> str:
        return f"{id_}_{index}" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        own = dict(attrs or {})
        if own.get("id"):
            own["id"] = self.id_for_label(own["id"])
        return super().get_context(name, value, own)


class OpenAnswerField(WrittenText):
    """A text of at most LONGEST characters, None when nothing was written. is_judged: by a person."""

    def __init__(self, *, is_judged: bool) -> None:
        super().__init__(widget=TextArea(attrs={"rows": 8, "class": "utrecht-textarea"}))
        self.is_judged = is_judged

    def clean(self, value: Any) -> str | None:
        text: str = super().clean(value)
        if len(text) > LONGEST:
            raise UnreadableAnswer(
                _("Your answer has %(length)s characters. Shorten it to at most 10,000."), params={"length": len(text)}
            )
        return text or None

    def to_python(self, value: Any) -> str:
        if value is not None and not (isinstance(value, str) and len(value) <= LONGEST_TEXT and _is_text(value)):
            raise ValidationError(_("That is not a text."))
        return super().to_python(value)


class OpenAnswer(QuestionType):
    """The answer is the text that was written."""

    name = "open_answer"
    label = gettext_lazy("Open answer")
    block = OpenAnswerBlock
    bank_names = ("open_answer",)
    rule = gettext_lazy(
        "A person reads your open answers and gives points. You get your result after that. "
        "Some open answers do not count; the question says so."
    )
    hint = gettext_lazy("Write in your own words, at most 10,000 characters.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return {
            "assessment": value["assessment"],
            "model_answer": value["model_answer"] or "",
            "maximum": value["maximum"],
            "instruction": value["instruction"] or "",
        }

    def form_field(self, frozen: Frozen) -> forms.Field:
        return OpenAnswerField(is_judged=self.needs_judgement(frozen))

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(answer)

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        """Nothing, of what a person may give: their judgement takes its place (quizzes/results.py)."""
        maximum = frozen["maximum"] if self.needs_judgement(frozen) else 0
        return Mark(points=Fraction(0), maximum=Fraction(maximum))

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        """The own text and the model answer, to compare; neither says whether the text was right."""
        lines = []
        if answer:
            lines.append(ReviewLine(answer, chosen=True, right=False, feedback="", name=_("Your answer")))
        if frozen["model_answer"]:
            model = frozen["model_answer"]
            lines.append(ReviewLine(model, chosen=False, right=True, feedback="", name=_("Model answer")))
        return lines

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        part = entry["open_answer"]
        if part.get("assessment", PERSON) not in (SELF, PERSON):
            raise ValueError("An open answer is assessed by “self” or by a “person”.")
        return {
            "assessment": part.get("assessment", PERSON),
            "model_answer": part["model_answer"],
            "maximum": int(part.get("maximum", 1)),
            "instruction": part.get("instruction", ""),
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        part = {name: value[name] for name in ("model_answer", "assessment", "maximum")}
        return {"open_answer": part | ({"instruction": value["instruction"]} if value["instruction"] else {})}

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        """What somebody wrote is nobody's business but that of who judges it."""
        return []

    def answer_text(self, frozen: Frozen, answer: Any) -> str:
        return Truncator(" ".join((answer or "").split())).chars(SHORTENED)

    def counts(self, frozen: Frozen) -> bool:
        return self.needs_judgement(frozen)

    def needs_judgement(self, frozen: Frozen) -> bool:
        return bool(frozen["assessment"] == PERSON)


def _is_text(value: str) -> bool:
    """Whether a database can keep it: half a character, as JSON can say it, is none."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


TYPE = OpenAnswer()
