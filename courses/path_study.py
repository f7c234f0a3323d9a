"""What a page shows of a learning path: its courses, where one person is in each, and where to go on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language

from cms.content_version import kept
from database.fixed_query import FixedQuery
from people.models import User

from .completion_rules import Progress
from .enrol import missing_by_course
from .languages import in_language
from .models import CourseIndexPage, CoursePage, PathCompletion, PathEnrolment, PathPage
from .my_learning import Learning, learning_of
from .paths import (
    PathCourse,
    courses_by_path,
    courses_of,
    path_completion_of,
    path_enrolment_of,
    path_progress,
    published_paths,
)
from .study_time import minutes_by_course, study_minutes


@dataclass(frozen=True)
class CourseOnPath:
    """A course in a path as one person sees it.

    course: in the language of the interface when it is published in that. learning: None for who is not
    enrolled in it. is_new: asked since this person finished the path.
    missing: courses to finish before this one can be started.
    """

    course: CoursePage
    required: bool
    minutes: int
    learning: Learning | None
    is_new: bool
    missing: list[CoursePage]

    @property
    def is_done(self) -> bool:
        return self.learning is not None and self.learning.has_finished

    @property
    def url(self) -> str:
        """Where to go on: the step one was at, else the course."""
        step = self.learning.resume_step if self.learning else None
        return step.url if step else self.course.url or ""


@dataclass(frozen=True)
class Following:
    """A path someone follows; `next_course` is None when there is nothing to go on with."""

    enrolment: PathEnrolment
    path: PathPage
    progress: Progress
    completion: PathCompletion | None
    next_course: CourseOnPath | None
    has_new: bool


@dataclass(frozen=True)
class ListedPath:
    """A path in the catalogue, with its study time in minutes and the number of its courses."""

    path: PathPage
    minutes: int
    courses: int


def path_context(user: User | AnonymousUser, path: PathPage) -> dict[str, Any]:
    """Variables of the page of a path; enrolment, completion and progress are None for who does not follow it.

    has_new: whether a course was asked since this person finished.
    """
    learning = learning_of(user) if user.is_authenticated else []
    enrolment = path_enrolment_of(user, path) if user.is_authenticated else None
    completion = path_completion_of(enrolment) if enrolment else None
    in_path = courses_of(path)
    courses = _on_path(user, in_path, learning, completion)
    return {
        "courses": courses,
        "minutes": study_minutes(courses),
        "enrolment": enrolment,
        "completion": completion,
        "progress": _progress(enrolment, path, in_path, learning) if enrolment else None,
        "next_course": next_course(courses),
        "has_new": _has_new(courses),
    }


def _progress(
    enrolment: PathEnrolment, path: PathPage, in_path: Sequence[PathCourse], learning: Iterable[Learning]
) -> Progress:
    # The path one began to follow decides, also when it is read in another language.
    is_other = enrolment.path_id != path.pk
    counted = courses_by_path([enrolment.path])[enrolment.path_id] if is_other else in_path
    return path_progress(enrolment, counted, _done(learning))


def _done(learning: Iterable[Learning]) -> set[UUID]:
    return {row.enrolment.course_key for row in learning if row.has_finished}


def _on_path(
    user: User | AnonymousUser,
    in_path: Sequence[PathCourse],
    learning: Iterable[Learning],
    completion: PathCompletion | None,
) -> list[CourseOnPath]:
    own = {row.enrolment.course_key: row for row in learning}
    done = _done(learning)
    minutes = minutes_by_course([entry.course for entry in in_path])
    missing = missing_by_course(user, [entry.course for entry in in_path if entry.rule.key not in own])
    return [
        CourseOnPath(
            course=in_language(entry.course, str(get_language())),
            required=entry.required,
            minutes=minutes[entry.course.pk],
            learning=own.get(entry.rule.key),
            is_new=entry.rule.key not in done and _came_later(entry, completion),
            missing=missing.get(entry.course.pk, []),
        )
        for entry in in_path
    ]


def _came_later(entry: PathCourse, completion: PathCompletion | None) -> bool:
    """Whether a course that is not done is new for who has finished: whatever was asked then, was done."""
    if completion is None:
        return False
    published_at = entry.course.first_published_at
    return entry.required or (published_at is not None and published_at > completion.completed_at)


def _has_new(courses: Iterable[CourseOnPath]) -> bool:
    return any(entry.is_new for entry in courses)


def next_course(courses: Sequence[CourseOnPath]) -> CourseOnPath | None:
    """The first course that is open and not done; optional ones only when no other is left."""
    is_open = [entry for entry in courses if not entry.is_done and not entry.missing]
    return next((entry for entry in is_open if entry.required), next(iter(is_open), None))


_followed = FixedQuery(
    lambda user: PathEnrolment.objects.filter(user=user).select_related("completion").order_by("-enrolled_at"), int
)


@kept(most=500)
def kept_path(pk: int) -> PathPage:
    """A path with its language, published or not, for showing. Shared; never change it."""
    return PathPage.objects.select_related("locale").get(pk=pk)


@kept(most=500)
def _kept_courses_of(path: int) -> tuple[PathCourse, ...]:
    return tuple(courses_by_path([kept_path(path)])[path])


def paths_of(user: User, learning: Sequence[Learning]) -> list[Following]:
    """The paths `user` follows, given all this person is learning: busy ones first, the latest on top."""
    rows = []
    for enrolment in _followed.objects(user.pk):
        enrolment.path = kept_path(enrolment.path_id)
        rows.append(_following(user, enrolment, _kept_courses_of(enrolment.path_id), learning))
    return sorted(rows, key=lambda row: row.completion is not None)


def _following(
    user: User, enrolment: PathEnrolment, in_path: Sequence[PathCourse], learning: Sequence[Learning]
) -> Following:
    completion = path_completion_of(enrolment)
    on_path = _on_path(user, in_path, learning, completion) if enrolment.path.live else []
    return Following(
        enrolment=enrolment,
        path=enrolment.path,
        progress=path_progress(enrolment, in_path, _done(learning)),
        completion=completion,
        next_course=next_course(on_path),
        has_new=_has_new(on_path),
    )


def listed_paths(index: CourseIndexPage) -> list[ListedPath]:
    """Everything to follow in this catalogue, in the order of the editors, then what only its translations have.

    A path without courses is left out.
    """
    paths = _each_once(
        path for one in (index, *index.get_translations().live()) for path in published_paths().child_of(one)
    )
    courses = courses_by_path(paths)
    minutes = minutes_by_course([entry.course for entries in courses.values() for entry in entries])
    return [_listed(path, courses[path.pk], minutes) for path in paths if courses[path.pk]]


def paths_of_course(course: CoursePage) -> tuple[PathPage, ...]:
    """The published paths a course is part of, in the language of the course where there is such a version."""
    return _paths_with(course.translation_key, course.locale_id)


@kept(most=1000)
def _paths_with(course_key: UUID, locale: int) -> tuple[PathPage, ...]:
    paths = published_paths().filter(items__course__translation_key=course_key).distinct()
    return tuple(_each_once(sorted(paths, key=lambda path: path.locale_id != locale)))


def _each_once(paths: Iterable[PathPage]) -> list[PathPage]:
    """Of a path in several languages, the first."""
    versions: dict[UUID, PathPage] = {}
    for path in paths:
        versions.setdefault(path.translation_key, path)
    return list(versions.values())


def _listed(path: PathPage, in_path: Sequence[PathCourse], minutes: dict[int, int]) -> ListedPath:
    total = sum(minutes[entry.course.pk] for entry in in_path if entry.required)
    return ListedPath(path=path, minutes=total, courses=len(in_path))
