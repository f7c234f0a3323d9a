"""Making a quiz. A GET shows, a POST writes; an attempt that was handed in shows its result."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.outline import kept_course_above
from courses.perms import StepLockedError
from courses.study import step_context
from people.models import User

from . import attempts
from .forms import AnswerForm, saved_form
from .models import Attempt
from .perms import attempt_for, published_quiz
from .review import review_of

SAVE, SUBMIT = "save", "submit"


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
        messages.error(request, locked.sentence)
        return redirect(quiz.url)
    except attempts.NoAttemptsLeftError:
        messages.error(request, _("You have used all attempts for this quiz."))
        return redirect(quiz.url)
    except attempts.EmptyQuizError:
        messages.error(request, _("This quiz has no questions yet. Try again later."))
        return redirect(quiz.url)
    return _to(attempt)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quiz_attempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One address for the whole life of an attempt: its questions, and afterwards its result."""
    attempt = attempt_for(_learner(request), public_id)
    if request.method == "POST":
        return _receive(request, attempt)
    if attempt.is_finished:
        return _result_page(request, attempt)
    return _question_page(request, attempt, saved_form(attempt))


def _receive(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    form = AnswerForm(attempt.items, request.POST)
    action = request.POST.get("action")
    if action not in (SAVE, SUBMIT) or not form.is_valid():
        raise BadRequest("An action or an option that this quiz does not have.")
    try:
        attempts.save_answers(attempt, form.answers())
        if action == SUBMIT:
            attempts.submit(attempt)
        else:
            messages.success(request, _("Saved. You can close this quiz and go on later."))
    except attempts.FinishedError:
        # Sent twice, or from an old tab: the result of the first time stands.
        pass
    except attempts.UnansweredError:
        return _question_page(request, attempt, saved_form(attempt, complete=True))
    return _to(attempt)


def _to(attempt: Attempt) -> HttpResponse:
    response = redirect("quiz_attempt", attempt.public_id)
    response.status_code = 303
    return response


def _question_page(request: HttpRequest, attempt: Attempt, form: AnswerForm) -> HttpResponse:
    context = {"attempt": attempt, "quiz": attempt.quiz, "course": kept_course_above(attempt.quiz.path), "form": form}
    return render(request, "quizzes/attempt.html", context)


def _result_page(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    study = step_context(_learner(request), attempt.quiz)
    context: dict[str, Any] = {
        "attempt": attempt,
        "quiz": attempt.quiz,
        "questions": review_of(attempt),
        "standing": attempts.standing_of(attempt.enrolment, attempt.quiz),
    }
    return render(request, "quizzes/result.html", study | context)
