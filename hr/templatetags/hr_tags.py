"""Which parts of the platform the navigation leads to, beside what everybody has."""

from itertools import compress

from django import template
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.template import Context

from database.fixed_query import FixedQuery
from guests.cases import writes_cases
from hr.models import Job
from hr.scope import follows_people
from people.models import User
from people.perms import may_enter_admin, reads_the_audit_log

register = template.Library()


@register.simple_tag
def how_far(job: Job, words: str) -> str:
    """The words with what is done and how much there is to do."""
    return words.replace("{done}", str(job.done)).replace("{total}", str(job.total))


_LINKS = ("follows_people", "writes_cases", "edits_the_site", "reads_the_audit_log")


@register.simple_tag(takes_context=True)
def role_links(context: Context) -> frozenset[str]:
    """Which of _LINKS the reader does now, asked in one query."""
    user = getattr(context.get("request"), "user", None)
    answers = _ways_of.first(user.pk) if user and user.is_authenticated else None
    return frozenset(compress(_LINKS, answers or ()))


def _compose(user: int) -> QuerySet:
    conditions = (Q(follows_people()), writes_cases(), may_enter_admin(), reads_the_audit_log())
    columns = [ExpressionWrapper(condition, output_field=BooleanField()) for condition in conditions]
    return User.objects.filter(pk=user).values_list(*columns)


_ways_of = FixedQuery(_compose, int)
