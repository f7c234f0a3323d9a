"""How a course is described, on its card and on its page."""

from collections.abc import Iterable

from django import template
from django.utils.translation import get_language

from cms.sdgs import BY_NUMBER, Goal
from courses.facets import TargetGroup, Theme
from courses.languages import in_language
from courses.models import CourseIndexPage
from courses.study_time import in_words

register = template.Library()


@register.simple_tag
def catalogue_url() -> str:
    """The catalogue, in the language of the interface when it is published in that; without one the front page."""
    index = CourseIndexPage.objects.live().order_by("path").first()
    return in_language(index, str(get_language())).url if index else "/"


@register.filter
def study_time(minutes: int) -> str:
    """71 becomes "1 uur en 11 minuten"."""
    return in_words(minutes)


@register.filter
def theme_names(values: Iterable[str]) -> list[str]:
    """Names of the themes, in the order of the study; a value that is no theme any more is left out."""
    return [str(theme.label) for theme in Theme if theme in values]


@register.filter
def target_group_names(values: Iterable[str]) -> list[str]:
    """Names of the target groups; a value that is none any more is left out."""
    return [str(group.label) for group in TargetGroup if group in values]


@register.filter
def goals(numbers: Iterable[int]) -> list[Goal]:
    """The Sustainable Development Goals with these numbers."""
    return [BY_NUMBER[number] for number in numbers if number in BY_NUMBER]
