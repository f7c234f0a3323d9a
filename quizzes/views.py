"""Making a quiz. A GET shows, a POST writes; an attempt that was handed in shows its result.

One exception to "a GET never writes": looking at an attempt whose time is over ends it, as the sweep would.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cms.content_version import kept
from courses.outline import kept_course_above
from courses.perms import StepLockedError
from courses.study import step_context
from people.models import User

from . import attempts
from .answering import sent_version, take_in
from .forms import AnswerForm, saved_form
from .models import Attempt, QuizPage
from .perms import attempt_for, published_quiz
from .review import review_of, reviews_of_checked, shown_of
from .rules import Screens
from .snapshot import FrozenQuestion
from .standing import standing_of
from .types import type_of


def _learner(request: HttpRequest) -> User:
    """Who is signed in; LoginRequiredMiddleware lets nobody else come here."""
    return cast("User", request.user)


@require_POST
def quiz_start(request: HttpRequest, quiz_id: int) -> HttpResponse:
    """Go to the open attempt, a new one, or the one that passed already."""
    quiz = published_quiz(quiz_id)
    try:
        attempt = attempts.start(_learner(request), quiz)
    except attempts.AlreadyPassedError as passed:
        attempt = passed.attempt
    except StepLockedError as locked:
        return _refused(request, quiz.url, locked.sentence)
    except attempts.NoAttemptsLeftError:
        return _refused(request, quiz.url, _("You have used all attempts for this quiz."))
    except attempts.TooSoonError as soon:
        moment = date_format(timezone.localtime(soon.opens_at), "j F Y H:i")
        return _refused(request, quiz.url, _("You can try again from %(moment)s.") % {"moment": moment})
    except attempts.EmptyQuizError:
        return _refused(request, quiz.url, _("This quiz has no questions yet. Try again later."))
    return _to(attempt)


def _refused(request: HttpRequest, url: str, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(url)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_attempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One address for the whole life of an attempt: its questions, and afterwards its result."""
    arrived = timezone.now()
    attempt = attempt_for(_learner(request), public_id)
    if attempts.close_if_over(attempt, arrived):
        return _to(attempt) if request.method == "POST" else _result_page(request, attempt)
    if attempt.rules["screens"] == Screens.ONE:
        return _to(attempt, _first_open(attempt))
    if request.method == "POST":
        return _receive(request, attempt, attempt.items, arrived)
    return _question_page(request, attempt, saved_form(attempt, attempt.items))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_question(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """One question on a screen of its own."""
    arrived = timezone.now()
    attempt = attempt_for(_learner(request), public_id)
    items = [item for item in attempt.items if item["number"] == number]
    if not items:
        raise Http404
    if attempts.close_if_over(attempt, arrived) or attempt.rules["screens"] == Screens.ALL:
        return _to(attempt)
    if request.method == "POST":
        return _receive(request, attempt, items, arrived)
    return _question_page(request, attempt, saved_form(attempt, items, reviews=reviews_of_checked(attempt)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_overview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All answers to look over, and the button that hands them in."""
    arrived = timezone.now()
    attempt = attempt_for(_learner(request), public_id)
    if attempts.close_if_over(attempt, arrived):
        return _to(attempt)
    if request.method == "POST":
        return _hand_in(request, attempt, sent_version(request.POST), arrived)
    return _overview_page(request, attempt)


def _receive(request: HttpRequest, attempt: Attempt, items: list[FrozenQuestion], arrived: datetime) -> HttpResponse:
    """Save the answers of one screen and go where its button says."""
    action = request.POST.get("action", "")
    go_to = _target(attempt, action)
    saved = attempt.latest_answers()
    try:
        form = take_in(attempt, items, request.POST, saved=saved, arrived=arrived, checked=action.startswith("check "))
    except attempts.FinishedError:
        # Sent twice, or from an old tab, or too late: what was handed in stands.
        return _to(attempt)
    except attempts.StaleError:
        return _stale_page(request, attempt, items)
    if form.errors:
        return _question_page(request, attempt, form)
    if action == "submit":
        return _hand_in(request, attempt, attempt.version, arrived)
    if action == "save":
        messages.success(request, _("Saved. You can close this quiz and go on later."))
    if action == "overview":
        return _see_other("quiz_overview", attempt.public_id)
    return _to(attempt, go_to)


def _target(attempt: Attempt, action: str) -> int | None:
    """The question an action leads to, None for the attempt itself. Raises BadRequest for an unknown action."""
    if action in ("save", "submit", "overview"):
        return None
    verb, _space, number = action.partition(" ")
    numbers = {str(item["number"]): item["number"] for item in attempt.items}
    if number in numbers and (verb == "go" or (verb == "check" and attempt.may_check)):
        return int(numbers[number])
    raise BadRequest("A button that this quiz does not have.")


def _hand_in(request: HttpRequest, attempt: Attempt, version: int, arrived: datetime) -> HttpResponse:
    one_screen = attempt.rules["screens"] == Screens.ALL
    try:
        attempts.submit(attempt, version=version, arrived=arrived)
    except attempts.UnansweredError as unanswered:
        if one_screen:
            form = saved_form(attempt, attempt.items, missing=unanswered.numbers)
            return _question_page(request, attempt, form)
        return _overview_page(request, attempt, missing=unanswered.numbers)
    except attempts.StaleError:
        messages.warning(request, _("Your answers were changed in another window. Look them over once more."))
        return _to(attempt) if one_screen else _see_other("quiz_overview", attempt.public_id)
    return _to(attempt)


def _first_open(attempt: Attempt) -> int:
    """The first question that still needs an answer, or the first one."""
    return next(iter(attempts.unanswered(attempt)), int(attempt.items[0]["number"]))


def _to(attempt: Attempt, number: int | None = None) -> HttpResponse:
    if number is None:
        return _see_other("quiz_attempt", attempt.public_id)
    return _see_other("quiz_question", attempt.public_id, number)


def _see_other(name: str, *arguments: Any) -> HttpResponse:
    response = redirect(name, *arguments)
    response.status_code = 303
    return response


def _frame(attempt: Attempt) -> dict[str, Any]:
    """Variables of every page of an open attempt. seconds_left: None without a limit."""
    left = attempt.deadline and max(0, round((attempt.deadline - timezone.now()).total_seconds()))
    quiz = _kept_quiz(attempt.quiz_id)
    return {"attempt": attempt, "quiz": quiz, "course": kept_course_above(quiz.path), "seconds_left": left}


@kept(most=500)
def _kept_quiz(pk: int) -> QuizPage:
    """For showing. Shared; never change it."""
    return QuizPage.objects.get(pk=pk)


def _question_page(request: HttpRequest, attempt: Attempt, form: AnswerForm) -> HttpResponse:
    numbers = [item["number"] for item in attempt.items]
    context = _frame(attempt) | {"form": form, "questions": list(form.questions())}
    if attempt.rules["screens"] == Screens.ONE:
        place = numbers.index(form.items[0]["number"])
        context |= {
            "number": numbers[place],
            "previous_number": numbers[place - 1] if place else None,
            "next_number": numbers[place + 1] if place + 1 < len(numbers) else None,
            "answered": len(numbers) - len(attempts.unanswered(attempt)),
            "may_check": attempt.may_check,
        }
        return render(request, "quizzes/one_question.html", context)
    return render(request, "quizzes/attempt.html", context)


def _overview_page(request: HttpRequest, attempt: Attempt, missing: list[int] | None = None) -> HttpResponse:
    answers = attempt.saved_answers()
    open_numbers = set(attempts.unanswered(attempt))
    rows = [
        {
            "number": item["number"],
            "prompt": item["prompt"],
            "answer": _answer_lines(item, answers.get(item["number"])),
            "is_answered": item["number"] not in open_numbers,
        }
        for item in attempt.items
    ]
    context = _frame(attempt) | {"rows": rows, "missing": missing or []}
    return render(request, "quizzes/overview.html", context)


def _answer_lines(item: FrozenQuestion, answer: Any) -> list[str]:
    """An answer to look over: each thing that was chosen on a line of its own."""
    question_type = type_of(item["type"])
    chosen = [choice.label for choice in question_type.choices_made(item["body"], answer)]
    text = question_type.answer_text(item["body"], answer)
    return chosen if len(chosen) > 1 else [text] if text else []


def _stale_page(request: HttpRequest, attempt: Attempt, items: list[FrozenQuestion]) -> HttpResponse:
    """Answers were written in another window since; whoever is here chooses, nothing was overwritten."""
    attempt.refresh_from_db()
    if attempt.is_finished:
        return _to(attempt)
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name)]
    kept_out = ("csrfmiddlewaretoken", "version")
    context = _frame(attempt) | {
        "form": saved_form(attempt, items),
        "sent": [(name, value) for name, value in sent if name not in kept_out],
        "newest": _newest(attempt, items),
    }
    return render(request, "quizzes/stale.html", context, status=409)


def _newest(attempt: Attempt, items: list[FrozenQuestion]) -> list[dict[str, Any]]:
    answers = attempt.saved_answers()
    return [
        {
            "number": item["number"],
            "prompt": item["prompt"],
            "answer": _answer_lines(item, answers.get(item["number"])),
        }
        for item in items
    ]


def _result_page(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    study = step_context(_learner(request), attempt.quiz)
    standing = standing_of(attempt.enrolment, attempt.quiz)
    shown = shown_of(attempt, standing)
    context: dict[str, Any] = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "questions": review_of(attempt, shown),
        "shown": shown,
        "standing": standing,
    }
    return render(request, "quizzes/result.html", study | context)
