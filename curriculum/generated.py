"""People, courses and learning by the hundred thousand, to measure with. Nobody of them exists, nobody can sign in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import models
from django.utils import timezone

from certificates.codes import ALPHABET, LENGTH
from certificates.models import Certificate
from certificates.validity import last_valid_day
from courses.languages import each_once
from courses.models import CourseCompletion, CourseIndexPage, CoursePage, Enrolment
from hr.models import Assignment, Duty
from people.models import Department, Membership, Organisation, User

PARTS, PARTS_BELOW = 5, 4
AT_ONCE = 5_000
MINUTES = 75
# What share of the people has come how far.
ENROLLED, FINISHED = 0.95, 0.65
SHORTEST_VALIDITY = 12
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Load:
    """How much there is of everything. The same seed gives the same people and learning."""

    people: int
    courses: int
    organisations: int
    seed: int = 1


def generate(load: Load) -> None:
    """Add it all to what is there; each time with names of its own."""
    chance = Random(load.seed)  # noqa: S311 - what people learned is no secret
    now = timezone.now()
    courses = _courses(load.courses)
    mark = f"{now:%Y%m%d%H%M%S%f}"
    for number in range(load.organisations):
        people = load.people // load.organisations + (number < load.people % load.organisations)
        organisation = Organisation.objects.create(name=f"Gemeente {mark}-{number}", slug=f"load-{mark}-{number}")
        users = _people(organisation, people, chance)
        asked = [_assignment(organisation, course, now) for course in courses[::2]]
        for course, assignment in zip(courses, _every_second(asked), strict=False):
            _learning(course, assignment, users, chance, now)


def _every_second(assignments: list[Assignment]) -> Iterator[Assignment | None]:
    for assignment in assignments:
        yield assignment
        yield None


def _courses(count: int) -> list[CoursePage]:
    """So many published courses, each in one language; those that lack are made."""
    published = CoursePage.objects.live().select_related("locale").order_by("path")
    courses = [versions[0] for versions in each_once(published, [])][:count]
    catalogue = CourseIndexPage.objects.order_by("path")[0]
    for number in range(len(courses), count):
        page = CoursePage(title=f"Cursus {number + 1}", slug=f"load-{number + 1}", summary="Om mee te meten.")
        courses.append(catalogue.add_child(instance=page))
    return courses


def _people(organisation: Organisation, count: int, chance: Random) -> list[User]:
    """They are spread over two layers of departments; the first is HR officer, the second leads a department."""
    departments = _departments(organisation)
    users = [
        User(email=f"{number}@{organisation.slug}.example", name=_name(chance), password="!")  # noqa: S106 - none
        for number in range(count)
    ]
    users = _kept(User, users)
    roles = {0: Membership.Role.HR, 1: Membership.Role.TEAM_LEAD}
    memberships = [
        Membership(
            user=user,
            organisation=organisation,
            department=departments[0] if number == 1 else chance.choice([*departments, None]),
            role=roles.get(number, Membership.Role.MEMBER),
            personnel_number=f"{number:06}",
        )
        for number, user in enumerate(users)
    ]
    _kept(Membership, memberships)
    return users


def _departments(organisation: Organisation) -> list[Department]:
    found = []
    for part in range(PARTS):
        above = Department.objects.create(organisation=organisation, name=f"Domein {part + 1}", code=f"{part + 1}")
        below = [
            Department(
                organisation=organisation, parent=above, name=f"Team {part + 1}.{team}", code=f"{part + 1}{team}"
            )
            for team in range(1, PARTS_BELOW + 1)
        ]
        found += [above, *Department.objects.bulk_create(below)]
    return found


_FIRST = ("Sanne", "Daan", "Fatima", "Jan", "Şükrü", "Anouk", "Bram", "Çiğdem", "Mei Lin", "Pieter", "Zoë", "Ömer")
_LAST = ("de Vries", "El Amrani", "van 't Hof", "Yıldız", "Jansen", "Hoekstra", "Timmermans", "Chan", "Łoś", "Bakker")


def _name(chance: Random) -> str:
    return f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.randrange(100_000)}"


def _assignment(organisation: Organisation, course: CoursePage, now: datetime) -> Assignment:
    return Assignment.objects.create(
        organisation=organisation,
        course=course,
        for_everyone=True,
        due_on=timezone.localdate(now),
        handed_out_at=now,
    )


def _learning(
    course: CoursePage, assignment: Assignment | None, users: list[User], chance: Random, now: datetime
) -> None:
    """Enrolments, completions, certificates and duties of one course in one organisation."""
    learners = [user for user in users if chance.random() < ENROLLED]
    enrolments = _kept(Enrolment, [_enrolment(course, user) for user in learners])
    finished = [enrolment for enrolment in enrolments if chance.random() < FINISHED / ENROLLED]
    completions = _kept(CourseCompletion, [_completion(enrolment, chance, now) for enrolment in finished])
    if course.pk % 2 or course.certificate_months:
        _kept(Certificate, [_certificate(course, completion, chance) for completion in completions])
    if assignment:
        by_user = {completion.enrolment.user_id: completion for completion in completions}
        _kept(Duty, [_duty(assignment, user, by_user.get(user.pk), chance, now) for user in users])


def _enrolment(course: CoursePage, user: User) -> Enrolment:
    return Enrolment(user=user, course=course, course_key=course.translation_key)


def _completion(enrolment: Enrolment, chance: Random, now: datetime) -> CourseCompletion:
    moment = now - timedelta(days=chance.randrange(700), seconds=chance.randrange(86_400))
    return CourseCompletion(enrolment=enrolment, study_minutes=MINUTES, completed_at=moment)


def _certificate(course: CoursePage, completion: CourseCompletion, chance: Random) -> Certificate:
    finished_on = timezone.localdate(completion.completed_at)
    months = course.certificate_months or SHORTEST_VALIDITY * chance.randint(1, 3)
    user = completion.enrolment.user
    return Certificate(
        code="".join(chance.choices(ALPHABET, k=LENGTH)),
        user=user,
        completion=completion,
        is_of_path=False,
        holder_name=user.name,
        course_title=course.title,
        course_key=course.translation_key,
        study_minutes=MINUTES,
        result=Certificate.Result.FINISHED,
        issuer_name="Gemeente",
        language="nl",
        completed_on=finished_on,
        issued_at=completion.completed_at,
        valid_until=last_valid_day(finished_on, months),
    )


def _duty(
    assignment: Assignment, user: User, completion: CourseCompletion | None, chance: Random, now: datetime
) -> Duty:
    due_on = timezone.localdate(now) + timedelta(days=chance.randrange(-60, 300))
    fulfilled_at = completion.completed_at if completion else None
    assigned_at = timezone.make_aware(datetime.combine(due_on - timedelta(days=365), time(9)))
    return Duty(
        assignment=assignment,
        user=user,
        assigned_at=assigned_at,
        due_on=due_on,
        completion=completion,
        fulfilled_at=fulfilled_at,
    )


def _kept(model: type[Row], rows: list[Row]) -> list[Row]:
    """The rows with their primary keys."""
    waiting, kept = iter(rows), []
    while batch := list(islice(waiting, AT_ONCE)):
        kept += model._default_manager.bulk_create(batch)
    return kept
