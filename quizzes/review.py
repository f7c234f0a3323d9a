"""What a learner reads of an attempt: its answers, and as much of the rest as the rules show by now."""

from dataclasses import dataclass, replace
from typing import Any

from .citations import CitedSource, shown_sources
from .grading import Mark
from .models import Attempt, Judgement
from .results import corrections_of, marks_of
from .rules import Moment
from .snapshot import FrozenPicture, FrozenQuestion
from .standing import Standing
from .types import ReviewLine, type_of


@dataclass(frozen=True)
class Shown:
    """What may be told now. Whether the attempt passed is always told."""

    points: bool
    feedback: bool
    right_answers: bool


@dataclass(frozen=True)
class QuestionReview:
    """One question with the answer given, and as far as it is shown what was right and why.

    mark: None while it is not shown. was_corrected: the question was marked again after a mistake in it.
    awaits: a person still has to judge the answer.
    """

    number: int
    context: str
    prompt: str
    picture: FrozenPicture | None
    is_fictional: bool
    explanation: str
    source: str
    sources: list[CitedSource]
    mark: Mark | None
    lines: list[ReviewLine]
    judgement: Judgement | None
    was_corrected: bool
    awaits: bool

    @property
    def counts(self) -> bool:
        return self.mark is not None and self.mark.maximum > 0 and not self.awaits

    @property
    def points(self) -> float:
        """For reading only; decisions are taken on `mark`."""
        return float(self.mark.points) if self.mark else 0.0

    @property
    def is_counted_in_points(self) -> bool:
        """Whether it is told as points out of so many; another question is right, partly right or not."""
        return self.mark is not None and (self.judgement is not None or self.mark.maximum > 1)


def shown_of(attempt: Attempt, standing: Standing) -> Shown:
    """What the rules of a finished attempt show, given where its learner is with the quiz."""

    def now(moment: str) -> bool:
        return moment != Moment.LATER or standing.is_settled

    rules = attempt.rules
    return Shown(now(rules["points"]), now(rules["feedback"]), now(rules["right_answers"]))


def shown_when_checked(attempt: Attempt) -> Shown:
    """What the rules show of one checked answer while the attempt is open."""
    during = {name: attempt.rules[name] == Moment.DURING for name in ("points", "feedback", "right_answers")}
    return Shown(**during)


def review_of(attempt: Attempt, shown: Shown) -> list[QuestionReview]:
    """Every question of an attempt, from its own snapshot."""
    answers = attempt.saved_answers()
    corrections = corrections_of(attempt)
    judgements = {judgement.item: judgement for judgement in attempt.judgements.all()}
    return [
        _review(item, answers.get(item["number"]), mark, shown, corrections, judgements)
        for item, mark in zip(attempt.items, marks_of(attempt, answers), strict=True)
    ]


def reviews_of_checked(attempt: Attempt) -> dict[int, QuestionReview]:
    """The checked questions of an open attempt, by number; never one that can still be answered."""
    checked = {number for number, answer in attempt.latest_answers().items() if answer.checked}
    if not checked:
        return {}
    return {
        review.number: review for review in review_of(attempt, shown_when_checked(attempt)) if review.number in checked
    }


def review_of_question(item: FrozenQuestion, answer: Any, mark: Mark, shown: Shown) -> QuestionReview:
    """One question outside an attempt."""
    return _review(item, answer, mark, shown, {}, {})


def _review(
    item: FrozenQuestion,
    answer: Any,
    mark: Mark,
    shown: Shown,
    corrections: dict[int, Any],
    judgements: dict[int, Judgement],
) -> QuestionReview:
    number = item["number"]
    body = corrections.get(number, item["body"])
    question_type = type_of(item["type"])
    return QuestionReview(
        number=number,
        context=item["context"],
        prompt=item["prompt"],
        picture=item.get("picture"),
        is_fictional=item["status"] == "fictief",
        explanation=item["explanation"] if shown.feedback else "",
        source=item["source"] if shown.feedback else "",
        sources=shown_sources(item.get("sources", [])) if shown.feedback else [],
        mark=mark if shown.points else None,
        lines=_lines(question_type.review(body, answer), shown),
        judgement=judgements.get(number),
        was_corrected=number in corrections,
        awaits=number not in judgements
        and question_type.needs_judgement(body)
        and question_type.is_answered(body, answer),
    )


def _lines(lines: list[ReviewLine], shown: Shown) -> list[ReviewLine]:
    """Without the right answers only what was chosen; without the feedback no words beside it."""
    kept = [line for line in lines if line.chosen or shown.right_answers]
    return kept if shown.feedback else [replace(line, feedback="") for line in kept]
