"""Fetching is authorising: these return what the person may have, or raise Http404."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from courses.perms import published_step
from people.models import User

from .models import Attempt, QuizPage


def attempt_for(user: User, public_id: UUID) -> Attempt:
    """The own attempt; anybody else's does not exist."""
    return get_object_or_404(
        Attempt.objects.select_related("quiz", "enrolment__course"), user=user, public_id=public_id
    )


def published_quiz(pk: int) -> QuizPage:
    """A published quiz in a published course."""
    step = published_step(pk).specific
    if not isinstance(step, QuizPage):
        raise Http404
    return step
