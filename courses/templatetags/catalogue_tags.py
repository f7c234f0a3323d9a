"""How a course is described, on its card and on its page."""

from collections.abc import Iterable

from django import template

from cms.sdgs import BY_NUMBER, Goal
from courses.facets import TargetGroup, Theme
from courses.study_time import in_words

register = template.Library()


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
