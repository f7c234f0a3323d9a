"""What pages of learning show of quizzes."""

from django import template

from people.models import User
from quizzes.refresh import number_of_due_cards

register = template.Library()


@register.inclusion_tag("quizzes/refresh_link.html")
def refresh_link(user: User) -> dict[str, int]:
    """A link to the questions this person can practise again today; nothing when there are none."""
    return {"due": number_of_due_cards(user)}
