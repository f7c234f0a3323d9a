"""What other pages show of learning paths."""

from typing import Any

from django import template
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.content_version import kept
from courses.models import CourseIndexPage
from courses.my_learning import Learning
from courses.path_study import listed_paths, paths_of, paths_of_course

register = template.Library()
register.simple_tag(paths_of_course)


@register.simple_tag
def path_cards(index: CourseIndexPage) -> SafeString:
    """The paths of a catalogue."""
    return _path_cards(index, str(get_language()))


@kept(most=20)
def _path_cards(index: CourseIndexPage, _language: str) -> SafeString:
    return render_to_string("courses/path_cards.html", {"paths": listed_paths(index)})


@register.inclusion_tag("courses/path_list.html", takes_context=True)
def my_paths(context: RequestContext, learning: list[Learning]) -> dict[str, Any]:
    """The paths the signed-in person follows, given all of `learning`."""
    return {"paths": paths_of(context["request"].user, learning)}
