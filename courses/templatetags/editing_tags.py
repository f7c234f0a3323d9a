"""What an editor is told before something is done that learners notice."""

from django import template
from wagtail.models import Page

from courses.editing import number_finished_without

register = template.Library()


@register.simple_tag
def number_finished_by_unpublishing(page: Page) -> int:
    """See courses.editing.number_finished_without."""
    return number_finished_without(page)
