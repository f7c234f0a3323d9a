"""How someone starts a course."""

from collections import defaultdict
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from people.models import User

from .completion_rules import leads_to
from .languages import in_language
from .models import CourseCompletion, CoursePage, Enrolment


class MissingPrerequisitesError(Exception):
    """Other courses have to be finished first. `courses` are those."""

    def __init__(self, courses: list[CoursePage]) -> None:
        self.courses = courses


def enrol(user: User, course: CoursePage) -> Enrolment:
    """The enrolment of `user` in `course`; the second time it is the same one.

    Raises MissingPrerequisitesError. Who is enrolled already stays so, whatever is asked since.
    """
    enrolled = enrolment_of(user, course)
    if enrolled is not None:
        return enrolled
    missing = missing_prerequisites(user, course)
    if missing:
        raise MissingPrerequisitesError(missing)
    enrolment, _created = Enrolment.objects.get_or_create(
        user=user, course_key=course.translation_key, defaults={"course": course}
    )
    return enrolment


def enrolments_in(user: User, course: CoursePage) -> QuerySet[Enrolment]:
    """The enrolment with its completion and position, or none; as a query to which more can be asked."""
    own = Enrolment.objects.filter(user=user, course_key=course.translation_key)
    return own.select_related("completion", "position")


def enrolment_of(user: User, course: CoursePage) -> Enrolment | None:
    """The enrolment of `user` in `course`, if there is one."""
    # At most one; first() would sort it.
    return next(iter(enrolments_in(user, course)), None)


def missing_prerequisites(user: User | AnonymousUser, course: CoursePage) -> list[CoursePage]:
    """Published courses that have to be finished before this one, in whatever language, and are not yet."""
    wanted = CoursePage.objects.filter(prepares_for=course).live().public().order_by("path")
    if user.is_authenticated:
        finished = CourseCompletion.objects.filter(enrolment__user=user).values("enrolment__course_key")
        wanted = wanted.exclude(translation_key__in=finished)
    missing = list(wanted)
    if not missing:
        return []
    # Two courses that ask for each other would keep everybody out of both.
    after = prerequisite_keys()
    first = [other for other in missing if not leads_to(other.translation_key, course.translation_key, after)]
    return [in_language(other, course.locale.language_code) for other in first]


def prerequisite_keys() -> dict[UUID, list[UUID]]:
    """For every course the courses to finish first, by translation key."""
    after = defaultdict(list)
    pairs = CoursePage.objects.filter(prerequisites__isnull=False)
    for course, before in pairs.values_list("translation_key", "prerequisites__translation_key"):
        after[course].append(before)
    return after


def is_finished(enrolment: Enrolment) -> bool:
    """Whether the course has been completed in this enrolment, whatever was added to it since."""
    return CourseCompletion.objects.filter(enrolment=enrolment).exists()
