"""A course in several languages is one course: it is listed once, and read in one of them."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import F
from wagtail.models import Page, PageQuerySet

from cms.content_version import kept
from cms.translations import translation_of

from .models import CoursePage

PageType = TypeVar("PageType", bound=Page)


def published_courses() -> PageQuerySet:
    """Every course everyone may take, in every language; without copies that wait for their translation (aliases)."""
    courses: PageQuerySet = CoursePage.objects.live().public().exclude(alias_of__translation_key=F("translation_key"))
    return courses.select_related("locale")


@kept(most=1)
def kept_courses() -> tuple[CoursePage, ...]:
    """The same in the order of the catalogue, to show: kept until an editor changes something."""
    return tuple(published_courses().order_by("path").defer("goals", "statements"))


def each_once(courses: Iterable[CoursePage], preferred: Sequence[str]) -> list[tuple[CoursePage, ...]]:
    """The versions of each course, in the order in which the courses come first.

    Within a course the languages of `preferred` come first, in that order; then the others as they came.
    """
    versions: dict[object, list[CoursePage]] = {}
    for course in courses:
        versions.setdefault(course.translation_key, []).append(course)
    rank = {language: place for place, language in reversed(list(enumerate(preferred)))}
    return [
        tuple(sorted(several, key=lambda course: rank.get(course.locale.language_code, len(rank))))
        for several in versions.values()
    ]


def in_language(page: PageType, language: str) -> PageType:
    """The published translation in `language`; the page itself when there is none."""
    other = translation_of(page, language)
    return other.specific if other else page
