"""What pages of learning show of quizzes."""

from django import template
from django.forms.boundfield import BoundWidget
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString

from people.models import User
from quizzes.refresh import number_of_due_cards

register = template.Library()


@register.inclusion_tag("quizzes/refresh_link.html")
def refresh_link(user: User) -> dict[str, int]:
    """A link to the questions this person can practise again today; nothing when there are none."""
    return {"due": number_of_due_cards(user)}


@register.filter
def choice_input(choice: BoundWidget) -> SafeString:
    """The radio button or checkbox of a choice: what `choice.tag` gives, which draws two templates for each."""
    data = choice.data
    return format_html(
        '<input type="{}" name="{}" value="{}"{}>', data["type"], data["name"], data["value"], flatatt(data["attrs"])
    )
