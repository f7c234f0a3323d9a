"""What other pages show of learning paths."""

from typing import Any

from django import template
from django.template import RequestContext

from courses.models import CourseIndexPage
from courses.my_learning import Learning
from courses.path_study import listed_paths, paths_of, paths_of_course

register = template.Library()
register.simple_tag(paths_of_course)


@register.inclusion_tag("courses/path_cards.html")
def path_cards(index: CourseIndexPage) -> dict[str, Any]:
    """The paths of a catalogue."""
    return {"paths": listed_paths(index)}


@register.inclusion_tag("courses/path_list.html", takes_context=True)
def my_paths(context: RequestContext, learning: list[Learning]) -> dict[str, Any]:
    """The paths the signed-in person follows, given all of `learning`."""
    return {"paths": paths_of(context["request"].user, learning)}
