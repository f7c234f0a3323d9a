"""What pages of learning show of quizzes."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from cms.form_renderer import escaped
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
    drawn = (
        f'<label class="ldl-option" for="{escaped(one.id_for_label)}">{one.tag()}'
        f'<span class="ldl-option__text">{escaped(one.choice_label)}</span></label>'
        for one in field
    )
    return mark_safe("\n".join(drawn))  # noqa: S308 - what varies is escaped
