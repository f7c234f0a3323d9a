"""Which cases nobody reads today: those that were chosen to be out of sight as long as a tender runs.

It follows from the days of the tender, so a case comes back without anybody or anything doing so
(docs/decisions/0045-a-case-is-out-of-sight-while-a-tender-runs.md). Library, profile, search, the page of the case and
the courses it is in all ask here.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from wagtail.models import PageQuerySet

from people.models import User
from people.perms import has_platform_role
from people.roles import PlatformRole

from .cases import enterprises_of
from .models import CaseHiding, CasePage


def hidden_cases() -> PageQuerySet:
    """In all their languages."""
    in_force = CaseHiding.objects.in_force()
    of_one = in_force.filter(case__isnull=False).values("case__translation_key")
    of_all = in_force.filter(case__isnull=True).values("tender__enterprise")
    return CasePage.objects.filter(Q(translation_key__in=of_one) | Q(enterprise__in=of_all))


def is_hidden(case: CasePage) -> bool:
    return bool(hidden_cases().filter(pk=case.pk).exists())


def not_hidden(cases: PageQuerySet) -> PageQuerySet:
    """These without the ones that are out of sight."""
    return cases.exclude(pk__in=hidden_cases().values("pk"))


def may_read_hidden(user: User | AnonymousUser, case: CasePage) -> bool:
    """Who writes for its enterprise, and the editors."""
    if has_platform_role(user, PlatformRole.EDITOR):
        return True
    return enterprises_of(user).filter(pk=case.enterprise_id).exists()
