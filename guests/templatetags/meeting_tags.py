from collections.abc import Iterable

from django import template

from guests.models import Subject

register = template.Library()


@register.filter
def subjects(values: Iterable[str]) -> str:
    """What somebody seeks or offers, in words."""
    return ", ".join(str(Subject(value).label) for value in values)
