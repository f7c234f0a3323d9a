"""How someone starts a course, and takes it again in a new period."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from database.fixed_query import FixedQuery
from people.models import User

from .completion_rules import leads_to
from .languages import in_language
from .models import CourseCompletion, CoursePage, Enrolment
from .signals import enrolled


class MissingPrerequisitesError(Exception):
    """Other courses have to be finished first. `courses` are those."""

    def __init__(self, courses: list[CoursePage]) -> None:
        self.courses = courses


class NotFinishedError(Exception):
    """A new period opens only after one that was finished."""


def enrol(user: User, course: CoursePage) -> Enrolment:
    """The current enrolment of `user` in `course`; the second time it is the same one, also when it is finished.

    Raises MissingPrerequisitesError. Who is enrolled already stays so, whatever is asked since.
    """
    own = enrolment_of(user, course)
    if own is not None:
        return own
    missing = missing_prerequisites(user, course)
    if missing:
        raise MissingPrerequisitesError(missing)
    return enrol_without_asking(user, course)


# In a transaction that is open already, as of a list of people, a savepoint each would protect nothing.
@transaction.atomic(savepoint=False)
def enrol_without_asking(user: User, course: CoursePage) -> Enrolment:
    """The same, whatever has to be finished first. Whoever listens to `enrolled` writes in this transaction."""
    enrolment, created = Enrolment.objects.get_or_create(
        user=user, course_key=course.translation_key, superseded_at=None, defaults={"course": course}
    )
    if created:
        enrolled.send(sender=Enrolment, enrolment=enrolment)
    return enrolment


@transaction.atomic
def open_new_period(user: User, course: CoursePage) -> Enrolment:
    """Let `user` take `course` again, with nothing done yet; the finished period stays exactly as it is.

    Whoever asks again while the new period goes on gets that one, so that a second click opens nothing more.
    Raises NotFinishedError for who has never finished the course. What must be finished before this course is
    not asked again. Whether somebody may take it again is for the caller to know.
    """
    current = enrolment_of(user, course)
    if current is None:
        raise NotFinishedError
    if not is_finished(current):
        if current.follows_a_finished_period:
            return current
        raise NotFinishedError
    # Of all who come at this moment one closes the period; the others wait for it here, and see what it opened.
    closed = Enrolment.objects.current().filter(pk=current.pk).update(superseded_at=timezone.now())
    if not closed:
        return enrolments_in(user.pk, course.translation_key).get()
    return Enrolment.objects.create(
        user=user, course=course, course_key=course.translation_key, period=current.period + 1
    )


@transaction.atomic
def open_new_periods(users: Collection[int], course_key: UUID) -> int:
    """The same for many at once, each in the language of the period before; three queries, whatever their number.

    users: primary keys. Who has not finished the period that goes on, or never began, is left as they are.
    """
    finished = Enrolment.objects.current().filter(user__in=users, course_key=course_key, completion__isnull=False)
    closed = list(finished.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    if not closed:
        return 0
    Enrolment.objects.filter(pk__in=[one.pk for one in closed]).update(superseded_at=timezone.now())
    opened = [
        Enrolment(user_id=one.user_id, course_id=one.course_id, course_key=course_key, period=one.period + 1)
        for one in closed
    ]
    return len(Enrolment.objects.bulk_create(opened))


def enrolments_in(user: int, course_key: UUID) -> QuerySet[Enrolment]:
    """The current enrolment with its completion and position, or none; as a query to which more can be asked.

    user: primary key. Every page of a course asks it, so compose it once (database/fixed_query.py).
    """
    own = Enrolment.objects.current().filter(user=user, course_key=course_key)
    return own.select_related("completion", "position")


_current = FixedQuery(enrolments_in, int, UUID)


def periods_of(enrolment: Enrolment) -> QuerySet[Enrolment]:
    """Every period of the same person in the same course."""
    return Enrolment.objects.filter(user=enrolment.user_id, course_key=enrolment.course_key)


def enrolment_of(user: User, course: CoursePage) -> Enrolment | None:
    """The current enrolment of `user` in `course`, if there is one."""
    return next(_current.objects(user.pk, course.translation_key), None)


def missing_prerequisites(user: User | AnonymousUser, course: CoursePage) -> list[CoursePage]:
    """Published courses that have to be finished before this one, in whatever language, and are not yet."""
    return missing_by_course(user, [course])[course.pk]


def missing_by_course(user: User | AnonymousUser, courses: Collection[CoursePage]) -> dict[int, list[CoursePage]]:
    """The same by primary key of the course; two queries for any number of courses, beside what is kept of content."""
    wanted = CoursePage.objects.filter(prepares_for__in=courses).live().public().order_by("path")
    if user.is_authenticated:
        finished = CourseCompletion.objects.filter(enrolment__user=user).values("enrolment__course_key")
        wanted = wanted.exclude(translation_key__in=finished)
    # One row for each course it comes before.
    asked = defaultdict(list)
    for other in wanted.annotate(before=F("prepares_for")):
        asked[other.before].append(other)
    # Two courses that ask for each other would keep everybody out of both.
    after = prerequisite_keys() if asked else {}
    return {
        course.pk: [
            in_language(other, course.locale.language_code)
            for other in asked[course.pk]
            if not leads_to(other.translation_key, course.translation_key, after)
        ]
        for course in courses
    }


def prerequisite_keys() -> dict[UUID, list[UUID]]:
    """For every course the courses to finish first, by translation key."""
    after = defaultdict(list)
    pairs = CoursePage.objects.filter(prerequisites__isnull=False)
    for course, before in pairs.values_list("translation_key", "prerequisites__translation_key"):
        after[course].append(before)
    return after


def finished_before(enrolment: Enrolment) -> CourseCompletion | None:
    """The completion of the period before this one; None in the first, without a query."""
    if not enrolment.follows_a_finished_period:
        return None
    before = {"enrolment__in": periods_of(enrolment), "enrolment__period": enrolment.period - 1}
    return CourseCompletion.objects.get(**before)


_completion = FixedQuery(lambda enrolment: CourseCompletion.objects.filter(enrolment=enrolment).values_list("pk"), int)


def is_finished(enrolment: Enrolment) -> bool:
    """Whether the course has been completed in this enrolment, whatever was added to it since."""
    return _completion.first(enrolment.pk) is not None
