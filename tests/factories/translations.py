"""Pages in a second language."""

from typing import TypeVar

from wagtail.models import Locale, Page

from courses.models import CoursePage

PageType = TypeVar("PageType", bound=Page)


def make_translation(page: PageType, title: str = "", language: str = "en", **fields: object) -> PageType:
    """`page` in another language, published, below translations of the pages above it."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    parent = page.get_parent()
    if parent.depth > 1 and not parent.has_translation(locale):
        make_translation(parent.specific, language=language)
    translation = page.specific.copy_for_translation(locale)
    translation.title = title or f"{page.title} in English"
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save_revision().publish()
    translation.refresh_from_db()
    return translation


def make_english_course(course: CoursePage, title: str = "") -> CoursePage:
    """The course with its modules and steps."""
    english = make_translation(course, title)
    for page in course.get_descendants().specific().order_by("path"):
        make_translation(page)
    return english
