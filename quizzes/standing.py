"""Where one learner is with one quiz, and what they may do next."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from courses.models import Enrolment

from .models import Attempt, QuizPage
from .rules import Mode


@dataclass(frozen=True)
class Standing:
    """left: attempts that may still be started, None without a limit. opens_at: when the waiting time since the
    last attempt is over, None when there is none to wait for.
    """

    attempts: list[Attempt]
    left: int | None
    opens_at: datetime | None
    practice: bool

    @property
    def open(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if not attempt.is_finished), None)

    @property
    def finished(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.is_finished]

    @property
    def awaiting(self) -> Attempt | None:
        """The attempt of which a person still has to judge an answer."""
        return next((attempt for attempt in self.attempts if attempt.awaits_judgement), None)

    @property
    def best(self) -> Attempt | None:
        """The attempt that passed, or the one with the highest share of its points."""
        return max(self.finished, key=lambda attempt: (bool(attempt.passed), attempt.percentage), default=None)

    @property
    def passed(self) -> bool:
        return self.best is not None and bool(self.best.passed)

    @property
    def may_start(self) -> bool:
        if self.open:
            return True
        return not self.awaiting and self.left != 0 and not self.opens_at and (self.practice or not self.passed)

    @property
    def is_settled(self) -> bool:
        """Whether nothing can change the outcome any more: passed, or no attempt is left."""
        return self.passed or (self.left == 0 and not self.open and not self.awaiting)


def standing_of(enrolment: Enrolment | None, quiz: QuizPage) -> Standing:
    """The attempts of this enrolment, in every language of the quiz, and how many may follow."""
    attempts = list(Attempt.objects.filter(enrolment=enrolment, quiz_key=quiz.translation_key)) if enrolment else []
    left = max(0, quiz.max_attempts - len(attempts)) if quiz.max_attempts else None
    practice = quiz.mode == Mode.PRACTICE
    return Standing(attempts=attempts, left=left, opens_at=_opens_at(attempts, quiz), practice=practice)


def _opens_at(attempts: list[Attempt], quiz: QuizPage) -> datetime | None:
    ends = [attempt.finished_at for attempt in attempts if attempt.finished_at]
    if not ends or not quiz.waiting_hours:
        return None
    opens_at = max(ends) + timedelta(hours=quiz.waiting_hours)
    return opens_at if opens_at > timezone.now() else None
