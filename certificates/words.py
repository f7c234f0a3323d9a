"""What a certificate says, taken down at the moment it is issued."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.models import Branding
from courses.models import CourseCompletion, CoursePage, PathCompletion, PathPage
from courses.outline import CourseOutline, course_outline
from courses.paths import finished_courses
from courses.presenters import presenters_of

from .designs import design_for, frozen
from .models import Certificate
from .printable import printable
from .validity import last_valid_day


def words_of(completion: CourseCompletion | PathCompletion) -> dict[str, Any]:
    """The frozen fields of the certificate of this completion, as they are now."""
    if isinstance(completion, PathCompletion):
        return _words_of_path(completion)
    return _words_of_course(completion)


def _words_of_course(completion: CourseCompletion) -> dict[str, Any]:
    enrolment = completion.enrolment
    outline = course_outline(enrolment.course)
    goals = [str(goal.value) for goal in enrolment.course.goals]
    return _words(completion, enrolment.course, goals, [enrolment.course], [outline]) | {
        "course_key": enrolment.course_key,
        "is_of_path": False,
        "result": Certificate.Result.ON_PAPER if completion.on_paper else _result([outline]),
    }


def _words_of_path(completion: PathCompletion) -> dict[str, Any]:
    enrolment = completion.enrolment
    finished = finished_courses(completion)
    courses = [course for course, _how in finished]
    # Of a course on paper nobody here knows whether there was a test.
    on_paper = any(how.on_paper for _course, how in finished)
    outlines = [course_outline(course) for course in courses]
    return _words(completion, enrolment.path, [course.title for course in courses], courses, outlines) | {
        "course_key": enrolment.path_key,
        "is_of_path": True,
        "result": Certificate.Result.FINISHED if on_paper else _result(outlines),
    }


def _result(outlines: Sequence[CourseOutline]) -> Certificate.Result:
    """What was done here to finish all of these courses."""
    tested = any(step.required and step.is_test for outline in outlines for step in outline.steps)
    return Certificate.Result.PASSED if tested else Certificate.Result.FINISHED


def _words(
    completion: CourseCompletion | PathCompletion,
    page: CoursePage | PathPage,
    goals: list[str],
    courses: Sequence[CoursePage],
    outlines: Sequence[CourseOutline],
) -> dict[str, Any]:
    holder = completion.enrolment.user
    completed_on = timezone.localdate(completion.completed_at)
    design = design_for(page)
    return {
        "user": holder,
        "holder_name": printable(holder.get_full_name()),
        "course_title": printable(page.title),
        "course_revision_id": completion.revision_id,
        "study_minutes": completion.study_minutes,
        "goals": [printable(goal) for goal in goals],
        "sdgs": sorted({goal for course in courses for goal in course.sdgs}),
        "presenters": [printable(name) for name in presenters_of(outlines)],
        "issuer_name": printable(_issuer(page)),
        "design": frozen(design),
        "language": (design and design.language) or page.locale.language_code,
        "completed_on": completed_on,
        "valid_until": last_valid_day(completed_on, page.certificate_months),
    }


def _issuer(page: CoursePage | PathPage) -> str:
    """The municipality whose site the page is on, or the platform itself."""
    site = page.get_site()
    name: str = Branding.for_site(site).organisation_name if site else ""
    return name or settings.WAGTAIL_SITE_NAME
