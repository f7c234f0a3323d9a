"""A case with several parts, each with an answer of another type that is marked without a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from quizzes.grading import Mark

from .base import Choice, Frozen, QuestionType, ReviewLine, UnreadableAnswer

# What a part that was left open gives, in whatever type.
NOTHING: tuple[Any, ...] = (None, "", [], {})
# These are no part: a case has none within it, and a person judges a whole answer.
NO_PART = ("case", "open_answer")


def part_types() -> dict[str, QuestionType]:
    """The types a part may be of. The registry is only complete once this module has been read."""
    from . import TYPES

    return {name: question_type for name, question_type in TYPES.items() if name not in NO_PART}


class PartBlock(blocks.StructBlock):
    """A question of the case, and its answer in the block of its type."""

    prompt = blocks.TextBlock(label=gettext_lazy("Question of this part"), rows=3, max_length=2000)


def _part_block(question_type: QuestionType) -> blocks.Block:
    meta = question_type.block().meta
    answer = question_type.block(label=gettext_lazy("Answer"))
    return PartBlock([("answer", answer)], label=question_type.label, icon=meta.icon)


class CaseBlock(blocks.StructBlock):
    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        parts = blocks.StreamBlock(
            [(name, _part_block(question_type)) for name, question_type in part_types().items()],
            label=gettext_lazy("Parts"),
            min_num=2,
            max_num=10,
            help_text=gettext_lazy("Each part counts as a question: it earns at most one point."),
        )
        super().__init__([("parts", parts), *(local_blocks or [])], **kwargs)

    def normalize(self, value: Any) -> blocks.StructValue:
        """Reads the parts, which gives every answer within them its id for good: an option stays the same over
        attempts, also of a question that no form has been filled in for.
        """
        normalized: blocks.StructValue = super().normalize(value)
        list(normalized["parts"] or [])
        return normalized

    class Meta:
        icon = "folder-open-inverse"
        label = gettext_lazy("Case with parts")
        description = gettext_lazy("The learner answers several questions about one case")


class CaseWidget(forms.Widget):
    """The fields of the parts. Its value is a tuple with for each part what its own widget read."""

    use_fieldset = True

    def __init__(self, fields: Sequence[forms.Field]) -> None:
        super().__init__()
        self.fields = fields

    def names(self, name: str) -> list[str]:
        """What the parts are called in what a browser sends."""
        return [f"{name}_p{number}" for number, _field in enumerate(self.fields)]

    def id_for_label(self, id_: str, index: str = "0") -> str:
        """The first control of the first part; every type calls its first control 0."""
        return f"{id_}_p{index}_0" if id_ else id_

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[Any, ...]:
        return tuple(
            field.widget.value_from_datadict(data, files, each)
            for field, each in zip(self.fields, self.names(name), strict=True)
        )


@dataclass(frozen=True)
class AskedPart:
    """What a template needs to ask one part."""

    number: int
    prompt: str
    hint: Promise | str
    template: str
    field: forms.BoundField

    @property
    def described_by(self) -> str:
        """Ids of the hint and the error, as far as they are there."""
        parts = {"hint": self.hint, "error": self.field.errors}
        return " ".join(f"{self.field.auto_id}_{name}" for name, present in parts.items() if present)


class CaseBoundField(forms.BoundField):
    """Gives the template its parts, each with a bound field of its own."""

    field: "CaseField"

    @cached_property
    def parts(self) -> list[AskedPart]:
        form = self._form_of_parts()
        return [
            AskedPart(
                number=number,
                prompt=part["prompt"],
                hint=question_type.hint,
                template=question_type.template,
                field=form[name],
            )
            for number, (part, question_type, name) in enumerate(
                zip(self.field.frozen_parts, self.field.types, self.field.widget.names(self.html_name), strict=True),
                start=1,
            )
        ]

    def _form_of_parts(self) -> forms.Form:
        names = self.field.widget.names(self.html_name)
        saved = self.initial or [None] * len(names)
        data = self.form.data if self.form.is_bound else None
        form = forms.Form(data, auto_id=self.form.auto_id, initial=dict(zip(names, saved, strict=False)))
        form.use_required_attribute = False
        form.fields.update(zip(names, self.field.fields, strict=True))
        return form


class CaseField(forms.Field):
    """The answers to the parts in their order, None for a part that was left open; None when all were."""

    widget: CaseWidget

    def __init__(self, frozen: Frozen) -> None:
        self.frozen_parts = frozen["parts"]
        self.types = [part_types()[part["type"]] for part in self.frozen_parts]
        self.fields = [_field(part, each) for part, each in zip(self.frozen_parts, self.types, strict=True)]
        super().__init__(widget=CaseWidget(self.fields))

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> CaseBoundField:
        return CaseBoundField(form, self, field_name)

    def to_python(self, value: tuple[Any, ...] | None) -> list[Any] | None:
        """Raises UnreadableAnswer that says which parts cannot be read, ValidationError for what nobody can send."""
        sent = value or (None,) * len(self.fields)
        answers: list[Any] = []
        unreadable: list[UnreadableAnswer] = []
        for number, (field, each) in enumerate(zip(self.fields, sent, strict=True), start=1):
            try:
                answer = field.clean(each)
                answers.append(None if answer in NOTHING else answer)
            except UnreadableAnswer as error:
                unreadable.append(_in_part(number, error))
        if unreadable:
            raise UnreadableAnswer(unreadable)
        return answers if any(answer is not None for answer in answers) else None

    def prepare_value(self, value: Any) -> tuple[Any, ...]:
        """For each part what its field shows of an answer that was kept, or what was sent: a tuple."""
        if isinstance(value, tuple):
            return value
        kept = value or [None] * len(self.fields)
        return tuple(field.prepare_value(answer) for field, answer in zip(self.fields, kept, strict=False))


def _field(part: Frozen, question_type: QuestionType) -> forms.Field:
    field = question_type.form_field(part["body"])
    field.required = False
    return field


def _in_part(number: int, error: ValidationError) -> UnreadableAnswer:
    message = _("Part %(number)s: %(message)s")
    return UnreadableAnswer(message, params={"number": number, "message": " ".join(error.messages)})


class Case(QuestionType):
    name = "case"
    label = gettext_lazy("Case with parts")
    block = CaseBlock
    bank_names = ("case",)
    rule = gettext_lazy("In a case with several parts, each part earns at most one point, like a question of its own.")
    hint = gettext_lazy("Answer every part.")

    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        return {
            "parts": [
                {
                    "id": child.id,
                    "type": child.block_type,
                    "prompt": child.value["prompt"],
                    "body": part_types()[child.block_type].freeze(child.value["answer"], order),
                }
                for child in value["parts"]
            ]
        }

    def form_field(self, frozen: Frozen) -> forms.Field:
        return CaseField(frozen)

    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        return bool(frozen["parts"]) and all(each.is_answered for each in _answered(frozen, answer))

    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        """The marks of the parts together."""
        marks = [each.type.mark(each.body, each.answer) for each in _answered(frozen, answer)]
        points = sum((mark.points for mark in marks), Fraction(0))
        return Mark(points=points, maximum=sum((mark.maximum for mark in marks), Fraction(0)))

    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        """The lines of every part, each with the number of its part."""
        return [
            replace(line, text=_named(each.number, line.text))
            for each in _answered(frozen, answer)
            for line in each.type.review(each.body, each.answer)
        ]

    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        types = {name: each for each in part_types().values() for name in each.bank_names}
        return {
            "parts": [
                {
                    "type": types[part["type"]].name,
                    "value": {"prompt": part["prompt"], "answer": types[part["type"]].from_bank(part)},
                }
                for part in entry["parts"]
            ]
        }

    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        return {
            "parts": [
                {
                    "type": part_types()[child.block_type].bank_names[0],
                    "prompt": child.value["prompt"],
                    **part_types()[child.block_type].to_bank(child.value["answer"]),
                }
                for child in value["parts"]
            ]
        }

    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        return [
            replace(choice, key=f"{each.id}:{choice.key}", label=_named(each.number, choice.label))
            for each in _answered(frozen, answer)
            for choice in each.type.choices_made(each.body, each.answer)
        ]

    def answer_text(self, frozen: Frozen, answer: Any) -> str:
        texts = [(each.number, each.type.answer_text(each.body, each.answer)) for each in _answered(frozen, answer)]
        return "; ".join(_named(number, text) for number, text in texts if text)


@dataclass(frozen=True)
class _AnsweredPart:
    number: int
    id: str
    type: QuestionType
    body: Frozen
    answer: Any

    @property
    def is_answered(self) -> bool:
        return self.type.is_answered(self.body, self.answer)


def _answered(frozen: Frozen, answer: list[Any] | None) -> Iterator[_AnsweredPart]:
    """The parts with their answers; a part that a correction added has none."""
    given = answer or []
    for place, part in enumerate(frozen["parts"]):
        yield _AnsweredPart(
            number=place + 1,
            id=part["id"],
            type=part_types()[part["type"]],
            body=part["body"],
            answer=given[place] if place < len(given) else None,
        )


def _named(number: int, text: str) -> str:
    return _("Part %(number)s: %(message)s") % {"number": number, "message": text}


TYPE = Case()
