"""Awarding a certificate to people who finished a course outside this website.

An HR officer does it for everyone who works for the organisation now, but not for themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import get_language

from courses.awards import Award, award
from courses.languages import each_once, published_courses
from courses.models import CourseCompletion, CoursePage
from people.addresses import owners_of
from people.models import User

from .scope import officer_scope


@dataclass(frozen=True)
class Candidates:
    """Whose the addresses are, sorted by name, and the addresses of nobody in the organisation."""

    people: list[User]
    unknown: list[str]


@dataclass(frozen=True)
class Awarded:
    """Who got a certificate, and who had finished the course before."""

    now: list[User]
    before: list[User]


def courses_to_award() -> list[CoursePage]:
    """Every published course once, in the language of the reader where it is there."""
    return [versions[0] for versions in each_once(published_courses().order_by("path"), [str(get_language())])]


def candidates_among(emails: Collection[str], officer: User) -> Candidates:
    """emails: in lower case."""
    owners = owners_of(emails, officer_scope(officer).people().values("user"))
    people = sorted(set(owners.values()), key=lambda user: (user.get_full_name().casefold(), user.pk))
    return Candidates(people, [email for email in emails if email not in owners])


def already_finished(people: Collection[User], course: CoursePage) -> set[int]:
    """Primary keys of those who finished the course, in whatever language and period."""
    completions = CourseCompletion.objects.filter(
        enrolment__user__in=people, enrolment__course_key=course.translation_key
    )
    return set(completions.values_list("enrolment__user", flat=True))


@transaction.atomic
def award_all(people: Collection[User], course: CoursePage, details: Award) -> Awarded:
    """All of them or, when something goes wrong, nobody. Who finished the course before keeps what they have."""
    before = already_finished(people, course)
    awarded = Awarded([], [])
    for user in people:
        new = user.pk not in before and award(user, course, details)
        (awarded.now if new else awarded.before).append(user)
    return awarded
