"""Who answers questions about a step: its hosts, and as what they answer."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from courses.models import StepPage
from people.models import User
from people.roles import PlatformRole

from .models import Answer, CourseHost


def hosts_of(steps: Collection[StepPage]) -> dict[int, set[int]]:
    """Active people by step, as primary keys; the number of queries does not grow with the number of steps.

    Whom the page itself knows (StepPage.hosts_of), and whom an editor made host of the course.
    """
    hosts: dict[int, set[int]] = {}
    for kind, same_kind in _by_kind(steps).items():
        hosts |= kind.hosts_of(same_kind)
    courses = StepPage.courses_of(steps)
    of_course = _hosts_of_courses({course.translation_key for course in courses.values()})
    for pk, course in courses.items():
        hosts[pk] |= of_course[course.translation_key]
    everyone: set[int] = set().union(*hosts.values())
    active = set(User.objects.filter(pk__in=everyone, is_active=True).values_list("pk", flat=True))
    return {pk: found & active for pk, found in hosts.items()}


def _by_kind(steps: Collection[StepPage]) -> dict[type[StepPage], list[StepPage]]:
    kinds: dict[type[StepPage], list[StepPage]] = defaultdict(list)
    for step in steps:
        kinds[step.specific_class].append(step)
    return kinds


def _hosts_of_courses(keys: set[UUID]) -> dict[UUID, set[int]]:
    hosts: dict[UUID, set[int]] = defaultdict(set)
    for key, user in CourseHost.objects.filter(course_key__in=keys).values_list("course_key", "user"):
        hosts[key].add(user)
    return hosts


def answers_as(user: User, is_host: bool) -> str:
    """What readers see behind the name: an entrepreneur comes from outside, other hosts wrote the lesson."""
    if not is_host:
        return ""
    # An administrator holds every role, but is no guest.
    if user.groups.filter(name=PlatformRole.ENTREPRENEUR.value).exists():
        return Answer.HostAs.GUEST
    return Answer.HostAs.AUTHOR
