"""Questions, quizzes and attempts for tests."""

from decimal import Decimal
from itertools import count
from typing import Any

from courses.enrol import enrol
from courses.models import CoursePage
from people.models import User
from quizzes import attempts
from quizzes.forms import field_name
from quizzes.models import Attempt, Question, QuizItem, QuizPage
from quizzes.types import type_of

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


NUMERIC: dict[str, Any] = {
    "answer": Decimal("1250.5"),
    "tolerance": Decimal("0.5"),
    "unit": "euro",
    "feedback_correct": "Goed gerekend.",
    "feedback_incorrect": "Reken het nog eens na.",
    "common_errors": [{"value": Decimal(1300), "feedback": "U rondde te vroeg af."}],
}
SHORT_ANSWER: dict[str, Any] = {
    "accepted": [
        {"text": "loonkostensubsidie", "percentage": 100, "feedback": "Dat is het."},
        {"text": "*subsidie", "percentage": 50, "feedback": "Welke subsidie bedoelt u?"},
    ],
    "feedback_incorrect": "Denk aan de Participatiewet.",
    "case_sensitive": False,
}
ORDERING: dict[str, Any] = {
    "items": [{"text": f"Stap {name}", "feedback": f"Uitleg bij {name}."} for name in ("aap", "noot", "mies", "wim")]
}
MATCHING: dict[str, Any] = {
    "pairs": [
        {"left": "Wet", "right": "Regels", "feedback": "Uitleg bij wet."},
        {"left": "Subsidie", "right": "Geld", "feedback": "Uitleg bij subsidie."},
        {"left": "Loon", "right": "Geld", "feedback": "Uitleg bij loon."},
    ],
    "distractors": ["Tijd"],
}

OPEN_ANSWER: dict[str, Any] = {
    "assessment": "person",
    "model_answer": "Een onderneming met een maatschappelijk doel.",
    "maximum": 3,
    "instruction": "Eén punt per kenmerk.",
}
CASE: dict[str, Any] = {
    "parts": [
        {"type": "single_choice", "value": {"prompt": "Welke vorm?", "answer": options(False, True, False)}},
        {"type": "multiple_choice", "value": {"prompt": "Welke eisen?", "answer": options(True, True, False, False)}},
        {"type": "numeric", "value": {"prompt": "Hoeveel kost het?", "answer": NUMERIC}},
        {"type": "ordering", "value": {"prompt": "In welke volgorde?", "answer": ORDERING}},
        {"type": "matching", "value": {"prompt": "Wat hoort bij elkaar?", "answer": MATCHING}},
    ]
}


def make_question(kind: str = "single_choice", value: dict[str, Any] | None = None, **fields: Any) -> Question:
    """A published question of the bank."""
    number = next(_numbers)
    defaults = {
        "single_choice": options(False, True, False),
        "multiple_choice": options(True, True, False, False),
        "true_false": {"answer": "true", "feedback_true": "Goed zo.", "feedback_false": "Toch wel."},
        "numeric": NUMERIC,
        "short_answer": SHORT_ANSWER,
        "ordering": ORDERING,
        "matching": MATCHING,
        "open_answer": OPEN_ANSWER,
        "case": CASE,
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
    quiz = QuizPage(
        title=f"Toets {number}", slug=f"toets-{number}", **{"intro": "Waar het over gaat.", "screens": "all", **fields}
    )
    asked = questions or (make_question(), make_question("multiple_choice"), make_question("true_false"))
    quiz.items = [QuizItem(question=question, sort_order=order) for order, question in enumerate(asked)]
    return module_of(course).add_child(instance=quiz)


def start_attempt(user: User, quiz: QuizPage) -> Attempt:
    """Enrols and starts."""
    enrol(user, quiz.course)
    return attempts.start(user, quiz)


def right_answers(attempt: Attempt) -> dict[int, Any]:
    return {item["number"]: answer_to(item, correct=True) for item in attempt.items}


def wrong_answers(attempt: Attempt) -> dict[int, Any]:
    return {item["number"]: answer_to(item, correct=False) for item in attempt.items}


def answer_to(item: dict[str, Any], *, correct: bool) -> Any:
    """What a learner may answer to this question of an attempt."""
    body = item["body"]
    match item["type"]:
        case "numeric":
            return body["answer"] if correct else "-987654"
        case "short_answer":
            return body["accepted"][0]["text"] if correct else "iets heel anders"
        case "ordering":
            return body["right"] if correct else body["right"][1:] + body["right"][:1]
        case "matching":
            return {left["id"]: _right_of(body, left, correct) for left in body["lefts"]}
        case "open_answer":
            return "Een goed antwoord." if correct else "Geen idee."
        case "case":
            return [answer_to(part, correct=correct) for part in body["parts"]]
    ids = [option["id"] for option in item["body"]["options"] if option["correct"] is correct]
    return ids if item["type"] == "multiple_choice" else ids[0]


def _right_of(body: dict[str, Any], left: dict[str, Any], correct: bool) -> str:
    others = (right["id"] for right in body["rights"] if right["id"] != left["right"])
    return left["right"] if correct else next(others)


def sent_fields(item: dict[str, Any], answer: Any) -> dict[str, Any]:
    """What a browser sends of one answer, by the names of its fields."""
    field = type_of(item["type"]).form_field(item["body"])
    return _sent(field, field_name(item["number"]), field.prepare_value(answer))


def _sent(field: Any, name: str, value: Any) -> dict[str, Any]:
    """The parts of a field, where it has them, are fields of their own or plain values."""
    if not hasattr(field.widget, "names"):
        return {name: value}
    names = field.widget.names(name)
    parts = zip(getattr(field, "fields", [None] * len(names)), names, value, strict=True)
    sent: dict[str, Any] = {}
    for part, each, own in parts:
        sent |= _sent(part, each, own) if part else {each: own}
    return sent


def as_post(answers: dict[int, Any], action: str = "submit", version: int = 0) -> dict[str, Any]:
    """The form fields a browser would send that saw this version of the answers."""
    fields = {f"question_{number}": value for number, value in answers.items()}
    return {"action": action, "version": version, "asked": list(answers), **fields}


def finish_attempt(user: User, quiz: QuizPage, *, right: bool) -> Attempt:
    attempt = start_attempt(user, quiz)
    attempts.save_answers(attempt, right_answers(attempt) if right else wrong_answers(attempt))
    return attempts.submit(attempt)
