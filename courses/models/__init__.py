"""Courses as pages; learning as rows."""

from .learning import CourseCompletion, Enrolment, Position, StepCompletion
from .pages import CourseIndexPage, CoursePage, LessonPage, ModulePage, StepPage

__all__ = [
    "CourseCompletion",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "ModulePage",
    "Position",
    "StepCompletion",
    "StepPage",
]
