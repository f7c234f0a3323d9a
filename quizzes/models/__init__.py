"""Question bank, quizzes and attempts."""

from .attempt import Answer, AppendOnlyError, Attempt, ExtraTime
from .citation import QuestionSource
from .judgement import Judgement, Regrade, RegradedAttempt
from .question import Question, QuestionTag, TaggedQuestion
from .quiz import QuizDraw, QuizItem, QuizPage
from .refresh import RefreshCard

__all__ = [
    "Answer",
    "AppendOnlyError",
    "Attempt",
    "ExtraTime",
    "Judgement",
    "Question",
    "QuestionSource",
    "QuestionTag",
    "QuizDraw",
    "QuizItem",
    "QuizPage",
    "RefreshCard",
    "Regrade",
    "RegradedAttempt",
    "TaggedQuestion",
]
