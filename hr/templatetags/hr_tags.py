"""Whether the navigation leads to HR."""

from django import template
from django.template import Context

from hr.scope import has_scope

register = template.Library()


@register.simple_tag(takes_context=True)
def hr_link_visible(context: Context) -> bool:
    """Whether the reader may follow anyone; asked once per request. False where there is no request."""
    request = context.get("request")
    if request is None or not hasattr(request, "user"):
        return False
    if not hasattr(request, "_hr_link_visible"):
        request._hr_link_visible = has_scope(request.user)
    return request._hr_link_visible
