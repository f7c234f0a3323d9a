"""Whom an assignment is for: who works for the organisation now and is in one of its groups."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from courses.models import CourseCompletion, CoursePage, PathCompletion, PathPage
from people.models import Membership, MembershipQuerySet, Organisation
from people.perms import with_descendants

from .models import Assignment, Exemption


@dataclass(frozen=True)
class Audience:
    """Primary keys of an organisation and of what was chosen in it; of departments also what is below them."""

    organisation: int
    everyone: bool = False
    departments: frozenset[int] = field(default_factory=frozenset)
    job_titles: frozenset[int] = field(default_factory=frozenset)
    people: frozenset[int] = field(default_factory=frozenset)

    def memberships(self) -> MembershipQuerySet:
        """One open membership for each of them, whatever groups they are in."""
        among = Q(department__in=self.departments) | Q(job_title__in=self.job_titles) | Q(user__in=self.people)
        current = Membership.objects.current().filter(organisation=self.organisation)
        return current if self.everyone else current.filter(among)


def audience_among(
    organisation: Organisation,
    everyone: bool,
    departments: Collection[int],
    job_titles: Collection[int],
    people: Collection[int],
) -> Audience:
    """The audience of these groups; one query, for what is below the departments."""
    below = with_descendants(set(departments), {organisation.pk}) if departments else set()
    return Audience(organisation.pk, everyone, frozenset(below), frozenset(job_titles), frozenset(people))


def audience_of(assignment: Assignment) -> Audience:
    """As it is now: departments move."""
    if assignment.for_everyone:
        return Audience(assignment.organisation_id, everyone=True)
    chosen = [
        frozenset(chosen.values_list("pk", flat=True))
        for chosen in (assignment.departments, assignment.job_titles, assignment.people)
    ]
    return audience_among(assignment.organisation, False, *chosen)


def is_exempted(assignment: Assignment) -> Exists:
    """In a query of memberships or duties: whether this person need not do it."""
    return Exists(Exemption.objects.filter(assignment=assignment, user=OuterRef("user")))


def who_is_left(assignment: Assignment) -> MembershipQuerySet:
    """Whom it is for, without who is exempted."""
    return audience_of(assignment).memberships().exclude(is_exempted(assignment))


@dataclass(frozen=True)
class Part:
    """A department ("" for none) and how many of its people are asked, finished and exempted."""

    department: str
    people: int
    finished: int
    exempted: int

    @property
    def to_do(self) -> int:
        return self.people - self.finished - self.exempted


def parts_of(audience: Audience, finished: Exists, exempted: Exists) -> list[Part]:
    """The numbers per department, by name; one query. Who is exempted does not count as finished too."""
    rows = (
        audience.memberships()
        .annotate(is_finished=finished, is_exempted=exempted)
        .values(name=F("department__name"))
        .annotate(
            people=Count("pk"),
            finished=Count("pk", filter=Q(is_finished=True, is_exempted=False)),
            exempted=Count("pk", filter=Q(is_exempted=True)),
        )
        .order_by("name")
    )
    return [Part(row["name"] or "", row["people"], row["finished"], row["exempted"]) for row in rows]


def completions_of(subject: CoursePage | PathPage) -> QuerySet[CourseCompletion] | QuerySet[PathCompletion]:
    """Of a course or path in all its languages."""
    if isinstance(subject, CoursePage):
        return CourseCompletion.objects.filter(enrolment__course_key=subject.translation_key)
    return PathCompletion.objects.filter(enrolment__path_key=subject.translation_key)


def exempted_before(organisation: Organisation, subject: CoursePage | PathPage) -> QuerySet[Exemption]:
    """Exemptions from assignments of the same course or path that go on: those hold for a new one as well."""
    kind = "course" if isinstance(subject, CoursePage) else "path"
    same = {f"assignment__{kind}__translation_key": subject.translation_key}
    return Exemption.objects.filter(assignment__organisation=organisation, assignment__ended_at=None, **same)
