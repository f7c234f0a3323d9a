"""Courses to learn from in tests."""

from itertools import count

from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage, StepPage

from .site import make_site

_numbers = count(1)


def make_course(title: str = "", lessons: int = 2, **fields: object) -> CoursePage:
    """A published course with one module and so many lessons."""
    number = next(_numbers)
    catalogue = CourseIndexPage.objects.child_of(make_site()).get()
    course = catalogue.add_child(
        instance=CoursePage(
            title=title or f"Cursus {number}", slug=f"cursus-{number}", summary="Waar het over gaat.", **fields
        )
    )
    module = make_module(course)
    for _ in range(lessons):
        make_lesson(module)
    return course


def make_module(course: CoursePage, title: str = "") -> ModulePage:
    number = next(_numbers)
    return course.add_child(instance=ModulePage(title=title or f"Module {number}", slug=f"module-{number}"))


def make_lesson(module: ModulePage, title: str = "", **fields: object) -> LessonPage:
    number = next(_numbers)
    return module.add_child(
        instance=LessonPage(
            title=title or f"Les {number}",
            slug=f"les-{number}",
            body=[("text", f"<p>Tekst van les {number}.</p>")],
            **fields,
        )
    )


def module_of(course: CoursePage) -> ModulePage:
    return ModulePage.objects.child_of(course).first()


def steps_of(course: CoursePage) -> list[StepPage]:
    """The steps in the order of the course, also those that are offline."""
    return list(StepPage.objects.descendant_of(course).order_by("path").specific())
