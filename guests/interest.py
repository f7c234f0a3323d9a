"""Who would come to a session about a course, as long as there is no date; a course is one in all its languages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from courses.models import CoursePage
from database.fixed_query import FixedQuery
from people.models import Membership, User

from .models import Interest, Session
from .sessions import organisations_hosted_by, sessions_to_attend

# Of a smaller group one could tell who it is.
SMALLEST_GROUP = 5


_coming = FixedQuery(
    lambda user, course_key, now: (
        sessions_to_attend(user)
        .filter(course__translation_key=course_key)
        .coming(now)
        .select_related(None)
        .select_related("enterprise")
        .only("title", "starts_at", "enterprise__name")
    ),
    int,
    UUID,
    datetime,
)
_interest = FixedQuery(
    lambda user, course_key: Interest.objects.filter(user=user, course__translation_key=course_key).values_list("pk"),
    int,
    UUID,
)


def coming_about(user: User, course: CoursePage) -> list[Session]:
    """What `user` can still go to, with what a list says of it: title, start and enterprise."""
    return list(_coming.objects(user.pk, course.translation_key, timezone.now()))


def is_interested(user: User, course: CoursePage) -> bool:
    return _interest.first(user.pk, course.translation_key) is not None


def _own(user: User, course: CoursePage) -> QuerySet[Interest]:
    return Interest.objects.filter(user=user, course__translation_key=course.translation_key)


def show_interest(user: User, course: CoursePage) -> None:
    """Twice is once."""
    Interest.objects.get_or_create(user=user, course=course)


def take_back(user: User, course: CoursePage) -> None:
    """It also ends by itself, once they sign up for a session about it (guests/sessions.py)."""
    _own(user, course).delete()


@dataclass(frozen=True)
class Waiting:
    """How many of the own people would come; None for fewer than five."""

    course: str
    people: int | None


def waiting_for_a_date(host: User) -> list[Waiting]:
    """By course, the most wanted first: a reason to propose a session."""
    members = Membership.objects.current().filter(organisation__in=organisations_hosted_by(host))
    counted = (
        Interest.objects.filter(user__in=members.values("user"))
        .values_list("course__title")
        .annotate(people=Count("user", distinct=True))
        .order_by("-people", "course__title")
    )
    return [Waiting(title, people if people >= SMALLEST_GROUP else None) for title, people in counted]
