"""What the pages about one's own account say of devices and of the second step."""

from django import template
from django.template import Context

from people.devices import device_in_words
from people.second_factor import go_on_to, must_have_second_factor

register = template.Library()
register.filter("device", device_in_words)


@register.simple_tag(takes_context=True)
def second_step_needed(context: Context) -> bool:
    """Whether the reader may not do without one."""
    return must_have_second_factor(context["request"].user)


@register.simple_tag(takes_context=True)
def where_you_were_going(context: Context) -> str:
    """The page for which the second step was asked; empty when it was not."""
    return go_on_to(context["request"])
