"""Questions, quizzes and attempts for tests."""

from itertools import count
from typing import Any

from courses.enrol import enrol
from courses.models import CoursePage
from people.models import User
from quizzes import attempts
from quizzes.models import Attempt, Question, QuizItem, QuizPage

from .courses import make_course, module_of

_numbers = count(1)


def options(*correct: bool) -> dict[str, Any]:
    """Options "Optie 1", "Optie 2" … of which these are right."""
    return {
        "options": [
            {"text": f"Optie {number}", "correct": right, "feedback": f"Uitleg bij optie {number}."}
            for number, right in enumerate(correct, start=1)
        ]
    }


def make_question(kind: str = "single_choice", value: dict[str, Any] | None = None, **fields: Any) -> Question:
    """A published question of the bank."""
    number = next(_numbers)
    defaults = {
        "single_choice": options(False, True, False),
        "multiple_choice": options(True, True, False, False),
        "true_false": {"answer": "true", "feedback_true": "Goed zo.", "feedback_false": "Toch wel."},
    }
    question = Question.objects.create(
        **{
            "key": f"V-{number}",
            "prompt": f"Wat is het antwoord op vraag {number}?",
            "explanation": f"Toelichting {number}.",
            "source": f"Bron {number}.",
            "topic": 2,
            **fields,
        },
        body=[(kind, value or defaults[kind])],
    )
    question.save_revision().publish()
    question.refresh_from_db()
    return question


def make_quiz(*questions: Question, course: CoursePage | None = None, lessons: int = 0, **fields: Any) -> QuizPage:
    """A published quiz in a course; one question of each type unless told otherwise."""
    number = next(_numbers)
    course = course or make_course(lessons=lessons)
    quiz = QuizPage(title=f"Toets {number}", slug=f"toets-{number}", **{"intro": "Waar het over gaat.", **fields})
    asked = questions or (make_question(), make_question("multiple_choice"), make_question("true_false"))
    quiz.items = [QuizItem(question=question, sort_order=order) for order, question in enumerate(asked)]
    return module_of(course).add_child(instance=quiz)


def start_attempt(user: User, quiz: QuizPage) -> Attempt:
    """Enrols and starts."""
    enrol(user, quiz.course)
    return attempts.start(user, quiz)


def right_answers(attempt: Attempt) -> dict[int, Any]:
    return {item["number"]: _answer(item, correct=True) for item in attempt.items}


def wrong_answers(attempt: Attempt) -> dict[int, Any]:
    return {item["number"]: _answer(item, correct=False) for item in attempt.items}


def _answer(item: dict[str, Any], *, correct: bool) -> Any:
    ids = [option["id"] for option in item["body"]["options"] if option["correct"] is correct]
    return ids if item["type"] == "multiple_choice" else ids[0]


def as_post(answers: dict[int, Any], action: str = "submit") -> dict[str, Any]:
    """The form fields a browser would send."""
    return {"action": action, **{f"question_{number}": value for number, value in answers.items()}}


def finish_attempt(user: User, quiz: QuizPage, *, right: bool) -> Attempt:
    attempt = start_attempt(user, quiz)
    attempts.save_answers(attempt, right_answers(attempt) if right else wrong_answers(attempt))
    return attempts.submit(attempt)
