"""What a quiz tells before it is begun and between attempts."""

from typing import Any

from courses.models import Enrolment

from .attempts import close_if_over
from .clock import minutes_allowed
from .draw import pool_of
from .models import Question, QuizPage
from .standing import Standing, standing_of
from .types import type_of


def quiz_context(quiz: QuizPage, enrolment: Enrolment | None) -> dict[str, Any]:
    """Variables of the quiz page.

    minutes_allowed: the time limit for this person, extra time included; 0 without a limit.
    """
    fixed = quiz.questions()
    draws = list(quiz.draws.all())
    language = quiz.locale.language_code
    may_come = [*fixed, *(question for draw in draws for question in pool_of(draw, language))]
    rules = {_rule_of(question) for question in may_come}
    return {
        "question_count": len(fixed) + sum(draw.count for draw in draws),
        "marking_rules": sorted(rule for rule in rules if rule),
        "minutes_allowed": minutes_allowed(enrolment.user, quiz) if enrolment else quiz.time_limit,
        "standing": _standing_now(quiz, enrolment),
    }


def _rule_of(question: Question) -> str:
    """How points are given for it; empty when it earns none."""
    block = question.body[0]
    question_type = type_of(block.block_type)
    return str(question_type.rule) if question_type.counts(block.value) else ""


def _standing_now(quiz: QuizPage, enrolment: Enrolment | None) -> Standing:
    standing = standing_of(enrolment, quiz)
    if standing.open and close_if_over(standing.open):
        return standing_of(enrolment, quiz)
    return standing
