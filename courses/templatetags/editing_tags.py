"""What an editor is told before something is done that learners notice."""

from collections.abc import Iterable
from typing import Any

from django import template
from wagtail.models import Page

from courses.editing import number_finished_without
from courses.editing_warnings import warning

register = template.Library()


@register.simple_tag
def warning_before_losing(page: Page) -> str:
    """Empty, or for how many people a course ends when this page goes out of it."""
    return warning(number_finished_without([page]))


@register.simple_tag
def warning_before_losing_items(items: Iterable[dict[str, Any]]) -> str:
    """The same for the list of a bulk action."""
    return warning(number_finished_without([item["item"] for item in items]))
