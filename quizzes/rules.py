"""What a quiz promises beside its questions, as it is copied into an attempt at the start."""

from typing import TYPE_CHECKING, TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .models import QuizPage


class Mode(models.TextChoices):
    """An exam has a pass mark and tells nothing before it is handed in; practice is done by handing it in."""

    EXAM = "exam", _("Exam: there is a pass mark")
    PRACTICE = "practice", _("Practice: handing it in is enough")


class Screens(models.TextChoices):
    """How many questions stand on one screen."""

    ONE = "one", _("One question per screen")
    ALL = "all", _("All questions on one screen")


class Moment(models.TextChoices):
    """When a learner is shown something. Order matters: who sees it earlier sees it later too."""

    DURING = "during", _("During: after each question (practice only)")
    AFTER = "after", _("After handing in")
    LATER = "later", _("Later: once passed, or when no attempt is left")


class Rules(TypedDict):
    """pass_mark in per cent, 0 in practice; points, feedback and right_answers are a Moment each."""

    mode: str
    screens: str
    pass_mark: int
    points: str
    feedback: str
    right_answers: str
    confidence: bool


def freeze_rules(quiz: "QuizPage") -> Rules:
    """The rules of the quiz as they are now. In an exam nothing is shown during the attempt, whatever was chosen."""
    practice = quiz.mode == Mode.PRACTICE

    def moment(chosen: str) -> str:
        return chosen if practice or chosen != Moment.DURING else str(Moment.AFTER)

    return {
        "mode": quiz.mode,
        "screens": quiz.screens,
        "pass_mark": 0 if practice else quiz.pass_mark,
        "points": moment(quiz.show_points),
        "feedback": moment(quiz.show_feedback),
        "right_answers": moment(quiz.show_right_answers),
        "confidence": quiz.ask_confidence,
    }
