"""How someone starts a course."""

from people.models import User

from .models import CourseCompletion, CoursePage, Enrolment


def enrol(user: User, course: CoursePage) -> Enrolment:
    """The enrolment of `user` in `course`; the second time it is the same one."""
    enrolment, _created = Enrolment.objects.get_or_create(
        user=user, course_key=course.translation_key, defaults={"course": course}
    )
    return enrolment


def enrolment_of(user: User, course: CoursePage) -> Enrolment | None:
    """The enrolment with its completion and position, if there is one."""
    return (
        Enrolment.objects.filter(user=user, course_key=course.translation_key)
        .select_related("completion", "position")
        .first()
    )


def is_finished(enrolment: Enrolment) -> bool:
    """Whether the course has been completed in this enrolment, whatever was added to it since."""
    return CourseCompletion.objects.filter(enrolment=enrolment).exists()
