"""Lessons whose text has several blocks, to write beside and to come back to."""

from courses.models import CoursePage, LessonPage

from .courses import make_lesson, module_of

BODY = [
    ("heading", "Wat staat er in de wet?"),
    ("text", "<p>Een gemeente mag een opdracht voorbehouden.</p>"),
    ("definition", {"term": "Perceel", "meaning": "Een deel van een opdracht."}),
    ("reflection", {"question": "Welke opdracht kiest u?"}),
]


def make_lesson_of_blocks(course: CoursePage, title: str = "De wet") -> LessonPage:
    """A lesson with a heading, a text, a definition and a reflection, in that order."""
    lesson = make_lesson(module_of(course), title=title)
    lesson.body = BODY
    lesson.save_revision().publish()
    return LessonPage.objects.get(pk=lesson.pk)


def block_of(lesson: LessonPage, kind: str) -> str:
    """Id of the first block of this kind."""
    return next(block.id for block in lesson.body if block.block_type == kind)
