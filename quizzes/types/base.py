"""What every question type offers."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from random import Random
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from wagtail import blocks

from quizzes.grading import Mark

# What a type keeps of a question in an attempt: plain JSON, right answers and feedback included.
Frozen = dict[str, Any]


@dataclass(frozen=True)
class ReviewLine:
    """One line a learner reads afterwards: something they chose, or something right they missed."""

    text: str
    chosen: bool
    right: bool
    feedback: str


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

        It refuses an option that the question does not have.
        """

    @abstractmethod
    def is_answered(self, answer: Any) -> bool:
        """Whether the answer can be handed in."""

    @abstractmethod
    def mark(self, frozen: Frozen, answer: Any) -> Mark:
        """What the answer earns."""

    @abstractmethod
    def review(self, frozen: Frozen, answer: Any) -> list[ReviewLine]:
        """What the learner chose, what was right, and why."""

    @abstractmethod
    def from_bank(self, entry: dict[str, Any]) -> dict[str, Any]:
        """The block's value from an entry of the JSON bank. Raises KeyError or ValueError for a broken one."""
