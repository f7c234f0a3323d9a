"""Fetching is authorising: these return what the person may have, or raise Http404."""

from uuid import UUID

from django.http import Http404

from courses.perms import published_step
from database.fixed_query import FixedQuery
from people.models import User

from .models import Attempt, QuizPage

# Asked by every answer that is saved.
_own_attempt = FixedQuery(lambda user, public_id: Attempt.objects.filter(user=user, public_id=public_id), int, UUID)


def attempt_for(user: User, public_id: UUID) -> Attempt:
    """The own attempt; anybody else's does not exist."""
    own = next(_own_attempt.objects(user.pk, public_id), None)
    if own is None:
        raise Http404
    attempt: Attempt = own
    return attempt


def published_quiz(pk: int) -> QuizPage:
    """A published quiz in a published course."""
    step = published_step(pk).specific
    if not isinstance(step, QuizPage):
        raise Http404
    return step
