"""What every question type offers."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from wagtail import blocks

from quizzes.grading import Mark

# What a type keeps of a question in an attempt: plain JSON, right answers and feedback included.
Frozen = dict[str, Any]


@dataclass(frozen=True)
class ReviewLine:
    """One line a learner reads afterwards: something they chose, or something right they missed.

    name: what it is called where nothing was there to choose: an open answer, the right number or word.
    """

    text: str
    chosen: bool
    right: bool
    feedback: str
    name: str = ""


@dataclass(frozen=True)
class Choice:
    """One thing that was chosen. key: the same over attempts and languages of the interface."""

    key: str
    label: str
    right: bool


class UnreadableAnswer(ValidationError):  # noqa: N818 - a person may type this; its message says what to do
    """Something that a person may well have typed but that cannot be kept, such as a number in letters."""


class QuestionType(ABC):
    """All that a question type is. Instances hold no state."""

    # Names the block in the editor, the frozen question, and the template in templates/quizzes/types/.
    name: ClassVar[str]
    label: ClassVar[Promise]
    block: ClassVar[type[blocks.StructBlock]]
    # What the JSON question bank calls questions of this type.
    bank_names: ClassVar[tuple[str, ...]]
    # How points are given, told to the learner beforehand; empty when one right answer is one point.
    rule: ClassVar[Promise | str] = ""
    # How to answer, where the fields alone do not say it.
    hint: ClassVar[Promise | str] = ""

    @property
    def template(self) -> str:
        """Draws the fields of one question; gets `field`."""
        return f"quizzes/types/{self.name}.html"

    @abstractmethod
    def freeze(self, value: blocks.StructValue, order: Random | None) -> Frozen:
        """What is kept of the editor's block; in the editor's order when `order` is None."""

    @abstractmethod
    def form_field(self, frozen: Frozen) -> forms.Field:
        """The field a learner answers; its cleaned value is the answer, None for one not given.

        It raises UnreadableAnswer for what a person may have typed by mistake, and any other ValidationError
        for what only a broken or hostile program sends, such as an option that the question does not have.
        """

    @abstractmethod
    def is_answered(self, frozen: Frozen, answer: Any) -> bool:
        """Whether the answer is complete enough to be handed in."""

    @abstractmethod
    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        """What the answer earns."""

    @abstractmethod
    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        """What the learner chose, what was right, and why."""

    @abstractmethod
    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        """The block's value from an entry of the JSON bank. Raises KeyError or ValueError for a broken one."""

    @abstractmethod
    def to_bank(self, value: blocks.StructValue) -> dict[str, Any]:
        """What `from_bank` reads back to the same value; without what the entry has of the question itself."""

    @abstractmethod
    def choices_made(self, frozen: Frozen, answer: Any) -> list[Choice]:
        """What was chosen or written, for counting over many attempts. Written text that is nobody's business
        (an open answer) gives nothing.
        """

    def answer_text(self, frozen: Frozen, answer: Any) -> str:
        """The answer in one line of words, to look over before handing in; empty when there is none."""
        return "; ".join(choice.label for choice in self.choices_made(frozen, answer))

    def counts(self, frozen: Frozen) -> bool:
        """Whether it earns points; what a learner assesses alone does not."""
        return True

    def needs_judgement(self, frozen: Frozen) -> bool:
        """Whether a person has to judge the answer before there is a result."""
        return False
