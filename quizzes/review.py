"""What a learner reads of an attempt that was handed in."""

from dataclasses import dataclass

from .attempts import marks_of
from .grading import Mark
from .models import Attempt
from .types import ReviewLine, type_of


@dataclass(frozen=True)
class QuestionReview:
    """One question with the answer given, what was right, and why."""

    number: int
    context: str
    prompt: str
    is_fictional: bool
    explanation: str
    source: str
    mark: Mark
    lines: list[ReviewLine]

    @property
    def points(self) -> float:
        """For reading only; decisions are taken on `mark`."""
        return float(self.mark.points)


def review_of(attempt: Attempt) -> list[QuestionReview]:
    """Every question of a finished attempt, from its own snapshot."""
    answers = attempt.saved_answers()
    return [
        QuestionReview(
            number=item["number"],
            context=item["context"],
            prompt=item["prompt"],
            is_fictional=item["status"] == "fictief",
            explanation=item["explanation"],
            source=item["source"],
            mark=mark,
            lines=type_of(item["type"]).review(item["body"], answers.get(item["number"])),
        )
        for item, mark in zip(attempt.items, marks_of(attempt, answers), strict=True)
    ]
