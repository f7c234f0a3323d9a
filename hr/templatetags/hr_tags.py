"""Which parts of the platform the navigation leads to, beside what everybody has."""

from django import template
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.template import Context

from cms.fixed_query import SOMETHING, FixedQuery
from guests.cases import writes_cases
from hr.scope import follows_people
from people.models import User
from people.perms import may_enter_admin

register = template.Library()

_LINKS = ("follows_people", "writes_cases", "edits_the_site")


@register.simple_tag(takes_context=True)
def role_links(context: Context) -> dict[str, bool]:
    """follows_people, writes_cases and edits_the_site: which of these the reader does now, asked in one query."""
    user = getattr(context.get("request"), "user", None)
    answers = _ways_of.first(user.pk) if user and user.is_authenticated else None
    return {link: bool(answer) for link, answer in zip(_LINKS, answers or [False] * len(_LINKS), strict=True)}


def _compose() -> QuerySet:
    conditions = (Q(follows_people()), writes_cases(), may_enter_admin())
    columns = [ExpressionWrapper(condition, output_field=BooleanField()) for condition in conditions]
    return User.objects.filter(pk=SOMETHING).values_list(*columns)


_ways_of = FixedQuery(_compose)
