"""Courses as pages; learning as rows."""

from .learning import CourseCompletion, Enrolment, Position, StepCompletion
from .pages import CourseIndexPage, CoursePage, LessonPage, ModulePage, StepPage
from .paths import PathCompletion, PathEnrolment, PathItem, PathPage
from .private import Bookmark, Note

__all__ = [
    "Bookmark",
    "CourseCompletion",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "ModulePage",
    "Note",
    "PathCompletion",
    "PathEnrolment",
    "PathItem",
    "PathPage",
    "Position",
    "StepCompletion",
    "StepPage",
]
