"""Which parts of the platform the navigation leads to, beside what everybody has."""

from typing import Any

from django import template
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.template import Context

from guests.cases import writes_cases
from hr.scope import follows_people
from people.models import User
from people.perms import may_enter_admin

register = template.Library()

_NOWHERE = {"follows_people": False, "writes_cases": False, "edits_the_site": False}


@register.simple_tag(takes_context=True)
def role_links(context: Context) -> dict[str, Any]:
    """follows_people, writes_cases and edits_the_site: which of these the reader does, asked in one query."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return _NOWHERE
    ways = {
        "follows_people": _yes_or_no(Q(follows_people())),
        "writes_cases": _yes_or_no(writes_cases()),
        "edits_the_site": _yes_or_no(may_enter_admin()),
    }
    return User.objects.filter(pk=user.pk).values(**ways).first() or _NOWHERE


def _yes_or_no(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())
