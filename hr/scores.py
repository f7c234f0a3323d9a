"""Scores in the overview of HR: only where the works council of the organisation agreed, and only of passed quizzes.

What is shown is the percentage of the best attempt that passed an exam of the course, in whatever period. Never of an
attempt that failed, and never how many there were.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef

from quizzes.models import Attempt
from quizzes.rules import Mode

from .models import WorksCouncilDecision

# Person and course.
Pair = tuple[int, UUID]


def has_agreed() -> Exists:
    """In a query of organisations: whether HR may see scores of its people, read at each request."""
    return Exists(WorksCouncilDecision.objects.filter(organisation=OuterRef("pk")))


def best_scores(people: Collection[int], courses: Collection[UUID]) -> dict[Pair, int]:
    """0 to 100 for who passed a quiz of the course; one query, none when nobody is asked about."""
    if not people:
        return {}
    passed = Attempt.objects.filter(enrolment__user__in=people, enrolment__course_key__in=courses, passed=True)
    found = passed.exclude(rules__mode=Mode.PRACTICE).only("score", "maximum", "enrolment__course_key", "user")
    best: dict[Pair, int] = {}
    for attempt in found.select_related("enrolment"):
        pair = (attempt.user_id, attempt.enrolment.course_key)
        best[pair] = max(best.get(pair, 0), attempt.percentage)
    return best
