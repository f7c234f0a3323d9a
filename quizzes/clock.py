"""Time limits. The server's clock counts, and the moment at which a request arrived."""

from datetime import datetime, timedelta

from people.models import User

from .models import Attempt, ExtraTime, QuizPage

# Answers that were on their way when time was over still count.
GRACE = timedelta(seconds=60)


def minutes_allowed(user: User, quiz: QuizPage) -> int:
    """The time limit of the quiz for this person, extra time included; 0 without a limit. Rounded up."""
    if not quiz.time_limit:
        return 0
    extra = ExtraTime.objects.filter(user=user).values_list("percentage", flat=True).first() or 0
    return -(-quiz.time_limit * (100 + extra) // 100)


def deadline_for(user: User, quiz: QuizPage, start: datetime) -> datetime | None:
    """When the answers of an attempt that starts now stop counting."""
    minutes = minutes_allowed(user, quiz)
    return start + timedelta(minutes=minutes) if minutes else None


def is_over(attempt: Attempt, arrived: datetime) -> bool:
    """Whether what arrives at this moment is too late, also after the grace."""
    return attempt.deadline is not None and arrived > attempt.deadline + GRACE
