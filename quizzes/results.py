"""The result of an attempt: from its frozen questions, its answers, and what people decided afterwards."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

from courses.progress import complete_step

from .grading import Mark, result
from .models import Attempt
from .refresh import remember_mistakes
from .types import type_of


def marks_of(attempt: Attempt, answers: Mapping[int, Any], corrections: Mapping[int, Any] | None = None) -> list[Mark]:
    """What each answer earns by the frozen questions, in their order.

    A corrected question (a regrade) counts as it was corrected; an open answer as a person judged it,
    and for nothing until then. corrections: by number of the question, by default those there are.
    """
    if corrections is None:
        corrections = corrections_of(attempt)
    judged = {judgement.item: judgement.points for judgement in attempt.judgements.all()}
    marks = []
    for item in attempt.items:
        number = item["number"]
        mark = type_of(item["type"]).mark(corrections.get(number, item["body"]), answers.get(number))
        marks.append(Mark(Fraction(judged[number]), mark.maximum) if number in judged else mark)
    return marks


def corrections_of(attempt: Attempt) -> dict[int, Any]:
    """The corrected body per question number, from the latest regrade of each."""
    rows = attempt.regrades.select_related("regrade").order_by("regrade__made_at", "regrade_id")
    return {row.item: row.regrade.body for row in rows}


def unjudged_items(attempt: Attempt, answers: Mapping[int, Any]) -> list[int]:
    """Numbers of the open answers that still wait for a person. No answer needs no judgement."""
    judged = set(attempt.judgements.values_list("item", flat=True))
    return [
        item["number"]
        for item in attempt.items
        if item["number"] not in judged
        and type_of(item["type"]).needs_judgement(item["body"])
        and type_of(item["type"]).is_answered(item["body"], answers.get(item["number"]))
    ]


def settle(attempt: Attempt) -> None:
    """Work out the result of an attempt that has ended, and finish the step when it is passed.

    Runs in the transaction that ends, judges or regrades it, on the locked attempt. While an open answer
    waits for a person there is no result. Completing the course, and whatever listens to that, is part of
    the same transaction.
    """
    answers = attempt.saved_answers()
    if unjudged_items(attempt, answers):
        return
    marks = marks_of(attempt, answers)
    if attempt.passed is None:
        remember_mistakes(attempt, marks)
    outcome = result(marks, attempt.pass_mark)
    attempt.score = points(outcome.score)
    attempt.maximum = points(outcome.maximum)
    attempt.passed = outcome.passed
    attempt.save(update_fields=["score", "maximum", "passed"])
    if attempt.passed:
        complete_step(attempt.enrolment, attempt.quiz)


def points(exact: Fraction) -> Decimal:
    """Rounded down to hundredths, so that no score reads higher than it was."""
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
