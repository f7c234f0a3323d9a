"""What pages of learning show of quizzes."""

from django import template
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from people.models import User
from quizzes.refresh import number_of_due_cards

register = template.Library()


@register.inclusion_tag("quizzes/refresh_link.html")
def refresh_link(user: User) -> dict[str, int]:
    """A link to the questions this person can practise again today; nothing when there are none."""
    return {"due": number_of_due_cards(user)}


@register.filter
def options(field: BoundField) -> SafeString:
    """The choices of a question, each in its label; not by a template, for a quiz has dozens."""
    label = '<label class="ldl-option" for="{}">{}<span class="ldl-option__text">{}</span></label>'
    return format_html_join("\n", label, ((one.id_for_label, one.tag(), one.choice_label) for one in field))
